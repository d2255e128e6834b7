"""Sentence vectors: all-MiniLM-L6-v2 in 8 bits, run by onnxruntime without torch.

The weights and how they were made are described in ``analysis/models/sentences/CARD.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from onnxruntime import InferenceSession
from tokenizers import Tokenizer

from analysis.networks.onnx import open_network
from analysis.paths import MODELS

FOLDER = MODELS / "sentences"
LONGEST = 128


@lru_cache(maxsize=1)
def _session() -> InferenceSession:
    return open_network(FOLDER / "encoder.onnx")


@lru_cache(maxsize=1)
def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
    tokenizer.enable_truncation(LONGEST)
    tokenizer.no_padding()
    return tokenizer


def vectors(texts: Sequence[str]) -> np.ndarray:
    """Unit vectors of texts, one row each (384 columns); a dot product is their cosine."""
    rows = [_one(text) for text in texts]
    return np.vstack(rows) if rows else np.zeros((0, 384), dtype=np.float32)


@lru_cache(maxsize=4096)
def _one(text: str) -> np.ndarray:
    # One text at a time: 8-bit activations are scaled over the whole input, so a batch would let
    # a neighbour change a vector, and the same sentence must always get the same one.
    return _run(text)[0][0]


@lru_cache(maxsize=1024)
def token_vectors(text: str) -> tuple[np.ndarray, list[tuple[int, int]]]:
    """Unit vectors of the word pieces of a text in context, and their character offsets."""
    encoding = _tokenizer().encode(text)
    states = _run(text)[1][0]
    kept = [i for i, special in enumerate(encoding.special_tokens_mask) if not special]
    found = states[kept]
    norms = np.linalg.norm(found, axis=1, keepdims=True)
    return found / np.maximum(norms, 1e-9), [encoding.offsets[i] for i in kept]


def _run(text: str) -> list[np.ndarray]:
    encoding = _tokenizer().encode(text)
    feed = {
        "input_ids": np.array([encoding.ids], dtype=np.int64),
        "attention_mask": np.ones((1, len(encoding.ids)), dtype=np.int64),
    }
    return _session().run(None, feed)
