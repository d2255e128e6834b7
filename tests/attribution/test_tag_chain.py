"""The chain's best rows and span probabilities, against counting all rows of tags."""

from itertools import pairwise, product

import numpy as np
import pytest

from analysis.attribution import tag_chain
from analysis.networks import word_pieces


@pytest.fixture(scope="module")
def small():
    random = np.random.default_rng(7)
    size = len(word_pieces.TAGS)
    transitions = random.normal(size=(size, size)) + np.where(word_pieces.allowed(), 0, -1e4)
    rows = [random.normal(size=(n, size)).astype(np.float32) * 2 for n in (4, 1, 3, 0)]
    return rows, transitions.astype(np.float32)


def every_row(emissions, transitions):
    """All rows of tags with their weight."""
    for tags in product(range(len(word_pieces.TAGS)), repeat=len(emissions)):
        if not all(
            word_pieces.allowed()[a, b] for a, b in zip((0, *tags), (*tags, 0), strict=True)
        ):
            continue
        path = (0, *tags, 0)
        score = sum(transitions[a, b] for a, b in pairwise(path))
        yield tags, np.exp(score + sum(emissions[i, t] for i, t in enumerate(tags)))


def test_best_rows_are_the_best(small):
    """Blocks of different lengths walked together each get their own best row."""
    rows, transitions = small
    for emissions, best in zip(rows, tag_chain.best_rows(rows, transitions), strict=True):
        if len(emissions):
            wanted = max(every_row(emissions, transitions), key=lambda pair: pair[1])[0]
            assert tuple(best) == wanted
        else:
            assert len(best) == 0


def test_a_span_has_the_share_of_all_rows_that_hold_it(small):
    """The probability of exactly this span, by forward and backward scores."""
    rows, transitions = small
    walks = tag_chain.lattices(rows, transitions)
    assert walks[3] is None
    everything = list(every_row(rows[0], transitions))
    total = sum(weight for _, weight in everything)
    for role, first, end in ((2, 1, 3), (0, 0, 1), (1, 0, 4)):
        holding = sum(
            weight
            for tags, weight in everything
            if (role, first, end) in word_pieces.spans_of(tags)
        )
        assert walks[0].probability(role, first, end) == pytest.approx(holding / total, rel=1e-3)
