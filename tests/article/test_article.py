"""Reading a file: metadata, paragraphs, exact offsets, and clear errors."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.article.article import (
    ArticleError,
    article_from_text,
    parse_date,
    read_article,
    read_articles,
)
from analysis.paths import FIRST_ARTICLE

BODY = "The minister said on Monday that the talks would go on.\nNobody objected to it."


def test_the_first_article_is_read_with_its_metadata():
    """Title, date, URL and publisher come from the file's head; 22 paragraphs follow."""
    article = read_article(FIRST_ARTICLE)
    assert article.document == "russia-troop-pullback-2022-02-15.txt"
    assert article.cut([(article.title.start, article.title.end)]).startswith("Russia says it is")
    assert article.published == date(2022, 2, 15)
    assert article.publisher == "Yahoo News"
    assert article.language == "en"
    assert len(article.paragraphs) == 22
    assert [p.line for p in article.paragraphs] == list(range(4, 26))
    assert [r.kind for r in article.repairs] == ["dash", "dash"]


@given(st.text(alphabet=st.sampled_from(list("ab1 \t\r\n\u2028\x0b\x0c.é\U0001f600"))))
def test_paragraphs_cover_the_body(text):
    """Nothing but white space lies outside the title and the paragraphs, whatever the line ends."""
    try:
        article = article_from_text("Title here\n" + text + "\nword")
    except ArticleError:
        pytest.fail("a text with a title and a word is an article")
    inside = {i for p in article.blocks() for i in range(p.start, p.end)}
    assert not "".join(c for i, c in enumerate(article.text) if i not in inside).strip()
    assert [p.number for p in article.blocks()] == list(range(len(article.blocks())))
    assert all(article.paragraph_at(p.start) == p for p in article.blocks())


def test_date_and_url_lines_are_optional_and_in_either_order():
    """What a file lacks is empty, never an error."""
    plain = article_from_text(f"A title\n{BODY}")
    assert (plain.published, plain.url, plain.publisher) == (None, "", "")
    assert len(plain.paragraphs) == 2
    turned = article_from_text(f"A title\nhttps://www.reuters.com/x\n2022-02-15\n\n{BODY}")
    assert (turned.published, turned.publisher) == (date(2022, 2, 15), "Reuters")
    assert len(turned.paragraphs) == 2


def test_carriage_returns_are_kept_and_a_byte_order_mark_is_no_character(tmp_path):
    """Offsets count the decoded text: CRLF are two characters, a BOM none."""
    path = tmp_path / "crlf.txt"
    path.write_bytes(b"\xef\xbb\xbf" + f"Title\r\n20220215\r\n\r\n{BODY}".encode())
    article = read_article(path)
    assert article.text.startswith("Title\r\n20220215")
    assert [p.line for p in article.paragraphs] == [4, 5]
    assert article.text[article.paragraphs[0].start :].startswith("The minister")
    assert article.text[article.paragraphs[0].end] == "\n"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"Only a title\n", "no paragraph"),
        (b"A title\n20220215\nhttps://example.org/\n", "no paragraph"),
        (b"A title\n20221345\nText here.", "line 2: '20221345' is not a date"),
        (b"A title\n2022-02-31\nText here.", "is not a date"),
        (b"A title\nA caf\xe9 in Paris.", "line 2: byte 0xe9 is not UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (b"A title\nText\x07 here", "line 2: control character"),
        (b"\xff\xfeA\x00", "UTF-16"),
        (b"A title\n... --- ...\n", "no word"),
    ],
)
def test_bad_input_is_one_sentence_that_names_the_file(tmp_path, raw, words):
    """Each names the file, the place where there is one, and ends as a sentence."""
    path = tmp_path / "bad.txt"
    path.write_bytes(raw)
    with pytest.raises(ArticleError) as caught:
        read_article(path)
    message = str(caught.value)
    assert "bad.txt" in message
    assert words in message
    assert message.endswith((".", "?"))
    assert "\n" not in message


