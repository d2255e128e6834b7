"""Who says what: source, cue and content of every attribution in an article.

A small encoder, trained on PolNeAR (``analysis/training/attribution.py``), marks the pieces;
a linker binds them.  Both are run with onnxruntime and numpy alone.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis import linker, tagger
from analysis.linker import CONTENT, CUE, SOURCE, Piece
from analysis.tagger import Sheet


@dataclass(frozen=True)
class Bound:
    """One attribution in word pieces, before it becomes characters."""

    content: tuple[Piece, ...]
    source: Piece | None
    cue: Piece
    link: float               # probability of the least sure content link
    source_link: float        # probability of the source (or of its absence)


def tag(sheet: Sheet, emissions: np.ndarray, transitions: np.ndarray) -> list[list[Piece]]:
    """The pieces by role (source, cue, content), block by block."""
    found: list[list[Piece]] = [[], [], []]
    start = 0
    for edge in np.flatnonzero(sheet.separators):
        for role, first, end in tagger.spans_of(
                tagger.viterbi(emissions[start:edge], transitions).tolist()):
            found[role].append((start + first, start + end))
        start = int(edge) + 1
    return found


def bind(sheet: Sheet, spans: Sequence[Sequence[Piece]], vectors: np.ndarray,
         weights: dict[str, np.ndarray]) -> list[Bound]:
    """One attribution for each cue that has content."""
    if not spans[CUE] or not spans[CONTENT]:
        return []
    to_cue, to_source = linker.link(sheet, spans, vectors, weights)
    mine: dict[int, list[int]] = {}
    for number, row in enumerate(to_cue):
        mine.setdefault(int(row.argmax()), []).append(number)
    found = []
    for cue, contents in mine.items():
        choice = int(to_source[cue].argmax())
        found.append(Bound(
            content=tuple(spans[CONTENT][number] for number in contents),
            source=spans[SOURCE][choice] if choice < len(spans[SOURCE]) else None,
            cue=spans[CUE][cue],
            link=float(min(to_cue[number, cue] for number in contents)),
            source_link=float(to_source[cue, choice])))
    return sorted(found, key=lambda bound: bound.content[0])
