"""The examples on the page *Your own article* are read as the page says."""

import re

import pytest

from analysis.article.article import article_from_text
from analysis.paths import ROOT

PAGE = (ROOT / "book" / "your-article.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^### ([^\n]+)\n\n```text\n(.*?)\n```", PAGE, re.M | re.S))


@pytest.mark.parametrize(
    ("heading", "form", "kinds", "speakers"),
    [
        (
            "An article as it is copied from a page",
            "article",
            "header header body caption body boilerplate boilerplate",
            [],
        ),
        (
            "An interview",
            "interview",
            "body body body body body",
            ["Jonas Pell", "Oskar Lind", "Jonas Pell", "Oskar Lind"],
        ),
        (
            "A transcript or a panel",
            "transcript",
            "body body boilerplate body",
            ["Irene Lowden", "Brad Toomey", "Irene Lowden"],
        ),
        ("A live blog", "live blog", "body body body", []),
    ],
)
def test_an_example_is_what_its_heading_says(heading, form, kinds, speakers):
    """Form, kinds of the lines, and speakers of the turns."""
    article = article_from_text(EXAMPLES[heading])
    assert article.form == form
    assert [p.kind for p in article.paragraphs] == kinds.split()
    assert [turn.speaker for turn in article.turns] == speakers


def test_the_copied_article_fills_the_metadata():
    """Author, place and the last change, as the page promises."""
    article = article_from_text(EXAMPLES["An article as it is copied from a page"])
    assert (article.author, article.place) == ("Nadia Ferro", "Velden")
    assert article.updated.isoformat() == "2021-05-04"
