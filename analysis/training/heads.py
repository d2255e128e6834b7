"""Add a head to the shared encoder: one recipe for every task.

    python -m analysis.training.heads TASK --data DIR --out DIR [--start FILE] [--epochs N]
    python -m analysis.training.heads_export TASK --run DIR --data DIR --out DIR

The encoder rests: its states are read once from a file, so that a head of three layers learns in
minutes on one core. A folder of data holds

* ``states.npy``: the states of all pieces (16-bit floats, 384 columns), as
  `analysis.networks.encoding` gives them;
* ``TASK.jsonl``: an item a line. ``rows`` [first, end) are its pieces in ``states.npy`` (or
  ``list``, their numbers one by one); ``marks`` a number a piece (none: all 0); then what is to
  be learnt: ``label`` (a class), ``soft`` (a teacher's or many raters' probabilities), or
  ``target`` (a row of the targets); ``split`` is ``train`` or the name of a part held out;
* ``TASK-targets.npy``, where a vector is to be learnt.

Seeded; a run that is cut off goes on from its last full epoch (``state.pt``). ``average.pt`` holds
the running average of the weights, ``log.jsonl`` a line an epoch. Needs torch.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from analysis.training.averages import blend

HIDDEN, HEADS, INNER = 384, 12, 1536


@dataclass(frozen=True)
class Task:
    """What a head looks like: layers of its own, kinds of marks, how pieces become one vector
    (``asked``: the marked pieces and all; ``mean``: all), how many classes it tells apart (0: the
    vector itself comes out) and which layer of MiniLM its first begins as."""

    layers: int
    pooling: str
    marks: int = 1
    classes: int = 0
    first: int = 3
    dropout: float = 0.1


TASKS: Mapping[str, Task] = {
    "tone": Task(layers=3, pooling="asked", marks=4, classes=3),
    "sentences": Task(layers=2, pooling="mean", first=4, dropout=0.0),
}


class Layer(nn.Module):
    """A BERT layer; its attention is written out, so that it exports as it was trained."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.mix = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm_one = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.inner = nn.Linear(HIDDEN, INNER)
        self.outer = nn.Linear(INNER, HIDDEN)
        self.norm_two = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, hidden: Tensor) -> Tensor:
        """States of the pieces (batch, length, width); ``hidden`` is added to the attention."""
        batch, length, _ = states.shape
        mixed = self.mix(states).view(batch, length, 3, HEADS, HIDDEN // HEADS)
        query, key, value = mixed.permute(2, 0, 3, 1, 4).unbind(0)
        scores = query @ key.transpose(-1, -2) / math.sqrt(HIDDEN // HEADS) + hidden
        read = (torch.softmax(scores, dim=-1) @ value).transpose(1, 2)
        states = self.norm_one(states + self.dropout(self.out(read.reshape(batch, length, -1))))
        inner = self.outer(functional.gelu(self.inner(states)))
        return self.norm_two(states + self.dropout(inner))


def mean(states: Tensor, chosen: Tensor) -> Tensor:
    """The mean of each row's chosen pieces."""
    weight = chosen.unsqueeze(-1).to(states.dtype)
    return (states * weight).sum(1) / weight.sum(1).clamp(min=1.0)


class Head(nn.Module):
    """The layers of one task on the states of the shared encoder."""

    def __init__(self, task: Task) -> None:
        super().__init__()
        self.task = task
        self.marks = nn.Embedding(task.marks, HIDDEN)
        nn.init.normal_(self.marks.weight, std=0.05)
        with torch.no_grad():
            self.marks.weight[0] = 0.0
        self.layers = nn.ModuleList(Layer(task.dropout) for _ in range(task.layers))
        self.dropout = nn.Dropout(task.dropout)
        if task.classes:
            self.dense = nn.Linear((1 + (task.pooling == "asked")) * HIDDEN, HIDDEN)
            self.classes = nn.Linear(HIDDEN, task.classes)

    def forward(self, states: Tensor, marks: Tensor, mask: Tensor) -> Tensor:
        """What the head says of each item: logits, or a vector."""
        states = self.read(states, marks, mask)
        pooled = self.pool(states, marks, mask)
        if not self.task.classes:
            return pooled
        return self.classes(self.dropout(torch.tanh(self.dense(self.dropout(pooled)))))

    def read(self, states: Tensor, marks: Tensor, mask: Tensor) -> Tensor:
        """The states of the pieces above the head's own layers."""
        hidden = (1.0 - mask[:, None, None, :].to(states.dtype)) * -1e4
        if self.task.marks > 1:
            states = states + self.marks(marks)
        for layer in self.layers:
            states = layer(states, hidden)
        return states

    def pool(self, states: Tensor, marks: Tensor, mask: Tensor) -> Tensor:
        """One vector an item."""
        states, whole = states.float(), mean(states.float(), mask)
        if self.task.pooling == "asked":
            # 1 and 3 ask (an actor, the words themselves); 2 is another mention
            return torch.cat([mean(states, marks % 2), whole], dim=1)
        return whole

    def begin(self, weights: Mapping[str, Tensor]) -> None:
        """Start the layers as those of a BERT whose state is given, from ``task.first`` on."""
        for number, layer in enumerate(self.layers):
            there = f"encoder.layer.{number + self.task.first}."
            new = {}
            for kind in ("weight", "bias"):
                new[f"mix.{kind}"] = torch.cat(
                    [
                        weights[f"{there}attention.self.{p}.{kind}"]
                        for p in ("query", "key", "value")
                    ]
                )
                for mine, theirs in (
                    ("out", "attention.output.dense"),
                    ("norm_one", "attention.output.LayerNorm"),
                    ("inner", "intermediate.dense"),
                    ("outer", "output.dense"),
                    ("norm_two", "output.LayerNorm"),
                ):
                    new[f"{mine}.{kind}"] = weights[f"{there}{theirs}.{kind}"]
            layer.load_state_dict(new)


@dataclass
class Items:
    """The examples of a task: the file of states and a line each."""

    states: np.ndarray
    lines: list[dict]
    targets: np.ndarray | None

    def rows(self, number: int) -> np.ndarray:
        """The numbers of an item's pieces."""
        line = self.lines[number]
        return np.asarray(line["list"]) if "list" in line else np.arange(*line["rows"])

    def batch(self, numbers: Sequence[int]) -> tuple[Tensor, Tensor, Tensor]:
        """States, marks and mask of some items."""
        rows = [self.rows(i) for i in numbers]
        width = max(len(r) for r in rows)
        states = np.zeros((len(rows), width, HIDDEN), dtype=np.float32)
        marks, mask = (np.zeros((len(rows), width), dtype=np.int64) for _ in range(2))
        for at, (number, row) in enumerate(zip(numbers, rows, strict=True)):
            states[at, : len(row)] = self.states[row]
            mask[at, : len(row)] = 1
            marks[at, : len(row)] = self.lines[number].get("marks", 0)
        return torch.from_numpy(states), torch.from_numpy(marks), torch.from_numpy(mask)


def read_items(data: Path, task: str) -> Items:
    """The items of a folder. Raises OSError where a file is missing."""
    lines = [json.loads(line) for line in (data / f"{task}.jsonl").read_text("utf-8").splitlines()]
    targets = data / f"{task}-targets.npy"
    kept = np.load(targets, mmap_mode="r") if targets.exists() else None
    return Items(np.load(data / "states.npy", mmap_mode="r"), lines, kept)


def batches(lengths: Sequence[int], pieces: int, rng: random.Random) -> Iterator[list[int]]:
    """Positions in random batches of like length, ``pieces`` word pieces at most each."""
    order = sorted(range(len(lengths)), key=lambda i: (lengths[i] + rng.random() * 4, i))
    found: list[list[int]] = [[]]
    for i in order:
        if found[-1] and (len(found[-1]) + 1) * lengths[i] > pieces:
            found.append([])
        found[-1].append(i)
    rng.shuffle(found)
    yield from found


def loss_of(items: Items, numbers: Sequence[int], said: Tensor, trust: float) -> Tensor:
    """How far what the head said lies from what it should.

    Classes: cross-entropy, ``trust`` of it by the teacher where both speak. Vectors: one less the
    cosine, and the squared distance in units of the targets' spread.
    """
    lines = [items.lines[i] for i in numbers]
    if items.targets is not None:
        wanted = torch.from_numpy(np.asarray(items.targets[[x["target"] for x in lines]])).float()
        near = 1 - functional.cosine_similarity(said, wanted, dim=1)
        spread = wanted.pow(2).mean(1, keepdim=True).clamp(min=1e-9)
        return (near + 0.5 * ((said - wanted).pow(2) / spread).mean(1)).mean()
    rows = []
    for line in lines:
        hard = [float(k == line.get("label")) for k in range(said.shape[1])]
        soft = line.get("soft", hard)
        share = trust if "label" in line else 1.0
        rows.append([share * s + (1 - share) * h for s, h in zip(soft, hard, strict=True)])
    return -(torch.tensor(rows) * torch.log_softmax(said.float(), dim=1)).sum(1).mean()


@torch.no_grad()
def outputs(head: Head, items: Items, numbers: Sequence[int], pieces: int = 4096) -> np.ndarray:
    """What the head says of some items, in their order."""
    head.eval()
    found = np.zeros(0)
    for chosen in batches([len(items.rows(i)) for i in numbers], pieces, random.Random(0)):
        said = head(*items.batch([numbers[c] for c in chosen])).numpy()
        if not len(found):
            found = np.zeros((len(numbers), said.shape[1]), dtype=np.float32)
        found[chosen] = said
    return found


def macro_f1(labels: np.ndarray, chosen: np.ndarray) -> float:
    """The mean F1 of the classes."""
    scores = []
    for k in range(int(labels.max()) + 1):
        hit = float(((labels == k) & (chosen == k)).sum())
        scores.append(2 * hit / max(1.0, float((labels == k).sum() + (chosen == k).sum())))
    return sum(scores) / len(scores)


def judge(head: Head, items: Items, parts: Mapping[str, Sequence[int]]) -> dict[str, float]:
    """A figure for each part held out: macro-F1 of classes, the mean cosine of vectors."""
    found = {}
    for name, numbers in parts.items():
        said = outputs(head, items, numbers)
        if items.targets is not None:
            wanted = np.asarray(items.targets[[items.lines[i]["target"] for i in numbers]], float)
            norms = np.linalg.norm(said, axis=1) * np.linalg.norm(wanted, axis=1)
            found[name] = float(((said * wanted).sum(1) / np.maximum(norms, 1e-9)).mean())
        else:
            labels = np.asarray([items.lines[i]["label"] for i in numbers])
            found[name] = macro_f1(labels, said.argmax(1))
    return {name: round(value, 4) for name, value in found.items()}


def parts_of(items: Items) -> dict[str, list[int]]:
    """The numbers of the items of each split."""
    parts: dict[str, list[int]] = {}
    for number, line in enumerate(items.lines):
        parts.setdefault(line["split"], []).append(number)
    return parts


def groups(head: Head, rate: float, head_rate: float, decay: float) -> list[dict]:
    """Layers learn ``decay`` times slower the lower they are; what is new learns at its own."""
    found = [
        {"params": list(layer.parameters()), "lr": rate * decay**depth}
        for depth, layer in enumerate(reversed(head.layers))
    ]
    old = {id(p) for layer in head.layers for p in layer.parameters()}
    found.append({"params": [p for p in head.parameters() if id(p) not in old], "lr": head_rate})
    return found


def keep_state(state: dict[str, object], out: Path) -> None:
    """Write the state of a run, whole or not at all."""
    torch.save(state, out / "state.part")
    (out / "state.part").replace(out / "state.pt")


def train(head: Head, items: Items, out: Path, args: argparse.Namespace) -> Head:
    """Train, an epoch's state kept as it ends; gives back the average of the weights."""
    out.mkdir(parents=True, exist_ok=True)
    parts = parts_of(items)
    learnt = parts.pop("train")
    lengths = [len(items.rows(i)) for i in learnt]
    optimiser = torch.optim.AdamW(
        groups(head, args.rate, args.head_rate, args.decay), weight_decay=0.01
    )
    rates = [group["lr"] for group in optimiser.param_groups]
    average = {name: value.clone() for name, value in head.state_dict().items()}
    begun, step = 0, 0
    if (out / "state.pt").exists():
        kept = torch.load(out / "state.pt", weights_only=True)
        head.load_state_dict(kept["head"])
        optimiser.load_state_dict(kept["optimiser"])
        average, begun, step = kept["average"], kept["epoch"], kept["step"]
    spans = [(w, lengths[i]) for i, w in enumerate(lengths)]
    each = max(1, round(sum(length for _, length in spans) / args.pieces))
    total = each * args.epochs
    for epoch in range(begun, args.epochs):
        torch.manual_seed(args.seed + epoch)
        rng = random.Random(args.seed + epoch)
        head.train()
        started, losses = time.time(), []
        for chosen in batches(lengths, args.pieces, rng):
            warm, left = step / (0.06 * total + 1), 1 - step / (1.05 * total + 1)
            for group, most in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = most * max(0.02, min(1.0, warm, left))
            numbers = [learnt[c] for c in chosen]
            with torch.autocast("cpu", torch.bfloat16, enabled=not args.full_precision):
                said = head(*items.batch(numbers))
            loss = loss_of(items, numbers, said, args.trust)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimiser.step()
            step += 1
            losses.append(loss.item())
            keep = min(args.average, (1 + step) / (10 + step))
            blend(average, head.state_dict(), keep)
            if step % 100 == 0:
                print(epoch, step, total, round(float(np.mean(losses[-100:])), 4), flush=True)
        torch.save(average, out / "average.pt")
        state = {"head": head.state_dict(), "optimiser": optimiser.state_dict()}
        keep_state(state | {"average": average, "epoch": epoch + 1, "step": step}, out)
        smooth = Head(head.task)
        smooth.load_state_dict(average)
        line = {"epoch": epoch + 1, "loss": round(float(np.mean(losses)), 4)}
        line |= judge(smooth, items, parts) | {"seconds": round(time.time() - started)}
        torch.save(average, out / f"average-{epoch + 1}.pt")
        with open(out / "log.jsonl", "a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")
        print(line, flush=True)
    done = Head(head.task)
    done.load_state_dict(average)
    return done


def options() -> argparse.ArgumentParser:
    """The recipe's command line."""
    parser = argparse.ArgumentParser(prog="analysis.training.heads", description=__doc__)
    parser.add_argument("task", choices=sorted(TASKS))
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="a BERT's weights to begin from (safetensors)")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=8e-4)
    parser.add_argument("--decay", type=float, default=0.9)
    parser.add_argument("--trust", type=float, default=0.6, help="the teacher's part of a label")
    parser.add_argument("--average", type=float, default=0.998)
    parser.add_argument("--pieces", type=int, default=1600, help="word pieces a step")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--full-precision", action="store_true")
    return parser


def main(arguments: Sequence[str] | None = None) -> None:
    """Train one head."""
    args = options().parse_args(arguments)
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    head = Head(TASKS[args.task])
    if args.start:
        from safetensors.torch import load_file

        found = load_file(args.start)
        head.begin({name.removeprefix("bert."): value for name, value in found.items()})
    train(head, read_items(args.data, args.task), args.out, args)


if __name__ == "__main__":
    main()
