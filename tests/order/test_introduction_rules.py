"""Rules of introduction that edited news keeps."""

import numpy as np
import pytest

from analysis.order.introduction_rules import count, find_rules, log_odds, rule_table
from analysis.order.pair_features import Cohesion
from analysis.order.paragraph_cues import read_cues

TITLE = "Ministers disagree"
TEXTS = [
    "Foreign minister Dmytro Kuleba said he would wait.",
    '"We believe what we see," Kuleba added.',
    "The World Health Organization (WHO) met on Tuesday.",
    "The WHO did not comment.",
]


def test_a_speaker_is_introduced_before_the_surname_alone():
    """The rule names both paragraphs and the words; an abbreviation is spelt out first."""
    rules = find_rules(read_cues(TITLE), [read_cues(t) for t in TEXTS])
    assert [(r.kind, r.before, r.after) for r in rules] == [
        ("introduced_then_speaks", 0, 1),
        ("spelt_out", 2, 3),
    ]
    assert rules[0].words == "Dmytro Kuleba … Kuleba"


def test_a_name_that_is_given_in_full_twice_binds_nothing():
    """Which of the two introduces it cannot be told from the name."""
    texts = [*TEXTS, "Foreign minister Dmytro Kuleba left."]
    rules = find_rules(read_cues(TITLE), [read_cues(t) for t in texts])
    assert [r.kind for r in rules] == ["spelt_out"]


def test_a_rule_weighs_as_much_as_it_held():
    """Counted on intact articles; a rule that always held still has a finite weight."""
    empty = np.empty(0)
    article = Cohesion(read_cues(TITLE), [read_cues(t) for t in TEXTS], empty, empty)
    counts = count([article] * 4)
    assert counts["spelt_out"] == (4, 4)
    assert log_odds(counts)["spelt_out"] == pytest.approx(np.log(4.5 / 0.5))
    table = rule_table(find_rules(article.title, article.cues), 4, {"spelt_out": 2.0})
    assert (table[2, 3], table[3, 2], table[0, 1]) == (2.0, -2.0, 0.0)


@pytest.mark.parametrize(
    ("title", "texts", "kinds"),
    [
        (TITLE, ["Foreign minister Dmytro Kuleba said so.", "Kuleba left. \"No,\" Kuleba said."],
         ["introduced_then_speaks"]),
        (TITLE, ["Foreign minister Dmytro Kuleba said so.", "It surprised Kuleba."],
         ["introduced_then_named"]),
        ("Kuleba disagrees", ["Foreign minister Dmytro Kuleba said so.", "Kuleba added this."],
         ["titled_then_speaks"]),
        ("Kuleba disagrees", ["Foreign minister Dmytro Kuleba said so.", "It surprised Kuleba."],
         ["full_then_named"]),
        (TITLE, ["Dmytro Kuleba said so.", "Kuleba added this."], ["full_then_speaks"]),
        (TITLE, ["Dmytro Kuleba said so.", "It surprised Kuleba."], ["full_then_named"]),
        # nobody who speaks, one paragraph alone, an abbreviation spelt out again
        (TITLE, ["Dmytro Kuleba slept.", "It surprised Kuleba."], []),
        (TITLE, ["Foreign minister Dmytro Kuleba said so."], []),
        (TITLE, ["The World Health Organization (WHO) met.",
                 "The World Health Organization (WHO) left."], []),
    ],
)  # fmt: skip
def test_each_rule_binds_what_it_should_and_nothing_else(title, texts, kinds):
    """By whether the name is given in full, with a role, in the title, and whether he speaks."""
    rules = find_rules(read_cues(title), [read_cues(text) for text in texts])
    assert [rule.kind for rule in rules] == kinds
    assert all((rule.before, rule.after) == (0, 1) for rule in rules)


def test_of_two_rules_for_a_pair_the_stronger_counts():
    """And one that weighs nothing leaves the table as it was."""
    rules = find_rules(read_cues(TITLE), [read_cues(t) for t in TEXTS])
    table = rule_table([*rules, *rules], 4, {"introduced_then_speaks": 1.5})
    assert (table[0, 1], table[1, 0], abs(table).sum()) == (1.5, -1.5, 3.0)
