"""Average checkpoints, calibrate, export to ONNX in 8 bits, and say what each step cost.

``python -m analysis.training.sentiment_export --help``; needs torch, transformers, onnx.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quant_pre_process, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from analysis import tone_model
from analysis.bench.sentiment import expected_calibration_error
from analysis.tone_model import LABELS, Encoded
from analysis.training.sentiment import logits, macro_f1
from analysis.training.sentiment_data import encoded, read
from analysis.training.sentiment_net import ToneNet


def network(encoder: Path, weights: Mapping[str, Tensor]) -> ToneNet:
    """The net with trained weights; word embeddings are those of the encoder."""
    bert = BertModel.from_pretrained(encoder, add_pooling_layer=False, attn_implementation="eager")
    net = ToneNet(bert)
    missing, extra = net.load_state_dict({k: v.float() for k, v in weights.items()}, strict=False)
    if extra or any("word_emb" not in name for name in missing):
        raise ValueError(f"not a checkpoint of this network: {missing} {extra}")
    return net.eval()


def averaged(paths: Sequence[Path]) -> dict[str, Tensor]:
    """The mean of checkpoints that began at one point (Wortsman et al. 2022, "Model soups")."""
    loaded = [torch.load(path, weights_only=True) for path in paths]
    return {
        name: torch.stack([state[name].float() for state in loaded]).mean(0) for name in loaded[0]
    }


def fit(raw: np.ndarray, gold: Sequence[int]) -> tone_model.Calibration:
    """Temperature and class offsets that make dev's labels likeliest (Guo et al. 2017).

    The offsets also mend the train file's mix of classes, which holds fewer neutral targets
    than dev does.
    """
    given, labels = torch.from_numpy(raw).float(), torch.tensor(gold)
    log_t, bias = nn.Parameter(torch.zeros(())), nn.Parameter(torch.zeros(3))
    solver = torch.optim.LBFGS([log_t, bias], max_iter=200)

    def closure() -> Tensor:
        solver.zero_grad()
        loss = functional.cross_entropy(given / log_t.exp() + bias, labels)
        loss = loss + 1e-3 * bias.square().sum()
        loss.backward()
        return loss

    solver.step(closure)
    offsets = (bias - bias.mean()).tolist()
    return tone_model.Calibration(
        round(float(log_t.exp()), 4), tuple(round(float(b), 4) for b in offsets)
    )


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
    """Weights to 8 bits, activations as they come; unsigned weights do not saturate on
    processors without VNNI, so every machine computes the same."""
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.onnx"
        quant_pre_process(str(source), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready),
            str(target),
            weight_type=QuantType.QUInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul", "Gather", "Gemm"],
            extra_options={"MatMulConstBOnly": True},
        )


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
    every = [label for name in devs for label in gold[name]]
    calibration = fit(np.concatenate([exact[name] for name in devs]), every)
    if args.float:
        export(net, args.float)
        quantise(args.float, args.out / "model.onnx")
    else:
        with tempfile.TemporaryDirectory() as folder:
            export(net, Path(folder) / "float.onnx")
            quantise(Path(folder) / "float.onnx", args.out / "model.onnx")
    small = tone_model.session(args.out / "model.onnx")
    for name in devs:
        eight = tone_model.logits(coded[name], small)
        for kind, raw in (("float", exact[name]), ("int8", eight)):
            chances = calibration(raw)
            result[f"{name} {kind}"] = {
                "uncalibrated": round(macro_f1(gold[name], raw.argmax(1).tolist()), 4),
                "macro_f1": round(macro_f1(gold[name], chances.argmax(1).tolist()), 4),
                "ece": round(expected_calibration_error(chances, gold[name]), 4),
            }
    data = {
        "temperature": calibration.temperature,
        "bias": list(calibration.bias),
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
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", type=Path, help="keep the network before quantisation here")
    parser.add_argument("--threads", type=int, default=1)
    run(parser.parse_args(argv))
    return 0


if __name__ == "__main__":
    sys.exit(main())
