"""What the page on trust shows of claims: measured quality beside simple baselines."""

from __future__ import annotations

from analysis.gold import claim_benchmarks as tc
from analysis.gold.benchmarks import COMMANDS
from analysis.present.html import Html, table_html


def quality_html() -> str:
    """Types, certainty and relations, blind and development told apart, with intervals."""
    parts = {name: name for name in tc.PARTS.values()}
    single = table_html(
        tc.fields(),
        {"measure": "of the claims", **parts, "always the commonest": "baseline: the commonest"},
        caption="Single claims: right of all, per cent, and its 95 % interval (Wilson).",
    )
    pairs = table_html(
        tc.relations(),
        {
            "articles": "articles",
            "system": "system",
            "found": "sure pairs found",
            "right": "reported pairs right",
        },
        caption=(
            "Agreements and disputes, beside two rules of thumb: claims of one topic agree;"
            f" they dispute where one of them denies. Command: {COMMANDS['claims']}"
        ),
    )
    return Html(single + pairs)


def articles_html() -> str:
    """The counts, article by article."""
    return table_html(
        tc.by_article(),
        {
            "article": "article",
            "articles": "articles",
            "found": "claims found",
            "type": "type",
            "certainty": "certainty",
            "polarity": "is so or not",
            "pairs": "sure pairs found",
            "right": "reported pairs right",
        },
        caption="Article by article: how many are right, of how many.",
        sortable=True,
    )


def stance_html() -> str:
    """The stance model beside its baselines."""
    return table_html(
        tc.stance(),
        {"system": "system", "macro_f1": "macro-F1"},
        caption=f"For, against or observing. Command: {COMMANDS['relations']}",
    )
