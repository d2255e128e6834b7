"""Whom "he", "the minister", an elided source stand for: a small, explainable ranking.

Every candidate gets points for and against, all listed in `WEIGHTS`; shares are their softmax.
Distance is counted in sentences of the *reading order*; where that order is a guess, what
depends on it counts by as much as the guess is sure, and evidence that needs no order (gender,
what the content says of the candidate's own side) decides the rest. The points are in the
tradition of Lappin & Leass (1994) and of the quotation sieves of Muzny et al. (EACL 2017); the
numbers were set by hand and checked on GUM's Wikinews articles (`analysis.bench.speakers`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from analysis.actors.candidate_evidence import Asked, answers, weigh_content
from analysis.actors.draft_cast import Figure, Place, Scene
from analysis.actors.source_heads import Head

#: The points, for (+) and against (-). Natural logarithm of odds, roughly.
WEIGHTS = {
    "each sentence back": -0.8,
    "not named before": -4.0,
    "first named in its sentence": 0.9,
    "named after a preposition or as owner": -0.6,
    "named only in quotations": -0.8,
    "spoke last, in this paragraph": 2.2,
    "spoke last, in the paragraph before": 1.1,
    "same sentence": 1.2,
    "gender agrees": 0.8,
    "gender unknown": -0.4,
    "named often": 0.35,
    "speaks elsewhere in the article": 0.5,
    "named in the content itself": -4.0,
    "own capital named as a stranger's": -2.2,
    "own side named in the quotation": -0.6,
    'the quotation\'s "we" is another side': -1.5,
    'the quotation\'s "we" is the own side': 1.5,
    "answers to the description": 3.0,
    "introduced with a statement, not yet followed up": 1.2,
    "quoted from another day": -0.7,
}
_FAR = 6
_OBLIQUE = frozenset("with to of against for by from about between and than like over on".split())


@dataclass(frozen=True)
class Sighting:
    """One naming of a figure, as the ranking sees it."""

    block: int
    start: int
    sentence: int
    first: bool
    oblique: bool
    quoted: bool


@dataclass(frozen=True)
class Ranked:
    """A candidate with its points and the reasons for them."""

    figure: Figure
    points: float
    reasons: tuple[str, ...] = ()
    share: float = 0.0


@dataclass
class Said:
    """Who spoke where; ``full``: named there by full name."""

    block: int
    start: int
    figures: tuple[Figure, ...]
    full: bool = False


@dataclass
class Reader:
    """The order in which the blocks are read. By block, ``sure`` tells how far to trust which
    blocks come before it (0: no more than chance), ``follows`` how likely it follows directly on
    the one before; ``doubtful`` whether any of that is in question."""

    rank: dict[int, int]
    sure: dict[int, float]
    follows: dict[int, float]
    doubtful: bool


@dataclass
class Memory:
    """What has been read so far: sightings by figure, and who said things."""

    scene: Scene
    sightings: dict[int, list[Sighting]] = field(default_factory=dict)
    figures: dict[int, Figure] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    named: list[Said] = field(default_factory=list)
    speakers: dict[int, int] = field(default_factory=dict)
    other_day: set[int] = field(default_factory=set)

    def see(self, place: Place, first: bool) -> None:
        """Note a naming."""
        block = self.scene.blocks[place.block]
        index = block.token_at(place.start)
        before = block.tokens[index - 1].text.lower() if index else ""
        end = block.tokens_in(place.start, place.end).stop
        owner = end < len(block.tokens) and block.tokens[end].text == "'s"
        self.sightings.setdefault(id(place.figure), []).append(
            Sighting(
                place.block,
                place.start,
                block.sentence_of(place.start),
                first,
                before in _OBLIQUE or owner,
                block.in_quotes(place.start),
            )
        )
        self.figures[id(place.figure)] = place.figure


def remember(scene: Scene) -> Memory:
    """The sightings of a scene. Of each sentence the first naming of a person, and the first
    of anything, are told apart: they are mostly its subjects."""
    memory = Memory(scene)
    seen: set[tuple[int, int, bool]] = set()
    for place in sorted(scene.places, key=lambda p: (p.block, p.start)):
        sentence = scene.blocks[place.block].sentence_of(place.start)
        key = (place.block, sentence, place.figure.kind == "person")
        memory.see(place, key not in seen and not place.demonym)
        if not place.demonym:
            seen.add(key)
    return memory


def rank(asked: Asked, memory: Memory, reader: Reader) -> list[Ranked]:
    """Every candidate that may be meant, the likeliest first, with shares that sum to one."""
    found = []
    for figure in memory.figures.values():
        if not _may_be(figure, asked.wanted):
            continue
        match = answers(figure, asked, memory.scene)
        if asked.noun is not None and match is None:
            continue
        reasons: dict[str, float] = {}
        if asked.noun is not None and match:
            reasons["answers to the description"] = match
        _place(figure, asked, memory, reader, reasons)
        _grammar(figure, asked, reasons)
        weigh_content(figure, asked, memory.scene, reasons)
        points = sum(WEIGHTS[name] * amount for name, amount in reasons.items())
        found.append(Ranked(figure, points, tuple(n for n, a in reasons.items() if a)))
    return shares(found)


def shares(found: Iterable[Ranked]) -> list[Ranked]:
    """The candidates by falling points, each with its softmax share."""
    ranked = sorted(found, key=lambda r: (-r.points, r.figure.name))
    if not ranked:
        return []
    weights = [math.exp(r.points - ranked[0].points) for r in ranked]
    total = sum(weights)
    return [
        Ranked(r.figure, r.points, r.reasons, w / total)
        for r, w in zip(ranked, weights, strict=True)
    ]


def _may_be(figure: Figure, wanted: str) -> bool:
    if wanted in ("m", "f"):
        return figure.kind == "person" and figure.gender in (wanted, "")
    if wanted == "p":
        return figure.plural or figure.kind in ("organisation", "group")
    if wanted == "it":
        return figure.kind in ("state", "organisation") or (figure.kind == "" and not figure.plural)
    if wanted == "person":
        return figure.kind == "person"
    return wanted == "any"


def _place(
    figure: Figure, asked: Asked, memory: Memory, reader: Reader, reasons: dict[str, float]
) -> None:
    """Points for where and how the figure was last named, and whether it spoke last."""
    scene = memory.scene
    here = scene.blocks[asked.block]
    sentence = here.sentence_of(asked.start)
    inside = [(s, e) for b, s, e in asked.content if b == asked.block]
    best: tuple[float, dict[str, float]] | None = None
    for sighting in memory.sightings[id(figure)]:
        in_content = sighting.block == asked.block and any(
            s <= sighting.start < e for s, e in inside
        )
        if in_content:
            continue
        part = _sighted(sighting, asked, reader, memory, sentence)
        value = sum(WEIGHTS[name] * amount for name, amount in part.items())
        if best is None or value > best[0]:
            best = value, part
    reasons.update(best[1] if best else {"not named before": 1.0})
    reasons["named often"] = min(2.5, math.log(1 + len(memory.sightings[id(figure)])))
    if memory.speakers.get(id(figure)):
        reasons["speaks elsewhere in the article"] = 1.0
    if reader.doubtful and _orphan(asked, memory):
        if _open(figure, memory):
            reasons["introduced with a statement, not yet followed up"] = 1.0
        if id(figure) in memory.other_day:
            reasons["quoted from another day"] = 1.0
    last = last_said(asked, memory, reader)
    if last is not None and any(f is figure for f in last.figures):
        if last.block == asked.block:
            reasons["spoke last, in this paragraph"] = 1.0
        elif reader.rank[asked.block] - reader.rank[last.block] == 1:
            reasons["spoke last, in the paragraph before"] = reader.follows[asked.block]


def _orphan(asked: Asked, memory: Memory) -> bool:
    """Is nobody who may be meant named earlier in the same block?"""
    return not any(
        s.block == asked.block and s.start < asked.start and not s.quoted
        for key, seen in memory.sightings.items()
        if _may_be(memory.figures[key], asked.wanted)
        for s in seen
    )


def _open(figure: Figure, memory: Memory) -> bool:
    """Does a paragraph introduce the figure as speaker, by full name or title, while no
    paragraph goes on with his words by surname? Then one that says "he" may follow it: what
    the paragraphs themselves tell of their order, whatever the order they are stored in."""
    introduced, followed = False, False
    for said in memory.named:
        if figure not in said.figures:
            continue
        block = memory.scene.blocks[said.block]
        if block.text.startswith('"') and not said.full:
            followed = True
        introduced = introduced or said.full
    return introduced and not followed


def _sighted(
    sighting: Sighting, asked: Asked, reader: Reader, memory: Memory, sentence: int
) -> dict[str, float]:
    part: dict[str, float] = {}
    if sighting.block == asked.block:
        if sighting.start >= asked.start:
            part["not named before"] = 0.5 if sighting.sentence == sentence else 1.0
        else:
            part["each sentence back"] = sentence - sighting.sentence
            if sighting.sentence == sentence:
                part["same sentence"] = 1.0
    else:
        back = _between(sighting, asked, reader, memory, sentence)
        known = reader.sure[asked.block]
        if back is None:
            part["not named before"] = known
            part["each sentence back"] = _FAR * (1 - known)
        else:
            part["each sentence back"] = min(_FAR, back) * known + _FAR * (1 - known)
    if sighting.first:
        part["first named in its sentence"] = 1.0
    if sighting.oblique:
        part["named after a preposition or as owner"] = 1.0
    if sighting.quoted:
        part["named only in quotations"] = 1.0
    return part


def _between(
    sighting: Sighting, asked: Asked, reader: Reader, memory: Memory, sentence: int
) -> int | None:
    """Sentences from a naming in another block on to what is asked; None where it comes later."""
    there, here = reader.rank[sighting.block], reader.rank[asked.block]
    if there >= here:
        return None
    blocks = memory.scene.blocks
    back = len(blocks[sighting.block].sentences) - sighting.sentence + sentence
    for block in blocks:
        if there < reader.rank[block.index] < here:
            back += len(block.sentences)
    return back


def last_said(asked: Asked, memory: Memory, reader: Reader) -> Said | None:
    """The attribution with a known speaker that stands nearest before, in the reading order."""
    here = (reader.rank[asked.block], asked.start)
    before = [s for s in memory.said if s.figures and (reader.rank[s.block], s.start) < here]
    return max(before, key=lambda s: (reader.rank[s.block], s.start)) if before else None


def _grammar(figure: Figure, asked: Asked, reasons: dict[str, float]) -> None:
    if asked.wanted in ("m", "f"):
        reasons["gender agrees" if figure.gender else "gender unknown"] = 1.0


def asked_for(head: Head, content: Sequence[tuple[int, int, int]]) -> Asked:
    """What the head of a source asks for."""
    if head.how == "pronoun":
        return Asked(head.block, head.start, head.wanted, tuple(content))
    kind = head.noun.kind if head.noun else "any"
    wanted = {"person": "person", "organisation": "it"}.get(kind, "any")
    length = head.end - head.start
    return Asked(head.block, head.start, wanted, tuple(content), head.noun, head.rest, length)
