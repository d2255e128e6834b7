"""What ties a paragraph to the one right before it, as a reader takes it for granted.

"Kuleba added" goes on from where Kuleba spoke; a bare "he said" means whoever spoke last; a
quotation that names nobody goes on from its speaker; a state's answer is spelt out by its
minister.  The network of :mod:`analysis.order.network_scores` knows these signs only as a few
among many; here each is a term of its own, added to the logits of direct succession.  What each
is worth was fitted on articles set aside (``analysis/training/order_ties.py``): no term is a
matter of taste.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.order.paragraph_cues import Cues
from analysis.order.speakers_told import People, Told, agrees, read_people

#: kind -> what it says, for readers.
TIES = {
    "goes_on": "goes on from what the same person said",
    "surname_after_full": "the surname after the full name that spoke",
    "same_speaker": "the same person speaks on",
    "other_speaker_goes_on": "“added” behind somebody else",
    "pronoun_after_fragment": "“he said” after who was introduced with a few words",
    "pronoun_after_introduced": "“he said” after who was introduced",
    "pronoun_after_speaker": "“he said” after who spoke",
    "pronoun_after_pronoun": "“he said” goes on",
    "pronoun_gender": "the pronoun fits the person",
    "pronoun_clash": "the pronoun does not fit the person",
    "pronoun_nobody": "a pronoun behind nobody",
    "pronoun_own_state": "speaks of the own state from outside",
    "pronoun_taken_elsewhere": "the person speaks on by name elsewhere",
    "quotation_after_speaker": "a quotation after its speaker",
    "quotation_nobody": "a quotation behind nobody",
    "official_after_state": "the official after the state that answers",
    "quotation_after_report": "the quotation after what it was reported to say",
}


@dataclass(frozen=True)
class Tie:
    """One sign that paragraph ``after`` follows directly on ``before`` (or, by its weight, not)."""

    kind: str
    before: int
    after: int
    words: str


def find_ties(cues: Sequence[Cues]) -> list[Tie]:
    """All ties between two paragraphs of an article, in stored numbers from 0."""
    told, people = read_people(cues)
    by_name = {p.key for t in told for p in t.speakers if not p.full}
    found: list[Tie] = []
    for j, later in enumerate(told):
        for i, earlier in enumerate(told):
            if i == j:
                continue
            for kind, words in _between(earlier, later, people, by_name):
                found.append(Tie(kind, i, j, words))
    return found


def _between(
    earlier: Told, later: Told, people: People, by_name: set[str]
) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if later.bare:
        found += _pronoun(earlier, later, people, by_name)
    elif later.speakers:
        found += _surname(earlier, later)
        found += _official(earlier, later, people)
    elif later.nameless_quotation:
        if earlier.speakers or earlier.bare:
            words = earlier.speakers[-1].text if earlier.speakers else earlier.bare
            found.append(("quotation_after_speaker", words))
        elif not earlier.nameless_quotation:
            found.append(("quotation_nobody", ""))
    return found


def _surname(earlier: Told, later: Told) -> list[tuple[str, str]]:
    speaker = later.speakers[0]
    same = [p for p in earlier.speakers if p.key == speaker.key]
    if speaker.full:
        return []
    if not same:
        return [("other_speaker_goes_on", "")] if later.goes_on else []
    words = f"{same[-1].text} … {speaker.text}"
    found = [("same_speaker", words)]
    if later.goes_on:
        found.append(("goes_on", f"{words} {later.goes_on}"))
    if same[0].full:
        found.append(("surname_after_full", words))
    if later.opens_with_quotation and earlier.speakers[-1].key == speaker.key:
        found.append(("quotation_after_report", words))
    return found


def _official(earlier: Told, later: Told, people: People) -> list[tuple[str, str]]:
    speaker = later.speakers[0]
    side = people.side.get(speaker.key, "")
    if not side or not speaker.full or earlier.named or earlier.opens_with != side:
        return []
    return [("official_after_state", f"{side} … {speaker.text}")]


def _pronoun(
    earlier: Told, later: Told, people: People, by_name: set[str]
) -> list[tuple[str, str]]:
    if later.bare == "they":
        return []
    if not earlier.speakers:
        if earlier.bare:
            clash = agrees(later.bare, _gender_of(earlier.bare)) < 0
            kind = "pronoun_clash" if clash else "pronoun_after_pronoun"
            return [(kind, f"{earlier.bare} … {later.bare}")]
        return [] if earlier.named else [("pronoun_nobody", "")]
    person = earlier.speakers[-1]
    words = f"{person.text} … {later.bare}"
    fits = agrees(later.bare, people.gender.get(person.key, ""))
    if fits < 0:
        return [("pronoun_clash", words)]
    found = [("pronoun_after_speaker", words)]
    if fits > 0:
        found.append(("pronoun_gender", words))
    if person.full:
        found.append(("pronoun_after_introduced", words))
        if earlier.fragment:
            found.append(("pronoun_after_fragment", words))
    if people.side.get(person.key, "") in later.quoted_states:
        found.append(("pronoun_own_state", words))
    if person.full and person.key in by_name:
        found.append(("pronoun_taken_elsewhere", words))
    return found


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
