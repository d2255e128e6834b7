"""What ties a paragraph to the one before it: each sign with what needs it and what must not."""

import pytest

from analysis.order.neighbour_ties import TIES, find_ties, tie_table
from analysis.order.network_scores import settings
from analysis.order.paragraph_cues import read_cues

MINISTER = 'Norwegian Foreign Minister Ingrid Solberg said the talks had been "useful."'
ADDED = '"We will come back to the table in May," Solberg added.'
MAYOR = 'Mayor Peter Lindqvist said the bridge was "past saving."'
HE_SAID = '"Every winter it gets worse, and every winter we pay for it," he said.'
SHE_SAID = '"Every winter it gets worse, and every winter we pay for it," she said.'
LETTER = "Clerk Anna Berg in a letter on Monday wrote of a leak."
BARE = '"Nobody asked us, and nobody will."'
STREET = "The road to the harbour has been closed for a week."
ANSWER = "Norway answered the proposal by asking for more time, its government said."


def kinds(before, after, *others):
    """The kinds of tie from the first text to the second, in an article with *others*."""
    ties = find_ties([read_cues(text) for text in (before, after, *others)])
    return {tie.kind for tie in ties if (tie.before, tie.after) == (0, 1)}


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("two_added", MINISTER, '"We will be back," Solberg added.'),
        ("two_plain", MAYOR, "Lindqvist said the work would take a year."),
        ("two_quotation", MAYOR, '"The steel is gone," Lindqvist said.'),
        ("two_quotation", LETTER, '"It is bad," Berg said.'),
        ("surname_after_full", MAYOR, "Lindqvist said so."),
        ("pronoun_gender", MAYOR, HE_SAID),
        ("pronoun_after_fragment", MAYOR, HE_SAID),
        ("pronoun_clash", MAYOR, SHE_SAID),
        ("pronoun_clash", SHE_SAID, HE_SAID),
        ("pronoun_nobody", STREET, HE_SAID),
        ("pronoun_after_pronoun", HE_SAID, '"Ask the engineers," he said.'),
        ("quotation_after_speaker", MAYOR, BARE),
        ("quotation_nobody", STREET, BARE),
        ("official_after_answer", ANSWER, MINISTER),
        ("added_elsewhere", MAYOR, ADDED),
    ],
)
def test_a_sign_ties_the_paragraph_to_the_one_before(kind, before, after):
    """Two paragraphs that any reader would join, or would not."""
    assert kind in kinds(before, after)


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("two_added", MINISTER, STREET),
        ("two_plain", "Lindqvist said so.", "Lindqvist said the work would take a year."),
        ("pronoun_gender", MAYOR, SHE_SAID),
        ("pronoun_after_speaker", STREET, HE_SAID),
        # The person is named before the pronoun: it asks for nobody outside the paragraph.
        ("pronoun_after_speaker", MAYOR, 'Anna Berg shrugged. "It will rain," she said.'),
        ("pronoun_nobody", MAYOR, HE_SAID),
        ("quotation_after_speaker", MAYOR, '"Nobody asked us," the driver of the bus said.'),
        ("official_after_answer", "Norway lies in the north.", MINISTER),
        ("official_after_answer", "Sweden answered the proposal, it said.", MINISTER),
        ("added_elsewhere", MINISTER, ADDED),
    ],
)
def test_a_sign_that_is_not_there_ties_nothing(kind, before, after):
    """Neighbours of the same look without the tie."""
    assert kind not in kinds(before, after)


def test_who_speaks_three_times_is_tied_less_surely_than_who_speaks_twice():
    """With two places there is only one that the second can go on from."""
    assert "two_added" in kinds(MINISTER, ADDED)
    assert "two_added" not in kinds(MINISTER, ADDED, "Solberg said she was tired.")


def test_ties_become_a_table_of_what_they_add():
    """Row before, column after; a kind without a weight adds nothing."""
    ties = find_ties([read_cues(text) for text in (MINISTER, ADDED, STREET)])
    table = tie_table(ties, 3, settings()["ties"])
    assert table[0, 1] > 1
    assert table[1, 0] == table[2, 0] == table[0, 2] == 0
    assert not tie_table(ties, 3, {}).any()


def test_every_kind_has_a_weight_that_was_fitted():
    """What a tie is worth stands with the model."""
    assert set(settings()["ties"]) == set(TIES)
