"""Text to word pieces, and word pieces to spans: what the attribution model reads and writes.

The same functions prepare the training windows (``analysis.training.attribution``) and the
article at run time, so the model never sees text cut in a way it was not trained on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

ROLES = ("source", "cue", "content")
TAGS = ("O", *(f"{mark}-{role}" for role in ROLES for mark in "BIES"))
UNKNOWN, CLS, SEP, MASK, PAD = 100, 101, 102, 103, 0
LESSON = 320  # word pieces a window in training, [CLS] and [SEP] included
# What is read at run time is shorter, for attention costs the square of it: a quarter of the
# time less than windows of 320 that share 80, and every F1 on PolNeAR dev within 0.5 points.
WINDOW = 240
CONTEXT = 40  # word pieces that a window repeats from the one before
SHAPES, QUOTES, PLACES = 6, 5, 2
OUTSIDE, INSIDE, OPENING, CLOSING, UNCLOSED = range(QUOTES)  # states of `quote_states`

_SAME = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‛": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "«": '"',
        "»": '"',
        "″": '"',
        "–": "—",
        "―": "—",
        "−": "—",
        "\xa0": " ",
    }
)
_WORD = re.compile(r"\w+")
_DOUBLED = re.compile(r"[‘’'`´]{2}")
_BEFORE_OPENING = set("([{—-/'<:")


def open_tokenizer(file: Path) -> Tokenizer:
    """The tokenizer stored in ``file`` (``tokenizer.json``), which neither pads nor cuts."""
    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


@dataclass(frozen=True)
class Pieces:
    """The word pieces of one block: ids, where each begins and ends, and what surrounds it.

    ``begin`` and ``end`` count characters of the text the block was cut from.
    """

    ids: np.ndarray
    begin: np.ndarray
    end: np.ndarray
    shape: np.ndarray
    quote: np.ndarray
    title: bool


@dataclass(frozen=True)
class Sheet:
    """A whole article as one row of word pieces, a [SEP] after each block.

    ``block`` numbers the blocks; a [SEP] belongs to the block it closes.
    """

    ids: np.ndarray
    begin: np.ndarray
    end: np.ndarray
    shape: np.ndarray
    quote: np.ndarray
    place: np.ndarray
    block: np.ndarray
    stop: np.ndarray  # 1 where a sentence may end

    @property
    def separators(self) -> np.ndarray:
        """True at every [SEP]."""
        return self.ids == SEP


def normalise(text: str) -> tuple[str, np.ndarray]:
    """One form for quotation marks and dashes, and where each character came from.

    Doubled apostrophes become one double quotation mark.  The second value has one more
    entry than the text has characters: ``origin[i]`` is where character *i* starts in
    ``text``, and the last is its length.
    """
    parts: list[str] = []
    origin: list[int] = []
    last = 0
    for match in _DOUBLED.finditer(text):
        parts.append(text[last : match.start()].translate(_SAME))
        origin.extend(range(last, match.start()))
        parts.append('"')
        origin.append(match.start())
        last = match.end()
    parts.append(text[last:].translate(_SAME))
    origin.extend(range(last, len(text) + 1))
    return "".join(parts), np.asarray(origin, dtype=np.int64)


def quote_states(text: str) -> np.ndarray:
    """For each character of a normalised block: 0 outside, 1 inside double quotation marks,
    2 an opening mark, 3 a closing mark, 4 inside a quotation that the block does not close.

    White space on one side of a mark tells which it is; one that could be either toggles.
    """
    states = np.zeros(len(text), dtype=np.int64)
    opened: int | None = None
    for place in (i for i, character in enumerate(text) if character == '"'):
        before = text[place - 1] if place else " "
        after = text[place + 1] if place + 1 < len(text) else " "
        can_open = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
        can_close = not before.isspace()
        opens = can_open if can_open != can_close else opened is None
        if opens:
            states[place] = OPENING
            opened = place
        else:
            states[place] = CLOSING
            if opened is not None:
                states[opened + 1 : place] = INSIDE
            opened = None
    if opened is not None:
        states[opened + 1 :] = UNCLOSED
    return states


def shape_of(word: str) -> int:
    """1 lower case, 2 capitalised, 3 capitals, 4 mixed, 5 digits (0 is for what is no word)."""
    if word.isdigit():
        return 5
    if word.islower():
        return 1
    if word[:1].isupper() and (len(word) == 1 or word[1:].islower()):
        return 2
    return 3 if word.isupper() else 4


def cut(text: str, offset: int, title: bool, tokenizer: Tokenizer) -> Pieces:
    """Cut one block into word pieces.

    ``offset`` is added to all positions; ``tokenizer`` is the model's.
    """
    plain, origin = normalise(text)
    encoding = tokenizer.encode(plain, add_special_tokens=False)
    spans = np.asarray(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    shapes = np.zeros(len(plain) + 1, dtype=np.int64)
    for match in _WORD.finditer(plain):
        shapes[match.start() : match.end()] = shape_of(match.group())
    quotes = np.append(quote_states(plain), 0)
    begin = origin[spans[:, 0]] if len(spans) else np.zeros(0, np.int64)
    end = origin[spans[:, 1]] if len(spans) else np.zeros(0, np.int64)
    ids = np.asarray(encoding.ids, dtype=np.int64)
    special = (ids == PAD) | (ids == CLS) | (ids == SEP) | (ids == MASK)
    ids[special] = UNKNOWN  # a text that spells out "[SEP]"
    return Pieces(
        ids, begin + offset, end + offset, shapes[spans[:, 0]], quotes[spans[:, 0]], title
    )


def lay_out(blocks: Sequence[Pieces], stops: frozenset[int]) -> Sheet:
    """Put the blocks of an article one after the other.

    ``stops`` are the ids of the pieces that may end a sentence.
    """
    rows: dict[str, list[np.ndarray]] = {
        name: [] for name in ("ids", "begin", "end", "shape", "quote", "place", "block")
    }
    for number, piece in enumerate(blocks):
        n = len(piece.ids)
        edge = piece.end[-1] if n else 0
        for name, values, closing in (
            ("ids", piece.ids, SEP),
            ("begin", piece.begin, edge),
            ("end", piece.end, edge),
            ("shape", piece.shape, 0),
            ("quote", piece.quote, 0),
        ):
            rows[name].append(np.append(values, closing))
        rows["place"].append(np.full(n + 1, int(piece.title)))
        rows["block"].append(np.full(n + 1, number))
    flat = {
        name: np.concatenate(parts).astype(np.int64) if parts else np.zeros(0, np.int64)
        for name, parts in rows.items()
    }
    return Sheet(**flat, stop=np.isin(flat["ids"], list(stops)).astype(np.int64))


def to_pieces(sheet: Sheet, spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans of characters as spans of pieces, cut where a block ends."""
    real = ~sheet.separators
    found = []
    for start, end in spans:
        inside = np.flatnonzero(real & (sheet.begin < end) & (sheet.end > start))
        for run in np.split(inside, np.flatnonzero(np.diff(inside) > 1) + 1):
            if len(run):
                found.append((int(run[0]), int(run[-1]) + 1))
    return tuple(found)


