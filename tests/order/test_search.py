"""From scores over pairs to one order."""

from itertools import permutations

import numpy as np
import pytest

from analysis.order.search import (
    Weights,
    _all_swaps,
    _gains,
    _some_swaps,
    _swapped,
    best_order,
    link_chances,
    make_board,
    value,
    values,
)


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


@pytest.mark.parametrize("swaps", [_all_swaps, _some_swaps])
def test_the_gain_of_a_swap_is_the_gain_in_value(swaps):
    """What the search believes a swap brings is what it brings, for every swap it tries."""
    board = random_board(12, seed=3)
    order = np.random.default_rng(1).permutation(12)
    tried = swaps(12)
    gains = _gains(board, order, tried)
    orders = np.array([_swapped(order, tried, k) for k in range(len(gains))])
    assert (np.sort(orders, axis=1) == np.arange(12)).all()
    assert values(board, orders) - value(board, order) == pytest.approx(gains)


def test_every_move_of_a_block_is_among_the_swaps():
    """Any stretch of four paragraphs to any other place."""
    orders = {
        tuple(_swapped(np.arange(4), _all_swaps(4), k)) for k in range(len(_all_swaps(4).begin))
    }
    assert len(orders) == 10
    assert {(1, 2, 3, 0), (3, 0, 1, 2), (0, 2, 3, 1), (2, 3, 0, 1)} <= orders


@pytest.mark.parametrize("n", [0, 10, 40, 130])
def test_long_articles_get_a_permutation_that_no_swap_betters(n):
    """Every paragraph once; the same each time."""
    board = random_board(n)
    order = best_order(board)
    assert sorted(order) == list(range(n))
    assert order == best_order(board)
    if 0 < n <= 40:
        assert _gains(board, np.array(order), _all_swaps(n)).max() < 1e-6


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
