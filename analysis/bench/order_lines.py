"""Articles as JSON Lines, each with ``id``, ``title`` and ``paragraphs``: what the benchmark of
order and the recipes that learn it read. Imports nothing that loads a model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from analysis.errors import InputError


def read_lines(file: Path) -> Iterator[tuple[str, str | None, list[str]]]:
    """Name, title (None where it is null) and paragraphs of every article of ``file``.

    White space within a paragraph becomes one blank; a paragraph of nothing else is left out.
    Raises InputError for a line that is no article.
    """
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            name, title = str(row["id"]), row["title"]
            blocks = [" ".join(block.split()) for block in (title or "", *row["paragraphs"])]
        except (ValueError, KeyError, TypeError, AttributeError):
            raise InputError(
                f"{file}, line {number}: no article; give id, title and paragraphs."
            ) from None
        yield name, title, [block for block in blocks[1:] if block]
