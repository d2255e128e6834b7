"""What the book's pages show of a reading: ready-made safe tables, one function each."""

from __future__ import annotations

import pandas as pd

from analysis.present.html import table_html
from analysis.present.marked_article import words_link
from analysis.reading import Reading
from analysis.summaries.wording import long_date
from analysis.tables import dictionary


def facts_html(reading: Reading) -> str:
    """What was read and where it comes from."""
    (article,) = reading["articles"].itertuples()
    rows = [
        ("Title", article.title),
        ("Published", long_date(article.published) or "the file gives no date"),
        ("Publisher", article.publisher or "the file gives no address"),
        ("Address", article.url or "the file gives none"),
        ("Length", f"{article.paragraphs} paragraphs, {article.words} words"),
        ("File", article.document),
        ("SHA-256", article.sha256),
    ]
    return table_html(
        pd.DataFrame(rows, columns=["what", "value"]),
        {"what": "", "value": "value"},
        caption="The article as it was read.",
    )


def actors_html(reading: Reading) -> str:
    """Every actor with role, affiliation and side; those who speak come first."""
    actors = reading["actors"].sort_values(
        ["statements", "mentions", "first_start"], ascending=[False, False, True], kind="stable"
    )
    return table_html(
        actors,
        {
            "name": "name",
            "kind": "kind",
            "role": "role",
            "affiliation": "affiliation",
            "side": "side",
            "statements": "statements",
            "mentions": "mentions",
            "first_start": "first named in",
        },
        caption="The actors, those heard most first.",
        id_prefix="actor",
        row_id="actor_id",
        sortable=True,
        render={"first_start": lambda row: words_link(reading, int(row["first_start"]))},
    )


def dictionary_html() -> str:
    """The data dictionary: every column of every table."""
    return table_html(
        dictionary(),
        {
            "table": "table",
            "column": "column",
            "type": "type",
            "meaning": "meaning",
            "values": "values",
        },
        caption="The data dictionary.",
        sortable=True,
    )
