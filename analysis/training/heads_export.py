"""Turn a trained head into what the product runs: ``python -m analysis.training.heads_export``.

Writes ``head.onnx`` into ``--out``: weights in 8 bits, a scale a channel, and what goes into them
in 8 bits of a fixed range, so that no item changes with what stands beside it in a batch.
(Microseconds a piece and three layers, on one core: 51 so, 101 in float, 129 by MatMulNBits.)

Where the head tells classes, the temperature of each kind of mark is fitted on the parts held out
and written to ``calibration.json``. ``--float`` also keeps the graph unquantised. Needs torch,
onnx and onnxruntime.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch

from analysis.networks import heads as running
from analysis.training.fixed_ranges import quantise
from analysis.training.heads import HIDDEN, TASKS, Head, Items, macro_f1, parts_of, read_items


class _Telling(torch.nn.Module):
    """A head that also tells the states of the pieces."""

    def __init__(self, head: Head) -> None:
        super().__init__()
        self.head = head

    def forward(
        self, states: torch.Tensor, marks: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """The head's vector, and its pieces'."""
        pieces = self.head.read(states, marks, mask)
        return self.head.pool(pieces, marks, mask), pieces


def write_float(head: Head, path: Path) -> None:
    """The head as an ONNX graph over batches of any size and length."""
    head.eval()
    example = (
        torch.randn(2, 7, HIDDEN),
        torch.zeros(2, 7, dtype=torch.long),
        torch.ones(2, 7, dtype=torch.long),
    )
    names = ["states", "marks", "mask"]
    outputs = ["said", "pieces"] if head.task.pooling == "mean" else ["said"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Telling(head) if len(outputs) > 1 else head,
            example,
            str(path),
            input_names=names,
            output_names=outputs,
            dynamic_axes={name: {0: "items", 1: "pieces"} for name in (*names, *outputs[1:])}
            | {"said": {0: "items"}},
            opset_version=17,
            dynamo=False,
        )
    model = onnx.load(path)
    left = {value.name for value in model.graph.input}
    for name in names:  # a head without marks keeps the input, so that all are called alike
        if name not in left:
            kind = onnx.TensorProto.FLOAT if name == "states" else onnx.TensorProto.INT64
            shape = ["items", "pieces", HIDDEN][: 3 if name == "states" else 2]
            model.graph.input.append(onnx.helper.make_tensor_value_info(name, kind, shape))
    onnx.checker.check_model(model)
    onnx.save(model, path)


def feeds(items: Items, most: int = 2000, seed: int = 1) -> list[dict[str, np.ndarray]]:
    """Some training items, one a feed: what fixes the ranges."""
    numbers = parts_of(items)["train"]
    chosen = random.Random(seed).sample(numbers, min(most, len(numbers)))
    names = ("states", "marks", "mask")
    return [
        dict(zip(names, (part.numpy() for part in items.batch([i])), strict=True)) for i in chosen
    ]


def said(graph: Path, items: Items, numbers: Sequence[int]) -> np.ndarray:
    """What an exported head says of some items, run as the product runs it."""
    rows = [items.rows(i) for i in numbers]
    return running.run(
        graph,
        [np.asarray(items.states[r], dtype=np.float32) for r in rows],
        [
            np.broadcast_to(items.lines[i].get("marks", 0), len(r))
            for i, r in zip(numbers, rows, strict=True)
        ],
    )


def temperature(logits: np.ndarray, wanted: np.ndarray) -> float:
    """The temperature under which the logits are likeliest (Guo et al. 2017), by a grid."""

    def surprise(heat: float) -> float:
        scaled = logits / heat
        top = scaled.max(1, keepdims=True)
        total = np.log(np.exp(scaled - top).sum(1, keepdims=True)) + top
        return float(-(wanted * (scaled - total)).sum(1).mean())

    return min((round(0.5 + 0.02 * k, 2) for k in range(150)), key=surprise)


def calibrate(graph: Path, items: Items, whole: str | None) -> dict[str, float]:
    """Temperatures of actors and of whole passages (``whole`` names the latter's part)."""
    parts = {name: numbers for name, numbers in parts_of(items).items() if name != "train"}
    found = {}
    for key, names in (
        ("temperature", [name for name in parts if name != whole]),
        ("whole", [whole] if whole else []),
    ):
        numbers = [i for name in names for i in parts[name]]
        if not numbers:
            continue
        classes = TASKS["tone"].classes
        wanted = np.asarray(
            [
                line.get("soft") or [float(k == line["label"]) for k in range(classes)]
                for line in (items.lines[i] for i in numbers)
            ]
        )
        found[key] = temperature(np.asarray(said(graph, items, numbers), float), wanted)
    return found


def figures(graph: Path, items: Items) -> dict[str, float]:
    """The figure of each part held out, of the graph as it ships."""
    found = {}
    for name, numbers in parts_of(items).items():
        if name == "train":
            continue
        got = said(graph, items, numbers)
        if items.targets is not None:
            wanted = np.asarray(items.targets[[items.lines[i]["target"] for i in numbers]], float)
            norms = np.linalg.norm(got, axis=1) * np.linalg.norm(wanted, axis=1)
            found[name] = round(float(((got * wanted).sum(1) / norms).mean()), 4)
        else:
            labels = np.asarray([items.lines[i]["label"] for i in numbers])
            found[name] = round(macro_f1(labels, got.argmax(1)), 4)
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Export, quantise, calibrate, and print the figures and the hash."""
    parser = argparse.ArgumentParser(prog="analysis.training.heads_export", description=__doc__)
    parser.add_argument("task", choices=sorted(TASKS))
    parser.add_argument("--weights", type=Path, required=True, help="an average.pt")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", type=Path, help="also keep the unquantised graph here")
    parser.add_argument("--whole", help="the held-out part whose items are whole passages")
    args = parser.parse_args(arguments)
    args.out.mkdir(parents=True, exist_ok=True)
    head = Head(TASKS[args.task])
    head.load_state_dict(torch.load(args.weights, weights_only=True))
    items = read_items(args.data, args.task)
    graph = args.out / "head.onnx"
    with tempfile.TemporaryDirectory() as folder:
        plain = args.float or Path(folder) / "float.onnx"
        write_float(head, plain)
        quantise(plain, graph, feeds(items))
        report = {"float": figures(plain, items), "shipped": figures(graph, items)}
    if items.targets is None:
        fitted = calibrate(graph, items, args.whole)
        (args.out / "calibration.json").write_text(json.dumps(fitted) + "\n", encoding="utf-8")
        report |= fitted
    report["sha256"] = hashlib.sha256(graph.read_bytes()).hexdigest()
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
