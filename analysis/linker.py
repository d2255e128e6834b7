"""Binding the pieces of attributions: which cue a content belongs to, and whose it is.

Every cue heads one attribution.  A content piece goes to the cue that suits it best; a cue
takes the source that suits it best, or none.  Both are scored by small networks over the
encoder's vectors of the two spans and how they lie to each other.
"""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.tagger import Sheet

Piece = tuple[int, int]                     # first and end word piece in the sheet
_GAPS = np.asarray([0, 1, 2, 4, 8, 16, 32, 64])
WIDTH = 2 * (len(_GAPS) + 1) + 2 * 4 + 5 * 3 + 4
SOURCE, CUE, CONTENT = 0, 1, 2


def pair_features(sheet: Sheet, spans: Sequence[Sequence[Piece]], one: int,
                  other: int) -> np.ndarray:
    """How each span of role ``one`` lies to each of role ``other``: an array one x other x WIDTH.

    Distance in pieces and blocks by direction; how many sources, cues, contents, sentence
    ends and quotation marks lie between; whether either stands in quotation marks.
    """
    a = np.asarray(spans[one], dtype=np.int64).reshape(-1, 2)
    b = np.asarray(spans[other], dtype=np.int64).reshape(-1, 2)
    total = len(sheet.ids)
    a_start, a_end = a[:, :1], a[:, 1:]
    b_start, b_end = b[None, :, 0], b[None, :, 1]
    behind = (b_start >= a_end).astype(np.int64)
    low = np.where(behind, np.broadcast_to(a_end, behind.shape),
                   np.broadcast_to(b_end, behind.shape))
    high = np.where(behind, np.broadcast_to(b_start, behind.shape),
                    np.broadcast_to(a_start, behind.shape))
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
    counted.append(np.append(0, np.cumsum((sheet.quote == 2) | (sheet.quote == 3))))
    for sums in counted:
        mark(column, np.minimum(sums[high] - sums[low], 2))
        column += 3
    inside = (sheet.quote != 0).astype(np.float32)
    result[:, :, column] = inside[a_start]
    result[:, :, column + 1] = inside[b_start]
    result[:, :, column + 2] = (sheet.quote[a_start] >= 2) & (sheet.quote[a_start] <= 2)
    result[:, :, column + 3] = sheet.quote[b_start] == 2
    return result


def represent(vectors: np.ndarray, pieces: Sequence[Piece]) -> np.ndarray:
    """First and last vector of each span, side by side."""
    ends = np.asarray(pieces, dtype=np.int64).reshape(-1, 2)
    return np.concatenate([vectors[ends[:, 0]], vectors[ends[:, 1] - 1]], axis=1)


def pair_scores(weights: dict[str, np.ndarray], name: str, one: np.ndarray, other: np.ndarray,
                features: np.ndarray) -> np.ndarray:
    """The scores of all pairs, one x other, by the network called ``name``."""
    def part(key: str) -> np.ndarray:
        return weights[f"{name}.{key}"]
    hidden = (features @ part("lie.weight").T + part("lie.bias")
              + (one @ part("one.weight").T)[:, None, :]
              + (other @ part("other.weight").T)[None, :, :]
              + (one[:, None, :] * other[None, :, :]) @ part("both.weight").T)
    return (np.maximum(hidden, 0) @ part("score.weight").T + part("score.bias"))[:, :, 0]


def none_scores(weights: dict[str, np.ndarray], name: str, one: np.ndarray) -> np.ndarray:
    """How well "none at all" suits each span."""
    hidden = one @ weights[f"{name}.none_one.weight"].T + weights[f"{name}.none_one.bias"]
    return (np.maximum(hidden, 0) @ weights[f"{name}.none_score.weight"].T
            + weights[f"{name}.none_score.bias"])[:, 0]


def softmax(scores: np.ndarray) -> np.ndarray:
    """Row by row."""
    if scores.shape[1] == 0:
        return scores
    raised = np.exp(scores - scores.max(1, keepdims=True))
    return raised / raised.sum(1, keepdims=True)


def link(sheet: Sheet, spans: Sequence[Sequence[Piece]], vectors: np.ndarray,
         weights: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities of every cue for every content, and of every source, and last of none,
    for every cue.

    ``spans`` are the pieces by role (source, cue, content), ``vectors`` the encoder's.
    """
    by_role = [represent(vectors, pieces) for pieces in spans]
    to_cue = pair_scores(weights, "content", by_role[CONTENT], by_role[CUE],
                         pair_features(sheet, spans, CONTENT, CUE))
    to_source = pair_scores(weights, "source", by_role[CUE], by_role[SOURCE],
                            pair_features(sheet, spans, CUE, SOURCE))
    none = none_scores(weights, "source", by_role[CUE])
    return softmax(to_cue), softmax(np.concatenate([to_source, none[:, None]], axis=1))
