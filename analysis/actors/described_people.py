"""People and groups that an article only describes, with every place that describes them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from analysis.actors import unnamed_sources
from analysis.actors.draft_cast import Figure, Place, Scene
from analysis.actors.noun_phrases import Opening, Phrase, opening_of, phrases, threads
from analysis.actors.role_phrases import after_name, before_name
from analysis.knowledge import wordlists
from analysis.words.tokens import Block

_BELONGING = wordlists.words("phrase_words", "belonging")


@dataclass(frozen=True)
class Described:
    """Somebody without a name: the figure it would be, its places, and the noun."""

    figure: Figure
    places: tuple[Place, ...]
    noun: str

    def is_at(self, block: int, start: int, end: int, anywhere: bool) -> bool:
        """Does its first place overlap a stretch of a block (``anywhere``: any of its places)?"""
        return any(
            p.block == block and p.start < end and start < p.end
            for p in (self.places if anywhere else self.places[:1])
        )

    def ends_before(self, block: Block, position: int) -> bool:
        """Does one of its places end right before a character: "a gunman who"?"""
        return any(
            p.block == block.index
            and p.end <= position
            and block.text[p.end : position] in (" ", ", ")
            for p in self.places
        )


class Listed:
    """All who are described, by figure, by block and by noun."""

    def __init__(self, found: Sequence[Described]) -> None:
        self.found = found
        self._of = {one.figure: one for one in found}
        self._in: dict[int, list[Described]] = {}
        for one in found:
            for block in dict.fromkeys(place.block for place in one.places):
                self._in.setdefault(block, []).append(one)

    def places(self) -> list[tuple[Figure, tuple[Place, ...]]]:
        """Every one's figure and places."""
        return [(one.figure, one.places) for one in self.found]

    def of(self, figure: Figure) -> Described | None:
        """The person described whose figure it is, if any."""
        return self._of.get(figure)

    def beside(self, block: Block, position: int) -> Described | None:
        """The first one described right before a character."""
        some = self._in.get(block.index, ())
        return next((one for one in some if one.ends_before(block, position)), None)

    def at(
        self, noun: str, where: tuple[int, int, int], introduced: Collection[Figure]
    ) -> Described | None:
        """The one of that noun whose first words are ``where`` (block, start, end), or any of
        the words of one ``introduced``."""
        some = (one for one in self._in.get(where[0], ()) if one.noun == noun)
        return next((one for one in some if one.is_at(*where, one.figure in introduced)), None)


def find_described(scene: Scene, nouns: Collection[str] = ()) -> list[Described]:
    """All who are described, none of them yet in the scene. ``nouns`` are heads to look for
    beside the listed ones."""
    found: list[Phrase] = []
    for block in scene.blocks:
        if not block.headline:
            found += phrases(block, _taken(scene, block), nouns)
    return [_described(scene, thread) for thread in threads(found)]


def _taken(scene: Scene, block: Block) -> list[tuple[int, int]]:
    """What names somebody, and the titles and appositions of people."""
    taken = []
    for place in scene.within(block.index, 0, len(block.text)):
        taken.append((place.start, place.end))
        if place.figure.kind != "person":
            continue
        span = block.tokens_in(place.start, place.end)
        for title in (before_name(block, span.start), after_name(block, span.stop)):
            if title is not None:
                taken.append((title.start, title.end))
    return taken


def _described(scene: Scene, thread: Sequence[Phrase]) -> Described:
    first = thread[0]
    block = scene.blocks[first.block]
    end = _reach(scene, block, first)
    begin = first.start
    while opening_of(block.tokens[block.token_at(begin)].text) in (
        Opening.DEFINITE,
        Opening.INDEFINITE,
        Opening.POSSESSED,
    ):
        following = block.token_at(begin) + 1
        if following >= len(block.tokens) or block.tokens[following].start >= first.end:
            break
        begin = block.tokens[following].start
    name = unnamed_sources.plain(block.text[begin:end])
    figure = unnamed_sources.described(scene, block, name, first.role, first.start, end)
    figure.plural = first.plural
    places = tuple(Place(p.block, p.start, p.end, figure, "description", 0.8) for p in thread)
    return Described(figure, places, first.noun)


def _reach(scene: Scene, block: Block, phrase: Phrase) -> int:
    """The end of a phrase with the name that belongs to it ("researchers at Lund University")."""
    index = block.token_at(phrase.end - 1) + 1
    if index >= len(block.tokens) or block.tokens[index].text not in _BELONGING:
        return phrase.end
    behind = block.tokens[index].end
    for place in scene.within(block.index, behind, len(block.text)):
        gap = block.text[behind : place.start].strip().lower()
        if gap in wordlists.table("determiners") or not gap:
            return place.end
        break
    return phrase.end
