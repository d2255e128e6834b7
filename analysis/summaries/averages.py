"""Averages of tone over speakers and sides, with intervals that know how few they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.tables import parts_of

#: An average of fewer statements is withheld: its columns stay empty, only ``n`` is told.
MINIMUM = 3
LEVEL = 0.9
DRAWS = 4000


def averages(
    sentiment: pd.DataFrame,
    statements: pd.DataFrame,
    actors: pd.DataFrame | None = None,
    by: str = "speaker",
    *,
    minimum: int = MINIMUM,
    seed: int = 0,
) -> pd.DataFrame:
    """Mean tone of whole statements by ``speaker`` or ``side``, one row a method.

    Columns: ``by``, method, n, mean, low, high, label. A statement of several speakers counts
    for each of them (for a side once). Only statements in ``statements`` count: hand in the
    official ones alone where those are meant. ``side`` needs ``actors``. Statements without
    a known speaker or side are left out. Raises ValueError for any other ``by``.
    """
    groups = _speakers(statements, actors, by)
    whole = sentiment[sentiment["target"] == ""].merge(groups, on=["document", "statement_id"])
    rows = []
    for (name, method), part in whole.groupby(["group", "method"], sort=False):
        rows.append({by: name, "method": method} | _mean(part, minimum, seed))
    return pd.DataFrame(rows, columns=[by, "method", "n", "mean", "low", "high", "label"])


def towards(
    sentiment: pd.DataFrame,
    statements: pd.DataFrame,
    actors: pd.DataFrame,
    by: str = "side",
    *,
    minimum: int = MINIMUM,
    seed: int = 0,
) -> pd.DataFrame:
    """Who speaks how of whom: mean tone of the model from each ``by`` towards each.

    Columns: from, towards, n, mean, low, high, label. With ``side`` a target counts for the
    side it speaks for, else for itself (the West, say, speaks for no one state); with
    ``speaker`` every actor for itself. ``n`` counts statements: several targets of one side
    in one statement are averaged first. Cells below ``minimum`` are withheld.
    """
    groups = _speakers(statements, actors, by)
    aimed = sentiment[sentiment["target"] != ""].merge(groups, on=["document", "statement_id"])
    sides = _sides(actors)
    names = dict(zip(actors["name"], actors["actor_id"], strict=True))
    aimed = aimed.assign(
        towards=[
            (sides.get(names.get(name, ""), "") or name) if by == "side" else name
            for name in aimed["target"]
        ]
    )
    keys = ["group", "towards", "document", "statement_id"]
    each = aimed.groupby(keys, sort=False)[["score", "low", "high"]].mean().reset_index()
    rows = []
    for (source, target), part in each.groupby(["group", "towards"], sort=False):
        rows.append({"from": source, "towards": target} | _mean(part, minimum, seed))
    return pd.DataFrame(rows, columns=["from", "towards", "n", "mean", "low", "high", "label"])


def _sides(actors: pd.DataFrame) -> Mapping[str, str]:
    return dict(zip(actors["actor_id"], actors["side"], strict=True))


def _speakers(statements: pd.DataFrame, actors: pd.DataFrame | None, by: str) -> pd.DataFrame:
    """document, statement_id and the group(s) whose statement it is."""
    if by not in ("speaker", "side"):
        raise ValueError(f"averages go by speaker or side, not by {by!r}")
    if by == "side" and actors is None:
        raise ValueError("averages by side need the table of actors")
    sides = _sides(actors) if actors is not None else {}
    rows = []
    for statement in statements.to_dict("records"):
        if by == "speaker":
            found = parts_of(statement["speaker"])
        else:
            found = [sides.get(i, "") for i in parts_of(statement["actor_id"])]
        for name in dict.fromkeys(name for name in found if name):
            rows.append((statement["document"], statement["statement_id"], name))
    return pd.DataFrame(rows, columns=["document", "statement_id", "group"])


def _mean(part: pd.DataFrame, minimum: int, seed: int) -> dict[str, object]:
    n = len(part)
    if n < minimum:
        return {"n": n, "mean": np.nan, "low": np.nan, "high": np.nan, "label": ""}
    mean = float(part["score"].mean())
    low, high = interval(
        part["score"].to_numpy(), part["low"].to_numpy(), part["high"].to_numpy(), seed
    )
    label = "positive" if low > 0 else "negative" if high < 0 else "neutral"
    return {"n": n, "mean": mean, "low": low, "high": high, "label": label}


def interval(
    scores: Sequence[float], low: Sequence[float], high: Sequence[float], seed: int = 0
) -> tuple[float, float]:
    """Where the mean lies with 90 % confidence, given few statements and unsure scores.

    A seeded bootstrap over statements (Efron 1979). Each drawn score is shaken by its own
    interval, so doubt about a sentence is not averaged away unseen; and since a resample of
    n spreads too little by the factor (n − 1)/n, deviations are stretched to make up for it.
    """
    scores, low, high = (np.asarray(column, dtype=float) for column in (scores, low, high))
    n = len(scores)
    rng = np.random.default_rng(seed)
    chosen = rng.integers(0, n, (DRAWS, n))
    spread = (high - low) / (2 * 1.645)  # the normal whose 90 % interval is as wide
    drawn = scores[chosen] + rng.normal(size=(DRAWS, n)) * spread[chosen]
    means = np.clip(drawn, -1, 1).mean(1)
    centre = scores.mean()
    means = centre + (means - centre) * np.sqrt(n / max(1, n - 1))
    edge = (1 - LEVEL) / 2
    lower, upper = np.clip(np.quantile(means, [edge, 1 - edge]), -1, 1)
    return float(min(lower, centre)), float(max(upper, centre))
