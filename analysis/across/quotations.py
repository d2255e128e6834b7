"""The same quotation in several papers, and how each of them cut it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import pandas as pd

from analysis.reading import Reading

#: Two quotations are one from so many words in a row on, and so much of the shorter.
RUN, SHARE = 4, 0.5
_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]{1,5000})[”\"»]")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_STOP = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_])")
#: Of words left out, so many are shown.
_SHOWN = 14


@dataclass(frozen=True)
class Quoted:
    """A sentence that a paper quotes: whose statement, its words as written, and as compared."""

    paper: int
    statement_id: str
    start: int
    text: str
    words: tuple[str, ...]


def sentences(paper: int, reading: Reading) -> list[Quoted]:
    """The quoted sentences of a paper, statement by statement; one that its cue interrupts is one
    sentence."""
    found = []
    for row in reading["statements"].to_dict("records"):
        whole = str(row["content_text"])
        parts = [whole] if row["kind"] == "turn" else _QUOTED.findall(whole)
        pieces = [piece for part in parts for piece in _STOP.split(part.strip())]
        texts: list[str] = []
        for piece in pieces:
            goes_on = texts and texts[-1][-1:] not in ".!?" and piece[:1].islower()
            if goes_on:
                texts[-1] += f" {piece}"
            else:
                texts.append(piece)
        for text in texts:
            words = tuple(word.casefold().replace("’", "'") for word in _WORD.findall(text))
            if len(words) >= RUN:
                start = row["content"][0][0]
                found.append(Quoted(paper, str(row["statement_id"]), start, text, words))
    return found


def shared(readings: Sequence[Reading]) -> pd.DataFrame:
    """One row a paper's version of a quotation that several papers have: ``quotation`` numbers
    them, ``text`` is the version, ``cut`` says how it differs from all that any paper quotes,
    ``left_out`` the words that only others have."""
    said = [q for number, reading in enumerate(readings) for q in sentences(number, reading)]
    rows: list[dict[str, Any]] = []
    for number, group in enumerate(_groups(said), 1):
        longest = max(group, key=lambda q: (len(q.words), -q.paper))
        for one in sorted(group, key=lambda q: (q.paper, q.start)):
            cut, left_out = how_cut(one, longest)
            rows.append(
                {
                    "quotation": number,
                    "paper": one.paper,
                    "statement_id": one.statement_id,
                    "text": one.text.rstrip(",;: "),
                    "words": len(one.words),
                    "cut": cut,
                    "left_out": left_out,
                }
            )
    columns = ["quotation", "paper", "statement_id", "text", "words", "cut", "left_out"]
    return pd.DataFrame(rows, columns=columns)


def _groups(said: Sequence[Quoted]) -> list[list[Quoted]]:
    """The quotations that at least two papers have, in the order of the papers."""
    runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, one in enumerate(said):
        for at in range(len(one.words) - RUN + 1):
            runs[one.words[at : at + RUN]].append(number)
    pairs = {
        (a, b)
        for numbers in runs.values()
        for a in numbers
        for b in numbers
        if a < b and said[a].paper != said[b].paper
    }
    parent = list(range(len(said)))

    def root(one: int) -> int:
        while parent[one] != one:
            one = parent[one]
        return one

    for a, b in sorted(pairs):
        if _share(said[a].words, said[b].words) >= SHARE:
            first, second = sorted((root(a), root(b)))
            parent[second] = first
    groups: dict[int, list[Quoted]] = defaultdict(list)
    for number, one in enumerate(said):
        groups[root(number)].append(one)
    return [group for group in groups.values() if len({q.paper for q in group}) > 1]


def _share(one: Sequence[str], other: Sequence[str]) -> float:
    """How much of the shorter stands in the longer, in runs of at least `RUN` words."""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    common = sum(block.size for block in blocks if block.size >= RUN)
    return common / min(len(one), len(other))


def how_cut(one: Quoted, longest: Quoted) -> tuple[str, str]:
    """How a version differs from the longest, in words; and the words it leaves out."""
    if one.words == longest.words:
        return "whole", ""
    shown = _WORD.findall(longest.text)
    matcher = SequenceMatcher(None, one.words, longest.words, autojunk=False)
    where: list[str] = []
    lost: list[str] = []
    for tag, i, _, a, b in matcher.get_opcodes():
        if tag == "equal":
            continue
        if tag == "insert":
            place = "beginning" if i == 0 else "end" if i == len(one.words) else "middle"
            where.append(f"without its {place}")
        elif tag == "delete":
            where.append("with more words")
        else:
            where.append("with other words")
        if b > a:
            words = shown[a:b]
            cut = f"{' '.join(words[:_SHOWN])} …" if len(words) > _SHOWN else " ".join(words)
            lost.append(cut)
    return ", ".join(dict.fromkeys(where)), " / ".join(lost)
