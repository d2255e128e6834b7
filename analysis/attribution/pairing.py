"""Binding the pieces of attributions: which cue a content belongs to, and whose it is.

Every cue heads one attribution.  A content piece goes to the cue that suits it best; a cue
takes the source that suits it best, or none.  Both are scored by small networks over the
encoder's vectors of the two spans and how they lie to each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analysis.networks.word_pieces import CLOSING, OPENING, Sheet

Piece = tuple[int, int]  # first and end word piece in the sheet
_GAPS = np.asarray([0, 1, 2, 4, 8, 16, 32, 64])
WIDTH = 2 * (len(_GAPS) + 1) + 2 * 4 + 5 * 3 + 4
SOURCE, CUE, CONTENT = 0, 1, 2
REACH = 320  # word pieces to either side in which partners are looked for
_TOGETHER = 32


def pair_features(
    sheet: Sheet, spans: Sequence[Sequence[Piece]], one: Sequence[Piece], other: Sequence[Piece]
) -> np.ndarray:
    """How each span of ``one`` lies to each of ``other``: an array one x other x WIDTH.

    ``spans`` are all pieces by role.

    Distance in pieces and blocks by direction; how many sources, cues, contents, sentence
    ends and quotation marks lie between; whether either stands in quotation marks.
    """
    a = np.asarray(one, dtype=np.int64).reshape(-1, 2)
    b = np.asarray(other, dtype=np.int64).reshape(-1, 2)
    total = len(sheet.ids)
    a_start, a_end = a[:, :1], a[:, 1:]
    b_start, b_end = b[None, :, 0], b[None, :, 1]
    behind = (b_start >= a_end).astype(np.int64)
    low = np.where(
        behind, np.broadcast_to(a_end, behind.shape), np.broadcast_to(b_end, behind.shape)
    )
    high = np.where(
        behind, np.broadcast_to(b_start, behind.shape), np.broadcast_to(a_start, behind.shape)
    )
    high = np.maximum(high, low)
    result = np.zeros((len(a), len(b), WIDTH), dtype=np.float32)
    rows, columns = np.indices(behind.shape)

    def mark(column: int, choice: np.ndarray) -> None:
        result[rows, columns, column + choice] = 1.0

    width = len(_GAPS) + 1
    mark(0, behind * width + np.searchsorted(_GAPS, high - low))
    column = 2 * width
    blocks = np.abs(sheet.block[b_start] - sheet.block[a_start])
    mark(column, behind * 4 + np.minimum(blocks, 3))
    column += 8
    counted = []
    for role in (SOURCE, CUE, CONTENT):
        starts = np.zeros(total + 1, dtype=np.int64)
        for first, _ in spans[role]:
            starts[first + 1] += 1
        counted.append(np.cumsum(starts))
    counted.append(np.append(0, np.cumsum(sheet.stop)))
    counted.append(np.append(0, np.cumsum(np.isin(sheet.quote, (OPENING, CLOSING)))))
    for sums in counted:
        mark(column, np.minimum(sums[high] - sums[low], 2))
        column += 3
    inside = (sheet.quote != 0).astype(np.float32)
    result[:, :, column] = inside[a_start]
    result[:, :, column + 1] = inside[b_start]
    result[:, :, column + 2] = sheet.quote[a_start] == OPENING
    result[:, :, column + 3] = sheet.quote[b_start] == OPENING
    return result


def represent(vectors: np.ndarray, pieces: Sequence[Piece]) -> np.ndarray:
    """First and last vector of each span, side by side."""
    ends = np.asarray(pieces, dtype=np.int64).reshape(-1, 2)
    return np.concatenate([vectors[ends[:, 0]], vectors[ends[:, 1] - 1]], axis=1)


def pair_scores(
    weights: dict[str, np.ndarray],
    name: str,
    one: np.ndarray,
    other: np.ndarray,
    features: np.ndarray,
) -> np.ndarray:
    """The scores of all pairs, one x other, by the network called ``name``."""

    def part(key: str) -> np.ndarray:
        return weights[f"{name}.{key}"]

    both = (one[:, None, :] * other[None, :, :]).reshape(-1, one.shape[1])
    hidden = features.reshape(-1, WIDTH) @ part("lie.weight").T + both @ part("both.weight").T
    hidden = (
        hidden.reshape(len(one), len(other), hidden.shape[1])
        + part("lie.bias")
        + (one @ part("one.weight").T)[:, None, :]
        + (other @ part("other.weight").T)[None, :, :]
    )
    return np.maximum(hidden, 0) @ part("score.weight")[0] + part("score.bias")


def none_scores(weights: dict[str, np.ndarray], name: str, one: np.ndarray) -> np.ndarray:
    """How well "none at all" suits each span."""
    hidden = one @ weights[f"{name}.none_one.weight"].T + weights[f"{name}.none_one.bias"]
    return (
        np.maximum(hidden, 0) @ weights[f"{name}.none_score.weight"].T
        + weights[f"{name}.none_score.bias"]
    )[:, 0]


def softmax(scores: np.ndarray) -> np.ndarray:
    """Row by row."""
    raised = np.exp(scores - scores.max(1, keepdims=True))
    return raised / raised.sum(1, keepdims=True)


@dataclass(frozen=True)
class Choice:
    """The partner chosen for a span (None: none suits), and how sure."""

    partner: int | None
    probability: float


def choose(
    sheet: Sheet,
    spans: Sequence[Sequence[Piece]],
    vectors: np.ndarray,
    weights: dict[str, np.ndarray],
    one: int,
    other: int,
) -> list[Choice]:
    """The best partner of role ``other`` for every span of role ``one``.

    ``spans`` are the pieces by role (source, cue, content) in the text's order, ``vectors``
    the encoder's.  Only partners in reach are weighed, a few spans at a time, so that a very
    long text needs no more memory than a short one.
    """
    name = "content" if one == CONTENT else "source"
    found: list[Choice] = []
    starts = np.asarray([piece[0] for piece in spans[other]], dtype=np.int64)
    for first in range(0, len(spans[one]), _TOGETHER):
        some = spans[one][first : first + _TOGETHER]
        low = int(np.searchsorted(starts, some[0][0] - REACH))
        high = int(np.searchsorted(starts, some[-1][1] + REACH))
        near = spans[other][low:high]
        mine = represent(vectors, some)
        features = pair_features(sheet, spans, some, near)
        scores = pair_scores(weights, name, mine, represent(vectors, near), features)
        if name == "source":
            scores = np.concatenate([scores, none_scores(weights, name, mine)[:, None]], axis=1)
        if not scores.shape[1]:
            found.extend(Choice(None, 1.0) for _ in some)
            continue
        for row in softmax(scores):
            best = int(np.argmax(row))
            found.append(Choice(low + best if best < len(near) else None, float(row[best])))
    return found
