"""Fit what each tie between neighbours is worth: ``python -m analysis.training.order_ties``.

``--train DIR FILE.jsonl …`` reads the training articles (those set aside stay out) and fits, for
every paragraph but the first, which other one stands right before it: a conditional logit
(McFadden 1974) over the kinds of :mod:`analysis.order.neighbour_ties`.  The weights go into
``settings.json`` beside the model, the network plays no part.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from analysis.order.neighbour_ties import TIES, find_ties, tie_features
from analysis.order.network_scores import FOLDER
from analysis.order.paragraph_cues import read_cues
from analysis.training.order_corpus import split

_LONGEST = 40  # paragraphs read of one article
_SHRINK = 1e-5


def fit(tables: Sequence[np.ndarray]) -> dict[str, float]:
    """The weights that make the published predecessors likeliest.

    :param tables: for each article its ties as (n, n, kinds) truth values, published order.
    """

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope, count = 0.0, np.zeros(len(TIES)), 0
        for table in tables:
            n = table.shape[0]
            before, after = np.arange(n - 1), np.arange(1, n)
            logits = (table @ weights - 1e4 * np.eye(n))[:, 1:]
            chances = np.exp(logits - logits.max(0))
            chances /= chances.sum(0)
            total -= float(np.log(chances[before, after - 1] + 1e-12).sum())
            chances[before, after - 1] -= 1
            slope += np.tensordot(chances, table[:, 1:], axes=([0, 1], [0, 1]))
            count += n - 1
        shrunk = _SHRINK * float((weights**2).sum())
        return total / count + shrunk, slope / count + 2 * _SHRINK * weights

    found = minimize(
        loss, np.zeros(len(TIES)), jac=True, method="L-BFGS-B", options={"maxiter": 40}
    )
    return {kind: round(float(w), 2) for kind, w in zip(TIES, found.x, strict=True)}


def main() -> int:
    """Fit, write the weights and print how often each tie holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", type=Path, nargs="+", required=True)
    args = parser.parse_args()
    tables, applied, held = [], Counter[str](), Counter[str]()
    for entry in split(args.train):
        texts = entry.texts[:_LONGEST]
        ties = [] if entry.held else find_ties([read_cues(text) for text in texts])
        applied.update(tie.kind for tie in ties)
        held.update(tie.kind for tie in ties if tie.after == tie.before + 1)
        if ties:
            tables.append(tie_features(ties, len(texts)).astype(np.float32))
    weights = fit(tables)
    path = FOLDER / "settings.json"
    settings = json.loads(path.read_text("utf-8"))
    settings["ties"] = weights
    settings["ties_counted"] = {kind: [held[kind], applied[kind]] for kind in TIES}
    path.write_text(json.dumps(settings, indent=1) + "\n", "utf-8")
    for kind in TIES:
        share = held[kind] / max(1, applied[kind])
        print(f"{kind:28}{weights[kind]:7.2f}  {share:.3f} of {applied[kind]}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
