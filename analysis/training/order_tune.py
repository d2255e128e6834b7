"""Tune what stands around the exported paragraph-order model, on articles it was not trained on.

``python -m analysis.training.order_tune --train DIR FILE.jsonl …`` reads the exported model and
the one in ten of each corpus that was set aside, and writes ``settings.json`` beside the model:
the weights of the decoder, the rules' log-odds (counted on the training articles), the test
"shuffled or intact" with its threshold, and the calibration of the confidence.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from analysis.bench.order import kendall
from analysis.order import network_scores
from analysis.order.blocks import decode
from analysis.order.introduction_rules import count, find_rules, log_odds, rule_table
from analysis.order.network_scores import Scores
from analysis.order.pair_features import Cohesion
from analysis.order.paragraph_cues import read_cues
from analysis.order.restoration import link_agreement, logits_of, pair_agreement
from analysis.order.search import Weights
from analysis.order.shuffle_test import SHORT, TEST_FEATURES, test_features
from analysis.training.order_corpus import Entry, split

_LONGEST = 60  # paragraphs read of one article
_PREFIXES = (3, 4, 5, 6, 8, 12)
_SHUFFLES = 5
_FALSE_ALARMS = 0.015  # share of intact texts that may cross the threshold
_MARGIN = 0.05  # above what those few reach: the articles to come are not these


@dataclass(frozen=True)
class Case:
    """The scores of one article, or of its first paragraphs, in published order."""

    group: int
    whole: bool
    scores: Scores
    rules: np.ndarray


def make_cases(group: int, entry: Entry, odds: dict[str, float]) -> list[Case]:
    """Score an article whole and cut short; its paragraphs are encoded once."""
    title, texts = entry.title, entry.texts[:_LONGEST]
    vectors = network_scores.paragraph_vectors(title, texts)
    cases = []
    for n in sorted({len(texts), *(p for p in _PREFIXES if p < len(texts))}):
        scores = network_scores.score_vectors(title, texts[:n], vectors[: n + 1])
        found = find_rules(scores.cohesion.title, scores.cohesion.cues)
        cases.append(Case(group, n == len(texts), scores, rule_table(found, n, odds)))
    return cases


def permuted(case: Case, order: np.ndarray) -> Case:
    """*case* as if its paragraphs were stored in *order*."""
    s = case.scores
    link = s.link.copy()
    rows = np.concatenate([[0], order + 1])
    columns = np.concatenate([order, [s.size]])
    place = np.argsort(order)
    moved = Scores(
        s.before[np.ix_(order, order)],
        link[np.ix_(rows, columns)],
        s.place[order],
        s.cohesion,
        tuple(
            replace(tie, before=int(place[tie.before]), after=int(place[tie.after]))
            for tie in s.ties
        ),
    )
    return replace(case, scores=moved, rules=case.rules[np.ix_(order, order)])


def order_figures(cases: Sequence[Case], weights: Weights) -> dict[str, float]:
    """Kendall's tau, lead found, and share of right neighbours over 8 to 40 paragraphs."""
    taus, leads, nexts = [], [], []
    rng = np.random.default_rng(1)
    for case in cases:
        n = case.scores.size
        if not case.whole or not 8 <= n <= 40:
            continue
        shuffle = rng.permutation(n)
        moved = permuted(case, shuffle)
        found = shuffle[decode(moved.scores, moved.rules, weights).order].tolist()
        taus.append(kendall(found))
        leads.append(found[0] == 0)
        nexts.append(np.mean([b == a + 1 for a, b in pairwise(found)]))
    return {
        "tau": float(np.mean(taus)),
        "lead": float(np.mean(leads)),
        "next": float(np.mean(nexts)),
    }


def tune_decoder(cases: Sequence[Case]) -> Weights:
    """Coordinate search for the decoder's weights, each once."""
    grid = {
        "link": (1.0, 3.0),
        "pair": (8.0, 16.0, 32.0),
        "place": (0.0, 2.0),
        "first": (1.0, 2.0, 4.0),
        "rule": (0.5, 1.0, 2.0),
    }

    def worth(weights: Weights) -> float:
        figures = order_figures(cases, weights)
        return figures["tau"] + 0.3 * figures["next"] + 0.1 * figures["lead"]

    best = Weights(link=3.0, pair=16.0, rule=0.5)
    top = worth(best)
    for name, values in grid.items():
        for entry in values:
            tried = replace(best, **{name: entry})
            if tried != best and (now := worth(tried)) > top + 1e-4:
                best, top = tried, now
    return best


def samples(cases: Sequence[Case], weights: Weights) -> tuple[np.ndarray, ...]:
    """Features, label (1: shuffled), importance, group, number of paragraphs, and kind (2: whole,
    1: cut short): each case intact once and shuffled a few times."""
    rows: list[tuple[np.ndarray, int, float, int, int, int]] = []
    rng = np.random.default_rng(7)
    for case in cases:
        n = case.scores.size
        kind = 2 if case.whole else 1
        share = 1.0 if case.whole else 0.3
        drawn: list[tuple[np.ndarray, int, float, int]] = [(np.arange(n), 0, 4.0, kind)]
        drawn += [(rng.permutation(n), 1, 4.0 / _SHUFFLES, kind) for _ in range(_SHUFFLES)]
        for order, label, weight, of_kind in drawn:
            if label and (order == np.arange(n)).all():
                continue
            as_stored = permuted(case, order)
            got = decode(as_stored.scores, as_stored.rules, weights)
            features = test_features(as_stored.scores, as_stored.rules, got.board, got.order)
            rows.append((features, label, weight * share, case.group, n, of_kind))
    return tuple(np.array(column) for column in zip(*rows, strict=True))


