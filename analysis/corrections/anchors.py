"""Where quoted words stand in a text: found again by the words and by what stands around them.

W3C's TextQuoteSelector: https://www.w3.org/TR/annotation-model/#text-quote-selector. Words that
went through a spreadsheet may have lost a blank, or have other quotation marks and dashes; they
are compared without such differences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.corrections.decision import Quote

#: Characters that are kept around a quote.
AROUND = 32
#: Parts the pieces of a content that its cue interrupts.
PIECES = " … "
#: What stands at the ends of a quotation and is no word of it.
_EDGES = " .,;:!?…\"'“”„«»‘’‚`"
Span = tuple[int, int]
_AS = {
    **dict.fromkeys("“”„«»‟″", '"'),
    **dict.fromkeys("‘’‚‛′`", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
}


@dataclass(frozen=True)
class Found:
    """Where words stand; ``because`` says why they stand nowhere (``spans`` is then empty)."""

    spans: tuple[Span, ...]
    because: str = ""


class Text:
    """A text in which quotes can be found."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._plain, self._from = _plain(text)

    def find(self, quote: Quote, near: int | None = None) -> Found:
        """Where a quote stands: of several places the one whose surroundings are most alike, or
        the nearest to ``near``."""
        whole = self._one(quote, near)
        pieces = [piece for piece in quote.exact.split(PIECES.strip()) if piece.strip()]
        if whole.spans or len(pieces) < 2:
            return whole
        spans: list[Span] = []
        for number, piece in enumerate(pieces):
            first, last = number == 0, number == len(pieces) - 1
            part = Quote(piece.strip(), quote.prefix if first else "", quote.suffix if last else "")
            found = self._one(part, spans[-1][1] if spans else near)
            if not found.spans:
                return found
            spans += found.spans
        return Found(tuple(sorted(spans)))

    def _one(self, quote: Quote, near: int | None) -> Found:
        places = list(self._places(quote.exact))
        if not places:  # a person leaves out the comma before a closing mark, or the mark
            places = list(self._places(quote.exact.strip(_EDGES)))
        if not places:
            return Found((), "its words are not in the article")
        if len(places) == 1:
            return Found((places[0],))
        before, after = _plain(quote.prefix)[0], _plain(quote.suffix)[0]
        if before.strip() or after.strip():
            alike = [self._alike(place, before, after) for place in places]
            best = [place for place, much in zip(places, alike, strict=True) if much == max(alike)]
            if max(alike) and len(best) == 1:
                return Found((best[0],))
            places = best
        if near is not None:
            return Found((min(places, key=lambda place: abs(place[0] - near)),))
        return Found(
            (), f"its words stand {len(places)} times in the article; say what stands before them"
        )

    def _places(self, exact: str) -> Iterator[Span]:
        """Every place of some words, as written, else without regard to capitals."""
        words = _plain(exact)[0].strip()
        if not words:
            return
        for plain, wanted in (
            (self._plain, words),
            (self._plain.casefold(), words.casefold()),
        ):
            if len(plain) != len(self._plain):
                return  # a letter that is two in small: offsets would slip
            at = plain.find(wanted)
            hit = at >= 0
            while at >= 0:
                yield self._from[at], self._from[at + len(wanted) - 1] + 1
                at = plain.find(wanted, at + 1)
            if hit:
                return

    def _alike(self, place: Span, before: str, after: str) -> int:
        """How many characters beside a place are those of the quote's surroundings."""
        start, end = place
        left = _plain(self.text[max(0, start - 4 * AROUND) : start])[0].rstrip()
        right = _plain(self.text[end : end + 4 * AROUND])[0].lstrip()
        return _common(left[::-1], before.rstrip()[::-1]) + _common(right, after.lstrip())


def quoted(text: str, spans: Sequence[Sequence[int]]) -> Quote:
    """The quote of some spans of a text, with what stands around them."""
    ordered = sorted((int(start), int(end)) for start, end in spans)
    start, end = ordered[0][0], ordered[-1][1]
    return Quote(
        PIECES.join(text[s:e] for s, e in ordered),
        text[max(0, start - AROUND) : start],
        text[end : end + AROUND],
    )


def overlap(one: Sequence[Sequence[int]], other: Sequence[Sequence[int]]) -> float:
    """How much two lists of spans have in common, of all that either covers (0 to 1)."""
    common = sum(max(0, min(e, f) - max(s, t)) for s, e in one for t, f in other)
    covered = sum(e - s for s, e in one) + sum(f - t for t, f in other) - common
    return common / covered if covered else 0.0


def _common(one: str, other: str) -> int:
    most = min(len(one), len(other))
    return next((n for n in range(most) if one[n] != other[n]), most)


def _plain(text: str) -> tuple[str, list[int]]:
    """The text with plain quotation marks and dashes and single blanks, and where each of its
    characters stands in the text."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if letter.isspace():
            if letters and letters[-1] != " ":
                letters.append(" ")
                places.append(place)
            continue
        if not letter.isprintable() or letter == "\ufffd":
            continue
        for one in _AS.get(letter, letter):
            letters.append(one)
            places.append(place)
    return "".join(letters), places
