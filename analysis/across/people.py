"""Which actors of several articles are one and the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.reading import Reading

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
#: Words that begin a name and are none of its own.
_LEADING = "the"


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in small letters, without an article before it."""
    words = tuple(_WORD.findall(name.casefold().replace("’", "'")))
    return words[1:] if len(words) > 1 and words[0] == _LEADING else words


def joined_actors(readings: Sequence[Reading]) -> pd.DataFrame:
    """One row an actor of an article (``paper``, ``actor_id``), with ``who``: the number of the
    one it is over all articles; and ``name``, the fullest that any of them gives.

    Actors are one where the authority files know them as one, where their names are alike, or
    where one article gives only the surname of a person, or a shorter name of a body, that in
    another fits one actor alone.
    """
    rows: list[dict[str, Any]] = [
        {"paper": number, **row, "words": words_of(str(row["name"]))}
        for number, reading in enumerate(readings)
        for row in reading["actors"].to_dict("records")
    ]
    parent = list(range(len(rows)))

    def root(one: int) -> int:
        while parent[one] != one:
            one = parent[one]
        return one

    def join(one: int, other: int) -> None:
        first, second = sorted((root(one), root(other)))
        parent[second] = first

    known: dict[str, int] = {}
    for number, row in enumerate(rows):
        keys = [f"name {' '.join(row['words'])}"] if row["words"] else []
        keys += [f"wikidata {row['wikidata']}"] if row["wikidata"] else []
        for key in keys:
            join(number, known.setdefault(key, number))
    for number, row in enumerate(rows):
        fuller = {
            root(other)
            for other, that in enumerate(rows)
            if that["paper"] != row["paper"] and _shorter(row, that)
        }
        if len(fuller) == 1:
            join(number, fuller.pop())
    groups: dict[int, int] = {}
    for number, row in enumerate(rows):
        row["who"] = groups.setdefault(root(number), len(groups))
    full: dict[int, str] = {}
    for row in sorted(rows, key=lambda row: (-len(row["words"]), row["paper"])):
        full.setdefault(row["who"], str(row["name"]))
    for row in rows:
        row["name"] = full[row["who"]]
    return pd.DataFrame(rows, columns=[*("paper", "who", "words"), *readings[0]["actors"].columns])


def _shorter(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Is one's name the end of the other's, as "Lund" of "Petra Lund"?"""
    short, long = one["words"], other["words"]
    if not short or len(short) >= len(long) or long[-len(short) :] != short:
        return False
    kinds = {one["kind"], other["kind"]} - {""}
    names = str(one["name"])[:1].isupper() and str(other["name"])[:1].isupper()
    return len(kinds) <= 1 and names
