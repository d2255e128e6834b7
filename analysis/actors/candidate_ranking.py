"""Whom "he", "the minister", "they" stand for: a trained ranking of candidates.

The share of a candidate is the softmax of its evidence (`analysis.actors.candidate_features`),
weighed by what is asked for: a conditional logit, trained by ``analysis/training/speakers.py`` on
GUM. What the corpus is too small to teach (whose capital is named as a stranger's) keeps a weight
set by hand. Data, figures and limits are in ``analysis/models/speakers/card.md``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from analysis.actors import candidate_features
from analysis.actors.candidate_features import Asked, Candidate, Kind
from analysis.actors.draft_cast import Figure
from analysis.actors.reading_memory import Memory, Reader
from analysis.paths import MODELS

FILE = MODELS / "speakers" / "ranker.json"
_TELLING = 0.3


@dataclass(frozen=True)
class Ranker:
    """The weights by what is asked for, those set by hand, and the calibration (intercept and
    slope on the log-odds of the share)."""

    weights: Mapping[Kind, Mapping[str, float]]
    by_hand: Mapping[str, float]
    calibration: Mapping[Kind, tuple[float, float]]

    def points(self, kind: Kind, facts: Mapping[str, float]) -> float:
        """The weighted sum of the evidence."""
        known = self._weights[kind]
        return sum(known.get(name, 0.0) * value for name, value in facts.items())

    def weight(self, kind: Kind, name: str) -> float:
        """The weight of one feature; nought for one that was never seen in training."""
        return self._weights[kind].get(name, 0.0)

    @cached_property
    def _weights(self) -> dict[Kind, dict[str, float]]:
        """By what is asked for, those set by hand over those that were trained."""
        return {kind: {**some, **self.by_hand} for kind, some in self.weights.items()}

    def chance(self, kind: Kind, share: float) -> float:
        """How likely the candidate with that share is right."""
        kept = min(max(share, 1e-4), 1 - 1e-4)
        intercept, slope = self.calibration.get(kind, (0.0, 1.0))
        return 1 / (1 + math.exp(-intercept - slope * math.log(kept / (1 - kept))))


@dataclass(frozen=True)
class Ranked:
    """A candidate (no figures: nobody named before) with its share and the reasons for it."""

    figures: tuple[Figure, ...]
    points: float
    reasons: tuple[str, ...] = ()
    share: float = 0.0


def load(path: Path = FILE) -> Ranker:
    """The ranker stored in a file."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    return Ranker(
        {Kind(kind): some for kind, some in stored["weights"].items()},
        stored["by_hand"],
        {Kind(kind): (a, b) for kind, (a, b) in stored["calibration"].items()},
    )


@lru_cache(maxsize=1)
def ranker() -> Ranker:
    """The ranker that the project ships, loaded once."""
    return load()


def rank(asked: Asked, memory: Memory, reader: Reader, using: Ranker | None = None) -> list[Ranked]:
    """Every candidate that may be meant, the likeliest first, with shares that sum to one."""
    using = using or ranker()
    some = candidate_features.candidates(asked, memory, reader)
    facts = candidate_features.features(asked, some, memory, reader)
    return shares(asked.kind, some, facts, using)


def shares(
    kind: Kind, some: Sequence[Candidate], facts: Sequence[Mapping[str, float]], using: Ranker
) -> list[Ranked]:
    """The candidates by falling points, each with its softmax share; of the first two, who may
    be taken, what spoke for them."""
    points = [using.points(kind, f) for f in facts]
    top = max(points)
    weights = [math.exp(p - top) for p in points]
    total = sum(weights)
    found = [
        Ranked(c.figures, p, (), w / total) for c, p, w in zip(some, points, weights, strict=True)
    ]
    order = sorted(
        range(len(found)), key=lambda k: (-points[k], [f.name for f in found[k].figures])
    )
    told = {k: replace(found[k], reasons=_reasons(kind, facts[k], using)) for k in order[:2]}
    return [told.get(k, found[k]) for k in order]


def _reasons(kind: Kind, facts: Mapping[str, float], using: Ranker) -> tuple[str, ...]:
    """The features that weigh most, either way."""
    weighed = {n: using.weight(kind, n) * v for n, v in facts.items()}
    telling = [n for n, w in weighed.items() if abs(w) >= _TELLING]
    return tuple(sorted(telling, key=lambda n: (-abs(weighed[n]), n))[:6])
