"""Does a confidence mean what it says: reliability tables and expected calibration error."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

BINS = 10


def table(
    said: Sequence[float] | np.ndarray, right: Sequence[float] | np.ndarray, bins: int = BINS
) -> list[dict[str, float]]:
    """For each tenth of the scale that has rows: how many, the mean confidence, the share right."""
    claimed, true = np.asarray(said, dtype=float), np.asarray(right, dtype=float)
    which = np.minimum((claimed * bins).astype(int), bins - 1)
    return [
        {
            "from": round(number / bins, 4),
            "to": round((number + 1) / bins, 4),
            "rows": int((which == number).sum()),
            "confidence": round(float(claimed[which == number].mean()), 4),
            "right": round(float(true[which == number].mean()), 4),
        }
        for number in range(bins)
        if (which == number).any()
    ]


def expected_error(
    said: Sequence[float] | np.ndarray, right: Sequence[float] | np.ndarray, bins: int = BINS
) -> float:
    """Expected calibration error: the mean gap between said and seen, weighted by rows."""
    rows = table(said, right, bins)
    total = sum(row["rows"] for row in rows)
    if not total:
        return 0.0
    return sum(row["rows"] * abs(row["confidence"] - row["right"]) for row in rows) / total
