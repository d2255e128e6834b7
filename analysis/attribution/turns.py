"""Turns as attributions: what one voice of an interview or a transcript says is one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.article.article import Article, Span
from analysis.article.article import Turn as ArticleTurn
from analysis.attribution.extraction import Attribution
from analysis.knowledge import wordlists

#: The rule that decided the speaker of a turn.
TURN = "turn"
#: How sure a turn is: recognised as a whole, it is rarely somebody else's.
SURE = 0.95
_SELF = re.compile(rf"\W*{wordlists.alternation('pronouns', 'in_turn')}\W*\Z", re.IGNORECASE)


def attribution_of(turn: ArticleTurn) -> Attribution:
    """A turn as an attribution: no cue, and as source its label or its speaker's introduction."""
    source = turn.label or turn.introduced
    return Attribution(
        content=turn.content,
        source=(source,) if source else (),
        cue=(),
        confidence=SURE if turn.speaker else 0.6,
        resolved_by=TURN,
    )


def kept(article: Article, attributions: Sequence[Attribution]) -> list[int]:
    """The numbers of the attributions that stay beside the turns.

    Inside a turn these are the ones that give words to somebody else; what the voice says of
    itself ("I think that …"), or what nobody is named for, is the turn's own.
    """
    spans = sorted(span for turn in article.turns for span in turn.content)

    def holds(pieces: Sequence[Span]) -> bool:
        return any(s < end and start < e for s, e in spans for start, end in pieces)

    found = []
    for number, one in enumerate(attributions):
        if not holds(one.content) and not holds(one.cue):
            found.append(number)
            continue
        source = article.cut(sorted(one.source))
        inner = bool(source) and not _SELF.match(source) and _one_turn(article, one)
        if inner and not _own(article, one):
            found.append(number)
    return found


def _one_turn(article: Article, one: Attribution) -> bool:
    pieces = (*one.content, *one.source, *one.cue)
    return any(
        all(any(s <= a and b <= e for s, e in turn.content) for a, b in pieces)
        for turn in article.turns
    )


def _own(article: Article, one: Attribution) -> bool:
    """Is its source the voice of the very turn it stands in?"""
    start = min(one.content)[0]
    turn = next((t for t in article.turns if any(s <= start < e for s, e in t.content)), None)
    if turn is None or not turn.speaker:
        return False
    words = {w.casefold() for w in re.findall(r"\w{3,}", article.cut(sorted(one.source)))}
    return bool(words) and words <= {w.casefold() for w in re.findall(r"\w{3,}", turn.speaker)}
