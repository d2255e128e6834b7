"""How likely two claims meet: logistic regression over the numbers of `pair_features`.

The weights, their data and their figures are described in ``analysis/models/relations/PAIRS.md``;
``python -m analysis.training.pairs`` makes them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from analysis.claims import pair_candidates
from analysis.claims.claim import Made
from analysis.claims.pair_features import Candidates, blocks
from analysis.paths import MODELS

MODEL = MODELS / "relations" / "pairs.json"
#: Standardised numbers beyond this are as good as this: one odd article moves nothing far.
LIMIT = 6.0
#: In a long article, pairs less likely than this are not kept.
FAINT = 0.05


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair by its places, the probability of either relation, and how it would meet."""

    a: int
    b: int
    agrees: float
    disputes: float
    manners: Mapping[str, str]

    @property
    def relation(self) -> str:
        """The likelier relation."""
        return "agrees" if self.agrees >= self.disputes else "disputes"

    @property
    def probability(self) -> float:
        """That of the likelier relation."""
        return max(self.agrees, self.disputes)


@lru_cache(maxsize=1)
def _model() -> dict[str, Any]:
    return json.loads(MODEL.read_text(encoding="utf-8"))


def standardised(rows: np.ndarray, mean: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Rows with every column about 0 and spread 1, cut off at `LIMIT`."""
    return np.clip((rows.astype(np.float64) - mean) / scale, -LIMIT, LIMIT)


def _logistic(values: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-values))


def score(claims: Sequence[Made], vectors: np.ndarray) -> list[Scored]:
    """The pairs of claims that may meet, in the text's order.

    Where a long article's pairs are chosen (`pair_candidates`), those that surely do not meet are
    left out.
    """
    least = FAINT if len(claims) > pair_candidates.WHOLE else 0.0
    return [pair for found in blocks(claims, vectors) for pair in _scored(found, least)]


def _scored(found: Candidates, least: float) -> list[Scored]:
    model = _model()
    columns = [found.names.index(name) for name in model["features"]]
    rows = standardised(found.rows[:, columns], np.array(model["mean"]), np.array(model["scale"]))
    chances = {}
    for relation in ("agrees", "disputes"):
        part = model[relation]
        raw = rows @ np.array(part["weights"]) + part["bias"]
        slope, offset = part["calibration"]
        chances[relation] = _logistic(slope * raw + offset)
    manners = {
        relation: np.argmax(rows @ np.array(part["weights"]).T + np.array(part["bias"]), axis=1)
        for relation, part in model["manners"].items()
    }
    agrees, disputes = chances["agrees"], chances["disputes"]
    return [
        Scored(
            int(found.pairs[n, 0]),
            int(found.pairs[n, 1]),
            float(agrees[n]),
            float(disputes[n]),
            {
                relation: model["manners"][relation]["names"][int(manners[relation][n])]
                for relation in manners
            },
        )
        for n in np.flatnonzero(np.maximum(agrees, disputes) >= least)
    ]
