"""The tone of statements in words: critical of whom, friendly to whom, and where it is unsure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.summaries.retelling import Teller
from analysis.summaries.wording import listed, plural
from analysis.tables import parts_of

Row = Mapping[str, Any]

#: A score belongs to the nearer of −1, 0 and 1 where the scale is cut into three equal parts.
EDGE = 1 / 3
WORDS = {"negative": "critical", "neutral": "matter-of-fact", "positive": "friendly"}
_OF = {"negative": "critical of", "positive": "friendly to"}
UNSURE = "unsure"
_TARGETS = 3
COLUMNS = "statement_id actor_id side label sure words".split()


def kind_of(score: float) -> str:
    """The class that a score falls into."""
    return "negative" if score < -EDGE else "positive" if score > EDGE else "neutral"


def sure(row: Row) -> bool:
    """Do both ends of the interval fall into the class of the label?"""
    return kind_of(row["low"]) == kind_of(row["high"]) == row["label"]


def verdicts(teller: Teller, statements: pd.DataFrame) -> pd.DataFrame:
    """One row a statement: its speaker's side, the model's label, whether that is sure, and the
    verdict in words with those it is aimed at. Statements without a verdict are left out."""
    sentiment = teller.reading["sentiment"]
    model = sentiment[sentiment["method"] == "model"].to_dict("records")
    by_statement: dict[str, list[Row]] = {}
    for row in model:
        by_statement.setdefault(row["statement_id"], []).append(row)
    names = {row["name"]: key for key, row in teller.actors.items()}
    rows = []
    for statement in statements.to_dict("records"):
        found = by_statement.get(statement["statement_id"], [])
        whole = next((row for row in found if not row["target"]), None)
        if whole is None:
            continue
        aimed = [row for row in found if row["target"]]
        ids = [i for i in parts_of(statement["actor_id"]) if i in teller.actors]
        of = [str(teller.actors[i]["side"]) for i in ids if teller.actors[i]["side"]]
        rows.append(
            {
                "statement_id": statement["statement_id"],
                "actor_id": statement["actor_id"],
                "side": of[0] if of else "",
                "label": whole["label"],
                "sure": sure(whole),
                "words": _told(teller, names, whole, aimed, set(ids)),
            }
        )
    return pd.DataFrame(rows, columns=COLUMNS)


def _told(
    teller: Teller, names: Mapping[str, str], whole: Row, aimed: Sequence[Row], own: set[str]
) -> str:
    """``critical of the West``; ``unsure, leans critical``; ``matter-of-fact``."""
    parts = []
    for label, words in _OF.items():
        whom = [
            teller.name(names[row["target"]])
            for row in aimed
            if row["label"] == label
            and sure(row)
            and row["target"] in names
            and names[row["target"]] not in own
        ]
        if whom:
            parts.append(f"{words} {listed(whom[:_TARGETS])}")
    if parts:
        return ", ".join(parts)
    if sure(whole):
        return WORDS[whole["label"]]
    leans = "" if whole["label"] == "neutral" else f", leans {WORDS[whole['label']]}"
    return f"{UNSURE}{leans}"


def finding(found: pd.DataFrame, what: str) -> str:
    """How many sound critical and how many friendly: the title of the figure."""
    counts = found["label"].value_counts()
    critical, friendly = int(counts.get("negative", 0)), int(counts.get("positive", 0))
    certain = int(found["sure"].sum())
    if len(found) == 1:
        (only,) = found["label"]
        return f"The only {what} sounds {WORDS[only]}" + ("" if certain else ", and that is unsure")
    if not certain:
        return f"The machine is not sure how any of the {plural(len(found), what)} sounds"
    end = f"; the machine is sure of {certain}" if certain < len(found) else ""
    if not critical and not friendly:
        return f"None of the {plural(len(found), what)} sounds critical or friendly{end}"
    rest = f", {friendly or 'none'} friendly"
    verb = "sounds" if critical == 1 else "sound"
    if not critical:
        verb = "sounds" if friendly == 1 else "sound"
        return f"{friendly} of {plural(len(found), what)} {verb} friendly, none critical{end}"
    return f"{critical} of {plural(len(found), what)} {verb} critical{rest}{end}"
