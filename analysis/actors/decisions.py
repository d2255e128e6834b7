"""What is asked for by a source, and what is decided on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.actors.candidate_features import Asked, Kind
from analysis.actors.candidate_ranking import Ranked
from analysis.actors.draft_cast import Figure
from analysis.actors.reading_memory import Memory
from analysis.actors.rules import Rule, Wanted
from analysis.actors.source_heads import Head
from analysis.knowledge.authority import Gender, Number

_ASKED = {Wanted.SEVERAL: Kind.THEY, Wanted.THING: Kind.IT}
GENDERS = {Wanted.MAN: Gender.MALE, Wanted.WOMAN: Gender.FEMALE}


_TWO = 2
_UNSURE = 0.6
#: From this share on a second candidate of unknown gender makes the first one unsure.
_LIKELY_ENOUGH = 0.04


@dataclass
class Decision:
    """Who speaks an attribution, how sure, by which rule, and who else it may be."""

    figures: tuple[Figure, ...] = ()
    sure: float = 0.0
    rule: Rule = Rule.NO_SOURCE
    others: tuple[tuple[Figure, float], ...] = ()
    reasons: tuple[str, ...] = ()


def asked_for(head: Head, content: Sequence[tuple[int, int, int]] = ()) -> Asked:
    """What the head of a source asks for, or the words of a free pronoun."""
    if head.how == "pronoun":
        kind = _ASKED.get(head.wanted, Kind.PERSON_PRONOUN)
        gender = GENDERS.get(head.wanted, Gender.UNKNOWN)
        return Asked(head.block, head.start, head.end, kind, gender, tuple(content))
    noun = head.noun
    one = noun is not None and noun.kind == "person" and noun.number == Number.ONE
    plural = noun.number == Number.SEVERAL if noun else head.word.endswith("s")
    return Asked(
        head.block,
        head.start,
        head.end,
        Kind.PERSON if one else Kind.OTHER,
        noun.gender if noun else Gender.UNKNOWN,
        tuple(content),
        noun,
        head.word,
        head.rest,
        head.opening,
        head.modifiers,
        plural,
    )


def with_rival(sure: float, asked: Asked, ranked: Sequence[Ranked], memory: Memory) -> float:
    """How sure "he" or "she" is, no surer than a guess where two may be meant whose gender
    nothing tells."""
    people = [r for r in ranked if len(r.figures) == 1][:2]
    if not asked.gender or len(people) < _TWO or people[1].share < _LIKELY_ENOUGH:
        return sure
    known = any(
        f.gender or f.likely_gender or memory.genders.get(f) for r in people for f in r.figures
    )
    return sure if known else min(sure, _UNSURE)


def others(ranked: Sequence[Ranked]) -> tuple[tuple[Figure, float], ...]:
    """The runners-up that are one figure, with their shares."""
    return tuple(
        (r.figures[0], round(r.share, 3))
        for r in ranked[1:4]
        if len(r.figures) == 1 and r.share >= 0.01
    )
