"""Train the paragraph-order model.

``python -m analysis.training.order --train DIR --dev DIR --encoder DIR --work DIR`` fine-tunes the
bottom layers of a sentence encoder together with the set network of
:mod:`analysis.training.order_net`.  Every article is its own training set: its paragraphs in their
published order are the truth, and since the network does not see the order in which paragraphs
come, no shuffle need be drawn; paragraphs and word pieces are dropped at random instead.  What is
kept is the running mean of the weights.  One article in ten of each training corpus is set aside
for the calibration in :mod:`analysis.training.order_tune`.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import AutoModel

from analysis.bench.order import kendall
from analysis.networks.word_pieces import open_tokenizer
from analysis.order.network_scores import HEAD_PIECES, MAX_PIECES, piece_ids
from analysis.order.pair_features import PAIR_FEATURES, read_cohesion
from analysis.order.paragraph_cues import plain
from analysis.order.single_features import SINGLE_FEATURES
from analysis.training.order_corpus import Entry, named, split
from analysis.training.order_net import Encoder, Ensemble, losses

_LONGEST = 80  # paragraphs read of one article


@dataclass
class Text:
    """One article ready for training."""

    name: str
    states: list[torch.Tensor]  # hidden states of the title and each paragraph, lower layers
    single: np.ndarray
    pairs: np.ndarray


@torch.no_grad()
def load(
    entries: Sequence[Entry], tokenizer: Tokenizer, encoder: Encoder, frozen: int
) -> list[Text]:
    """Make *entries* ready.

    What the frozen bottom layers make of each paragraph is computed once and kept.
    """
    out: list[Text] = []
    for entry in entries:
        lines = [entry.title, *entry.texts[:_LONGEST]]
        cohesion = read_cohesion(lines[0], lines[1:])
        ids = [piece_ids(tokenizer, plain(line)) for line in lines]
        states: list[torch.Tensor] = [torch.empty(0)] * len(ids)
        order = sorted(range(len(ids)), key=lambda k: len(ids[k]))
        for start in range(0, len(order), 16):
            part = order[start : start + 16]
            table = torch.nn.utils.rnn.pad_sequence(
                [torch.tensor(ids[k]) for k in part], batch_first=True
            )
            with torch.autocast("cpu", torch.bfloat16):
                hidden = encoder.lower(table, (table > 0).long(), frozen)
            for k, row in zip(part, hidden, strict=True):
                states[k] = row[: len(ids[k])].bfloat16().clone()
        out.append(Text(entry.name, states, cohesion.single, cohesion.pairs))
    return out


def encode(encoder: Encoder, states: Sequence[torch.Tensor], frozen: int) -> torch.Tensor:
    """Encode paragraphs in chunks of like length; rows come back in the given order."""
    order = sorted(range(len(states)), key=lambda k: len(states[k]))
    rows: list[torch.Tensor] = []
    for start in range(0, len(order), 16):
        part = [states[k] for k in order[start : start + 16]]
        table = torch.nn.utils.rnn.pad_sequence(part, batch_first=True).float()
        sizes = torch.tensor([len(p) for p in part])
        mask = (torch.arange(table.shape[1])[None, :] < sizes[:, None]).long()
        with torch.autocast("cpu", torch.bfloat16):
            rows.append(encoder.upper(table, mask, frozen).float())
    back = torch.empty(len(order), dtype=torch.long)
    back[torch.tensor(order)] = torch.arange(len(order))
    return torch.cat(rows)[back]


@torch.no_grad()
def evaluate(
    encoder: Encoder, net: Ensemble, texts: Sequence[Text], frozen: int
) -> dict[str, float]:
    """Quick figures by the sum of pairwise wins alone (no decoder), 8 to 40 paragraphs."""
    encoder.eval()
    net.eval()
    taus, leads, links, total = [], [], 0, 0.0
    for text in texts:
        n = len(text.states) - 1
        if not 8 <= n <= 40:
            continue
        vectors = encode(encoder, text.states, frozen)
        before, link, place = net(
            vectors[:1], vectors[1:], torch.from_numpy(text.single), torch.from_numpy(text.pairs)
        )
        total += float(sum(losses(before, link, place).values()))
        wins = torch.sigmoid(before).fill_diagonal_(0.0).sum(1)
        taus.append(kendall(torch.argsort(-wins).tolist()))
        leads.append(int(link[0, :n].argmax()) == 0)
        inner = link[1:, :n] + torch.diag(torch.full((n,), -1e4))
        links += float((inner.argmax(1)[:-1] == torch.arange(1, n)).float().mean())
    encoder.train()
    net.train()
    return {
        "tau": float(np.mean(taus)),
        "lead": float(np.mean(leads)),
        "next": links / len(taus),
        "loss": total / len(taus),
    }


def step_losses(
    encoder: Encoder,
    net: Ensemble,
    batch: Sequence[Text],
    rng: random.Random,
    most: int,
    frozen: int,
    thin: float = 0.0,
) -> tuple[torch.Tensor, dict[str, float]]:
    """The summed loss of a few articles with some paragraphs dropped, and *thin* of the pieces."""
    picks: list[list[int]] = []
    states: list[torch.Tensor] = []
    for text in batch:
        keep = list(range(len(text.states) - 1))
        if len(keep) > 5 and rng.random() < 0.6:
            gone = rng.uniform(0.0, 0.3)
            keep = [k for k in keep if rng.random() > gone] or keep
        if len(keep) > most:
            keep = sorted(rng.sample(keep, most))
        picks.append(keep)
        states += [text.states[0]] + [text.states[k + 1] for k in keep]
    if thin:
        kept = [torch.rand(len(state)) >= thin for state in states]
        for mask in kept:
            mask[0] = True  # never nothing
        states = [state[mask] for state, mask in zip(states, kept, strict=True)]
    vectors = encode(encoder, states, frozen)
    start, total, seen = 0, torch.zeros(()), dict[str, float]()
    for text, keep in zip(batch, picks, strict=True):
        part = vectors[start : start + len(keep) + 1]
        start += len(keep) + 1
        if len(keep) < 3:
            continue
        pairs = torch.from_numpy(text.pairs[np.ix_(keep, keep)])
        found = net.each(part[:1], part[1:], torch.from_numpy(text.single[keep]), pairs)
        share = 1 / len(batch) / len(found)
        for before, link, place in found:
            parts = losses(before, link, place)
            total = total + share * (
                parts["link"] + 2.0 * parts["pair"] + 0.3 * parts["first"] + 2.0 * parts["place"]
            )
            for key, value in parts.items():
                seen[key] = seen.get(key, 0.0) + share * float(value.detach())
    return total, seen


@torch.no_grad()
def follow(mean: torch.nn.Module, model: torch.nn.Module, keep: float) -> None:
    """Move *mean* towards *model*: the running mean of the weights (Polyak and Juditsky 1992)."""
    for old, new in zip(mean.parameters(), model.parameters(), strict=True):
        if new.requires_grad:
            old.mul_(keep).add_(new, alpha=1 - keep)


def options() -> argparse.ArgumentParser:
    """The recipe's command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", type=Path, nargs="+", required=True)
    parser.add_argument("--dev", type=Path, required=True)
    parser.add_argument(
        "--encoder", type=Path, required=True, help="a BERT folder with tokenizer.json"
    )
    parser.add_argument("--work", type=Path, required=True, help="where checkpoints and the log go")
    parser.add_argument("--layers", type=int, default=5)
    parser.add_argument("--frozen", type=int, default=3, help="bottom layers left as they are")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--most", type=int, default=40, help="paragraphs of one article at most")
    parser.add_argument("--limit", type=int, default=0, help="articles to train on (0: all)")
    parser.add_argument(
        "--minutes", type=float, default=0, help="wall clock; the rate falls to nothing by then"
    )
    parser.add_argument("--members", type=int, default=3, help="networks over one encoder")
    parser.add_argument("--mean", type=float, default=0.998, help="of the running mean of weights")
    parser.add_argument("--thin", type=float, default=0.1, help="share of word pieces dropped")
    parser.add_argument("--rate", type=float, default=1e-4, help="of the encoder's layers")
    parser.add_argument("--floor", type=float, default=0.1, help="what the rate falls to")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--cache", type=Path, help="keep what the frozen layers give here")
    return parser


