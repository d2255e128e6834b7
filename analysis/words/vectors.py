"""An article's words as the shared encoder sees them."""

from __future__ import annotations

from analysis.article.article import Article
from analysis.networks.encoding import Block, Encoding, encode


def blocks_of(article: Article) -> list[Block]:
    """The title and the paragraphs of the body, in positions of the repaired view."""
    found = []
    for paragraph in article.body():
        start, end = article.view.from_stored(paragraph.start, paragraph.end)
        found.append(Block(start, article.view.text[start:end], paragraph.number == 0))
    return found


def encode_article(article: Article) -> Encoding:
    """The article's word pieces with their vectors, in positions of its repaired view.

    Read once: every stage that asks for the article before another is read gets the same.
    """
    return encode(blocks_of(article))
