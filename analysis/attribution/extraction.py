"""Who says what: source, cue and content of every attribution in an article.

The shared encoder and three layers above it, trained on PolNeAR
(``analysis/training/attribution.py``), mark the pieces; ``analysis.attribution.pairing`` binds
them.  Both are run with onnxruntime and numpy alone.  What the model was trained on, how well it
does and where it fails is in its card, ``analysis/models/attribution/card.md``.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from analysis.article.article import Article, Span
from analysis.attribution import pairing, tag_chain
from analysis.attribution.pairing import CONTENT, CUE, SOURCE, Piece
from analysis.networks import encoding, word_pieces
from analysis.networks.encoding import Encoder, Encoding
from analysis.networks.onnx import open_network
from analysis.networks.word_pieces import CLOSING, OPENING, UNCLOSED, Sheet
from analysis.paths import MODELS
from analysis.words.vectors import blocks_of, encode_article

FOLDER = MODELS / "attribution"
#: Rows less likely than this are not shown: more of them are wrong than right by far.
#: On PolNeAR dev this gained 0.7 points of attribution F1 and cost nothing in content@0.5.
LEAST = 0.25


@dataclass(frozen=True)
class Attribution:
    """One attribution, in stored offsets of the article.

    ``confidence`` is the probability that content and source are both right;
    ``resolved_by`` names what decided.
    """

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    confidence: float
    resolved_by: str


@dataclass(frozen=True)
class Bound:
    """One attribution in word pieces, before it becomes characters."""

    content: tuple[Piece, ...]
    source: Piece | None
    cue: Piece
    link: float  # probability of the least sure content link
    source_link: float  # probability of the source (or of its absence)
    shared: bool  # the source serves another attribution too
    continued: bool = False  # the content goes on in the paragraphs below it


def rows_of(sheet: Sheet, values: np.ndarray) -> list[np.ndarray]:
    """The values of each block's pieces, without the [SEP]s."""
    edges = np.append(-1, np.flatnonzero(sheet.separators))
    return [values[edges[i] + 1 : edges[i + 1]] for i in range(len(edges) - 1)]


def tag(sheet: Sheet, emissions: np.ndarray, transitions: np.ndarray) -> list[list[Piece]]:
    """The pieces by role (source, cue, content), block by block."""
    found: list[list[Piece]] = [[], [], []]
    start = 0
    for tags in tag_chain.best_rows(rows_of(sheet, emissions), transitions):
        for role, first, end in word_pieces.spans_of(tags.tolist()):
            found[role].append((start + first, start + end))
        start += len(tags) + 1
    return found


def together(sheet: Sheet, contents: Sequence[Piece], cue: Piece) -> tuple[Piece, ...]:
    """The pieces that can be one content: those in the paragraph of the piece next to the cue,
    and where that opens with a quotation mark, other paragraphs' that do too.

    On PolNeAR dev: attribution F1 +0.1, direct only +0.8, exact content spans +0.1.
    """

    def distance(piece: Piece) -> int:
        return piece[0] - cue[1] if piece[0] >= cue[1] else cue[0] - piece[1]

    nearest = min(contents, key=distance)
    opens = sheet.quote[nearest[0]] == OPENING
    return tuple(
        piece
        for piece in contents
        if sheet.block[piece[0]] == sheet.block[nearest[0]]
        or (opens and sheet.quote[piece[0]] == OPENING)
    )


def bind(
    sheet: Sheet,
    spans: Sequence[Sequence[Piece]],
    vectors: np.ndarray,
    weights: dict[str, np.ndarray],
) -> list[Bound]:
    """One attribution for each cue that has content."""
    if not spans[CUE] or not spans[CONTENT]:
        return []
    to_cue = pairing.choose(sheet, spans, vectors, weights, CONTENT, CUE)
    to_source = pairing.choose(sheet, spans, vectors, weights, CUE, SOURCE)
    mine: dict[int, list[int]] = {}
    for number, choice in enumerate(to_cue):
        if choice.partner is not None:
            mine.setdefault(choice.partner, []).append(number)
    uses = Counter(to_source[cue].partner for cue in mine)
    found = []
    for cue, contents in mine.items():
        choice = to_source[cue]
        found.append(
            Bound(
                content=together(
                    sheet, [spans[CONTENT][number] for number in contents], spans[CUE][cue]
                ),
                source=None if choice.partner is None else spans[SOURCE][choice.partner],
                cue=spans[CUE][cue],
                link=min(to_cue[number].probability for number in contents),
                source_link=choice.probability,
                shared=choice.partner is not None and uses[choice.partner] > 1,
            )
        )
    return sorted(found, key=lambda bound: bound.content[0])


