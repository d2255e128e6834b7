"""The rows of the sheets: each question of a reading, the least sure first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from analysis.corrections import Decision
from analysis.corrections.anchors import quoted
from analysis.corrections.decision import APART, NOBODY
from analysis.corrections.layouts import ACTORS, FLAT, ORDER, PAIRS, STATEMENTS, Layout
from analysis.reading import Reading
from analysis.tables import SHOWN, joined, parts_of

#: So many pairs of claims are asked about at most, those nearest to "perhaps" first.
MOST_PAIRS = 40
Cells = dict[str, object]


def statements(reading: Reading) -> list[Cells]:
    """A row a statement, the least sure speaker first."""
    tones = _tones(reading)
    text = reading.article.text
    rows = []
    for row in reading["statements"].sort_values("confidence", kind="stable").to_dict("records"):
        quote = quoted(text, row["content"])
        rows.append(
            {
                "sure": _percent(row["confidence"]),
                "what is said": quote.exact,
                "said by (found)": row["speaker"] or NOBODY,
                "tone (found)": tones.get(row["statement_id"], ""),
                "because": _because(row),
                "names the speaker": row["source_text"],
                "says that it is said": row["cue_text"],
                "text before": quote.prefix,
                "text after": quote.suffix,
            }
        )
    return rows


def _tones(reading: Reading) -> dict[str, str]:
    table = reading["sentiment"]
    whole = table[(table["target"] == "") & (table["method"] == "model")]
    return dict(zip(whole["statement_id"], whole["label"], strict=True))


def _because(row: Mapping[str, Any]) -> str:
    others = [f"{o['speaker']} {_percent(o['share'])} %" for o in row["alternatives"][:3]]
    told = f"speaker found by: {row['resolved_by']}"
    return f"{told}; else {', '.join(others)}" if others else told


def actors(reading: Reading) -> list[Cells]:
    """A row an actor: those first that share a word of their name with another, and may be one
    with it; then those heard most."""
    table = reading["actors"].to_dict("records")
    mentions = {row["start"]: row for row in reversed(reading["mentions"].to_dict("records"))}
    shared = Counter(word for row in table for word in {*_words(row["name"])})
    alike = {
        row["actor_id"]: any(shared[word] > 1 for word in _words(row["name"])) for row in table
    }
    table.sort(key=lambda row: (not alike[row["actor_id"]], -row["statements"], -row["mentions"]))
    rows = []
    for row in table:
        first = mentions.get(row["first_start"])
        place = [[first["start"], first["end"]]] if first else []
        quote = quoted(reading.article.text, place) if place else None
        rows.append(
            {
                "actor (found)": row["name"],
                "named": row["mentions"],
                "speaks": row["statements"],
                "role (found)": row["role"],
                "first named as": quote.exact if quote else "",
                "text before": quote.prefix if quote else "",
                "text after": quote.suffix if quote else "",
            }
        )
    return rows


def _words(name: str) -> list[str]:
    return [word for word in name.casefold().split() if len(word) > 3]


def pairs(reading: Reading) -> list[Cells]:
    """A row a pair of claims that meets or may, the least sure first."""
    text = reading.article.text
    claims = {row["claim_id"]: row for row in reading["claims"].to_dict("records")}
    names = dict(zip(reading["actors"]["actor_id"], reading["actors"]["name"], strict=True))
    table = reading["relations"].to_dict("records")
    table.sort(key=lambda row: abs(row["confidence"] - SHOWN))
    rows = []
    for row in table[:MOST_PAIRS]:
        one, other = claims[row["claim_a"]], claims[row["claim_b"]]
        left, right = (quoted(text, [[c["start"], c["end"]]]) for c in (one, other))
        rows.append(
            {
                "sure": _percent(row["confidence"]),
                "one claim": left.exact,
                "by": _voice(one, names),
                "other claim": right.exact,
                "by whom": _voice(other, names),
                "they (found)": row["relation"] if row["confidence"] >= SHOWN else APART,
                "text before": left.prefix,
                "text after": left.suffix,
                "text before the other": right.prefix,
                "text after the other": right.suffix,
            }
        )
    return rows


def _voice(claim: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if not claim["statement_id"]:
        return "the article"
    return joined(names.get(a, "") for a in parts_of(claim["actor_id"])) or NOBODY


def order(reading: Reading) -> list[Cells]:
    """A row a paragraph, the least sure place first."""
    rows = []
    table = reading["paragraphs"].sort_values("order_confidence", kind="stable")
    for row in table.to_dict("records"):
        quote = quoted(reading.article.text, [[row["start"], row["end"]]])
        rows.append(
            {
                "sure": _percent(row["order_confidence"]),
                "paragraph": quote.exact,
                "place (found)": row["reading_position"],
                "text before": quote.prefix,
                "text after": quote.suffix,
            }
        )
    return rows


def decided(decisions: Sequence[Decision], document: str) -> list[Cells]:
    """Earlier decisions, each as it was, so that a new sheet loses none."""
    return [
        {
            "kind": str(d.kind),
            "words": d.quote.exact,
            "second words": d.other.exact,
            "correct": d.correct,
            "note": d.note,
            "names the speaker": d.source,
            "says that it is said": d.cue,
            "text before": d.quote.prefix,
            "text after": d.quote.suffix,
            "text before the second": d.other.prefix,
            "text after the second": d.other.suffix,
            "article": d.article or document,
        }
        for d in decisions
        if d.article in ("", document)
    ]


def flat(reading: Reading, decisions: Sequence[Decision]) -> list[Cells]:
    """All questions as one list for a CSV, earlier decisions first, then the least sure."""
    document = reading.article.document
    found: list[Cells] = []
    for layout, rows in (
        (STATEMENTS, statements(reading)),
        (ACTORS, actors(reading)),
        (PAIRS, pairs(reading)),
        (ORDER, order(reading)),
    ):
        found += [_flattened(layout, row, heading) for row in rows for heading in layout.asks]
    found.sort(key=lambda row: (row["sure"] == "", row["sure"] or 0))
    missed: Cells = {"kind": "missed statement"}
    return [*decided(decisions, document), *(r | {"article": document} for r in found), missed]


def _flattened(layout: Layout, row: Cells, heading: str) -> Cells:
    shown = {"right speaker": "said by (found)", "right tone": "tone (found)"}
    shown |= {"right role": "role (found)", "they really": "they (found)"}
    shown |= {"right place": "place (found)"}
    flat: Cells = {FLAT.takes[part]: row.get(own, "") for part, own in layout.takes.items()}
    kind = layout.asks[heading]
    return flat | {
        "kind": str(kind),
        "found": row.get(shown.get(heading, ""), ""),
        "sure": row.get("sure", ""),
    }


def _percent(share: float) -> int:
    return round(100 * share)
