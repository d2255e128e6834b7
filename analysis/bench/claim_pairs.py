"""Pairs of claims beside the hand-coded ones of ``data/gold/pairs``: counts, baselines, ceiling.

A pair is found where both its ends overlap a hand-coded pair's by half of the shorter end, in
either order, and the relation is the same; each hand-coded pair is found once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from analysis import paths
from analysis.article.article import Article, Span, article_from_text
from analysis.gold.claim_benchmarks import wilson
from analysis.networks import sentence_vectors
from analysis.reading import Reading, read_one

PARTS = ("train", "dev", "test")
#: What is told of a part: pairs shown, and those with the possible ones among them.
OURS, POSSIBLE = "the machine", "with possible pairs"
SAME_TOPIC, NEAREST, NONE = "same topic, other side disputes", "nearest vectors agree", "none"
_NEAR = 0.6  # cosine from which the nearest claim is held to agree
_DRAWS = 1000


@dataclass(frozen=True)
class Met:
    """A pair in stored offsets: hand-coded (``sure``) or found."""

    a: Span
    b: Span
    relation: str
    manner: str = ""
    matter: str = ""
    sure: bool = True


def article_of(document: Any) -> tuple[Article, dict[int, int]]:
    """A hand-coded document as an article, and where each of its blocks begins in the text."""
    starts, lines, position = {}, [], 0
    for number, block in enumerate((document.title, *document.paragraphs)):
        if block:
            starts[number] = position
            lines.append(" ".join(block.split("\n")))
            position += len(block) + 1
    return article_from_text("\n".join(lines), document.name), starts


def coded(row: Mapping[str, Any], starts: Mapping[int, int]) -> list[Met]:
    """The hand-coded pairs of an article, in offsets of its text."""
    found = []
    for pair in row["pairs"]:
        a, b = (
            (starts[end["block"]] + end["start"], starts[end["block"]] + end["end"])
            for end in (pair["a"], pair["b"])
        )
        manner = pair["manner"].replace("_", " ")
        found.append(Met(a, b, pair["relation"], manner, pair["matter"], bool(pair["sure"])))
    return found


def overlap(one: Span, other: Span) -> float:
    """Shared characters as a share of the shorter span."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, shared) / max(1, min(one[1] - one[0], other[1] - other[0]))


def closeness(one: Span, other: Span) -> float:
    """Shared characters as a share of all that either span covers."""
    shared = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return shared / max(1, one[1] - one[0] + other[1] - other[0] - shared)


def likeness(one: Met, a: Span, b: Span, measure: Callable[[Span, Span], float] = overlap) -> float:
    """How well a pair's worse end is met, in the better order."""
    straight = min(measure(one.a, a), measure(one.b, b))
    return max(straight, min(measure(one.a, b), measure(one.b, a)))


def count(found: Sequence[Met], gold: Sequence[Met]) -> Counter[str]:
    """How many pairs of an article are found, how many found ones are hand-coded."""
    met = [
        (f.relation != g.relation, -likeness(g, f.a, f.b, closeness), i, n)
        for i, f in enumerate(found)
        for n, g in enumerate(gold)
        if likeness(g, f.a, f.b) >= 0.5
    ]
    told: Counter[str] = Counter(reported=len(found), gold=len(gold))
    told["sure"] = sum(g.sure for g in gold)
    used_found: set[int] = set()
    used_gold: set[int] = set()
    for other, _, i, n in sorted(met):
        if i in used_found or n in used_gold:
            continue
        used_found.add(i)
        used_gold.add(n)
        if other:
            told["wrong sign"] += 1
            continue
        told["right"] += 1
        told["sure found"] += gold[n].sure
        told[f"{found[i].relation} right"] += 1
        told[f"{found[i].relation} found"] += gold[n].sure
        told["manner right"] += found[i].manner == gold[n].manner
    for relation in ("agrees", "disputes"):
        told[f"{relation} reported"] = sum(f.relation == relation for f in found)
        told[f"{relation} sure"] = sum(g.relation == relation and g.sure for g in gold)
    return told


def _f1(told: Mapping[str, int]) -> float:
    return 2 * told["right"] / max(1, told["reported"] + told["gold"])


def figures(counts: Sequence[Counter[str]], seed: int = 17) -> dict[str, Any]:
    """Recall of sure pairs and precision with Wilson's intervals, F1 with one from articles drawn
    again and again (95 %)."""
    whole: Counter[str] = sum(counts, Counter())
    rng = np.random.default_rng(seed)
    draws = []
    for _ in range(_DRAWS if len(counts) > 1 else 0):
        drawn = rng.integers(0, len(counts), len(counts))
        draws.append(_f1(sum((counts[k] for k in drawn), Counter())))
    low, high = np.quantile(draws, [0.025, 0.975]) if draws else (0.0, 1.0)

    def share(right: str, of: str) -> dict[str, Any]:
        interval = [round(edge, 4) for edge in wilson(whole[right], whole[of])]
        value = round(whole[right] / whole[of], 4) if whole[of] else None
        return {"right": whole[right], "of": whole[of], "share": value, "interval": interval}

    return {
        "recall_sure": share("sure found", "sure"),
        "precision": share("right", "reported"),
        "f1": round(_f1(whole), 4),
        "f1_interval": [round(float(low), 4), round(float(high), 4)],
        "wrong_sign": whole["wrong sign"],
        "manner": share("manner right", "right"),
        **{
            relation: {
                "recall_sure": share(f"{relation} found", f"{relation} sure"),
                "precision": share(f"{relation} right", f"{relation} reported"),
            }
            for relation in ("agrees", "disputes")
        },
    }


