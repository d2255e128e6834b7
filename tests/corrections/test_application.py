"""Decisions applied to a reading: each kind once where it must, and what no longer fits is told."""

import pandas as pd
import pytest

from analysis.article.article import article_from_text
from analysis.corrections.decision import Decision, Kind, Quote
from analysis.reading import read_one

TEXT = """Council sells the old grain store
2021-05-03

The council of Velden voted on Monday to sell the old grain store by the canal.

“We waited ten years for a buyer, and now we have one,” Mayor Petra Lund said.

The shopkeeper Ivo Kant said the price was far too low. “This is a gift to a friend,” he said.

Lund denied that the price was too low. The museum wants to keep the crane.

“Nobody asked the people who live here,” Ms Pell, a teacher, told the meeting.
"""
SAID = "We waited ten years for a buyer, and now we have one"


def decided(*decisions, tables=None):
    return read_one(article_from_text(TEXT, "store.txt"), tables, decisions=decisions)


def decision(kind, words, correct, **more):
    return Decision(Kind(kind), Quote(words), correct, file="c.csv", line=2, **more)


def only(reading):
    (row,) = reading["corrections"].to_dict("records")
    return row


@pytest.fixture(scope="module")
def machine():
    return decided()


def speaker_of(reading, words):
    rows = reading["statements"]
    (row,) = rows[rows["content_text"].str.contains(words, regex=False)].to_dict("records")
    return row


def tones_of(reading, words):
    key, table = speaker_of(reading, words)["statement_id"], reading["sentiment"]
    mine = table[(table["statement_id"] == key) & (table["target"] == "")]
    return mine.set_index("method")


def test_without_decisions_nothing_is_corrected(machine):
    """No row says so, and the table is empty."""
    for table in ("statements", "actors", "paragraphs", "relations", "sentiment"):
        assert not machine[table]["corrected"].any()
    assert machine["corrections"].empty
    assert machine.notes == ()


def test_another_speaker(machine):
    """The row, its actor and its claims are the right one's; the machine's stands in `was`."""
    reading = decided(decision("speaker", SAID, "Ivo Kant"))
    row = speaker_of(reading, SAID)
    assert (row["speaker"], row["resolved_by"], row["corrected"]) == ("Ivo Kant", "corrected", True)
    assert row["confidence"] == 1.0
    assert only(reading)["was"] == speaker_of(machine, SAID)["speaker"] == "Petra Lund"
    assert only(reading)["row"] == row["statement_id"]
    claims = reading["claims"]
    assert set(claims.loc[claims["statement_id"] == row["statement_id"], "actor_id"]) == {
        row["actor_id"]
    }


def test_a_speaker_whom_the_article_never_names():
    """An actor is made; what nothing tells of it stays empty."""
    reading = decided(decision("speaker", SAID, "Olga Ferro; Ivo Kant"))
    assert speaker_of(reading, SAID)["speaker"] == "Olga Ferro; Ivo Kant"
    actors = reading["actors"].set_index("name")
    assert actors.loc["Olga Ferro", "statements"] == 1
    assert actors.loc["Olga Ferro", "corrected"]
    assert actors.loc["Olga Ferro", "role"] == ""


def test_nobody_is_named():
    """The statement stays; its speaker is unknown."""
    row = speaker_of(decided(decision("speaker", SAID, "nobody")), SAID)
    assert (row["speaker"], row["actor_id"], row["corrected"]) == ("", "", True)


def test_what_the_machine_says_by_itself_is_told_apart(machine):
    """A decision that agrees changes no row but how sure it is."""
    reading = decided(decision("speaker", SAID, "Petra Lund"))
    row, before = speaker_of(reading, SAID), speaker_of(machine, SAID)
    assert only(reading)["status"] == "agrees"
    assert (row["corrected"], row["resolved_by"]) == (False, before["resolved_by"])


def test_no_statement(machine):
    """The row is gone, what it claimed is the article's own; the table says what it was."""
    reading = decided(decision("no statement", SAID, "yes"))
    assert len(reading["statements"]) == len(machine["statements"]) - 1
    claims = reading["claims"]
    (own,) = claims[claims["text"].str.contains("ten years", regex=False)].to_dict("records")
    assert (own["statement_id"], own["actor_id"]) == ("", "")
    assert (only(reading)["status"], only(reading)["was"]) == ("applied", "Petra Lund")


def test_a_missed_statement():
    """A row with source, cue and claims, where the text has them."""
    words = "The museum wants to keep the crane"
    reading = decided(decision("missed statement", words, "Petra Lund", source="The museum"))
    row = speaker_of(reading, words)
    assert (row["speaker"], row["resolved_by"]) == ("Petra Lund", "corrected")
    assert row["source_text"] == "The museum"
    assert only(reading)["was"] in ("no statement", "museum")
    ids = reading["statements"]["statement_id"]
    assert list(ids) == [f"s{n}" for n in range(1, len(ids) + 1)]


def test_a_speaker_of_a_statement_that_a_later_model_does_not_find():
    """It is a missed statement then: what a person decided stays."""
    reading = decided(decision("speaker", "to sell the old grain store", "Petra Lund"))
    assert only(reading)["status"] == "applied"
    assert "Petra Lund" in set(
        reading["statements"].loc[reading["statements"]["corrected"], "speaker"]
    )


