"""Read a corpus folder the way every recipe of paragraph order reads it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def read(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Title and paragraphs of every ``*.txt`` of *folder* (or its ``text`` subfolder).

    Texts of fewer than three paragraphs are left out: they have no order to learn from.
    """
    inner = folder / "text"
    for path in sorted((inner if inner.is_dir() else folder).glob("*.txt")):
        lines = [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
        if len(lines) >= 4:
            yield lines[0], lines[1:]
