"""From a file to an `Article`: the stored text, its paragraphs, its date and where it stood.

Comes in: a path (text, saved web page, JSON Lines). Goes out: one or more `Article`.
"""

from __future__ import annotations

from analysis.article.article import Article, Paragraph, Span, read_article, read_articles

__all__ = ["Article", "Paragraph", "Span", "read_article", "read_articles"]
