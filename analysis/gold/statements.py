"""The machine beside a hand-coded reading: what was found, missed, added, and each field.

A statement of the gold and one of the machine are the same where the words of their contents,
by place in the text, overlap with Jaccard >= 0.5, one to one, greedily from the best pair down
(content@0.5 of PolNeAR's scorers). Rows the gold marks doubtful count neither way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis import paths
from analysis.tables import QUOTE_KINDS

if TYPE_CHECKING:
    from analysis.reading import Reading

#: A pair of contents below this is no pair.
LIMIT = 0.5
#: What is compared on a statement that was found, in the order pages show it.
FIELDS = ("speaker", "kind", "said_on", "medium", "addressee", "via", "official", "source")
_ACTOR_FIELDS = ("kind", "role", "affiliation", "side")
_WORD = re.compile(r"\w+")

Row = Mapping[str, Any]


class GoldError(ValueError):
    """A gold file that does not fit the text it was coded on."""


@dataclass(frozen=True)
class Gold:
    """One hand-coded reading, as stored in ``data/gold`` (see its README and schema)."""

    document: str
    sha256: str
    statements: tuple[Row, ...]
    actors: tuple[Row, ...]
    claims: tuple[Row, ...]
    relations: tuple[Row, ...]
    order: tuple[Row, ...]


@dataclass(frozen=True)
class Comparison:
    """Machine against gold, as tables for a page.

    ``statements``: a row a gold or machine statement with ``status`` (found, missed, extra,
    doubtful), both sides' values, the fields that differ and the reason of a miss or extra.
    ``scores``: precision and recall over all and by kind. ``fields``: accuracy of each field
    on the statements found. ``actors``, ``actor_scores``: the same for the cast. ``tone``:
    agreement in sign, per method. ``order``: each constraint of the reading order, kept or not.
    """

    document: str
    statements: pd.DataFrame
    scores: pd.DataFrame
    fields: pd.DataFrame
    actors: pd.DataFrame
    actor_scores: pd.DataFrame
    tone: pd.DataFrame
    order: pd.DataFrame


@cache
def _load(path: Path) -> Gold:
    stored = json.loads(path.read_text(encoding="utf-8"))
    return Gold(
        stored["document"],
        stored["sha256"],
        *(tuple(stored[name]) for name in ("statements", "actors", "claims", "relations", "order")),
    )


def gold_files() -> tuple[Path, ...]:
    """The gold files of the repository, by name."""
    return tuple(p for p in sorted(paths.GOLD.glob("*.json")) if p.name != "schema.json")


def load_gold(document: str) -> Gold | None:
    """The gold of the article file named ``document``; None where nobody has coded it."""
    path = paths.GOLD / f"{Path(document).stem}.json"
    return _load(path) if path in gold_files() else None


def words_in(text: str, spans: Iterable[Sequence[int]]) -> frozenset[int]:
    """The words of ``text`` that share a character with ``spans``, each by where it starts."""
    found: set[int] = set()
    for start, end in spans:
        # a span may begin inside a word: look from the start of that word
        while start > 0 and text[start - 1 : start].isalnum() and text[start].isalnum():
            start -= 1
        for match in _WORD.finditer(text, start):
            if match.start() >= end:
                break
            found.add(match.start())
    return frozenset(found)


def jaccard(a: Collection[int], b: Collection[int]) -> float:
    """Shared over all; 0 where both are empty."""
    union = set(a) | set(b)
    return len(set(a) & set(b)) / len(union) if union else 0.0


def token_f1(a: Collection[int], b: Collection[int]) -> float:
    """F1 of two sets of words; 1 where both are empty, as nobody named twice agrees."""
    return 2 * len(set(a) & set(b)) / (len(a) + len(b)) if a or b else 1.0


def pair_up(left: Sequence[frozenset[int]], right: Sequence[frozenset[int]]) -> dict[int, int]:
    """One-to-one pairs ``{left index: right index}``, greedily by falling Jaccard >= LIMIT."""
    scored = sorted(
        (
            (-score, i, j)
            for i, a in enumerate(left)
            for j, b in enumerate(right)
            if (score := jaccard(a, b)) >= LIMIT
        ),
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in scored:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _plain(value: object) -> str:
    """Two spellings of one name compare equal: case, articles and outer space aside."""
    text = " ".join(str(value).split()).casefold()
    return re.sub(r"(^|; )the ", r"\1", text)


def agrees(gold: Row, field: str, value: object) -> bool:
    """Is ``value`` what the gold says of ``field``, or what it accepts as well?"""
    right = [gold[field], *gold["accept"].get(field, ())]
    return _plain(value) in {_plain(r) for r in right}


def _differing(gold: Row, row: Row, text: str) -> list[str]:
    wrong = [f for f in FIELDS if f != "source" and not agrees(gold, f, row[f])]
    sources = words_in(text, gold["source"]), words_in(text, row["source"])
    return wrong if token_f1(*sources) >= LIMIT else [*wrong, "source"]


def _why_missed(words: frozenset[int], others: Sequence[frozenset[int]]) -> str:
    best = max((jaccard(words, other) for other in others), default=0.0)
    if best >= LIMIT:
        return "one row for two statements"
    return "found with other borders" if best > 0 else "not noticed"


def _why_extra(words: frozenset[int], golds: Sequence[frozenset[int]]) -> str:
    best = max((jaccard(words, gold) for gold in golds), default=0.0)
    if best >= LIMIT:
        return "a second row for one statement"
    if any(words and words <= gold for gold in golds):
        return "inside another statement's content"
    return "other borders than the statement's" if best > 0 else "no attribution in the gold"


def _shown(prefix: str, row: Row | None) -> dict[str, object]:
    names = ("content_text", "source_text", *(f for f in FIELDS if f != "source"))
    return {f"{name}_{prefix}": row[name] if row is not None else "" for name in names}


def _statements(gold: Gold, rows: Sequence[Row], text: str) -> pd.DataFrame:
    gold_words = [words_in(text, g["content"]) for g in gold.statements]
    machine_words = [words_in(text, r["content"]) for r in rows]
    pairs = pair_up(gold_words, machine_words)
    out: list[dict[str, object]] = []
    for i, g in enumerate(gold.statements):
        j = pairs.get(i)
        row = rows[j] if j is not None else None
        status = "doubtful" if g["doubtful"] else "missed" if row is None else "found"
        wrong = _differing(g, row, text) if row is not None else []
        out.append(
            {
                "gold_id": g["id"],
                "statement_id": row["statement_id"] if row is not None else "",
                "status": status,
                "paragraph": g["paragraph"],
                "start": g["content"][0][0],
                "overlap": jaccard(gold_words[i], machine_words[j]) if j is not None else 0.0,
                **_shown("gold", g),
                **_shown("machine", row),
                "wrong": ", ".join(wrong),
                "reason": _why_missed(gold_words[i], machine_words) if row is None else "",
                "note": g["note"],
            }
        )
    for j, row in enumerate(rows):
        if j in pairs.values():
            continue
        out.append(
            {
                "gold_id": "",
                "statement_id": row["statement_id"],
                "status": "extra",
                "paragraph": row["paragraph"],
                "start": row["content"][0][0] if row["content"] else 0,
                "overlap": 0.0,
                **_shown("gold", None),
                **_shown("machine", row),
                "wrong": "",
                "reason": _why_extra(machine_words[j], gold_words),
                "note": "",
            }
        )
    columns = ["gold_id", "statement_id", "status", "paragraph", "start", "overlap"]
    frame = pd.DataFrame(out) if out else pd.DataFrame(columns=columns)
    return frame.sort_values(["start", "gold_id"], kind="stable").reset_index(drop=True)


def rates(found: int, gold: int, right: int, machine: int) -> dict[str, float]:
    """Recall ``found / gold``, precision ``right / machine`` and their F1; 0 over nothing."""
    recall = found / gold if gold else 0.0
    precision = right / machine if machine else 0.0
    both = precision + recall
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / both if both else 0.0,
    }


def _scores(rows: pd.DataFrame) -> pd.DataFrame:
    """By kind, recall asks the gold's kind, precision what the machine calls the row."""
    found, missed, extra = (rows["status"] == s for s in ("found", "missed", "extra"))
    out = []
    for kind in ("all", *QUOTE_KINDS):
        of_gold = (rows["kind_gold"] == kind) | (kind == "all")
        of_machine = (rows["kind_machine"] == kind) | (kind == "all")
        gold, hits = int((of_gold & (found | missed)).sum()), int((of_gold & found).sum())
        machine, right = int((of_machine & (found | extra)).sum()), int((of_machine & found).sum())
        line = {"kind": kind, "gold": gold, "machine": machine, "found": hits}
        out.append({**line, **rates(hits, gold, right, machine)})
    return pd.DataFrame(out)


