"""What a person decided, as gold: statements, actors and pairs to train on and to measure by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analysis.corrections.decision import APART, Kind
from analysis.reading import Reading
from analysis.tables import parts_of

#: Decisions that say what is so; one that no longer fits says nothing.
_COUNTS = ("applied", "agrees")
Row = Mapping[str, Any]


def to_gold(reading: Reading) -> dict[str, Any]:
    """The decisions of a person, each row in the form of ``data/gold`` (its ``schema.json``).

    Only what a person decided stands in it, corrected or confirmed; what the machine says besides
    is no gold. A statement's ``decided`` names what of it was (speaker, tone); ``refused`` lists
    contents that are no statement; a pair that does not meet is the relation ``none``. Needs every
    table of the reading.
    """
    article = reading.article
    table = reading["corrections"]
    made = table[table["status"].isin(_COUNTS)].to_dict("records")
    by_row: dict[str, dict[str, Row]] = {}
    for row in made:
        by_row.setdefault(row["row"], {})[row["kind"]] = row
    of = {kind: [row for row in made if row["kind"] == kind] for kind in Kind}
    pairs = [list(parts_of(row["row"])) for row in of[Kind.PAIR]]
    met = {claim for pair in pairs for claim in pair}
    return {
        "schema": "decided-1",
        "document": article.document,
        "sha256": article.sha256,
        "published": article.published.isoformat() if article.published else "",
        "statements": [
            _statement(row, by_row[row["statement_id"]])
            for row in reading["statements"].to_dict("records")
            if row["statement_id"] in by_row
        ],
        "refused": [row["place"] for row in of[Kind.NO_STATEMENT]],
        "actors": [
            {name: row[name] for name in ("name", "kind", "role", "affiliation", "side")}
            for row in reading["actors"].to_dict("records")
            if row["actor_id"] in by_row
        ],
        "claims": [
            {"id": row["claim_id"], **{n: row[n] for n in ("start", "end", "text")}}
            for row in reading["claims"].to_dict("records")
            if row["claim_id"] in met
        ],
        "relations": [
            {
                "claim_a": one,
                "claim_b": other,
                "relation": "none" if row["decided"] == APART else row["decided"],
            }
            for row, (one, other) in zip(of[Kind.PAIR], pairs, strict=True)
        ],
        "order": [
            {"paragraph": int(row["row"][1:]), "position": int(row["decided"])}
            for row in of[Kind.ORDER]
        ],
    }


def _statement(row: Row, decided: Mapping[str, Row]) -> dict[str, Any]:
    copied = (
        "paragraph content source cue content_text source_text cue_text speaker kind said_on medium"
        " addressee via official"
    ).split()
    tone = decided.get(Kind.TONE)
    what = ["speaker" if kind in (Kind.SPEAKER, Kind.MISSED) else kind for kind in decided]
    return {
        "id": row["statement_id"],
        **{name: row[name] for name in copied},
        "tone": tone["decided"] if tone else "",
        "tone_sure": tone is not None,
        "decided": sorted(set(what)),
        "note": " ".join(d["note"] for d in decided.values() if d["note"]),
    }
