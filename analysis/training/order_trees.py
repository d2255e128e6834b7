"""Train the trees that say which of two paragraphs stands earlier from the cues alone.

``python -m analysis.training.order_trees --train DIR --out DIR`` fits gradient boosting
(scikit-learn's histogram kind) on pairs of paragraphs of the training articles, either way round,
and writes it as ``trees.onnx``.  The article in ten that is set aside stays out, as in
:mod:`analysis.training.order`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper
from sklearn.ensemble import HistGradientBoostingClassifier

from analysis.order.pair_features import read_cohesion
from analysis.order.tree_scores import tree_rows
from analysis.training.order_corpus import split

_LONGEST = 60  # paragraphs read of one article
_PAIRS = 400  # pairs drawn from one article


def samples(sources: Sequence[Path], seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows of pairs and whether the first stands earlier."""
    rng = np.random.default_rng(seed)
    rows, labels = [], []
    for entry in split(sources):
        if entry.held:
            continue
        cohesion = read_cohesion(entry.title, entry.texts[:_LONGEST])
        earlier, later = np.triu_indices(len(cohesion.single), 1)
        if len(earlier) > _PAIRS:
            drawn = rng.choice(len(earlier), _PAIRS, replace=False)
            earlier, later = earlier[drawn], later[drawn]
        turned = rng.random(len(earlier)) < 0.5
        rows.append(
            tree_rows(cohesion, np.where(turned, later, earlier), np.where(turned, earlier, later))
        )
        labels.append(~turned)
    return np.concatenate(rows), np.concatenate(labels)


def to_onnx(model: HistGradientBoostingClassifier, columns: int) -> onnx.ModelProto:
    """The trees' raw score (log-odds) as one ONNX operator."""
    names = ("treeids", "nodeids", "featureids", "values", "truenodeids", "falsenodeids")
    nodes: dict[str, list[float]] = {name: [] for name in names}
    modes: list[str] = []
    leaves: dict[str, list[float]] = {"treeids": [], "nodeids": [], "ids": [], "weights": []}
    for tree, (predictor,) in enumerate(model._predictors):
        for number, node in enumerate(predictor.nodes):
            leaf = bool(node["is_leaf"])
            threshold = np.float32(node["num_threshold"])
            if threshold > node["num_threshold"]:  # rounding must not carry it over a value
                threshold = np.nextafter(threshold, np.float32(-np.inf))
            nodes["treeids"].append(tree)
            nodes["nodeids"].append(number)
            nodes["featureids"].append(0 if leaf else int(node["feature_idx"]))
            nodes["values"].append(0.0 if leaf else float(threshold))
            nodes["truenodeids"].append(0 if leaf else int(node["left"]))
            nodes["falsenodeids"].append(0 if leaf else int(node["right"]))
            modes.append("LEAF" if leaf else "BRANCH_LEQ")
            if leaf:
                leaves["treeids"].append(tree)
                leaves["nodeids"].append(number)
                leaves["ids"].append(0)
                leaves["weights"].append(float(node["value"]))
    operator = helper.make_node(
        "TreeEnsembleRegressor",
        ["rows"],
        ["before"],
        domain="ai.onnx.ml",
        n_targets=1,
        nodes_modes=modes,
        base_values=[float(np.ravel(model._baseline_prediction)[0])],
        **{f"nodes_{name}": values for name, values in nodes.items()},
        **{f"target_{name}": values for name, values in leaves.items()},
    )
    graph = helper.make_graph(
        [operator],
        "trees",
        [helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["n", columns])],
        [helper.make_tensor_value_info("before", TensorProto.FLOAT, ["n", 1])],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8)


def main() -> int:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--trees", type=int, default=400)
    parser.add_argument("--rate", type=float, default=0.04)
    parser.add_argument("--leaves", type=int, default=15)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    rows, labels = samples(args.train, args.seed)
    model = HistGradientBoostingClassifier(
        max_iter=args.trees,
        learning_rate=args.rate,
        max_leaf_nodes=args.leaves,
        min_samples_leaf=80,
        l2_regularization=5.0,
        max_features=0.3,
        random_state=args.seed,
    ).fit(rows, labels)
    path = args.out / "trees.onnx"
    onnx.save(to_onnx(model, rows.shape[1]), str(path))
    print(f"{rows.shape} pairs, {path.stat().st_size / 1e6:.2f} MB", file=sys.stderr)
    import onnxruntime

    found = onnxruntime.InferenceSession(str(path)).run(None, {"rows": rows[:5000]})[0][:, 0]
    wrong = np.abs(found - model.decision_function(rows[:5000])).max()
    print(f"largest difference after export {wrong:.1e}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