def tune_test(data: tuple[np.ndarray, ...]) -> tuple[dict[str, object], dict[str, object]]:
    """Fit the test and pick its thresholds on predictions made across folds of articles."""
    x, y, weight, group, size, kind = data
    scaler = StandardScaler().fit(x)

    def fitted(rows: np.ndarray) -> LogisticRegression:
        z = np.clip(scaler.transform(x[rows]), -5, 5)
        return LogisticRegression(C=0.3, max_iter=3000).fit(z, y[rows], weight[rows])

    out = np.zeros(len(y))
    for train, test in GroupKFold(8).split(x, y, group):
        out[test] = fitted(train).predict_proba(np.clip(scaler.transform(x[test]), -5, 5))[:, 1]
    report: dict[str, object] = {}
    thresholds = {}
    for name, judged in (
        ("threshold", (kind == 2) & (size >= SHORT) & (size <= 40)),
        ("threshold_short", (kind > 0) & (size < SHORT)),
    ):
        intact = np.sort(out[(y == 0) & judged])[::-1]
        found = out[(y == 1) & judged]
        threshold = max(0.5, float(intact[int(len(intact) * _FALSE_ALARMS)]) + _MARGIN)
        thresholds[name] = round(threshold, 4)
        report[name] = {
            "threshold": threshold,
            "intact_texts": len(intact),
            "intact_left": float((intact < threshold).mean()),
            "shuffled_found": float((found >= threshold).mean()),
            "intact_top": [round(float(v), 3) for v in intact[:6]],
            "shuffled_found_at": {
                str(t): round(float((found >= t).mean()), 3) for t in (0.6, 0.7, 0.8, 0.9, 0.95)
            },
        }
    model = fitted(np.arange(len(y)))
    test_settings = {
        "features": list(TEST_FEATURES),
        "mean": [round(float(v), 5) for v in scaler.mean_],
        "scale": [round(float(v), 5) for v in scaler.scale_],
        "weights": [round(float(v), 5) for v in model.coef_[0]],
        "bias": round(float(model.intercept_[0]), 5),
        **thresholds,
    }
    return test_settings, report


def tune_confidence(cases: Sequence[Case], weights: Weights) -> dict[str, dict[str, float]]:
    """Fit the chances that a restored place is on the right side of another paragraph
    (``confidence``) and that it follows on the right one (``follows``)."""
    logits: dict[str, list[float]] = {"confidence": [], "follows": []}
    shares: dict[str, list[float]] = {"confidence": [], "follows": []}
    rng = np.random.default_rng(3)
    for case in cases:
        n = case.scores.size
        if not case.whole or n < 4:
            continue
        order = rng.permutation(n)
        moved = permuted(case, order)
        got = decode(moved.scores, moved.rules, weights)
        sequence = got.order
        truth = order[sequence]
        logits["confidence"] += logits_of(
            pair_agreement(moved.scores, got.board.pair, sequence)
        ).tolist()
        logits["follows"] += logits_of(link_agreement(moved.scores, sequence)).tolist()
        for k in range(n):
            good = int((truth[:k] < truth[k]).sum() + (truth[k + 1 :] > truth[k]).sum())
            shares["confidence"].append(good / (n - 1))
            shares["follows"].append(float(truth[k] == (truth[k - 1] + 1 if k else 0)))
    return {name: _platt(np.array(logits[name]), np.array(shares[name])) for name in logits}


def _platt(logits: np.ndarray, shares: np.ndarray) -> dict[str, float]:
    """Slope and bias that turn *logits* into the *shares* seen."""
    x = np.repeat(logits, 2)[:, None]
    y = np.tile([1, 0], len(logits))
    weight = np.stack([shares, 1 - shares], axis=1).ravel()
    model = LogisticRegression(C=100.0).fit(x, y, weight)
    return {
        "slope": round(float(model.coef_[0, 0]), 4),
        "bias": round(float(model.intercept_[0]), 4),
    }


def main() -> int:
    """Tune and write settings.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", type=Path, nargs="+", required=True)
    parser.add_argument("--report", type=Path, help="write the figures here as JSON")
    args = parser.parse_args()
    entries = split(args.train)
    counts = count(
        [
            Cohesion(read_cues(e.title), [read_cues(t) for t in e.texts], np.empty(0), np.empty(0))
            for e in entries
            if not e.held
        ]
    )
    odds = {kind: round(value, 3) for kind, value in log_odds(counts).items()}
    held = [entry for entry in entries if entry.held]
    cases: list[Case] = []
    for group, entry in enumerate(held):
        cases += make_cases(group, entry, odds)
    weights = tune_decoder(cases)
    test, report = tune_test(samples(cases, weights))
    cues = json.loads((network_scores.FOLDER / "cues.json").read_text("utf-8"))
    found = {
        **{key: network_scores.settings()[key] for key in ("trees", "ties", "ties_counted")},
        "decode": asdict(weights),
        "rules": odds,
        "rules_counted": {kind: list(pair) for kind, pair in counts.items()},
        "test": test,
        **tune_confidence(cases, weights),
        **cues,
    }
    (network_scores.FOLDER / "settings.json").write_text(
        json.dumps(found, indent=1) + "\n", "utf-8"
    )
    figures = {
        "set_aside": order_figures(cases, weights),
        "test": report,
        "decode": asdict(weights),
    }
    print(json.dumps(figures, indent=1))
    if args.report:
        args.report.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
