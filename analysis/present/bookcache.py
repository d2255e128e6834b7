"""What a build of the book keeps for the next one: executed notebooks and written tables.

Everything here can be made anew, so whatever is torn is thrown away: by a killed run, a full
disk, or somebody's hand.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path

from analysis import outputs

#: Names the files of a kept folder with their checksums; not part of what is kept.
_SUMS = ".sums.json"
_CELLS = ("code", "markdown", "raw")


def take(kept: Path, notebook: Path) -> bool:
    """Copy the executed notebook ``kept`` over ``notebook``; False where there is no whole one.

    An unreadable one is removed, so that it is made anew.
    """
    try:
        text = kept.read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    except (OSError, ValueError):
        text = ""
    if not _is_notebook(text):
        _remove(kept)
        return False
    outputs.write_text(notebook, text)
    return True


def _is_notebook(text: str) -> bool:
    """Is this a whole notebook? Told by its JSON: nbformat's own check takes seconds to import."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return False
    cells = content.get("cells") if isinstance(content, dict) else None
    if not isinstance(cells, list) or not cells or content.get("nbformat") != 4:
        return False
    return all(
        isinstance(cell, dict) and "source" in cell and cell.get("cell_type") in _CELLS
        for cell in cells
    )


def _remove(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def forget_old(
    cache: Path, keep: Collection[Path], newest: int = 60, pattern: str = "*.ipynb"
) -> None:
    """Keep the runs of a few articles and versions, not of all there ever were; and nothing that
    a killed run left half-written."""

    def age(path: Path) -> float:
        with suppress(OSError):
            return path.stat().st_mtime
        return 0.0

    old = sorted((p for p in cache.glob(pattern) if p not in keep), key=age, reverse=True)
    for path in old[newest:]:
        _remove(path)


def folder(kept: Path, make: Callable[[Path], None]) -> Path:
    """The folder ``kept``; where it is missing or torn, ``make`` fills it first.

    Two builds at once may both make it; they make the same, and the first one's stays.
    """
    kept.parent.mkdir(parents=True, exist_ok=True)
    with outputs.locked(kept.parent):
        if _whole(kept):
            return kept
        _remove(kept)
        for left in kept.parent.glob(f".{kept.name}*"):  # a killed run's
            _remove(left)
        aside = Path(tempfile.mkdtemp(prefix=f".{kept.name}-", dir=kept.parent))
        try:
            make(aside)
            outputs.write_text(aside / _SUMS, json.dumps(_sums(aside)))
            os.replace(aside, kept)
        except BaseException:
            _remove(aside)
            raise
    return kept


def copy_folder(kept: Path, target: Path) -> None:
    """Copy what `folder` kept into ``target``, made where it is missing."""
    shutil.copytree(kept, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns(_SUMS))


def _sums(place: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(place.iterdir())
        if path.name != _SUMS
    }


def _whole(kept: Path) -> bool:
    try:
        return json.loads((kept / _SUMS).read_text(encoding="utf-8")) == _sums(kept)
    except (OSError, ValueError):
        return False
