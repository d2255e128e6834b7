"""The layer that hears whole statements: learnt from the hand-coded ones of data/gold/tone.

    python -m analysis.training.tone_statements --corpora DIR [--out FILE.npz]

Reads the train part and nothing else. The tone network stays as it is: what its last layers
read of each statement is turned onto its main axes (principal components) and, beside the
network's raw output, given to a multinomial logit with an L2 penalty. The penalty is the one of
the least log loss in cross-validation by article, five parts, each laid out by four seeds. Axes,
scales and logit are linear, so one matrix is stored. Prints what cross-validation saw.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from analysis import outputs
from analysis.bench.sentiment import expected_calibration_error
from analysis.bench.tone import features, read_part
from analysis.errors import InputError
from analysis.tone.target_network import FOLDER, LABELS, StatementLayer

OUTPUTS = len(LABELS)
AXES = 96
PENALTIES = (0.001, 0.002, 0.003, 0.004, 0.008, 0.016)
FOLDS, SEEDS, STEPS = 5, 4, 80


def prepare(seen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A matrix that turns features into those of the logit, and what it makes of their mean.

    The network's output and what its last layers read have the same variance in all.
    """
    mean = seen.mean(0)
    centred = seen - mean
    output, read = centred[:, :OUTPUTS], centred[:, OUTPUTS:]
    axes = np.linalg.svd(read, full_matrices=False)[2][:AXES].T
    turn = np.zeros((seen.shape[1], OUTPUTS + axes.shape[1]))
    turn[:OUTPUTS, :OUTPUTS] = np.eye(OUTPUTS) / np.sqrt((output**2).sum() / len(seen))
    turn[OUTPUTS:, OUTPUTS:] = axes / np.sqrt((read**2).sum() / len(seen))
    return turn, mean @ turn


def fit(rows: np.ndarray, labels: np.ndarray, penalty: float) -> tuple[np.ndarray, np.ndarray]:
    """Weights and bias of the logit, by Nesterov's accelerated descent from nought."""
    rows = np.hstack([rows, np.ones((len(rows), 1))])
    gold = np.eye(OUTPUTS)[labels]
    shrink = np.full((rows.shape[1], 1), penalty)
    shrink[-1] = 0.0
    weights = ahead = np.zeros((rows.shape[1], OUTPUTS))
    step = 1 / (0.5 * np.linalg.norm(rows, 2) ** 2 / len(rows) + penalty)
    pace = 1.0
    for _ in range(STEPS):
        chances = StatementLayer(ahead, np.zeros(OUTPUTS))(rows)
        moved = ahead - step * (rows.T @ (chances - gold) / len(rows) + shrink * ahead)
        faster = (1 + np.sqrt(1 + 4 * pace**2)) / 2
        ahead = moved + (pace - 1) / faster * (moved - weights)
        weights, pace = moved, faster
    return weights[:-1], weights[-1]


def learn(seen: np.ndarray, labels: np.ndarray, penalty: float) -> StatementLayer:
    """The layer, as one matrix over the features themselves."""
    turn, middle = prepare(seen)
    weights, bias = fit(seen @ turn - middle, labels, penalty)
    return StatementLayer(turn @ weights, bias - middle @ weights)


def folds(docs: Sequence[str], seed: int) -> Iterator[np.ndarray]:
    """Which statements are held back, `FOLDS` times; an article is never parted."""
    names = sorted(set(docs))
    order = np.random.default_rng(seed).permutation(len(names))
    number = dict(zip(names, order, strict=True))
    part = np.array([number[doc] % FOLDS for doc in docs])
    for fold in range(FOLDS):
        yield part == fold


def cross_validate(
    seen: np.ndarray, labels: np.ndarray, docs: Sequence[str], penalty: float
) -> list[np.ndarray]:
    """For each seed, the probabilities of every statement by a layer that never saw its article."""
    found = []
    for seed in range(SEEDS):
        chances = np.zeros((len(labels), OUTPUTS))
        for held in folds(docs, seed):
            chances[held] = learn(seen[~held], labels[~held], penalty)(seen[held])
        found.append(chances)
    return found


def log_loss(chances: np.ndarray, labels: np.ndarray) -> float:
    """The mean negative logarithm of what the right label was given."""
    return float(-np.log(chances[np.arange(len(labels)), labels]).mean())


def main(arguments: list[str] | None = None) -> int:
    """The command line. Returns 0, or 2 where a text is missing."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpora", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--out", type=Path, default=FOLDER / "statements.npz")
    options = parser.parse_args(arguments)
    try:
        coded = read_part("train", options.corpora)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    seen, docs = features(coded), [one.doc for one in coded]
    labels, sure = np.array([one.label for one in coded]), np.array([one.sure for one in coded])
    losses = {}
    for penalty in PENALTIES:
        held = cross_validate(seen, labels, docs, penalty)
        losses[penalty] = float(np.mean([log_loss(chances, labels) for chances in held]))
        hits = [chances.argmax(1) == labels for chances in held]
        turned = [(abs(chances.argmax(1) - labels) == 2).sum() for chances in held]
        ece = [expected_calibration_error(chances, labels.tolist()) for chances in held]
        print(
            f"penalty {penalty}: log loss {losses[penalty]:.4f}, right {np.mean(hits):.3f},"
            f" of sure {np.mean([h[sure].mean() for h in hits]):.3f},"
            f" turned round {np.mean(turned):.1f} of {len(labels)}, ECE {np.mean(ece):.3f}"
        )
    best = min(losses, key=lambda penalty: losses[penalty])
    layer = learn(seen, labels, best)
    kept = io.BytesIO()
    np.savez(kept, weights=layer.weights.astype(np.float32), bias=layer.bias.astype(np.float32))
    outputs.write_bytes(options.out, kept.getvalue())
    print(f"penalty {best} kept, {len(kept.getvalue())} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
