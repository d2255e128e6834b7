"""Attributions: source, cue and content, as the words of the text.

Comes in: an `Article`. Goes out: its `Attribution`s, each with a calibrated confidence.
"""

from __future__ import annotations

from analysis.article.article import Article
from analysis.attribution import (
    extraction,
    headlines,
    introduced_quotes,
    passed_on,
    split_voices,
)
from analysis.attribution.extraction import Attribution, Engine

__all__ = ["Attribution", "find"]


def find(article: Article, using: Engine | None = None) -> tuple[Attribution, ...]:
    """Every attribution of an article: the tagger's (where it joins two voices, each with its own;
    of a mere messenger, what it passes on), the quotations that a name and a colon introduce, and
    what a headline says by its form."""
    tagged = split_voices.split(article, extraction.find(article, using))
    tagged = passed_on.unwrap(article, tagged)
    found = introduced_quotes.with_introduced(article, tagged)
    return headlines.read_headline(article, found)
