"""What the trained model of order reads of one paragraph alone, by name."""

import pytest

from analysis.order.pair_features import read_cohesion
from analysis.order.single_features import Single

TEXTS = [
    "Finance minister Anna Berg resigned on Monday after a dispute over the budget.",
    "She said at a news conference that Parliament (PRL) had cut 40 posts.",
    '"Will the deficit grow?" Berg asked.',
]


@pytest.fixture(scope="module")
def rows():
    """The three paragraphs' rows, by name."""
    return [Single(*row) for row in read_cohesion("Minister resigns over budget", TEXTS).single]


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("starts_quote", [0, 0, 1]),
        ("starts_pronoun", [0, 1, 0]),
        ("says_pronoun", [0, 1, 0]),
        ("first_weekday", [1, 0, 0]),
        ("digits", [0, 1, 0]),
        ("short_line", [0, 0, 1]),
        ("question", [0, 0, 0]),
    ],
)
def test_a_cue_stands_in_the_column_of_its_name(rows, name, holds):
    """Each paragraph has the cue or not, as its words say."""
    assert [getattr(row, name) for row in rows] == holds


def test_the_title_ranks_the_paragraph_that_shares_most_with_it_first(rows):
    """The first paragraph repeats the minister and the budget."""
    assert rows[0].title_overlap > max(row.title_overlap for row in rows[1:])
    assert rows[0].title_overlap_rank == 0
