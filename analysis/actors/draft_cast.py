"""An article with everything it names: figures, and the places where they are named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from analysis.article.article import Article
from analysis.knowledge.authority import Entity, Gender
from analysis.words.tokens import Block, overlaps


@dataclass(eq=False)
class Figure:
    """An actor in the making: somebody or something the article names.

    Of people, ``given`` and ``family`` are of the fullest form found, ``forms`` all full names,
    ``known`` says that the authority file has them, ``by_family_only`` that the article gives no
    more than the surname of one of its office holders.
    """

    name: str
    kind: str
    type: str = ""
    side: str = ""
    affiliation: str = ""
    wikidata: str = ""
    gender: Gender = Gender.UNKNOWN
    likely_gender: Gender = Gender.UNKNOWN
    plural: bool = False
    role: str = ""
    roles: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    official: bool = False
    given: str = ""
    family: str = ""
    forms: set[str] = field(default_factory=set)
    known: bool = False
    by_family_only: bool = False


@dataclass(frozen=True, eq=False)
class Place:
    """A stretch of a block that names a figure, and how: name, title, metonym, description,
    pronoun. ``full`` is a person's full name; ``bare`` a ministry without its country."""

    block: int
    start: int
    end: int
    figure: Figure
    how: str
    sure: float = 0.95
    full: bool = False
    bare: bool = False
    demonym: bool = False
    rivals: tuple[Figure, ...] = ()


class Scene:
    """The blocks of an article and everything named in them."""

    def __init__(self, article: Article, blocks: Sequence[Block]) -> None:
        self.article = article
        self.blocks = tuple(blocks)
        self.day: date | None = article.published
        self.figures: dict[str, Figure] = {}
        #: Every place by a number that it keeps, in order; where it stands; and each figure's.
        self._places: dict[int, Place] = {}
        self._number: dict[Place, int] = {}
        self._by_figure: dict[Figure, dict[int, Place]] = {}
        self._by_block: dict[int, list[Place]] = {}
        self._added = 0

    @property
    def places(self) -> list[Place]:
        """All places, in the order in which they were found, or of the text once `settle`d."""
        return list(self._places.values())

    def places_of(self, figure: Figure) -> list[Place]:
        """The places of one figure, in that order."""
        return [place for _, place in sorted(self._by_figure.get(figure, {}).items())]

    def enter(self, figure: Figure) -> Figure:
        """Enter a figure, unless one of that name and kind is there; the one that is there now."""
        return self.figures.setdefault(f"{figure.kind}:{figure.name.lower()}", figure)

    def enter_entity(self, entity: Entity) -> Figure:
        """Enter an entity of the authority files; the figure that is there now."""
        return self.enter(
            Figure(
                entity.name,
                entity.kind,
                type=entity.type,
                side=entity.side,
                wikidata=entity.wikidata,
                plural=entity.kind == "group",
                official=bool(entity.side) or entity.name == "Western countries",
            )
        )

    def add(self, place: Place, nested: bool = False) -> None:
        """Add a place, unless its characters already name something (``nested``: unless
        exactly they do)."""
        taken = [(p.start, p.end) for p in self._by_block.get(place.block, ())]
        if nested:
            taken = [span for span in taken if span == (place.start, place.end)]
        if not overlaps(taken, place.start, place.end):
            self._by_block.setdefault(place.block, []).append(place)
            self._put(self._added, place)
            self._added += 1

    def replace(self, old: Place, new: Place) -> None:
        """Put a place where another of its block stands, unless it overlaps a third."""
        here = self._by_block[old.block]
        if not overlaps(((p.start, p.end) for p in here if p is not old), new.start, new.end):
            self._swap(old, new)

    def merge(self, one: Figure, other: Figure) -> None:
        """Let every place of one figure name the other, and forget the one."""
        for place in self.places_of(one):
            self._swap(place, replace(place, figure=other))
        self.forget(one, other)

    def forget(self, figure: Figure, instead: Figure | None = None) -> None:
        """Strike a figure with its places; a later `enter` of its name meets ``instead``."""
        for place in self.places_of(figure):
            self.strike(place)
        for key in [k for k, f in self.figures.items() if f is figure]:
            del self.figures[key]
            if instead is not None:
                self.figures[key] = instead

    def strike(self, place: Place) -> None:
        """Take a place out."""
        self._by_block[place.block].remove(place)
        self._take(place)

    def _swap(self, old: Place, new: Place) -> None:
        here = self._by_block[old.block]
        here[here.index(old)] = new
        self._put(self._take(old, keep=True), new)

    def _put(self, number: int, place: Place) -> None:
        self._places[number] = place
        self._number[place] = number
        self._by_figure.setdefault(place.figure, {})[number] = place

    def _take(self, place: Place, keep: bool = False) -> int:
        """Forget a place; its number, which is free again (``keep``: for another place)."""
        number = self._number.pop(place)
        del self._by_figure[place.figure][number]
        if not keep:
            del self._places[number]
        return number

    def within(self, block: int, start: int, end: int) -> list[Place]:
        """The places inside ``[start, end)`` of a block, in order."""
        found = [p for p in self._by_block.get(block, ()) if start <= p.start and p.end <= end]
        return sorted(found, key=lambda p: p.start)

    def by_one_word(self, word: str) -> Figure | None:
        """The only person of that first name, or the only organisation whose site's name it is
        ("Snopes" of "Snopes.com")."""
        if not word[:1].isupper():
            return None
        found = [
            f
            for f in self.figures.values()
            if (f.kind == "person" and f.given == word)
            or (f.kind == "organisation" and f.name.split(".")[0] == word != f.name)
        ]
        return found[0] if len(found) == 1 else None

    def covering(self, block: int, start: int, end: int) -> Place | None:
        """The place of a block that holds ``[start, end)`` and more, if any."""
        return next(
            (
                p
                for p in self._by_block.get(block, ())
                if p.start <= start and end <= p.end and p.end - p.start > end - start
            ),
            None,
        )

    def settle(self) -> None:
        """Put the places in the text's order."""
        ordered = sorted(self.places, key=lambda p: (p.block, p.start))
        self._places, self._number, self._by_figure = {}, {}, {}
        for number, place in enumerate(ordered):
            self._put(number, place)
        self._added = len(ordered)
