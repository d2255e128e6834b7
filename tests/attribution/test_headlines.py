"""Headlines that give words to somebody by a colon or a dash."""

import pytest

from analysis import attribution
from analysis.article.article import article_from_text

BODY = """

Mayor Petra Lund said on Monday the old store had to go because it leaked.

Police said two people were hurt there in May.

"We wait," said Karl Eben, the union leader.
"""


def of_title(title):
    """Source and content of what is attributed in a title."""
    article = article_from_text(title + BODY)
    return [
        (article.cut(one.source), article.cut(one.content))
        for one in attribution.find(article)
        if one.content[0][0] < article.title.end
    ]


@pytest.mark.parametrize(
    ("title", "source", "content"),
    [
        ("Mayor Lund: store must go", "Mayor Lund", "store must go"),
        ("Store must go: Lund", "Lund", "Store must go"),
        ("'It leaks': mayor on old store", "mayor", "'It leaks'"),
        ("Two hurt in crash - police", "police", "Two hurt in crash"),
        ("'We wait' – union leader", "union leader", "'We wait'"),
        ("Store must go, says Lund", "Lund", "Store must go"),
    ],
)
def test_a_headline_names_its_speaker(title, source, content):
    """Before the words or behind them."""
    assert of_title(title) == [(source, content)]


@pytest.mark.parametrize(
    "title",
    [
        "Storm Ulla: live updates",
        "Explainer: why the store was sold",
        "Grain store: a history",
        "Velden: the town that waits",
        "Grain store sold",
        "Police 2: the long return",
        "Story 4: police and the old store",
    ],
)
def test_what_stands_before_a_colon_need_not_speak(title):
    """A storm, a kind of article, a place, a thing."""
    assert of_title(title) == []


@pytest.mark.parametrize(
    ("above", "source"),
    [
        ("And from Chairwoman Adaeze Nwosu:", "Chairwoman Adaeze Nwosu"),
        ("This is what the clerk wrote on the wall of the hall:", None),
    ],
)
def test_a_quotation_introduced_by_a_name_and_a_colon(above, source):
    """The name is the source; without one nothing is made up."""
    article = article_from_text(
        "Reactions to the new regulator\n\nCommissioner Leif Aronsson welcomed the choice.\n\n"
        f"{above}\n\n“Priya brings years of work on rural lines and finishes what she starts.”\n"
    )
    found = [
        article.cut(one.source)
        for one in attribution.find(article)
        if "rural lines" in article.cut(one.content)
    ]
    assert found == [source] if source else "Aronsson" not in "".join(found)
