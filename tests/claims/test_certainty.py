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
