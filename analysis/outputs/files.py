"""Writing files without harm: whole or not at all, one writer at a time, one sentence on failure.

Everything the tools write goes through here (a file, a set of files in somebody's folder) or
through `analysis.outputs.folders` (a folder that is replaced as a whole). Nothing of this knows
what is written.
"""

from __future__ import annotations

import os
import secrets
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from analysis.errors import InputError

try:
    import fcntl
except ImportError:  # Windows has no such locks: there two runs at once are not told apart
    fcntl = None  # type: ignore[assignment]

__all__ = [
    "check_file",
    "check_folder",
    "copy",
    "locked",
    "make_folder",
    "shown",
    "unwritable",
    "work_folder",
    "write_bytes",
    "write_set",
    "write_text",
]

#: Our unfinished files begin so, whatever they will be called: nobody else's do.
ASIDE = ".on-the-record-"
_WRITING, _WRITTEN = f"{ASIDE}writing-", f"{ASIDE}written-"
#: What a killed run left is left alone for so long, lest a run just begun loses its own.
_FRESH_S = 600


def shown(path: str | Path) -> str:
    """The path as it can be printed anywhere: bytes that are not UTF-8 as ``\\xNN``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def why(error: OSError) -> str:
    """The system's reason in lower case, such as "no space left on device"."""
    return (error.strerror or str(error) or "unknown reason").lower()


def unwritable(path: str | Path, error: OSError) -> InputError:
    """The sentence for an output that the system refuses."""
    return InputError(f"{shown(path)} cannot be written ({why(error)}); choose another place.")


# ------------------------------------------------------------------------------- before the work


def _standing(path: Path) -> Path:
    """``path``, or the nearest folder above it that exists."""
    while not os.path.lexists(path) and path != path.parent:
        path = path.parent
    return path


def check_folder(out: str | Path) -> Path:
    """``out`` as a Path, if files could be written into it; nothing is made.

    Asked before minutes of work, so that they are not lost. Raises InputError where ``out`` is
    empty, a file, below a file, or in a place that may not be written.
    """
    if not str(out).strip() or "\0" in str(out):
        raise InputError("--out names nothing; give a folder.")
    path = Path(out)
    try:
        there = _standing(path.absolute())
        if not stat.S_ISDIR(there.stat().st_mode):
            raise NotADirectoryError(20, "not a folder")
        if not os.access(there, os.W_OK | os.X_OK):
            raise PermissionError(13, "permission denied")
    except OSError as error:
        raise InputError(
            f"{shown(path)} cannot be made a folder ({why(error)}); choose another --out."
        ) from None
    return path


def check_file(out: str | Path, inputs: Sequence[str | Path] = (), option: str = "--out") -> Path:
    """``out`` as a Path, if a file could be written there; nothing is made.

    Raises InputError where it is empty, a folder or a device, one of the ``inputs``, or in a
    place that may not be written.
    """
    if not str(out).strip() or "\0" in str(out):
        raise InputError(f"{option} names nothing; give a file.")
    path = Path(out)
    try:
        if path.exists():
            if path.is_dir():
                raise IsADirectoryError(21, "it is a folder")
            if not path.is_file():
                raise InputError(f"{shown(path)} is no regular file; choose another {option}.")
            if not os.access(path, os.W_OK):
                raise PermissionError(13, "permission denied")
        folder = _standing(path.absolute().parent)
        if not folder.is_dir():
            raise NotADirectoryError(20, f"{shown(folder)} is no folder")
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(13, "permission denied")
    except OSError as error:
        raise InputError(
            f"{shown(path)} cannot be written ({why(error)}); choose another {option}."
        ) from None
    for one in inputs:
        if same_file(path, one):
            raise InputError(
                f"{shown(path)} is what is to be read and would be overwritten;"
                f" choose another {option}."
            )
    return path


def same_file(one: str | Path, other: str | Path) -> bool:
    """Are the two one file, by whatever names? False where one of them is missing."""
    try:
        return os.path.samefile(one, other)
    except (OSError, ValueError):
        return False


