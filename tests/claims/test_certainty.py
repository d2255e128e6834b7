"""How sure a claim makes itself, and whether it affirms or denies."""

from __future__ import annotations

import claimed
import pytest


@pytest.mark.parametrize(
    ("cue", "content", "certainty"),
    [
        ("said", "that the bridge is closed", "certain"),
        ("said", "that the bridge could collapse", "possible"),
        ("said", "that a collapse remains possible", "possible"),
        ("said", "that the bridge will probably collapse", "probable"),
        ("suggested", "that the bridge is unsafe", "probable"),
        ("said", "that the bridge will be closed if the river rises", "possible"),
        ("demanded", "that the bridge be closed", "unstated"),
        ("said", "that help came as soon as possible", "certain"),
        ("said", "that the estimate was too low", "certain"),
    ],
)
def test_certainty(cue, content, certainty):
    """The weakest of cue, modals, hedges and conditions counts; demands state none."""
    assert claimed.said(cue, content)["certainty"] == certainty


@pytest.mark.parametrize(
    ("cue", "content", "polarity"),
    [
        ("said", "that the bridge is closed", "positive"),
        ("said", "that the bridge is not closed", "negative"),
        ("said", "that nobody has closed the bridge", "negative"),
        ("said", "that engineers have yet to see the damage", "negative"),
        ("said", "that the council failed to close the bridge", "negative"),
        ("denied", "that the bridge was closed", "negative"),
        ("denied", "that the bridge was not closed", "positive"),
        ("said", "that there are no less important reasons to close it", "positive"),
    ],
)
def test_polarity(cue, content, polarity):
    """Negation of the predicate turns a claim round, and a denying cue turns it again."""
    assert claimed.said(cue, content)["polarity"] == polarity


def test_a_denial_quoted_in_its_own_sentence_keeps_its_own_negation():
    """ "denied these allegations: She wasn't forced" denies once, not twice."""
    row = claimed.gold("wikinews-scientology-ship-2011-12-02").claim("certainly wasn't")
    assert (row["type"], row["polarity"]) == ("denial", "negative")


def test_the_words_that_decide_are_given():
    """A reader sees why: the modal, the hedge, the negation."""
    first = claimed.first()
    assert first.claim("distinctly possible")["because"] == "possible"
    assert first.claim('not yet "verified"')["because"] == "not"


def test_the_coders_degrees_on_the_first_article():
    """Certainty as hand-coded, on a claim of each degree."""
    first = claimed.first()
    assert first.claim("Russia could invade any day")["certainty"] == "possible"
    assert first.claim("gathered over 150,000")["certainty"] == "certain"
    assert first.claim("permanently banned")["certainty"] == "unstated"


@pytest.mark.parametrize(
    ("content", "polarity"),
    [
        # the predicate, its subject, its object, its complement
        ("that no bridge was closed", "negative"),
        ("that nobody closed the bridge", "negative"),
        ("that the council closed no bridge", "negative"),
        ("that the council never closed the bridge", "negative"),
        ("that the council hardly closed the bridge", "negative"),
        ("that it chose not to close the bridge", "negative"),
        ("that the council refused to close the bridge", "negative"),
        ("that the bridge isn't closed", "negative"),
        # another clause's negation, a negated adjunct, a failing verb without what fails
        ("that the council closed the bridge that nobody used", "positive"),
        ("that the bridge was closed because nobody used it", "positive"),
        ("that the bridge was closed though it was not damaged", "positive"),
        ("that the council failed", "positive"),
        ("that there is no doubt that the bridge is closed", "positive"),
    ],
)
def test_a_negation_counts_in_its_scope(content, polarity):
    """Around the claim's own predicate it turns the claim round; in another clause it does not."""
    assert claimed.said("said", content)["polarity"] == polarity


@pytest.mark.parametrize(
    ("content", "certainty"),
    [
        ("that the bridge might collapse", "possible"),
        ("that the bridge may collapse", "possible"),
        ("that there is a chance of a collapse", "possible"),
        ("that the bridge is likely to collapse", "probable"),
        ("that the bridge would collapse unless it was closed", "possible"),
        # the marker is in another clause, or is another word
        ("that the man who might retire closed the bridge", "certain"),
        ("that the bridge collapsed in May", "certain"),
        ("that the bridge collapsed when the council closed it", "certain"),
    ],
)
def test_a_marker_counts_in_the_claims_own_clause(content, certainty):
    """A modal, a hedge or a condition weakens the clause it stands in, and no other."""
    assert claimed.said("said", content)["certainty"] == certainty


def test_a_question_states_no_certainty():
    """ "whether" at the head of a claim asks, whatever the cue; further in it does not."""
    assert claimed.said("discussed", "whether the bridge is closed")["certainty"] == "unstated"
    row = claimed.said("said", "that the council knows whether the bridge is closed")
    assert row["certainty"] != "unstated"


@pytest.mark.parametrize(
    ("cue", "content", "certainty", "polarity"),
    [
        ("did not say", "that the bridge is closed", "unstated", "positive"),
        ("never claimed", "that the bridge is closed", "unstated", "positive"),
        ("refused to confirm", "that the bridge is closed", "unstated", "positive"),
        ("did not deny", "that the bridge is closed", "unstated", "positive"),
        ("did not say", "that the bridge is not closed", "unstated", "negative"),
        ("does not believe", "that the bridge is closed", "probable", "negative"),
        ("not only said", "that the bridge is closed", "certain", "positive"),
        ("hoped to say", "that the bridge is closed", "certain", "positive"),
        ("denied", "that the bridge is closed", "certain", "negative"),
    ],
)
def test_what_is_not_said_is_not_claimed(cue, content, certainty, polarity):
    """A negated verb of saying commits to nothing; a negated verb of belief denies."""
    claim = claimed.said(cue, content)
    assert (claim["certainty"], claim["polarity"]) == (certainty, polarity)
