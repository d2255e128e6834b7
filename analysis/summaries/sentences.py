"""The article in three sentences, computed from the tables and true of any article."""

from __future__ import annotations

import pandas as pd

from analysis.reading import Reading
from analysis.summaries.speaker_counts import UNKNOWN, by_side, by_speaker
from analysis.summaries.wording import listed, long_date, plural
from analysis.tables import Kind

#: Below this a row is shown as unsure.
SURE = 0.5


def who_reports(reading: Reading) -> str:
    """How many statements, by how many speakers, for how many sides; where and when."""
    (article,) = reading["articles"].itertuples()
    statements = reading["statements"]
    speakers = by_speaker(statements, reading["actors"])
    named = int((speakers["speaker"] != UNKNOWN).sum())
    sides = speakers.loc[speakers["side"] != "", "side"].nunique()
    where = [f"published by {article.publisher}" if article.publisher else ""]
    where.append(f"on {long_date(article.published)}" if article.published else "")
    told = " ".join(w for w in where if w)
    start = f"“{article.title}”" + (f", {told}," if told else "")
    if statements.empty:
        return f"{start} reports nothing that anyone said, as far as the machine can tell."
    quoted = int((statements["kind"] != Kind.INDIRECT).sum())
    text = f"{start} reports {plural(len(statements), 'statement')}"
    if named:
        text += f" by {plural(named, 'speaker')}"
        text += f" on {plural(sides, 'side')}" if sides else ""
    # where it found none the machine may have overlooked some, so it says nothing
    return f"{text}, {quoted} of them in words it quotes." if quoted else f"{text}."


def who_is_heard(reading: Reading) -> str:
    """Who speaks most, for which side."""
    speakers = by_speaker(reading["statements"], reading["actors"])
    named = speakers[speakers["speaker"] != UNKNOWN]
    if named.empty:
        return "No speaker is named."
    most = int(named["statements"].max())
    top = named[named["statements"] == most]
    sides = by_side(named)
    sides = sides[sides["side"] != ""].sort_values(
        ["statements", "side"], ascending=[False, True], kind="stable"
    )
    if len(top) == 1:
        (one,) = top.itertuples()
        text = f"{one.speaker} is heard most often ({plural(most, 'statement')})"
    elif len(top) <= 3:
        text = f"{listed(list(top['speaker']))} are heard most often ({most} each)"
    else:
        text = f"No single voice stands out ({len(top)} speakers have {most} each)"
    if sides.empty:
        return text + "."
    counts = [f"{row.side} with {row.statements}" for row in sides.head(3).itertuples()]
    beginning = "the side heard most is" if len(counts) == 1 else "by side it is"
    return f"{text}; {beginning} {listed(counts)}."


def how_sure(reading: Reading) -> str:
    """How sure the machine is, and whether it moved the paragraphs."""
    statements = reading["statements"]
    unsure = int((statements["confidence"] < SURE).sum())
    if statements.empty:
        text = ""
    elif unsure:
        text = (
            f"The machine is unsure of {plural(unsure, 'of these statements', 'of these')},"
            " and the marked article shows which"
        )
    else:
        text = "The machine is more sure than not of each of these statements"
    order = _order(reading)
    return f"{text}; {order}." if text else order[0].upper() + order[1:] + "."


def _order(reading: Reading) -> str:
    (article,) = reading["articles"].itertuples()
    paragraphs = reading["paragraphs"]
    moved = int((paragraphs["paragraph"] != paragraphs["reading_position"]).sum())
    if article.shuffled:
        return (
            f"its {article.paragraphs} stored paragraphs were out of order,"
            f" and {moved} of them are read in another place"
        )
    return "its paragraphs are read in the order in which they are stored"


def order_sentence(reading: Reading) -> str:
    """Whether the text was found shuffled, how surely, and how many paragraphs moved."""
    (article,) = reading["articles"].itertuples()
    share = f"probability of a shuffle: {article.shuffled_probability:.2f}"
    if article.shuffled:
        return f"This one is shuffled ({share}): {_order(reading)}."
    if article.shuffled_probability >= 0.5:
        return (
            f"This one may be shuffled ({share}), but not surely enough to move anything, for to"
            f" disturb an intact article is the worse mistake: {_order(reading)}."
        )
    return f"This one is in order ({share}): {_order(reading)}."


def three_sentences(reading: Reading) -> tuple[str, str, str]:
    """The front page's three sentences, as plain text: escape them before showing them."""
    return who_reports(reading), who_is_heard(reading), how_sure(reading)


def counts(reading: Reading) -> pd.Series:
    """The numbers that the prose of the pages uses, by name."""
    statements, actors = reading["statements"], reading["actors"]
    return pd.Series(
        {
            "statements": len(statements),
            "official": int(statements["official"].sum()),
            "speakers": int((actors["statements"] > 0).sum()),
            "people": int((actors["kind"] == "person").sum()),
            "actors": len(actors),
            "paragraphs": len(reading["paragraphs"]),
            "unsure": int((statements["confidence"] < SURE).sum()),
            "unresolved": int((statements["speaker"] == "").sum()),
            **{
                kind: int((statements["kind"] == kind).sum())
                for kind in statements["kind"].unique()
            },
        }
    )
