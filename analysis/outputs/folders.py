"""Folders that are replaced as a whole: only our own, only what we wrote, one of them always whole.

A folder we made carries a marker that names what was written into it. It is replaced by renames:
the new one is made beside it, the old one renamed away, the new one renamed in, the old one
removed. Killed anywhere, the old or the new one is whole, and `mend` puts the rest right.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from analysis import __version__
from analysis.errors import InputError
from analysis.outputs.files import ASIDE, locked, make_folder, shown, unwritable, write_text

__all__ = [
    "MARKER",
    "NOBODYS",
    "check",
    "entries",
    "mark",
    "marker",
    "mend",
    "remove",
    "replace",
    "stranger",
    "written",
]

MARKER = ".on-the-record.json"
#: Left by file managers in every folder they show: nobody misses them.
NOBODYS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


# ---------------------------------------------------------------------------------------- marker


def entries(folder: Path) -> Iterator[str]:
    """What lies in ``folder``, as relative paths with slashes: files, links, and folders that are
    empty (with a slash at the end). Links are not followed. Raises OSError where one may not look.
    """

    def fail(error: OSError) -> None:
        raise error  # what cannot be looked into is not ours

    for place, folders, names in os.walk(folder, onerror=fail):
        folders.sort()
        base = Path(place).relative_to(folder)
        links = [name for name in folders if Path(place, name).is_symlink()]
        for name in sorted([*names, *links]):
            yield (base / name).as_posix()
        if not names and not folders and place != str(folder):
            yield f"{base.as_posix()}/"


def mark(folder: Path, kind: str, **more: object) -> None:
    """Put the marker into ``folder``: all that it now holds is what we wrote."""
    found = sorted(name for name in entries(folder) if name != MARKER)
    said = {"kind": kind, "version": __version__, **more, "written": found}
    write_text(folder / MARKER, json.dumps(said, ensure_ascii=True, indent=0) + "\n")


def marker(folder: Path, kind: str) -> dict[str, Any] | None:
    """What the marker in ``folder`` says, or None where there is none of this ``kind``."""
    path = folder / MARKER
    try:
        if path.is_symlink():
            return None
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    good = isinstance(said, dict) and said.get("kind") == kind
    names = said.get("written") if good else None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return None
    return said


def written(folder: Path, kind: str) -> frozenset[str] | None:
    """The relative paths that the marker in ``folder`` names, or None where there is none."""
    said = marker(folder, kind)
    return None if said is None else frozenset(said["written"])


def stranger(folder: Path, ours: Collection[str] = ()) -> str:
    """The first entry of ``folder`` that is not among ``ours``; empty where there is none."""
    names = (n for n in entries(folder) if n not in ours and n != MARKER)
    return next((n for n in names if n.rpartition("/")[2] not in NOBODYS), "")


# ---------------------------------------------------------------------------------------- before


def check(
    out: str | Path,
    kind: str,
    sources: Path | None = None,
    inputs: Collection[Path] = (),
) -> Path:
    """``out`` as an absolute path, if a folder of ``kind`` may be put there; nothing is changed.

    Raises InputError, with the mend, where ``out`` is empty, a link, no folder, the root, the
    home folder, the current folder or one above it, the project (``sources``) or one above it,
    holds one of the ``inputs`` or anything that a run of ours did not write, or where the place
    may not be written.
    """
    if not str(out).strip() or "\0" in str(out):
        raise InputError("--out names nothing; give a new folder.")
    given = Path(out)
    name = shown(given)
    try:
        if given.is_symlink():
            raise InputError(f"{name} is a link to another folder; name that folder itself.")
        path = given.resolve()
        what = _too_much(path, sources)
        if what:
            raise InputError(
                f"{name} is {what}, and a {kind} replaces its folder as a whole:"
                f" name a new one, such as {shown(given / f'my-{kind}')}."
            )
        if os.path.lexists(path) and not path.is_dir():
            raise InputError(f"{name} is a file; name a new or empty folder.")
        for one in inputs:
            if one.resolve().is_relative_to(path):
                raise InputError(
                    f"{name} holds {shown(one.name)}, which is to be read: name a new folder."
                )
        if path.is_dir():
            found = stranger(path, written(path, kind) or ())
            if found:
                raise InputError(
                    f"{name} holds something else than a {kind} ({shown(found)}):"
                    " name an empty or new folder."
                )
        _check_place(path)
    except OSError as error:
        raise unwritable(given, error) from None
    return path


def _too_much(path: Path, sources: Path | None) -> str:
    """What ``path`` is that no run may replace; empty where it is nothing of the kind."""
    if path == path.parent:
        return "the root of the file system"
    with suppress(RuntimeError):  # somebody without a home
        home = Path.home().resolve()
        if home.is_relative_to(path):
            return "your home folder" if path == home else "a folder above your home folder"
    here = Path.cwd()
    if here.is_relative_to(path):
        return "the current folder" if path == here else "a folder above the current one"
    if sources is not None and sources.is_relative_to(path):
        return "the project's folder" if path == sources else "a folder above the project"
    return ""


def _check_place(path: Path) -> None:
    """Raise OSError where nothing can be renamed to ``path``."""
    if path.is_dir() and os.path.ismount(path):
        raise OSError(16, "another disk is mounted there; name a folder in it")
    above = path.parent
    while not above.exists() and above != above.parent:
        above = above.parent
    if not above.is_dir():
        raise NotADirectoryError(20, f"{shown(above)} is no folder")
    if not os.access(above, os.W_OK | os.X_OK):
        raise PermissionError(13, "permission denied")


# --------------------------------------------------------------------------------------- replace


def _aside(target: Path, what: str) -> str:
    return f"{ASIDE}{what}-{target.name}-"


def replace(new: Path, target: Path, kind: str, beside: Path | None = None, **more: object) -> str:
    """Put a copy of the folder ``new`` in the place of ``target``, marked as ours.

    ``target`` must have passed `check`; what it holds that its marker does not name is refused
    once more. The copy is made in ``beside`` (default: the folder above ``target``), which must
    be on the same disk; ``more`` goes into the marker. Returns the path of what could not be
    removed of the old one, empty where all went. Raises InputError where the system refuses; the
    old folder is then where it was.
    """
    beside = beside or target.parent
    make_folder(beside)
    try:
        with locked(beside):
            _mend(target, kind, beside)
            fresh = Path(tempfile.mkdtemp(prefix=_aside(target, "new"), dir=beside))
            try:
                shutil.copytree(new, fresh, dirs_exist_ok=True)
                fresh.chmod(0o755)  # mkdtemp makes folders that a web server may not read
                mark(fresh, kind, **more)
                return _swap(fresh, target, kind, beside)
            except BaseException:
                shutil.rmtree(fresh, ignore_errors=True)
                raise
    except OSError as error:
        raise unwritable(target, error) from None


def _swap(fresh: Path, target: Path, kind: str, beside: Path) -> str:
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh.rename(target)
        return ""
    found = stranger(target, written(target, kind) or ())
    if found:  # it came while we were at work
        raise InputError(f"{shown(target)} now holds {shown(found)}, which is not ours.")
    old = Path(tempfile.mkdtemp(prefix=_aside(target, "old"), dir=beside))
    old.rmdir()  # Windows renames onto nothing, not onto an empty folder
    target.rename(old)
    try:
        fresh.rename(target)
    except BaseException:
        old.rename(target)
        raise
    return "" if remove(old, kind) else shown(old)


def mend(target: Path, kind: str, beside: Path | None = None) -> None:
    """Put right what a run left that was killed while it replaced ``target``.

    The old folder comes back where the new one was not yet in its place; what is left over of
    either is removed. Raises InputError where the system refuses.
    """
    beside = beside or target.parent
    if not beside.is_dir():
        return
    with locked(beside):
        try:
            _mend(target, kind, beside)
        except OSError as error:
            raise unwritable(target, error) from None


def _mend(target: Path, kind: str, beside: Path) -> None:
    for old in sorted(_left(target, beside, "old")):
        ours = written(old, kind)
        whole = ours is not None and ours <= set(entries(old))
        if whole and not target.exists():
            old.rename(target)
        else:
            remove(old, kind)
    for new in _left(target, beside, "new"):
        shutil.rmtree(new, ignore_errors=True)


def _left(target: Path, beside: Path, what: str) -> list[Path]:
    prefix = _aside(target, what)
    # tempfile's names are eight letters, digits or underscores
    found = [p for p in beside.iterdir() if p.name.startswith(prefix)]
    return [
        p for p in found if len(p.name) == len(prefix) + 8 and p.is_dir() and not p.is_symlink()
    ]


def remove(folder: Path, kind: str) -> bool:
    """Remove what the marker of ``folder`` names, and the folders left empty; did all go?

    The tree is walked, not the list, so that nothing outside it can be meant; the marker goes
    last, so that a run killed here can be gone on with.
    """
    ours = written(folder, kind) or frozenset()
    for name in list(entries(folder)):
        if name in ours or name.rpartition("/")[2] in NOBODYS:
            with suppress(OSError):
                (folder / name).rmdir() if name.endswith("/") else (folder / name).unlink()
    for place, _, _ in os.walk(folder, topdown=False):
        if Path(place) != folder:
            with suppress(OSError):
                os.rmdir(place)
    if stranger(folder):
        return False
    with suppress(OSError):
        (folder / MARKER).unlink(missing_ok=True)
        folder.rmdir()
    return not folder.exists()
