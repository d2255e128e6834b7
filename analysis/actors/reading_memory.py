"""What has been read so far: who was named where, who said what, in the order of reading."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from analysis.actors.draft_cast import Figure, Place, Scene
from analysis.knowledge import wordlists
from analysis.knowledge.authority import Gender
from analysis.words.tokens import Block

if TYPE_CHECKING:
    from analysis.order.restoration import Order

#: Below this chance of being intact the stored order is not simply believed.
_LIKELY = 0.5
#: Paragraphs: who was named further back than this is not meant, unless named again.
REACH = 100
_ARTICLES = wordlists.words("phrase_words", "article")


@dataclass(frozen=True)
class Sighting:
    """One naming of a figure: where, in which sentence of the block, and in which place there.

    ``first``: the first of its kind in the sentence, mostly its subject; ``oblique``: behind a
    preposition, or as owner; ``quoted``: in quotation marks; ``pronoun``: by a pronoun only.
    """

    block: int
    start: int
    end: int
    sentence: int
    first: bool = False
    oblique: bool = False
    quoted: bool = False
    pronoun: bool = False


@dataclass(frozen=True)
class Said:
    """Who spoke where; ``full``: named there by full name."""

    block: int
    start: int
    figures: tuple[Figure, ...]
    full: bool = False


@dataclass(frozen=True)
class Reader:
    """The order in which the blocks are read. By block, ``sure`` tells how far to trust which
    blocks come before it (0: no more than chance), ``follows`` how likely it follows directly on
    the one before; ``doubtful`` whether any of that is in question. ``sentences`` counts the
    sentences read before the block."""

    rank: dict[int, int]
    sure: dict[int, float]
    follows: dict[int, float]
    doubtful: bool
    sentences: dict[int, int]

    @cached_property
    def _order(self) -> tuple[list[int], list[int]]:
        """The ranks in order, and the block of each."""
        pairs = sorted((rank, block) for block, rank in self.rank.items())
        return [rank for rank, _ in pairs], [block for _, block in pairs]

    def before(self, rank: int) -> list[int]:
        """The blocks read before a rank, the last first, as far back as `REACH`."""
        ranks, blocks = self._order
        at = bisect_left(ranks, rank)
        return blocks[max(0, at - REACH) : at][::-1]

    def around(self, rank: int) -> list[int]:
        """The blocks that are read no further than `REACH` from a rank, in order."""
        ranks, blocks = self._order
        at = bisect_left(ranks, rank)
        return blocks[max(0, at - REACH) : at + REACH + 1]


def as_stored(blocks: Sequence[Block]) -> Reader:
    """The blocks read in the order in which they are stored."""
    ones = dict.fromkeys((b.index for b in blocks), 1.0)
    rank = {b.index: b.number for b in blocks}
    return Reader(rank, ones, ones, False, _sentences(blocks, rank))


def reader(blocks: Sequence[Block], order: Order | None) -> Reader:
    """The reading order of the blocks; as stored where none is given.

    A restored place is trusted by as much as it is better than chance. A stored order is
    trusted, unless the text is rather shuffled than not and was left as it is only because no
    better order could be told: then by the chance that it is intact.
    """
    if order is None:
        return as_stored(blocks)
    places = {b.index: order.positions.get(b.number) for b in blocks}
    rank = {b.index: getattr(places[b.index], "position", b.number) for b in blocks}
    raw = {b.index: getattr(places[b.index], "confidence", 1.0) for b in blocks}
    sentences = _sentences(blocks, rank)
    if not (order.shuffled or min(raw.values(), default=1.0) < _LIKELY):
        ones = dict.fromkeys(rank, 1.0)
        return Reader(rank, ones, ones, False, sentences)
    sure = {k: max(0.0, 2 * v - 1) for k, v in raw.items()} if order.shuffled else raw
    follows = {k: getattr(places[k], "follows", v) for k, v in sure.items()}
    return Reader(rank, sure, follows, True, sentences)


def _sentences(blocks: Sequence[Block], rank: Mapping[int, int]) -> dict[int, int]:
    found, before = {}, 0
    for block in sorted(blocks, key=lambda b: rank[b.index]):
        found[block.index] = before
        before += len(block.sentences)
    return found


@dataclass
class Memory:
    """Sightings by figure, and who said things; filled while reading."""

    scene: Scene
    sightings: dict[Figure, list[Sighting]] = field(default_factory=dict)
    #: The same by block, and who says something there; what names each speaker.
    seen_in: dict[int, list[tuple[Figure, Sighting]]] = field(default_factory=dict)
    said_in: dict[int, list[Said]] = field(default_factory=dict)
    named: dict[Figure, list[Said]] = field(default_factory=dict)
    speakers: set[Figure] = field(default_factory=set)
    other_day: set[Figure] = field(default_factory=set)
    #: What pronouns already read have told of the gender of those whose name does not tell it.
    genders: dict[Figure, Gender] = field(default_factory=dict)

    def see(self, figure: Figure, sighting: Sighting) -> None:
        """Note a naming, once for each place."""
        here = self.seen_in.setdefault(sighting.block, [])
        if any(f is figure and s.start == sighting.start for f, s in here):
            return
        here.append((figure, sighting))
        self.sightings.setdefault(figure, []).append(sighting)

    def say(self, said: Said) -> None:
        """Note who speaks somewhere, where it is known."""
        if said.figures:
            self.said_in.setdefault(said.block, []).append(said)

    def name(self, said: Said) -> None:
        """Note that a source names who speaks."""
        for figure in said.figures:
            self.named.setdefault(figure, []).append(said)

    def last_said(self, block: int, start: int, reader: Reader) -> Said | None:
        """The attribution with a known speaker that stands nearest before a place of a block."""
        here = [s for s in self.said_in.get(block, ()) if s.start < start]
        if here:
            return max(here, key=lambda s: s.start)
        rank = reader.rank[block]
        for other in reader.before(rank):
            if self.said_in.get(other):
                return max(self.said_in[other], key=lambda s: s.start)
        return None

    def near(self, block: int, reader: Reader) -> list[tuple[Figure, Sequence[Sighting]]]:
        """Who is named within `REACH` paragraphs of a block, and where there: what a reader has
        in mind. In an article no longer than that it is everybody."""
        if len(reader.rank) <= REACH:
            return list(self.sightings.items())
        found: dict[Figure, list[Sighting]] = {}
        for other in reader.around(reader.rank[block]):
            for figure, sighting in self.seen_in.get(other, ()):
                found.setdefault(figure, []).append(sighting)
        return list(found.items())


def sighted(block: Block, start: int, end: int, first: bool, pronoun: bool = False) -> Sighting:
    """The sighting that the characters ``[start, end)`` of a block are."""
    index = block.token_at(start)
    before = block.tokens[index - 1].text.lower() if index else ""
    if before in _ARTICLES and index > 1:
        before = block.tokens[index - 2].text.lower()
    after = block.tokens_in(start, end).stop
    owner = after < len(block.tokens) and block.tokens[after].text == "'s"
    oblique = owner or before in wordlists.table("oblique")
    return Sighting(
        block.index,
        start,
        end,
        block.sentence_of(start),
        first,
        oblique,
        block.in_quotes(start),
        pronoun,
    )


def remember(scene: Scene, described: Sequence[tuple[Figure, Sequence[Place]]] = ()) -> Memory:
    """The sightings of a scene: what it names, and the people only ``described`` there."""
    memory = Memory(scene)
    seen: set[tuple[int, int, bool]] = set()
    places = [*scene.places, *(p for _, some in described for p in some)]
    for place in sorted(places, key=lambda p: (p.block, p.start)):
        block = scene.blocks[place.block]
        key = (place.block, block.sentence_of(place.start), place.figure.kind == "person")
        first = key not in seen and not place.demonym
        memory.see(place.figure, sighted(block, place.start, place.end, first))
        if not place.demonym:
            seen.add(key)
    return memory
