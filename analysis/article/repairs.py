"""The repaired view of a text: dashes, mojibake and quotes mended, with the map back."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape

Span = tuple[int, int]

# cp1252 leaves five bytes undefined; UTF-8 read as cp1252 shows them as C1 controls.
_CP1252_HIGH = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MOJIBAKE = rf"(?P<mojibake>[Â-ô][\x80-\xbf{_CP1252_HIGH}]{{1,3}})"
_DOUBLED = r"(?P<doubled>''|``)"
_CURLY = r"(?P<curly>[“”„‟«»‘’‚‛])"
_SPACES = r"(?P<spaces>[ \t\u00a0\u2002-\u200a\u202f]{2,}|[\u00a0\u2002-\u200a\u202f\t])"
_ENTITY = r"(?P<entity>&(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});)"
#: Soft hyphens, zero-width blanks, direction marks; not the joiner that holds emoji together.
_UNSEEN = r"(?P<unseen>[\xad\u200b\u200e\u200f\u2060\ufeff]+)"
_LINE_END = r"(?P<line>[ \t]{0,40}(?:\r\n|\n|\r)[ \t]{0,40})"
_REPAIRABLE = re.compile(
    "|".join((_LINE_END, _MOJIBAKE, _DOUBLED, _CURLY, _ENTITY, _UNSEEN, _SPACES))
)
_STRAIGHT = dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛", "'")
#: Two spaces after these are a typist's habit, not a lost dash.
_SENTENCE_END = set(".!?:;\"'”’)")


@dataclass(frozen=True)
class Repair:
    """One repair: stored characters ``[start, end)`` read ``after`` instead of ``before``."""

    kind: str
    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True)
class View:
    """Repaired text. ``starts[i], ends[i]`` are the stored code points of ``text[i]``."""

    text: str
    starts: tuple[int, ...] = field(repr=False)
    ends: tuple[int, ...] = field(repr=False)
    length: int

    def to_stored(self, start: int, end: int) -> Span:
        """The stored span behind ``text[start:end]``; an empty span stays empty."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else self.length
            return at, at
        return self.starts[start], self.ends[end - 1]

    def from_stored(self, start: int, end: int) -> Span:
        """The view span that shows the stored characters ``[start, end)``."""
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, end)
        return first, max(first, last)


def _unmojibake(piece: str) -> str | None:
    raw = bytearray()
    for char in piece:
        if ord(char) < 256:
            raw.append(ord(char))
        else:
            raw += char.encode("cp1252")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _mend(match: re.Match[str], text: str) -> tuple[str, str] | None:
    """``(kind, replacement)`` of a repairable stretch, or None where it is as it should be."""
    piece = match.group()
    if match.lastgroup == "entity":
        mended = unescape(piece)
        if mended == piece:
            return None
        return "entity", " " if mended.isspace() else _STRAIGHT.get(mended, mended)
    if match.lastgroup == "unseen":
        return "unseen", ""
    if match.lastgroup == "mojibake":
        for length in range(len(piece), 1, -1):
            mended = _unmojibake(piece[:length])
            if mended is not None and length == len(piece):
                return "mojibake", _STRAIGHT.get(mended, mended)
        return None
    if match.lastgroup == "doubled":
        return "quotes", '"'
    if match.lastgroup == "curly":
        return "quotes", _STRAIGHT[piece]
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    inside = bool(before.strip() and after.strip())
    if piece == "  " and inside and before not in _SENTENCE_END:
        return "dash", " — "
    return "space", " "


def repaired(text: str, blocks: Sequence[Span] = ()) -> tuple[View, tuple[Repair, ...]]:
    """The repaired view of ``text`` and the list of what was repaired.

    A doubled space inside a sentence stands where a dash was lost; UTF-8 read as
    Windows-1252 is read again; curly and doubled quotation marks become straight;
    other runs of blanks become one space; HTML entities are resolved and characters that are
    not seen left out. Line breaks are kept, but those inside one of ``blocks`` (the paragraphs of
    a hard-wrapped text, ascending) are read as a space.
    """
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    repairs: list[Repair] = []
    position = 0

    def copy(until: int) -> None:
        out.append(text[position:until])
        starts.extend(range(position, until))
        ends.extend(range(position + 1, until + 1))

    begins = [start for start, _ in blocks]

    def inside(start: int, end: int) -> bool:
        index = bisect_right(begins, start) - 1
        return index >= 0 and end <= blocks[index][1]

    for match in _REPAIRABLE.finditer(text):
        if match.lastgroup == "line":
            mended = ("line", " ") if inside(*match.span()) else None
        else:
            mended = _mend(match, text)
        if mended is None:
            continue
        kind, after = mended
        copy(match.start())
        begin, end = match.span()
        out.append(after)
        if kind == "dash":  # space, dash (of no stored width), space
            starts += [begin, begin + 1, begin + 1]
            ends += [begin + 1, begin + 1, end]
        else:
            starts += [begin] * len(after)
            ends += [end] * len(after)
        repairs.append(Repair(kind, begin, end, match.group(), after))
        position = end
    copy(len(text))
    return View("".join(out), tuple(starts), tuple(ends), len(text)), tuple(repairs)