def test_missing_files_and_folders_are_named(tmp_path):
    """The two commonest slips."""
    with pytest.raises(ArticleError, match="does not exist"):
        read_article(tmp_path / "nowhere.txt")
    with pytest.raises(ArticleError, match="is a folder"):
        read_article(tmp_path)


def test_json_lines_hold_one_article_a_line(tmp_path):
    """Each is told by file and line; metadata come from its fields."""
    path = tmp_path / "two.jsonl"
    path.write_text(
        '{"title": "One", "date": "2022-02-15", "url": "https://bbc.com/1", "text": "He left."}\n'
        '\n{"title": "Two", "text": "She\\ncame.", "date": null}\n',
        encoding="utf-8",
    )
    one, two = read_articles(path)
    assert (one.document, two.document) == ("two.jsonl#1", "two.jsonl#3")
    assert (one.publisher, one.published) == ("BBC", date(2022, 2, 15))
    assert [two.text[p.start : p.end] for p in two.blocks()] == ["Two", "She", "came."]
    with pytest.raises(ArticleError, match="holds 2 articles"):
        read_article(path)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("[1]", "line 1: not a JSON object"),
        ('{"title": ', "line 1: not a JSON object"),
        ('{"title": "x"}', 'line 1: no "text"'),
        ('{"title": 3, "text": "x y"}', '"title" is not a string'),
        ('{"text": "T\\nword", "date": "soon"}', "'soon' is not a date"),
    ],
)
def test_a_bad_json_line_is_named(tmp_path, line, words):
    """The file and the line, so that it can be mended."""
    path = tmp_path / "bad.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(ArticleError) as caught:
        read_article(path)
    assert words in str(caught.value)


def test_a_saved_web_page_is_read_through_its_text(tmp_path):
    """The page's title, date and paragraphs, without its menus and scripts."""
    paragraphs = "".join(
        f"<p>Paragraph {n}: the foreign minister said on Tuesday that talks with the neighbouring"
        " state would continue through the whole of the week, and thanked the mediators.</p>"
        for n in ("one", "two", "three")
    )
    path = tmp_path / "page.html"
    path.write_text(
        "<!DOCTYPE html><html><head><title>Talks go on</title>"
        '<meta property="og:title" content="Talks go on">'
        '<meta property="article:published_time" content="2022-02-15T10:00:00Z">'
        '<link rel="canonical" href="https://www.theguardian.com/world/talks"></head><body>'
        "<nav><a href='/'>Home</a></nav><script>alert(1)</script>"
        f"<article><h1>Talks go on</h1>{paragraphs}</article></body></html>",
        encoding="utf-8",
    )
    article = read_article(path)
    assert article.document == "page.html"
    assert article.published == date(2022, 2, 15)
    assert article.publisher == "The Guardian"
    assert "alert" not in article.text
    assert len(article.paragraphs) == 3


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("20220115", date(2022, 1, 15)),
        ("2022-01-15", date(2022, 1, 15)),
        ("2022-1-15", date(2022, 1, 15)),
        ("2022-11-5", date(2022, 11, 5)),
        ("2022-1-5T08:30:00Z", date(2022, 1, 5)),
        ("2022-01-15 08:30 GMT", date(2022, 1, 15)),
    ],
)
def test_a_date_has_its_months_and_days_where_they_stand(value, day):
    """One digit or two, with a time of day or without."""
    assert parse_date(value, "a.jsonl", 1) == day


@pytest.mark.parametrize(
    "value",
    "2022115 202201155 2022-13-45 00/00/0000 2022-1 15-1-2022 2022-01-15x".split(),
)
def test_what_could_be_another_day_is_refused(value):
    """No day is made of the first digits of something else; the sentence names file and line."""
    with pytest.raises(ArticleError, match=r"a\.jsonl, line 3: .* is not a date"):
        parse_date(value, "a.jsonl", 3)
