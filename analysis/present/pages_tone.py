"""What the page on tone shows: every verdict in a table, and the words that moved it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.present.charts_tone import METHOD_NAMES, methods, signed
from analysis.present.html import Html, esc, table_html
from analysis.present.marked_article import ARTICLE_PAGE
from analysis.reading import Reading
from analysis.summaries import lexicon_examples
from analysis.summaries.speaker_counts import UNKNOWN

if TYPE_CHECKING:
    from analysis.tone.measurement import Moved

#: A word that moves the score by less is not shown as moving it.
_LEAST = 0.05
_MOST_WORDS = 5


def official(reading: Reading) -> pd.DataFrame:
    """The statements made for a state, an armed force or an international organisation."""
    statements = reading["statements"]
    return statements[statements["official"]].reset_index(drop=True)


def _interval(low: float, high: float) -> str:
    return f"{signed(low)} to {signed(high)}"


def verdicts_html(reading: Reading, statements: pd.DataFrame) -> str:
    """One row a statement: each method's verdict side by side, the model's interval, and, to be
    opened, the words that moved the model."""
    whole = reading["sentiment"][reading["sentiment"]["target"] == ""]
    wide = whole.pivot(index="statement_id", columns="method")
    shown = methods(reading["sentiment"])
    moved = reading.tone_words(statements["statement_id"])
    rows = []
    for row in statements.to_dict("records"):
        key = row["statement_id"]
        line: dict[str, object] = {
            "statement_id": key,
            "speaker": row["speaker"] or UNKNOWN,
            "content": row["content_text"],
            "interval": _interval(
                wide.loc[key, ("low", "model")], wide.loc[key, ("high", "model")]
            ),
            "moved": moved[key],
        }
        for method in shown:
            line[method] = signed(wide.loc[key, ("score", method)])
        rows.append(line)
    return table_html(
        pd.DataFrame(
            rows, columns=["statement_id", "speaker", "content", *shown, "interval", "moved"]
        ),
        {
            "statement_id": "statement",
            "speaker": "speaker",
            "content": "content",
            "model": "model",
            "interval": "model's interval",
            **{name: METHOD_NAMES.get(name, name) for name in shown if name != "model"},
            "moved": "why",
        },
        caption="The tone of each official statement by each method, from −1 to +1.",
        css_class="otr-words-third",
        id_prefix="tone",
        row_id="statement_id",
        sortable=True,
        render={"statement_id": _to_mark, "moved": lambda row: _moved(row["moved"])},
    )


def _to_mark(row: dict) -> Html:
    key = esc(row["statement_id"])
    return Html(f'<a href="{ARTICLE_PAGE}#{key}">{key}</a>')


def _moved(moved: Sequence[Moved]) -> Html:
    strongest = sorted(moved, key=lambda m: (-abs(m.by), m.start))[:_MOST_WORDS]
    shown = [m for m in strongest if abs(m.by) >= _LEAST]
    if not shown:
        return Html("no single word decides")
    items = "".join(f"<li>{esc(m.word)}: {esc(signed(m.by))}</li>" for m in shown)
    return Html(f"<details><summary>the words</summary><ul>{items}</ul></details>")


def examples_html() -> str:
    """What the word lists make of a few short sentences: their blind spots, computed."""
    shown = lexicon_examples.examples()
    methods = [name for name in shown if name != "sentence"]
    return table_html(
        shown.assign(**{name: shown[name].map(signed) for name in methods}),
        {"sentence": "sentence"}
        | {name: METHOD_NAMES.get(name, name).split(",")[0] for name in methods},
        caption="Short sentences, made up to show what adding up words can do.",
    )


def cases_text(reading: Reading, statements: pd.DataFrame) -> str:
    """How often each lexicon calls a statement the opposite of what the model does."""
    whole = reading["sentiment"][reading["sentiment"]["target"] == ""]
    whole = whole[whole["statement_id"].isin(statements["statement_id"])]
    labels = whole.pivot(index="statement_id", columns="method", values="label")
    if labels.empty:
        return "There is no official statement in this article."
    turned = {
        method: int(
            (
                ((labels[method] == "positive") & (labels["model"] == "negative"))
                | ((labels[method] == "negative") & (labels["model"] == "positive"))
            ).sum()
        )
        for method in ("vader", "afinn")
    }
    return (
        f"Of the {len(labels)} official statements VADER calls {turned['vader']} the opposite of"
        f" what the model calls them (cheerful for gloomy, or the reverse), AFINN"
        f" {turned['afinn']}."
    )
