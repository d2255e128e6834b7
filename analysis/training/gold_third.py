"""The third reading: what two coders see differently, the sheet of it, and how it is settled.

The third reader's file is JSON Lines, one article a line, with the items of the sheet only::

    {"doc": "…",
     "pairs": [{"id": "P1", "keep": 1, "relation": "disputes", "manner": "denies",
                "matter": "label", "sure": 1}],
     "tone": [{"id": "T3", "tone": "neutral", "targets": [], "sure": 1}]}
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.bench.coded import snippet
from analysis.bench.coded_texts import Document
from analysis.errors import InputError
from analysis.training.gold_agreement import RELATIONS, TONES, End, Pair, align, common_targets

Row = dict[str, Any]
Coded = tuple[list[Pair], list[Pair]]
Tones = dict[str, tuple[Row, Row]]


def tone_items(one: Row, two: Row) -> Tones:
    """Both codings of every statement, by its number."""
    second = {item["id"]: item for item in two["tone"]}
    return {i["id"]: (i, second[i["id"]]) for i in one["tone"] if i["id"] in second}


def aligned(coded: Coded) -> list[tuple[Pair | None, Pair | None]]:
    """Pairs of both coders beside each other, None where one has none, in textual order."""
    ones, twos = coded
    common = align(ones, twos)
    first, second = {i for i, _ in common}, {j for _, j in common}
    rows: list[tuple[Pair | None, Pair | None]] = [(ones[i], twos[j]) for i, j in common]
    rows += [(pair, None) for i, pair in enumerate(ones) if i not in first]
    rows += [(None, pair) for j, pair in enumerate(twos) if j not in second]

    def place(row: tuple[Pair | None, Pair | None]) -> tuple[int, ...]:
        pair = row[0] or row[1]
        ends = sorted((e.block, e.start, e.end) for e in (pair.a, pair.b)) if pair else []
        return tuple(number for end in ends for number in end)

    return sorted(rows, key=lambda row: (place(row), row[0] is None))


def same_label(one: Pair | None, two: Pair | None) -> bool:
    """Do both coders have the pair, with relation and manner alike?"""
    return one is not None and two is not None and one.manner == two.manner


def differing(coded: Coded, tones: Tones) -> Row:
    """What a third reader must decide: pairs P1, P2, … and tones by their number."""
    pairs = [row for row in aligned(coded) if not same_label(*row)]
    return {
        "pairs": {f"P{n}": row for n, row in enumerate(pairs, 1)},
        "tone": {name: rows for name, rows in tones.items() if not _tone_alike(*rows)},
    }


def _tone_alike(one: Row, two: Row) -> bool:
    shared = common_targets(one["targets"], two["targets"])
    return one["tone"] == two["tone"] and all(a["tone"] == b["tone"] for a, b in shared)


def _end(document: Document, end: End) -> str:
    words = (document.block(end.block) or "")[end.start : end.end]
    return f"[{end.block}] {end.by}: “{words}”"


def _pair_lines(name: str, document: Document, row: Sequence[Pair | None]) -> list[str]:
    lines = [f"- **{name}**"]
    for label, pair in zip(("first", "second"), row, strict=True):
        if pair is None:
            lines.append(f"  - {label} coding: no pair")
        else:
            lines.append(
                f"  - {label} coding: {pair.relation}, {pair.manner}, “{pair.matter}”, "
                f"sure {int(pair.sure)}"
            )
            lines += [f"    - {_end(document, end)}" for end in (pair.a, pair.b)]
    return lines


def _tone_lines(name: str, words: str, rows: Sequence[Row]) -> list[str]:
    lines = [f"- **{name}** {words}"]
    for label, row in zip(("first", "second"), rows, strict=True):
        targets = "; ".join(f"{t['target']} {t['tone']}" for t in row["targets"]) or "no target"
        lines.append(f"  - {label} coding: {row['tone']} ({targets}), sure {row['sure']}")
    return lines


def sheet(batch: int, articles: Sequence[tuple[Document, Row, Mapping[str, Row]]]) -> str:
    """The third reader's sheet of a batch: articles in full, only the items that differ."""
    lines = [f"# Third reading, batch {batch:02d}", ""]
    for document, items, statements in articles:
        if not items["pairs"] and not items["tone"]:
            continue
        lines += [f"## doc: `{document.name}`", ""]
        for number in range(len(document.paragraphs) + 1):
            if document.block(number):
                lines += [f"[{number}] {document.block(number)}", ""]
        lines += ["### Pairs to decide", ""]
        for name, row in items["pairs"].items():
            lines += _pair_lines(name, document, row)
        lines += ["", "### Tones to decide", ""]
        for name, rows in items["tone"].items():
            place = statements[name]
            said = " | ".join(
                snippet(document, place[role]) for role in ("source", "cue") if place[role]
            )
            words = snippet(document, place["content"])
            lines += _tone_lines(name, f"{said} | {words}" if said else words, rows)
        lines.append("")
    return "\n".join(lines)


