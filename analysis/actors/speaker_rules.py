"""Attributions resolved one by one, in the reading order: who speaks each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.actors import candidate_ranking, source_heads, unnamed_sources
from analysis.actors.candidate_ranking import Asked, Ranked, Reader, Said
from analysis.actors.draft_cast import Figure, Place, Scene
from analysis.actors.source_heads import Head
from analysis.article.article import Span
from analysis.words import dates

if TYPE_CHECKING:
    from analysis.attribution.extraction import Attribution
    from analysis.order.restoration import Order

#: A ranked guess is never surer than this.
_SUREST_GUESS = 0.93
#: What a change of order takes from a guess that depends on it.
_ORDER_MATTERS = 0.8
#: Below this chance of being intact the stored order is not simply believed.
_LIKELY = 0.5
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|it|there)\b|ly\b|^(?:reported|alleged|expected|believed"
    r"|supposed|accused|considered|perceived|so-called|accusations?|allegations?|claims?|fears?"
    r"|rumou?rs?|speculation|calls?|criticism)\b",
    re.I,
)


@dataclass
class Decision:
    """Who speaks an attribution, how sure, by which rule, and who else it may be."""

    figures: tuple[Figure, ...] = ()
    sure: float = 0.0
    rule: str = "no source in the text"
    others: tuple[tuple[Figure, float], ...] = ()
    reasons: tuple[str, ...] = ()


def reader(scene: Scene, order: Order | None) -> Reader:
    """The reading order of the blocks; as stored where none is given.

    A restored place is trusted by as much as it is better than chance. A stored order is
    trusted, unless the text is rather shuffled than not and was left as it is only because no
    better order could be told: then by the chance that it is intact.
    """
    blocks = scene.blocks
    places = {b.index: order.positions.get(b.number) for b in blocks} if order else {}
    rank = {b.index: getattr(places.get(b.index), "position", b.number) for b in blocks}
    raw = {b.index: getattr(places.get(b.index), "confidence", 1.0) for b in blocks}
    if order is None or not (order.shuffled or min(raw.values(), default=1.0) < _LIKELY):
        ones = dict.fromkeys(rank, 1.0)
        return Reader(rank, ones, ones, False)
    sure = {k: max(0.0, 2 * v - 1) for k, v in raw.items()} if order.shuffled else raw
    follows = {k: getattr(places.get(k), "follows", v) for k, v in sure.items()}
    return Reader(rank, sure, follows, True)


class Stage:
    """The attributions of a scene, resolved one by one in the reading order."""

    def __init__(self, scene: Scene, reading: Reader, attributions: Sequence[Attribution]) -> None:
        self.scene = scene
        self.reader = reading
        ones = {b.index: 1.0 for b in scene.blocks}
        self.stored = Reader({b.index: b.number for b in scene.blocks}, ones, ones, False)
        self.attributions = attributions
        self.index = {b.number: b.index for b in scene.blocks}
        self.heads = [self._heads(a) for a in attributions]
        scene.settle()
        self.memory = candidate_ranking.remember(scene)
        for attribution, heads in zip(attributions, self.heads, strict=True):
            another = any(head.figure for head in heads) and self._another_day(attribution)
            for head in heads:
                if head.figure is not None:
                    if another:
                        self.memory.other_day.add(id(head.figure))
                    seen = self.memory.speakers
                    seen[id(head.figure)] = seen.get(id(head.figure), 0) + 1
                    full = head.rule == "full name"
                    self.memory.named.append(Said(head.block, head.start, (head.figure,), full))

    def _another_day(self, attribution: Attribution) -> bool:
        """Is the saying's sentence dated, outside the content, to a day that is not the
        article's?"""
        if not attribution.cue or not self.reader.doubtful:
            return False
        block = self.scene.blocks[self._block(attribution.cue[0])]
        at = block.local(attribution.cue[0])[0]
        low, high = block.sentences[block.sentence_of(at)]
        inside = [block.local(span) for span in attribution.content]
        for expression in dates.expressions(block.text, low, high):
            if any(s <= expression.start < e for s, e in inside) or expression.possessive:
                continue
            when = dates.resolve(expression, self.scene.day)
            if when is not None and when.precision == "day":
                return when.last != self.scene.day
        return False

    def _block(self, span: Span) -> int:
        return self.index[self.scene.article.paragraph_at(span[0]).number]

    def _heads(self, attribution: Attribution) -> list[Head]:
        found: list[Head] = []
        for span in attribution.source:
            block = self.scene.blocks[self._block(span)]
            for start, end in source_heads.pieces(block, [span]):
                found += source_heads.heads(self.scene, block, start, end)
        named = [h for h in found if h.figure is not None and h.figure.kind == "person"]
        if len(attribution.source) > 1 and named and len(found) > len(named):
            found = named  # "X … spokesman for Y" in two pieces is X
        for head in found:
            if head.figure is not None:
                self._note(head, head.figure)
        return found

    def _note(self, head: Head, figure: Figure) -> None:
        self.scene.add(Place(head.block, head.start, head.end, figure, head.how, head.sure), True)

    def run(self) -> list[Decision]:
        """One decision per attribution, in their own order."""
        decisions: list[Decision] = [Decision() for _ in self.attributions]
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

    def _decide(self, number: int, decisions: list[Decision]) -> Decision:
        heads = self.heads[number]
        if not heads:
            return self._elided(number, decisions)
        source = self.attributions[number].source
        for other, decision in enumerate(decisions):  # "They said … and claim …": one source
            if other != number and decision.figures and self.attributions[other].source == source:
                return decision
        found = [self._head(head, number, decisions) for head in heads]
        found = [d for d in found if d.figures] or found[:1]
        if len(found) == 1:
            return found[0]
        figures = tuple(dict.fromkeys(f for d in found for f in d.figures))
        return Decision(
            figures,
            min(d.sure for d in found),
            "joint source" if len(figures) > 1 else found[0].rule,
            tuple(o for d in found for o in d.others),
        )

    def _head(self, head: Head, number: int, decisions: list[Decision]) -> Decision:
        if head.figure is not None:
            others = tuple((f, (1 - head.sure) / len(head.rivals)) for f in head.rivals)
            if head.definite and head.figure.type == "described":
                return self._same_group(head)
            return Decision((head.figure,), head.sure, head.rule, others)
        if head.rule == "possessive":
            return self._possessive(head, number)
        if head.how == "pronoun":
            return self._pronoun(head, number, decisions)
        if head.noun is not None:
            return self._definite(head, number)
        return Decision((), 0.5, head.rule)

    def _same_group(self, head: Head) -> Decision:
        """ "The officials" after "Indonesian officials": the same, where only one fits."""
        figure, noun = head.figure, head.noun
        assert figure is not None
        bare = noun is not None and figure.name.lower() == noun.word.lower()
        if bare and noun is not None:
            fitting = [
                f
                for f in self.memory.figures.values()
                if f is not figure
                and f.type == "described"
                and f.plural
                and f.name.lower().endswith(f" {noun.word.lower()}")
            ]
            if len(fitting) == 1:
                return Decision((fitting[0],), 0.7, "definite description")
        return Decision((figure,), head.sure, head.rule)

    def _ranked(self, asked: Asked) -> tuple[list[Ranked], float]:
        ranked = candidate_ranking.rank(asked, self.memory, self.reader)
        sure = min(_SUREST_GUESS, ranked[0].share) if ranked else 0.0
        if self.reader.doubtful and ranked:
            stored = candidate_ranking.rank(asked, self.memory, self.stored)
            if stored[0].figure is not ranked[0].figure:
                sure *= _ORDER_MATTERS
        return ranked, sure

    def _pronoun(self, head: Head, number: int, decisions: list[Decision]) -> Decision:
        if head.wanted == "self":
            return self._first_person(head, decisions)
        if head.wanted == "rel":
            return self._relative(head)
        ranked, sure = self._ranked(candidate_ranking.asked_for(head, self._content(number)))
        vague = bool(ranked) and head.wanted == "it" and ranked[0].share < 0.5
        if not ranked or ranked[0].points < -4.5 or vague:
            return Decision((), 0.3, "pronoun: nobody fits")
        self._note(head, ranked[0].figure)
        return _decided(ranked, sure, "pronoun")

    def _first_person(self, head: Head, decisions: list[Decision]) -> Decision:
        """ "I" and "we" inside somebody's words are his; in the article's own voice, nobody's."""
        for other, decision in enumerate(decisions):
            inside = any(
                block == head.block and start <= head.start < end
                for block, start, end in self._content(other)
            )
            own = any(h is head for h in self.heads[other])
            if inside and not own and decision.figures:
                self._note(head, decision.figures[0])
                return Decision(decision.figures, 0.8, "first person in a quotation")
        return Decision((), 0.5, "first person: not resolved")

    def _relative(self, head: Head) -> Decision:
        block = self.scene.blocks[head.block]
        group = unnamed_sources.relative_group(self.scene, block, head.start)
        which = block.text[head.start : head.end].split()[-1].lower() in ("which", "that")
        before = [
            p
            for p in self.scene.within(block.index, 0, head.start)
            if block.sentence_of(p.start) == block.sentence_of(head.start)
            and not p.demonym
            and (p.figure.kind != "person" if which else p.figure.kind in ("person", "group"))
        ]
        if group is not None:
            self._note(head, group)
            return Decision((group,), 0.85, "relative pronoun")
        if before:
            figure = before[-1].figure
            self._note(head, figure)
            return Decision((figure,), 0.8, "relative pronoun")
        return Decision((), 0.3, "pronoun: nobody fits")

    def _definite(self, head: Head, number: int) -> Decision:
        ranked, sure = self._ranked(candidate_ranking.asked_for(head, self._content(number)))
        ranked = [r for r in ranked if r.points > -3.0]
        if ranked:
            self._note(head, ranked[0].figure)
            return _decided(ranked, min(sure, 0.88), "definite description")
        block = self.scene.blocks[head.block]
        figure = unnamed_sources.described(
            self.scene, block, head.rest, head.noun, head.start, head.end
        )
        self._note(head, figure)
        self._see(figure)
        return Decision((figure,), 0.7, "as described")

    def _possessive(self, head: Head, number: int) -> Decision:
        """ "His campaign": the owner first, then what is owned."""
        answering = candidate_ranking.asked_for(head, self._content(number))
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
        figure = unnamed_sources.described(self.scene, block, name, head.noun, head.start, head.end)
        self._note(head, figure)
        self._see(figure)
        return Decision((figure,), min(0.8, sure) if owner else 0.5, "possessive")

    def _see(self, figure: Figure) -> None:
        """Let later pronouns find a figure first met in a source."""
        if id(figure) not in self.memory.figures:
            for place in self.scene.places:
                if place.figure is figure:
                    self.memory.see(place, True)

    def _elided(self, number: int, decisions: list[Decision]) -> Decision:
        """No source: "… and denied it" goes on with the sentence's speaker, a quotation without
        a cue with the paragraph's or the last one's; "it is believed" has no speaker."""
        attribution = self.attributions[number]
        cue = self.scene.article.cut(sorted(attribution.cue))
        if attribution.cue and _PASSIVE.search(cue):
            return Decision()
        block_index, start = self._where(number)
        block = self.scene.blocks[block_index]
        last = candidate_ranking.last_said(
            Asked(block_index, start, "any", ()), self.memory, self.reader
        )
        if last is None:
            return Decision()
        direct = block.in_quotes(start) or block.text[start : start + 1] == '"'
        if last.block == block_index:
            same = block.sentence_of(last.start) == block.sentence_of(start)
            if same and not attribution.cue and not direct:
                return Decision()
            if same or direct:
                return Decision(last.figures, 0.8 if same else 0.7, "same speaker goes on")
            return Decision()
        follows = self.reader.rank[block_index] - self.reader.rank[last.block] == 1
        if direct and follows and not attribution.cue:
            sure = 0.7 * self.reader.follows[block_index]
            return Decision(last.figures, sure, "quotation goes on from the paragraph before")
        return Decision()


def _decided(ranked: Sequence[Ranked], sure: float, rule: str) -> Decision:
    others = tuple((r.figure, round(r.share, 3)) for r in ranked[1:4] if r.share >= 0.01)
    return Decision((ranked[0].figure,), sure, rule, others, ranked[0].reasons)
