"""Train the tone model: ``python -m analysis.training.sentiment --help``.

Fine-tunes all-MiniLM-L6-v2 on NewsMTSC's train file (sentences from policy news with the
sentiment towards a marked target), and on what a larger teacher says of more targets and
readers of whole sentences, tells every half epoch how the dev files fare, keeps a
running average of the weights, and writes a checkpoint.  Several checkpoints of one
starting point are averaged, calibrated and exported by ``analysis.training.sentiment_export``.

Needs torch and transformers, which the project itself does not.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from analysis.networks.word_pieces import open_tokenizer
from analysis.tone.target_network import Encoded, pad
from analysis.training.averages import blend
from analysis.training.sentiment_data import (
    UNKNOWN,
    Example,
    augmented,
    batches,
    encoded,
    read,
    read_editorials,
)
from analysis.training.sentiment_net import ToneNet, groups, load, open_encoder


def macro_f1(gold: Sequence[int], pred: Sequence[int]) -> float:
    """Unweighted mean of the three classes' F1; a class never met counts nought."""
    scores = []
    for label in range(3):
        hit = sum(g == p == label for g, p in zip(gold, pred, strict=True))
        size = sum(g == label for g in gold) + sum(p == label for p in pred)
        scores.append(2 * hit / size if size else 0.0)
    return sum(scores) / 3


def tensors(items: Sequence[Encoded]) -> tuple[Tensor, Tensor, Tensor]:
    """A padded batch as torch tensors."""
    ids, mask, marks = (torch.from_numpy(array) for array in pad(items))
    return ids, mask, marks


@torch.no_grad()
def logits(net: ToneNet, items: Sequence[Encoded], bf16: bool = True) -> Tensor:
    """Logits of every item, in the order given."""
    net.eval()
    order = sorted(range(len(items)), key=lambda i: len(items[i].ids))
    out = torch.zeros(len(items), 3)
    for i in range(0, len(order), 32):
        rows = order[i : i + 32]
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
            out[rows] = net(*tensors([items[r] for r in rows])).float()
    return out


def goals(examples: Sequence[Example], weights: Tensor, smoothing: float, trust: float) -> Tensor:
    """What each example's output should be, a row each: how much each class weighs.

    A label is smoothed and weighted by class; where a teacher has spoken too, ``trust`` of the
    row is the teacher's. Without a label the row is what teacher or raters gave.
    """
    rows = []
    for example in examples:
        soft = torch.tensor(example.soft)
        if example.label == UNKNOWN:
            rows.append(soft)
            continue
        hard = torch.full((3,), smoothing / 3)
        hard[example.label] += 1 - smoothing
        hard = hard * weights
        rows.append(hard if not example.soft else (1 - trust) * hard + trust * soft)
    return torch.stack(rows)


def loss_of(draws: Tensor, wanted: Tensor) -> Tensor:
    """Cross entropy of ``wanted`` over all dropout draws."""
    logs = functional.log_softmax(draws.float(), -1).mean(1)
    return -(wanted * logs).sum() / wanted.sum()


