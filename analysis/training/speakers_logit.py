"""The conditional logit behind the ranking of candidates: its data, its fit, its calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.actors.candidate_features import Kind

FOLDS, SEED = 10, 16
SHARED_PENALTY, OWN_PENALTY = 2.0, 2.0
STEPS, RATE = 200, 0.1
#: What GUM is too small to teach, or cannot: its documents are in their order, and who spoke last
#: speaks on in news, not in its stories. Set by hand, and known to the training.
BY_HAND = {
    "spoke last, in this paragraph": 2.0,
    "spoke last, in the paragraph before": 1.3,
    "named in the content itself": -3.0,
    "own capital named as a stranger's": -3.5,
    "own side named in the quotation": -0.6,
    'the quotation\'s "we" is another side': -1.5,
    'the quotation\'s "we" is the own side': 1.5,
    "introduced with a statement, not yet followed up": 2.6,
    "quoted from another day": -0.7,
    "its name may be of that sort": 1.5,
    "named only in the content itself": -2.5,
    "nobody, an age": -4.0,
}
#: What the shared weights are drawn to instead of nought: about the points of the rules before,
#: which were set by hand for news. GUM has few descriptions of people with a role.
EXPECTED = {
    "its role or name holds the noun": 3.0,
    "the same noun": 2.5,
    "another noun": -2.0,
    "its role is another": -1.5,
    "its name tells that sort": 3.0,
    "gender agrees": 0.8,
    "gender likely": 0.8,
    "gender unlikely": -4.5,
    "gender unknown": -0.3,
    "gender unknown where another's agrees": -1.5,
    "only described": -0.7,
    "named only later": -2.0,
    "last named first in its sentence": 0.6,
    "last named behind a preposition or as owner": -0.6,
    "last named in a quotation": -0.6,
}
#: A story's dialogue goes back and forth, as news does not.
GENRES = {"news": 3.0, "fiction": 0.3}


@dataclass
class Example:
    """One question: its kind, the evidence on each candidate, and which are right."""

    document: str
    kind: Kind
    facts: list[dict[str, float]]
    right: list[bool]
    weight: float


@dataclass
class Design:
    """The examples as arrays: features (one row a candidate), where each example's rows begin,
    which rows are right, the examples' kinds and weights, and the points set by hand."""

    names: list[str]
    rows: np.ndarray
    starts: np.ndarray
    right: np.ndarray
    kinds: np.ndarray
    weights: np.ndarray
    offset: np.ndarray


def genre_weight(document: str) -> float:
    """How much the questions of a document count: news more, stories less."""
    return next((w for genre, w in GENRES.items() if f"_{genre}_" in document), 1.0)


def design(examples: Sequence[Example], names: Sequence[str]) -> Design:
    """The examples as arrays."""
    column = {name: n for n, name in enumerate(names)}
    lengths = [len(e.facts) for e in examples]
    rows = np.zeros((sum(lengths), len(names)))
    at = 0
    for example in examples:
        for facts in example.facts:
            for name, value in facts.items():
                if name in column:
                    rows[at, column[name]] = value
            at += 1
    order = list(Kind)
    return Design(
        list(names),
        rows,
        np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(int),
        np.array([r for e in examples for r in e.right]),
        np.array([order.index(e.kind) for e in examples]),
        np.array([e.weight * genre_weight(e.document) for e in examples]),
        np.array(
            [
                sum(BY_HAND.get(name, 0.0) * value for name, value in facts.items())
                for e in examples
                for facts in e.facts
            ]
        ),
    )


