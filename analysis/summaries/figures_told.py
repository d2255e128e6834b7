"""Numbers that really differ: of the same thing, from different voices, and no revision."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from analysis.summaries import disputes

_OPEN = float("inf")


def _range(row: dict) -> tuple[float, float]:
    """What a number allows: "at least 10,000" has no upper end, "about 100" a tenth either way."""
    low = high = float(row["value"])
    if row["bound"] == "between" and pd.notna(row["upper"]):
        high = float(row["upper"])
    if row["bound"] in ("at least", "more than", "over"):
        high = _OPEN
    if row["bound"] in ("at most", "less than", "under", "up to"):
        low = -_OPEN
    if row["approx"]:
        low, high = low - 0.1 * abs(low), high + 0.1 * abs(high)
    return low, high


def differing(claims: pd.DataFrame, actors: pd.DataFrame) -> list[tuple[str, list[dict]]]:
    """``(unit, rows)`` for each thing of which two voices give numbers that cannot both be right.

    Rows are `disputes.numbers`'s. One voice's own earlier figure is no disagreement, nor is one
    that a voice itself calls out of date.
    """
    rows = disputes.numbers(claims, actors)
    if rows.empty:
        return []
    topic = claims.drop_duplicates("claim_id").set_index("claim_id")["topic"].to_dict()
    found: dict[tuple[str, str], list[dict]] = {}
    for row in rows.to_dict("records"):
        if not row["revises"]:
            found.setdefault((row["unit"], topic.get(row["claim_id"], "")), []).append(row)
    out = []
    for (unit, _), here in found.items():
        apart = [
            pair
            for pair in combinations(here, 2)
            if pair[0]["holder"] != pair[1]["holder"] and _apart(*pair)
        ]
        met = [row for row in here if any(row is one for pair in apart for one in pair)]
        if met:
            out.append((unit, met))
    return out


def _apart(one: dict, other: dict) -> bool:
    (a, b), (c, d) = _range(one), _range(other)
    return b < c or d < a
