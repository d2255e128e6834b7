"""The trained model of tone towards a target: how a text is encoded, and how it is run.

Only ``onnxruntime``, ``tokenizers`` and ``numpy`` are needed here.  The recipe that made
the weights lives in ``analysis/training/sentiment.py`` and encodes its texts with the
very functions below, so that what was trained is what is run.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.networks.encoding import tokenizer, word_vectors
from analysis.networks.heads import buckets
from analysis.networks.onnx import open_network
from analysis.paths import MODELS

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Span = tuple[int, int]

LABELS = ("negative", "neutral", "positive")
FOLDER = MODELS / "sentiment"
_SHIPPED = FOLDER / "model.onnx"
#: What the network's last layers read: [CLS], the mean of the bracketed and of all pieces.
_POOLED = "/Concat_output_0"

# Pieces of the vocabulary that pre-training never used: free to mean "target from here
# to there".
OPEN, CLOSE = "[unused0]", "[unused1]"
PLAIN, TARGET, MENTION, WHOLE = 0, 1, 2, 3
MAX_PIECES = 160


@dataclass(frozen=True)
class Encoded:
    """One text with one target, as the network takes it."""

    ids: list[int]
    #: PLAIN, TARGET (the target and its two brackets), MENTION, or WHOLE in TARGET's place
    #: where not an actor is asked about but what is bracketed, as a whole
    marks: list[int]


def encode(
    tokenizer: Tokenizer,
    text: str,
    target: Span,
    mentions: Sequence[Span] = (),
    limit: int = MAX_PIECES,
    kind: int = TARGET,
) -> Encoded:
    """Word pieces of ``text`` with the target bracketed, cropped around it.

    ``mentions`` are further spans that name the target.  A text of more than ``limit``
    pieces keeps a window that has the target in its middle; a target that covers no
    piece at all is bracketed where it stands. ``kind`` WHOLE asks for the tone of the
    bracketed words themselves.
    """
    pieces = tokenizer.encode(text, add_special_tokens=False)
    start, end = target
    inside = [i for i, (a, b) in enumerate(pieces.offsets) if a < end and b > start]
    if inside:
        first, last = inside[0], inside[-1] + 1
    else:
        first = last = sum(b <= start for _, b in pieces.offsets)
    last = min(last, first + limit - 8)
    room = limit - 4 - (last - first)
    left = max(0, min(first - room // 2, len(pieces.ids) - (last - first) - room))
    right = min(len(pieces.ids), left + room + (last - first))
    other = [
        MENTION if any(a < e and b > s for s, e in mentions) else PLAIN for a, b in pieces.offsets
    ]
    brackets = tokenizer.token_to_id(OPEN), tokenizer.token_to_id(CLOSE)
    ids = [
        tokenizer.token_to_id("[CLS]"),
        *pieces.ids[left:first],
        brackets[0],
        *pieces.ids[first:last],
        brackets[1],
        *pieces.ids[last:right],
        tokenizer.token_to_id("[SEP]"),
    ]
    marks = [
        PLAIN,
        *other[left:first],
        *[kind] * (last - first + 2),
        *other[last:right],
        PLAIN,
    ]
    return Encoded(ids, marks)


def pad(batch: Sequence[Encoded]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """``input_ids``, ``attention_mask`` and ``token_type_ids`` of one length."""
    width = max(len(item.ids) for item in batch)
    shape = (len(batch), width)
    ids, mask, marks = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    for row, item in enumerate(batch):
        size = len(item.ids)
        ids[row, :size] = item.ids
        mask[row, :size] = 1
        marks[row, :size] = item.marks
    return ids, mask, marks


@dataclass(frozen=True)
class Calibration:
    """What turns logits into probabilities that mean what they say: fitted on dev files."""

    temperature: float
    whole: float = 1.0  # the temperature where not an actor is asked about

    def __call__(self, logits: np.ndarray, whole: bool = False) -> np.ndarray:
        """Probabilities of negative, neutral and positive, one row each."""
        scaled = logits / (self.whole if whole else self.temperature)
        scaled = np.exp(scaled - scaled.max(-1, keepdims=True))
        return scaled / scaled.sum(-1, keepdims=True)


@lru_cache(maxsize=1)
def calibration() -> Calibration:
    """The calibration that belongs to the shipped weights."""
    data = json.loads((FOLDER / "calibration.json").read_text("utf-8"))
    return Calibration(data["temperature"], data["whole"])


@lru_cache(maxsize=2)
def session(path: Path = _SHIPPED) -> InferenceSession:
    """The network, on one thread: a laptop builds other pages beside it. The shipped one also
    gives out what its last layers read."""
    return open_network(path, (_POOLED,) if path == _SHIPPED else ())


@dataclass(frozen=True)
class StatementLayer:
    """A multinomial logit over the network's output and what its last layers read: what a
    marked statement sounds like, learnt from hand-coded ones
    (``analysis/training/tone_statements.py``)."""

    weights: np.ndarray
    bias: np.ndarray

    def __call__(self, features: np.ndarray) -> np.ndarray:
        """Probabilities of negative, neutral and positive, one row each."""
        scores = features @ self.weights + self.bias
        chances = np.exp(scores - scores.max(-1, keepdims=True))
        return chances / chances.sum(-1, keepdims=True)


@lru_cache(maxsize=1)
def statement_layer() -> StatementLayer:
    """The layer that belongs to the shipped weights."""
    with np.load(FOLDER / "statements.npz", allow_pickle=False) as kept:
        return StatementLayer(kept["weights"].astype(float), kept["bias"].astype(float))


def logits(items: Sequence[Encoded], network: InferenceSession | None = None) -> np.ndarray:
    """The network's raw output, one row an item, run in batches of like length.

    The ranges of the 8-bit activations are fixed, so a text gets the same tone whatever stands
    beside it.
    """
    return _run(items, network or session(), ["logits"])


def features(items: Sequence[Encoded]) -> np.ndarray:
    """What `StatementLayer` reads of each item: the shipped network's raw output, then what its
    last layers read (3 + 1,152 columns)."""
    return _run(items, session(), ["logits", _POOLED])


def _run(items: Sequence[Encoded], network: InferenceSession, outputs: Sequence[str]) -> np.ndarray:
    found: dict[int, np.ndarray] = {}
    wanted = {value.name for value in network.get_inputs()}  # before 8 bits, words are its own
    for batch in buckets([len(item.ids) for item in items]):
        ids, mask, marks = pad([items[i] for i in batch])
        feed = {"input_ids": ids, "attention_mask": mask, "marks": marks}
        if "words" in wanted:
            feed["words"] = word_vectors(ids)
        rows = np.hstack(network.run(list(outputs), feed))
        found.update(zip(batch, rows.astype(float), strict=True))
    if not found:
        return np.zeros((0, len(LABELS)))
    return np.array([found[i] for i in range(len(items))])


#: A text, the target in it, further mentions of the target, and whether the target is no actor
#: but the words whose own tone is asked for.
Question = tuple[str, Span, Sequence[Span], bool]


def probabilities(questions: Sequence[Question]) -> np.ndarray:
    """Calibrated probabilities, one row a question; many are answered faster together."""
    items = [
        encode(tokenizer(), text, target, mentions, kind=WHOLE if whole else TARGET)
        for text, target, mentions, whole in questions
    ]
    chances = np.zeros((len(items), len(LABELS)))
    if items:
        found = features(items)
        whole = np.array([question[3] for question in questions])
        chances[~whole] = calibration()(found[~whole, : len(LABELS)])
        chances[whole] = statement_layer()(found[whole])
    return chances
