"""Saved web pages: charset, what the page declares, and its text without what surrounds it."""

from datetime import date

import pytest

from analysis.article.article import read_article

LEDE = (
    "<p>The council of Velden voted on Monday to sell the old grain store beside the canal to a"
    " builder from the coast, after a debate that lasted until two in the morning.</p>"
)
MORE = (
    "<p>Farmer Joakim Brandt said the price was an insult to those who had built it with their own"
    " hands and their own money, and that the roof had been rotten in 2009.</p>"
)
LAST = (
    "<p>The builder plans forty flats and a small harbour for rowing boats, and will start to dig"
    " before the end of the summer.</p>"
)
HEAD = "<title>Grain store sold</title>"


def read(folder, head=HEAD, body="", encoding="utf-8", inner=""):
    """The article of a page made of these parts."""
    path = folder / "page.html"
    text = (
        f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{body}<article>'
        f"<h1>Grain store sold</h1>{LEDE}{inner}{MORE}{LAST}</article></body></html>"
    )
    path.write_bytes(text.encode(encoding))
    return read_article(path)


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("", None),
        (
            '<meta property="article:published_time" content="2021-05-03T23:30:00-08:00">',
            "2021-05-03",
        ),
        (
            '<meta property="article:modified_time" content="2021-06-01">'
            '<meta property="article:published_time" content="2021-05-03">',
            "2021-05-03",
        ),
        ('<meta property="article:modified_time" content="2021-06-01">', None),
        ('<meta name="date" content="May 3, 2021">', "2021-05-03"),
        ('<meta itemprop="datePublished" content="20210503">', "2021-05-03"),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type":'
            ' ["NewsArticle"], "dateModified": "2021-06-01", "datePublished": "2021-05-03"}]}'
            "</script>",
            "2021-05-03",
        ),
        ('<script type="application/ld+json">{"broken</script>', None),
        ('<meta name="date" content="soon">', None),
    ],
)
def test_the_day_of_publication_is_declared_or_not_there(tmp_path, head, day):
    """The published date before the modified one; never one that the text mentions."""
    article = read(tmp_path, HEAD + head)
    assert article.published == (date.fromisoformat(day) if day else None)


def test_linked_data_comes_first(tmp_path):
    """Headline, authors, publisher, address and last change."""
    article = read(
        tmp_path,
        '<title>Velden Post | Grain store</title><link rel="canonical"'
        ' href="https://velden.example/store"><script type="application/ld+json">{"@type":'
        ' "NewsArticle", "headline": "Grain store &amp; mill sold", "dateModified": "2021-05-09",'
        ' "author": [{"name": "Nadia Ferro"}, {"name": "Ivo Kant"}],'
        ' "publisher": {"name": "Velden Post"}}</script>',
    )
    assert article.cut([(article.title.start, article.title.end)]) == "Grain store & mill sold"
    assert article.author == "Nadia Ferro; Ivo Kant"
    assert article.publisher == "Velden Post"
    assert article.url == "https://velden.example/store"
    assert article.updated == date(2021, 5, 9)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ('<meta charset="windows-1252">', "cp1252"),
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=utf-8">', "utf-8"),
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "cp1252"),
    ],
)
def test_a_page_is_read_in_the_charset_it_declares(tmp_path, declared, encoding):
    """Without one it is UTF-8, or what browsers take it for."""
    inner = "<p>“We waited ten years,” Mayor Petra Lünd said on the steps of the town hall.</p>"
    article = read(tmp_path, declared + HEAD, inner=inner, encoding=encoding)
    assert "“We waited ten years,” Mayor Petra Lünd" in article.text


@pytest.mark.parametrize(
    "body",
    [
        '<div id="cookie-banner"><p>We said we value your privacy, and secret words.</p></div>',
        '<section class="comments"><p>angryfarmer said: "They are secret."</p></section>',
        '<div class="photo-gallery"><p>Picture 1 of 12: the secret store in April.</p></div>',
        '<aside class="related"><h3>Related</h3><p>A secret sale, says the mayor.</p></aside>',
        '<div class="newsletter-signup"><p>Sign up to our secret letter.</p></div>',
    ],
)
def test_what_surrounds_the_article_is_left_out(tmp_path, body):
    """Cookie notices, comments, galleries, related links and plugs."""
    assert "secret" not in read(tmp_path, body=body).text
    assert "secret" not in read(tmp_path, inner=body).text


def test_quotations_times_and_lists_are_kept_whole(tmp_path):
    """<q> is a pair of quotation marks; <time>, <blockquote> and list items are text."""
    article = read(
        tmp_path,
        inner="<p><q>We waited <em>ten</em> years,</q> she said on <time>Saturday</time>.</p>"
        "<blockquote><p>The bricks are for sale, and so are we, wrote the farmers.</p></blockquote>"
        "<ul><li>The store was built in 1902.</li></ul>",
    )
    assert "“We waited ten years,” she said on Saturday." in article.text
    assert "The bricks are for sale" in article.text
    assert "The store was built in 1902." in article.text


def test_a_page_without_a_title_has_none(tmp_path):
    """Its first line is a paragraph like the others."""
    path = tmp_path / "bare.html"
    path.write_text(f"<html><body><div>{LEDE}{MORE}{LAST}</div></body></html>", encoding="utf-8")
    article = read_article(path)
    assert article.title is None
    assert len(article.paragraphs) == 3
