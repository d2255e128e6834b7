"""Cues of a whole article as tables."""

import numpy as np
import pytest

from analysis.order.pair_features import PAIR_FEATURES, read_cohesion
from analysis.order.single_features import SINGLE_FEATURES

TITLE = "Minister resigns over budget"
TEXTS = [
    "Finance minister Anna Berg resigned on Monday after a dispute over the budget.",
    '"I could not go on," she said at a news conference.',
    "Berg also said that the deficit was too large.",
    "The prime minister, Olaf Lind, accepted the resignation.",
    "Lind thanked her in a letter.",
]


def cell(table, i, j, name):
    """The entry "i before j" of the cue *name*."""
    return table[i, j, PAIR_FEATURES.index(name)]


def test_cues_point_from_the_earlier_to_the_later_paragraph():
    """The introduction in full before the surname, the pronoun after its person."""
    pairs = read_cohesion(TITLE, TEXTS).pairs
    assert cell(pairs, 0, 2, "introduced") == 1
    assert cell(pairs, 2, 0, "introduced") == 0
    assert cell(pairs, 3, 4, "full_then_short") == 1
    assert cell(pairs, 2, 1, "pronoun_says_after_speaker") == 1
    assert cell(pairs, 0, 3, "definite_after_word") > 0


def test_tables_follow_the_paragraphs_when_they_are_shuffled():
    """The stored order leaves no trace in the numbers: a shuffle only permutes them."""
    order = np.array([3, 0, 4, 2, 1])
    here = read_cohesion(TITLE, TEXTS)
    there = read_cohesion(TITLE, [TEXTS[k] for k in order])
    np.testing.assert_allclose(there.pairs, here.pairs[np.ix_(order, order)], atol=1e-5)
    np.testing.assert_allclose(there.single, here.single[order], atol=1e-5)


@pytest.mark.parametrize("texts", [[], ["One."], ["", ""], ["Same.", "Same."]])
def test_tables_have_their_shape_for_any_number_of_paragraphs(texts):
    """None, one, empty and equal ones."""
    found = read_cohesion("", texts)
    assert found.single.shape == (len(texts), len(SINGLE_FEATURES))
    assert found.pairs.shape == (len(texts), len(texts), len(PAIR_FEATURES))
    assert np.isfinite(found.single).all()
    assert np.isfinite(found.pairs).all()
