"""When something is said: the day that the sentence of the cue gives the saying, and no other."""

from __future__ import annotations

import pytest
import stated


@pytest.mark.parametrize(
    ("text", "cue", "day"),
    [
        # with the cue, before it and behind it
        ("Anna Berg said on Monday that it is over.", "said", "2022-02-14"),
        ("Anna Berg on Monday said that it is over.", "said", "2022-02-14"),
        ("On Monday, Anna Berg said that it is over.", "said", "2022-02-14"),
        ("But on Monday Anna Berg said that it is over.", "said", "2022-02-14"),
        ("Anna Berg said in a speech on Feb. 10 that it is over.", "said", "2022-02-10"),
        ("Anna Berg said yesterday that it is over.", "said", "2022-02-14"),
        # an occasion in front dates what is said at it
        ("At a meeting on Monday, Anna Berg said that it is over.", "said", "2022-02-14"),
        ("Speaking to voters on Sunday, Anna Berg said that it is over.", "said", "2022-02-13"),
        # a phrase in front that is no occasion, or that is a clause, does not
        ("With the vote on Monday lost, Anna Berg said that it is over.", "said", ""),
        ("After the meeting on Monday was moved, Anna Berg said that it is over.", "said", ""),
        # another clause, a possessive, a habit, a span, a day to come
        ("Anna Berg, who resigned on Monday, said that it is over.", "said", ""),
        ("Anna Berg said after she resigned on Monday that it is over.", "said", ""),
        ("Anna Berg said before Monday's vote that it is over.", "said", ""),
        ("Anna Berg said on Mondays that it is over.", "said", ""),
        ("Anna Berg said last week that it is over.", "said", ""),
        ("Anna Berg said in a plan for Feb. 20 that it is over.", "said", ""),
        ("Anna Berg said; the vote is on Monday; that it is over.", "said", ""),
    ],
)
def test_the_saying_is_dated_where_the_sentence_dates_it(text, cue, day):
    """With the cue, bare in front, or at an occasion in front; not by another clause."""
    assert stated.one(text, "Anna Berg", cue, "that it is over")["said_on"] == day


def test_a_date_behind_the_content_is_close_to_its_cue_or_none():
    """ "rejected [the plan] on Monday" dates it; further words between are another phrase's."""
    near = "Anna Berg rejected the plan on Monday."
    assert stated.one(near, "Anna Berg", "rejected", "the plan")["said_on"] == "2022-02-14"
    far = "Anna Berg rejected the plan agreed by all ministers in Bonn on Monday."
    assert stated.one(far, "Anna Berg", "rejected", "the plan")["said_on"] == ""


def test_a_relative_source_owns_its_clause():
    """ "Berg, who on Monday said": the clause is the saying's own, for its source is "who"."""
    text = "Anna Berg, who on Monday said that it is over, left."
    assert stated.one(text, "who", "said", "that it is over")["said_on"] == "2022-02-14"


def test_a_date_far_behind_its_cue_is_another_phrases():
    """A line of words between the two is more than a saying has."""
    text = (
        "Anna Berg said in the long debate of the parliament of Bavaria on Monday that it is over."
    )
    assert stated.one(text, "Anna Berg", "said", "that it is over")["said_on"] == "2022-02-14"
    text = text.replace(
        "on Monday",
        "and of the parliaments of Saxony, Hesse, Bremen and Hamburg, the north and the"
        " south of the country alike, on Monday",
    )
    assert stated.one(text, "Anna Berg", "said", "that it is over")["said_on"] == ""


def test_a_date_belongs_to_the_cue_that_it_stands_with():
    """Two sayings in one sentence: neither takes the other's day."""
    text = "Anna Berg said it is over, and Carl Dorn told reporters on Monday it is not."
    said = (("Anna Berg", "said", ["it is over"]), ("Carl Dorn", "told reporters", ["it is not"]))
    assert [row["said_on"] for row in stated.rows(text, *said)] == ["", "2022-02-14"]
    text = "On Monday Carl Dorn said it is not over, and Anna Berg said it is."
    said = (("Carl Dorn", "said", ["it is not over"]), ("Anna Berg", "Anna Berg |said", ["it is."]))
    assert [row["said_on"] for row in stated.rows(text, *said)] == ["2022-02-14", ""]


def test_a_date_in_the_source_is_the_sources():
    """ "Voters going to the polls Monday said": the polls are on Monday."""
    text = "Voters going to the polls Monday said that it is over."
    row = stated.one(text, "Voters going to the polls Monday", "said", "that it is over")
    assert row["said_on"] == ""


def test_a_date_in_the_content_is_what_is_spoken_of():
    """ "said that it will be over on Monday" was said on no known day."""
    text = "Anna Berg said that it was over on Monday."
    assert stated.one(text, "Anna Berg", "said", "that it was over on Monday")["said_on"] == ""