def test_two_actors_that_are_one(machine):
    """Mentions and statements are the one's; ids follow the text."""
    names = set(machine["actors"]["name"])
    assert {"Petra Lund", "Ivo Kant"} <= names
    reading = decided(decision("same actor", "Ivo Kant", "Petra Lund"))
    actors = reading["actors"].set_index("name")
    assert "Ivo Kant" not in actors.index
    before = machine["actors"].set_index("name")["mentions"]
    assert actors.loc["Petra Lund", "mentions"] == before["Petra Lund"] + before["Ivo Kant"]
    assert actors.loc["Petra Lund", "corrected"]
    assert set(reading["mentions"]["actor_id"]) == set(actors["actor_id"])
    assert only(reading)["row"] == actors.loc["Petra Lund", "actor_id"]


def test_an_actor_under_its_known_name():
    """A name that the article does not have is given to the actor."""
    reading = decided(decision("same actor", "Ivo Kant", "Ivo Emanuel Kant"))
    assert "Ivo Emanuel Kant" in set(reading["statements"]["speaker"])


def test_a_role(machine):
    """The role alone is another."""
    reading = decided(decision("role", "Petra Lund", "mayor of Velden"))
    actors = reading["actors"].set_index("name")
    assert actors.loc["Petra Lund", "role"] == "mayor of Velden"
    assert only(reading)["was"] == machine["actors"].set_index("name").loc["Petra Lund", "role"]


def test_a_tone(machine):
    """The model's verdict is the person's; the lexicons keep theirs."""
    reading = decided(decision("tone", SAID, "negative"))
    rows, before = tones_of(reading, SAID), tones_of(machine, SAID)
    assert (rows.loc["model", "label"], rows.loc["model", "score"]) == ("negative", -1.0)
    assert list(rows["corrected"]) == [method == "model" for method in rows.index]
    assert rows.loc["vader", "score"] == before.loc["vader", "score"]


@pytest.mark.parametrize("meet", ["agrees", "disputes"])
def test_a_pair_that_meets(meet):
    """The pair is sure, and a matter of the page on disputes."""
    other = Quote("the price was far too low")
    reading = decided(decision("pair", "This is a gift to a friend", meet, other=other))
    (row,) = reading["relations"].query("corrected").to_dict("records")
    assert (row["relation"], row["confidence"]) == (meet, 1.0)
    joined = [set(claims) for claims in reading["matters"]["claims"]]
    assert any({row["claim_a"], row["claim_b"]} <= claims for claims in joined)


def test_a_pair_that_does_not_meet():
    """The pair that a person undid is not in the table."""
    other = Quote("the price was far too low")
    met = decision("pair", "This is a gift to a friend", "agrees", other=other)
    apart = decision("pair", "This is a gift to a friend", "do not meet", other=other)
    (row,) = decided(met)["relations"].query("corrected").to_dict("records")
    pairs = decided(apart)["relations"][["claim_a", "claim_b"]].values.tolist()
    assert [row["claim_a"], row["claim_b"]] not in pairs


def test_the_place_of_a_paragraph():
    """It reads there, and the others keep their order."""
    reading = decided(decision("order", "“Nobody asked the people who live here,”", "1"))
    table = reading["paragraphs"]
    last = int(table["paragraph"].max())
    order = list(table.sort_values("reading_position")["paragraph"])
    assert order == [last, *range(1, last)]
    assert list(table.loc[table["corrected"], "paragraph"]) == [last]


@pytest.mark.parametrize(
    ("made", "because"),
    [
        (decision("speaker", "words that stand nowhere", "Ivo Kant"), "not in the article"),
        (decision("speaker", "the", "Ivo Kant"), "times in the article"),
        (decision("tone", "Council sells the old grain store", "positive"), "no statement"),
        (decision("same actor", "Olga Ferro", "Ivo Kant"), "no actor is called Olga Ferro"),
        (decision("role", "Olga Ferro", "mayor"), "no actor is called Olga Ferro"),
        (decision("pair", SAID, "agrees", other=Quote("no such words")), "second claim"),
        (decision("order", SAID, "99"), "no paragraph 99"),
    ],
    ids=lambda value: value if isinstance(value, str) else str(value.kind),
)
def test_what_no_longer_fits_is_told(machine, made, because):
    """In the table and as a sentence; the reading is the machine's."""
    reading = decided(made)
    row = only(reading)
    assert row["status"] == "no longer fits"
    assert because in row["because"]
    (note,) = reading.notes
    assert note.startswith("c.csv, row 2: ")
    assert because in note
    pd.testing.assert_frame_equal(reading["statements"], machine["statements"])
    pd.testing.assert_frame_equal(reading["relations"], machine["relations"])


def test_two_decisions_that_contradict_each_other():
    """The first counts, the second is told."""
    reading = decided(decision("speaker", SAID, "Ivo Kant"), decision("speaker", SAID, "nobody"))
    assert speaker_of(reading, SAID)["speaker"] == "Ivo Kant"
    assert list(reading["corrections"]["status"]) == ["applied", "no longer fits"]
    assert "contradicts c.csv, row 2" in reading.notes[0]


def test_a_decision_about_another_article_is_none_here():
    """One file may be for several."""
    assert decided(decision("speaker", SAID, "x", article="other.txt"))["corrections"].empty


def test_only_what_the_asked_tables_need_is_applied():
    """The stages of other decisions do not run, and their rows say so."""
    made = decision("tone", SAID, "negative")
    assert set(decided(made, tables=["statements"]).tables) == {"statements"}
    assert only(decided(made, tables=["corrections"]))["status"] == "applied"
