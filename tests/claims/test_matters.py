"""Claims about one matter share a topic with a name a reader understands."""

from __future__ import annotations

import claimed


def _topic(case: claimed.Case, words: str) -> str:
    return case.claim(words)["topic"]


def test_claims_about_one_matter_share_a_topic():
    """The withdrawal here, the invasion there."""
    case = claimed.first()
    pulling = _topic(case, "it was pulling some of its troops from Ukraine's border")
    assert pulling == _topic(case, "the start of a withdrawal") == _topic(case, "pull-back")
    invading = _topic(case, "Russia could invade any day")
    assert invading == _topic(case, "distinctly possible") == _topic(case, '"hysteria"')
    assert pulling != invading


def test_names_are_phrases_of_the_article_and_no_two_topics_share_one():
    """A label is found in the text, not in a list."""
    case = claimed.first()
    assert case.claim("did not equate")["topic"] == "troop withdrawal"
    assert case.claim("non-starter")["topic"] == "joining NATO"
    assert (case.claims["topic"] != "").all()
    for topic in set(case.claims["topic"]):
        assert topic.split()[-1].lower() in case.article.text.lower()


def test_the_topics_are_the_same_every_time():
    """Nothing is drawn by chance."""
    text = "The river rose. The flood closed the bridge. The bridge fell into the river."
    assert list(claimed.small(text).claims["topic"]) == list(claimed.small(text).claims["topic"])


def test_no_matter_is_called_after_a_person_in_it():
    """What is said of somebody is about the thing, whoever it is said of."""
    case = claimed.small(
        "Anna Berg said that Paul Renner closed the bridge. Carl Dorn said that Paul Renner"
        " repaired the bridge. Ida Lund said that Paul Renner sold the bridge.",
        ("Anna Berg", "said", "that Paul Renner closed the bridge"),
        ("Carl Dorn", "said", "that Paul Renner repaired the bridge"),
        ("Ida Lund", "said", "that Paul Renner sold the bridge"),
    )
    assert "bridge" in set(case.claims["topic"])
    assert not [topic for topic in case.claims["topic"] if "Renner" in topic]
