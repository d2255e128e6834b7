"""Retold sentences as HTML: names lead to people, words to their place in the article."""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.present.html import Html, Row, esc
from analysis.present.marked_article import ARTICLE_PAGE
from analysis.present.palette import side_index
from analysis.present.people_links import name_link, names_html
from analysis.reading import Reading
from analysis.summaries.panels import claim_sentence
from analysis.summaries.retelling import Part, Sentence, Teller
from analysis.summaries.speaker_counts import UNKNOWN, sides
from analysis.tables import parts_of


def words_address(reading: Reading, part: Part) -> str:
    """Where words stand in the article: the mark of their statement, or their paragraph."""
    anchor = part.key or f"p{reading.article.paragraph_at(part.start).number}"
    return f"{ARTICLE_PAGE}#{esc(anchor)}"


def _part(reading: Reading, part: Part) -> str:
    if part.kind == "name":
        return name_link(reading, part.key, part.text)
    if part.kind == "words" and re.search(r"\w", part.text):
        lead = re.match(r"\s*", part.text)
        blank = lead[0] if lead else ""
        words = f'<a class="otr-said" href="{words_address(reading, part)}">'
        return f"{blank}{words}{esc(part.text[len(blank) :])}</a>"
    return esc(part.text)


def sentence_html(reading: Reading, sentence: Sentence) -> Html:
    """One sentence, its names and words linked."""
    return Html("".join(_part(reading, part) for part in sentence))


def sentences_html(reading: Reading, sentences: Iterable[Sentence]) -> Html:
    """Some sentences as running text."""
    return Html(" ".join(sentence_html(reading, sentence) for sentence in sentences))


def statement_html(reading: Reading, teller: Teller, row: Row) -> Html:
    """A statement as a sentence; where none can be made, its speaker and the article's sentence
    in which it is said."""
    told = teller.tell(row)
    if told:
        return sentence_html(reading, told)
    who = names_html(reading, row["actor_id"], row["source_text"] or UNKNOWN)
    start, end = int(row["content"][0][0]), int(row["content"][-1][1])
    (part,) = claim_sentence(teller, start, end)
    words = Part(part.text, "words", row["statement_id"], start)
    return Html(f"{who}: {_part(reading, words)}")


def side_class(reading: Reading, actor_cell: str) -> str:
    """The class that gives an element the colour of the speaker's side."""
    actors = reading["actors"]
    side_of = dict(zip(actors["actor_id"], actors["side"], strict=True))
    order = sides(reading["statements"], actors)
    found = [side_index(side_of.get(i, ""), order) or 0 for i in parts_of(actor_cell)]
    return f"side-{next((n for n in found if n), 0)}"
