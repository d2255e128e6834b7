"""A second opinion on which of two paragraphs stands earlier: boosted trees over the cues.

The network of :mod:`analysis.order.network_scores` reads words; the trees (gradient boosting,
Friedman 2001; the recipe is ``analysis/training/order_trees.py``) read only the cues of
:mod:`analysis.order.pair_features`, in any combination.  The two err in different places, so their
log-odds are added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.order.pair_features import Cohesion

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_ROWS = 20_000  # pairs at a time, to bound memory


def tree_rows(cohesion: Cohesion, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """What the trees read of the pairs (first[k], second[k]), one float32 row a pair."""
    single, pairs = cohesion.single, cohesion.pairs
    size = np.full((len(first), 1), len(single), dtype=np.float32)
    return np.concatenate(
        [single[first], single[second], pairs[first, second], pairs[second, first], size],
        axis=1,
        dtype=np.float32,
    )


def tree_before(cohesion: Cohesion, trees: InferenceSession) -> np.ndarray:
    """Log-odds (n, n) that i stands anywhere before j by *trees*; antisymmetric.

    Each pair is asked about both ways round, so the stored order plays no part.
    """
    n = len(cohesion.single)
    first, second = (part.ravel() for part in np.indices((n, n)))
    found = [
        trees.run(None, {"rows": tree_rows(cohesion, first[k : k + _ROWS], second[k : k + _ROWS])})[
            0
        ][:, 0]
        for k in range(0, n * n, _ROWS)
    ]
    table = np.concatenate(found).reshape(n, n).astype(np.float64)
    return (table - table.T) / 2
