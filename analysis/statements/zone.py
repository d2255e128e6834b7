"""The zone of a saying: the sentence of its cue, outside every content.

When, how, to whom and through whom something is said stands there, and nothing else is read for it
(`analysis.statements.when`, `medium`, `addressee`, `via`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.article.article import Article, Span
from analysis.knowledge import wordlists
from analysis.words.spacy_models import Parse

if TYPE_CHECKING:
    from analysis.attribution.extraction import Attribution

#: What a content is blanked with: no letter of any text.
BLANK = "\x00"
#: Between a cue and a date or medium these open a clause of its own, which has its own.
CLAUSE = re.compile(rf"\b{wordlists.alternation('circumstances', 'clause')}\b", re.I)


@dataclass(frozen=True)
class Zone:
    """The sentence of a cue: its text with contents blanked, and where the cue and the
    contents stand in it (offsets of ``text``)."""

    text: str
    start: int
    cue: Span
    contents: tuple[Span, ...]
    others: tuple[Span, ...]
    sources: tuple[Span, ...] = ()


def zone_of(
    article: Article,
    parses: Sequence[Parse],
    attribution: Attribution,
    everything: Sequence[Span],
    attributions: Sequence[Attribution],
) -> Zone | None:
    """The sentence of the cue (without one: of the source) with every content blanked out."""
    anchor = sorted(attribution.cue) or sorted(attribution.source)
    if not anchor:
        return None
    number = article.paragraph_at(anchor[0][0]).number
    parse = next((p for p in parses if p.paragraph.number == number), None)
    if parse is None:
        return None
    start, end = next(
        ((s, e) for s, e in parse.sentences if s <= anchor[0][0] < e),
        (parse.paragraph.start, parse.paragraph.end),
    )
    end = max(end, min(parse.paragraph.end, anchor[-1][1]))
    inside = [(max(s, start), min(e, end)) for s, e in everything if s < end and start < e]
    letters = list(article.text[start:end])
    for s, e in inside:
        letters[s - start : e - start] = BLANK * (e - s)
    own = tuple(
        (max(s, start) - start, min(e, end) - start)
        for s, e in sorted(attribution.content)
        if s < end and start < e
    )
    cue = (anchor[0][0] - start, min(anchor[-1][1], end) - start)
    others = tuple(
        (s - start, e - start)
        for other in attributions
        if other is not attribution
        for s, e in other.cue
        if start <= s < end and (s, e) not in attribution.cue
    )
    sources = tuple((s - start, e - start) for s, e in attribution.source if start <= s < end)
    return Zone("".join(letters), start, cue, own, others, sources)
