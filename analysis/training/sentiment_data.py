"""Examples for the tone model: read the corpora, encode, augment, batch."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tokenizers import Tokenizer

from analysis.tone.target_network import TARGET, WHOLE, Encoded, Span, encode

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
    label: int  # UNKNOWN where nobody labelled it
    soft: tuple[float, ...] = ()  # probabilities that a teacher, or many raters, gave it
    whole: bool = False  # the bracketed words themselves are rated, not an actor


UNKNOWN = -1
#: What may stand around a rated sentence, so that the network learns to rate only what is
#: bracketed: `{}` is a name.
FRAMES = (("{} said ", "."), ("{} told reporters that ", ""), ("", ", {} said."), ("{}: ", ""))


def read(path: Path) -> list[Example]:
    """Every target of a NewsMTSC file, in the file's order."""
    rows = []
    with open(path, encoding="utf-8") as handle:
        for line in handle:
            sentence = json.loads(line)
            for target in sentence["targets"]:
                mentions = tuple((m["from"], m["to"]) for m in target.get("further_mentions", ()))
                span = target["from"], target["to"]
                label = POLARITY[target["polarity"]] if "polarity" in target else UNKNOWN
                soft = tuple(target.get("soft", ()))
                rows.append(Example(sentence["sentence_normalized"], span, mentions, label, soft))
    return rows


def read_editorials(
    folder: Path, names: Sequence[str], rng: random.Random, held: bool = False
) -> list[Example]:
    """Sentences of editorials with twenty readers' ratings (Hutto and Gilbert 2014).

    ``soft`` is the share of readers who heard bad news, neither, or good news. Half of the
    sentences stand alone, the others after the sentence before them or in one of `FRAMES`.
    Every tenth editorial is ``held`` back: asked for, its sentences come alone and labelled with
    what most readers heard.
    """
    ratings = {}
    stem = "nytEditorialSnippets"
    for line in (folder / f"{stem}_anonDataRatings.txt").read_text("latin-1").splitlines():
        key, _, _, given = line.split("\t")
        marks = [float(mark) for mark in json.loads(given)]
        low, high = sum(m < 0 for m in marks), sum(m > 0 for m in marks)
        size = len(marks)
        ratings[key] = low / size, (size - low - high) / size, high / size
    rows, before = [], ""
    for line in (folder / f"{stem}_GroundTruth.txt").read_text("latin-1").splitlines():
        key, _, text = line.split("\t")
        if (int(key.split("_")[0]) % 10 == 0) != held:
            continue
        text = text.strip().replace("''", '"')
        draw, start, end = 1.0 if held else rng.random(), "", ""
        if draw < 0.25 and before:
            start = before + " "
        elif draw < 0.5:
            start, end = (part.format(rng.choice(names)) for part in rng.choice(FRAMES))
        span = len(start), len(start) + len(text)
        soft = ratings[key]
        label = soft.index(max(soft)) if held else UNKNOWN
        rows.append(Example(start + text + end, span, (), label, soft, True))
        before = text
    return rows


def renamed(example: Example, name: str) -> Example:
    """The example with its target called ``name``: what is said stays, who it is goes.

    Further mentions by name would give the old one away, so they are no longer marked.
    """
    start, end = example.target
    text = example.text[:start] + name + example.text[end:]
    return replace(example, text=text, target=(start, start + len(name)), mentions=())


def augmented(
    example: Example, names: Sequence[str], rng: random.Random, rename: float, mask: float
) -> Example:
    """By chance rename the target or hide its name, so that names do not carry the tone."""
    word = example.text[slice(*example.target)]
    draw = 1.0 if example.whole else rng.random()
    if word.lower() in PRONOUNS or draw >= rename + mask:
        return example
    return renamed(example, rng.choice(names) if draw < rename else "[MASK]")


def encoded(
    tokenizer: Tokenizer, example: Example, rng: random.Random | None = None, drop: float = 0.0
) -> Encoded:
    """Encode; further mentions are left unmarked with probability ``drop``."""
    keep = rng is None or rng.random() >= drop
    mentions = example.mentions if keep else ()
    kind = WHOLE if example.whole else TARGET
    return encode(tokenizer, example.text, example.target, mentions, kind=kind)


def batches(lengths: Sequence[int], size: int, rng: random.Random) -> Iterator[list[int]]:
    """Indices in random batches of examples of similar length (little padding)."""
    order = sorted(range(len(lengths)), key=lambda i: (lengths[i] + rng.random() * 6, i))
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(groups)
    yield from groups
