"""Parsing is per paragraph, and its spans point at stored characters."""

from analysis.article.article import article_from_text, read_article
from analysis.paths import FIRST_ARTICLE
from analysis.words.spacy_models import parse


def test_sentences_are_stored_spans_and_do_not_depend_on_the_parse():
    """Asking for more tables never changes where a sentence ends."""
    article = read_article(FIRST_ARTICLE)
    names, full = parse(article), parse(article, full=True)
    assert [p.sentences for p in names] == [p.sentences for p in full]
    assert [p.paragraph.number for p in names] == list(range(23))
    for block in names:
        for start, end in block.sentences:
            assert block.paragraph.start <= start < end <= block.paragraph.end
    assert all(token.dep_ for token in full[1].doc)


def test_spans_go_through_repairs_both_ways():
    """A token behind a restored dash is found at its stored place, and back."""
    article = article_from_text("T\nIts ally Belarus  which shares a border  said “no” to Kyiv.")
    block = parse(article)[1]
    assert "Belarus — which" in block.doc.text
    for token in block.doc:
        start, end = block.span(token.idx, token.idx + len(token))
        if token.text.isalpha():
            assert article.text[start:end] == token.text
            assert block.view_span(start, end) == (token.idx, token.idx + len(token))


def test_names_are_found():
    """The entities the later stages start from."""
    article = article_from_text("T\nAngela Merkel met Emmanuel Macron in Paris on Monday.")
    people = {e.text for e in parse(article)[1].doc.ents if e.label_ == "PERSON"}
    assert people == {"Angela Merkel", "Emmanuel Macron"}
