"""What the page on trust shows: misses in the open, scores, fingerprints."""

from __future__ import annotations

from analysis.gold import benchmarks
from analysis.gold.statements import Comparison
from analysis.present.html import Html, Row, esc, table_html
from analysis.present.marked_article import ARTICLE_PAGE
from analysis.reading import Reading

_STATUS = {
    "found": "found",
    "missed": "missed",
    "extra": "not counted by the reader",
    "doubtful": "the reader was in doubt",
}


def beside_gold_html(reading: Reading, comparison: Comparison | None) -> str:
    """Every statement of reader and machine side by side; nothing where there is no gold."""
    if comparison is None:
        return ""
    rows = comparison.statements.assign(
        status=comparison.statements["status"].map(_STATUS),
        said=comparison.statements["content_text_gold"].where(
            comparison.statements["content_text_gold"] != "",
            comparison.statements["content_text_machine"],
        ),
        fault=[_fault(row) for row in comparison.statements.to_dict("records")],
    )
    return table_html(
        rows,
        {
            "statement_id": "row",
            "status": "status",
            "said": "what is said",
            "speaker_gold": "speaker, by the reader",
            "speaker_machine": "speaker, by the machine",
            "fault": "what is wrong",
        },
        caption="Reader and machine, statement by statement, in the order of the stored text.",
        sortable=True,
        css_class="otr-words-third",
        render={"statement_id": _to_mark},
    )


def scores_html(comparison: Comparison | None) -> str:
    """Precision and recall by kind, and how often each field is right; nothing without gold."""
    if comparison is None:
        return ""
    shares = ["precision", "recall", "f1"]
    scores = comparison.scores.assign(
        **{name: [f"{value:.2f}" for value in comparison.scores[name]] for name in shares}
    )
    by_kind = table_html(
        scores,
        {
            "kind": "kind",
            "gold": "by the reader",
            "machine": "by the machine",
            "found": "found",
            "precision": "precision",
            "recall": "recall",
            "f1": "F1",
        },
        caption="Statements of this article by kind.",
    )
    by_field = table_html(
        comparison.fields,
        {"field": "field", "right": "right", "of": "of the statements found"},
        caption="How often each field is right.",
    )
    return by_kind + by_field


def _fault(row: Row) -> str:
    if row["reason"]:
        return row["reason"]
    told = []
    for field in filter(None, str(row["wrong"]).split(", ")):
        name = "source_text" if field == "source" else field
        reader = row[f"{name}_gold"] or "nothing"
        told.append(f"{field}: “{row[f'{name}_machine'] or 'nothing'}” for “{reader}”")
    return "; ".join(told)


def _to_mark(row: Row) -> Html:
    key = esc(row["statement_id"])
    return Html(f'<a href="{ARTICLE_PAGE}#{key}">{key}</a>') if key else Html("none")


def gold_summary_html() -> str:
    """The hand-coded articles, one a row."""
    return table_html(
        benchmarks.gold_summary(),
        {
            "article": "article",
            "statements": "statements found",
            "extra": "extra rows",
            "speaker": "right speaker",
            "kind": "right kind",
            "said_on": "right date",
            "people": "people found",
            "relations": "agreements and disputes found",
            "order": "order kept",
        },
        caption=f"Machine against reader. Command: {benchmarks.COMMANDS['gold']}",
    )


def benchmarks_html() -> str:
    """The figures of every stage, and the systems that can be run beside the attribution."""
    stages = table_html(
        benchmarks.benchmarks(),
        {
            "task": "task",
            "gold": "gold",
            "measure": "measure",
            "here": "here",
            "beside": "beside it",
            "command": "command",
        },
        caption="Each stage on gold it was not trained on.",
    )
    systems = benchmarks.attribution_scores()
    numbers = [name for name in systems.columns if name not in ("system", "ratio")]
    shown = systems.assign(
        **{
            name: [f"{value:.1f}" if value == value else "" for value in systems[name]]
            for name in numbers
        },
        ratio=[f"{value:.2f}" for value in systems["ratio"]],
    )
    return stages + table_html(
        shown,
        {"system": "system", **{name: name for name in numbers}, "ratio": "against ours"},
        caption=(
            "Who says what, on the same articles in one run: F1 in %, articles a second on one"
            " core, and attribution F1 as a ratio to ours."
        ),
    )


def fingerprints_html() -> str:
    """Models and word lists with their hashes."""
    return table_html(
        benchmarks.fingerprints(),
        {"file": "file", "kilobytes": "kB", "sha256": "SHA-256"},
        caption="Models and word lists in use.",
    )
