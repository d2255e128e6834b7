"""The front page, people, disputes and tone as HTML: on many kinds of article, read as text."""

import re

import lxml.html
import pytest
import readings
from readings import kept_words  # noqa: F401 - a fixture
from story_cases import ARTICLES, reading_of

from analysis.paths import ARTICLES as FOLDER
from analysis.present import pages_disputes, pages_front, pages_people, pages_tone, people_links
from analysis.summaries import timeline

pytestmark = pytest.mark.usefixtures("kept_words")

FIRST = FOLDER / "russia-troop-pullback-2022-02-15.txt"
STORED = [*sorted(FOLDER.glob("*.txt")), *sorted((FOLDER / "unseen").glob("*.txt"))]
CASES = [pytest.param(kind, id=kind) for kind in ARTICLES] + [
    pytest.param(path, id=path.stem) for path in STORED
]
#: What machine English sounds like.
ODD = re.compile(
    r"\b1 (?:\w+ )?(?:statements|speakers|voices|matters|claims|people|sides)\b|\b0 \w|\bnan\b"
    r"|\bNone\b of the 1 |\b(\d+) of \1\b|  |“”|\(\)|\bthe the\b|: \.|;\.|,\."
    r"|(?<!\.)\.\.(?!\.)|^\W*$",
    re.IGNORECASE,
)


def reading(case):
    return reading_of(case) if isinstance(case, str) else readings.reading(case)


def pages(r):
    events = timeline.build(r.article, r["statements"], r["claims"])
    return {
        "front": pages_front.front_html(r) + pages_front.figure_html(r),
        "people": pages_people.people_html(r),
        "disputes": pages_disputes.panels_html(r)
        + pages_disputes.agreements_html(r)
        + pages_disputes.numbers_html(r)
        + pages_disputes.chronology_html(r, events),
        "tone": pages_tone.figure_html(r) + pages_tone.rows_html(r),
    }


def blocks(html):
    """The text of each element that reads as one piece."""
    tree = lxml.html.fromstring(f"<div>{html}</div>")
    return [
        element.text_content()
        for element in tree.xpath("//p | //li | //figcaption | //h2 | //h3 | //summary")
    ]


@pytest.mark.parametrize("case", CASES)
def test_pages_hold_no_machine_english_and_nothing_empty(case):
    """No "1 statements", no "22 of 22", no empty paragraph, no heading without what it heads."""
    r = reading(case)
    sentences = [
        pages_people.lead_text(r), pages_people.heard_text(r), pages_people.named_text(r),
        pages_people.statements_text(r), pages_disputes.lead_text(r), pages_tone.lead_text(r),
        pages_tone.error_text(r), pages_tone.short_text(r),
    ]  # fmt: skip
    for text in filter(None, sentences):
        assert text.endswith("."), text
        assert not ODD.search(text), text
    for name, html in pages(r).items():
        for text in blocks(html):
            assert not ODD.search(text), (name, text)
        assert not re.search(r"<h[23][^>]*>[^<]*</h[23]>\s*(?:<h2|</div>|$)", html), name


@pytest.mark.parametrize("case", CASES)
def test_every_link_leads_somewhere(case):
    """To a statement of the table, a paragraph of the article, a speaker, a matter."""
    r = reading(case)
    places = {f"people.ipynb#{slug}" for slug in people_links.slugs(r["actors"]).values()}
    places |= {f"article.ipynb#{key}" for key in r["statements"]["statement_id"]}
    places |= {f"article.ipynb#p{b.number}" for b in r.article.blocks()}
    places |= {f"disputes.ipynb#{key}" for key in r["matters"]["matter_id"]}
    places |= {"trust.ipynb#in-short"}
    shown = pages(r)
    for html in shown.values():
        assert set(re.findall(r'<a [^>]*href="([^"]*)"', html)) <= places
    ids = re.findall(r' id="([^"]*)"', shown["people"])
    assert len(ids) == len(set(ids))
    heard = r["actors"].loc[r["actors"]["statements"] > 0, "actor_id"]
    assert {people_links.slugs(r["actors"])[key] for key in heard} <= set(ids)