def carry_on(
    sheet: Sheet, bounds: Sequence[Bound], spans: Sequence[Sequence[Piece]]
) -> list[Bound]:
    """Quotations that run over paragraphs: one that its paragraph does not close goes on in the
    next if that opens with a quotation mark and nothing in it belongs to another attribution.

    The tagger sees few of these (138 of 19,832 attributions in PolNeAR's training part); there
    the annotators let 38 of 48 go on, and seven of the others have a cue of their own.
    """
    edges = np.flatnonzero(sheet.separators)
    starts = np.append(0, edges + 1)
    marked = np.zeros(len(sheet.ids), dtype=bool)
    for pieces in (spans[SOURCE], spans[CUE], *(bound.content for bound in bounds)):
        for first, end in pieces:
            marked[first:end] = True
    found = []
    for bound in bounds:
        content = list(bound.content)
        block = int(sheet.block[content[-1][0]])
        while (
            content[-1][1] >= edges[block] - 1
            and sheet.quote[content[-1][1] - 1] == UNCLOSED
            and block + 1 < len(edges)
            and sheet.quote[starts[block + 1]] == OPENING
        ):
            block += 1
            first, edge = int(starts[block]), int(edges[block])
            closing = np.flatnonzero(sheet.quote[first:edge] == CLOSING)
            end = first + int(closing[0]) + 1 if len(closing) else edge
            if end - first < 2 or marked[first:end].any():
                break
            marked[first:end] = True
            content.append((first, end))
        if len(content) > len(bound.content):
            bound = replace(bound, content=tuple(content), continued=True)
        found.append(bound)
    return found


@dataclass(frozen=True)
class Engine:
    """The model as loaded: the shared encoder, its own layers above it, the linker's weights."""

    encoder: Encoder
    session: Any
    weights: dict[str, np.ndarray]
    calibration: dict[str, Any]

    def read(self, encoding: Encoding) -> tuple[np.ndarray, np.ndarray]:
        """Emissions and vectors of every piece of an article."""
        said = [self.session.run(None, {"states": w.states[None]}) for w in encoding.windows]
        emissions, vectors = (encoding.merged([one[k][0] for one in said]) for k in (0, 1))
        return emissions, vectors

    def encode(self, article: Article) -> Encoding:
        """The article as this model's encoder sees it, in positions of its repaired view."""
        if self.encoder is encoding.encoder():
            return encode_article(article)
        return self.encoder.read(self.encoder.lay_out(blocks_of(article)))


def load(folder: Path, graphs: Path | None = None) -> Engine:
    """The model in ``folder``; with ``graphs``, a folder of other ONNX graphs (``encoder.onnx``
    and ``head.onnx``) in place of those that ship."""
    with np.load(folder / "linker.npz", allow_pickle=False) as stored:
        weights = {name: stored[name] for name in stored.files}
    settings = folder / "calibration.json"
    calibration = json.loads(settings.read_text(encoding="utf-8")) if settings.exists() else {}
    below = encoding.open_encoder(graphs / "encoder.onnx") if graphs else encoding.encoder()
    return Engine(below, open_network((graphs or folder) / "head.onnx"), weights, calibration)


@lru_cache(maxsize=1)
def engine() -> Engine:
    """The model that the project ships, loaded once."""
    return load(FOLDER)


EVIDENCE = (
    "content",
    "cue",
    "source",
    "link",
    "source_link",
    "weakest",
    "pieces",
    "quoted",
    "sourceless",
    "shared",
    "length",
)


def _log_odds(probability: float) -> float:
    kept = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(kept / (1 - kept))


