"""What is counted over many articles: who is quoted most, when, how, and women and men.

Everything is of the tables alone, as `extract` and `corpus` write them.
"""

from __future__ import annotations

import pandas as pd

from analysis.summaries.wording import plural
from analysis.tables import Kind, parts_of

#: Statements whose own words stand in quotation marks, and those that are told in others' words.
QUOTED = (Kind.DIRECT, Kind.MIXED, Kind.TURN)
WOMEN, MEN, UNKNOWN = "women", "men", "unknown"


def spoken(statements: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """A row a statement and speaker: ``document``, ``statement_id``, ``name``, ``actor_kind``,
    ``gender``, ``quoted``, ``kind``, ``content_text``. Statements of several speakers stand once
    for each; of nobody known, not at all."""
    known = {(row["document"], row["actor_id"]): row for row in actors.to_dict("records")}
    rows = [
        {
            "document": row["document"],
            "statement_id": row["statement_id"],
            "name": known[row["document"], actor_id]["name"],
            "actor_kind": known[row["document"], actor_id]["kind"],
            "gender": known[row["document"], actor_id]["gender"],
            "quoted": row["kind"] in QUOTED,
            "kind": row["kind"],
            "content_text": row["content_text"],
        }
        for row in statements.to_dict("records")
        for actor_id in parts_of(row["actor_id"])
        if (row["document"], actor_id) in known
    ]
    columns = "document statement_id name actor_kind gender quoted kind content_text".split()
    return pd.DataFrame(rows, columns=columns)


def most_quoted(said: pd.DataFrame) -> pd.DataFrame:
    """Who speaks in most articles, then most often: articles, statements, those quoted."""
    table = said.groupby("name").agg(
        articles=("document", "nunique"),
        statements=("statement_id", "size"),
        quoted=("quoted", "sum"),
    )
    return table.sort_values(["articles", "statements", "quoted"], ascending=False, kind="stable")


def over_time(said: pd.DataFrame, articles: pd.DataFrame, name: str) -> pd.DataFrame:
    """The statements of one speaker, the earliest article first: day, article, how, words."""
    mine = said[said["name"] == name].merge(articles[["document", "published"]], on="document")
    table = mine.sort_values("published", kind="stable", ignore_index=True)
    return table[["published", "document", "kind", "content_text"]]


def genders(said: pd.DataFrame) -> pd.DataFrame:
    """Women and men among the people who speak, and their statements; unknown is shown.

    As the Gender Gap Tracker counts: each person once an article; organisations and groups are
    none of either. A person of whom neither title, pronoun nor first name tells is unknown.
    """
    people = said[said["actor_kind"] == "person"]
    named = people["gender"].map({"f": WOMEN, "m": MEN}).fillna(UNKNOWN)
    people = people.assign(who=named)
    each = people.drop_duplicates(["document", "name"])["who"].value_counts()
    statements = people["who"].value_counts()
    rows = [
        {"who": who, "people": int(each.get(who, 0)), "statements": int(statements.get(who, 0))}
        for who in (WOMEN, MEN, UNKNOWN)
    ]
    table = pd.DataFrame(rows).set_index("who")
    return table.assign(share=table["people"] / max(1, int(table["people"].sum())))


def genders_text(said: pd.DataFrame) -> str:
    """How many women and men speak, in a sentence that says how many are unknown."""
    table = genders(said)
    people = {who: int(table.loc[who, "people"]) for who in table.index}
    total = sum(people.values())
    if not total:
        return "No person speaks in these articles."
    told = (
        f"Of {plural(total, 'person who speaks', 'people who speak')}, counted once an article,"
        f" {people[WOMEN]} {'is a woman' if people[WOMEN] == 1 else 'are women'} and"
        f" {people[MEN]} {'is a man' if people[MEN] == 1 else 'are men'}"
    )
    return f"{told}; of {people[UNKNOWN]} the articles do not tell."


def quoted_text(said: pd.DataFrame) -> str:
    """How much is quoted and how much is told in the paper's words, in a sentence."""
    total, quoted = len(said), int(said["quoted"].sum())
    if not total:
        return "No statement has a speaker that is known."
    share = round(100 * quoted / total)
    return (
        f"Of {plural(total, 'statement')} with a known speaker, {quoted} ({share} %) are quoted, in"
        f" whole or in part; {total - quoted} are reported in the paper's own words."
    )


def most_text(said: pd.DataFrame) -> str:
    """Who speaks in more than one article, in a sentence."""
    table = most_quoted(said)
    several = table[table["articles"] > 1]
    if several.empty:
        return "Nobody speaks in more than one of these articles."
    first = several.iloc[0]
    verb = "speaks" if len(several) == 1 else "speak"
    return (
        f"{plural(len(several), 'voice')} {verb} in more than one article; most of all"
        f" {several.index[0]}, in {plural(int(first['articles']), 'article')} and"
        f" {plural(int(first['statements']), 'statement')}."
    )
