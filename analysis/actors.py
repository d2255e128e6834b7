"""Who speaks: every actor of an article, where it is named, and the speaker of each attribution.

`resolve` finds what is named (`analysis.mentions`), reads roles (`analysis.roles`), takes each
source apart (`analysis.sources`) and settles what points elsewhere (`analysis.coreference`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from analysis import coreference, mentions, roles, sources
from analysis.article import Article, Span
from analysis.coreference import Asked, Ranked, Reader, Said
from analysis.language import Parse
from analysis.mentions import Figure, Place, Scene
from analysis.sources import Head

if TYPE_CHECKING:
    import pandas as pd

    from analysis.attribution import Attribution
    from analysis.order import Order

#: A ranked guess is never surer than this.
_SUREST_GUESS = 0.93
#: What a change of order takes from a guess that depends on it.
_ORDER_MATTERS = 0.8
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|it|there)\b|ly\b|^(?:reported|alleged|expected|believed"
    r"|supposed|accused|considered|perceived|so-called|accusations?|allegations?|claims?|fears?"
    r"|rumou?rs?|speculation|calls?|criticism)\b",
    re.I,
)


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


@dataclass
class _Decision:
    figures: tuple[Figure, ...] = ()
    sure: float = 0.0
    rule: str = "no source in the text"
    others: tuple[tuple[Figure, float], ...] = ()
    reasons: tuple[str, ...] = ()


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
    scene = mentions.scan(article, parses)
    roles.assign(scene)
    stage = _Stage(scene, reader(scene, order), attributions)
    decisions = stage.run()
    return _cast(scene, decisions)


def reader(scene: Scene, order: Order | None) -> Reader:
    """The reading order of the blocks; as stored where none is given or the text is intact."""
    rank, sure = {}, {}
    for block in scene.blocks:
        place = order.positions.get(block.number) if order is not None else None
        rank[block.index] = place.position if place is not None else block.number
        sure[block.index] = place.confidence if place is not None else 1.0
    return Reader(rank, sure, order is not None and order.shuffled)


class _Stage:
    """Attributions resolved one by one, in the reading order."""

    def __init__(
        self, scene: Scene, reading: Reader, attributions: Sequence[Attribution]
    ) -> None:
        self.scene = scene
        self.reader = reading
        self.stored = Reader(
            {b.index: b.number for b in scene.blocks}, {b.index: 1.0 for b in scene.blocks}, False
        )
        self.attributions = attributions
        self.index = {b.number: b.index for b in scene.blocks}
        self.heads = [self._heads(a) for a in attributions]
        scene.settle()
        self.memory = coreference.remember(scene)
        for heads in self.heads:
            for head in heads:
                if head.figure is not None:
                    seen = self.memory.speakers
                    seen[id(head.figure)] = seen.get(id(head.figure), 0) + 1
                    full = head.rule == "full name"
                    self.memory.named.append(Said(head.block, head.start, (head.figure,), full))

    def _block(self, span: Span) -> int:
        return self.index[self.scene.article.paragraph_at(span[0]).number]

    def _heads(self, attribution: Attribution) -> list[Head]:
        found: list[Head] = []
        for span in attribution.source:
            block = self.scene.blocks[self._block(span)]
            for start, end in sources.pieces(block, [span]):
                found += sources.heads(self.scene, block, start, end)
        named = [h for h in found if h.figure is not None and h.figure.kind == "person"]
        if len(attribution.source) > 1 and named and len(found) > len(named):
            found = named  # "X … spokesman for Y" in two pieces is X
        for head in found:
            if head.figure is not None:
                self._note(head, head.figure)
        return found

    def _note(self, head: Head, figure: Figure) -> None:
        self.scene.add(Place(head.block, head.start, head.end, figure, head.how, head.sure), True)

    def run(self) -> list[_Decision]:
        """One decision per attribution, in their own order."""
        decisions: list[_Decision] = [_Decision() for _ in self.attributions]
        for number in sorted(range(len(self.attributions)), key=self._when):
            decision = self._decide(number, decisions)
            decisions[number] = decision
            block, start = self._where(number)
            self.memory.said.append(Said(block, start, decision.figures))
            self.memory.speakers.update({id(f): 1 for f in decision.figures})
        return decisions

    def _where(self, number: int) -> tuple[int, int]:
        """Block and offset where an attribution begins (its first content or source)."""
        attribution = self.attributions[number]
        spans = sorted((*attribution.content, *attribution.source, *attribution.cue))
        block = self._block(spans[0])
        return block, self.scene.blocks[block].local(spans[0])[0]

    def _when(self, number: int) -> tuple[int, int]:
        block, start = self._where(number)
        return self.reader.rank[block], start

    def _content(self, number: int) -> tuple[tuple[int, int, int], ...]:
        found = []
        for span in self.attributions[number].content:
            block = self._block(span)
            found.append((block, *self.scene.blocks[block].local(span)))
        return tuple(found)

    def _decide(self, number: int, decisions: list[_Decision]) -> _Decision:
        heads = self.heads[number]
        if not heads:
            return self._elided(number, decisions)
        found = [self._head(head, number, decisions) for head in heads]
        found = [d for d in found if d.figures] or found[:1]
        if len(found) == 1:
            return found[0]
        figures = tuple(dict.fromkeys(f for d in found for f in d.figures))
        return _Decision(
            figures,
            min(d.sure for d in found),
            "joint source" if len(figures) > 1 else found[0].rule,
            tuple(o for d in found for o in d.others),
        )

    def _head(self, head: Head, number: int, decisions: list[_Decision]) -> _Decision:
        if head.figure is not None:
            others = tuple((f, (1 - head.sure) / len(head.rivals)) for f in head.rivals)
            if head.definite and head.figure.type == "described":
                return self._same_group(head)
            return _Decision((head.figure,), head.sure, head.rule, others)
        if head.rule == "possessive":
            return self._possessive(head, number)
        if head.how == "pronoun":
            return self._pronoun(head, number, decisions)
        if head.noun is not None:
            return self._definite(head, number)
        return _Decision((), 0.5, head.rule)

    def _same_group(self, head: Head) -> _Decision:
        """ "The officials" after "Indonesian officials": the same, where only one fits."""
        figure, noun = head.figure, head.noun
        assert figure is not None
        bare = noun is not None and figure.name.lower() == noun.word.lower()
        if bare and noun is not None:
            fitting = [
                f for f in self.memory.figures.values()
                if f is not figure and f.type == "described" and f.plural
                and f.name.lower().endswith(f" {noun.word.lower()}")
            ]
            if len(fitting) == 1:
                return _Decision((fitting[0],), 0.7, "definite description")
        return _Decision((figure,), head.sure, head.rule)

    def _ranked(self, asked: Asked) -> tuple[list[Ranked], float]:
        ranked = coreference.rank(asked, self.memory, self.reader)
        sure = min(_SUREST_GUESS, ranked[0].share) if ranked else 0.0
        if self.reader.shuffled and ranked:
            stored = coreference.rank(asked, self.memory, self.stored)
            if stored[0].figure is not ranked[0].figure:
                sure *= _ORDER_MATTERS
        return ranked, sure

    def _pronoun(self, head: Head, number: int, decisions: list[_Decision]) -> _Decision:
        if head.wanted == "self":
            return self._first_person(head, decisions)
        if head.wanted == "rel":
            return self._relative(head)
        ranked, sure = self._ranked(coreference.asked_for(head, self._content(number)))
        vague = bool(ranked) and head.wanted == "it" and ranked[0].share < 0.5
        if not ranked or ranked[0].points < -4.5 or vague:
            return _Decision((), 0.3, "pronoun: nobody fits")
        self._note(head, ranked[0].figure)
        return _decided(ranked, sure, "pronoun")

    def _first_person(self, head: Head, decisions: list[_Decision]) -> _Decision:
        """ "I" and "we" inside somebody's words are his; in the article's own voice, nobody's."""
        for other, decision in enumerate(decisions):
            inside = any(
                block == head.block and start <= head.start < end
                for block, start, end in self._content(other)
            )
            own = any(h is head for h in self.heads[other])
            if inside and not own and decision.figures:
                self._note(head, decision.figures[0])
                return _Decision(decision.figures, 0.8, "first person in a quotation")
        return _Decision((), 0.5, "first person: not resolved")

    def _relative(self, head: Head) -> _Decision:
        block = self.scene.blocks[head.block]
        group = sources.relative_group(self.scene, block, head.start)
        before = [
            p for p in self.scene.within(block.index, 0, head.start)
            if block.sentence_of(p.start) == block.sentence_of(head.start) and not p.demonym
        ]
        if group is not None:
            self._note(head, group)
            return _Decision((group,), 0.85, "relative pronoun")
        if before:
            figure = before[-1].figure
            self._note(head, figure)
            return _Decision((figure,), 0.8, "relative pronoun")
        return _Decision((), 0.3, "pronoun: nobody fits")

    def _definite(self, head: Head, number: int) -> _Decision:
        ranked, sure = self._ranked(coreference.asked_for(head, self._content(number)))
        ranked = [r for r in ranked if r.points > -3.0]
        if ranked:
            self._note(head, ranked[0].figure)
            return _decided(ranked, min(sure, 0.88), "definite description")
        block = self.scene.blocks[head.block]
        figure = sources.described(
            self.scene, block, head.rest, head.noun, head.start, head.end
        )
        self._note(head, figure)
        self._see(figure)
        return _Decision((figure,), 0.7, "as described")

    def _possessive(self, head: Head, number: int) -> _Decision:
        """ "His campaign": the owner first, then what is owned."""
        answering = coreference.asked_for(head, self._content(number))
        if head.noun is not None and head.noun.kind == "person" and head.noun.number == "s":
            persons, sure = self._ranked(answering)
            if persons and persons[0].figure.person and persons[0].points > -1.0:
                self._note(head, persons[0].figure)
                return _decided(persons, min(sure, 0.75), "possessive")
        asked = Asked(head.block, head.start, head.wanted, self._content(number))
        ranked, sure = self._ranked(asked)
        owner = ranked[0].figure.name if ranked and ranked[0].points > -3.0 else ""
        block = self.scene.blocks[head.block]
        name = f"{owner}'s {head.rest}" if owner else head.rest
        figure = sources.described(self.scene, block, name, head.noun, head.start, head.end)
        self._note(head, figure)
        self._see(figure)
        return _Decision((figure,), min(0.8, sure) if owner else 0.5, "possessive")

    def _see(self, figure: Figure) -> None:
        """Let later pronouns find a figure first met in a source."""
        if id(figure) not in self.memory.figures:
            for place in self.scene.places:
                if place.figure is figure:
                    self.memory.see(place, True)

    def _elided(self, number: int, decisions: list[_Decision]) -> _Decision:
        """No source: "… and denied it" goes on with the sentence's speaker, a quotation without
        a cue with the paragraph's or the last one's; "it is believed" has no speaker."""
        attribution = self.attributions[number]
        cue = self.scene.article.cut(sorted(attribution.cue))
        if attribution.cue and _PASSIVE.search(cue):
            return _Decision()
        block_index, start = self._where(number)
        block = self.scene.blocks[block_index]
        last = coreference.last_said(
            Asked(block_index, start, "any", ()), self.memory, self.reader
        )
        if last is None:
            return _Decision()
        direct = block.in_quotes(start) or block.text[start : start + 1] == '"'
        if last.block == block_index:
            same = block.sentence_of(last.start) == block.sentence_of(start)
            if same and not attribution.cue and not direct:
                return _Decision()
            if same or direct:
                return _Decision(last.figures, 0.8 if same else 0.7, "same speaker goes on")
            return _Decision()
        follows = self.reader.rank[block_index] - self.reader.rank[last.block] == 1
        if direct and follows and not attribution.cue:
            sure = 0.7 * (self.reader.sure[block_index] if self.reader.shuffled else 1.0)
            return _Decision(last.figures, sure, "quotation goes on from the paragraph before")
        return _Decision()


