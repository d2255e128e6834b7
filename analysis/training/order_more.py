"""Train further networks of paragraph order over the vectors of the encoder as it is shipped.

``python -m analysis.training.order_more --train DIR FILE.jsonl … --out DIR`` leaves the encoder
alone and so reads many papers in minutes: every paragraph is encoded once, by the shipped 8-bit
encoder, and only the set networks of :mod:`analysis.training.order_net` learn.  Their logits are
averaged with those of the first networks (``more`` in ``settings.json``).  The last epoch's
running mean of the weights is what is kept; nothing is chosen on the articles set aside.
"""

from __future__ import annotations

import argparse
import copy
import random
import sys
import tempfile
import time
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from analysis.bench.order import kendall
from analysis.order.network_scores import paragraph_vectors
from analysis.order.pair_features import PAIR_FEATURES, read_cohesion
from analysis.order.single_features import SINGLE_FEATURES
from analysis.training.order import follow
from analysis.training.order_corpus import Entry, split
from analysis.training.order_export import net_to_onnx, quantized
from analysis.training.order_net import Ensemble, losses

_LONGEST = 60  # paragraphs read of one article
_MOST = 40  # paragraphs of one article in a step
_WEIGHTS = {"link": 1.0, "pair": 2.0, "first": 0.3, "place": 2.0}


@dataclass
class Text:
    """One article: vectors of the title and of each paragraph, and its cues."""

    vectors: torch.Tensor
    single: torch.Tensor
    pairs: torch.Tensor


def prepare(entry: Entry) -> Text:
    """Encode an article's paragraphs and read its cues."""
    texts = entry.texts[:_LONGEST]
    cohesion = read_cohesion(entry.title, texts)
    return Text(
        torch.from_numpy(paragraph_vectors(entry.title, texts)),
        torch.from_numpy(cohesion.single),
        torch.from_numpy(cohesion.pairs),
    )


def loss_of(net: Ensemble, text: Text, rng: random.Random) -> torch.Tensor:
    """The loss of one article of which some paragraphs may be dropped."""
    n = len(text.single)
    keep = list(range(n))
    if n > 5 and rng.random() < 0.6:
        gone = rng.uniform(0.0, 0.3)
        keep = [k for k in keep if rng.random() > gone]
        keep = keep if len(keep) > 2 else list(range(n))
    if len(keep) > _MOST:
        keep = sorted(rng.sample(keep, _MOST))
    rows = torch.tensor(keep)
    title = text.vectors[:1]
    if rng.random() < 0.2:
        title = torch.zeros_like(title)  # many texts come without one
    found = net.each(title, text.vectors[rows + 1], text.single[rows], text.pairs[rows][:, rows])
    total = torch.zeros(())
    for before, link, place in found:
        parts = losses(before, link, place)
        total = total + sum(_WEIGHTS[key] * value for key, value in parts.items()) / len(found)
    return total


@torch.no_grad()
def tau(net: Ensemble, texts: list[Text]) -> float:
    """Mean Kendall's tau by pairwise wins alone, over 8 to 40 paragraphs."""
    net.eval()
    found = []
    for text in texts:
        if 8 <= len(text.single) <= 40:
            before, _, _ = net(text.vectors[:1], text.vectors[1:], text.single, text.pairs)
            wins = torch.sigmoid(before).fill_diagonal_(0.0).sum(1)
            found.append(kendall(torch.argsort(-wins).tolist()))
    net.train()
    return float(np.mean(found))


def main() -> int:
    """Train, print a line an epoch, write ``more.onnx``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--members", type=int, default=3)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--seed", type=int, default=5)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    entries = split(args.train)
    train = [prepare(entry) for entry in entries if not entry.held]
    held = [prepare(entry) for entry in entries if entry.held]
    width = train[0].vectors.shape[1]
    net = Ensemble(width, len(SINGLE_FEATURES), len(PAIR_FEATURES), args.members)
    mean = copy.deepcopy(net)
    optimiser = torch.optim.AdamW(net.parameters(), lr=args.rate, weight_decay=0.05)
    steps = args.epochs * (len(train) // 4)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / 60) * max(0.05, 1.0 - step / steps)
    )
    step, began = 0, time.process_time()
    for epoch in range(args.epochs):
        rng.shuffle(train)
        for start in range(0, len(train) - 3, 4):
            optimiser.zero_grad()
            loss = sum(loss_of(net, text, rng) for text in train[start : start + 4]) / 4
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            follow(mean, net, min(0.998, (1 + step) / (10 + step)))
        minutes = (time.process_time() - began) / 60
        print(f"epoch {epoch + 1}: {minutes:.1f} min, held tau {tau(mean, held):.4f}", flush=True)
    mean.eval()
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        net_to_onnx(mean, width, Path(scratch) / "more.onnx")
        quantized(Path(scratch) / "more.onnx", args.out / "more.onnx")
    return 0


if __name__ == "__main__":
    sys.exit(main())
