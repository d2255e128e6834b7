"""Which claims meet: agreement and dispute between claims, and how they do.

A trained model (`pair_model`) weighs every two claims of an article; what it holds likely enough
is reported with that probability, the surest pair of any two sentences. Where the list of events
covers what the article is about, `event_rules` adds what it finds. One row a pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from analysis.claims import event_rules, pair_model
from analysis.claims.certainty import negations
from analysis.claims.claim import Made, Relation
from analysis.claims.pair_model import Scored
from analysis.knowledge import wordlists

#: Pairs of a confidence below it are not told, not even as possible ones.
LEAST = 0.2
_CARRYING = {
    "agrees": frozenset({"confirm", "again"}),
    "disputes": frozenset({"deny", "reject", "doubt"}),
}
_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "NUM"})
_MOST_WORDS = 3


def _sentences(claims: Sequence[Made], a: int, b: int) -> tuple[tuple[int, int], ...]:
    """Where the sentences of two claims begin: block and token."""
    places = []
    for claim in (claims[a], claims[b]):
        proposition = claim.proposition
        number = proposition.parse.paragraph.number
        places.append((number, proposition.words[0].sent.start))
    return tuple(sorted(places))


def _own(claim: Made, relation: str) -> list[str]:
    """A claim's words that speak for a relation by themselves."""
    found = [
        claim.text[hit.start : hit.end]
        for hit in wordlists.hits("meeting", claim.text)
        if hit.values[0] in _CARRYING[relation]
    ]
    if relation == "disputes" and claim.polarity == "negative":
        found += [t.text for t in negations(claim.proposition)]
    return list(dict.fromkeys(found))[:_MOST_WORDS]


def because(a: Made, b: Made, relation: str) -> str:
    """The words that carry a relation: cues of either claim, else what both name."""
    sides = [" … ".join(_own(claim, relation)) for claim in (a, b)]
    lemmas = {t.lemma_.lower() for t in a.proposition.words if t.pos_ in _CONTENT}
    common = [
        t.text
        for t in b.proposition.words
        if t.pos_ in _CONTENT and not t.is_stop and t.lemma_.lower() in lemmas
    ]
    shared = " … ".join(list(dict.fromkeys(common))[:_MOST_WORDS])
    return " ↔ ".join(part for part in (sides[0], shared, sides[1]) if part)


def _by_model(claims: Sequence[Made], scored: Iterable[Scored]) -> list[Relation]:
    """The pairs the model holds possible; of any two sentences the surest pair alone."""
    found, taken = [], set()
    for pair in sorted(scored, key=lambda p: (-p.probability, p.a, p.b)):
        if pair.probability < LEAST:
            break
        key = _sentences(claims, pair.a, pair.b)
        if key not in taken:
            taken.add(key)
            a, b = sorted((pair.a, pair.b))
            words = because(claims[pair.a], claims[pair.b], pair.relation)
            found.append(Relation(a, b, pair.relation, round(pair.probability, 3), words, False))
    return found


def find(claims: Sequence[Made], vectors: np.ndarray) -> list[Relation]:
    """The relations between claims, by the claims' places in ``claims``; ``a`` before ``b``.

    ``vectors`` holds a sentence vector a claim.
    """
    scored = pair_model.score(claims, vectors)
    manners = {tuple(sorted((pair.a, pair.b))): pair.manners for pair in scored}
    found: dict[tuple[int, int], Relation] = {}
    if event_rules.covers(claims):
        found = {(r.a, r.b): r for r in event_rules.find(claims, vectors)}
    for relation in _by_model(claims, scored):
        found.setdefault((relation.a, relation.b), relation)
    return [
        replace(found[key], manner=manners.get(key, _PLAIN)[found[key].relation])
        for key in sorted(found)
    ]


#: How two pieces of one sentence meet that the model does not weigh.
_PLAIN = {"agrees": "supports", "disputes": "denies"}