def evidence(
    sheet: Sheet, walks: Sequence[tag_chain.Lattice | None], starts: np.ndarray, bound: Bound
) -> list[float]:
    """What the confidence rests on, in the order of ``EVIDENCE``: how probable exactly these
    spans and links are, and what kind of attribution it is.

    ``walks`` are the blocks' lattices, ``starts`` the blocks' first pieces.
    """

    def chance(role: int, piece: Piece) -> float:
        block = int(sheet.block[piece[0]])
        first = int(starts[block])
        walk = walks[block]
        return walk.probability(role, piece[0] - first, piece[1] - first) if walk else 0.0

    # the tagger has no opinion on what `carry_on` added: the quotation's first piece counts
    content = [chance(CONTENT, piece) for piece in bound.content[: 1 if bound.continued else None]]
    cue = chance(CUE, bound.cue)
    source = chance(SOURCE, bound.source) if bound.source else 0.5
    whole = min(content) * cue * (source if bound.source else 1.0) * bound.link * bound.source_link
    first, end = bound.content[0][0], bound.content[-1][1]
    return [
        _log_odds(min(content)),
        _log_odds(cue),
        _log_odds(source),
        _log_odds(bound.link),
        _log_odds(bound.source_link),
        _log_odds(whole),
        float(len(bound.content) > 1),
        float(np.isin(sheet.quote[first:end], (1, 2)).mean()),
        float(bound.source is None),
        float(bound.shared),
        math.log(sum(last - begin for begin, last in bound.content)),
    ]


def confidence(facts: Sequence[float], calibration: dict[str, Any]) -> float:
    """The probability that content and source are right: logistic in the evidence."""
    total = calibration["intercept"]
    for name, value in zip(EVIDENCE, facts, strict=True):
        total += calibration["weights"][name] * value
    return 1.0 / (1.0 + math.exp(-total))


def find_bound(
    sheet: Sheet, emissions: np.ndarray, vectors: np.ndarray, weights: dict[str, np.ndarray]
) -> list[tuple[Bound, list[float]]]:
    """The attributions of a sheet with the evidence for each."""
    transitions = weights["transitions"]
    spans = tag(sheet, emissions, transitions)
    bounds = carry_on(sheet, bind(sheet, spans, vectors, weights), spans)
    if not bounds:
        return []
    walks = tag_chain.lattices(rows_of(sheet, emissions), transitions)
    starts = np.append(0, np.flatnonzero(sheet.separators) + 1)
    return [(bound, evidence(sheet, walks, starts, bound)) for bound in bounds]


def resolved_by(sheet: Sheet, bound: Bound) -> str:
    """Names what decided."""
    blocks = {int(sheet.block[first]) for first, _ in (*bound.content, bound.cue)}
    if bound.source:
        blocks.add(int(sheet.block[bound.source[0]]))
    decided = "tagger+linker"
    if bound.continued:
        decided += ", continued quotation"
    elif len(blocks) > 1:
        decided += ", across paragraphs"
    if bound.shared:
        decided += ", shared source"
    if bound.source is None:
        decided += ", no source named"
    return decided


def find(article: Article, using: Engine | None = None) -> tuple[Attribution, ...]:
    """Every outermost attribution of an article, by where its content begins.

    A content in several pieces is one attribution; no span runs over a paragraph's end.
    ``using`` is the model (default: the one the project ships).
    """
    using = using or engine()
    read = using.encode(article)
    sheet = read.sheet
    if not len(sheet.ids):
        return ()

    def stored(piece: Piece) -> Span:
        first, end = piece
        return article.view.to_stored(int(sheet.begin[first]), int(sheet.end[end - 1]))

    found = []
    for bound, facts in find_bound(sheet, *using.read(read), using.weights):
        probability = confidence(facts, using.calibration)
        if probability < LEAST:
            continue
        found.append(
            Attribution(
                content=tuple(stored(piece) for piece in bound.content),
                source=(stored(bound.source),) if bound.source else (),
                cue=(stored(bound.cue),),
                confidence=round(probability, 4),
                resolved_by=resolved_by(sheet, bound),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.content, one.cue)))
