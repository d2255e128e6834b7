"""The linear chain over tags at run time: best rows, and how sure it is of a span.

Blocks are walked side by side, so an article costs about as many steps as its longest block.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.networks.word_pieces import TAGS

_TOGETHER = 64  # blocks walked at a time
_NEVER = -1e4
_LEAST = 1e-37  # stands for nothing at all, whose logarithm there is not


def _padded(rows: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    lengths = np.asarray([len(row) for row in rows])
    table = np.zeros((len(rows), max(1, int(lengths.max())), len(TAGS)), dtype=np.float32)
    for number, row in enumerate(rows):
        table[number, : len(row)] = row
    return table, lengths


def _step(scores: np.ndarray, moves: np.ndarray) -> np.ndarray:
    """One step of the walk: the log of the sum, over the tags before, of ``exp(scores)`` times
    ``moves``, for each row; ``moves`` are exponentials of transition scores."""
    top = scores.max(-1, keepdims=True)
    return np.log(np.maximum(np.exp(scores - top) @ moves, _LEAST)) + top


def best_rows(rows: Sequence[np.ndarray], transitions: np.ndarray) -> list[np.ndarray]:
    """The best tags of each block by Viterbi's algorithm; a block starts and ends outside."""
    order = sorted(range(len(rows)), key=lambda number: len(rows[number]))
    found: list[np.ndarray] = [np.zeros(0, np.int64)] * len(rows)
    for first in range(0, len(order), _TOGETHER):
        numbers = order[first : first + _TOGETHER]
        table, lengths = _padded([rows[number] for number in numbers])
        size = table.shape[1]
        back = np.zeros((size, len(numbers), len(TAGS)), dtype=np.int64)
        score = transitions[0] + table[:, 0]
        final = np.zeros((len(numbers), len(TAGS)), dtype=np.float32)
        final[lengths == 1] = score[lengths == 1]
        for i in range(1, size):
            paths = score[:, :, None] + transitions
            back[i] = paths.argmax(1)
            score = paths.max(1) + table[:, i]
            final[lengths == i + 1] = score[lengths == i + 1]
        last = (final + transitions[:, 0]).argmax(1)
        for place, number in enumerate(numbers):
            length = int(lengths[place])
            if not length:
                continue
            tags = np.zeros(length, dtype=np.int64)
            tags[-1] = last[place]
            for i in range(length - 1, 0, -1):
                tags[i - 1] = back[i, place, tags[i]]
            found[number] = tags
    return found


@dataclass(frozen=True)
class Lattice:
    """Forward and backward scores of one block, from which any span's probability follows."""

    emissions: np.ndarray
    transitions: np.ndarray
    forward: np.ndarray
    backward: np.ndarray
    total: float

    def probability(self, role: int, first: int, end: int) -> float:
        """Of exactly this span, ``[first, end)``, being marked with this role."""
        base = 1 + 4 * role
        tags = [base, *[base + 1] * (end - first - 2), base + 2] if end - first > 1 else [base + 3]
        score = self.forward[first, tags[0]] + self.backward[end - 1, tags[-1]]
        for i in range(1, len(tags)):
            score += self.transitions[tags[i - 1], tags[i]] + self.emissions[first + i, tags[i]]
        return float(min(1.0, np.exp(score - self.total)))


def lattices(rows: Sequence[np.ndarray], transitions: np.ndarray) -> list[Lattice | None]:
    """The lattice of each block (None for an empty one)."""
    order = sorted(range(len(rows)), key=lambda number: len(rows[number]))
    onwards = np.exp(transitions)
    backwards = np.ascontiguousarray(onwards.T)
    found: list[Lattice | None] = [None] * len(rows)
    for first in range(0, len(order), _TOGETHER):
        numbers = order[first : first + _TOGETHER]
        table, lengths = _padded([rows[number] for number in numbers])
        size = table.shape[1]
        forward = np.zeros_like(table)
        forward[:, 0] = transitions[0] + table[:, 0]
        for i in range(1, size):
            forward[:, i] = table[:, i] + _step(forward[:, i - 1], onwards)
        backward = np.zeros_like(table)
        state = np.full((len(numbers), len(TAGS)), _NEVER, dtype=np.float32)
        for i in range(size - 1, -1, -1):
            if i + 1 < size:
                state = _step(table[:, i + 1] + state, backwards)
            state = np.where((lengths == i + 1)[:, None], transitions[:, 0], state)
            backward[:, i] = state
        for place, number in enumerate(numbers):
            length = int(lengths[place])
            if length:
                total = _step(forward[place, length - 1], onwards[:, :1])[0]
                found[number] = Lattice(
                    rows[number],
                    transitions,
                    forward[place, :length],
                    backward[place, :length],
                    float(total),
                )
    return found
