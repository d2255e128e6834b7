"""The reader's label of tone beside the machine's, on an article that was coded by hand."""

from __future__ import annotations

from analysis.gold import benchmarks
from analysis.gold.statements import load_gold
from analysis.reading import Reading


def reader_labels(reading: Reading) -> dict[str, str]:
    """The reader's label (negative, neutral, positive) of each statement that both found, by the
    machine's number; empty where nobody has coded the article."""
    comparison = benchmarks.beside_gold(reading)
    gold = load_gold(reading.article.document)
    if comparison is None or gold is None:
        return {}
    tone = {row["id"]: row["tone"] for row in gold.statements}
    return {
        row["statement_id"]: tone[row["gold_id"]]
        for row in comparison.statements.to_dict("records")
        if row["statement_id"] and tone.get(row["gold_id"])
    }


def beside_reader_text(reading: Reading) -> str:
    """How often the model's label is the reader's on this article; "" where there is none."""
    labels = reader_labels(reading)
    sentiment = reading["sentiment"]
    model = sentiment[(sentiment["target"] == "") & (sentiment["method"] == "model")]
    found = dict(zip(model["statement_id"], model["label"], strict=True))
    both = [(labels[key], found[key]) for key in labels if key in found]
    if not both:
        return ""
    differ = sum(a != b for a, b in both)
    return (
        f"Someone labelled the statements of this article by hand; the machine's label differs"
        f" in {differ} of {len(both)}."
    )


def official_error_text() -> str:
    """How often the label of an official statement is not the coders', on unseen articles."""
    return _error_text("official", "official statements")


def all_error_text() -> str:
    """The same for statements of any speaker."""
    return _error_text("all", "statements")


def _error_text(group: str, named: str) -> str:
    part = benchmarks.stored("tone")["parts"]["test"]["methods"]["model"][group]
    return (
        f"On {part['of']} {named} of articles that it had not seen, it gave"
        f" {part['of'] - part['right']} another label than their coders, which were"
        " readings by a language model, not people."
    )
