"""Train the attribution model on PolNeAR.

    python -m analysis.training.attribution --train DIR --dev DIR --encoder DIR --out DIR

Needs torch and safetensors; nothing else in the project imports this.  ``--encoder`` is the
folder with all-MiniLM-L6-v2's ``model.safetensors`` and ``tokenizer.json``.  A run goes on
from the last full epoch in ``--out`` if there is one; ``log.jsonl`` there has the figures.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from analysis.attribution import pairing
from analysis.attribution.extraction import Bound, bind, tag
from analysis.attribution.pairing import CONTENT, CUE, SOURCE, Piece
from analysis.bench.brat import GoldArticle, Quoted, read_gold
from analysis.networks import word_pieces
from analysis.networks.word_pieces import Sheet, open_tokenizer
from analysis.training.attribution_data import (
    Lesson,
    Window,
    batches,
    collate,
    gold_links,
    prepare,
    training_windows,
)
from analysis.training.attribution_model import Model
from analysis.training.averages import blend

LINK_WEIGHT = 0.5  # of the linkers' loss, against the chain's per piece times 10
EMA = 0.995


def link_loss(model: Model, group: Sequence[Window], vectors: Tensor) -> Tensor:
    """Mean cross entropy of the gold links in a batch."""
    losses: list[Tensor] = []
    for row, window in enumerate(group):
        spans, cue_of, source_of = gold_links(window.lesson, window.view, window.start, window.stop)
        if not spans[CUE]:
            continue
        ends = [
            torch.tensor(pieces, dtype=torch.long).reshape(-1, 2) - window.start + 1
            for pieces in spans
        ]
        spots = [torch.cat([vectors[row, e[:, 0]], vectors[row, e[:, 1] - 1]], dim=1) for e in ends]
        sheet = window.lesson.sheet
        if spans[CONTENT] and len(spans[CUE]) > 1:
            features = torch.from_numpy(
                pairing.pair_features(sheet, spans, spans[CONTENT], spans[CUE])
            )
            scores = model.content(spots[CONTENT], spots[CUE], features)
            losses.append(functional.cross_entropy(scores, torch.tensor(cue_of), reduction="none"))
        features = torch.from_numpy(pairing.pair_features(sheet, spans, spans[CUE], spans[SOURCE]))
        scores = torch.cat(
            [model.source(spots[CUE], spots[SOURCE], features), model.source.none(spots[CUE])],
            dim=1,
        )
        gold = torch.tensor([len(spans[SOURCE]) if s == -1 else s for s in source_of])
        keep = gold >= 0
        if keep.any():
            losses.append(functional.cross_entropy(scores[keep], gold[keep], reduction="none"))
    return torch.cat(losses).mean() if losses else vectors.sum() * 0


def losses(
    model: Model, group: Sequence[Window], batch: dict[str, Tensor], half: bool
) -> tuple[Tensor, Tensor]:
    """The chain's loss a piece and the linkers' loss a link."""
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
        emissions, vectors = model.encoder(
            batch["ids"], batch["shape"], batch["quote"], batch["place"], batch["mask"]
        )
    chain = model.crf(emissions.float(), batch["tags"], batch["mask"])
    return chain.sum() / batch["mask"].sum(), link_loss(model, group, vectors.float())


@torch.no_grad()
def read_sheet(model: Model, sheet: Sheet) -> tuple[np.ndarray, np.ndarray]:
    """Emissions and vectors of a whole article, windows merged as at run time."""
    parts_e, parts_v = [], []
    for start, stop in word_pieces.windows(sheet):
        rows = [
            torch.from_numpy(np.append(edge, getattr(sheet, name)[start:stop]))[None]
            for name, edge in (("ids", word_pieces.CLS), ("shape", 0), ("quote", 0), ("place", 0))
        ]
        emissions, vectors = model.encoder(*rows)
        parts_e.append(((start, stop), emissions[0, 1:].float().numpy()))
        parts_v.append(((start, stop), vectors[0, 1:].float().numpy()))
    return (word_pieces.merge(parts_e, len(sheet.ids)), word_pieces.merge(parts_v, len(sheet.ids)))


def as_quoted(sheet: Sheet, bound: Bound) -> Quoted:
    """Back to characters."""

    def characters(pieces: Sequence[Piece]) -> tuple[tuple[int, int], ...]:
        return tuple((int(sheet.begin[a]), int(sheet.end[b - 1])) for a, b in pieces)

    return Quoted(
        characters((bound.source,) if bound.source else ()),
        characters((bound.cue,)),
        characters(bound.content),
    )


def evaluate(model: Model, articles: Sequence[GoldArticle], lessons: Sequence[Lesson]) -> dict:
    """The scores of the bench on a set of articles."""
    from analysis.bench.attribution_score import score

    model.eval()
    weights = model.link_weights()
    predictions = []
    for lesson in lessons:
        emissions, vectors = read_sheet(model, lesson.sheet)
        spans = tag(lesson.sheet, emissions, weights["transitions"])
        predictions.append(
            [
                as_quoted(lesson.sheet, bound)
                for bound in bind(lesson.sheet, spans, vectors, weights)
            ]
        )
    return score([(a.text, a.gold) for a in articles], predictions)


def groups_for(model: Model, rate: float) -> list[dict]:
    """The encoder learns slowly, what is new learns fast; word embeddings stay as they are."""
    model.encoder.words.weight.requires_grad_(False)
    slow, fast = [], []
    for name, value in model.named_parameters():
        if value.requires_grad:
            old = name.startswith(("encoder.layers", "encoder.norm", "encoder.positions"))
            (slow if old else fast).append(value)
    return [
        {"params": slow, "lr": rate, "peak": rate, "weight_decay": 0.01},
        {"params": fast, "lr": 4 * rate, "peak": 4 * rate, "weight_decay": 0.01},
    ]


def command_line() -> argparse.ArgumentParser:
    """The recipe's command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("train", "dev", "encoder", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--pieces", type=int, default=2048, help="word pieces a batch")
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--steps", type=int, help="stop after so many steps (to try it out)")
    parser.add_argument("--full-precision", action="store_true")
    return parser


