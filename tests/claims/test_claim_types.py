"""The type of a claim comes from its cue and its content together."""

from __future__ import annotations

import claimed
import pytest

from analysis.claims import claim_types, clauses
from analysis.claims.certainty import Cue


@pytest.mark.parametrize(
    ("cue", "content", "act"),
    [
        ("said", "that the bridge is closed", "assertion"),
        ("said", "that the bridge will collapse", "prediction"),
        ("warned", "that the bridge could collapse", "prediction"),
        ("warned", "that the bridge is unsafe", "assertion"),
        ("insisted", "that the bridge be closed", "demand"),
        ("said", "that the council must close the bridge", "demand"),
        ("urged", "the council to close the bridge", "demand"),
        ("told", "the council to close the bridge", "demand"),
        ("said", "that she was ready to close the bridge", "commitment"),
        ("promised", "to close the bridge", "commitment"),
        ("said", "that we will close the bridge", "commitment"),
        ("accused", "the council of ignoring the damage", "accusation"),
        ("said", "that the council ignored the damage", "accusation"),
        ("denied", "that the bridge was closed", "denial"),
        ("said", "that the council was never forced to close it", "denial"),
        ("slammed", "the closing of the bridge", "evaluation"),
        ("said", "that the closing is unfair", "evaluation"),
        ("said", "it was damning that nobody came", "evaluation"),
    ],
)
def test_type(cue, content, act):
    """One example a rule."""
    assert claimed.said(cue, content)["type"] == act


def test_a_promise_of_what_ones_own_side_will_do():
    """ "Russia will answer" is a commitment where Russia says it, a prediction elsewhere."""
    assert claimed.said("said", "that Russia will answer", source="Russia")["type"] == "commitment"
    assert claimed.said("said", "that Russia will answer")["type"] == "prediction"


def test_the_article_itself_neither_demands_nor_promises():
    """In its own voice an article asserts or predicts."""
    case = claimed.small("The council must close the bridge. The bridge will fall.")
    assert list(case.claims["type"]) == ["assertion", "prediction"]


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("it is pulling back", "assertion"),
        ("ready to continue talks", "commitment"),
        ("ignoring Russia's primary demands", "accusation"),
        ('"hysteria"', "evaluation"),
        ("pull back all its forces", "demand"),
        ("could follow suit", "prediction"),
        ("remains distinctly possible", "prediction"),
        ("did not equate", "denial"),
        ("wanted the issue addressed", "demand"),
        ("non-starter", "evaluation"),
    ],
)
def test_types_of_the_first_article(words, act):
    """As hand-coded."""
    assert claimed.first().claim(words)["type"] == act


@pytest.mark.parametrize(
    ("cue", "content", "act"),
    [
        # what was done is no promise
        ("said", "that we closed the bridge", "assertion"),
        # what the speaker suffers accuses, what the speaker does not
        ("said", "that we ignored the damage", "assertion"),
        ("said", "that we were abused", "accusation"),
        ("said", "that the council did not ignore the damage", "denial"),
        ("said", "that the council will ignore the damage", "prediction"),
        # what may be so now is no prediction; what could have been neither
        ("said", "that the bridge may be closed", "prediction"),
        ("said", "that the bridge might be unsafe", "assertion"),
        ("said", "that the bridge could have collapsed", "assertion"),
        ("said", "that the council could have ignored the damage", "assertion"),
        ("said", "that a collapse is imminent", "prediction"),
        # another clause asks for something, not the claim
        ("said", "that the council closed the bridge it must repair", "assertion"),
        ("said", "that this is unfair", "evaluation"),
        ("praised", "the closing of the bridge", "evaluation"),
    ],
)
def test_type_where_a_neighbouring_rule_must_not_fire(cue, content, act):
    """Negation, tense, person and clause part one type from the next."""
    assert claimed.said(cue, content)["type"] == act


@pytest.mark.parametrize(
    ("content", "cue", "rating"),
    [
        ("the plan", "praise", 1),
        ("the plan", "condemn", -1),
        ("the plan", "be critical", -1),
        ("the plan", "mention", 0),
        ("that the plan failed", "praise", 0),
    ],
)
def test_a_cue_rates_a_thing_that_is_only_named(content, cue, rating):
    """ "praised the plan", "was critical of the plan"; a clause is not rated by its cue."""
    text = f"The man said {content}."
    case = claimed.small(text, ("The man", "said", content))
    start = case.article.text.index(content, case.article.paragraphs[0].start)
    (found,) = clauses.of_statement(case.parses, [(start, start + len(content))], 0)
    assert claim_types.rated(found, Cue(cue)) == rating
