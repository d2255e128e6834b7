"""The hand-coded pairs and tones of ``data/gold``, given back with their texts.

Texts that may not be passed on are stored as offsets and hashes; they are read from the corpora.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from analysis import paths
from analysis.bench.coded_texts import Corpora, Document, sha256
from analysis.errors import InputError

GOLD = paths.GOLD
PARTS = ("train", "dev", "test")
Row = dict[str, Any]
#: A stretch of a block: its number (0: headline), start and end in code points.
Place = tuple[int, int, int]  # block, start, end in code points of the block


def read_rows(path: Path) -> list[Row]:
    """The objects of a JSON Lines file. Raises InputError naming the line."""
    rows = []
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name} cannot be read as UTF-8: {error}.") from error
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise InputError(f"{path.name}, line {number}: not JSON ({error}).") from error
        if not isinstance(row, dict):
            raise InputError(f"{path.name}, line {number}: not an object in braces.")
        rows.append(row)
    return rows


def snippet(document: Document, places: tuple[Place, ...] | list[Place]) -> str:
    """The characters of the places, an ellipsis between pieces that do not touch."""
    return " … ".join((document.block(block) or "")[start:end] for block, start, end in places)


def _load(kind: str, part: str, corpora: Path, gold: Path) -> list[tuple[Row, Document]]:
    if part not in PARTS:
        raise InputError(f"there is no part {part!r}: name one of {', '.join(PARTS)}.")
    reader, found = Corpora(corpora), []
    for row in read_rows(gold / kind / f"{part}.jsonl"):
        if "paragraphs" in row:
            document = Document(row["doc"], row["title"], tuple(row["paragraphs"]))
        else:
            document = reader.read(row["doc"])
        if sha256(document.text) != row["sha256"]:
            raise InputError(f"{row['doc']}: its text is not the one that was coded.")
        found.append((row, document))
    return found


def _same(words: str, wanted: str, name: str) -> str:
    if sha256(words) != wanted:
        raise InputError(f"{name}: a snippet is not the one that was coded.")
    return words


def load_pairs(part: str, corpora: Path, gold: Path = GOLD) -> list[Row]:
    """Articles of a part with their pairs and texts.

    Args:
        part: train, dev or test.
        corpora: folder with ``polnear``, ``gum_news`` and ``order_news``.
        gold: folder of the gold.

    Returns:
        One dict an article: ``doc``, ``document`` (a Document) and ``pairs``; each end of a
        pair has ``block`` (0: headline), ``start`` and ``end`` (code points of the block),
        ``by`` and the ``text`` between.

    Raises:
        InputError: a text is missing, or is not the one that was coded.
    """
    found = _load("pairs", part, corpora, gold)
    for row, document in found:
        for pair in row["pairs"]:
            for side in "ab":
                end = pair[side]
                words = (document.block(end["block"]) or "")[end["start"] : end["end"]]
                end["text"] = _same(words, end["sha256"], document.name)
    return [row | {"document": document} for row, document in found]


def load_tone(part: str, corpora: Path, gold: Path = GOLD) -> list[Row]:
    """Articles of a part with the tone of their statements, as ``load_pairs`` does.

    Each of ``statements`` has ``content``, ``source`` and ``cue`` (lists of block, start,
    end), ``official``, ``tone``, ``targets``, ``sure`` and its ``text``.
    """
    found = _load("tone", part, corpora, gold)
    for row, document in found:
        for one in row["statements"]:
            words = snippet(document, one["content"])
            one["text"] = _same(words, one["sha256"], document.name)
    return [row | {"document": document} for row, document in found]