def train(args: argparse.Namespace) -> None:
    """One run with one seed; log lines on stdout and in the checkpoint's folder."""
    torch.set_num_threads(args.threads)
    torch.manual_seed(0)  # one starting point for all seeds: their weights can be averaged
    rng = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = open_tokenizer(args.encoder / "tokenizer.json")
    net = ToneNet(open_encoder(args.encoder, args.frozen), args.dropout)
    torch.manual_seed(args.seed)
    if args.start:
        load(net, args.start)
    examples, names = lessons(args, random.Random(args.seed))
    devs = {path.stem: read(path) for path in args.dev}
    if args.editorials:
        devs["editorials"] = read_editorials(args.editorials, names, rng, held=True)
    coded = {name: [encoded(tokenizer, e) for e in rows] for name, rows in devs.items()}
    lengths = [len(encoded(tokenizer, e).ids) for e in examples]
    weights = balanced(examples, args.balance)
    optimiser = torch.optim.AdamW(
        groups(net, args.rate, args.head_rate, args.decay, args.weight_decay), fused=True
    )
    steps = math.ceil(len(examples) / args.batch) * args.epochs
    warm = args.warmup * steps
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.03, (steps - s) / (steps - warm)))
    )
    average = copy.deepcopy(net)
    moving = {name: p for name, p in average.named_parameters() if p.requires_grad}
    say = speaker(args.out / "train.log")
    say(
        seed=args.seed,
        examples=len(examples),
        steps=steps,
        settings={k: v for k, v in sorted(vars(args).items()) if isinstance(v, (int, float))},
    )
    started, step, running = time.perf_counter(), 0, 0.0
    marks = {math.ceil(steps * (i + 1) / (2 * args.epochs)) for i in range(2 * args.epochs)}
    for _ in range(args.epochs):
        for rows in batches(lengths, args.batch, rng):
            chosen = [examples[r] for r in rows]
            changed = [augmented(e, names, rng, args.rename, args.hide) for e in chosen]
            items = [encoded(tokenizer, e, rng, 0.3) for e in changed]
            net.train()
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=not args.fp32):
                draws = net(*tensors(items))
            loss = loss_of(draws, goals(chosen, weights, args.smoothing, args.trust))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_([p for p in net.parameters() if p.requires_grad], 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            running += loss.item()
            if step % 4 == 0:
                blend(moving, dict(net.named_parameters()), min(args.ema, step / (step + 40)))
            if step % args.report == 0:
                say(
                    step=step,
                    loss=round(running / args.report, 4),
                    seconds=round(time.perf_counter() - started, 1),
                )
                running = 0.0
            if step in marks:
                report(say, step, started, {"average": average}, devs, coded)
                save(average, args.out / "average.pt")
    say(cpu_seconds=round(time.process_time(), 1))


def balanced(examples: list[Example], balance: float) -> Tensor:
    """The weight of each label: the rarer the more, by as much as ``balance`` says."""
    labels = torch.tensor([e.label for e in examples if e.label != UNKNOWN])
    counts = torch.bincount(labels, minlength=3).float()
    return (counts.sum() / counts / 3) ** balance


def speaker(path: Path) -> Callable[..., None]:
    """What writes a row to the file ``path``, begun anew, and to stdout."""
    path.write_text("", encoding="utf-8")

    def say(**row: object) -> None:
        line = json.dumps(row)
        print(line, flush=True)
        with open(path, "a", encoding="utf-8") as log:
            log.write(line + "\n")

    return say


def lessons(args: argparse.Namespace, rng: random.Random) -> tuple[list[Example], list[str]]:
    """Everything to learn from, and the names that targets may be given."""
    examples = read(args.train)[: args.limit or None]
    names = sorted({e.text[slice(*e.target)] for e in examples if e.target[1] - e.target[0] > 3})
    for path in args.soft:
        examples += [e for e in read(path) if e.soft]
    if args.editorials:
        examples += read_editorials(args.editorials, names, rng)
    return examples, names


def save(net: ToneNet, path: Path) -> None:
    """Write the weights in half precision, without the word embeddings, which rest."""
    torch.save({k: v.half() for k, v in net.state_dict().items() if "word_emb" not in k}, path)


def report(
    say: Callable[..., None],
    step: int,
    started: float,
    nets: dict[str, ToneNet],
    devs: dict[str, list[Example]],
    coded: dict[str, list[Encoded]],
) -> None:
    """Macro-F1 on each dev file, for the present and for the averaged weights."""
    row: dict[str, object] = {"step": step, "seconds": round(time.perf_counter() - started, 1)}
    for kind, net in nets.items():
        for name, items in coded.items():
            pred = logits(net, items).argmax(-1).tolist()
            row[f"{kind} {name}"] = round(macro_f1([e.label for e in devs[name]], pred), 4)
    say(**row)


def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(prog="analysis.training.sentiment", description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--dev", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--decay", type=float, default=0.9)
    parser.add_argument("--weight-decay", type=float, default=0.01)
    parser.add_argument("--warmup", type=float, default=0.1)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--smoothing", type=float, default=0.1)
    parser.add_argument("--soft", type=Path, nargs="*", default=(), help="a teacher's verdicts")
    parser.add_argument("--trust", type=float, default=0.5, help="teacher's share of a label")
    parser.add_argument("--editorials", type=Path, help="folder hutto_ICWSM_2014: whole sentences")
    parser.add_argument("--start", type=Path, help="average.pt to begin from")
    parser.add_argument("--balance", type=float, default=0.5)
    parser.add_argument("--rename", type=float, default=0.1)
    parser.add_argument("--hide", type=float, default=0.05)
    parser.add_argument("--ema", type=float, default=0.98)
    parser.add_argument("--frozen", type=int, default=0, help="bottom layers of a teacher left")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--report", type=int, default=50)
    parser.add_argument("--limit", type=int, default=0, help="use only the first examples")
    parser.add_argument("--fp32", action="store_true", help="no bfloat16")
    train(parser.parse_args(argv))
    return 0


if __name__ == "__main__":
    sys.exit(main())
