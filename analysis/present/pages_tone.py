"""What the page on tone shows: every verdict in a table, and the words that moved it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis.gold import tones
from analysis.present import charts_tones, svg
from analysis.present.charts_tone import METHOD_NAMES, methods, signed
from analysis.present.html import Html, Row, esc, table_html
from analysis.present.marked_article import ARTICLE_PAGE
from analysis.present.retold import side_class, statement_html
from analysis.reading import Reading
from analysis.summaries import lexicon_examples, tone_words
from analysis.summaries.retelling import Teller
from analysis.summaries.speaker_counts import NO_SIDE, UNKNOWN, sides
from analysis.summaries.wording import plural
from analysis.tables import SHOWN

if TYPE_CHECKING:
    from analysis.tone.measurement import Moved

#: A word that moves the score by less is not shown as moving it.
_LEAST = 0.05
_MOST_WORDS = 5
_FEWEST = 3  # statements of a figure


def official(reading: Reading) -> pd.DataFrame:
    """The statements made for a state, an armed force or an international organisation."""
    statements = reading["statements"]
    return statements[statements["official"]].reset_index(drop=True)


def rated(reading: Reading) -> pd.DataFrame:
    """The statements that the page is about: the official ones, else those of all speakers; what
    the machine is less than half sure of is left out."""
    statements = reading["statements"]
    sure = statements[statements["confidence"] >= SHOWN]
    found = sure[sure["official"]]
    return (found if len(found) else sure).reset_index(drop=True)


def what(reading: Reading) -> str:
    """How one of `rated` is called."""
    return "official statement" if rated(reading)["official"].any() else "statement"


def lead_text(reading: Reading) -> str:
    """What the page is about, in a sentence."""
    found = rated(reading)
    if found.empty:
        return "Nothing in this article is said by anybody, so there is no tone to tell."
    if found["official"].any():
        return (
            f"{plural(len(found), 'statement')} in this article"
            f" {'is' if len(found) == 1 else 'are'} made for a state, an armed force or an"
            " international organisation."
        )
    return (
        "Nobody in this article speaks for a state, an armed force or an international"
        " organisation; these are the statements of all its speakers."
    )


def error_text(reading: Reading) -> str:
    """How often such labels are wrong: here where the article is coded by hand, and elsewhere."""
    if rated(reading).empty:
        return ""
    of_kind = rated(reading)["official"].any()
    told = tones.official_error_text() if of_kind else tones.all_error_text()
    return " ".join(filter(None, (tones.beside_reader_text(reading), told)))


def figure_html(reading: Reading) -> Html:
    """The figure: how each side's statements sound. Nothing for fewer than three."""
    found = tone_words.verdicts(Teller(reading), rated(reading))
    if len(found) < _FEWEST:
        return Html("")
    order = sides(reading["statements"], reading["actors"])
    return svg.figure_html(
        charts_tones.tones(found, order),
        "tones",
        tone_words.finding(found, what(reading)),
        charts_tones.tones_alt_text(found),
    )


def short_text(reading: Reading) -> str:
    """The finding in a sentence; what the page is about where there is none."""
    found = tone_words.verdicts(Teller(reading), rated(reading))
    if found.empty:
        return lead_text(reading)
    return f"{tone_words.finding(found, what(reading))}."


def scores_html(reading: Reading, statements: pd.DataFrame) -> Html:
    """`verdicts_html`, folded; nothing where there is no statement."""
    if statements.empty:
        return Html("")
    table = verdicts_html(reading, statements)
    return Html(f"<details><summary>All scores as a table</summary>{table}</details>")


def rows_html(reading: Reading) -> Html:
    """The statements by side, each with its verdict in words and, where there is one, the
    reader's; those of other speakers folded behind them."""
    teller = Teller(reading)
    found = rated(reading)
    shown = _by_side(reading, teller, found)
    statements = reading["statements"]
    rest = statements[
        (statements["confidence"] >= SHOWN)
        & ~statements["statement_id"].isin(found["statement_id"])
    ]
    if len(rest):
        told = plural(len(rest), "statement of another speaker", "statements of other speakers")
        shown += f"<details><summary>{told}</summary>{_by_side(reading, teller, rest)}</details>"
    return Html(shown)


def _by_side(reading: Reading, teller: Teller, statements: pd.DataFrame) -> str:
    found = tone_words.verdicts(teller, statements)
    readers = tones.reader_labels(reading)
    order = sides(reading["statements"], reading["actors"])
    parts = []
    for side in (*order, ""):
        rows = found[found["side"] == side]
        if rows.empty:
            continue
        items = "".join(_row(reading, teller, row, readers) for row in rows.to_dict("records"))
        head = f'<p class="otr-label">{esc(side or NO_SIDE)}</p>' if len(order) else ""
        parts.append(f'{head}<ul class="otr-quotes">{items}</ul>')
    return "".join(parts)


def _row(reading: Reading, teller: Teller, row: Row, readers: dict[str, str]) -> str:
    statement = teller.rows[row["statement_id"]]
    words = str(row["words"])
    mark = words.replace(tone_words.UNSURE, "<em>unsure</em>", 1) if row["label"] else words
    mark = mark if words.startswith(tone_words.UNSURE) else esc(words)
    note = ""
    if row["statement_id"] in readers:
        reader = tone_words.WORDS[readers[row["statement_id"]]]
        note = f" · the reader: {esc(reader)}"
    told = statement_html(reading, teller, statement)
    return (
        f'<li class="{side_class(reading, row["actor_id"])}" id="tone-{esc(row["statement_id"])}">'
        f'{told}<span class="otr-note"><span class="otr-tag">{mark}</span>{note}</span></li>'
    )


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
        caption="The tone of each statement by each method, from −1 to +1.",
        css_class="otr-words-third",
        id_prefix="verdict",
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
        return "There is no statement to compare them on."
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
        f"Of {plural(len(labels), 'statement')} VADER calls {turned['vader'] or 'none'} the"
        f" opposite of what the model calls {'it' if len(labels) == 1 else 'them'} (friendly for"
        f" critical, or the reverse), AFINN {turned['afinn'] or 'none'}."
    )
