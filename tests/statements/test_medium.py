"""How something is said: by the cue's verb, or by a noun in a phrase like "in a …"."""

from __future__ import annotations

import pytest
import stated


@pytest.mark.parametrize(
    ("text", "cue", "medium"),
    [
        ("Anna Berg tweeted that it is over.", "tweeted", "tweet"),
        ("Anna Berg said in a statement that it is over.", "said", "statement"),
        ("Anna Berg said at a news conference that it is over.", "said", "press conference"),
        ("Anna Berg said during her weekly interview that it is over.", "said", "interview"),
        ("In a letter, Anna Berg said that it is over.", "said", "letter"),
        # the nearest of two
        ("In a letter that all of them have read by now, Anna Berg said in a speech that it is"
         " over.", "said", "speech"),
        # no frame, an owner's, another clause's
        ("Anna Berg said a statement would follow and that it is over.", "said", ""),
        ("Anna Berg said in a letter's margin that it is over.", "said", ""),
        ("Anna Berg said when asked in an interview that it is over.", "said", ""),
        ("Anna Berg wrote in The Washington Post that it is over.", "wrote", ""),
        ("Anna Berg said that it is over.", "said", ""),
    ],
)  # fmt: skip
def test_the_medium_is_the_one_the_sentence_names(text, cue, medium):
    """The verb first, then the noun nearest to the cue, and never one of another clause."""
    assert stated.one(text, "Anna Berg", cue, text[text.rindex("that it") : -1])["medium"] == medium


def test_a_medium_in_the_content_is_what_is_spoken_of():
    """ "said that in a letter …" was said by no letter."""
    text = "Anna Berg said that in a letter it is over."
    assert stated.one(text, "Anna Berg", "said", "that in a letter it is over")["medium"] == ""


def test_a_document_that_speaks_is_the_medium():
    """ "The ministry's letter says"; a document further in its description is none."""
    text = "The Home Office letter says it is over."
    assert stated.one(text, "The Home Office letter", "says", "it is over")["medium"] == "letter"
    text = "The author of the letter says it is over."
    assert stated.one(text, "The author of the letter", "says", "it is over")["medium"] == ""
