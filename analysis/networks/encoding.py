"""The one encoder: an article's words as vectors, read once and shared by every stage.

Three layers of a MiniLM that was trained on attributions (``analysis/models/encoder/card.md``).
What its words look like above them (`Encoding.states`) is where every trained stage begins, each
with a few layers of its own: attribution with the three it was trained with, the others with the
heads of `analysis.networks.heads`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis.networks import word_pieces
from analysis.networks.onnx import open_network
from analysis.networks.word_pieces import Sheet
from analysis.paths import MODELS

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FOLDER = MODELS / "encoder"
#: Numbers a piece.
WIDTH = 384
_INPUTS = (("ids", word_pieces.CLS), ("shape", 0), ("quote", 0), ("place", 0))


@dataclass(frozen=True)
class Block:
    """A paragraph or title: its text and where it begins, in positions of the whole text."""

    start: int
    text: str
    title: bool = False


@dataclass(frozen=True)
class Window:
    """A stretch of pieces that the encoder read in one go, and their states; the first row is
    [CLS]'s, before piece ``start``."""

    start: int
    stop: int
    states: np.ndarray


@dataclass(frozen=True)
class Encoding:
    """A text as the encoder sees it, one row a word piece.

    ``sheet`` says which characters a piece covers, in the positions that its blocks were given
    (for an article: of its repaired view, in Unicode code points); a row without characters
    closes each block.
    """

    sheet: Sheet
    windows: tuple[Window, ...]

    @cached_property
    def states(self) -> np.ndarray:
        """A vector for each piece (384 columns); where windows overlap, averaged."""
        return self.merged([window.states for window in self.windows])

    def merged(self, values: Sequence[np.ndarray]) -> np.ndarray:
        """One row a piece from one table a window, whose first row is [CLS]'s."""
        if not len(values):
            return np.zeros((0, WIDTH), dtype=np.float32)
        if len(values) == 1:
            return values[0][1:]
        parts = [
            ((window.start, window.stop), rows[1:])
            for window, rows in zip(self.windows, values, strict=True)
        ]
        return word_pieces.merge(parts, len(self.sheet.ids))

    def rows(self, start: int, end: int) -> np.ndarray:
        """The rows of the pieces that lie in the characters from ``start`` to ``end``.

        Blocks must have been given in the order of their positions.
        """
        first = int(np.searchsorted(self.sheet.end, start, side="right"))
        last = int(np.searchsorted(self.sheet.begin, end, side="left"))
        found = np.arange(first, max(first, last))
        return found[~self.sheet.separators[found]]


@dataclass(frozen=True)
class Encoder:
    """The encoder as loaded: its network, its tokenizer, and what may end a sentence."""

    session: Any
    tokenizer: Tokenizer
    stops: frozenset[int]

    def lay_out(self, blocks: Sequence[Block]) -> Sheet:
        """The blocks in word pieces."""
        cut = [word_pieces.cut(b.text, b.start, b.title, self.tokenizer) for b in blocks]
        return word_pieces.lay_out(cut, self.stops)

    def read(self, sheet: Sheet) -> Encoding:
        """The states of a sheet's pieces, window by window."""
        found = []
        for start, stop in word_pieces.windows(sheet):
            feed = {
                name: np.append(edge, getattr(sheet, name)[start:stop])[None]
                for name, edge in _INPUTS
            }
            feed["words"] = word_vectors(feed["ids"])
            (states,) = self.session.run(None, feed)
            found.append(Window(start, stop, states[0]))
        return Encoding(sheet, tuple(found))


@lru_cache(maxsize=1)
def _words() -> tuple[np.ndarray, np.float32, np.float32]:
    with np.load(FOLDER / "words.npz", allow_pickle=False) as kept:
        return kept["pieces"], np.float32(kept["scale"]), np.float32(kept["zero"])


def word_vectors(ids: np.ndarray) -> np.ndarray:
    """What each word piece brings along before it has been read in context (384 columns more).

    All networks begin with the same table, MiniLM's own, which no training here touches: it is
    half of a network's weight, so it is shipped once and handed in.
    """
    pieces, scale, zero = _words()
    return (pieces[ids].astype(np.float32) - zero) * scale


@lru_cache(maxsize=1)
def tokenizer() -> Tokenizer:
    """The word pieces of every network."""
    return word_pieces.open_tokenizer(FOLDER / "tokenizer.json")


def open_encoder(graph: Path = FOLDER / "encoder.onnx") -> Encoder:
    """The encoder; another ONNX graph of it if one is given."""
    stops = frozenset(tokenizer().token_to_id(mark) for mark in ".!?")
    return Encoder(open_network(graph), tokenizer(), stops)


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """The encoder that the project ships, loaded once."""
    return open_encoder()


def encode(blocks: Sequence[Block]) -> Encoding:
    """What the encoder says of a text. Stages that ask for the same text one after the other
    share one answer, wherever each says that its blocks begin."""
    found = _encode(tuple((block.text, block.title) for block in blocks))
    shift = np.asarray([block.start for block in blocks], dtype=np.int64)[found.sheet.block]
    placed = replace(found.sheet, begin=found.sheet.begin + shift, end=found.sheet.end + shift)
    return replace(found, sheet=placed)


@lru_cache(maxsize=2)
def _encode(blocks: tuple[tuple[str, bool], ...]) -> Encoding:
    using = encoder()
    return using.read(using.lay_out([Block(0, text, title) for text, title in blocks]))


@lru_cache(maxsize=1024)
def alone(text: str) -> Encoding:
    """A text that stands in no article: a sentence of a benchmark, one with a word left out."""
    using = encoder()
    return using.read(using.lay_out([Block(0, text)]))
