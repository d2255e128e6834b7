"""The trained model of paragraph order: word pieces in, scores over all pairs out.

Only ``onnxruntime``, ``tokenizers`` and ``numpy`` are needed here.  The recipe that made the
weights lives in ``analysis/training/order.py`` and prepares its texts with the functions below,
so that what was trained is what is run.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.network import open_network
from analysis.order_cues import plain
from analysis.order_decode import Board, Weights, link_chances, make_board, values
from analysis.order_features import Cohesion, read_cohesion
from analysis.paths import MODELS

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

FOLDER = MODELS / "order"
#: A paragraph's beginning and end say most about its neighbours; the middle is left out.
MAX_PIECES = 56
HEAD_PIECES = 36
_BATCH = 6
TEST_FEATURES = (
    "log_size",
    "link_gain",
    "next_right",
    "pair_chance",
    "pairs_right",
    "first_chance",
    "first_rank",
    "end_chance",
    "decoded_gain",
    "standard_score",
    "weak_links",
    "place_fit",
    "standard_score_by_size",
    "next_right_by_size",
    "pair_chance_by_size",
)


@dataclass(frozen=True)
class Scores:
    """What the network says of one article, paragraphs in stored order.

    ``before[i, j]``: log-odds that i stands anywhere before j; ``link``: logits of direct
    succession, row 0 the start, column n the end; ``place``: the expected place in [0, 1].
    """

    before: np.ndarray
    link: np.ndarray
    place: np.ndarray
    cohesion: Cohesion

    @property
    def size(self) -> int:
        """The number of paragraphs."""
        return self.before.shape[0]


def piece_ids(tokenizer: Tokenizer, text: str) -> list[int]:
    """Word pieces of a paragraph; of a long one the beginning and the end."""
    ids = tokenizer.encode(text).ids
    if len(ids) > MAX_PIECES:
        ids = ids[:HEAD_PIECES] + ids[HEAD_PIECES - MAX_PIECES :]
    return ids


@lru_cache(maxsize=1)
def settings() -> dict[str, Any]:
    """What was tuned after training: weights, threshold, calibration, the cues' weights."""
    found: dict[str, Any] = json.loads((FOLDER / "settings.json").read_text("utf-8"))
    return found


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@lru_cache(maxsize=2)
def _session(name: str) -> InferenceSession:
    return open_network(FOLDER / name)


def encode(ids: Sequence[list[int]]) -> np.ndarray:
    """Vectors of paragraphs, in small batches of like length: little is spent on filling up."""
    session = _session("encoder.onnx")
    order = sorted(range(len(ids)), key=lambda k: (len(ids[k]), k))
    rows: dict[int, np.ndarray] = {}
    for start in range(0, len(order), _BATCH):
        part = order[start : start + _BATCH]
        width = max(len(ids[k]) for k in part)
        table = np.zeros((len(part), width), dtype=np.int64)
        mask = np.zeros((len(part), width), dtype=np.int64)
        for row, k in enumerate(part):
            table[row, : len(ids[k])] = ids[k]
            mask[row, : len(ids[k])] = 1
        (out,) = session.run(None, {"ids": table, "mask": mask})
        rows.update(zip(part, out, strict=True))
    return np.stack([rows[k] for k in range(len(ids))])


def score(title: str, texts: Sequence[str]) -> Scores:
    """Score the paragraphs *texts* of an article.

    :param title: the title, may be empty; :param texts: at least one paragraph.
    """
    cohesion = read_cohesion(title, texts)
    tokenizer = _tokenizer()
    vectors = encode([piece_ids(tokenizer, plain(text)) for text in (title, *texts)])
    before, link, place = _session("net.onnx").run(
        None,
        {
            "title": vectors[:1],
            "vectors": vectors[1:],
            "single": cohesion.single,
            "pairs": cohesion.pairs,
        },
    )
    return Scores(before, link, place, cohesion)


def board(scores: Scores, rules: np.ndarray, weights: Weights | None = None) -> Board:
    """The decoder's board of *scores* and the table of *rules*.

    :param weights: the tuned weights unless others are given.
    """
    chosen = weights or Weights(**settings()["decode"])
    expected = scores.place[None, :] - scores.place[:, None]
    before = scores.before + chosen.place * expected
    made = make_board(before, scores.link, chosen)
    return Board(made.link, made.pair + chosen.rule * rules)


def test_features(scores: Scores, table: Board, decoded: Sequence[int]) -> np.ndarray:
    """How well the stored order fits what the model expects; see :data:`TEST_FEATURES`."""
    n = scores.size
    stored = np.arange(n)
    chances = link_chances(scores.link)
    steps = np.concatenate([chances[1:, :n][stored[:-1], stored[1:]], [chances[n, n]]])
    inner = chances[1:, :n].copy()
    inner[stored, stored] = -1e4
    upper = scores.before[np.triu_indices(n, 1)]
    worth = values(table, np.stack([decoded, stored, *_random_orders(n)]))
    best, here, random = worth[0], worth[1], worth[2:]
    standard = (here - random.mean()) / max(1e-6, float(random.std()))
    off = ~np.eye(n, dtype=bool)
    gain = float(steps[:-1].mean() - inner[off].mean())
    right = float((inner[:-1].argmax(axis=1) == stored[1:]).mean())
    chance = float((1 / (1 + np.exp(-upper))).mean())
    first = chances[0, :n]
    size = np.log(n)
    varied = n > 2 and float(scores.place.std()) > 1e-9
    fit = float(np.corrcoef(scores.place, stored)[0, 1]) if varied else 0.0
    return np.array(
        [
            size,
            gain,
            right,
            chance,
            float((upper > 0).mean()),
            float(first[0]),
            float((first > first[0]).mean()),
            float(steps[-1]),
            (best - here) / n,
            standard,
            float(np.quantile(steps[:-1], 0.2)),
            fit if np.isfinite(fit) else 0.0,
            standard / size,
            right * size,
            (chance - 0.5) * size,
        ]
    )


@lru_cache(maxsize=64)
def _random_orders(n: int) -> np.ndarray:
    """Sixty orders of *n* paragraphs, the same each time."""
    rng = np.random.default_rng(n)
    return np.stack([rng.permutation(n) for _ in range(60)])


def shuffled_chance(features: np.ndarray) -> float:
    """The calibrated chance that the stored order is not the published one."""
    test = settings()["test"]
    z = (features - np.asarray(test["mean"])) / np.asarray(test["scale"])
    logit = float(np.clip(z, -6, 6) @ np.asarray(test["weights"]) + test["bias"])
    return float(1 / (1 + np.exp(-logit)))
