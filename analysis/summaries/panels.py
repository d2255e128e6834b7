"""Matter by matter: who says so, who stands against it, each voice in the sentence that stands
best for it. Only pairs and statements that are sure enough to be shown count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.summaries import disputes
from analysis.summaries.retelling import Part, Sentence, Teller, plain
from analysis.summaries.sentence_text import balanced, sentences_of
from analysis.tables import SHOWN, ClaimType, Polarity, Relation, parts_of

Row = Mapping[str, Any]

#: How a voice is called that is nobody's but the article's.
OWN_NAME = "the article, naming nobody"


@dataclass(frozen=True)
class Voice:
    """One voice on a matter. ``actor_id`` is a cell (several joined); empty where ``own`` (the
    article itself) or where a description stands for a name. ``told`` is its best sentence,
    ``others`` the rest of what it says on the matter; ``sure`` the surest pair it stands in."""

    actor_id: str
    own: bool
    told: Sentence
    others: tuple[Sentence, ...]
    sure: float

    @property
    def times(self) -> int:
        """How often the voice says so."""
        return 1 + len(self.others)


@dataclass(frozen=True)
class Panel:
    """One matter: the voices that say so, and those that doubt, deny or reject it."""

    matter_id: str
    label: str
    says: tuple[Voice, ...]
    against: tuple[Voice, ...]

    @property
    def disputed(self) -> bool:
        """Does anybody stand against anybody here?"""
        return bool(self.says and self.against)


def claim_sentence(teller: Teller, start: int, end: int) -> Sentence:
    """The article's sentence that holds the characters, as it stands."""
    block = teller.reading.article.paragraph_at(start)
    low, high = block.read if block.read[1] else (block.start, block.end)
    for a, b in sentences_of(teller.text, low, high):
        if a <= start < b:
            return (Part(balanced(teller.text[a : max(b, min(end, high))]), "words", "", start),)
    return (Part(balanced(teller.text[start:end]), "words", "", start),)


def _about(teller: Teller, claim: Row) -> Sentence:
    """The sentence for one claim: its statement retold, else the article's own sentence."""
    row = teller.rows.get(claim["statement_id"])
    told = teller.tell(row) if row else None
    if told and row and row["kind"] in ("direct", "turn"):
        # of a long quotation, the sentence that holds the claim
        words = plain(claim_sentence(teller, int(claim["start"]), int(claim["end"])))
        if claim["text"][:20] not in plain(told) and len(words.split()) < len(plain(told).split()):
            told = None
    return told or claim_sentence(teller, int(claim["start"]), int(claim["end"]))


def _sure_enough(teller: Teller, claim: Row) -> bool:
    row = teller.rows.get(claim["statement_id"])
    return not claim["statement_id"] or bool(row and row["confidence"] >= SHOWN)


def _turned(claims: Sequence[Row], others: Sequence[Row]) -> bool:
    """Is it rather ``claims`` that speak against ``others``? Whoever denies or judges, does."""

    def against(rows: Sequence[Row]) -> float:
        if not rows:
            return 0.0
        denied = [r["polarity"] == Polarity.NEGATIVE or r["type"] == ClaimType.DENIAL for r in rows]
        judged = [r["type"] == ClaimType.EVALUATION for r in rows]
        return (sum(denied) + 0.5 * sum(judged)) / len(rows)

    return against(claims) > against(others)


def panels(teller: Teller) -> list[Panel]:
    """A panel a matter: the disputed ones first, those with most voices before the others.

    A matter on which one voice alone is heard is none.
    """
    reading = teller.reading
    claims = {row["claim_id"]: row for row in reading["claims"].to_dict("records")}
    pairs = disputes.shown(reading["relations"]).to_dict("records")
    found = []
    for matter in reading["matters"].to_dict("records"):
        inside = {c for c in matter["claims"] if c in claims and _sure_enough(teller, claims[c])}
        met = [p for p in pairs if p["claim_a"] in inside and p["claim_b"] in inside]
        camps: dict[bool, dict[tuple[str, bool], list[Row]]] = {True: {}, False: {}}
        for position in matter["positions"]:
            for claim in (claims[c] for c in position["claims"] if c in inside):
                own = not claim["statement_id"]
                says = position["position"] == "asserts"
                camps[says].setdefault((claim["actor_id"], own), []).append(claim)
        flat = {k: [c for rows in camp.values() for c in rows] for k, camp in camps.items()}
        if flat[False] and _turned(flat[True], flat[False]):
            camps = {True: camps[False], False: camps[True]}
        if not any(p["relation"] == Relation.DISPUTES for p in met):
            camps = {True: camps[True] | camps[False], False: {}}
        says, against = (_voices(teller, camps[k], met) for k in (True, False))
        if len(says) + len(against) > 1:
            found.append(Panel(matter["matter_id"], matter["label"], says, against))
    return sorted(
        found,
        key=lambda p: (
            not p.disputed,
            -len(p.against),
            -len(p.says),
            -max(v.sure for v in p.says + p.against),
            p.label,
        ),
    )


def _voices(
    teller: Teller, camp: Mapping[tuple[str, bool], Sequence[Row]], met: Sequence[Row]
) -> tuple[Voice, ...]:
    voices = []
    for (actor_id, own), rows in camp.items():
        if not own and not [i for i in parts_of(actor_id) if i in teller.actors]:
            statement = teller.rows.get(rows[0]["statement_id"])
            if statement is None or teller.tell(statement) is None:
                continue  # nobody knows who says it
        told: dict[str, Sentence] = {}
        for row in sorted(rows, key=lambda r: -_rank(teller, r, met)):
            sentence = _about(teller, row)
            told.setdefault(plain(sentence), sentence)
        names = {r["claim_id"] for r in rows}
        sure = [
            float(p["confidence"]) for p in met if p["claim_a"] in names or p["claim_b"] in names
        ]
        best, *others = told.values()
        voices.append(Voice(actor_id, own, best, tuple(others), max(sure, default=SHOWN)))
    # people before bodies, what can be quoted before what is told
    return tuple(sorted(voices, key=lambda v: (v.own, -v.sure)))


def _rank(teller: Teller, claim: Row, met: Sequence[Row]) -> float:
    """How well a claim speaks for its voice: how surely it meets another, then how it reads."""
    row = teller.rows.get(claim["statement_id"])
    sure = [p["confidence"] for p in met if claim["claim_id"] in (p["claim_a"], p["claim_b"])]
    return float(max(sure, default=0.0)) + 0.1 * (teller.worth(row) if row else 0.0)
