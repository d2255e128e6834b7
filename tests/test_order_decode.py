"""From scores over pairs to one order."""

from itertools import permutations

import numpy as np
import pytest

from analysis.order_decode import Weights, _best_move, best_order, link_chances, make_board, value


def random_board(n, seed=0):
    """A board of random scores."""
    rng = np.random.default_rng(seed)
    before = rng.normal(size=(n, n))
    return make_board(before - before.T, 2 * rng.normal(size=(n + 1, n + 1)), Weights())


@pytest.mark.parametrize("n", [1, 2, 3, 5, 7])
def test_short_articles_get_the_very_best_order(n):
    """Dynamic programming finds what trying all permutations finds."""
    board = random_board(n)
    best = max(value(board, order) for order in permutations(range(n)))
    assert value(board, best_order(board)) == pytest.approx(best)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 10])
def test_the_gain_of_a_move_is_the_gain_in_value(size):
    """What the search believes a move of a block brings is what it brings."""
    board = random_board(12, seed=size)
    order = np.random.default_rng(1).permutation(12)
    gain, (begin, width, place) = _best_move(board, order, size)
    rest = np.delete(order, np.arange(begin, begin + width))
    moved = np.concatenate([rest[:place], order[begin : begin + width], rest[place:]])
    assert value(board, moved) - value(board, order) == pytest.approx(gain)


@pytest.mark.parametrize("n", [0, 10, 40, 130])
def test_long_articles_get_a_permutation_that_no_single_move_betters(n):
    """Every paragraph once; the same each time."""
    board = random_board(n)
    order = best_order(board)
    assert sorted(order) == list(range(n))
    assert order == best_order(board)
    if 0 < n <= 40:
        assert _best_move(board, np.array(order), 1)[0] < 1e-6


def test_clear_links_are_followed_however_the_paragraphs_come():
    """A chain of sure links is read back from any shuffle."""
    n = 25
    order = np.random.default_rng(4).permutation(n)
    link = np.zeros((n + 1, n + 1))
    link[0, order[0]] = 9
    link[order[:-1] + 1, order[1:]] = 9
    link[order[-1] + 1, n] = 9
    assert best_order(make_board(np.zeros((n, n)), link, Weights())) == order.tolist()


def test_chances_of_what_follows_are_chances():
    """No paragraph follows itself; rows and columns are weighed alike."""
    chances = link_chances(np.random.default_rng(0).normal(size=(6, 6)))
    assert (np.diag(chances[1:, :5]) < -100).all()
    assert (chances <= 0).all()
