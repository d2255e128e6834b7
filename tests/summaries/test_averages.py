"""Averages of tone: few statements give wide intervals, too few give none."""

import math

import numpy as np
import pandas as pd
import pytest

from analysis.summaries import averages

ACTORS = pd.DataFrame(
    {
        "actor_id": ["a1", "a2", "a3", "a4"],
        "name": ["Joe Biden", "Vladimir Putin", "Russia", "the West"],
        "side": ["United States", "Russia", "Russia", ""],
    }
)


def made(*rows):
    """sentiment and statements from (statement id, actor ids, target, score)."""
    names = dict(zip(ACTORS["actor_id"], ACTORS["name"], strict=True))
    sentiment = pd.DataFrame(
        [
            {"document": "d", "statement_id": i, "target": target, "method": "model",
             "score": score, "low": max(-1, score - 0.2), "high": min(1, score + 0.2),
             "label": "neutral"}
            for i, _, target, score in rows
        ]
    )  # fmt: skip
    said = {i: who for i, who, _, _ in rows}
    statements = pd.DataFrame(
        [
            {"document": "d", "statement_id": i, "actor_id": who,
             "speaker": "; ".join(names.get(a, "") for a in who.split("; "))}
            for i, who in said.items()
        ]
    )  # fmt: skip
    return sentiment, statements


def test_an_average_of_two_is_withheld():
    """Below the minimum only the number of statements is told."""
    got = averages.averages(*made(("s1", "a1", "", -0.5), ("s2", "a1", "", -0.5)))
    row = got.iloc[0]
    assert (row["speaker"], row["n"], row["label"]) == ("Joe Biden", 2, "")
    assert math.isnan(row["mean"])
    assert math.isnan(row["low"])
    assert math.isnan(row["high"])


def test_a_joint_statement_counts_for_each_speaker_and_once_for_a_side():
    """ "Putin and Russia said": one statement of each, one of their side."""
    tables = made(*((f"s{i}", "a2; a3", "", 0.1 * i) for i in range(3)))
    by_speaker = averages.averages(*tables)
    assert dict(zip(by_speaker["speaker"], by_speaker["n"], strict=True)) == {
        "Vladimir Putin": 3,
        "Russia": 3,
    }
    by_side = averages.averages(*tables, ACTORS, by="side")
    assert list(zip(by_side["side"], by_side["n"], strict=True)) == [("Russia", 3)]
    assert by_side["mean"].iloc[0] == pytest.approx(0.1)


def test_statements_without_a_known_speaker_are_left_out():
    """Nobody's tone is nobody's average."""
    got = averages.averages(*made(*((f"s{i}", "", "", 0.5) for i in range(4))))
    assert got.empty


def test_the_same_tables_give_the_same_interval_and_few_statements_a_wider_one():
    """The bootstrap is seeded; forty statements pin a mean down that four do not."""
    rng = np.random.default_rng(1)
    few, many = rng.uniform(-0.8, 0.2, 4), rng.uniform(-0.8, 0.2, 40)
    widths = []
    for scores in (few, many):
        low, high = averages.interval(scores, scores - 0.3, scores + 0.3)
        assert (low, high) == averages.interval(scores, scores - 0.3, scores + 0.3)
        assert low <= scores.mean() <= high
        widths.append(high - low)
    assert widths[0] > 2 * widths[1]


def test_equal_scores_still_leave_the_doubt_of_each():
    """Three sentences scored alike are not a certainty: each score has its own interval."""
    low, high = averages.interval([-0.5] * 3, [-0.9] * 3, [-0.1] * 3)
    assert high - low > 0.2


def test_who_speaks_of_whom_goes_by_side_and_counts_statements():
    """Two targets of one side in one statement are one observation; who speaks for no side
    stands for himself."""
    table = averages.towards(
        *made(
            ("s1", "a1", "Russia", -0.8),
            ("s1", "a1", "Vladimir Putin", -0.4),
            ("s2", "a1", "Russia", -0.6),
            ("s3", "a1", "Russia", -0.6),
            ("s4", "a2", "the West", -0.9),
        ),
        ACTORS,
    )
    cells = {(r["from"], r["towards"]): r for r in table.to_dict("records")}
    assert cells["United States", "Russia"]["n"] == 3
    assert cells["United States", "Russia"]["mean"] == pytest.approx(-0.6)
    assert cells["United States", "Russia"]["label"] == "negative"
    assert cells["Russia", "the West"]["n"] == 1
    assert math.isnan(cells["Russia", "the West"]["mean"])


@pytest.mark.parametrize("by", ["party", ""])
def test_an_unknown_grouping_is_refused(by):
    """Averages go by speaker or by side."""
    with pytest.raises(ValueError, match="by speaker or side"):
        averages.averages(*made(("s1", "a1", "", 0.0)), ACTORS, by=by)


def test_sides_need_the_actors():
    """Who speaks for whom stands in the table of actors."""
    with pytest.raises(ValueError, match="actors"):
        averages.averages(*made(("s1", "a1", "", 0.0)), by="side")
