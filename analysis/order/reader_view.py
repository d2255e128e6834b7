"""Which order a reader is shown: the stored one, unless the restored one is expected to be better.

An order is worth to a reader what stands on the right side of what, and who stands beside whom.
Both are expected from calibrated chances: those of the restored order from the confidence of its
places and links, those of the stored one from the chance that the text is intact.  The restored
order is shown only where both are better.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

STORED, RESTORED = "stored", "restored"
#: From this chance on that the neighbour is the right one, two paragraphs stand in one block.
SURE = 0.5


@dataclass(frozen=True)
class Expected:
    """Shares that an order is expected to get right: pairs of paragraphs, and neighbours."""

    pairs: float
    neighbours: float


def expected_stored(chance: float, n: int) -> Expected:
    """Of the stored order of *n* paragraphs that is shuffled with *chance*."""
    intact = 1.0 - chance
    return Expected(intact + chance / 2, intact + chance / max(1, n))


def expected_restored(sure: np.ndarray, follows: np.ndarray) -> Expected:
    """Of an order, from the calibrated chances of its places and of its links."""
    return Expected(float(sure.mean()), float(follows.mean()))


def choose(stored: Expected, restored: Expected) -> str:
    """The view that a reader is shown."""
    better = restored.pairs > stored.pairs and restored.neighbours > stored.neighbours
    return RESTORED if better else STORED


def block_numbers(follows: np.ndarray) -> list[int]:
    """Of each place, the number of its block: neighbours that surely belong together share one."""
    opens = np.asarray(follows) < SURE
    if len(opens):
        opens[0] = True
    return np.cumsum(opens).tolist()
