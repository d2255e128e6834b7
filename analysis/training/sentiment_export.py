"""Average checkpoints, calibrate, export to ONNX in 8 bits, and say what each step cost.

``python -m analysis.training.sentiment_export --help``; needs torch, transformers, onnx.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from analysis.bench.sentiment import expected_calibration_error
from analysis.tone import target_network
from analysis.tone.target_network import LABELS, Encoded
from analysis.training.sentiment import logits, macro_f1
from analysis.training.sentiment_data import encoded, read, read_editorials
from analysis.training.sentiment_net import ToneNet, put

#: Rows of a weight matrix that share a scale: smaller blocks follow the weights more closely.
BLOCK = 16


def network(encoder: Path, weights: Mapping[str, Tensor]) -> ToneNet:
    """The net with trained weights; word embeddings are those of the encoder. Raises ValueError
    for weights of another network."""
    bert = BertModel.from_pretrained(encoder, add_pooling_layer=False, attn_implementation="eager")
    net = ToneNet(bert)
    put(net, weights)
    return net.eval()


def averaged(paths: Sequence[Path]) -> dict[str, Tensor]:
    """The mean of checkpoints that began at one point (Wortsman et al. 2022, "Model soups")."""
    loaded = [torch.load(path, weights_only=True) for path in paths]
    return {
        name: torch.stack([state[name].float() for state in loaded]).mean(0) for name in loaded[0]
    }


def fit(raws: Sequence[np.ndarray], golds: Sequence[np.ndarray]) -> float:
    """The temperature that makes ``golds`` (labels, or shares of raters) likeliest (Guo et al.
    2017), each file counting alike. It turns no label; offsets a class were tried and cost
    macro-F1."""
    log_t = nn.Parameter(torch.zeros(()))
    solver = torch.optim.LBFGS([log_t], max_iter=200)
    wanted = [torch.from_numpy(gold) for gold in golds]

    def closure() -> Tensor:
        solver.zero_grad()
        losses = [
            functional.cross_entropy(torch.from_numpy(raw).float() / log_t.exp(), gold)
            for raw, gold in zip(raws, wanted, strict=True)
        ]
        loss = torch.stack(losses).mean()
        loss.backward()
        return loss

    solver.step(closure)
    return round(log_t.exp().item(), 4)


def crossed(raw: np.ndarray, gold: np.ndarray, folds: int = 5) -> float:
    """The calibration error of a file whose every fifth has the temperature of the others."""
    chances = np.zeros_like(raw)
    part = np.arange(len(gold)) % folds
    for fold in range(folds):
        inside = part == fold
        temperature = fit([raw[~inside]], [gold[~inside]])
        chances[inside] = target_network.Calibration(temperature)(raw[inside])
    return expected_calibration_error(chances, gold.tolist())


def export(net: ToneNet, path: Path) -> None:
    """The network as ONNX: ids, mask and marks in, logits out, any batch and length."""
    ids = torch.randint(5, 1000, (2, 12))
    marks = torch.zeros_like(ids)
    marks[:, 3:6] = 1
    batch, length = torch.export.Dim("batch"), torch.export.Dim("length", max=512)
    names = ("input_ids", "attention_mask", "marks")
    torch.onnx.export(
        net,
        (ids, torch.ones_like(ids), marks),
        str(path),
        input_names=list(names),
        output_names=["logits"],
        dynamic_shapes=tuple({0: batch, 1: length} for _ in names),
        dynamo=True,
        external_data=False,
    )


def quantise(source: Path, target: Path) -> None:
    """Store weights in 8 bits, a scale for each `BLOCK` rows of a column (for each row of the
    word embeddings); compute in float.

    Whoever loads the file folds the scales in once, so nothing is slower than before. With
    activations in 8 bits too, twice as fast, three labels in two hundred changed; with weights
    alone none did, and no processor computes otherwise than another.
    """
    model = onnx.load(str(source))
    graph = model.graph
    stored = {tensor.name: tensor for tensor in graph.initializer}
    nodes, done = [], set()
    for node in graph.node:
        table = stored.get(node.input[0]) if node.op_type == "Gather" else None
        weight = stored.get(node.input[1]) if node.op_type in ("MatMul", "Gemm") else None
        if table is not None and len(table.dims) == 2 and table.dims[0] > 1000:
            nodes += _looked_up(node, numpy_helper.to_array(table), graph, done)
        elif weight is not None and len(weight.dims) == 2:
            nodes += _unpacked(weight.name, numpy_helper.to_array(weight), graph, done)
            node.input[1] += "_float"
            nodes.append(node)
        else:
            nodes.append(node)
    kept = [tensor for tensor in graph.initializer if tensor.name not in done]
    for field, values in ((graph.node, nodes), (graph.initializer, kept)):
        values = list(values)
        del field[:]
        field.extend(values)
    forget(model)
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


def forget(model: onnx.ModelProto) -> None:
    """Drop the exporter's notes on which lines of which folder made each node."""
    graph = model.graph
    for part in (model, graph, *graph.node, *graph.value_info, *graph.input, *graph.output):
        del part.metadata_props[:]
        part.doc_string = ""


