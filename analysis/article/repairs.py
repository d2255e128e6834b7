"""The repaired view of a text: dashes, mojibake and quotes mended, with the map back."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

Span = tuple[int, int]

# cp1252 leaves five bytes undefined; UTF-8 read as cp1252 shows them as C1 controls.
_CP1252_HIGH = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MOJIBAKE = rf"(?P<mojibake>[Â-ô][\x80-\xbf{_CP1252_HIGH}]{{1,3}})"
_DOUBLED = r"(?P<doubled>''|``)"
_CURLY = r"(?P<curly>[“”„‟«»‘’‚‛])"
_SPACES = r"(?P<spaces>[ \t\u00a0\u2002-\u200a\u202f]{2,}|[\u00a0\u2002-\u200a\u202f\t])"
_REPAIRABLE = re.compile("|".join((_MOJIBAKE, _DOUBLED, _CURLY, _SPACES)))
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


def repaired(text: str) -> tuple[View, tuple[Repair, ...]]:
    """The repaired view of ``text`` and the list of what was repaired.

    A doubled space inside a sentence stands where a dash was lost; UTF-8 read as
    Windows-1252 is read again; curly and doubled quotation marks become straight;
    other runs of blanks become one space. Line breaks are kept.
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

    for match in _REPAIRABLE.finditer(text):
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
