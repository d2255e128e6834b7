"""From scores over pairs to one reading order.

An order is worth the sum of the log chances of its links (what follows directly on what, with a
start and an end) plus the log-odds of all its pairs (what stands anywhere before what), the second
weighed down by the number of paragraphs.  Up to twelve paragraphs the best order is found exactly
by dynamic programming (Held and Karp 1962); beyond, a greedy chain and the ranking by pairwise
wins are both improved by swapping neighbouring stretches as long as the sum rises, in bounded
time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

EXACT = 12
_SHORT, _LONG = 50, 120  # paragraphs: beyond these the search tries fewer moves
_BLOCKS = (1, 2, 3, 4, 6, 9, 14, 20)
_NEVER = -1e9


@dataclass(frozen=True)
class Weights:
    """How links and pairs are weighed against each other; tuned on held-out articles."""

    link: float = 1.0
    pair: float = 1.0
    power: float = 1.0  # the pairs' part is divided by n ** power
    first: float = 1.0  # extra weight of the link from the start: the lead
    rule: float = 1.0  # weight of the rules of introduction
    place: float = 0.0  # weight of the expected places' difference, added to the pairs'


@dataclass(frozen=True)
class Board:
    """The two tables that a decoder adds up.

    ``link`` is (n + 2, n + 2): row and column n the start, n + 1 the end; ``pair`` is (n, n),
    the gain of i anywhere before j, with pair[i, j] = -pair[j, i].
    """

    link: np.ndarray
    pair: np.ndarray

    @property
    def size(self) -> int:
        """The number of paragraphs."""
        return self.pair.shape[0]


def log_softmax(values: np.ndarray, axis: int) -> np.ndarray:
    """Logarithm of the softmax of *values* along *axis*."""
    shifted = values - values.max(axis=axis, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


def link_chances(link: np.ndarray) -> np.ndarray:
    """Log chances of direct succession from the network's logits.

    :param link: (n + 1, n + 1) logits: row 0 the start, row i + 1 paragraph i; column j
        paragraph j, column n the end.
    :return: the same shape: the mean of "who follows i" and "whom does j follow".
    """
    logits = link.astype(np.float64).copy()
    n = logits.shape[0] - 1
    logits[np.arange(1, n + 1), np.arange(n)] = -1e4
    if n > 0:
        logits[0, n] = -1e4
    return (log_softmax(logits, 1) + log_softmax(logits, 0)) / 2


def make_board(before: np.ndarray, link: np.ndarray, weights: Weights) -> Board:
    """Weigh the network's logits into one board."""
    n = before.shape[0]
    chances = np.clip(link_chances(link), -12.0, 0.0) * weights.link
    table = np.full((n + 2, n + 2), 0.0)
    table[:n, :n] = chances[1:, :n]
    table[:n, n + 1] = chances[1:, n]
    table[n, :n] = chances[0, :n] * weights.first
    clipped = np.clip(before.astype(np.float64), -5.0, 5.0)
    return Board(table, (clipped - clipped.T) / 2 * weights.pair / max(1, n) ** weights.power)


def value(board: Board, order: Sequence[int]) -> float:
    """What *order* is worth on *board*."""
    n = board.size
    row = np.asarray(order, dtype=np.int64)
    path = np.concatenate([[n], row, [n + 1]])
    return float(
        board.link[path[:-1], path[1:]].sum() + np.triu(board.pair[np.ix_(row, row)], 1).sum()
    )


def values(board: Board, orders: np.ndarray) -> np.ndarray:
    """What each row of *orders* is worth on *board*."""
    n = board.size
    path = np.pad(orders, ((0, 0), (1, 1)), constant_values=((0, 0), (n, n + 1)))
    place = orders.argsort(axis=1)
    earlier = (place[:, :, None] < place[:, None, :]).reshape(len(orders), n * n)
    return board.link[path[:, :-1], path[:, 1:]].sum(axis=1) + earlier @ board.pair.ravel()


def best_order(board: Board) -> list[int]:
    """The best order found; exact up to twelve paragraphs, deterministic."""
    n = board.size
    if n <= 1:
        return list(range(n))
    if n <= EXACT:
        return _exact(board)
    starts = [_chain(board), np.argsort(-board.pair.sum(axis=1), kind="stable")]
    if n > _LONG:
        starts = starts[1:]
    found = [_improve(board, start) for start in starts]
    return max(found, key=lambda order: value(board, order)).tolist()


def _exact(board: Board) -> list[int]:
    n = board.size
    full = 1 << n
    masks = np.arange(full)
    member = (masks[:, None] >> np.arange(n)) & 1  # (full, n)
    gain = member.astype(np.float64) @ board.pair  # gain[S, j]: all of S before j
    best = np.full((full, n), _NEVER)
    back = np.zeros((full, n), dtype=np.int64)
    for j in range(n):
        best[1 << j, j] = board.link[n, j]
    for mask in range(1, full):
        inside = np.flatnonzero(member[mask])
        if len(inside) == n:
            continue
        outside = np.flatnonzero(member[mask] == 0)
        reach = best[mask, inside][:, None] + board.link[np.ix_(inside, outside)]
        pick = reach.argmax(axis=0)
        target = mask | (1 << outside)
        best[target, outside] = reach[pick, np.arange(len(outside))] + gain[mask, outside]
        back[target, outside] = inside[pick]
    mask = full - 1
    last = int((best[mask] + board.link[:n, n + 1]).argmax())
    order = [last]
    while mask & (mask - 1):
        previous = int(back[mask, last])
        mask ^= 1 << last
        last = previous
        order.append(last)
    return order[::-1]


