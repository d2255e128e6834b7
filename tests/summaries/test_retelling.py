"""Statements retold as sentences: what needs each rule, and what must not trigger it."""

import pytest
import readings

from analysis.summaries import sentence_text as st
from analysis.summaries.retelling import Teller, plain


def first_told(text, place=0):
    """The statement at ``place`` of a small article, told."""
    teller = Teller(readings.of_text(f"A title of a story\n20220301\n\n{text}\n"))
    row = list(teller.rows.values())[place]
    found = teller.tell(row)
    return plain(found) if found else None


TOLD = [
    ('"The dam will hold," engineer Ida Berg said.', 0,
     "Engineer Ida Berg said: “The dam will hold.”"),
    ('Ida Berg is an engineer. "The dam will hold," she said.', 0,
     "Ida Berg said: “The dam will hold.”"),
    ('Ida Berg also warned that the dam could break.', 0,
     "Ida Berg warned that the dam could break."),
    ('Ida Berg said on Monday that the dam was "as safe as a church".', 0,
     "Ida Berg said on Monday that the dam was “as safe as a church.”"),
    ('"Will the dam hold through May?" asked Ida Berg.', 0,
     "Ida Berg asked: “Will the dam hold through May?”"),
    ('"The dam will hold," Ida Berg said. "It is made of granite."', 0,
     "Ida Berg said: “The dam will hold. It is made of granite.”"),
    ('"The dam," Ida Berg said, "will hold until May."', 0,
     "Ida Berg said: “The dam, will hold until May.”"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place", "sentence"), TOLD)
def test_a_statement_is_told_in_the_articles_words(text, place, sentence):
    """By its speaker's name, with what stands between, without "also", marks and stop in order."""
    assert first_told(text, place) == sentence


def test_us_is_a_country_and_no_pronoun():
    """Indirect speech about "us" hides whose words they are; about the US it does not."""
    told = first_told("Ida Berg said that the US would send two engineers to the dam.")
    assert told == "Ida Berg said that the US would send two engineers to the dam."
    assert first_told("Ida Berg told us that my brother had seen the dam.") is None


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ('he called it "war', "he called it “war”"),
        ('war" he said', "“war” he said"),
        ('"a" and "b"', "“a” and “b”"),
        ("no marks", "no marks"),
    ],
)
def test_marks_come_in_pairs(text, whole):
    """A mark that was cut off with the words around it is put back."""
    assert st.balanced(text) == whole


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("It rained. It snowed.", 2),
        ("Mr. Berg met Dr. Lund. They left.", 2),
        ("The U.S. Army left. It rained.", 2),
        ('"It rained." He left.', 2),
        ("It rose by 2.5 percent.", 1),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, number):
    """Not behind an abbreviation or inside a number."""
    assert len(st.sentences_of(text, 0, len(text))) == number


@pytest.mark.parametrize(
    ("text", "end"),
    [("It rained", "It rained."), ("It rained,", "It rained."), ("“Rain”", "“Rain.”"),
     ("Rain?", "Rain?"), ("“Rain!”", "“Rain!”")],
)  # fmt: skip
def test_a_sentence_ends_with_one_stop(text, end):
    """Inside a closing mark, and none behind another."""
    assert st.closed(text) == end
