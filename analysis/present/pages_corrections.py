"""What the page on trust shows of a person's corrections, and what the machine had said."""

from __future__ import annotations

from analysis.present.html import Html, Row, esc, table_html
from analysis.present.marked_article import words_link
from analysis.reading import Reading
from analysis.summaries.wording import plural

_NONE = "Nothing in this article was corrected by a person."
_STATUS = {
    "applied": "corrected",
    "agrees": "the machine says the same",
    "no longer fits": "no longer fits",
    "not asked": "not asked",
}


def corrections_text(reading: Reading) -> str:
    """How many decisions a person made, and what became of them, in sentences."""
    counted = reading["corrections"]["status"].value_counts()
    total = int(counted.sum())
    if not total:
        return _NONE
    applied, agrees, lost = (
        int(counted.get(status, 0)) for status in ("applied", "agrees", "no longer fits")
    )
    told = [f"A person made {plural(total, 'decision')} about this article."]
    if applied == 1:
        told.append("One differs from what the machine had said and stands in its place.")
    elif applied:
        told.append(f"{applied} differ from what the machine had said and stand in its place.")
    if agrees:
        told.append(f"The machine now says the same as {agrees} of them by itself.")
    if lost:
        verb = "no longer fits" if lost == 1 else "no longer fit"
        told.append(f"{lost} {verb} the article or its reading and could not be applied.")
    return " ".join(told)


def corrections_html(reading: Reading) -> Html:
    """Every decision: what it is about, what the machine had said, what a person decided; nothing
    where there is none."""
    table = reading["corrections"]
    if table.empty:
        return Html("")
    return table_html(
        table.assign(became=table["status"].map(_STATUS)),
        {
            "correction_id": "row",
            "kind": "what",
            "words": "words",
            "was": "the machine had said",
            "decided": "a person decided",
            "became": "what became of it",
        },
        caption="Corrections, with what the machine had said.",
        id_prefix="row",
        row_id="correction_id",
        sortable=True,
        css_class="otr-words-third",
        render={"correction_id": lambda row: _place(reading, row), "became": _became},
    )


def _place(reading: Reading, row: Row) -> Html:
    """A link to the words, where they stand in the article."""
    if not row["place"]:
        return Html(esc(row["correction_id"]))
    statement = row["row"] if str(row["row"]).startswith("s") else ""
    return words_link(reading, int(row["place"][0][0]), statement)


def _became(row: Row) -> Html:
    because = f": {row['because']}" if row["because"] else ""
    note = f" ({row['note']})" if row["note"] else ""
    return Html(esc(f"{row['became']}{because}{note}"))
