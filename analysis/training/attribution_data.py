"""PolNeAR as lessons for the attribution model: word pieces, gold tags and gold links."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from analysis.attribution.pairing import Piece
from analysis.bench.brat import GoldArticle, Quoted
from analysis.networks import word_pieces
from analysis.networks.word_pieces import ROLES, Sheet

MASKED = 0.06  # share of word pieces hidden from the encoder in training


@dataclass(frozen=True)
class Bundle:
    """One attribution in word pieces of a sheet."""

    cue: tuple[Piece, ...]
    source: tuple[Piece, ...]
    content: tuple[Piece, ...]


@dataclass(frozen=True)
class Lesson:
    """An article ready for training: its sheet, and each annotator's attributions."""

    name: str
    sheet: Sheet
    views: tuple[tuple[Bundle, ...], ...]


def blocks_of(text: str) -> list[tuple[int, int]]:
    """The trimmed non-blank lines of a text, as spans."""
    found, start = [], 0
    for line in text.split("\n"):
        inner = line.strip()
        if inner:
            first = start + line.index(inner[0])
            found.append((first, first + len(inner)))
        start += len(line) + 1
    return found


def stops_of(tokenizer: Tokenizer) -> frozenset[int]:
    """Ids of the pieces that may end a sentence."""
    return frozenset(tokenizer.token_to_id(mark) for mark in ".!?")


def make_sheet(text: str, tokenizer: Tokenizer) -> Sheet:
    """The word pieces of a whole text."""
    return word_pieces.lay_out(
        [
            word_pieces.cut(text[s:e], s, i == 0, tokenizer)
            for i, (s, e) in enumerate(blocks_of(text))
        ],
        stops_of(tokenizer),
    )


def bundle(sheet: Sheet, one: Quoted) -> Bundle:
    """One gold attribution in pieces."""
    return Bundle(
        *(word_pieces.to_pieces(sheet, getattr(one, role)) for role in ("cue", "source", "content"))
    )


def prepare(articles: Sequence[GoldArticle], tokenizer: Tokenizer) -> list[Lesson]:
    """Cut all articles into pieces."""
    lessons = []
    for article in articles:
        sheet = make_sheet(article.text, tokenizer)
        if len(sheet.ids):
            lessons.append(
                Lesson(
                    article.name,
                    sheet,
                    tuple(tuple(bundle(sheet, one) for one in view) for view in article.views),
                )
            )
    return lessons


def tag_row(sheet: Sheet, bundles: Sequence[Bundle], start: int, stop: int) -> np.ndarray:
    """Gold tags of a stretch; where two spans overlap the longer one stays."""
    tags = np.zeros(stop - start, dtype=np.int64)
    spans = {
        (piece, number)
        for one in bundles
        for number, role in enumerate(ROLES)
        for piece in getattr(one, role)
    }
    for (first, end), number in sorted(spans, key=lambda s: (s[0][0] - s[0][1], s)):
        if first < start or end > stop or tags[first - start : end - start].any():
            continue
        row = tags[first - start : end - start]
        row[:] = 1 + 4 * number + 1
        row[0], row[-1] = 1 + 4 * number, 1 + 4 * number + 2
        if len(row) == 1:
            row[0] = 1 + 4 * number + 3
    return tags


@dataclass(frozen=True)
class Window:
    """A stretch of one lesson, by one annotator."""

    lesson: Lesson
    view: int
    start: int
    stop: int


def training_windows(lessons: Sequence[Lesson], chance: random.Random) -> list[Window]:
    """Cut every article anew: the first window ends at a random block, and whoever annotated
    it is drawn too, the gold with half the weight at least."""
    found = []
    for lesson in lessons:
        view = 0
        if len(lesson.views) > 1 and chance.random() < 0.5:
            view = chance.randrange(len(lesson.views))
        edges = [0, *(np.flatnonzero(lesson.sheet.separators) + 1).tolist()]
        first = chance.choice([e for e in edges if e < word_pieces.LESSON])
        start, goal = 0, first or word_pieces.LESSON - 1
        while start < edges[-1]:
            whole = [e for e in edges if start < e <= start + goal]
            stop = whole[-1] if whole else min(start + goal, edges[-1])
            found.append(Window(lesson, view, start, stop))
            start, goal = stop, word_pieces.LESSON - 1
    return found


def batches(
    windows: Sequence[Window], pieces: int, chance: random.Random
) -> Iterator[list[Window]]:
    """Windows of like length together, about ``pieces`` word pieces a batch."""
    ordered = sorted(windows, key=lambda w: w.stop - w.start + chance.randrange(24))
    groups: list[list[Window]] = [[]]
    for window in ordered:
        if groups[-1] and (window.stop - window.start + 1) * (len(groups[-1]) + 1) > pieces:
            groups.append([])
        groups[-1].append(window)
    chance.shuffle(groups)
    yield from groups


def collate(group: Sequence[Window], chance: np.random.Generator | None) -> dict[str, Tensor]:
    """Padded inputs; pieces are hidden at random where ``chance`` is given."""
    length = 1 + max(w.stop - w.start for w in group)
    arrays = {
        name: np.zeros((len(group), length), dtype=np.int64)
        for name in ("ids", "shape", "quote", "place", "tags")
    }
    mask = np.zeros((len(group), length), dtype=bool)
    for row, window in enumerate(group):
        sheet, n = window.lesson.sheet, window.stop - window.start
        ids = sheet.ids[window.start : window.stop].copy()
        if chance is not None:
            ids[(chance.random(n) < MASKED) & (ids != word_pieces.SEP)] = word_pieces.MASK
        arrays["ids"][row, 0] = word_pieces.CLS
        arrays["ids"][row, 1 : n + 1] = ids
        for name in ("shape", "quote", "place"):
            arrays[name][row, 1 : n + 1] = getattr(sheet, name)[window.start : window.stop]
        arrays["tags"][row, 1 : n + 1] = tag_row(
            sheet, window.lesson.views[window.view], window.start, window.stop
        )
        mask[row, : n + 1] = True
    return {
        **{name: torch.from_numpy(array) for name, array in arrays.items()},
        "mask": torch.from_numpy(mask),
    }


def gold_links(
    lesson: Lesson, view: int, start: int, stop: int
) -> tuple[list[list[Piece]], list[int], list[int]]:
    """Gold spans by role within a stretch, the cue of each content, the source of each cue
    (-1 none, -2 out of sight)."""
    kept = [
        one
        for one in lesson.views[view]
        if one.cue and start <= one.cue[0][0] and one.cue[0][1] <= stop
    ]
    cues = sorted({one.cue[0] for one in kept})
    sources = sorted({p for one in kept for p in one.source if start <= p[0] and p[1] <= stop})
    cue_of: dict[Piece, int] = {}
    source_of = [-1] * len(cues)
    for one in kept:
        number = cues.index(one.cue[0])
        for piece in one.content:
            if start <= piece[0] and piece[1] <= stop:
                cue_of[piece] = number
        if one.source:
            source_of[number] = sources.index(one.source[0]) if one.source[0] in sources else -2
    contents = sorted(cue_of)
    return [sources, cues, contents], [cue_of[piece] for piece in contents], source_of
