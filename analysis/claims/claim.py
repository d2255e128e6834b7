"""A claim with all that its relations are read from, and what the rules of relations share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.claims.clauses import Proposition
from analysis.claims.events import Matter
from analysis.claims.quantities import Quantity
from analysis.knowledge import wordlists

#: Cosines of sentence vectors: below FAR two claims share no matter even if words recur; beyond
#: CLOSE they may share one without a listed event; beyond SAME they say the same.
FAR, FAINT, NEAR, CLOSE, ALIKE, SAME = 0.02, 0.12, 0.25, 0.40, 0.60, 0.72
#: So long a noun may be the head of another written as one word ("plane", "warplane").
_HEAD = 4
#: Numbers of these recur in any article.
COMMON_UNITS = wordlists.words("quantity_words", "common")


@dataclass(frozen=True)
class Made:
    """A claim with all that its relations are read from. ``speaker`` and ``cue`` are the
    statement's, as written; ``readable`` is the text with pronouns named. All three are empty
    where they do not apply."""

    claim_id: str
    statement_id: str
    actor_id: str
    side: str
    names: frozenset[str]
    type: str
    certainty: str
    polarity: str
    text: str
    proposition: Proposition
    matter: Matter
    quantities: list[Quantity]
    speaker: str = ""
    cue: str = ""
    readable: str = ""


def same_camp(a: Made, b: Made) -> bool:
    """Whether both speak for one actor or one side."""
    if a.actor_id and a.actor_id == b.actor_id:
        return True
    return bool(a.side) and a.side == b.side


def quote(words: Sequence[str]) -> str:
    """Words as evidence, each once."""
    return " … ".join(dict.fromkeys(w for w in words if w))


def because(a: Made, b: Made, event_a: str = "", event_b: str = "") -> str:
    """The words that carry a relation, of either claim."""
    left = quote((*(a.matter.carriers if a.matter.stand < 0 else ()), event_a))
    right = quote((*(b.matter.carriers if b.matter.stand < 0 else ()), event_b))
    return " ↔ ".join(part for part in (left, right) if part)


def named(a: Made, b: Made) -> frozenset[str]:
    """Names among the words of two claims: an article's people and places are everywhere."""
    return a.proposition.names | b.proposition.names | (a.names & b.names)


def common_things(a: Made, b: Made) -> set[str]:
    """Nouns of both claims that are no names; "site" and "website" are one."""
    left, right = a.matter.themes, b.matter.themes
    heads = {
        short
        for one, other in ((left, right), (right, left))
        for short in one
        if len(short) >= _HEAD and any(long.endswith(short) for long in other)
    }
    return ((left & right) | heads) - named(a, b)


@dataclass(frozen=True)
class Relation:
    """Two claims that meet, by their places; ``confidence`` in [0, 1]; ``because`` the words of
    the claims that carry it; ``comments``: one speaks of the other ("this demand");
    ``corrected``: a person decided it."""

    a: int
    b: int
    relation: str
    confidence: float
    because: str
    comments: bool
    manner: str = ""
    corrected: bool = False