def make_folder(out: Path) -> None:
    """Make the folder ``out``. Raises InputError where that cannot be."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"{shown(out)} cannot be made a folder ({why(error)}); choose another --out."
        ) from None


# ------------------------------------------------------------------------------------- one writer


@contextmanager
def locked(folder: Path, wait: bool = True) -> Iterator[None]:
    """Hold ``folder`` against other runs of ours; the system lets go when a process dies.

    Without ``wait``, raises InputError where another run holds it. The lock is on the folder
    itself, so that no lock file is left; who holds it must not ask for it again. Where the
    system has no such lock, there is none.
    """
    if fcntl is None:
        yield
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise unwritable(folder, error) from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise InputError(
                f"Another run is writing into {shown(folder)}; wait for it or choose another --out."
            ) from None
        except OSError:
            pass  # some network file systems know no locks
        yield
    finally:
        os.close(handle)


@contextmanager
def work_folder(prefix: str) -> Iterator[Path]:
    """A folder in the system's place for temporary files, removed at the end.

    Those of killed runs (of the same ``prefix`` and user, held by no process) are removed first.
    """
    with suppress(OSError):
        _sweep(Path(tempfile.gettempdir()), prefix)
    with tempfile.TemporaryDirectory(prefix=prefix) as name, locked(Path(name)):
        # a folder in it, for the one that holds the lock cannot be locked again by a writer
        work = Path(name, "work")
        work.mkdir()
        yield work


def _sweep(place: Path, prefix: str) -> None:
    if fcntl is None:
        return
    for folder in place.glob(f"{prefix}*"):
        with suppress(OSError, InputError):
            found = folder.lstat()
            old = time.time() - found.st_mtime > _FRESH_S
            if stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and old:
                with locked(folder, wait=False):
                    shutil.rmtree(folder, ignore_errors=True)


# ----------------------------------------------------------------------------------------- files


def _place(path: Path, data: bytes) -> None:
    """Write ``data`` beside ``path``, then put it in its place in one step."""
    target = Path(os.path.realpath(path))  # through a link to what it names, as a plain write
    _forget_stale(target.parent)
    aside = target.with_name(_WRITING + secrets.token_hex(6))
    try:
        with open(aside, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            aside.chmod(stat.S_IMODE(target.stat().st_mode))
        os.replace(aside, target)
    except BaseException:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise


def _forget_stale(folder: Path) -> None:
    """Remove what killed runs were writing into ``folder``: no single file takes so long."""
    for left in folder.glob(f"{_WRITING}*"):
        with suppress(OSError):
            found = left.lstat()
            if stat.S_ISREG(found.st_mode) and time.time() - found.st_mtime > _FRESH_S:
                left.unlink()


def write_bytes(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, whole or not at all; the folders on the way are made.

    Raises InputError where the system refuses.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _place(path, data)
    except OSError as error:
        raise unwritable(path, error) from None


def write_text(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` as UTF-8, line ends as they are, whole or not at all.

    Raises InputError where the system refuses.
    """
    write_bytes(path, text.encode("utf-8"))


def copy(source: Path, target: Path) -> None:
    """Copy a file's bytes, whole or not at all. Raises InputError where the system refuses."""
    write_bytes(target, source.read_bytes())


def write_set(folder: Path, fill: Callable[[Path], None]) -> list[Path]:
    """Let ``fill`` write files into a folder aside, then move them into ``folder``.

    A file of the same name there is replaced, every other left alone. A failure leaves the old
    files as they were. A run killed while writing leaves them too, and one killed while moving
    is completed by the next call. Returns the paths by name. Raises InputError where the system
    refuses.
    """
    make_folder(folder)
    with locked(folder):
        try:
            mend_set(folder)
            aside = Path(tempfile.mkdtemp(prefix=_WRITING, dir=folder))
            try:
                fill(aside)
                names = sorted(path.name for path in aside.iterdir())
                ready = aside.with_name(_WRITTEN + aside.name.removeprefix(_WRITING))
                aside.rename(ready)  # from here on the set is whole, and counts
            except BaseException:
                shutil.rmtree(aside, ignore_errors=True)
                raise
            _move_in(ready, folder)
        except OSError as error:
            raise unwritable(folder, error) from None
    return [folder / name for name in names]


def mend_set(folder: Path) -> None:
    """Complete what a killed `write_set` had written, remove what it had not. The lock is held."""
    for left in sorted(folder.glob(f"{ASIDE}writ*-*")):
        if left.is_symlink():
            continue
        if left.is_dir() and left.name.startswith(_WRITTEN):
            _move_in(left, folder)
        elif left.is_dir() and left.name.startswith(_WRITING):
            shutil.rmtree(left, ignore_errors=True)


def _move_in(ready: Path, folder: Path) -> None:
    blocked = [p.name for p in ready.iterdir() if (folder / p.name).is_dir()]
    if blocked:
        shutil.rmtree(ready)
        raise IsADirectoryError(21, f"{blocked[0]} is a folder there")
    for path in sorted(ready.iterdir()):
        os.replace(path, folder / path.name)
    ready.rmdir()
