"""What ties a paragraph to the one right before it, as a reader takes it for granted.

"Kuleba added" goes on from where Kuleba spoke; a bare "he said" means whoever spoke last; a
quotation that names nobody goes on from its speaker; a state's answer is spelt out by its
minister.  The network of :mod:`analysis.order.network_scores` knows these signs only as a few
among many; here each is a term of its own, added to the logits of direct succession.  What each
is worth was fitted on articles set aside (``analysis/training/order_ties.py``): no term is a
matter of taste.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.order.paragraph_cues import Cues
from analysis.order.speakers_told import People, Told, agrees, read_people

#: kind -> what it says, for readers.
TIES = {
    "two_quotation": "the quotation of who was introduced there and speaks nowhere else",
    "two_added": "“added” after who was introduced there and speaks nowhere else",
    "two_plain": "goes on with who was introduced there and speaks nowhere else",
    "surname_after_full": "the surname after the full name that spoke",
    "two_by_surname": "the two places where this person speaks",
    "few_quotation": "a quotation after one of the few places where this person speaks",
    "few_after_fragment": "a quotation after a few words of one who speaks seldom",
    "same_speaker": "the same person speaks on",
    "added_elsewhere": "“added” behind somebody else",
    "quotation_after_report": "the quotation after what it was reported to say",
    "quotation_after_fragment": "the quotation after a few words of it",
    "pronoun_after_sole": "“he said” after who was introduced there and speaks nowhere else",
    "quotation_of_pronoun": "the quotation of “he” after who spoke",
    "pronoun_after_fragment": "the quotation of “he” after a few quoted words",
    "pronoun_after_portrait": "the quotation of “he” after who was introduced with a few words",
    "pronoun_after_introduced": "“he said” after who was introduced",
    "pronoun_after_speaker": "“he said” after who spoke",
    "pronoun_after_pronoun": "“he said” goes on",
    "pronoun_gender": "the pronoun fits the person",
    "pronoun_clash": "the pronoun does not fit the person",
    "pronoun_nobody": "a pronoun behind nobody",
    "quotation_after_speaker": "a quotation after its speaker",
    "quotation_nobody": "a quotation behind nobody",
    "official_after_state": "the official after the state",
    "official_after_answer": "the official after the state that speaks",
}


_FEW = 4  # places where a person speaks by name, this one included


@dataclass(frozen=True)
class Tie:
    """One sign that paragraph ``after`` follows directly on ``before`` (or, by its weight, not)."""

    kind: str
    before: int
    after: int
    words: str


@dataclass(frozen=True)
class _Article:
    """What the whole article tells: its people, and how often each speaks by name."""

    people: People
    speaks: Counter[str]


def find_ties(cues: Sequence[Cues]) -> list[Tie]:
    """All ties between two paragraphs of an article, in stored numbers from 0."""
    told, people = read_people(cues)
    article = _Article(people, Counter(key for t in told for key in {p.key for p in t.speakers}))
    return [
        Tie(kind, i, j, words)
        for j, later in enumerate(told)
        for i, earlier in enumerate(told)
        if i != j
        for kind, words in _between(earlier, later, article)
    ]


def _between(earlier: Told, later: Told, article: _Article) -> list[tuple[str, str]]:
    if later.bare:
        return _pronoun(earlier, later, article) if later.bare != "they" else []
    if later.speakers:
        speaker = later.speakers[0]
        tied = _official if speaker.full else _surname
        return tied(earlier, later, article)
    if later.nameless_quotation:
        if earlier.speakers or earlier.bare:
            words = earlier.speakers[-1].text if earlier.speakers else earlier.bare
            return [("quotation_after_speaker", words)]
        if not earlier.nameless_quotation:
            return [("quotation_nobody", "")]
    return []


def _surname(earlier: Told, later: Told, article: _Article) -> list[tuple[str, str]]:
    speaker = later.speakers[0]
    same = [p for p in earlier.speakers if p.key == speaker.key]
    if not same:
        return [("added_elsewhere", "")] if later.goes_on else []
    words = f"{same[-1].text} … {speaker.text}"
    found = ["same_speaker"]
    if any(p.full for p in same):
        found.append("surname_after_full")
        if article.speaks[speaker.key] == 2:
            found.append(
                "two_added"
                if later.goes_on
                else "two_quotation"
                if later.opens_with_quotation
                else "two_plain"
            )
    elif article.speaks[speaker.key] == 2:
        found.append("two_by_surname")
    if later.opens_with_quotation and earlier.speakers[-1].key == speaker.key:
        found.append("quotation_after_report")
        few = article.speaks[speaker.key] <= _FEW
        if few:
            found.append("few_quotation")
        if earlier.fragment:
            found.append("quotation_after_fragment")
            if few:
                found.append("few_after_fragment")
    return [(kind, words) for kind in found]


def _official(earlier: Told, later: Told, article: _Article) -> list[tuple[str, str]]:
    speaker = later.speakers[0]
    side = article.people.side.get(speaker.key, "")
    if not side or earlier.named or earlier.opens_with != side:
        return []
    kind = "official_after_answer" if earlier.answers else "official_after_state"
    return [(kind, f"{side} … {speaker.text}")]


def _pronoun(earlier: Told, later: Told, article: _Article) -> list[tuple[str, str]]:
    if not earlier.speakers:
        if earlier.bare:
            clash = agrees(later.bare, _gender_of(earlier.bare)) < 0
            kind = "pronoun_clash" if clash else "pronoun_after_pronoun"
            return [(kind, f"{earlier.bare} … {later.bare}")]
        return [] if earlier.named else [("pronoun_nobody", "")]
    person = earlier.speakers[-1]
    words = f"{person.text} … {later.bare}"
    fits = agrees(later.bare, article.people.gender.get(person.key, ""))
    if fits < 0:
        return [("pronoun_clash", words)]
    found = ["pronoun_after_speaker"]
    if fits > 0:
        found.append("pronoun_gender")
    if person.full:
        found.append("pronoun_after_introduced")
        if article.speaks[person.key] == 1:
            found.append("pronoun_after_sole")
    if later.opens_with_quotation:
        found.append("quotation_of_pronoun")
        if earlier.fragment:
            found.append("pronoun_after_fragment")
            if person.full:
                found.append("pronoun_after_portrait")
    return [(kind, words) for kind in found]


def _gender_of(pronoun: str) -> str:
    return "f" if agrees(pronoun, "f") > 0 else "m" if agrees(pronoun, "m") > 0 else ""


def tie_table(ties: Sequence[Tie], n: int, weights: Mapping[str, float]) -> np.ndarray:
    """What the ties add to the logits of direct succession: (n, n), row i before column j."""
    table = np.zeros((n, n))
    for tie in ties:
        table[tie.before, tie.after] += weights.get(tie.kind, 0.0)
    return table


def tie_features(ties: Sequence[Tie], n: int) -> np.ndarray:
    """The ties as (n, n, kinds) truth values, for fitting."""
    column = {kind: k for k, kind in enumerate(TIES)}
    table = np.zeros((n, n, len(TIES)))
    for tie in ties:
        table[tie.before, tie.after, column[tie.kind]] = 1.0
    return table