def _fields(rows: pd.DataFrame) -> pd.DataFrame:
    found = rows[rows["status"] == "found"]
    wrong = [set(filter(None, cell.split(", "))) for cell in found["wrong"]]
    out = []
    for field in FIELDS:
        right = sum(field not in cell for cell in wrong)
        share = right / len(found) if len(found) else 0.0
        out.append({"field": field, "right": right, "of": len(found), "share": share})
    return pd.DataFrame(out)


def _actors(gold: Gold, machine: pd.DataFrame) -> pd.DataFrame:
    rows = machine.to_dict("records")
    out, taken = [], set()
    for g in gold.actors:
        hit = next(
            (r for r in rows if agrees(g, "name", r["name"]) and r["actor_id"] not in taken), None
        )
        if hit:
            taken.add(hit["actor_id"])
        out.append(
            {
                "name": g["name"],
                "actor_id": hit["actor_id"] if hit else "",
                "status": "found" if hit else "missed" if g["core"] else "doubtful",
                **{f"{f}_gold": g[f] for f in _ACTOR_FIELDS},
                **{f"{f}_machine": hit[f] if hit else "" for f in _ACTOR_FIELDS},
                "wrong": ", ".join(f for f in _ACTOR_FIELDS if hit and not agrees(g, f, hit[f])),
            }
        )
    for r in rows:
        if r["actor_id"] not in taken:
            out.append(
                {
                    "name": r["name"],
                    "actor_id": r["actor_id"],
                    "status": "extra",
                    **{f"{f}_gold": "" for f in _ACTOR_FIELDS},
                    **{f"{f}_machine": r[f] for f in _ACTOR_FIELDS},
                    "wrong": "",
                }
            )
    return pd.DataFrame(out)


