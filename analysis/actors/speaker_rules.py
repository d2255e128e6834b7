"""Attributions resolved one by one, in the reading order: who speaks each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.actors import (
    candidate_ranking,
    reading_memory,
    source_edges,
    source_heads,
    unnamed_sources,
)
from analysis.actors.candidate_features import Asked, Kind
from analysis.actors.candidate_ranking import Ranked
from analysis.actors.decisions import GENDERS, Decision, asked_for, others, with_rival
from analysis.actors.described_people import Listed, find_described
from analysis.actors.draft_cast import Figure, Place, Scene
from analysis.actors.noun_phrases import Opening
from analysis.actors.reading_memory import Reader, Said
from analysis.actors.rules import NOBODY, Rule, Wanted
from analysis.actors.source_heads import Head
from analysis.article.article import Span
from analysis.knowledge import wordlists
from analysis.words import dates

if TYPE_CHECKING:
    from analysis.attribution.extraction import Attribution

_SUREST_GUESS = 0.93  # a ranked guess is never surer
#: A pronoun that is a source does stand for somebody: that it is nobody named before must be as
#: likely as this.
_NOBODY = {Kind.PERSON_PRONOUN: 0.97, Kind.THEY: 0.9, Kind.IT: 0.8}
#: What a change of order takes from a guess that depends on it.
_ORDER_MATTERS = 0.8
_PASSIVE = re.compile(
    rf"\b{wordlists.alternation('phrase_words', 'passive')}\b|ly\b"
    rf"|^{wordlists.alternation('phrase_words', 'impersonal')}\b",
    re.I,
)
_FREE = re.compile(
    rf"\b(?:{wordlists.alternation('pronouns', 'asks_male')}"
    rf"|{wordlists.alternation('pronouns', 'asks_female')})\b",
    re.I,
)


class Speakers:
    """The attributions of a scene, resolved one by one in the reading order."""

    def __init__(self, scene: Scene, reading: Reader, attributions: Sequence[Attribution]) -> None:
        self.scene = scene
        self.reader = reading
        self.stored = reading_memory.as_stored(scene.blocks)
        self.attributions = attributions
        self.numbers = [b.number for b in scene.blocks]  # they rise
        self.heads = [self._heads(a) for a in attributions]
        nouns = {h.word for heads in self.heads for h in heads if h.word and h.figure is None}
        self.described = Listed(find_described(scene, nouns))
        self.introduced: set[Figure] = set()
        #: Of those decided with a speaker: the first of each source, and all by block of content.
        self.first: dict[tuple[Span, ...], int] = {}
        self.speaking_in: dict[int, set[int]] = {}
        self.memory = reading_memory.remember(scene, self.described.places())

    def decide(self) -> list[Decision]:
        """One decision per attribution, in their own order. Actors that are met only in a source
        are added to the scene."""
        for attribution, heads in zip(self.attributions, self.heads, strict=True):
            self._introduce(attribution, heads)
        decisions: list[Decision] = [Decision() for _ in self.attributions]
        free = self._free_pronouns()
        for number in sorted(range(len(self.attributions)), key=self._when):
            when = self._when(number)
            while free and (self.reader.rank[free[0].block], free[0].start) < when:
                self._follow(free.pop(0))
            decision = self._decide(number, decisions)
            decisions[number] = decision
            block, start = self._where(number)
            self._known(number, decision)
            self.memory.say(Said(block, start, decision.figures))
            self.memory.speakers.update(decision.figures)
        return decisions

    def _known(self, number: int, decision: Decision) -> None:
        """Note whose attribution it is, where that was told."""
        if decision.figures:
            source = self.attributions[number].source
            self.first[source] = min(number, self.first.get(source, number))
            for block, _, _ in self._content(number):
                self.speaking_in.setdefault(block, set()).add(number)

    def _introduce(self, attribution: Attribution, heads: Sequence[Head]) -> None:
        """Note who is named as a source, wherever it is said: what is read knows of it."""
        another = any(head.figure for head in heads) and self._another_day(attribution)
        for head in heads:
            if head.figure is None:
                continue
            self._note(head, head.figure)
            if another:
                self.memory.other_day.add(head.figure)
            self.memory.speakers.add(head.figure)
            full = head.rule == Rule.FULL_NAME
            self.memory.name(Said(head.block, head.start, (head.figure,), full))

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
        """The block that holds a span; of a span outside the body, the last one before it."""
        number = self.scene.article.paragraph_at(span[0]).number
        return max(0, bisect_right(self.numbers, number) - 1)

    def _heads(self, attribution: Attribution) -> list[Head]:
        found: list[Head] = []
        for span in attribution.source:
            block = self.scene.blocks[self._block(span)]
            for start, end in source_edges.pieces(block, [span]):
                found += source_heads.heads(self.scene, block, start, end)
        named = [h for h in found if h.figure is not None and h.figure.kind == "person"]
        if len(attribution.source) > 1 and named and len(found) > len(named):
            found = named  # "X … spokesman for Y" in two pieces is X
        return found

    def _note(self, head: Head, figure: Figure) -> None:
        self.scene.add(Place(head.block, head.start, head.end, figure, head.how, head.sure), True)

    # ---- what is read between the attributions

    def _free_pronouns(self) -> list[Head]:
        """ "He" and "she" that are no source, in the reading order."""
        sources = {(h.block, h.start) for heads in self.heads for h in heads}
        found = [
            Head(
                "pronoun",
                block.index,
                match.start(),
                match.end(),
                wanted=source_heads.PRONOUNS[match.group().lower()],
            )
            for block in self.scene.blocks
            for match in _FREE.finditer(block.text)
            if (block.index, match.start()) not in sources
        ]
        return sorted(found, key=lambda h: (self.reader.rank[h.block], h.start))

    def _follow(self, head: Head) -> None:
        """Keep in mind who a pronoun outside of sources most likely is."""
        block = self.scene.blocks[head.block]
        end = block.sentences[block.sentence_of(head.start)][1]
        ranked = candidate_ranking.rank(
            asked_for(head, [(head.block, head.end, end)]), self.memory, self.reader
        )
        if len(ranked[0].figures) == 1 and ranked[0].share > 0.5:
            self._see(head, ranked[0].figures[0])

    def _see(self, head: Head, figure: Figure) -> None:
        block = self.scene.blocks[head.block]
        pronoun = head.how == "pronoun"
        first = block.token_at(block.sentences[block.sentence_of(head.start)][0])
        opens = block.token_at(head.start) - first <= 1
        seen = reading_memory.sighted(block, head.start, head.end, opens or not pronoun, pronoun)
        self.memory.see(figure, seen)
        if pronoun and head.wanted in GENDERS and not figure.gender:
            self.memory.genders.setdefault(figure, GENDERS[head.wanted])

    # ---- one attribution

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
            return self._elided(number)
        source = self.attributions[number].source
        if source in self.first:  # "They said … and claim …": one source
            return decisions[self.first[source]]
        found = [self._decide_head(head, number, decisions) for head in heads]
        found = [d for d in found if d.figures] or found[:1]
        if len(found) == 1:
            return found[0]
        figures = tuple(dict.fromkeys(f for d in found for f in d.figures))
        return Decision(
            figures,
            min(d.sure for d in found),
            Rule.JOINT if len(figures) > 1 else found[0].rule,
            tuple(o for d in found for o in d.others),
        )

    def _decide_head(self, head: Head, number: int, decisions: list[Decision]) -> Decision:
        if head.figure is not None:
            rivals = tuple((f, (1 - head.sure) / len(head.rivals)) for f in head.rivals)
            return Decision((head.figure,), head.sure, head.rule, rivals)
        if head.rule in NOBODY:
            return Decision((), head.sure, head.rule)
        if head.how == "pronoun":
            return self._decide_pronoun(head, number, decisions)
        return self._decide_description(head, number)

    def _ranked(self, asked: Asked) -> tuple[list[Ranked], float]:
        """The candidates, and how sure the first of them is."""
        ranked = candidate_ranking.rank(asked, self.memory, self.reader)
        chance = candidate_ranking.ranker().chance(asked.kind, ranked[0].share)
        sure = min(_SUREST_GUESS, chance)
        if self.reader.doubtful:
            stored = candidate_ranking.rank(asked, self.memory, self.stored)
            if stored[0].figures != ranked[0].figures:
                sure *= _ORDER_MATTERS
        return ranked, sure

    def _decide_pronoun(self, head: Head, number: int, decisions: list[Decision]) -> Decision:
        if head.wanted == Wanted.SELF:
            return self._decide_first_person(head, decisions)
        if head.wanted == Wanted.RELATIVE:
            return self._decide_relative(head)
        asked = asked_for(head, self._content(number))
        ranked, sure = self._ranked(asked)
        if not ranked[0].figures:
            if ranked[0].share > _NOBODY[asked.kind] or len(ranked) == 1:
                return Decision((), 0.3, Rule.NOBODY_FITS, others(ranked))
            ranked = [*ranked[1:], ranked[0]]
            sure = min(sure, candidate_ranking.ranker().chance(asked.kind, ranked[0].share))
        sure = with_rival(sure, asked, ranked, self.memory)
        return self._settle_on(head, ranked, sure, Rule.PRONOUN)

    def _settle_on(self, head: Head, ranked: Sequence[Ranked], sure: float, rule: Rule) -> Decision:
        """The first candidate, noted as named here."""
        figures = ranked[0].figures
        for figure in figures:
            self._introduce_described(figure)
            self._see(head, figure)
        if len(figures) == 1:
            self._note(head, figures[0])
        return Decision(figures, sure, rule, others(ranked), ranked[0].reasons)

    def _introduce_described(self, figure: Figure) -> None:
        """Somebody only described becomes an actor when he turns out to speak."""
        described = self.described.of(figure)
        if described is not None:
            self.introduced.add(figure)
            for place in described.places:
                self.scene.add(place)

    def _decide_first_person(self, head: Head, decisions: list[Decision]) -> Decision:
        """ "I" and "we" inside somebody's words are his; in the article's own voice, nobody's."""
        for other in sorted(self.speaking_in.get(head.block, ())):
            decision = decisions[other]
            inside = any(
                block == head.block and start <= head.start < end
                for block, start, end in self._content(other)
            )
            own = any(h is head for h in self.heads[other])
            if inside and not own:
                self._note(head, decision.figures[0])
                alone = self.scene.blocks[head.block].text[head.start] == "I"
                return Decision(decision.figures, 0.8 if alone else 0.7, Rule.FIRST_PERSON)
        return Decision((), 0.5, Rule.FIRST_PERSON_OPEN)

    def _decide_relative(self, head: Head) -> Decision:
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
            group = self.scene.enter(group)
            self._note(head, group)
            return Decision((group,), 0.85, Rule.RELATIVE)
        beside = self.described.beside(block, head.start)
        figure = beside.figure if beside else before[-1].figure if before else None
        if figure is not None:
            self._introduce_described(figure)
            self._note(head, figure)
            return Decision((figure,), 0.8, Rule.RELATIVE)
        return Decision((), 0.3, Rule.NOBODY_FITS)

    # ---- descriptions

    def _decide_description(self, head: Head, number: int) -> Decision:
        """ "The minister" is one named before, or somebody new; "a minister" is new."""
        content = self._content(number)
        named = unnamed_sources.proper(self.scene, head.noun, head.opening, head.rest)
        if named is not None:
            self._note(head, named)
            self._see(head, named)
            return Decision((named,), 0.85, Rule.NAME)
        if head.opening not in (Opening.INDEFINITE, Opening.OTHER):
            ranked, sure = self._ranked(asked_for(head, content))
            if ranked[0].figures:
                self._name_owner(head, ranked[0].figures[0], content)
                rule = Rule.POSSESSIVE if head.opening == Opening.POSSESSED else Rule.NAMED_AGAIN
                return self._settle_on(head, ranked, sure, rule)
        else:
            ranked, sure = [], 0.85
        figure = self._enter_new(head, self._owned(head, content))
        return Decision((figure,), sure, Rule.AS_DESCRIBED, others(ranked))

    def _owned(self, head: Head, content: tuple[tuple[int, int, int], ...]) -> str:
        """What the words call somebody, with the owner's name: "Valeska Paris's mother"."""
        if head.opening == Opening.POSSESSED and head.wanted:
            owner = replace(head, how="pronoun", wanted=head.wanted)
            owners, _ = self._ranked(asked_for(owner, content))
            if len(owners[0].figures) == 1:
                return f"{owners[0].figures[0].name}'s {head.rest}"
        return head.rest

    def _name_owner(
        self, head: Head, figure: Figure, content: tuple[tuple[int, int, int], ...]
    ) -> None:
        """Somebody described by a bare noun is told apart by whose he is."""
        if figure.type == "described" and " " not in figure.name:
            figure.name = self._owned(head, content)

    def _enter_new(self, head: Head, name: str) -> Figure:
        """Somebody described for the first time. The same longer words name the same one, unless
        they say "another"; of one word ("a man") each is new."""
        block = self.scene.blocks[head.block]
        made = unnamed_sources.described(self.scene, block, name, head.noun, head.start, head.end)
        figure = made
        if " " in name and head.opening != Opening.OTHER:
            figure = self.scene.enter(made)
        own = self.described.at(head.word, (head.block, head.start, head.end), self.introduced)
        if own is not None and own.figure in self.introduced:
            return own.figure
        if own is not None and figure is made:
            for field in ("name", "side", "affiliation", "official"):
                setattr(own.figure, field, getattr(made, field))
            figure = own.figure
            if " " in name and head.opening != Opening.OTHER:
                self.scene.figures[f"{made.kind}:{made.name.lower()}"] = figure
        self._note(head, figure)
        if own is not None and own.figure is figure:
            self._introduce_described(figure)
        self._see(head, figure)
        return figure

    def _elided(self, number: int) -> Decision:
        """No source: "… and denied it" goes on with the sentence's speaker, a quotation without
        a cue with the paragraph's or the last one's; "it is believed" has no speaker."""
        attribution = self.attributions[number]
        cue = self.scene.article.cut(sorted(attribution.cue))
        if attribution.cue and _PASSIVE.search(cue):
            return Decision()
        block_index, start = self._where(number)
        block = self.scene.blocks[block_index]
        if (last := self.memory.last_said(block_index, start, self.reader)) is None:
            return Decision()
        direct = block.in_quotes(start) or block.text[start : start + 1] == '"'
        if last.block == block_index:
            same = block.sentence_of(last.start) == block.sentence_of(start)
            if same and not attribution.cue and not direct:
                return Decision()
            if same or direct:
                return Decision(last.figures, 0.8 if same else 0.7, Rule.GOES_ON)
            return Decision()
        follows = self.reader.rank[block_index] - self.reader.rank[last.block] == 1
        if direct and follows and not attribution.cue:
            sure = 0.7 * self.reader.follows[block_index]
            return Decision(last.figures, sure, Rule.GOES_ON_FROM_BEFORE)
        return Decision()