def _eight_bits(
    name: str, values: np.ndarray, axis: int, graph: onnx.GraphProto, done: set[str]
) -> None:
    """Add ``values`` as 8-bit integers and their scales; the largest of each slice is 127."""
    scale = np.maximum(np.abs(values).max(axis, keepdims=True), 1e-12) / 127
    whole = np.clip(np.rint(values / scale), -127, 127).astype(np.int8)
    graph.initializer.append(numpy_helper.from_array(whole, name + "_int8"))
    graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32), name + "_scale"))
    done.add(name)


def _unpacked(
    name: str, values: np.ndarray, graph: onnx.GraphProto, done: set[str]
) -> list[onnx.NodeProto]:
    """Nodes that give a weight matrix back as floats, from blocks of `BLOCK` rows a column."""
    if name in done:
        return []
    rows, columns = values.shape
    block = BLOCK if rows % BLOCK == 0 else rows
    _eight_bits(name, values.reshape(rows // block, block, columns), 1, graph, done)
    shape = np.array([rows, columns], dtype=np.int64)
    graph.initializer.append(numpy_helper.from_array(shape, name + "_shape"))
    return [
        helper.make_node("Cast", [name + "_int8"], [name + "_cast"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [name + "_cast", name + "_scale"], [name + "_blocks"]),
        helper.make_node("Reshape", [name + "_blocks", name + "_shape"], [name + "_float"]),
    ]


def _looked_up(
    node: onnx.NodeProto, values: np.ndarray, graph: onnx.GraphProto, done: set[str]
) -> list[onnx.NodeProto]:
    """Nodes that look rows up in 8 bits and give only those back as floats."""
    name, asked, out = node.input[0], node.input[1], node.output[0]
    _eight_bits(name, values, 1, graph, done)
    return [
        helper.make_node("Gather", [name + "_int8", asked], [out + "_int8"]),
        helper.make_node("Gather", [name + "_scale", asked], [out + "_scale"]),
        helper.make_node("Cast", [out + "_int8"], [out + "_cast"], to=TensorProto.FLOAT),
        helper.make_node("Mul", [out + "_cast", out + "_scale"], [out]),
    ]


def run(args: argparse.Namespace) -> None:
    """Everything in a row; prints one JSON object."""
    torch.set_num_threads(args.threads)
    tokenizer = Tokenizer.from_file(str(args.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    devs = {path.stem: read(path) for path in args.dev}
    coded: dict[str, list[Encoded]] = {
        name: [encoded(tokenizer, e) for e in rows] for name, rows in devs.items()
    }
    gold = {name: [e.label for e in rows] for name, rows in devs.items()}
    net = network(args.encoder, averaged(args.checkpoints))
    args.out.mkdir(parents=True, exist_ok=True)
    result: dict[str, object] = {"checkpoints": len(args.checkpoints)}
    exact = {name: logits(net, items, bf16=False).numpy() for name, items in coded.items()}
    labels = [np.array(gold[name]) for name in devs]
    temperature = fit([exact[name] for name in devs], labels)
    held = read_editorials(args.editorials, [], random.Random(0), held=True)
    raw = logits(net, [encoded(tokenizer, e) for e in held], bf16=False).numpy()
    shares = np.array([e.soft for e in held], dtype=np.float32)
    calibration = target_network.Calibration(temperature, fit([raw], [shares]))
    chances = calibration(raw, whole=True)
    rated, scored = shares[:, 2] - shares[:, 0], chances[:, 2] - chances[:, 0]
    result["editorials held back"] = {
        "sentences": len(held),
        "macro_f1": round(macro_f1([e.label for e in held], chances.argmax(1).tolist()), 4),
        "correlation": round(float(np.corrcoef(rated, scored)[0, 1]), 4),
    }
    if args.float:
        export(net, args.float)
        quantise(args.float, args.out / "model.onnx")
    else:
        with tempfile.TemporaryDirectory() as folder:
            export(net, Path(folder) / "float.onnx")
            quantise(Path(folder) / "float.onnx", args.out / "model.onnx")
    small = target_network.session(args.out / "model.onnx")
    for name in devs:
        eight = target_network.logits(coded[name], small)
        for kind, raw in (("float", exact[name]), ("int8", eight)):
            chances = calibration(raw)
            result[f"{name} {kind}"] = {
                "macro_f1": round(macro_f1(gold[name], chances.argmax(1).tolist()), 4),
                "ece": round(expected_calibration_error(chances, gold[name]), 4),
            }
        result[f"{name} ece, cross-fitted"] = round(crossed(exact[name], np.array(gold[name])), 4)
    data = {
        "temperature": calibration.temperature,
        "whole": calibration.whole,
        "labels": list(LABELS),
        "fitted_on": sorted(devs),
    }
    (args.out / "calibration.json").write_text(json.dumps(data, indent=1) + "\n", "utf-8")
    shutil.copyfile(args.encoder / "tokenizer.json", args.out / "tokenizer.json")
    result["calibration"] = data
    result["bytes"] = (args.out / "model.onnx").stat().st_size
    print(json.dumps(result, indent=1))


def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line and export."""
    parser = argparse.ArgumentParser(prog="analysis.training.sentiment_export", description=__doc__)
    parser.add_argument("checkpoints", type=Path, nargs="+", help="average.pt of one or more runs")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--dev", type=Path, nargs="+", required=True)
    parser.add_argument("--editorials", type=Path, required=True, help="hutto_ICWSM_2014")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", type=Path, help="keep the network before quantisation here")
    parser.add_argument("--threads", type=int, default=1)
    run(parser.parse_args(argv))
    return 0


if __name__ == "__main__":
    sys.exit(main())
