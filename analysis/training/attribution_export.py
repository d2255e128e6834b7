"""Turn a checkpoint of the attribution model into what the product runs.

    python -m analysis.training.attribution_export --checkpoint FILE --encoder DIR --out DIR

Writes ``encoder.onnx`` (8-bit weights, one scale a channel), ``linker.npz`` and
``tokenizer.json`` into ``--out``; with ``--float FILE`` the same network unquantised, to
compare.  Needs torch, onnx and onnxruntime.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from analysis.networks import word_pieces
from analysis.training.attribution_model import Encoder, Model

INPUTS = ("ids", "shape", "quote", "place")


def write_float(encoder: Encoder, path: Path) -> None:
    """The encoder as an ONNX graph over one window of any length."""
    encoder.eval()
    example = tuple(torch.ones(1, 40, dtype=torch.long) for _ in INPUTS)
    torch.onnx.export(
        encoder,
        example,
        str(path),
        input_names=list(INPUTS),
        output_names=["emissions", "vectors"],
        dynamic_axes={name: {1: "length"} for name in (*INPUTS, "emissions", "vectors")},
        opset_version=17,
        dynamo=False,
    )


def quantise(source: Path, target: Path) -> None:
    """Eight bits for the weights of matrix products and the embedding tables."""
    quantize_dynamic(
        source,
        target,
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )


def write_tokenizer(source: Path, target: Path) -> None:
    """The tokenizer without the limits a sentence encoder puts on it."""
    settings = json.loads(source.read_text(encoding="utf-8"))
    settings["truncation"] = settings["padding"] = None
    target.write_text(json.dumps(settings, ensure_ascii=False) + "\n", encoding="utf-8")


def average(paths: Sequence[Path]) -> dict[str, torch.Tensor]:
    """The mean of several checkpoints' weights."""
    states = [torch.load(path) for path in paths]
    return {
        name: torch.stack([state[name].float() for state in states]).mean(0)
        if states[0][name].is_floating_point()
        else states[0][name]
        for name in states[0]
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the model's files and print their hashes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--checkpoint", type=Path, nargs="+", required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", type=Path, help="also keep the unquantised graph here")
    args = parser.parse_args(arguments)
    args.out.mkdir(parents=True, exist_ok=True)
    model = Model()
    model.load_state_dict(average(args.checkpoint))
    with tempfile.TemporaryDirectory() as folder:
        plain = args.float or Path(folder) / "float.onnx"
        write_float(model.encoder, plain)
        quantise(plain, args.out / "encoder.onnx")
    graph = onnx.load(args.out / "encoder.onnx")
    graph.doc_string = f"tags: {' '.join(word_pieces.TAGS)}"
    onnx.save(graph, args.out / "encoder.onnx")
    weights = {name: value.astype(np.float32) for name, value in model.link_weights().items()}
    np.savez_compressed(args.out / "linker.npz", **weights)
    write_tokenizer(args.encoder / "tokenizer.json", args.out / "tokenizer.json")
    for name in ("encoder.onnx", "linker.npz", "tokenizer.json"):
        path = args.out / name
        print(name, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
