"""Turns become statements of the people behind their labels."""

from types import SimpleNamespace

import pytest

from analysis.actors import turn_speakers
from analysis.article.article import article_from_text
from analysis.reading import read_one

TEXT = """The sand diggers of Torr

Bo Rask has dug sand for thirty years. We talked to him at the pit.

Q: Who closed the pit?

A: The mayor, Ida Krohn. I think she was badly advised.

Q: What did she say?

A: Mayor Krohn said the diggers were vandals.

Q: And were you?

A: We were not.
"""


@pytest.fixture(scope="module")
def reading():
    return read_one(article_from_text(TEXT), ["statements", "actors", "mentions", "paragraphs"])


def test_each_turn_is_a_statement_of_kind_turn(reading):
    """No cue, the label as source, the words without it."""
    turns = reading["statements"].query("kind == 'turn'")
    assert list(turns["speaker"])[1::2] == ["Bo Rask"] * 3
    assert set(turns["speaker"][0::2]) == {"interviewer"}
    assert list(turns["cue_text"]) == [""] * 6
    assert list(turns["source_text"])[:2] == ["Q", "A"]
    assert turns["content_text"].iloc[5] == "We were not."
    assert set(turns["resolved_by"]) == {"turn"}


def test_inside_a_turn_only_what_somebody_else_said_is_a_row_of_its_own(reading):
    """'I think' is the turn's own; 'Mayor Krohn said' is the mayor's."""
    others = reading["statements"].query("kind != 'turn'")
    assert list(others["speaker"]) == ["Ida Krohn"]
    assert list(others["content_text"]) == ["the diggers were vandals"]


def test_the_voices_are_actors_with_their_labels_as_mentions(reading):
    """One actor a voice, in the order of first mention."""
    actors = reading["actors"].set_index("name")
    assert actors.loc["Bo Rask", "statements"] == 3
    mentions = reading["mentions"]
    of_rask = mentions[mentions["actor_id"] == actors.loc["Bo Rask", "actor_id"]]
    assert list(of_rask["text"]).count("A") == 3
    assert list(actors["actor_id"]) == [f"a{n}" for n in range(1, len(actors) + 1)]


def test_surnames_in_labels_meet_the_people_in_the_text():
    """'RAO:' is the Dr Rao who is spoken to."""
    reading = read_one(
        article_from_text(
            "Committee hearing\n\nCHAIR EDNA PELL: Order. Dr Rao, did you read the report?\n\n"
            "RAO: I did. It was four pages.\n\nPELL: And you signed it?\n\nRAO: The last page."
        ),
        ["statements", "actors"],
    )
    assert sorted(reading["actors"]["name"]) == ["Edna Pell", "Rao"]
    assert list(reading["statements"]["speaker"]) == ["Edna Pell", "Rao", "Edna Pell", "Rao"]


def test_an_article_without_turns_keeps_its_rows():
    """Nothing of it is touched."""
    reading = read_one(
        article_from_text("Store sold\n\nMayor Petra Lund said it leaked.\n\nNote: It rained."),
        ["statements"],
    )
    assert list(reading["statements"]["speaker"]) == ["Petra Lund"]
    assert "turn" not in set(reading["statements"]["kind"])


@pytest.mark.parametrize(
    ("voice", "name", "same"),
    [
        ("Ida Pell", "Ida Pell", True),
        ("Ida Pell", "Pell", True),
        ("Ida Pell", "Maria Ida Pell", True),
        ("Pell", "Ida Pell", False),
        ("Ida Pell", "Otto Pell", False),
        ("Ida Pell", "Ida", False),
    ],
)
def test_a_voice_is_an_actor_of_its_name_or_of_a_part_of_it(voice, name, same):
    """A surname alone may be anybody's of that name, and a first name is no surname."""
    one, other = (tuple(text.casefold().split()) for text in (voice, name))
    assert turn_speakers._same(one, other, SimpleNamespace(speaker_kind="person")) == same
