"""The counts of the gold of pairs and tone, as the tables of its data card.

    python -m analysis.training.gold_card

prints them; ``data/gold/DATACARD.md`` holds the same lines.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from analysis.bench.coded import GOLD, PARTS, read_rows
from analysis.training.gold_agreement import RELATIONS, TONES, End, overlap

SOURCES = ("polnear", "fnc", "bbc", "gum")
HALF = 0.5  # share of the shorter that two places have in common to be one
Row = dict[str, Any]


def _all_parts(name: str, counts: Sequence[int]) -> str:
    return f"| {name} | {' | '.join(f'{n:,}' for n in (*counts, sum(counts)))} |"


def _table(head: str, rows: Iterable[str]) -> list[str]:
    titles = f"| {head} | {' | '.join(PARTS)} | all |"
    return [titles, "|---|" + "---:|" * (len(PARTS) + 1), *rows]


def _ends(pair: Row) -> tuple[End, End]:
    one, two = (
        End(pair[side]["block"], pair[side]["start"], pair[side]["end"], pair[side]["by"])
        for side in "ab"
    )
    return one, two


def doubles(pairs: Sequence[Row]) -> dict[str, int]:
    """How far the pairs of one article repeat each other.

    ``exact``: pairs with the very places of another. ``same_places``: pairs whose two places
    overlap those of another by half. ``triangles``: three places of which each two are a pair,
    where the guide asks for a star; ``third``: those of them with a pair that a third reading
    decided.
    """
    ends = [end for pair in pairs for end in _ends(pair)]
    group = list(range(len(ends)))
    for one, two in combinations(range(len(ends)), 2):
        if overlap(ends[one], ends[two]) >= HALF:
            old, new = group[two], group[one]
            group = [new if name == old else name for name in group]
    exact = Counter(tuple(sorted((e.block, e.start, e.end) for e in _ends(pair))) for pair in pairs)
    edges: dict[frozenset[int], list[Row]] = {}
    for number, pair in enumerate(pairs):
        edges.setdefault(frozenset(group[2 * number : 2 * number + 2]), []).append(pair)
    triangles = [
        [edges[frozenset(two)][0] for two in combinations(three, 2)]
        for three in combinations(sorted(set(group)), 3)
        if all(frozenset(two) in edges for two in combinations(three, 2))
    ]
    return {
        "exact": sum(n - 1 for n in exact.values()),
        "same_places": sum(len(rows) - 1 for rows in edges.values()),
        "triangles": len(triangles),
        "third": sum(any(pair["third"] for pair in three) for three in triangles),
    }


def tables(gold: Path = GOLD) -> list[str]:
    """The lines of the card's tables, an empty one between two. Raises InputError for a file of
    the gold that cannot be read."""
    documents = {
        row["doc"]: row
        for row in json.loads((gold / "pairs" / "documents.json").read_text("utf-8"))
    }
    rows = {part: read_rows(gold / "pairs" / f"{part}.jsonl") for part in PARTS}
    pairs = {part: [pair for row in rows[part] for pair in row["pairs"]] for part in PARTS}
    said = {
        part: [
            one for row in read_rows(gold / "tone" / f"{part}.jsonl") for one in row["statements"]
        ]
        for part in PARTS
    }

    def count(name: str, items: dict[str, list[Row]], wanted: Any) -> str:
        return _all_parts(name, [sum(bool(wanted(item)) for item in items[part]) for part in PARTS])

    articles = [
        *(
            count(source, rows, lambda row, s=source: row["doc"].startswith(f"{s}:"))
            for source in SOURCES
        ),
        count("articles", rows, lambda row: True),
        _all_parts(
            "words", [sum(documents[row["doc"]]["words"] for row in rows[part]) for part in PARTS]
        ),
    ]
    kinds = [
        count(kind, rows, lambda row, k=kind: documents[row["doc"]]["kind"] == k)
        for kind in sorted({row["kind"] for row in documents.values()})
    ]
    met = [
        *(
            count(f"{relation}, {manner}", pairs, lambda pair, m=manner: pair["manner"] == m)
            for relation, manners in RELATIONS.items()
            for manner in manners
        ),
        count("pairs", pairs, lambda pair: True),
        count("of them sure", pairs, lambda pair: pair["sure"]),
        count(
            "both coders, one label", pairs, lambda pair: pair["coders"] == 2 and not pair["third"]
        ),
        count(
            "both coders, label by third reading",
            pairs,
            lambda pair: pair["coders"] == 2 and pair["third"],
        ),
        count("one coder, kept by third reading", pairs, lambda pair: pair["coders"] == 1),
    ]
    tone = [
        *(count(name, said, lambda one, t=name: one["tone"] == t) for name in TONES),
        count("statements", said, lambda one: True),
        count("of them by officials", said, lambda one: one["official"]),
        count("of them sure", said, lambda one: one["sure"]),
        count("tone by third reading", said, lambda one: one["third"]),
        *(
            _all_parts(
                f"targets, {name}",
                [
                    sum(target["tone"] == name for one in said[part] for target in one["targets"])
                    for part in PARTS
                ],
            )
            for name in TONES
        ),
    ]
    found = {part: [doubles(row["pairs"]) for row in rows[part]] for part in PARTS}
    names = {
        "exact": "pairs with the very places of another",
        "same_places": "pairs whose places overlap another's by half",
        "triangles": "triangles of places",
        "third": "of them with a pair of the third reading",
    }
    repeated = [
        _all_parts(told, [sum(one[name] for one in found[part]) for part in PARTS])
        for name, told in names.items()
    ]
    lines: list[str] = []
    for head, body in (
        ("articles from", articles),
        ("kind", kinds),
        ("pairs", met),
        ("tone", tone),
        ("repetition", repeated),
    ):
        lines += [*_table(head, body), ""]
    return lines[:-1]


if __name__ == "__main__":
    print("\n".join(tables()))
