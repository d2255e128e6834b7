"""Average checkpoints, calibrate, export to ONNX in 8 bits, and say what each step cost.

``python -m analysis.training.sentiment_export --help``; needs torch, transformers, onnx.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from analysis.bench.sentiment import expected_calibration_error
from analysis.networks.word_pieces import open_tokenizer
from analysis.tone import target_network
from analysis.tone.target_network import LABELS, Encoded, pad
from analysis.training.fixed_ranges import quantise
from analysis.training.sentiment import logits, macro_f1
from analysis.training.sentiment_data import encoded, read, read_editorials
from analysis.training.sentiment_net import ToneNet, put
from analysis.training.shared_words import without_words

#: Training sentences that fix the ranges of the 8-bit activations.
SAMPLE = 700


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
    ids = torch.ones(2, 9, dtype=torch.long)
    names = ["input_ids", "attention_mask", "marks"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net,
            (ids, ids.clone(), torch.zeros_like(ids)),
            str(path),
            input_names=names,
            output_names=["logits"],
            dynamic_axes={name: {0: "n", 1: "t"} for name in names} | {"logits": {0: "n"}},
            opset_version=17,
            dynamo=False,
        )


def small(source: Path, target: Path, items: Sequence[Encoded]) -> None:
    """The network in 8 bits, with the ranges of ``items`` and without the words that all networks
    share."""
    names = ("input_ids", "attention_mask", "marks")
    sample = [dict(zip(names, pad([item]), strict=True)) for item in items]
    quantise(source, target, sample, ("MatMul", "Gather"))
    model = onnx.load(target)
    without_words(model)
    onnx.save(model, target)


def run(args: argparse.Namespace) -> None:
    """Everything in a row; prints one JSON object."""
    torch.set_num_threads(args.threads)
    tokenizer = open_tokenizer(args.encoder / "tokenizer.json")
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
    learnt = read(args.train)
    sample = [encoded(tokenizer, e) for e in random.Random(1).sample(learnt, SAMPLE)]
    with tempfile.TemporaryDirectory() as folder:
        plain = args.float or Path(folder) / "float.onnx"
        export(net, plain)
        small(plain, args.out / "model.onnx", sample)
    shipped = target_network.session(args.out / "model.onnx")
    for name in devs:
        eight = target_network.logits(coded[name], shipped)
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
    result["calibration"] = data
    result["bytes"] = (args.out / "model.onnx").stat().st_size
    print(json.dumps(result, indent=1))


def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line and export."""
    parser = argparse.ArgumentParser(prog="analysis.training.sentiment_export", description=__doc__)
    parser.add_argument("checkpoints", type=Path, nargs="+", help="average.pt of one or more runs")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--train", type=Path, required=True, help="fixes the 8-bit ranges")
    parser.add_argument("--dev", type=Path, nargs="+", required=True)
    parser.add_argument("--editorials", type=Path, required=True, help="hutto_ICWSM_2014")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", type=Path, help="keep the network before quantisation here")
    parser.add_argument("--threads", type=int, default=1)
    run(parser.parse_args(argv))
    return 0


if __name__ == "__main__":
    sys.exit(main())