def settings(args: argparse.Namespace) -> dict[str, str]:
    """What was asked for, but for the places of files."""
    places = ("train", "dev", "encoder", "work", "cache")
    return {name: str(value) for name, value in vars(args).items() if name not in places}


def freeze(encoder: Encoder, frozen: int) -> None:
    """Leave the embeddings and the lowest layers as they are."""
    for part in (encoder.bert.embeddings, *encoder.bert.encoder.layer[:frozen]):
        for parameter in part.parameters():
            parameter.requires_grad_(False)
    encoder.eval()


def texts_of(
    args: argparse.Namespace, encoder: Encoder
) -> tuple[list[Text], list[Text], list[Text]]:
    """What is learnt from, what is held out of it, and the development part; from the cache where
    they were read before."""
    if args.cache and args.cache.exists():
        texts, dev = torch.load(args.cache, weights_only=False)
    else:
        tokenizer = open_tokenizer(args.encoder / "tokenizer.json")
        entries = split(args.train)
        texts = [
            load([e for e in entries if e.held == held], tokenizer, encoder, args.frozen)
            for held in (False, True)
        ]
        dev = load([Entry(*e) for e in named(args.dev)], tokenizer, encoder, args.frozen)
        if args.cache:
            torch.save((texts, dev), args.cache)
    train, held = texts
    return train[: args.limit] if args.limit else train, held, dev


