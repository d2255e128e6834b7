"""Train the model of claims that meet: ``python -m analysis.training.pairs --corpora DIR``.

Reads the training part of ``data/gold/pairs`` (its texts from the folder of corpora) and writes
``analysis/models/relations/pairs.json``: two logistic regressions, for agreement and for dispute,
over the numbers of `analysis.claims.pair_features`, each calibrated on articles it was not fitted
on (five parts), and one for how each kind meets. Seeded by nothing but the order of the articles.
Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from analysis.article.article import Span
from analysis.bench.claim_pairs import Met, article_of, closeness, coded, likeness
from analysis.claims import extraction, pair_features
from analysis.claims.pair_model import MODEL, standardised
from analysis.networks import sentence_vectors
from analysis.reading import read_one
from analysis.words.spacy_models import parse

RELATIONS = ("agrees", "disputes")
MANNERS = {
    "agrees": ("repeats", "supports"),
    "disputes": ("denies", "doubts", "rejects", "other figure"),
}
#: What a pair weighs that only touches a hand-coded one better met by another.
_BESIDE = 0.35
#: What a pair weighs that one coder alone had and the third reading kept.
_ONE_CODER = 0.5


@dataclass(frozen=True)
class Sample:
    """An article: its pairs' numbers, and for each the relation (or nothing), the manner and
    the weight."""

    names: tuple[str, ...]
    rows: np.ndarray
    relations: np.ndarray
    manners: np.ndarray
    weights: np.ndarray


def labelled(
    found: pair_features.Candidates, spans: Sequence[Span], gold: Sequence[tuple[Met, float]]
) -> Sample:
    """What is to be learnt of an article: a pair is a hand-coded one where both ends overlap it
    by half; the closest counts most."""
    relations = np.full(len(found.pairs), "", dtype=object)
    manners = relations.copy()
    weights = np.ones(len(found.pairs))
    for pair, weight in gold:
        hits = [
            (-likeness(pair, spans[i], spans[j], closeness), n)
            for n, (i, j) in enumerate(found.pairs)
            if likeness(pair, spans[i], spans[j]) >= 0.5
        ]
        for rank, (_, n) in enumerate(sorted(hits)):
            value = weight * (_BESIDE if rank else 1.0)
            if not relations[n] or value > weights[n]:
                relations[n], manners[n], weights[n] = pair.relation, pair.manner, value
    return Sample(found.names, found.rows, relations, manners, weights)


def read_part(part: str, corpora: Path, progress: Callable[[str], None]) -> list[Sample]:
    """The articles of a part that have claims to pair."""
    from analysis.bench.coded import load_pairs

    found = []
    for row in load_pairs(part, corpora):
        progress(row["doc"])
        article, starts = article_of(row["document"])
        reading = read_one(article, ["statements"])
        made = [
            claim
            for claim, _ in extraction.made(
                article, parse(article, full=True), reading["statements"], reading.cast
            )
        ]
        vectors = sentence_vectors.vectors([claim.readable for claim in made])
        pairs = pair_features.candidates(made, vectors)
        gold = [
            (pair, 1.0 if stored["coders"] == 2 else _ONE_CODER)
            for pair, stored in zip(coded(row, starts), row["pairs"], strict=True)
        ]
        if len(pairs.pairs):
            found.append(labelled(pairs, [c.proposition.span for c in made], gold))
    return found


def _fit(rows: np.ndarray, right: np.ndarray, weights: np.ndarray, strength: float) -> Any:
    model = LogisticRegression(C=strength, max_iter=400)
    return model.fit(rows, right, sample_weight=weights)


def _stack(samples: Sequence[Sample], field: str) -> np.ndarray:
    return np.concatenate([getattr(sample, field) for sample in samples])


def _raw(
    samples: Sequence[Sample], held: Sequence[Sample], relation: str, strength: float
) -> np.ndarray:
    rows = _stack(samples, "rows").astype(np.float64)
    mean, scale = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6)
    model = _fit(
        standardised(rows, mean, scale),
        _stack(samples, "relations") == relation,
        _stack(samples, "weights"),
        strength,
    )
    return model.decision_function(standardised(_stack(held, "rows"), mean, scale))


def calibration(samples: Sequence[Sample], relation: str, strength: float) -> tuple[float, float]:
    """Platt's slope and offset, from five parts each scored by a model of the other four."""
    scores, right = [], []
    for part in range(5):
        held = samples[part::5]
        rest = [s for n, s in enumerate(samples) if n % 5 != part]
        scores.append(_raw(rest, held, relation, strength))
        right.append(_stack(held, "relations") == relation)
    values = np.concatenate(scores).reshape(-1, 1)
    model = LogisticRegression(C=1e6).fit(values, np.concatenate(right))
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def _manner(rows: np.ndarray, names: np.ndarray, listed: Sequence[str], strength: float) -> Any:
    model = LogisticRegression(C=strength, max_iter=400).fit(rows, names)
    weights, bias = model.coef_, model.intercept_
    if len(model.classes_) == 2:
        weights, bias = np.vstack([-weights, weights]), np.array([-bias[0], bias[0]])
    known = [name for name in listed if name in model.classes_]
    order = [list(model.classes_).index(name) for name in known]
    return {
        "names": known,
        "weights": np.round(weights[order], 5).tolist(),
        "bias": np.round(bias[order], 5).tolist(),
    }


def train(samples: Sequence[Sample], strength: float) -> dict[str, Any]:
    """The model as it is stored."""
    rows = _stack(samples, "rows").astype(np.float64)
    mean, scale = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6)
    scaled = standardised(rows, mean, scale)
    relations, weights = _stack(samples, "relations"), _stack(samples, "weights")
    manners = _stack(samples, "manners")
    result: dict[str, Any] = {
        "features": list(samples[0].names),
        "mean": np.round(mean, 6).tolist(),
        "scale": np.round(scale, 6).tolist(),
        "manners": {},
    }
    for relation in RELATIONS:
        right = relations == relation
        model = _fit(scaled, right, weights, strength)
        result[relation] = {
            "weights": np.round(model.coef_[0], 5).tolist(),
            "bias": round(float(model.intercept_[0]), 5),
            "calibration": [round(v, 5) for v in calibration(samples, relation, strength)],
        }
        listed = MANNERS[relation]
        result["manners"][relation] = _manner(scaled[right], manners[right], listed, strength)
    return result


def write(model: Mapping[str, Any], path: Path) -> None:
    """Store a model, a member a line."""
    lines = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in model.items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def main() -> int:
    """Read, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--strength", type=float, default=0.05, help="1 / the weight of the norm")
    args = parser.parse_args()
    samples = read_part("train", args.corpora, lambda name: print(name, file=sys.stderr))
    write(train(samples, args.strength), args.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