def fit(data: Design) -> np.ndarray:
    """Weights by kind: one part shared by all kinds, one of each kind's own, both drawn to 0."""
    kinds = len(Kind)
    theta = np.zeros((kinds + 1, len(data.names)))
    expected = np.array([EXPECTED.get(name, 0.0) for name in data.names])
    theta[0] = expected
    first, second = np.zeros_like(theta), np.zeros_like(theta)
    lengths = np.diff(np.append(data.starts, len(data.rows)))
    of = np.repeat(np.arange(len(data.starts)), lengths)
    kind = data.kinds[of]
    mine = [np.flatnonzero(kind == number) for number in range(kinds)]
    parts = [data.rows[some] for some in mine]
    for step in range(1, STEPS + 1):
        points = data.offset.copy()
        for number, some in enumerate(mine):
            points[some] += parts[number] @ (theta[0] + theta[number + 1])
        everything = _shares(points, data.starts, of)
        wanted = _shares(np.where(data.right, points, -1e9), data.starts, of)
        error = (everything - wanted) * data.weights[of]
        slope = np.zeros_like(theta)
        for number, some in enumerate(mine):
            slope[number + 1] = error[some] @ parts[number]
        slope[0] = slope[1:].sum(0) + SHARED_PENALTY * (theta[0] - expected)
        slope[1:] += OWN_PENALTY * theta[1:]
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        rate = RATE * (1 - step / (STEPS + 1))
        theta -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return theta[0] + theta[1:]


def _shares(points: np.ndarray, starts: np.ndarray, of: np.ndarray) -> np.ndarray:
    weights = np.exp(points - np.maximum.reduceat(points, starts)[of])
    return weights / np.add.reduceat(weights, starts)[of]


def answers(data: Design, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """By example: is the first candidate right, its share, and is it somebody."""
    lengths = np.diff(np.append(data.starts, len(data.rows)))
    of = np.repeat(np.arange(len(data.starts)), lengths)
    points = data.offset + np.einsum("ij,ij->i", data.rows, weights[data.kinds[of]])
    shares = _shares(points, data.starts, of)
    ok, sure, somebody = [], [], []
    for start, length in zip(data.starts, lengths, strict=True):
        best = int(np.argmax(points[start : start + length]))
        ok.append(bool(data.right[start + best]))
        sure.append(float(shares[start + best]))
        somebody.append(best < length - 1)
    return np.array(ok), np.array(sure), np.array(somebody)


def folds(examples: Sequence[Example], number: int = FOLDS) -> np.ndarray:
    """The fold of each example; a document is in one."""
    names = sorted({e.document for e in examples})
    order = np.random.default_rng(SEED).permutation(len(names))
    fold = {names[n]: i % number for i, n in enumerate(order)}
    return np.array([fold[e.document] for e in examples])


def crossed(
    examples: Sequence[Example], names: Sequence[str], number: int = FOLDS
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The answers to every example by weights trained on other documents."""
    fold = folds(examples, number)
    found = [np.zeros(len(examples)) for _ in range(3)]
    for part in range(number):
        train = [e for e, f in zip(examples, fold, strict=True) if f != part]
        test = [e for e, f in zip(examples, fold, strict=True) if f == part]
        weights = fit(design(train, names))
        for into, values in zip(found, answers(design(test, names), weights), strict=True):
            into[fold == part] = values
    return found[0].astype(bool), found[1], found[2].astype(bool)


def calibrate(share: np.ndarray, ok: np.ndarray) -> tuple[float, float]:
    """Intercept and slope of the chance to be right on the log-odds of the share (Newton)."""
    kept = np.clip(share, 1e-4, 1 - 1e-4)
    x = np.stack([np.ones_like(kept), np.log(kept / (1 - kept))], 1)
    beta = np.array([0.0, 1.0])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (p - ok) + 0.5 * (beta - [0.0, 1.0])
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 0.5 * np.eye(2)
        beta = beta - np.linalg.solve(hessian, gradient)
    return round(float(beta[0]), 4), round(float(beta[1]), 4)


def feature_names(examples: Sequence[Example]) -> list[str]:
    """The features that occur, but for those whose weight is set by hand."""
    seen = {name for e in examples for facts in e.facts for name in facts}
    return sorted(seen - set(BY_HAND))
