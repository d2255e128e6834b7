"""Attributions: source, cue and content, as the words of the text.

Comes in: an `Article`. Goes out: its `Attribution`s, each with a calibrated confidence.
"""

from __future__ import annotations

from analysis.article.article import Article
from analysis.attribution import extraction, headlines, introduced_quotes
from analysis.attribution.extraction import Attribution, Engine

__all__ = ["Attribution", "find"]


def find(article: Article, using: Engine | None = None) -> tuple[Attribution, ...]:
    """Every attribution of an article: the tagger's, what a headline says by its form, and the
    quotations that a name and a colon introduce."""
    found = introduced_quotes.with_introduced(article, extraction.find(article, using))
    return headlines.read_headline(article, found)
