"""An article with everything it names: figures, and the places where they are named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from analysis.actors.people import Person
from analysis.article.article import Article
from analysis.knowledge.authority import Entity
from analysis.words.tokens import Block, overlaps


@dataclass(eq=False)
class Figure:
    """An actor in the making: somebody or something the article names."""

    name: str
    kind: str
    type: str = ""
    side: str = ""
    affiliation: str = ""
    wikidata: str = ""
    gender: str = ""
    likely_gender: str = ""
    plural: bool = False
    role: str = ""
    roles: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    person: Person | None = None
    official: bool = False


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
        self.places: list[Place] = []
        self._by_block: dict[int, list[Place]] = {}

    def figure(self, name: str, kind: str, **more: object) -> Figure:
        """The figure of that name and kind, made if new."""
        key = f"{kind}:{name.lower()}"
        if key not in self.figures:
            self.figures[key] = Figure(name, kind, **more)  # type: ignore[arg-type]
        return self.figures[key]

    def of_entity(self, entity: Entity) -> Figure:
        """The figure of an entity of the authority files."""
        return self.figure(
            entity.name,
            entity.kind,
            type=entity.type,
            side=entity.side,
            wikidata=entity.wikidata,
            plural=entity.kind == "group",
            official=bool(entity.side) or entity.name == "Western countries",
        )

    def add(self, place: Place, nested: bool = False) -> None:
        """Add a place, unless its characters already name something (``nested``: unless
        exactly they do)."""
        here = self.here(place.block)
        taken = [(p.start, p.end) for p in here]
        if nested:
            taken = [span for span in taken if span == (place.start, place.end)]
        if not overlaps(taken, place.start, place.end):
            here.append(place)
            self.places.append(place)

    def within(self, block: int, start: int, end: int) -> list[Place]:
        """The places inside ``[start, end)`` of a block, in order."""
        found = [p for p in self._by_block.get(block, ()) if start <= p.start and p.end <= end]
        return sorted(found, key=lambda p: p.start)

    def here(self, block: int) -> list[Place]:
        """The places of a block, as a list that may be changed."""
        return self._by_block.setdefault(block, [])

    def settle(self) -> None:
        """Put the places in the text's order."""
        self.places.sort(key=lambda p: (p.block, p.start))
