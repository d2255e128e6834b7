"""The numbers that tell whether two claims meet."""

from __future__ import annotations

import claimed
import numpy as np

from analysis.claims import extraction, pair_features, pair_model
from analysis.networks import sentence_vectors

FLOOD = "the flood killed 20 people in the old town"
NEVER = "nobody was killed in the old town"
TEXT = (
    f"The mayor said {FLOOD}. But the police denied it and said {NEVER}. "
    "A band played music for children."
)


def numbers() -> tuple[list, pair_features.Candidates]:
    """The claims of a small article and the numbers of their pairs."""
    case = claimed.small(TEXT, ("The mayor", "said", FLOOD), ("the police", "said", NEVER))
    people = claimed.People(())
    found = [c for c, _ in extraction.made(case.article, case.parses, case.statements, people)]
    vectors = sentence_vectors.vectors([claim.readable for claim in found])
    return found, pair_features.candidates(found, vectors)


def value(found: pair_features.Candidates, pair: int, name: str) -> float:
    """One number of one pair."""
    return float(found.rows[pair, found.names.index(name)])


def test_a_pair_has_its_cues_closeness_and_voices():
    """ "Denied" in the words that frame the second claim counts for it and not for the first."""
    claims, found = numbers()
    places = {claim.text: n for n, claim in enumerate(claims)}
    pair = next(n for n, p in enumerate(found.pairs) if {*p} == {places[FLOOD], places[NEVER]})
    assert value(found, pair, "b_frame_deny") == 1
    assert value(found, pair, "a_frame_deny") == 0
    assert value(found, pair, "same_voice") == 0
    assert value(found, pair, "next_sentence") == 1
    assert value(found, pair, "cosine") > 0.3
    band = next(n for n, p in enumerate(found.pairs) if claims[p[1]].text.startswith("A band"))
    assert value(found, band, "cosine") < value(found, pair, "cosine")


def test_the_earlier_claim_comes_first_and_no_pair_twice():
    """A pair is weighed in the text's order."""
    claims, found = numbers()
    starts = [[claims[i].proposition.span[0] for i in pair] for pair in found.pairs]
    assert all(one < other for one, other in starts)
    assert len({frozenset(pair) for pair in found.pairs.tolist()}) == len(found.pairs)


def test_probabilities_do_not_hang_on_the_order_of_claims():
    """Claims handed in backwards get the same probabilities."""
    claims, _ = numbers()
    vectors = sentence_vectors.vectors([claim.readable for claim in claims])
    forward = {
        frozenset((claims[p.a].text, claims[p.b].text)): (p.agrees, p.disputes)
        for p in pair_model.score(claims, vectors)
    }
    back = claims[::-1]
    for p in pair_model.score(back, vectors[::-1]):
        there = forward[frozenset((back[p.a].text, back[p.b].text))]
        assert np.allclose(there, (p.agrees, p.disputes))
        assert 0 <= p.probability <= 1


def test_one_claim_meets_nobody():
    """No pairs, no numbers, no fault."""
    claims, _ = numbers()
    assert pair_model.score(claims[:1], np.ones((1, 384))) == []
    assert pair_model.score([], np.zeros((0, 384))) == []
