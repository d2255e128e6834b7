"""What of a file is the article, and what stands around it."""

from datetime import date

import pytest

from analysis.article.article import article_from_text
from analysis.article.layout import KINDS

LEDE = "The council of Velden voted on Monday to sell the old grain store beside the canal."
MORE = "Farmer Joakim Brandt said the price was an insult to those who had built the store."
LAST = "The sale is to be signed in June, when the council meets again in the town hall."


def kinds(*paragraphs, title="Grain store sold"):
    """The kinds of the paragraphs of an article made of them."""
    article = article_from_text("\n\n".join([title, *paragraphs]))
    return [paragraph.kind for paragraph in article.paragraphs]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By Leonie Ashcroft", "header"),
        ("By NADIA FERRO, Staff Writer", "header"),
        ("By Ivo Kant and Lena Moritz", "header"),
        ("by Ana de la Cruz in Torr", "header"),
        ("By Reuters Staff", "header"),
        ("Leonie Ashcroft", "header"),
        ("Leonie Ashcroft in Torr", "header"),
        ("Political correspondent", "header"),
        ("Associated Press", "header"),
        ("Published 31 May 2023, 07:15 BST", "header"),
        ("Posted: Friday, March 10, 2023. 9:12 am CST.", "header"),
        ("Last modified on Tue 4 May 2021 11.02 GMT", "header"),
        ("Updated 2 hours ago", "header"),
        ("Tuesday, March 8, 2011", "header"),
        ("NEWS | LOCAL", "header"),
        ("5 min read", "header"),
        ("FOR IMMEDIATE RELEASE", "header"),
        ("Photo: Jan Moe / Torr Images", "caption"),
        ("Mayor Petra Lund at the store in April. Photograph: Rolf Adler/Canal Press", "caption"),
        ("The store in 1911. (AP Photo/Jan Moe)", "caption"),
        ("(L-R) Ida, Vera and Lotte Brandt outside the Rex.", "caption"),
        ("Read more: 'We were lied to,' says dock worker", "boilerplate"),
        ("Sign up to our newsletter and get the best of the harbour every morning.", "boilerplate"),
        ("ADVERTISEMENT", "boilerplate"),
        ("Follow @HarbourNews on Twitter", "boilerplate"),
        ("* * *", "boilerplate"),
        ("We use cookies to show you more of what you like.", "boilerplate"),
    ],
)
def test_a_line_above_the_story_is_told_from_it(line, kind):
    """Where such lines usually stand, they are no body."""
    assert kinds(line, LEDE, MORE, LAST) == [kind, "body", "body", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "© 2022 Harbour Media Ltd. All rights reserved.",
        "Correction: An earlier version of this article misspelled the mayor's name.",
        "Tom Eld contributed reporting from Torr.",
        "(Reporting by Jan Moe; Editing by Kari Lie)",
        "Nadia Ferro is a reporter for the Velden Post. Follow her on Twitter @nferro.",
        "Tags: Velden, housing, farming",
        "Media contact: Rolf Eder, press@canal.example, +1 555 0100",
        "###",
    ],
)
def test_a_line_below_the_story_is_told_from_it(line):
    """Corrections, credits, notes on the author and the like."""
    assert kinds(LEDE, MORE, LAST, line) == ["body", "body", "body", "boilerplate"]


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the store had been emptied, and nobody knew where the grain had gone.",
        "By then it was too late.",
        "Copyright law is a maze, the mayor said, and the council had lost its way in it long ago.",
        "“Read more books,” she told the children of the school beside the canal on Tuesday.",
        "Share prices of the builder rose by a third after the vote, and fell again on Friday.",
        "Nadia Ferro is a farmer in Velden, and her father laid the bricks of the old store.",
        "Subscribers to the theory that the store was haunted gathered at its gate at night.",
        "May was the wettest month in the memory of the keeper, who has kept a book since 1970.",
        "Follow the money, said the auditor, and you will find the grain.",
        "He did not say who had taken the photo: that would be for a court to decide, he said.",
        "“We wait,” she said.",
        "Mayor: no.",
    ],
)
def test_a_paragraph_of_the_story_stays_in_it(line):
    """A body paragraph set aside would lose what is said in it."""
    assert kinds(LEDE, line, MORE, LAST) == ["body"] * 4
    assert kinds(LEDE, MORE, LAST, line)[-1] == "body"


def test_subheads_stand_between_paragraphs():
    """Short lines without an end of sentence, above a paragraph and below another."""
    found = kinds(LEDE, "Anger on the farms", MORE, "What happens next", LAST, LEDE)
    assert found == ["body", "subhead", "body", "subhead", "body", "body"]


def test_a_text_of_short_lines_has_no_subheads():
    """Where most lines are short, none of them is a heading."""
    assert "subhead" not in kinds("Red roses", "Blue skies", "Green hills", LEDE, "White snow")


@pytest.mark.parametrize(
    ("prefix", "place"),
    [
        ("VELDEN, May 3 (Reuters) - ", "Velden"),
        ("VELDEN (AP) — ", "Velden"),
        ("VELDEN, Ohio — ", "Velden, Ohio"),
        ("Velden (AFP) - ", "Velden"),
        ("NEW VELDEN, May 3, 2021 /PRNewswire/ -- ", "New Velden"),
    ],
)
def test_a_dateline_is_kept_and_not_read(prefix, place):
    """It stays in the paragraph, gives the place, and is no part of what is said."""
    article = article_from_text(f"Grain store sold\n\n{prefix}{LEDE}\n\n{MORE}")
    first = article.paragraphs[0]
    assert article.text[first.start : first.end] == prefix + LEDE
    assert article.cut([first.read]) == LEDE
    assert article.place == place
    block = article.body()[1]
    assert article.text[block.start : block.end] == LEDE


@pytest.mark.parametrize(
    "start",
    ["NATO — the alliance", "A farmer - a big man", "WHO said it", "The U.S. (and China) - "],
)
def test_what_only_looks_like_a_dateline_needs_its_form(start):
    """Words in the middle of a text are never cut."""
    article = article_from_text(f"Grain store sold\n\n{LEDE}\n\n{MORE}\n\n{start} {LAST}")
    assert article.paragraphs[2].read == (0, 0)


def test_the_lines_around_the_story_fill_the_metadata():
    """Authors, day of publication and of the last change."""
    article = article_from_text(
        "Grain store sold\n\nBy NADIA FERRO and Ivo Kant\n\nPublished 3 May 2021, 07:15 BST\n\n"
        f"Updated 4 May 2021\n\n{LEDE}\n\n{MORE}"
    )
    assert article.author == "Nadia Ferro; Ivo Kant"
    assert article.published == date(2021, 5, 3)
    assert article.updated == date(2021, 5, 4)


def test_a_byline_may_open_the_first_paragraph():
    """'By NAME:' is the reporter, not a voice."""
    article = article_from_text(f"Grain store sold\n\nBy Osric Vane: {LEDE}\n\n{MORE}")
    assert article.author == "Osric Vane"
    assert article.cut([article.paragraphs[0].read]) == LEDE


def test_nothing_is_dropped_and_something_is_always_body():
    """Every line keeps its number and its offsets, whatever it is."""
    article = article_from_text(f"Title\n\nBy Ana Moe\n\n{LEDE}\n\nRead more: here\n\n{LAST}")
    assert [p.number for p in article.paragraphs] == [1, 2, 3, 4]
    assert {p.kind for p in article.paragraphs} <= set(KINDS)
    alone = article_from_text("Title\n\nRead more: here\n\nBy Ana Moe")
    assert [p.kind for p in alone.paragraphs] == ["body", "body"]
