"""Articles on one event compared: what `compare` finds, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import pandas as pd

from analysis.across import claims as all_claims
from analysis.across import people, quotations
from analysis.errors import InputError
from analysis.reading import Reading
from analysis.tables import SHOWN, Relation, joined, parts_of

#: What a paper makes of an actor.
HEARD, NAMED, LEFT_OUT = "heard", "named", "left out"
#: Who holds what a paper says in its own voice.
OWN_VOICE = "the paper itself"


@dataclass(frozen=True)
class Comparison:
    """Articles on one event. In every table ``paper`` is the number of an article, from 0.

    ``papers``: name, document, title, published, statements. ``heard``: a row an actor, with a
    column ``papers`` of what each paper makes of it. ``quotations``: a row a version.
    ``claims``, ``relations``, ``matters``: those of all articles. ``disputes``: claims of one paper
    that one of another disputes. ``first``: what more than one paper has, and which had it first.
    """

    readings: tuple[Reading, ...]
    papers: pd.DataFrame
    heard: pd.DataFrame
    quotations: pd.DataFrame
    claims: pd.DataFrame
    relations: pd.DataFrame
    matters: pd.DataFrame
    disputes: pd.DataFrame
    first: pd.DataFrame


def compare(readings: Sequence[Reading]) -> Comparison:
    """Lay the readings of several articles on one event beside each other.

    Raises InputError where there are fewer than two.
    """
    if len(readings) < 2:
        raise InputError("Articles are compared from two up; name another one.")
    actors = people.joined_actors(readings)
    who = {
        (int(row["paper"]), str(row["actor_id"])): int(row["who"])
        for row in actors.to_dict("records")
    }
    papers = _papers(readings)
    claims, relations, matters, opposed = all_claims.over_all(readings, who)
    names = dict(zip(actors["who"], actors["name"], strict=True))
    claims = claims.assign(holder=[_holder(row, names) for row in claims.to_dict("records")])
    said = [
        dict(zip(rows["statement_id"], rows["actor_id"], strict=True))
        for rows in (reading["statements"] for reading in readings)
    ]
    shared = quotations.shared(readings)
    shared = shared.assign(
        speaker=[
            joined(names[who[paper, one]] for one in parts_of(said[paper][statement]))
            for paper, statement in zip(shared["paper"], shared["statement_id"], strict=True)
        ]
    )
    return Comparison(
        tuple(readings),
        papers,
        _heard(readings, actors),
        shared,
        claims,
        relations,
        matters,
        _disputes(claims, relations, opposed),
        _first(papers, shared, claims, relations),
    )


def _papers(readings: Sequence[Reading]) -> pd.DataFrame:
    rows = [reading["articles"].iloc[0].to_dict() for reading in readings]
    count = Counter(row["publisher"] for row in rows)
    return pd.DataFrame(
        [
            {
                "paper": number,
                "name": row["publisher"]
                if count[row["publisher"]] == 1 and row["publisher"]
                else PurePosixPath(row["document"]).stem,
                "document": row["document"],
                "title": row["title"],
                "published": row["published"],
                "words": row["words"],
                "statements": len(readings[number]["statements"]),
            }
            for number, row in enumerate(rows)
        ]
    )


def _heard(readings: Sequence[Reading], actors: pd.DataFrame) -> pd.DataFrame:
    """A row an actor that speaks anywhere: name, role, how many papers hear it, and what each
    paper makes of it. Those heard in most papers come first."""
    rows = []
    for _, part in actors.groupby("who", sort=True):
        if not part["statements"].sum():
            continue
        counts = part.groupby("paper")[["statements", "mentions"]].sum()
        status, said = [], []
        for number in range(len(readings)):
            mine = int(counts["statements"].get(number, 0))
            named = int(counts["mentions"].get(number, 0))
            said.append(mine)
            status.append(HEARD if mine else NAMED if named else LEFT_OUT)
        roles = [role for role in part["role"] if role]
        rows.append(
            {
                "name": part["name"].iloc[0],
                "role": max(roles, key=len, default=""),
                "papers": sum(s == HEARD for s in status),
                "total": sum(said),
                "status": status,
                "said": said,
            }
        )
    table = pd.DataFrame(rows, columns=["name", "role", "papers", "total", "status", "said"])
    return table.sort_values(["papers", "total"], ascending=False, kind="stable", ignore_index=True)


def _holder(row: dict, names: dict[int, str]) -> str:
    if not row["statement_id"]:
        return OWN_VOICE
    found = [names[int(one[1:])] for one in parts_of(row["actor_id"])]
    return joined(dict.fromkeys(found)) or "somebody not named"


def _disputes(claims: pd.DataFrame, relations: pd.DataFrame, opposed: pd.DataFrame) -> pd.DataFrame:
    """A row two claims of different papers that stand against each other, the surest first.

    ``sure`` ones the model of relations finds; the others are opposed by their wording alone, and
    of these there is one a pair of voices.
    """
    known = claims.set_index("claim_id")
    met = relations[
        relations["across"]
        & (relations["relation"] == Relation.DISPUTES)
        & (relations["confidence"] >= SHOWN)
    ].sort_values("confidence", ascending=False, kind="stable")
    rows = []
    pairs = [*met.assign(sure=True).to_dict("records")]
    pairs += opposed.assign(sure=False).to_dict("records")
    taken: set[tuple[str, str]] = set()
    for row in pairs:
        one, other = known.loc[row["claim_a"]], known.loc[row["claim_b"]]
        voices = (one["actor_id"], other["actor_id"])
        if not row["sure"] and voices in taken:
            continue
        taken.add(voices)
        rows.append(
            {
                "topic": one["topic"],
                **{f"{name}_a": one[name] for name in ("paper", "holder", "text", "start")},
                **{f"{name}_b": other[name] for name in ("paper", "holder", "text", "start")},
                "claim_a": row["claim_a"],
                "claim_b": row["claim_b"],
                "sure": row["sure"],
            }
        )
    columns = (
        "topic paper_a holder_a text_a start_a paper_b holder_b text_b start_b claim_a claim_b sure"
    ).split()
    return pd.DataFrame(rows, columns=columns)


def _first(
    papers: pd.DataFrame, shared: pd.DataFrame, claims: pd.DataFrame, relations: pd.DataFrame
) -> pd.DataFrame:
    """What more than one paper has: a quotation, or claims that agree; ``dates`` and ``who`` say
    which paper had it on which day, the earliest first (those without a date last)."""
    day = dict(zip(papers["paper"], papers["published"], strict=True))
    rows = []
    for _, part in shared.groupby("quotation", sort=True):
        longest = part.sort_values("words", ascending=False, kind="stable").iloc[0]
        rows.append(_reported("quotation", longest["text"], longest["speaker"], part["paper"], day))
    for group in _agreeing(claims, relations):
        part = claims[claims["claim_id"].isin(group)]
        if part["paper"].nunique() > 1:
            said = max(part.to_dict("records"), key=lambda row: len(row["text"]))
            words = " ".join(people.words_of(said["text"]))
            if any(words in " ".join(people.words_of(str(row["text"]))) for row in rows):
                continue  # the quotation that it is taken from stands there
            rows.append(_reported("claim", said["text"], said["holder"], part["paper"], day))
    return pd.DataFrame(rows, columns=["what", "text", "speaker", "papers", "dates"])


def _reported(
    what: str, text: str, speaker: str, numbers: pd.Series, day: dict[int, str]
) -> dict[str, object]:
    ordered = sorted(dict.fromkeys(numbers), key=lambda n: (day[n] or "9999", n))
    return {
        "what": what,
        "text": text,
        "speaker": speaker,
        "papers": ordered,
        "dates": [day[n] for n in ordered],
    }


def _agreeing(claims: pd.DataFrame, relations: pd.DataFrame) -> list[list[str]]:
    """Claims joined by agreement between papers, in the order of the papers."""
    met = relations[
        relations["across"]
        & (relations["relation"] == Relation.AGREES)
        & (relations["confidence"] >= SHOWN)
    ]
    parent = {name: name for name in claims["claim_id"]}

    def root(one: str) -> str:
        while parent[one] != one:
            one = parent[one]
        return one

    for row in met.itertuples():
        parent[root(row.claim_b)] = root(row.claim_a)
    groups: dict[str, list[str]] = {}
    for name in parent:
        groups.setdefault(root(name), []).append(name)
    return [group for group in groups.values() if len(group) > 1]
