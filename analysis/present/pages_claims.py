"""What the pages on claims and disputes show: tables, cards and sentences."""

from __future__ import annotations

import base64
import json

import pandas as pd

from analysis.outputs.workbooks import guarded
from analysis.present.html import Html, Row, esc, table_html
from analysis.present.marked_article import words_link
from analysis.reading import Reading
from analysis.summaries import disputes
from analysis.summaries.wording import plural, units_of
from analysis.tables import CERTAINTIES, CLAIM_TYPES, Relation


def _to_words(reading: Reading, row: Row) -> Html:
    """The claim's number as a link to its words: its statement's mark, or its paragraph."""
    return words_link(reading, int(row["start"]), str(row["statement_id"]))


def csv_html(frame: pd.DataFrame, name: str, what: str) -> Html:
    """A link that saves ``frame`` as the CSV file ``name``: what a figure was drawn from. The
    file lies in the link itself, so that it works without a network or a server."""
    safe = frame.copy()
    for column in safe.columns:
        cells = [json.dumps(c) if isinstance(c, (list, dict)) else c for c in safe[column]]
        safe[column] = [guarded(cell) for cell in cells]
    text = "\ufeff" + safe.to_csv(index=False, lineterminator="\n")
    data = base64.b64encode(text.encode("utf-8")).decode("ascii")
    return Html(
        f'<p class="otr-download"><a download="{esc(name)}"'
        f' href="data:text/csv;charset=utf-8;base64,{data}">{esc(what)} (CSV,'
        f" {plural(len(frame), 'row')})</a></p>"
    )


def collisions_csv(claims: pd.DataFrame, relations: pd.DataFrame, actors: pd.DataFrame) -> Html:
    """The data of the figure of collisions: every claim with holder, side, topic and camp, and
    those it disputes and agrees with."""
    met: dict[str, dict[str, list[str]]] = {}
    for row in disputes.shown(relations).to_dict("records"):
        for one, other in ((row["claim_a"], row["claim_b"]), (row["claim_b"], row["claim_a"])):
            met.setdefault(one, {relation: [] for relation in Relation})[row["relation"]].append(
                other
            )
    held = disputes.held(claims, actors)
    camps = disputes.camps(claims, relations)
    frame = held[["claim_id", "topic", "side", "holder", "certainty", "polarity", "text"]].assign(
        camp=[camps[claim] for claim in held["claim_id"]],
        disputes=[" ".join(met.get(c, {}).get(Relation.DISPUTES, [])) for c in held["claim_id"]],
        agrees=[" ".join(met.get(c, {}).get(Relation.AGREES, [])) for c in held["claim_id"]],
    )
    return csv_html(frame, "collisions.csv", "The data of this figure")


def types_csv(claims: pd.DataFrame, actors: pd.DataFrame) -> Html:
    """The data of the figure of types: counts by type and side."""
    counts = disputes.held(claims, actors).groupby(["type", "side"]).size().reset_index(name="n")
    return csv_html(counts.rename(columns={"n": "claims"}), "types.csv", "The data of this figure")


def claims_text(claims: pd.DataFrame) -> str:
    """How many claims there are, and how many are the article's own."""
    if claims.empty:
        return ""
    own = int((claims["statement_id"] == "").sum())
    voice = f", {own} of them in its own voice" if own else ", all of them by its speakers"
    return f"The article holds {plural(len(claims), 'claim')}{voice}."


def types_title(claims: pd.DataFrame) -> str:
    """What most claims are: the title of the figure."""
    if claims.empty:
        return "There is no claim"
    counts = claims["type"].value_counts()
    name, most = str(counts.index[0]), int(counts.iloc[0])
    told = plural(most, name)
    if most == len(claims):
        return f"{told}, and no claim of another type"
    return f"{told} among {plural(len(claims), 'claim')}"


def types_text(claims: pd.DataFrame) -> str:
    """How many claims there are of each type, in words."""
    if claims.empty:
        return "No claims were found."
    counts = claims["type"].value_counts()
    parts = [plural(int(counts[name]), name) for name in CLAIM_TYPES if name in counts]
    return f"The {plural(len(claims), 'claim')} by type: {', '.join(parts)}."


def certainty_text(claims: pd.DataFrame) -> str:
    """How many claims make themselves how certain, in words."""
    if claims.empty:
        return "No claims were found."
    counts = claims["certainty"].value_counts()
    parts = [f"{int(counts[name])} {name}" for name in CERTAINTIES if name in counts]
    denied = int((claims["polarity"] == "negative").sum())
    return (
        f"By the words they use: {', '.join(parts)}."
        f" {denied or 'None'} of them say that something is not so."
    )


def claims_html(reading: Reading) -> str:
    """Every claim, with who makes it, its type, certainty, and a link to its words."""
    held = disputes.held(reading["claims"], reading["actors"]).drop_duplicates("claim_id")
    return table_html(
        held,
        {
            "claim_id": "claim",
            "holder": "made by",
            "text": "claim",
            "type": "type",
            "certainty": "certainty",
            "polarity": "so or not",
            "topic": "about",
            "because": "because of",
            "start": "in the text",
        },
        caption="Every claim; those of the article's own voice are marked as such.",
        css_class="otr-words-third",
        id_prefix="claim",
        row_id="claim_id",
        sortable=True,
        render={"start": lambda row: _to_words(reading, row), "polarity": _polarity},
    )


def _polarity(row: Row) -> Html:
    return Html("is so" if row["polarity"] == "positive" else "is not so")


def numbers_text(claims: pd.DataFrame, actors: pd.DataFrame) -> str:
    """For which things the article gives more than one number."""
    found = disputes.numbers(claims, actors)
    if found.empty:
        return "The article gives no two different numbers for the same thing."
    units = [units_of(unit) for unit in dict.fromkeys(found["unit"])]
    return f"The article gives more than one number of {', '.join(units)}."


def _number(row: Row) -> str:
    value, upper = f"{row['value']:,.10g}", row["upper"]
    if row["bound"] == "between":
        return f"{value} to {upper:,.10g}"
    about = "about" if row["approx"] else ""
    bound = "" if row["bound"] == "exact" else row["bound"]
    return " ".join(part for part in (about, bound, value) if part)


def numbers_html(claims: pd.DataFrame, actors: pd.DataFrame) -> str:
    """The numbers that differ, side by side."""
    found = disputes.numbers(claims, actors)
    if found.empty:
        return ""
    shown = found.assign(
        number=[_number(row) for row in found.to_dict("records")],
        unit=[units_of(unit) for unit in found["unit"]],
    )
    return table_html(
        shown,
        {"unit": "of", "number": "number", "holder": "who gives it", "text": "in these words"},
        caption="Numbers that differ.",
    )