def _actor_scores(rows: pd.DataFrame) -> pd.DataFrame:
    """Recall by kind and, of those found, the share with each field right."""
    out = []
    for kind in ("person", "organisation", "state", "group"):
        of_kind = rows[rows["kind_gold"] == kind]
        found = of_kind[of_kind["status"] == "found"]
        wanted = len(of_kind[of_kind["status"] != "doubtful"])
        line: dict[str, object] = {"kind": kind, "gold": wanted, "found": len(found)}
        for field in _ACTOR_FIELDS:
            line[f"{field}_right"] = sum(field not in cell.split(", ") for cell in found["wrong"])
        out.append(line)
    return pd.DataFrame(out)


def _tone(gold: Gold, rows: pd.DataFrame, sentiment: pd.DataFrame | None) -> pd.DataFrame:
    """Per method, on the statements found: right labels, on all and where the coder was sure."""
    columns = ["method", "right", "of", "right_sure", "of_sure"]
    if sentiment is None:
        return pd.DataFrame(columns=columns)
    by_id = {g["id"]: g for g in gold.statements}
    whole = sentiment[sentiment["target"] == ""]
    out = []
    for method, lines in whole.groupby("method", sort=True):
        label = dict(zip(lines["statement_id"], lines["label"], strict=True))
        said = [
            (by_id[g], label[s])
            for g, s in zip(rows["gold_id"], rows["statement_id"], strict=True)
            if g and s in label
        ]
        right = [g["tone"] == found for g, found in said]
        sure = [g["tone"] == found for g, found in said if g["tone_sure"]]
        out.append((method, sum(right), len(right), sum(sure), len(sure)))
    return pd.DataFrame(out, columns=columns)


def _order(gold: Gold, paragraphs: pd.DataFrame | None) -> pd.DataFrame:
    columns = ["before", "after", "sure", "because", "kept"]
    if paragraphs is None:
        return pd.DataFrame(columns=columns)
    place = dict(zip(paragraphs["paragraph"], paragraphs["reading_position"], strict=True))
    lines = [{**o, "kept": place[o["before"]] < place[o["after"]]} for o in gold.order]
    return pd.DataFrame(lines, columns=columns)


def compare(gold: Gold, reading: Reading) -> Comparison:
    """Hold ``reading`` against ``gold``. Raises GoldError where they read different texts."""
    article = reading.article
    if article.sha256 != gold.sha256:
        raise GoldError(f"the gold of {gold.document} was coded on another text than the one read")
    rows = reading.tables["statements"].to_dict("records")
    statements = _statements(gold, rows, article.text)
    actors = _actors(gold, reading.tables["actors"])
    return Comparison(
        document=gold.document,
        statements=statements,
        scores=_scores(statements),
        fields=_fields(statements),
        actors=actors,
        actor_scores=_actor_scores(actors),
        tone=_tone(gold, statements, reading.tables.get("sentiment")),
        order=_order(gold, reading.tables.get("paragraphs")),
    )
