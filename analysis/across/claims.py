"""The claims of several articles as if they were one: which meet, and on what matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.claims import extraction, matters, pairs, positions
from analysis.claims.claim import SAME, Made, Relation, same_camp
from analysis.networks import sentence_vectors
from analysis.reading import Reading
from analysis.tables import SHOWN, joined, parts_of
from analysis.words.spacy_models import parse

#: Paragraphs of one article are numbered so far from those of the next: no pair is near.
_APART = 10_000
#: So alike are two claims of which one may deny the other, and so many letters tell a word.
NEAR_ENOUGH, _STEM = 0.4, 5
Who = Mapping[tuple[int, str], int]


def over_all(
    readings: Sequence[Reading], who: Who
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The claims of all articles, the relations between claims of different ones (and, as each
    reading has them, within one), the matters, and claims that may stand against each other.

    ``who`` numbers the actors over all articles. Claims are called ``p0:c3``: paper, claim.
    Readings must carry their cast.
    """
    made = [claim for n, reading in enumerate(readings) for claim in _made(n, reading, who)]
    vectors = sentence_vectors.vectors([claim.readable for claim in made])
    paper = [int(claim.claim_id[1:].split(":")[0]) for claim in made]
    met = _across(made, vectors, paper)
    place = {claim.claim_id: number for number, claim in enumerate(made)}
    met += [r for n, reading in enumerate(readings) for r in _within(n, reading, place)]
    shown = [r for r in met if r.confidence >= SHOWN]
    labels = matters.label(made, vectors, shown) if made else []
    claims = pd.DataFrame(
        [
            {
                "claim_id": claim.claim_id,
                "paper": number,
                "statement_id": claim.statement_id,
                "actor_id": claim.actor_id,
                "text": claim.text,
                "start": claim.proposition.span[0],
                "topic": topic,
            }
            for claim, number, topic in zip(made, paper, labels, strict=True)
        ],
        columns=["claim_id", "paper", "statement_id", "actor_id", "text", "start", "topic"],
    )
    relations = pd.DataFrame(
        [
            {
                "claim_a": made[r.a].claim_id,
                "claim_b": made[r.b].claim_id,
                "relation": str(r.relation),
                "manner": r.manner,
                "confidence": r.confidence,
                "across": paper[r.a] != paper[r.b],
            }
            for r in met
        ],
        columns=["claim_a", "claim_b", "relation", "manner", "confidence", "across"],
    )
    joint = pd.DataFrame(
        positions.rows("", claims, relations),
        columns=["matter_id", "label", "claims", "positions"],
    )
    return claims, relations, joint, _opposed(made, vectors, paper)


def _across(made: Sequence[Made], vectors: np.ndarray, paper: Sequence[int]) -> list[Relation]:
    """The pairs of claims of different papers that meet. What two papers have in all but the same
    words is the same, however far apart the model, which knows single articles, holds them."""
    found = {(r.a, r.b): r for r in pairs.find(made, vectors) if paper[r.a] != paper[r.b]}
    close = vectors @ vectors.T
    for a, b in zip(*np.nonzero(np.triu(close, 1) >= SAME), strict=True):
        one, other = made[a], made[b]
        alike = one.polarity == other.polarity and _numbers(one) == _numbers(other)
        known = found.get((int(a), int(b)))
        if paper[a] == paper[b] or not alike or (known and known.relation == "disputes"):
            continue
        sure = round(min(1.0, float(close[a, b])), 3)
        if known is None or known.confidence < sure:
            words = " … ".join(sorted(_stems(one) & _stems(other)))
            found[int(a), int(b)] = Relation(
                int(a), int(b), "agrees", sure, words, False, "repeats"
            )
    return [found[key] for key in sorted(found)]


def _numbers(claim: Made) -> frozenset[str]:
    return frozenset(t.lower_ for t in claim.proposition.words if t.like_num)


def _stems(claim: Made) -> frozenset[str]:
    """How the content words begin: "faulty" and "faults", "suspend" and "suspension" alike."""
    return frozenset(
        t.lemma_.lower()[:_STEM]
        for t in claim.proposition.words
        if t.pos_ in ("NOUN", "VERB", "ADJ") and not t.is_stop and t.is_alpha
    )


def _opposed(made: Sequence[Made], vectors: np.ndarray, paper: Sequence[int]) -> pd.DataFrame:
    """Claims of different voices in different papers of which one affirms what the other denies,
    the closest first: alike in meaning, unlike in polarity, and about the same things by at least
    half of the words of the shorter."""
    close = vectors @ vectors.T
    rows = []
    for a, b in zip(*np.nonzero(np.triu(close, 1) >= NEAR_ENOUGH), strict=True):
        one, other = made[a], made[b]
        apart = paper[a] != paper[b] and not same_camp(one, other)
        both = one.statement_id and other.statement_id
        if not apart or not both or one.polarity == other.polarity:
            continue
        left, right = _stems(one), _stems(other)
        if 2 * len(left & right) >= max(1, min(len(left), len(right))):
            rows.append((one.claim_id, other.claim_id, float(close[a, b])))
    table = pd.DataFrame(rows, columns=["claim_a", "claim_b", "likeness"])
    return table.sort_values("likeness", ascending=False, kind="stable", ignore_index=True)


def _made(number: int, reading: Reading, who: Who) -> list[Made]:
    """The claims of an article, its paragraphs, actors and claims numbered among all."""
    parses = {id(p): p for p in parse(reading.article, full=True)}
    told = reading["statements"]
    found = extraction.made(reading.article, [*parses.values()], told, reading.cast)
    moved = {
        key: replace(p, paragraph=replace(p.paragraph, number=p.paragraph.number + number * _APART))
        for key, p in parses.items()
    }
    names = dict(zip(reading["claims"]["start"], reading["claims"]["claim_id"], strict=True))
    return [
        replace(
            claim,
            claim_id=f"p{number}:{names.get(claim.proposition.span[0], claim.claim_id)}",
            statement_id=f"p{number}:{claim.statement_id}" if claim.statement_id else "",
            actor_id=joined(
                f"w{who[number, actor]}"
                for actor in parts_of(claim.actor_id)
                if (number, actor) in who
            ),
            proposition=replace(claim.proposition, parse=moved[id(claim.proposition.parse)]),
        )
        for claim, _ in found
    ]


def _within(number: int, reading: Reading, place: Mapping[str, int]) -> list[Relation]:
    found = []
    for row in reading["relations"].to_dict("records"):
        a, b = (place.get(f"p{number}:{row[name]}") for name in ("claim_a", "claim_b"))
        if a is not None and b is not None:
            found.append(
                Relation(
                    a, b, row["relation"], row["confidence"], row["because"], False, row["manner"]
                )
            )
    return found
