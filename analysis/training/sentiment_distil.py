"""A teacher's verdict on every target of a file: ``python -m analysis.training.sentiment_distil``.

Reads NewsMTSC's form, with or without ``polarity``, and writes it with ``soft`` in each target:
the teacher's probabilities of negative, neutral and positive (Hinton et al. 2015, "Distilling
the knowledge in a neural network"). The trainer takes such files with ``--soft``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from analysis.networks.word_pieces import open_tokenizer
from analysis.training.sentiment import logits
from analysis.training.sentiment_data import encoded, read
from analysis.training.sentiment_net import ToneNet, load, open_encoder

CHUNK = 512


def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line, ask the teacher, write."""
    parser = argparse.ArgumentParser(prog="analysis.training.sentiment_distil", description=__doc__)
    parser.add_argument("teacher", type=Path, help="average.pt of the teacher's run")
    parser.add_argument(
        "--encoder", type=Path, required=True, help="folder of the teacher's encoder"
    )
    parser.add_argument("--frozen", type=int, default=0, help="as the teacher was trained")
    parser.add_argument("--targets", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args(argv)
    torch.set_num_threads(args.threads)
    tokenizer = open_tokenizer(args.encoder / "tokenizer.json")
    net = ToneNet(open_encoder(args.encoder, args.frozen))
    load(net, args.teacher)
    args.out.mkdir(parents=True, exist_ok=True)
    for path in args.targets:
        items = [encoded(tokenizer, example) for example in read(path)]
        soft: list[list[float]] = []
        for i in range(0, len(items), CHUNK):
            soft += logits(net, items[i : i + CHUNK]).softmax(-1).tolist()
            print(path.name, len(soft), "of", len(items), flush=True)
        given = iter(soft)
        with open(args.out / path.name, "w", encoding="utf-8") as handle:
            for line in path.read_text("utf-8").splitlines():
                row = json.loads(line)
                for target in row["targets"]:
                    target["soft"] = [round(p, 4) for p in next(given)]
                handle.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
