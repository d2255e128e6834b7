"""Who speaks: every actor of an article, where it is named, and the speaker of each attribution.

`resolve` finds what is named (`analysis.actors.gazetteer_mentions`), reads roles
(`analysis.actors.role_assignment`), takes each source apart (`analysis.actors.source_heads`) and
settles what points elsewhere (`analysis.actors.candidate_ranking`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from analysis.actors import gazetteer_mentions, reading_memory, role_assignment
from analysis.actors.decisions import Decision
from analysis.actors.draft_cast import Figure, Scene
from analysis.actors.speaker_rules import Speakers
from analysis.article.article import Article
from analysis.tables import parts_of
from analysis.words.spacy_models import Parse

if TYPE_CHECKING:
    import pandas as pd

    from analysis.attribution.extraction import Attribution
    from analysis.order.restoration import Order


@dataclass(frozen=True)
class Mention:
    """A stretch of the stored text that names an actor, and how: name, title, pronoun,
    metonym, description."""

    start: int
    end: int
    text: str
    how: str
    actor_id: str


@dataclass(frozen=True)
class Actor:
    """Somebody or something the article names. ``official``: speaks for a state, an armed
    force or an international organisation."""

    actor_id: str
    name: str
    kind: str
    role: str = ""
    affiliation: str = ""
    side: str = ""
    wikidata: str = ""
    gender: str = ""
    official: bool = False


@dataclass(frozen=True)
class Speaker:
    """Who says an attribution: actors in the text's order (none: unknown), how sure, by which
    rule, and the runners-up with their shares."""

    actor_ids: tuple[str, ...]
    confidence: float
    resolved_by: str
    alternatives: tuple[tuple[str, float], ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cast:
    """The actors, their mentions in the text's order, and one Speaker per attribution."""

    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    speaker_of: tuple[Speaker, ...]

    def actor(self, actor_id: str) -> Actor:
        """The actor of that id. Raises KeyError where there is none."""
        return self._by_id[actor_id]

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions inside ``[start, end)``."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        return tuple(m for m in self.mentions[first:last] if m.end <= end)

    @cached_property
    def _by_id(self) -> dict[str, Actor]:
        return {actor.actor_id: actor for actor in self.actors}

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]


def resolve(
    article: Article,
    parses: Sequence[Parse],
    order: Order | None,
    attributions: Sequence[Attribution],
) -> Cast:
    """The cast of an article.

    ``order`` is the reading order (None: as stored); ``attributions`` are in stored offsets.
    Speakers come back in the attributions' order. Never raises for odd text: what cannot be
    told stays empty, with the rule that says so.
    """
    scene = gazetteer_mentions.scan(article, parses)
    role_assignment.assign(scene)
    reading = reading_memory.reader(scene.blocks, order)
    decisions = Speakers(scene, reading, attributions).decide()
    return _cast(scene, decisions)


def _cast(scene: Scene, decisions: Sequence[Decision]) -> Cast:
    scene.settle()
    ids: dict[Figure, str] = {}
    for place in scene.places:
        ids.setdefault(place.figure, f"a{len(ids) + 1}")
    text = scene.article.text
    found: list[Mention] = []
    for place in scene.places:
        start, end = scene.blocks[place.block].stored(place.start, place.end)
        found.append(Mention(start, end, text[start:end], place.how, ids[place.figure]))
    actors = tuple(_actor(figure, actor_id) for figure, actor_id in ids.items())
    speakers = tuple(
        Speaker(
            tuple(ids[f] for f in d.figures if f in ids),
            round(d.sure, 4),
            d.rule,
            tuple((ids[f], share) for f, share in d.others if f in ids),
            d.reasons,
        )
        for d in decisions
    )
    return Cast(actors, tuple(found), speakers)


def _actor(figure: Figure, actor_id: str) -> Actor:
    return Actor(
        actor_id,
        figure.name,
        figure.kind,
        figure.role,
        figure.affiliation,
        figure.side,
        figure.wikidata,
        figure.gender or figure.likely_gender,
        figure.official,
    )


def rows(article: Article, cast: Cast, statements: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of the table `actors`. ``statements`` is that table, to count them."""
    said: dict[str, int] = {}
    first: dict[str, int] = {}  # of one that a person named and the text does not
    for cell, content in zip(statements["actor_id"], statements["content"], strict=True):
        for actor_id in parts_of(cell):
            said[actor_id] = said.get(actor_id, 0) + 1
            first.setdefault(actor_id, content[0][0])
    starts: dict[str, list[int]] = {}
    for mention in cast.mentions:
        starts.setdefault(mention.actor_id, []).append(mention.start)
    return [
        {
            "document": article.document,
            "actor_id": actor.actor_id,
            "name": actor.name,
            "kind": actor.kind,
            "role": actor.role,
            "affiliation": actor.affiliation,
            "side": actor.side,
            "wikidata": actor.wikidata,
            "gender": str(actor.gender) if actor.kind == "person" else "",
            "mentions": len(starts.get(actor.actor_id, ())),
            "statements": said.get(actor.actor_id, 0),
            "first_start": min(starts.get(actor.actor_id) or [first.get(actor.actor_id, 0)]),
        }
        for actor in cast.actors
    ]
