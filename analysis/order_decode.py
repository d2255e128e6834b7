"""From scores over pairs to one reading order.

An order is worth the sum of the log chances of its links (what follows directly on what, with a
start and an end) plus the log-odds of all its pairs (what stands anywhere before what), the second
weighed down by the number of paragraphs.  Up to nine paragraphs the best order is found exactly
by dynamic programming (Held and Karp 1962); beyond, a greedy chain and the ranking by pairwise
wins are both improved by moving blocks of paragraphs as long as the sum rises, in bounded time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

EXACT = 9
_BLOCKS = (1, 2, 3, 4, 6, 9, 14, 20)
_FEWER_BLOCKS = (1, 2, 3, 5)
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


def best_order(board: Board) -> list[int]:
    """The best order found; exact up to nine paragraphs, deterministic."""
    n = board.size
    if n <= 1:
        return list(range(n))
    if n <= EXACT:
        return _exact(board)
    starts = [_chain(board), np.argsort(-board.pair.sum(axis=1), kind="stable")]
    if n > 120:
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
    """Move the block whose move gains most, until none gains."""
    n = board.size
    order = np.asarray(start, dtype=np.int64).copy()
    blocks = [b for b in (_BLOCKS if n <= 120 else _FEWER_BLOCKS) if b < n]
    for _ in range(6 * n if n <= 120 else n):
        gain, move = max(
            (_best_move(board, order, size) for size in blocks), key=lambda item: item[0]
        )
        if gain < 1e-9:
            break
        begin, size, place = move
        block = order[begin : begin + size]
        rest = np.delete(order, np.arange(begin, begin + size))
        order = np.concatenate([rest[:place], block, rest[place:]])
    return order


def _best_move(board: Board, order: np.ndarray, size: int) -> tuple[float, tuple[int, int, int]]:
    """The best move of a block of *size*: (gain, (begin, size, place in what is left))."""
    n = board.size
    path = np.concatenate([[n], order, [n + 1]])
    begin = np.arange(n - size + 1)
    left, right = path[begin], path[begin + size + 1]  # neighbours of the block
    first, last = order[begin], order[begin + size - 1]
    link = board.link
    out = link[left, right] - link[left, first] - link[last, right]
    gain = np.full((len(begin), n - size + 1), _NEVER)
    # Pairs: D[s, t] for s in the block and every t, summed up along t.
    table = board.pair[np.ix_(order, order)]
    rows = np.concatenate([np.zeros((1, n)), table.cumsum(axis=0)])
    block = rows[begin + size] - rows[begin]  # (blocks, n): block before t
    along = np.concatenate([np.zeros((len(begin), 1)), block.cumsum(axis=1)], axis=1)
    places = np.arange(n - size + 1)  # the block stands after `place` others
    slot = np.where(places[None, :] <= begin[:, None], places[None, :], places[None, :] + size)
    a = path[slot]  # path[p] is the paragraph before original slot p
    b = path[slot + 1]
    joined = link[a, first[:, None]] + link[last[:, None], b] - link[a, b]
    rows_at = np.arange(len(begin))[:, None]
    earlier = along[rows_at, begin[:, None]] - along[rows_at, slot]  # moved before these
    later = along[rows_at, begin[:, None] + size] - along[rows_at, slot]  # moved behind these
    pair = np.where(slot <= begin[:, None], 2 * earlier, 2 * later)
    gain = out[:, None] + joined + pair
    gain[np.arange(len(begin)), begin] = _NEVER  # where it stands already
    flat = int(gain.argmax())
    row, place = divmod(flat, gain.shape[1])
    return float(gain[row, place]), (int(begin[row]), size, int(place))
