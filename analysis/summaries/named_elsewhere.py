"""Pronouns whose person is named elsewhere: the name that a page puts behind them in brackets.

A reader takes "he said" for whoever was named last. Where that is not the speaker, in the stored
order or in the restored one, the speaker's name belongs behind the pronoun: *he [Stoltenberg]
said*.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.reading import Reading

_NAMES = ("name", "title")


@dataclass(frozen=True)
class Bracket:
    """The name to put behind the stored offset ``end`` of a pronoun, in each view or not."""

    end: int
    name: str
    stored: bool
    restored: bool


def brackets(reading: Reading) -> list[Bracket]:
    """Every pronoun that speaks and whose person a reader would not find right before it.

    Only pronouns of one known person count. A person is found where nobody else is named between
    the last mention of him (by name, or by a pronoun of the paragraph before) and the pronoun,
    looking back to the beginning of the paragraph read before.
    """
    people = {
        row["actor_id"]: row["name"]
        for row in reading["actors"].to_dict("records")
        if row["kind"] == "person"
    }
    mentions = sorted(
        (row for row in reading["mentions"].to_dict("records") if row["actor_id"] in people),
        key=lambda row: row["start"],
    )
    pronouns = {
        (row["start"], row["end"]): row["actor_id"] for row in mentions if row["how"] == "pronoun"
    }
    before = {view: _read_before(reading, view) for view in ("paragraph", "reading_position")}
    spans = {
        row["paragraph"]: (row["start"], row["end"])
        for row in reading["paragraphs"].to_dict("records")
    }
    found = []
    for row in reading["statements"].to_dict("records"):
        who = row["actor_id"]
        if who not in people or len(row["source"]) != 1:
            continue
        start, end = row["source"][0]
        if pronouns.get((start, end)) != who:
            continue
        here = next((k for k, (a, b) in spans.items() if a <= start < b), None)
        if here is None:
            continue
        stored, restored = (
            not _found(who, start, spans[here][0], spans.get(one.get(here, 0)), mentions)
            for one in (before["paragraph"], before["reading_position"])
        )
        if stored or restored:
            found.append(Bracket(end, people[who].split()[-1], stored, restored))
    return found


def _read_before(reading: Reading, column: str) -> dict[int, int]:
    """Of each paragraph the one read before it, by the place in *column*."""
    order = reading["paragraphs"].sort_values(column)["paragraph"].tolist()
    return dict(zip(order[1:], order[:-1], strict=True))


def _found(
    who: str,
    start: int,
    opening: int,
    previous: tuple[int, int] | None,
    mentions: Sequence[Mapping[str, Any]],
) -> bool:
    """Is *who* the last one mentioned before *start*, here or in the paragraph read before?"""
    starts = [row["start"] for row in mentions]
    for begin, end in ((opening, start), previous or (0, 0)):
        for row in reversed(mentions[bisect_left(starts, begin) : bisect_left(starts, end)]):
            if row["actor_id"] == who:
                return True
            if row["how"] in _NAMES:
                return False
    return False