def optimiser_of(encoder: Encoder, net: Ensemble, rate: float) -> torch.optim.AdamW:
    """The encoder learns slowly, the heads faster, the weights of the cues fastest."""
    cues = [
        weight
        for one in net.members
        for part in (one.before_cues, one.link_cues, *one.bias)
        for weight in part.parameters()
    ]
    known = {id(p) for p in cues}
    heads = [*(p for p in net.parameters() if id(p) not in known), *encoder.query.parameters()]
    body = [p for p in encoder.bert.encoder.parameters() if p.requires_grad]
    return torch.optim.AdamW(
        [
            {"params": body, "lr": rate, "weight_decay": 0.01},
            {"params": heads, "lr": 6e-4, "weight_decay": 0.05},
            {"params": cues, "lr": 8e-3, "weight_decay": 0.0},
        ]
    )


class Pace:
    """How far a run is, by its steps or by the clock, and the share of the rate that is left."""

    def __init__(self, steps: int, minutes: float, floor: float) -> None:
        self.steps, self.minutes, self.floor = steps, minutes, floor
        self.begun = time.monotonic()

    @property
    def _spent(self) -> float:
        """The share of the minutes that is over."""
        return (time.monotonic() - self.begun) / 60 / self.minutes if self.minutes else 0.0

    @property
    def late(self) -> bool:
        """Whether the minutes are over."""
        return self._spent > 1

    def rate(self, step: int) -> float:
        """The share of the rate at a step: it rises at first and falls to the floor."""
        done = max(step / self.steps, self._spent)
        return min(1.0, (step + 1) / 60) * max(self.floor, 1.0 - done)


def keep_weights(encoder: Encoder, net: Ensemble, args: argparse.Namespace) -> None:
    """Write the averaged weights, with what their shape depends on."""
    weights = {"encoder": encoder.state_dict(), "net": net.state_dict()}
    shape = {"layers": args.layers, "members": args.members}
    torch.save(weights | shape, args.work / "checkpoint.pt")


def tell(step: str, sums: dict[str, float], number: int) -> None:
    """Print the means of sums over a number of steps."""
    means = {name: round(value / number, 3) for name, value in sums.items()}
    print(step, means, file=sys.stderr, flush=True)


def judged(
    encoder: Encoder, net: Ensemble, parts: dict[str, list[Text]], frozen: int
) -> dict[str, float]:
    """The figures of each part, by the part's name and theirs."""
    found: dict[str, float] = {}
    for name, part in parts.items():
        figures = evaluate(encoder, net, part, frozen)
        found |= {f"{name} {key}": round(value, 4) for key, value in figures.items()}
    return found


def main() -> int:
    """Train; write a checkpoint and a line of log after every epoch."""
    args = options().parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    args.work.mkdir(parents=True, exist_ok=True)
    bert = AutoModel.from_pretrained(str(args.encoder), attn_implementation="eager")
    encoder = Encoder(bert, args.layers)
    freeze(encoder, args.frozen)
    train, held, dev = texts_of(args, encoder)
    print(f"{len(train)} articles read", file=sys.stderr, flush=True)
    encoder.train()
    net = Ensemble(
        3 * bert.config.hidden_size, len(SINGLE_FEATURES), len(PAIR_FEATURES), args.members
    )
    mean_encoder, mean_net = copy.deepcopy(encoder), copy.deepcopy(net)
    optimiser = optimiser_of(encoder, net, args.rate)
    weights = [weight for group in optimiser.param_groups for weight in group["params"]]
    steps = args.epochs * (len(train) // 2)
    began, pace = time.process_time(), Pace(steps, args.minutes, args.floor)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, pace.rate)
    log = (args.work / "train.log").open("a", encoding="utf-8")
    print(json.dumps({"pieces": [HEAD_PIECES, MAX_PIECES], **settings(args)}), file=log)
    step = 0
    for epoch in range(args.epochs):
        rng.shuffle(train)
        mean: dict[str, float] = {}
        for start in range(0, len(train) - 1, 2):
            if pace.late:
                break
            optimiser.zero_grad()
            loss, seen = step_losses(
                encoder, net, train[start : start + 2], rng, args.most, args.frozen, args.thin
            )
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            keep = min(args.mean, (1 + step) / (10 + step))
            follow(mean_encoder, encoder, keep)
            follow(mean_net, net, keep)
            for key, value in seen.items():
                mean[key] = mean.get(key, 0.0) + value
            if step % 50 == 0:
                minutes = (time.process_time() - began) / 60
                tell(f"step {step}/{steps} cpu {minutes:.1f} min", mean, 50)
                mean = {}
        line: dict[str, float] = {
            "epoch": epoch + 1,
            "step": step,
            "cpu_minutes": round((time.process_time() - began) / 60, 1),
        }
        line |= judged(mean_encoder, mean_net, {"dev": dev, "held": held}, args.frozen)
        print(json.dumps(line), file=log, flush=True)
        print(line, file=sys.stderr, flush=True)
        keep_weights(mean_encoder, mean_net, args)
        if pace.late:
            break
    return 0


if __name__ == "__main__":
    sys.exit(main())
