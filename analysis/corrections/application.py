"""Decisions applied, stage by stage, each where the stage's values are made.

`Corrections` goes along with a reading: it is handed what a stage made and gives it back as a
person decided it. Nothing is dropped in silence: `Corrections.rows` says what became of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.actors.resolution import Cast, Speaker
from analysis.article.article import Article
from analysis.attribution.extraction import Attribution
from analysis.claims.claim import Made, Relation
from analysis.corrections import people
from analysis.corrections.anchors import Span, overlap
from analysis.corrections.decision import APART, NOBODY, Decision, Kind
from analysis.corrections.ledger import AGREES, APPLIED, LOST, Entry, Ledger
from analysis.tables import BY_A_PERSON, joined, parts_of

if TYPE_CHECKING:
    from analysis.order.restoration import Order

#: Two contents are the same statement from so much in common on.
SAME = 0.3
#: What each kind of decision changes, as stages of a reading.
_STAGES = {
    Kind.ORDER: ("order",),
    Kind.PAIR: ("statements", "claims"),
    Kind.TONE: ("statements", "sentiment"),
}
_SCORES = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}


def correct(article: Article, decisions: Sequence[Decision]) -> Corrections:
    """The decisions about an article, anchored in its text, to go along with its reading."""
    return Corrections(article, decisions)


class Corrections:
    """What a person decided about an article, while it is read."""

    def __init__(self, article: Article, decisions: Sequence[Decision]) -> None:
        self._article = article
        self._ledger = Ledger(article.text, article.document, decisions)
        self._actors: set[str] = set()
        self._statements: list[tuple[Span, ...]] = []
        self._about: dict[int, str] = {}

    def stages(self) -> frozenset[str]:
        """The stages that must run for every decision to be applied."""
        kinds = {entry.decision.kind for entry in self._ledger.entries}
        return frozenset(stage for kind in kinds for stage in _STAGES.get(kind, ("statements",)))

    # ------------------------------------------------------------------------------------- order

    def order(self, order: Order) -> Order:
        """The reading order with paragraphs where a person put them; the others keep theirs."""
        wanted: dict[int, int] = {}
        for entry in self._ledger.of(Kind.ORDER):
            number = self._article.paragraph_at(entry.spans[0][0]).number
            place = int(entry.decision.correct)
            if number not in order.positions or not 1 <= place <= len(order.positions):
                entry.lose(f"the article has no paragraph {place} to put it at")
            elif place in wanted.values():
                entry.lose(f"another paragraph was put at place {place}")
            else:
                was = order.positions[number].position
                entry.settle(AGREES if was == place else APPLIED, str(was), f"p{number}")
                wanted[number] = place
        if not any(order.positions[n].position != place for n, place in wanted.items()):
            return order
        by_place = {place: number for number, place in wanted.items()}
        others = iter(
            n
            for n in sorted(order.positions, key=lambda n: order.positions[n].position)
            if n not in wanted
        )
        sequence = [by_place.get(k) or next(others) for k in range(1, len(order.positions) + 1)]
        places = {
            number: replace(order.positions[number], position=place)
            for place, number in enumerate(sequence, 1)
        }
        for number in wanted:
            places[number] = replace(places[number], confidence=1.0, evidence=())
        return replace(order, shuffled=sequence != sorted(sequence), positions=places)

    def paragraphs(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The rows of `paragraphs`, those marked whose place a person decided."""
        decided = {e.row for e in self._settled(Kind.ORDER)}
        return [row | {"corrected": f"p{row['paragraph']}" in decided} for row in rows]

    # -------------------------------------------------------------------------------- statements

    def cast(
        self, attributions: Sequence[Attribution], cast: Cast
    ) -> tuple[tuple[Attribution, ...], Cast]:
        """Attributions and cast as decided: actors first, then who says what."""
        kinds = (Kind.SAME_ACTOR, Kind.ROLE, Kind.SPEAKER, Kind.NO_STATEMENT, Kind.MISSED)
        if not self._ledger.of(*kinds):
            return tuple(attributions), cast
        roster = people.Roster(cast)
        about = people.decide(roster, self._ledger)
        said: list[tuple[Attribution, Speaker]] = list(
            zip(attributions, cast.speaker_of, strict=True)
        )
        for entry in self._ledger.of(Kind.NO_STATEMENT):
            at = _nearest(entry.spans, said)
            entry.settle(AGREES if at is None else APPLIED, "no statement")
            if at is not None:
                entry.was = self._names(roster, said.pop(at)[1]) or NOBODY
        for entry in self._ledger.of(Kind.SPEAKER, Kind.MISSED):
            self._speaker(entry, roster, said)
        starts: dict[str, int] = {}
        for attribution, speaker in said:
            for actor in map(roster.whole, speaker.actor_ids):
                start = min(attribution.content)[0]
                starts[actor] = min(start, starts.get(actor, start))
        decided, self._actors = roster.cast([speaker for _, speaker in said], starts)
        named = {actor.name: actor.actor_id for actor in decided.actors}
        for entry in self._ledger.entries:
            if id(entry) in about:
                kept = roster.actors.get(roster.whole(about[id(entry)]))
                entry.row = named.get(kept.name, "") if kept else ""
        return tuple(attribution for attribution, _ in said), decided

    def _speaker(
        self, entry: Entry, roster: people.Roster, said: list[tuple[Attribution, Speaker]]
    ) -> None:
        """Give a statement its speaker; make the statement where the machine has none."""
        at = _nearest(entry.spans, said)
        was = "no statement" if at is None else self._names(roster, said[at][1]) or NOBODY
        if at is None:
            attribution = self._made(entry)
        else:
            attribution = replace(said[at][0], confidence=1.0)
            if entry.decision.kind == Kind.MISSED:  # the person's words, where they differ
                own = self._made(entry)
                source, cue = own.source or attribution.source, own.cue or attribution.cue
                attribution = replace(attribution, content=own.content, source=source, cue=cue)
        nobody = entry.decision.correct.casefold() == NOBODY
        names = () if nobody else parts_of(entry.decision.correct)
        text = self._article.text
        ids = tuple(dict.fromkeys(roster.admit(n.strip(), attribution.source, text) for n in names))
        same = at is not None and {roster.whole(a) for a in said[at][1].actor_ids} == set(ids)
        entry.settle(AGREES if same else APPLIED, was)
        entry.anchor = tuple(attribution.content)
        if same:
            assert at is not None
            said[at] = (attribution, replace(said[at][1], confidence=1.0))
            return
        if len(ids) == 1:
            roster.point(attribution.source, ids[0])
        machine = said[at][1] if at is not None else None
        others = tuple((a, 0.0) for a in machine.actor_ids if a not in ids) if machine else ()
        speaker = Speaker(ids, 1.0, BY_A_PERSON, others)
        if at is None:
            said.append((attribution, speaker))
        else:
            said[at] = (attribution, speaker)
        self._statements.append(entry.anchor)

    def _made(self, entry: Entry) -> Attribution:
        """The attribution that a person found where the machine found none."""
        decision, near = entry.decision, entry.spans[0][0]
        beside = [
            self._ledger.text.find(replace(decision.quote, exact=words, prefix="", suffix=""), near)
            for words in (decision.source, decision.cue)
        ]
        source, cue = (tuple(found.spans) for found in beside)
        return Attribution(entry.spans, source, cue, 1.0, BY_A_PERSON)

    def _names(self, roster: people.Roster, speaker: Speaker) -> str:
        known = (roster.actors.get(roster.whole(a)) for a in speaker.actor_ids)
        return joined(actor.name for actor in known if actor)

    def statements(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The rows of `statements`, those marked that a person decided."""
        marked = []
        for row in rows:
            content = tuple(tuple(span) for span in row["content"])
            decided = [
                e for e in self._ledger.entries if e.anchor and sorted(e.anchor) == sorted(content)
            ]
            for entry in decided:
                entry.row = row["statement_id"]
            own = any(e.status == APPLIED for e in decided)
            marked.append(row | {"corrected": own})
        return marked

    def actors(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The rows of `actors`, those marked that a person decided."""
        return [row | {"corrected": row["actor_id"] in self._actors} for row in rows]

    # ------------------------------------------------------------------------------ claims, tone

    def pairs(self, claims: Sequence[Made], met: Sequence[Relation]) -> list[Relation]:
        """The pairs of claims that meet, as decided."""
        found = {(r.a, r.b): r for r in met}
        for entry in self._ledger.of(Kind.PAIR):
            second = self._ledger.text.find(entry.decision.other)
            places = [_claim(spans, claims) for spans in (entry.spans, second.spans)]
            if not second.spans:
                entry.lose(f"of the second claim, {second.because}")
            elif None in places or places[0] == places[1]:
                entry.lose("no two claims are found at its words")
            else:
                a, b = sorted(place for place in places if place is not None)
                self._pair(entry, claims, found, a, b)
        return [found[key] for key in sorted(found)]

    def _pair(
        self,
        entry: Entry,
        claims: Sequence[Made],
        found: dict[tuple[int, int], Relation],
        a: int,
        b: int,
    ) -> None:
        wanted = entry.decision.correct
        old = found.pop((a, b), None)
        was = f"{old.relation}, {old.confidence:.0%} sure" if old else APART
        shown = old.relation if old and old.confidence >= 0.5 else APART
        row = f"{claims[a].claim_id}; {claims[b].claim_id}"
        entry.settle(AGREES if shown == wanted else APPLIED, was, row)
        if wanted == APART:
            return
        same = old is not None and old.relation == wanted
        manner = old.manner if same else {"agrees": "supports", "disputes": "denies"}[wanted]
        words = old.because if same else entry.decision.note
        comments = bool(old and old.comments)
        decided = not same or old.confidence < 0.5
        found[a, b] = Relation(a, b, wanted, 1.0, words, comments, manner, corrected=decided)

    def tone(self, table: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
        """The table of tones, the model's verdict replaced where a person gave one."""
        table = table.copy()
        contents = [
            (row["statement_id"], tuple(tuple(span) for span in row["content"]))
            for row in statements.to_dict("records")
        ]
        for entry in self._ledger.of(Kind.TONE):
            likeness = [overlap(entry.spans, content) for _, content in contents]
            best = max(range(len(contents)), key=likeness.__getitem__, default=None)
            if best is None or likeness[best] < SAME:
                entry.lose("no statement is found at its words")
                continue
            key, towards = contents[best][0], entry.decision.other.exact.strip()
            at = (table["statement_id"] == key) & (table["method"] == "model")
            at &= table["target"].str.casefold() == towards.casefold()
            if not at.any():
                entry.lose(f"no tone towards {towards} is measured there")
                continue
            label = entry.decision.correct
            was = str(table.loc[at, "label"].iloc[0])
            entry.settle(AGREES if was == label else APPLIED, was, key)
            if was != label:
                table.loc[at, ["score", "low", "high"]] = _SCORES[label]
                table.loc[at, "label"] = label
                table.loc[at, "corrected"] = True
        return table

    # ----------------------------------------------------------------------------------- account

    def _settled(self, kind: Kind) -> list[Entry]:
        return [e for e in self._ledger.entries if e.decision.kind == kind and e.status == APPLIED]

    def rows(self) -> list[dict[str, Any]]:
        """The rows of the table `corrections`: what became of every decision."""
        return self._ledger.rows()

    def messages(self) -> list[str]:
        """A sentence for each decision that no longer fits."""
        return [
            f"{e.decision.file}, row {e.decision.line}: the {e.decision.kind} of"
            f" “{e.decision.quote.exact[:60]}” no longer fits {self._article.document}:"
            f" {e.because}."
            for e in self._ledger.entries
            if e.status == LOST
        ]


def _nearest(spans: tuple[Span, ...], said: Sequence[tuple[Attribution, Speaker]]) -> int | None:
    """The attribution whose content has most in common with ``spans``; None where none has."""
    likeness = [overlap(spans, attribution.content) for attribution, _ in said]
    best = max(range(len(said)), key=likeness.__getitem__, default=None)
    return best if best is not None and likeness[best] >= SAME else None


def _claim(spans: tuple[Span, ...], claims: Sequence[Made]) -> int | None:
    likeness = [overlap(spans, [claim.proposition.span]) for claim in claims]
    best = max(range(len(claims)), key=likeness.__getitem__, default=None)
    return best if best is not None and likeness[best] >= SAME else None
