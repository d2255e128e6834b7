"""GUM's documents: text, trees, and mentions with their entities, read from CoNLL-U."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analysis.article.article import Span
from analysis.errors import InputError

_OPEN = re.compile(r"\((\d+)-([a-z]+)-([^()]*)(\))?|(\d+)\)")


@dataclass
class Word:
    """A word of a tree: its lemma, tag, head and relation (numbers within the sentence) and
    its characters in the text."""

    form: str
    lemma: str
    tag: str
    head: int
    relation: str
    start: int
    end: int


@dataclass
class GoldMention:
    """A gold mention: entity, its characters, its head's characters, and GUM's entity type."""

    entity: str
    start: int
    end: int
    head: Span
    sort: str = ""


@dataclass
class Document:
    """One article of the gold."""

    name: str
    text: str
    mentions: list[GoldMention] = field(default_factory=list)
    sentences: list[list[Word]] = field(default_factory=list)


def read_conllu(path: Path) -> Document:
    """One GUM article. Raises InputError where the file cannot be read or is no CoNLL-U."""
    document, parts, length = Document(path.stem, ""), [], 0
    opened: dict[str, list[tuple[int, str, int, str]]] = {}
    words: list[Word] = []
    date, paragraph, before, after, joined = "", False, "", "", 0

    def put(text: str) -> int:
        nonlocal length
        parts.append(text)
        length += len(text)
        return length - len(text)

    for line in _lines(path):
        if line.startswith("# meta::dateCreated"):
            date = line.partition("=")[2].strip()
        elif line.startswith("# newpar") and not line.startswith("# newpar_block"):
            paragraph = True
        elif not line.strip():
            if words:
                document.sentences.append(words)
            words, joined = [], 0
        elif not line.startswith("#"):
            cells = line.split("\t")
            if len(cells) != 10:
                raise InputError(f"{path}: not CoNLL-U: {line[:40]!r}.")
            if "-" in cells[0]:  # one written word of several: no space inside, its own after it
                joined = int(cells[0].split("-")[1])
                after = "" if "SpaceAfter=No" in cells[9] else " "
                continue
            if not cells[0].isdigit():
                continue
            if parts and paragraph:
                first = "\n" not in "".join(parts)
                put(f"\n{date}\n" if first and re.fullmatch(r"\d{4}-\d\d-\d\d", date) else "\n")
            elif parts:
                put(before)
            paragraph = False
            start = put(cells[1])
            before = "" if "SpaceAfter=No" in cells[9] else " "
            if int(cells[0]) <= joined:
                before = after if int(cells[0]) == joined else ""
            words.append(Word(cells[1], cells[2], cells[4], int(cells[6]), cells[7], start, length))
            _entities(cells[9], len(words) - 1, words, opened, document.mentions)
    if words:
        document.sentences.append(words)
    document.text = "".join(parts)
    return document


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}.") from None


def _entities(
    cell: str,
    index: int,
    words: Sequence[Word],
    opened: dict[str, list[tuple[int, str, int, str]]],
    found: list[GoldMention],
) -> None:
    value = next((p[7:] for p in cell.split("|") if p.startswith("Entity=")), "")

    def close(entity: str) -> None:
        first, minspan, start, sort = opened[entity].pop()
        inside = words[first : index + 1]
        heads = [int(n) for n in minspan.split(",") if n.isdigit() and int(n) <= len(inside)]
        low, high = (min(heads), max(heads)) if heads else (1, len(inside))
        found.append(
            GoldMention(
                entity,
                start,
                words[index].end,
                (inside[low - 1].start, inside[high - 1].end),
                sort,
            )
        )

    for match in _OPEN.finditer(value):
        if match.group(1):
            fields = match.group(3).split("-")
            minspan = fields[3] if len(fields) > 3 else ""
            opened.setdefault(match.group(1), []).append(
                (index, minspan, words[index].start, match.group(2))
            )
            if match.group(4):
                close(match.group(1))
        elif opened.get(match.group(5)):
            close(match.group(5))
