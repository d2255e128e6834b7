"""To whom something is said: whoever stands right behind a verb of telling, urging or saying to."""

from __future__ import annotations

import pytest
import stated

THAT = "that it is over"


@pytest.mark.parametrize(
    ("text", "cue", "hearer"),
    [
        ("Anna Berg told reporters that it is over.", "told", "reporters"),
        ("Anna Berg told a small group that it is over.", "told", "small group"),
        ("Anna Berg told NATO that it is over.", "told", "NATO"),
        ("Anna Berg told Russian President Vladimir Putin that it is over.", "told",
         "Vladimir Putin"),
        ("Anna Berg said to the committee that it is over.", "said", "committee"),
        ("Anna Berg said in an interview with CNN that it is over.", "said", "CNN"),
        ("Anna Berg told her aides in Bonn that it is over.", "told", "her aides"),
        # a possessive, a preposition between, nobody
        ("Anna Berg told NATO's envoy that it is over.", "told", ""),
        ("Anna Berg told of NATO plans and that it is over.", "told", ""),
        ("Anna Berg said that it is over.", "said", ""),
    ],
)  # fmt: skip
def test_a_hearer_stands_right_behind_the_verb(text, cue, hearer):
    """A name or a noun of hearers; not an owner, nor a name behind a preposition."""
    assert stated.one(text, "Anna Berg", cue, THAT)["addressee"] == hearer


@pytest.mark.parametrize(
    ("text", "cue", "content", "hearer"),
    [
        ("Anna Berg urged Russia to leave.", "urged", "to leave", "Russia"),
        ("Anna Berg asked the small states of the south to leave.", "asked", "to leave",
         "small states of the south"),
        ("Anna Berg warned Russian voters to leave.", "warned", "to leave", "Russian voters"),
        ("Anna Berg warned Russian growth to leave it.", "warned", "to leave it", ""),
        ("Anna Berg urged Russia might leave.", "urged", "might leave", ""),
    ],
)  # fmt: skip
def test_who_is_urged_is_followed_by_what_to_do(text, cue, content, hearer):
    """A name before "to"; a short phrase before an infinitive; an adjective is no name."""
    found = stated.one(text, "Anna Berg", cue, content)["addressee"]
    assert found == hearer


@pytest.mark.parametrize(
    ("text", "pronoun", "hearer"),
    [
        ("Joe Biden listened while Olaf Scholz told him that it is over.", "him", "Joe Biden"),
        ("Russia waited while Olaf Scholz told it that it is over.", "it", "Russia"),
        ("Joe Biden waited while Olaf Scholz told them that it is over.", "them", ""),
        ("Joe Biden waited while Olaf Scholz told her that it is over.", "her", ""),
        ("Joe Biden waited while Olaf Scholz told us that it is over.", "us", ""),
        ("Joe Biden left. Then Olaf Scholz told him that it is over.", "him", ""),
    ],
)
def test_a_pronoun_hears_for_the_last_that_fits_in_its_sentence(text, pronoun, hearer):
    """Not the speaker, not another kind or gender, not somebody of the sentence before."""
    assert stated.one(text, "Olaf Scholz", "told", THAT)["addressee"] == hearer


def test_nobody_tells_himself():
    """The speaker's own name behind the verb is no hearer."""
    text = "NATO said in remarks to NATO that it is over."
    assert stated.one(text, "NATO", "said", THAT)["addressee"] == ""
