"""Export the paragraph-order model to int8 ONNX: ``python -m analysis.training.order_export``.

The vocabulary is cut to word pieces in Latin script that can still occur, rare whole words being
left to their pieces; embeddings and weight matrices become 8-bit integers.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import warnings
from collections.abc import Iterable
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from transformers import AutoModel

from analysis.networks.word_pieces import open_tokenizer
from analysis.order.network_scores import MAX_PIECES
from analysis.order.pair_features import PAIR_FEATURES
from analysis.order.paragraph_cues import plain
from analysis.order.single_features import SINGLE_FEATURES
from analysis.training.order_net import Encoder, Ensemble

_COMMON = 16_000  # whole words beyond this rank stay only where the training texts have them


def texts_of(folder: Path) -> Iterable[str]:
    """Every line of every text of a corpus folder."""
    inner = folder / "text"
    for path in sorted((inner if inner.is_dir() else folder).glob("*.txt")):
        yield from (line for line in path.read_text("utf-8").splitlines() if line.strip())


def cut_vocabulary(source: Path, texts: Iterable[str], target: Path) -> list[int]:
    """Write a tokenizer with fewer pieces; give the old numbers of those kept, in new order."""
    tokenizer = open_tokenizer(source)
    seen: set[int] = set()
    for text in texts:
        seen.update(tokenizer.encode(plain(text)).ids)
    spec = json.loads(source.read_text("utf-8"))
    vocabulary: dict[str, int] = spec["model"]["vocab"]
    special = {token["content"] for token in spec["added_tokens"]}
    kept: list[str] = []
    for piece, number in sorted(vocabulary.items(), key=lambda item: item[1]):
        latin = all(ord(c) < 0x180 or 0x2010 <= ord(c) <= 0x20AC for c in piece)
        whole = not piece.startswith("##") and len(piece) > 1
        if (
            piece in special
            or number in seen
            or (latin and not piece.startswith("[") and not (whole and number > _COMMON))
        ):
            kept.append(piece)
    numbers = {piece: k for k, piece in enumerate(kept)}
    spec["model"]["vocab"] = numbers
    spec["truncation"] = spec["padding"] = None
    for token in spec["added_tokens"]:
        token["id"] = numbers[token["content"]]
    for name, entry in spec["post_processor"]["special_tokens"].items():
        entry["ids"] = [numbers[name]]
    target.write_text(json.dumps(spec, ensure_ascii=False), "utf-8")
    return [vocabulary[piece] for piece in kept]


def export(
    checkpoint: Path, encoder_folder: Path, texts: Iterable[str], out: Path
) -> dict[str, object]:
    """Write tokenizer.json, encoder.onnx and net.onnx into *out*; give the linear cue weights."""
    out.mkdir(parents=True, exist_ok=True)
    state = torch.load(checkpoint, weights_only=True)
    bert = AutoModel.from_pretrained(str(encoder_folder), attn_implementation="eager")
    encoder = Encoder(bert, state["layers"])
    encoder.load_state_dict(state["encoder"])
    net = Ensemble(
        3 * bert.config.hidden_size, len(SINGLE_FEATURES), len(PAIR_FEATURES), state["members"]
    )
    net.load_state_dict(state["net"])
    encoder.eval()
    net.eval()
    kept = cut_vocabulary(encoder_folder / "tokenizer.json", texts, out / "tokenizer.json")
    table = encoder.bert.embeddings
    table.word_embeddings = nn.Embedding.from_pretrained(
        table.word_embeddings.weight[torch.tensor(kept)], padding_idx=0
    )
    table.position_embeddings = nn.Embedding.from_pretrained(
        table.position_embeddings.weight[:MAX_PIECES]
    )
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        first, second = Path(scratch) / "encoder.onnx", Path(scratch) / "net.onnx"
        ids = torch.ones(3, 20, dtype=torch.long)
        torch.onnx.export(
            encoder,
            (ids, ids),
            str(first),
            input_names=["ids", "mask"],
            output_names=["vectors"],
            dynamic_axes={"ids": {0: "n", 1: "t"}, "mask": {0: "n", 1: "t"}, "vectors": {0: "n"}},
            opset_version=17,
            dynamo=False,
        )
        net_to_onnx(net, 3 * bert.config.hidden_size, second)
        for source in (first, second):
            quantized(source, out / source.name)
    before, link = net.cue_weights()
    size = len(PAIR_FEATURES)
    return {
        "before_cues": dict(zip(PAIR_FEATURES, (round(w, 4) for w in before), strict=True)),
        "link_cues": {
            name: [round(link[k], 4), round(link[k + size], 4)]
            for k, name in enumerate(PAIR_FEATURES)
        },
    }


def net_to_onnx(net: Ensemble, width: int, path: Path) -> None:
    """Write *net*, which reads vectors of *width*, as ONNX."""
    n = 5
    torch.onnx.export(
        net,
        (
            torch.randn(1, width),
            torch.randn(n, width),
            torch.randn(n, len(SINGLE_FEATURES)),
            torch.randn(n, n, len(PAIR_FEATURES)),
        ),
        str(path),
        input_names=["title", "vectors", "single", "pairs"],
        output_names=["before", "link", "place"],
        dynamic_axes={
            "vectors": {0: "n"},
            "single": {0: "n"},
            "pairs": {0: "n", 1: "n"},
            "before": {0: "n", 1: "n"},
            "link": {0: "m", 1: "m"},
            "place": {0: "n"},
        },
        opset_version=17,
        dynamo=False,
    )


def quantized(source: Path, target: Path) -> None:
    """Write the network of *source* with 8-bit weights as *target*."""
    onnx.checker.check_model(str(source))
    quantize_dynamic(
        str(source),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
    )


def main() -> int:
    """Export a checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument(
        "--encoder", type=Path, required=True, help="the folder training began from"
    )
    parser.add_argument(
        "--texts", type=Path, required=True, help="training texts, for the vocabulary"
    )
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    cues = export(args.checkpoint, args.encoder, texts_of(args.texts), args.out)
    (args.out / "cues.json").write_text(json.dumps(cues, indent=1) + "\n", "utf-8")
    for path in sorted(args.out.iterdir()):
        print(f"{path.name} {path.stat().st_size / 1e6:.2f} MB", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
