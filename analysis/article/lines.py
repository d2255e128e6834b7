"""From a text to its blocks: one a line, or, where lines are wrapped, one a group of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

#: A block as ``(1-based line, start, end)``, white space trimmed.
Block = tuple[int, int, int]

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*\Z")
#: Editors wrap text at between 50 and 100 columns; a wrapped line is no longer.
_NARROW, _WIDE = 45, 110


def lines(text: str) -> Iterator[Block]:
    """The non-blank lines."""
    position, number = 0, 0
    while position < len(text):
        match = _LINE.match(text, position)
        assert match is not None
        number += 1
        line = match.group(1)
        if line.strip():
            start = match.start(1) + len(line) - len(line.lstrip())
            yield number, start, start + len(line.strip())
        position = match.end()


def _groups(rows: Sequence[Block]) -> list[list[Block]]:
    """Runs of lines without a blank line between them."""
    found: list[list[Block]] = []
    for row in rows:
        if found and row[0] == found[-1][-1][0] + 1:
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _full(text: str, row: Block, following: Block, width: int) -> bool:
    """Was a line broken because the next line's first word would not fit?"""
    word = re.match(r"\S+", text[following[1] : following[1] + width])
    return word is not None and row[2] - row[1] + 1 + len(word.group()) > width - 2


def _wrapped(text: str, groups: Sequence[Sequence[Block]], width: int) -> bool:
    """Do enough lines end in the middle of a sentence, and these because they are full?"""
    pairs = [pair for group in groups for pair in pairwise(group)]
    inside = [pair for pair in pairs if not _SENTENCE_END.search(text[pair[0][1] : pair[0][2]])]
    full = sum(_full(text, row, following, width) for row, following in inside)
    return len(inside) >= max(2, 0.4 * len(pairs)) and full >= 0.85 * len(inside)


def joined(text: str, rows: Sequence[Block]) -> list[Block]:
    """The blocks of the body: its lines, or the paragraphs of a hard-wrapped text.

    A text is hard-wrapped where most of its lines end because the next word would have gone
    beyond its width, and in the middle of a sentence. Blank lines then part paragraphs; where
    there are none, a short line that ends a sentence does.
    """
    if len(rows) < 3:
        return list(rows)
    groups = _groups(rows)
    inner = [row for group in groups for row in group[:-1]]
    if len(inner) < 2:
        return list(rows)
    lengths = [end - start for _, start, end in inner]
    width = max(lengths)
    if not (median(lengths) >= _NARROW and width <= _WIDE):
        return list(rows)
    if not _wrapped(text, groups, width):
        return list(rows)
    blank = len(groups) > 1 and len(inner) >= 0.3 * len(rows)
    found: list[Block] = []
    for group in groups:
        first = group[0]
        for row, following in zip(group, [*group[1:], None], strict=True):
            ends = following is None
            if not ends and not blank:
                room = not _full(text, row, following, width)
                ends = room and bool(_SENTENCE_END.search(text[row[1] : row[2]]))
            if ends:
                found.append((first[0], first[1], row[2]))
                if following is not None:
                    first = following
    return found
