"""Who is heard, and how: statements counted by speaker, side and kind."""

from __future__ import annotations

from collections.abc import Container

import pandas as pd

from analysis.tables import KINDS, QUOTE_KINDS, parts_of

#: How a missing speaker or side is shown.
UNKNOWN = "not named"
NO_SIDE = "no side"


def _kinds(found: Container[str]) -> tuple[str, ...]:
    """The kinds to count: turns only where there are any."""
    return KINDS if "turn" in found else QUOTE_KINDS


def by_speaker(statements: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """One row a speaker: name, side, role, statements by kind and in all, words quoted.

    A joint statement counts for each of its speakers. The order is the sides by their number
    of statements, then the speakers by theirs, then the alphabet.
    """
    known = actors.set_index("actor_id")
    rows = []
    for row in statements.itertuples():
        ids = parts_of(row.actor_id) or ("",)
        for actor_id in ids:
            actor = known.loc[actor_id] if actor_id in known.index else None
            rows.append(
                {
                    "actor_id": actor_id,
                    "speaker": UNKNOWN if actor is None else actor["name"],
                    "role": "" if actor is None else actor["role"],
                    "side": "" if actor is None else actor["side"],
                    "kind": row.kind,
                    "words": len(row.content_text.split()),
                }
            )
    kinds = _kinds({row["kind"] for row in rows})
    columns = ["actor_id", "speaker", "role", "side", *kinds, "statements", "words"]
    if not rows:
        return pd.DataFrame({name: [] for name in columns})
    data = pd.DataFrame(rows)
    keys = ["actor_id", "speaker", "role", "side"]
    counted = data.pivot_table(index=keys, columns="kind", aggfunc="size", fill_value=0)
    counted = counted.reindex(columns=list(kinds), fill_value=0)
    counted["statements"] = counted.sum(axis=1)
    counted["words"] = data.groupby(keys)["words"].sum()
    counted = counted.reset_index()
    total = counted.groupby("side")["statements"].transform("sum")
    counted = counted.assign(total=total, unsided=counted["side"] == "")
    counted = counted.sort_values(
        ["unsided", "total", "side", "statements", "speaker"],
        ascending=[True, False, True, False, True],
        kind="stable",
    )
    return counted[columns].reset_index(drop=True)


def by_side(speakers: pd.DataFrame) -> pd.DataFrame:
    """One row a side, from `by_speaker`: speakers, statements by kind and in all, words."""
    if speakers.empty:
        return pd.DataFrame(columns=["side", "speakers", *QUOTE_KINDS, "statements", "words"])
    kinds = _kinds(speakers.columns)
    sums = speakers.groupby("side", sort=False)[[*kinds, "statements", "words"]].sum()
    sums.insert(0, "speakers", speakers.groupby("side", sort=False).size())
    return sums.reset_index()


def sides(statements: pd.DataFrame, actors: pd.DataFrame) -> list[str]:
    """The sides in the book's order (most statements first): colours are given in this order.

    Sides that are spoken of and never speak come last, by the alphabet.
    """
    speaking = [s for s in by_speaker(statements, actors)["side"].unique() if s]
    silent = sorted(set(actors["side"]) - set(speaking) - {""})
    return speaking + silent