def judged(
    model: Model,
    average: dict[str, torch.Tensor],
    raw: bool,
    dev: Sequence[GoldArticle],
    lessons: Sequence[Lesson],
) -> dict[str, dict]:
    """The scores of the averaged weights and, where ``raw``, of the present ones."""
    smooth = Model()
    smooth.load_state_dict(average)
    nets = ([("raw", model)] if raw else []) + [("average", smooth)]
    return {name: evaluate(net, dev, lessons) for name, net in nets}


def tell(step: str, sums: np.ndarray, seconds: float) -> None:
    """Print the mean losses so far. Raises FloatingPointError where they are no numbers."""
    print(
        f"{step} chain {sums[0] / sums[2]:.4f} links {sums[1] / sums[2]:.4f} {seconds:.0f}s",
        flush=True,
    )
    if not math.isfinite(sums[0]):
        raise FloatingPointError("the loss is no number")


def set_rate(optimizer: torch.optim.Optimizer, share: float) -> None:
    """Set the rate of each group to a share of its peak."""
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * share


def note(figures: dict[str, object], file: Path) -> None:
    """Add an epoch's figures to the log, and print those of the averaged weights."""
    with open(file, "a", encoding="utf-8") as log:
        log.write(json.dumps(figures) + "\n")
    print(json.dumps({k: v for k, v in figures.items() if k != "raw"})[:1500], flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, and write a checkpoint an epoch."""
    args = command_line().parse_args(arguments)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = open_tokenizer(args.encoder / "tokenizer.json")
    train = prepare(read_gold(args.train), tokenizer)
    dev = read_gold(args.dev)
    dev_lessons = prepare(dev, tokenizer)
    model = Model()
    model.encoder.load_minilm(args.encoder)
    optimizer = torch.optim.AdamW(groups_for(model, args.rate), betas=(0.9, 0.98))
    count = len(
        list(batches(training_windows(train, random.Random(0)), args.pieces, random.Random(0)))
    )
    total, warm = count * args.epochs, 150
    average = {k: v.detach().clone() for k, v in model.state_dict().items()}
    first_epoch = step = 0
    checkpoint = args.out / "last.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        average, first_epoch, step = saved["average"], saved["epoch"], saved["step"]
    moving = {name: v for name, v in average.items() if name != "encoder.words.weight"}
    for epoch in range(first_epoch, args.epochs):
        chance = random.Random(args.seed * 1000 + epoch)
        noise = np.random.default_rng(args.seed * 1000 + epoch)
        torch.manual_seed(args.seed * 1000 + epoch)
        model.train()
        began, sums = time.time(), np.zeros(3)
        for group in batches(training_windows(train, chance), args.pieces, chance):
            share = min(1.0, (step + 1) / warm) * max(0.02, (total - step) / total)
            set_rate(optimizer, share)
            chain, links = losses(model, group, collate(group, noise), not args.full_precision)
            loss = 10 * chain + LINK_WEIGHT * links
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step += 1
            blend(moving, model.state_dict(), min(EMA, (1 + step) / (10 + step)))
            sums += (chain.item(), links.item(), 1)
            if step % 50 == 0 or (args.steps and args.steps < 50):
                tell(f"epoch {epoch} step {step}/{total}", sums, time.time() - began)
            if args.steps and step >= args.steps:
                break
        figures = {
            "epoch": epoch + 1,
            "step": step,
            "seconds": round(time.time() - began),
            "chain": sums[0] / sums[2],
            "links": sums[1] / sums[2],
        }
        torch.save(
            {
                "model": model.state_dict(),
                "optimizer": optimizer.state_dict(),
                "average": average,
                "epoch": epoch + 1,
                "step": step,
            },
            checkpoint,
        )
        torch.save(average, args.out / f"average-{epoch + 1}.pt")
        figures |= judged(model, average, epoch % 3 == 2, dev, dev_lessons)
        note(figures, args.out / "log.jsonl")
        if args.steps:
            break


if __name__ == "__main__":
    main()