def read_third(folder: Path) -> dict[str, Row]:
    """The third readings by document. Raises InputError for a line that is no object."""
    rows: dict[str, Row] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
            if line.strip():
                try:
                    row = json.loads(line)
                    rows[row["doc"]] = row
                except (ValueError, KeyError, TypeError) as error:
                    raise InputError(
                        f"{path.name}, line {number}: not an object with a doc."
                    ) from error
    return rows


def answers(name: str, row: Row | None, items: Row) -> Row:
    """The third reader's answers by number. Raises InputError for one missing or not allowed."""
    found: Row = {"pairs": {}, "tone": {}}
    for kind in ("pairs", "tone"):
        given = {item.get("id"): item for item in (row or {}).get(kind, [])}
        for number in items[kind]:
            item = given.get(number)
            if item is None:
                raise InputError(f"{name}, {number}: the third reading does not decide it.")
            good = _pair_allowed(item) if kind == "pairs" else _tone_allowed(item)
            if not good:
                raise InputError(f"{name}, {number}: the third reading's values: {item}.")
            found[kind][number] = item
    return found


def _pair_allowed(item: Row) -> bool:
    if item.get("keep") == 0:
        return True
    return (
        item.get("keep") == 1
        and item.get("manner") in RELATIONS.get(item.get("relation", ""), ())
        and bool(str(item.get("matter", "")).strip())
        and item.get("sure") in (0, 1)
    )


def _tone_allowed(item: Row) -> bool:
    targets = item.get("targets")
    return (
        item.get("tone") in TONES
        and item.get("sure") in (0, 1)
        and isinstance(targets, list)
        and all(isinstance(t, dict) and t.get("target") and t.get("tone") in TONES for t in targets)
    )


def _stored(pair: Pair, label: Row, matters: list[str], coders: int, third: bool) -> Row:
    ends = {
        side: {"block": e.block, "start": e.start, "end": e.end, "by": e.by}
        for side, e in (("a", pair.a), ("b", pair.b))
    }
    labels = {key: label[key] for key in ("relation", "manner", "matter")}
    more = {"matters": list(dict.fromkeys(matters)), "sure": int(label["sure"])}
    return ends | labels | more | {"coders": coders, "third": third}


def final_pairs(coded: Coded, items: Row, decided: Row) -> list[Row]:
    """The gold pairs of an article: what both coders have, and what the third reader kept.

    A pair of both coders has the first one's ends and matter (``matters`` has all labels
    given), and is sure where both were sure.
    """
    names = {id(row[0] or row[1]): name for name, row in items["pairs"].items()}
    found = []
    for one, two in aligned(coded):
        pair = one or two
        if pair is None:
            continue
        matters = [p.matter for p in (one, two) if p is not None]
        count = len(matters)
        name = names.get(id(pair))
        if name is None:
            label = {
                "relation": pair.relation,
                "manner": pair.manner,
                "matter": pair.matter,
                "sure": all(p.sure for p in (one, two) if p is not None),
            }
            found.append(_stored(pair, label, matters, count, False))
        elif decided["pairs"][name]["keep"]:
            label = decided["pairs"][name]
            found.append(_stored(pair, label, [label["matter"], *matters], count, True))
    return found


def final_tones(tones: Tones, decided: Row) -> dict[str, Row]:
    """The gold tone of an article's statements.

    Where both coders agree, a target that both name has ``coders`` 2, one that one coder
    names has 1; the third reader's targets stand as given, without a count.
    """
    found = {}
    for name, (one, two) in tones.items():
        if name in decided["tone"]:
            item = decided["tone"][name]
            targets = [{"target": t["target"], "tone": t["tone"]} for t in item["targets"]]
            label = {"tone": item["tone"], "targets": targets, "sure": item["sure"]}
            found[name] = label | {"third": True}
            continue
        shared = common_targets(one["targets"], two["targets"])
        known = {id(t) for pair in shared for t in pair}
        targets = [dict(first) | {"coders": 2} for first, _ in shared]
        targets += [
            dict(t) | {"coders": 1}
            for row in (one, two)
            for t in row["targets"]
            if id(t) not in known
        ]
        sure = int(bool(one["sure"] and two["sure"]))
        found[name] = {"tone": one["tone"], "targets": targets, "sure": sure, "third": False}
    return found