def _chain(board: Board) -> np.ndarray:
    """Join the likeliest links first, never two to one place and never a ring."""
    n = board.size
    table = board.link[: n + 1, :n] + 0.0
    table[:n] += board.pair
    table[np.arange(n), np.arange(n)] = _NEVER
    follower = np.full(n + 1, -1)
    taken = np.zeros(n, dtype=bool)
    head = np.arange(n + 1)  # the first paragraph of the piece that a paragraph ends
    for flat in np.argsort(-table, axis=None, kind="stable"):
        i, j = divmod(int(flat), n)
        if follower[i] >= 0 or taken[j] or head[i] == j:
            continue
        follower[i] = j
        taken[j] = True
        end = j
        while follower[end] >= 0:
            end = int(follower[end])
        head[end] = head[i]
    pieces: list[list[int]] = []
    for start in [n, *np.flatnonzero(~taken)]:
        piece = [] if start == n else [int(start)]
        step = int(follower[start])
        while step >= 0:
            piece.append(step)
            step = int(follower[step])
        pieces.append(piece)
    return np.array([k for piece in pieces for k in piece], dtype=np.int64)


def _improve(board: Board, start: np.ndarray) -> np.ndarray:
    """Make the swap of neighbouring stretches that gains most, until none gains.

    In a long article every swap that touches no better one is made in the same round, and the
    number of rounds is bounded.
    """
    n = board.size
    order = np.asarray(start, dtype=np.int64).copy()
    swaps = _all_swaps(n) if n <= _SHORT else _some_swaps(n)
    for _ in range(6 * n if n <= _SHORT else 90):
        gains = _gains(board, order, swaps)
        if n <= _SHORT:
            picked = [int(gains.argmax())]
        else:
            picked = _apart(gains, swaps, n)
        picked = [k for k in picked if gains[k] > 1e-9]
        if not picked:
            break
        for k in picked:
            order = _swapped(order, swaps, k)
    return order


@dataclass(frozen=True)
class Swaps:
    """All swaps tried: order[begin:middle] against order[middle:end]."""

    begin: np.ndarray
    middle: np.ndarray
    end: np.ndarray


@lru_cache(maxsize=_SHORT)
def _all_swaps(n: int) -> Swaps:
    """Every swap of two neighbouring stretches, which is every move of a block anywhere."""
    begin, middle, end = np.indices((n + 1, n + 1, n + 1))
    return Swaps(*np.nonzero((begin < middle) & (middle < end)))


def _some_swaps(n: int) -> Swaps:
    """The swaps of which one stretch has one of a few lengths."""
    found = []
    cut = np.arange(n + 1)
    for size in (size for size in _BLOCKS if size < n):
        one, other = np.meshgrid(cut[: n + 1 - size], cut, indexing="ij")
        left, right = other < one, other > one + size
        found.append(np.stack([other[left], one[left], one[left] + size]))
        found.append(np.stack([one[right], one[right] + size, other[right]]))
    return Swaps(*np.concatenate(found, axis=1))


def _gains(board: Board, order: np.ndarray, swaps: Swaps) -> np.ndarray:
    """What each swap adds to the value of *order*.

    A swap breaks three links and makes three; of the pairs, those between the two stretches turn
    round. Sums over the pairs come from prefix sums. So every term depends on two of the three
    cuts, and is looked up in a small table.
    """
    n = board.size
    path = np.concatenate([[n], order, [n + 1]])
    link = board.link[np.ix_(path, path)]
    sums = np.zeros((n + 1, n + 1))
    sums[1:, 1:] = 2 * board.pair[np.ix_(order, order)].cumsum(axis=0).cumsum(axis=1)
    cut = np.arange(n + 1)
    step = link[cut, cut + 1]  # the link that a cut breaks
    after = link[: n + 1, 1:]  # [a, b]: what stands before cut a, then what stands after cut b
    middle_end = sums.T + after - (np.diag(sums) + step)[:, None]
    begin_end = after.T - sums.T - step[None, :]
    begin_middle = sums.T + after - step[:, None]
    return (
        middle_end[swaps.middle, swaps.end]
        + begin_end[swaps.begin, swaps.end]
        + begin_middle[swaps.begin, swaps.middle]
    )


def _apart(gains: np.ndarray, swaps: Swaps, n: int) -> list[int]:
    """The best swap, then the next best that does not touch it, and so on."""
    free = np.ones(n + 1, dtype=bool)
    good = np.flatnonzero(gains > 1e-9)
    found = []
    for k in good[np.argsort(-gains[good], kind="stable")][:400].tolist():
        begin, end = swaps.begin[k], swaps.end[k]
        if free[begin : end + 1].all():
            free[begin : end + 1] = False
            found.append(k)
    return found


def _swapped(order: np.ndarray, swaps: Swaps, k: int) -> np.ndarray:
    begin, middle, end = swaps.begin[k], swaps.middle[k], swaps.end[k]
    return np.concatenate([order[:begin], order[middle:end], order[begin:middle], order[end:]])
