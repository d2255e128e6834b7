"""Heads on the shared encoder: a few layers of a task's own over the states of some pieces.

Comes in: the states of `analysis.networks.encoding`, and for each piece a mark (what the task
says of it; 0 for nothing). Goes out: what the head was trained to say. All heads are made by one
recipe, ``analysis/training/heads.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.networks.onnx import open_network

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

#: Pieces that go through a head together: more gain no speed and cost memory.
_TOGETHER = 512


@lru_cache(maxsize=8)
def session(path: Path) -> InferenceSession:
    """The head in ``path``, opened once."""
    return open_network(path)


def buckets(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Numbers of items in batches of like length: little is spent on filling up."""
    batch: list[int] = []
    for number in sorted(range(len(lengths)), key=lambda i: (lengths[i], i)):
        if batch and (len(batch) + 1) * lengths[number] > _TOGETHER:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def run(
    path: Path, states: Sequence[np.ndarray], marks: Sequence[np.ndarray] | None = None
) -> np.ndarray:
    """What the head says of each item, one row an item, in their order.

    ``states`` holds the pieces of each item, one row a piece; ``marks`` a number a piece.
    """
    network = session(path)
    found: dict[int, np.ndarray] = {}
    for batch in buckets([len(item) for item in states]):
        width = max(1, *(len(states[i]) for i in batch))
        filled = np.zeros((len(batch), width, states[batch[0]].shape[1]), dtype=np.float32)
        kinds = np.zeros((len(batch), width), dtype=np.int64)
        mask = np.zeros((len(batch), width), dtype=np.int64)
        for row, i in enumerate(batch):
            size = len(states[i])
            filled[row, :size] = states[i]
            mask[row, :size] = 1
            if marks is not None:
                kinds[row, :size] = marks[i]
        (rows,) = network.run(["said"], {"states": filled, "marks": kinds, "mask": mask})
        found.update(zip(batch, rows, strict=True))
    return np.asarray([found[i] for i in range(len(states))])