def windows(sheet: Sheet, limit: int = WINDOW, context: int = CONTEXT) -> list[tuple[int, int]]:
    """The stretches of the sheet that the model reads in one go, the first piece of each
    being left for [CLS]: whole blocks while they fit, and ``context`` pieces or a little
    less of what went before; a block that is too long is cut."""
    total, room = len(sheet.ids), limit - 1
    edges = np.append(0, np.flatnonzero(sheet.separators) + 1)
    found: list[tuple[int, int]] = []
    start = done = 0
    while done < total:
        stop = min(start + room, total)
        if stop < total:
            whole = edges[(edges > done) & (edges <= stop)]
            stop = int(whole[-1]) if len(whole) else stop
        found.append((start, stop))
        done = stop
        back = edges[(edges >= done - context) & (edges < done)]
        on_edge = bool((edges == done).any())
        start = int(back[0]) if on_edge and len(back) else done if on_edge else done - context
    return found


def merge(parts: Sequence[tuple[tuple[int, int], np.ndarray]], total: int) -> np.ndarray:
    """Average what the windows say of each piece, trusting the middle of a window more."""
    width = parts[0][1].shape[1]
    summed, weights = np.zeros((total, width), np.float32), np.zeros((total, 1), np.float32)
    for (start, stop), values in parts:
        n = stop - start
        here = np.arange(n)
        left = here + 1 if start else np.full(n, n)
        right = n - here if stop < total else np.full(n, n)
        weight = np.minimum(np.minimum(left, right), 48)[:, None].astype(np.float32)
        summed[start:stop] += values * weight
        weights[start:stop] += weight
    return summed / np.maximum(weights, 1e-6)


def allowed() -> np.ndarray:
    """Which tag may follow which (True), so that every span that begins also ends."""
    table = np.zeros((len(TAGS), len(TAGS)), dtype=bool)
    for i, one in enumerate(TAGS):
        for j, two in enumerate(TAGS):
            inside, goes_on = one[0] in "BI", two[0] in "IE"
            table[i, j] = one[2:] == two[2:] if inside and goes_on else not (inside or goes_on)
    return table


def spans_of(tags: Sequence[int]) -> list[tuple[int, int, int]]:
    """(role, first piece, end piece) of every span in a row of tags that ``allowed`` permits."""
    found: list[tuple[int, int, int]] = []
    first = 0
    for i, tag in enumerate(tags):
        if tag == 0:
            continue
        role, mark = divmod(int(tag) - 1, 4)
        if mark in (0, 3):
            first = i
        if mark in (2, 3):
            found.append((role, first, i + 1))
    return found