def found_in(reading: Reading, least: float) -> list[Met]:
    """The pairs of a reading from a confidence on, in stored offsets."""
    claims = reading["claims"].set_index("claim_id")
    spans = {name: (int(row.start), int(row.end)) for name, row in claims.iterrows()}
    return [
        Met(spans[r.claim_a], spans[r.claim_b], r.relation, r.manner)
        for r in reading["relations"].itertuples()
        if r.confidence >= least
    ]


def same_topic(reading: Reading) -> list[Met]:
    """Every two claims of one topic dispute where their sides, or speakers, differ."""
    rows = reading["claims"].to_dict("records")
    side = reading["actors"].set_index("actor_id")["side"].to_dict()
    found = []
    for n, a in enumerate(rows):
        for b in rows[n + 1 :]:
            one, other = (side.get(c["actor_id"]) or c["actor_id"] for c in (a, b))
            if a["topic"] and a["topic"] == b["topic"] and one and other and one != other:
                found.append(Met((a["start"], a["end"]), (b["start"], b["end"]), "disputes"))
    return found


def nearest(reading: Reading) -> list[Met]:
    """Each claim agrees with the one of another statement whose vector lies nearest."""
    rows = reading["claims"].to_dict("records")
    vectors = sentence_vectors.vectors([row["text"] for row in rows])
    cosines = vectors @ vectors.T
    pairs = set()
    for i, a in enumerate(rows):
        for j, b in enumerate(rows):
            if i == j or (a["statement_id"] and a["statement_id"] == b["statement_id"]):
                cosines[i, j] = -1.0
        j = int(np.argmax(cosines[i]))
        if cosines[i, j] >= _NEAR:
            pairs.add((min(i, j), max(i, j)))
    spans = [(row["start"], row["end"]) for row in rows]
    return [Met(spans[i], spans[j], "agrees") for i, j in sorted(pairs)]


def measure(part: str, corpora: Path, shown: float, progress: Callable[[str], None]) -> Any:
    """The figures of one part of ``data/gold/pairs``, a line a system.

    Raises InputError where a text is missing in ``corpora`` or is not the one that was coded.
    """
    from analysis.bench.coded import load_pairs

    systems: dict[str, list[Counter[str]]] = {}
    labels: list[tuple[str, str]] = []
    for row in load_pairs(part, corpora):
        progress(row["doc"])
        article, starts = article_of(row["document"])
        gold = coded(row, starts)
        reading = read_one(article, ["actors", "statements", "claims", "relations"])
        told = {
            OURS: found_in(reading, shown),
            POSSIBLE: found_in(reading, 0.0),
            NONE: [],
            SAME_TOPIC: same_topic(reading),
            NEAREST: nearest(reading),
        }
        for name, pairs in told.items():
            systems.setdefault(name, []).append(count(pairs, gold))
        labels += _labels(reading, gold)
    stored = json.loads((paths.GOLD / "pairs" / "agreement.json").read_text("utf-8"))
    return {
        "articles": len(systems.get(OURS, [])),
        "systems": {name: figures(counts) for name, counts in systems.items()},
        "labels": _shared_words(labels),
        "coders": stored["pairs"],
    }


def _labels(reading: Reading, gold: Sequence[Met]) -> list[tuple[str, str]]:
    """What a person calls a claim's matter, and what we do, for ends that are claims of ours."""
    rows = reading["claims"].to_dict("records")
    found = []
    for pair in gold:
        for end in (pair.a, pair.b):
            best = max(rows, key=lambda r: closeness((r["start"], r["end"]), end), default=None)
            if best and overlap((best["start"], best["end"]), end) >= 0.5:
                found.append((pair.matter, str(best["topic"])))
    return found


def _shared_words(labels: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """How many labels share a word of weight with the person's."""
    empty = {"the", "a", "an", "of", "in", "on", "for", "to", "and", "'s", "who", "how"}

    def words(text: str) -> set[str]:
        return {w.removesuffix("'s").rstrip("s") for w in text.lower().split()} - empty

    shared = sum(bool(words(one) & words(other)) for one, other in labels)
    share = round(shared / len(labels), 4) if labels else None
    return {"sharing_a_word": shared, "of": len(labels), "share": share}
