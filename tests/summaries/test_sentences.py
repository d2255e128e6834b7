"""The front page's sentences are true of any article."""

import pytest
import readings

from analysis.article.article import article_from_text
from analysis.paths import ARTICLES
from analysis.reading import read_one
from analysis.summaries import sentences

PATHS = sorted(ARTICLES.glob("*.txt"))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_sentences_count_what_the_tables_hold(path):
    """Numbers and names in the three sentences are those of the tables."""
    reading = readings.reading(path)
    who, heard, sure = sentences.three_sentences(reading)
    assert f"{len(reading['statements'])} statement" in who
    assert reading["articles"]["title"][0] in who
    named = set(reading["actors"].loc[reading["actors"]["statements"] > 0, "name"])
    assert "No single voice" in heard or any(name in heard for name in named)
    assert ("out of order" in sure) == bool(reading["articles"]["shuffled"][0])
    assert all(text.endswith(".") for text in (who, heard, sure))


def test_an_article_in_which_nobody_speaks():
    """No statement, no speaker, no claim about either."""
    reading = read_one(article_from_text("A title\nIt rained on the hills all day long."))
    who, heard, _ = sentences.three_sentences(reading)
    if reading["statements"].empty:
        assert "nothing that anyone said" in who
        assert heard == "No speaker is named."
    assert sentences.order_sentence(reading).startswith("This one")