def test_markup_of_an_article_stays_text():
    """A name or a quotation with markup in it is shown, not run."""
    from analysis.article.article import article_from_text
    from analysis.reading import read_one

    text = (
        "<script>alert(1)</script>\n\n"
        '"The <b>dam</b> will hold & last," engineer Ida <i>Berg said. Ida Berg laughed.\n'
    )
    for html in pages(read_one(article_from_text(text))).values():
        assert "<script" not in html
        assert "<b>" not in html
        assert "<i>" not in html


def test_every_voice_of_a_dispute_has_its_words():
    """Who says so left, who doubts right; what is said twice is folded."""
    html = pages_disputes.panels_html(readings.reading(FIRST))
    tree = lxml.html.fromstring(f"<div>{html}</div>")
    first = tree.xpath("//figure")[0]
    assert first.xpath("./figcaption")[0].text.startswith("Troop withdrawal: ")
    says, against = first.xpath(".//div[@class='otr-camp']")
    assert "Dmitry Peskov" in says.text_content()
    for name in ("Joe Biden", "Jens Stoltenberg", "Dmytro Kuleba"):
        assert name in against.text_content()
        assert name not in says.text_content()
    assert "said twice" in says.text_content()


def test_tone_stands_beside_the_readers_label_and_says_its_own_error():
    """Where the article is coded by hand; the figure is of statements, never of another task."""
    r = readings.reading(FIRST)
    assert "the reader: " in pages_tone.rows_html(r)
    assert "critical of Western countries" in pages_tone.rows_html(r)
    assert re.search(
        r"differs in \d+ of \d+\. On \d+ official statements", pages_tone.error_text(r)
    )
    own = reading_of("strike without sides")
    assert "the reader: " not in pages_tone.rows_html(own)
    assert "official" not in pages_tone.error_text(own)
    assert "Nobody in this article speaks for a state" in pages_tone.lead_text(own)


@pytest.mark.parametrize(
    ("names", "slugs"),
    [
        ([("Dmytro Kuleba", "person")], ["kuleba"]),
        ([("Ana Ruiz", "person"), ("Leo Ruiz", "person")], ["ruiz", "leo-ruiz"]),
        ([("Home Office", "organisation")], ["home-office"]),
        ([("Søren Ås", "person"), ("李", "person")], ["as", "speaker-a2"]),
        ([("In Short", "organisation")], ["in-short-a1"]),
    ],
)
def test_a_speaker_has_a_place_of_ones_own(names, slugs):
    """The last name of a person, else the whole; no two alike, none of the page's own."""
    import pandas as pd

    rows = [
        {"actor_id": f"a{n}", "name": name, "kind": kind, "statements": 1}
        for n, (name, kind) in enumerate(names, 1)
    ]
    assert list(people_links.slugs(pd.DataFrame(rows)).values()) == slugs


def test_who_says_nothing_has_no_place():
    """A name without a statement is no link."""
    r = readings.reading(FIRST)
    silent = r["actors"][r["actors"]["statements"] == 0].iloc[0]
    assert people_links.name_link(r, silent["actor_id"]) == silent["name"]


@pytest.mark.parametrize("case", CASES)
def test_figures_are_svg_with_words_that_follow_the_theme(case):
    """Text is text, ink is the page's, and no ids of two figures meet."""
    html = pages_tone.figure_html(reading(case))
    if html:
        assert "<text" in html
        assert "currentColor" in html
        assert not re.search(r"#222222|#000000|#ffffff|DejaVu", html, re.IGNORECASE)
        ids = re.findall(r' id="([^"]*)"', html)
        assert len(ids) == len(set(ids))
        assert all(i.startswith("tones-") for i in ids)
