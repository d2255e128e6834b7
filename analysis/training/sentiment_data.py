"""Examples for the tone model: read NewsMTSC's files, encode, augment, batch."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from analysis.tone_model import Encoded, Span, encode

POLARITY = {2.0: 0, 4.0: 1, 6.0: 2}
PRONOUNS = frozenset(
    "i me my we us our you your he him his she her hers they them their it its who whom".split()
)


@dataclass(frozen=True)
class Example:
    """One sentence, one target in it, and how the sentence speaks of that target."""

    text: str
    target: Span
    mentions: tuple[Span, ...]
    label: int


def read(path: Path) -> list[Example]:
    """Every target of a NewsMTSC file, in the file's order."""
    rows = []
    with open(path, encoding="utf-8") as handle:
        for line in handle:
            sentence = json.loads(line)
            for target in sentence["targets"]:
                mentions = tuple((m["from"], m["to"]) for m in target.get("further_mentions", ()))
                span = target["from"], target["to"]
                label = POLARITY[target["polarity"]]
                rows.append(Example(sentence["sentence_normalized"], span, mentions, label))
    return rows


def renamed(example: Example, name: str) -> Example:
    """The example with its target called ``name``: what is said stays, who it is goes.

    Further mentions by name would give the old one away, so they are no longer marked.
    """
    start, end = example.target
    text = example.text[:start] + name + example.text[end:]
    return Example(text, (start, start + len(name)), (), example.label)


def augmented(
    example: Example, names: Sequence[str], rng: random.Random, rename: float, mask: float
) -> Example:
    """By chance rename the target or hide its name, so that names do not carry the tone."""
    word = example.text[slice(*example.target)]
    draw = rng.random()
    if word.lower() in PRONOUNS or draw >= rename + mask:
        return example
    return renamed(example, rng.choice(names) if draw < rename else "[MASK]")


def encoded(
    tokenizer: Tokenizer, example: Example, rng: random.Random | None = None, drop: float = 0.0
) -> Encoded:
    """Encode; further mentions are left unmarked with probability ``drop``."""
    keep = rng is None or rng.random() >= drop
    return encode(tokenizer, example.text, example.target, example.mentions if keep else ())


def batches(lengths: Sequence[int], size: int, rng: random.Random) -> Iterator[list[int]]:
    """Indices in random batches of examples of similar length (little padding)."""
    order = sorted(range(len(lengths)), key=lambda i: (lengths[i] + rng.random() * 6, i))
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(groups)
    yield from groups