def _decided(ranked: Sequence[Ranked], sure: float, rule: str) -> _Decision:
    others = tuple((r.figure, round(r.share, 3)) for r in ranked[1:4] if r.share >= 0.01)
    return _Decision((ranked[0].figure,), sure, rule, others, ranked[0].reasons)


def _cast(scene: Scene, decisions: Sequence[_Decision]) -> Cast:
    scene.settle()
    ids: dict[int, str] = {}
    actors: list[Actor] = []
    found: list[Mention] = []
    text = scene.article.text
    for place in scene.places:
        figure = place.figure
        if id(figure) not in ids:
            ids[id(figure)] = f"a{len(ids) + 1}"
            actors.append(
                Actor(
                    ids[id(figure)], figure.name, figure.kind, figure.role, figure.affiliation,
                    figure.side, figure.wikidata, figure.gender, figure.official,
                )
            )
        start, end = scene.blocks[place.block].stored(place.start, place.end)
        found.append(Mention(start, end, text[start:end], place.how, ids[id(figure)]))
    speakers = tuple(
        Speaker(
            tuple(ids[id(f)] for f in d.figures if id(f) in ids),
            round(d.sure, 4),
            d.rule,
            tuple((ids[id(f)], share) for f, share in d.others if id(f) in ids),
            d.reasons,
        )
        for d in decisions
    )
    return Cast(tuple(actors), tuple(found), speakers)


def rows(article: Article, cast: Cast, statements: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of the table `actors`. ``statements`` is that table, to count them."""
    said: dict[str, int] = {}
    for cell in statements["actor_id"]:
        for actor_id in filter(None, str(cell).split("; ")):
            said[actor_id] = said.get(actor_id, 0) + 1
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
            "mentions": len(starts[actor.actor_id]),
            "statements": said.get(actor.actor_id, 0),
            "first_start": min(starts[actor.actor_id]),
        }
        for actor in cast.actors
    ]
