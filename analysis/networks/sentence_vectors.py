"""Sentence vectors: all-MiniLM-L6-v2 in 8 bits, run by onnxruntime without torch.

The weights and how they were made are described in ``analysis/models/sentences/CARD.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from onnxruntime import InferenceSession

from analysis.networks.encoding import WIDTH, tokenizer, word_vectors
from analysis.networks.heads import buckets
from analysis.networks.onnx import open_network
from analysis.networks.word_pieces import CLS, SEP
from analysis.paths import MODELS

FOLDER = MODELS / "sentences"
LONGEST = 128
#: Texts whose vectors are kept.
_MOST = 8192


@lru_cache(maxsize=1)
def _session() -> InferenceSession:
    return open_network(FOLDER / "encoder.onnx")


def vectors(texts: Sequence[str]) -> np.ndarray:
    """Unit vectors of texts, one row each (384 columns); a dot product is their cosine.

    Texts that are asked about together are read together, in batches of like length; the ranges
    of the 8-bit activations are fixed, so none changes with its neighbours.
    """
    known = _known()
    if len(known) > _MOST:
        known.clear()
    new = [text for text in dict.fromkeys(texts) if text not in known]
    pieces = [_pieces(text) for text in new]
    for batch in buckets([len(ids) for ids in pieces]):
        rows = _run([pieces[i] for i in batch], ["vectors"])[0]
        known.update((new[i], row) for i, row in zip(batch, rows, strict=True))
    found = [known[text] for text in texts]
    return np.vstack(found) if found else np.zeros((0, WIDTH), dtype=np.float32)


@lru_cache(maxsize=1)
def _known() -> dict[str, np.ndarray]:
    """The vectors of texts that were asked about before."""
    return {}


@lru_cache(maxsize=1024)
def token_vectors(text: str) -> tuple[np.ndarray, list[tuple[int, int]]]:
    """Unit vectors of the word pieces of a text in context, and their character offsets."""
    offsets = tokenizer().encode(text, add_special_tokens=False).offsets
    found = _run([_pieces(text)], ["states"])[0][0][1:-1]
    norms = np.linalg.norm(found, axis=1, keepdims=True)
    return found / np.maximum(norms, 1e-9), offsets[: LONGEST - 2]


def _pieces(text: str) -> list[int]:
    ids = tokenizer().encode(text, add_special_tokens=False).ids
    return [CLS, *ids[: LONGEST - 2], SEP]


def _run(pieces: Sequence[Sequence[int]], outputs: Sequence[str]) -> list[np.ndarray]:
    shape = len(pieces), max(len(ids) for ids in pieces)
    table, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for row, ids in enumerate(pieces):
        table[row, : len(ids)] = ids
        mask[row, : len(ids)] = 1
    feed = {"input_ids": table, "attention_mask": mask, "words": word_vectors(table)}
    return _session().run(list(outputs), feed)
