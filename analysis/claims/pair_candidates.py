"""Which claims of an article are weighed against each other, and how close their vectors lie.

Of an article of usual length every two claims. Of a long one those that may meet at all:
neighbours, the nearest by their vectors, those that share a rare word, and the headline with
everything. So the pairs grow with the article and not with its square.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

#: Claims: up to so many, every pair is weighed.
WHOLE = 300
#: In a longer article: claims that follow, claims nearest by vectors, and of how many a word may be
#: that leads from one to the others.
NEXT, NEAREST, RARE = 25, 20, 6
_BLOCK = 512


@dataclass(frozen=True)
class Closeness:
    """How close the claims lie: ``vectors`` (a unit vector each), the same ``centred`` about the
    article's mean, and of each claim the ``nearest`` others in order; ranks count up to ``far``."""

    vectors: np.ndarray
    centred: np.ndarray
    nearest: np.ndarray
    far: int
    #: The products of all with all, in an article of usual length.
    cosines: np.ndarray | None
    centred_cosines: np.ndarray | None

    def cosine(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """The cosine of each pair of claims."""
        return _products(self.vectors, self.cosines, one, other)

    def centred_cosine(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """The same of the centred vectors."""
        return _products(self.centred, self.centred_cosines, one, other)

    def rank(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """How many claims lie closer to ``one`` than ``other`` does; ``far`` where so many do."""
        keys, places = self._ranked
        asked = one * len(self.nearest) + other
        at = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
        return np.where(keys[at] == asked, places[at], self.far)

    @cached_property
    def _ranked(self) -> tuple[np.ndarray, np.ndarray]:
        """A key for every claim and each of its nearest, in order; and the rank of that one."""
        number, reach = len(self.nearest), min(self.far, self.nearest.shape[1])
        keys = (np.arange(number)[:, None] * number + self.nearest[:, :reach]).ravel()
        order = np.argsort(keys)
        return keys[order], np.tile(np.arange(reach), number)[order]


def _products(
    vectors: np.ndarray, table: np.ndarray | None, one: np.ndarray, other: np.ndarray
) -> np.ndarray:
    if table is not None:
        return table[one, other]
    return np.einsum("ij,ij->i", vectors[one], vectors[other])


def closeness(vectors: np.ndarray, far: int) -> Closeness:
    """How close claims lie by their unit ``vectors``, two or more; ranks count up to ``far``."""
    number = len(vectors)
    centred = vectors - vectors.mean(axis=0)
    centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
    keep = min(number - 1, max(far, NEAREST))
    if number <= WHOLE:
        cosines = vectors @ vectors.T
        np.fill_diagonal(cosines, -1.0)
        nearest = np.argsort(-cosines, axis=1)[:, :keep]
        return Closeness(vectors, centred, nearest, far, cosines, centred @ centred.T)
    nearest = np.zeros((number, keep), dtype=np.int64)
    for begin in range(0, number, _BLOCK):
        rows = vectors[begin : begin + _BLOCK] @ vectors.T
        own = np.arange(len(rows))
        rows[own, begin + own] = -1.0
        some = np.argpartition(-rows, keep - 1, axis=1)[:, :keep]
        order = np.argsort(-np.take_along_axis(rows, some, axis=1), axis=1, kind="stable")
        nearest[begin : begin + len(rows)] = np.take_along_axis(some, order, axis=1)
    return Closeness(vectors, centred, nearest, far, None, None)


def chosen(
    order: Sequence[int],
    close: Closeness,
    words: Sequence[Collection[str]],
    headline: Sequence[int],
) -> tuple[np.ndarray, np.ndarray]:
    """The pairs to weigh, as two columns of claims: the earlier and the later, in the text's order.

    Args:
        order: The claims in the text's order.
        close: How close they lie.
        words: What each claim may share with another.
        headline: The claims of the title.
    """
    number = len(order)
    claims = np.asarray(order, dtype=np.int64)
    if number <= WHOLE:
        first, second = np.triu_indices(number, 1)
        return claims[first], claims[second]
    place = np.empty(number, dtype=np.int64)
    place[claims] = np.arange(number)
    found = [_neighbours(number), _nearest(close, place)]
    found += [np.array(_sharing(words, place), dtype=np.int64).reshape(-1, 2)]
    for one in headline:
        found.append(np.stack([np.full(number, place[one]), np.arange(number)], axis=1))
    pairs = np.sort(np.concatenate(found), axis=1)
    keys = np.unique(pairs[:, 0] * number + pairs[:, 1])
    first, second = keys // number, keys % number
    apart = first != second
    return claims[first[apart]], claims[second[apart]]


def _neighbours(number: int) -> np.ndarray:
    first = np.repeat(np.arange(number), NEXT)
    second = first + np.tile(np.arange(1, NEXT + 1), number)
    inside = second < number
    return np.stack([first[inside], second[inside]], axis=1)


def _nearest(close: Closeness, place: np.ndarray) -> np.ndarray:
    some = close.nearest[:, :NEAREST]
    first = np.repeat(place, some.shape[1])
    return np.stack([first, place[some.ravel()]], axis=1)


def _sharing(words: Sequence[Collection[str]], place: np.ndarray) -> list[tuple[int, int]]:
    """The places of claims that share a word which few have."""
    holders: dict[str, list[int]] = {}
    for claim, some in enumerate(words):
        for word in some:
            holders.setdefault(word, []).append(int(place[claim]))
    return [
        (one, other)
        for some in holders.values()
        if 1 < len(some) <= RARE
        for n, one in enumerate(some)
        for other in some[n + 1 :]
    ]
