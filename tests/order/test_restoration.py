"""Is the text shuffled, in what order does it read, and why."""

import random
import time

import pytest

from analysis.article.article import article_from_text, read_article
from analysis.order.restoration import reading_order, restore, restore_texts
from analysis.paths import ARTICLES, FIRST_ARTICLE

WIKINEWS = sorted(ARTICLES.glob("wikinews-*.txt"))


@pytest.fixture(scope="module")
def first():
    """The first article's reading: line of the file -> place."""
    article = read_article(FIRST_ARTICLE)
    return article, restore(article)


def line_places(first):
    """Where each line of the file reads."""
    article, order = first
    return {p.line: order.positions[p.number].position for p in article.paragraphs}


def test_the_first_article_is_recognised_as_shuffled(first):
    """Every paragraph gets one place, a confidence and evidence that names other paragraphs."""
    article, order = first
    count = len(article.paragraphs)
    assert order.shuffled
    assert sorted(reading_order(order)) == list(range(1, count + 1))
    for place in order.positions.values():
        assert 0 <= place.confidence <= 1
        assert all(0 <= s.other_paragraph <= count and s.kind for s in place.evidence)
    assert any(s.words for p in order.positions.values() for s in p.evidence)


@pytest.mark.parametrize(
    ("before", "after"),
    [(20, 13), (6, 8)],
    ids=["Igor Konashenkov before Konashenkov", "Dmytro Kuleba before Kuleba"],
)
def test_people_are_introduced_before_their_surname_alone(first, before, after):
    """A careful reader would insist on it."""
    places = line_places(first)
    assert places[before] < places[after]


def test_the_first_article_opens_with_its_news(first):
    """A line that reports the withdrawal comes among the first, before what looks back on
    "the announcement"; "he said" stands behind the man who is quoted."""
    places = line_places(first)
    assert min(places[23], places[25]) <= 3
    assert min(places[23], places[25]) < min(places[22], places[11])
    assert places[19] < places[10]


@pytest.mark.parametrize("path", WIKINEWS, ids=lambda path: path.stem)
def test_intact_articles_keep_their_stored_order(path):
    """Reordering an intact article is the worse mistake."""
    order = restore(read_article(path))
    assert not order.shuffled
    assert reading_order(order) == sorted(order.positions)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_very_short_texts_are_left_alone(count):
    """Nothing, one paragraph or two say too little about their order."""
    order = restore_texts("A title", [f"Paragraph {k} says so." for k in range(count)])
    assert not order.shuffled
    assert [order.positions[k + 1].position for k in range(count)] == list(range(1, count + 1))


@pytest.mark.parametrize(
    "texts", [["Same."] * 5, ["", "a", "…"], ["ТАСС", "сообщает", "что"], ["x " * 9000] * 3]
)
def test_odd_texts_get_an_order_all_the_same(texts):
    """Equal, empty, foreign and endless paragraphs."""
    order = restore_texts("", texts)
    assert sorted(reading_order(order)) == list(range(1, len(texts) + 1))


def test_paragraph_numbers_are_those_of_the_article():
    """Evidence points at paragraphs by their stored number."""
    article = article_from_text("Title\n\n" + "\n\n".join(f"Line {k} is here." for k in range(4)))
    assert set(restore(article).positions) == {1, 2, 3, 4}


def test_a_long_article_is_put_in_order_in_bounded_time():
    """A hundred paragraphs in about a second on one core; the same answer each time."""
    texts = [
        article.text[p.start : p.end]
        for article in map(read_article, [*WIKINEWS, FIRST_ARTICLE])
        for p in article.paragraphs
    ]
    texts = (texts * 4)[:100]
    random.Random(1).shuffle(texts)
    began = time.process_time()
    order = restore_texts("Russia says it is pulling back", texts)
    spent = time.process_time() - began
    assert sorted(reading_order(order)) == list(range(1, 101))
    assert spent < 5  # a fraction of that on an idle machine; tests run on busy ones
    assert reading_order(restore_texts("Russia says it is pulling back", texts)) == reading_order(
        order
    )
