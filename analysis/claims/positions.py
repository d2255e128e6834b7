"""Matters: claims that meet, joined, and where each voice stands on what they are about.

Comes in: the tables ``claims`` and ``relations`` of an article. Goes out: rows of ``matters``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.tables import SHOWN

#: Where a voice stands whose claim disputes the one most claims meet, by how it meets it.
_AGAINST = {"denies": "denies", "doubts": "doubts", "rejects": "rejects", "other figure": "denies"}
Row = Mapping[str, Any]


def rows(document: str, claims: pd.DataFrame, relations: pd.DataFrame) -> list[dict[str, Any]]:
    """A row a matter, those with most claims first.

    Claims of one topic that meet, directly or by others, are one matter. The claim that meets
    most others is what is asserted; who agrees with it asserts it too, who disputes it denies,
    doubts or rejects it. ``positions`` holds one entry a voice and position, with all claims in
    which it is taken: a restatement adds a claim, not a position.
    """
    known = {row["claim_id"]: row for row in claims.to_dict("records")}
    met = [
        row
        for row in relations.sort_values("confidence", ascending=False).to_dict("records")
        if row["confidence"] >= SHOWN
        and known[row["claim_a"]]["topic"] == known[row["claim_b"]]["topic"]
    ]
    beside: dict[str, list[tuple[str, Row]]] = {}
    for row in met:
        beside.setdefault(row["claim_a"], []).append((row["claim_b"], row))
        beside.setdefault(row["claim_b"], []).append((row["claim_a"], row))
    order = {name: place for place, name in enumerate(known)}
    seen: set[str] = set()
    found = []
    for start in sorted(beside, key=lambda c: (-len(beside[c]), order[c])):
        if start in seen:
            continue
        stands = _stands(start, beside)
        seen |= stands.keys()
        members = sorted(stands, key=order.__getitem__)
        found.append((members, stands, str(known[start]["topic"])))
    found.sort(key=lambda matter: (-len(matter[0]), order[matter[0][0]]))
    return [
        {
            "document": document,
            "matter_id": f"m{number}",
            "label": label,
            "claims": members,
            "positions": _positions(members, stands, known),
        }
        for number, (members, stands, label) in enumerate(found, 1)
    ]


def _stands(start: str, beside: Mapping[str, Sequence[tuple[str, Row]]]) -> dict[str, str]:
    """Where each claim of a matter stands towards ``start``, the nearest and surest pairs first."""
    stands = {start: "asserts"}
    waiting = deque([start])
    while waiting:
        one = waiting.popleft()
        for other, row in beside[one]:
            if other in stands:
                continue
            if row["relation"] == "agrees":
                stands[other] = stands[one]
            elif stands[one] == "asserts":
                stands[other] = _AGAINST.get(row["manner"], "denies")
            else:
                stands[other] = "asserts"
            waiting.append(other)
    return stands


def _positions(
    members: Sequence[str], stands: Mapping[str, str], known: Mapping[str, Row]
) -> list[dict[str, Any]]:
    """One entry a voice and position, the most often taken first; the article's voice is ""."""
    taken: dict[tuple[str, str], list[str]] = {}
    for claim in members:
        voice = str(known[claim]["actor_id"]) if known[claim]["statement_id"] else ""
        taken.setdefault((voice, stands[claim]), []).append(claim)
    return [
        {"actor_id": voice, "position": position, "claims": ids}
        for (voice, position), ids in sorted(taken.items(), key=lambda entry: -len(entry[1]))
    ]
