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

from analysis.networks.encoding import tokenizer, word_vectors
from analysis.networks.onnx import open_network
from analysis.networks.word_pieces import open_tokenizer
from analysis.order.neighbour_ties import Tie, find_ties, tie_table
from analysis.order.pair_features import Cohesion, read_cohesion
from analysis.order.paragraph_cues import plain
from analysis.order.search import Board, Weights, make_board
from analysis.order.tree_scores import tree_before
from analysis.paths import MODELS

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

FOLDER = MODELS / "order"
#: A paragraph's beginning and end say most about its neighbours; the middle is left out.
MAX_PIECES = 56
HEAD_PIECES = 36
_BATCH = 6


@dataclass(frozen=True)
class Scores:
    """What the models say of one article, paragraphs in stored order.

    ``before[i, j]``: log-odds that i stands anywhere before j, network's and trees' added;
    ``link``: logits of direct succession, row 0 the start, column n the end, network's and
    ties' added; ``place``: the expected place in [0, 1]; ``ties``: what ties neighbours.
    """

    before: np.ndarray
    link: np.ndarray
    place: np.ndarray
    cohesion: Cohesion
    ties: tuple[Tie, ...] = ()

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
    return open_tokenizer(FOLDER / "tokenizer.json")


@lru_cache(maxsize=1)
def _places() -> np.ndarray:
    """Where each of the model's word pieces stands in the table that all networks share: this
    model knows fewer, and takes rare words in parts."""
    everywhere = tokenizer().get_vocab()
    own = _tokenizer().get_vocab()
    return np.asarray([everywhere[piece] for piece in sorted(own, key=own.__getitem__)])


@lru_cache(maxsize=3)
def session(name: str) -> InferenceSession:
    """The network *name* of the model's folder, opened once."""
    return open_network(FOLDER / name)


def encode(ids: Sequence[list[int]]) -> np.ndarray:
    """Vectors of paragraphs, in small batches of like length: little is spent on filling up."""
    encoder = session("encoder.onnx")
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
        words = word_vectors(_places()[table])
        (out,) = encoder.run(None, {"ids": table, "mask": mask, "words": words})
        rows.update(zip(part, out, strict=True))
    return np.stack([rows[k] for k in range(len(ids))])


def score(title: str, texts: Sequence[str]) -> Scores:
    """Score the paragraphs *texts* of an article.

    :param title: the title, may be empty; :param texts: at least one paragraph.
    """
    return score_vectors(title, texts, paragraph_vectors(title, texts))


def paragraph_vectors(title: str, texts: Sequence[str]) -> np.ndarray:
    """The encoder's vectors of the title and of each paragraph."""
    own = _tokenizer()
    return encode([piece_ids(own, plain(text)) for text in (title, *texts)])


def score_vectors(title: str, texts: Sequence[str], vectors: np.ndarray) -> Scores:
    """As :func:`score`, with the vectors of :func:`paragraph_vectors` at hand."""
    cohesion = read_cohesion(title, texts)
    before, link, place = session("net.onnx").run(
        None,
        {
            "title": vectors[:1],
            "vectors": vectors[1:],
            "single": cohesion.single,
            "pairs": cohesion.pairs,
        },
    )
    both = before + settings()["trees"] * tree_before(cohesion, session("trees.onnx"))
    ties = tuple(find_ties(cohesion.cues))
    link = link.astype(np.float64)
    link[1:, : len(texts)] += tie_table(ties, len(texts), settings()["ties"])
    return Scores(both, link, place, cohesion, ties)


def board(scores: Scores, rules: np.ndarray, weights: Weights | None = None) -> Board:
    """The decoder's board of *scores* and the table of *rules*.

    :param weights: the tuned weights unless others are given.
    """
    chosen = weights or Weights(**settings()["decode"])
    expected = scores.place[None, :] - scores.place[:, None]
    before = scores.before + chosen.place * expected
    made = make_board(before, scores.link, chosen)
    return Board(made.link, made.pair + chosen.rule * rules)
