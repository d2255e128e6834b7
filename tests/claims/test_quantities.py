"""Numbers with value, unit, bound, approximation, and what they revise."""

from __future__ import annotations

import math

import claimed
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


def _numbers(content: str) -> list[tuple]:
    case = claimed.small(f"The man said {content}.", ("The man", "said", content))
    return [
        (q["value"], q["unit"], q["bound"], q["approx"])
        for row in case.claims["quantities"]
        for q in row
    ]


@pytest.mark.parametrize(
    ("content", "number"),
    [
        ("they have over 150,000 troops", (150_000, "troop", "at least", False)),
        ("they have roughly 130,000 troops", (130_000, "troop", "exact", True)),
        ("they have tens of thousands of troops", (10_000, "troop", "between", True)),
        ("they lost fewer than twelve ships", (12, "ship", "at most", False)),
        ("it cost $2.5 million", (2_500_000, "US dollar", "exact", False)),
        ("prices rose 7 percent", (7, "percent", "exact", False)),
        ("they saved 700 asylum seekers", (700, "asylum seeker", "exact", False)),
        ("they counted 12,345,678 voters", (12_345_678, "voter", "exact", False)),
        ("they counted 1,50,000 voters", (150_000, "voter", "exact", False)),
    ],
)
def test_a_number(content, number):
    """Digits, words and round figures; "over", "fewer than", "roughly"."""
    assert _numbers(content) == [number]


@pytest.mark.parametrize(
    ("content", "number"),
    [
        ("two-thirds of the workers left", (2 / 3, "worker", "exact", False)),
        ("a quarter of the budget is gone", (0.25, "budget", "exact", False)),
        ("more than half of the ships sank", (0.5, "ship", "at least", False)),
        ("about half the town burned", (0.5, "town", "exact", True)),
        ("prices rose by half", (0.5, "", "exact", False)),
        ("prices rose by a third", (1 / 3, "", "exact", False)),
        ("it has one hundred and twenty beds", (120, "bed", "exact", False)),
        ("they cast two thousand three hundred and five votes", (2305, "vote", "exact", False)),
        ("two and a half million people fled", (2_500_000, "people", "exact", False)),
        ("half a million people fled", (500_000, "people", "exact", False)),
        ("more than a dozen men came", (12, "man", "at least", False)),
        ("a couple of hundred fans came", (200, "fan", "exact", True)),
        ("twenty-five men came", (25, "man", "exact", False)),
        ("a hundred and two men came", (102, "man", "exact", False)),
    ],
)
def test_a_number_in_words(content, number):
    """Parts of a whole, numbers of several words, round numbers behind "a" and "a couple of"."""
    assert _numbers(content) == [number]


@pytest.mark.parametrize(
    ("content", "values"),
    [
        ("twenty-five men and two women came", [25, 2]),
        ("they won by ten and three points", [10, 3]),
    ],
)
def test_two_numbers_are_not_added(content, values):
    """What stands between nouns, or does not go on as a number does, is a number of its own."""
    assert [n[0] for n in _numbers(content)] == values


@pytest.mark.parametrize(
    ("content", "ends"),
    [
        ("they have tens of thousands of troops", (10_000, 99_999)),
        ("thousands of people marched", (1_000, 9_999)),
        ("dozens of houses burned", (12, 99)),
        ("several hundred people marched", (200, 999)),
    ],
)
def test_words_for_a_range_are_a_range(content, ends):
    """ "Tens of thousands" is neither ten thousand nor any greater number."""
    case = claimed.small(f"The man said {content}.", ("The man", "said", content))
    (found,) = (q for row in case.claims["quantities"] for q in row)
    assert (found["value"], found["upper"], found["bound"]) == (*ends, "between")


@pytest.mark.parametrize(
    ("content", "value", "unit"),
    [
        ("they owe 5 million dollars", 5e6, "US dollar"),
        ("they owe 5 million U.S. dollars", 5e6, "US dollar"),
        ("they owe US$5 million in all", 5e6, "US dollar"),
        ("they owe $5m", 5e6, "US dollar"),
        ("they owe 5 million Canadian dollars", 5e6, "Canadian dollar"),
        ("the hole is 5 m deep", 5, "metre"),
        ("they built a 5m wall", 5, "metre"),
        ("they counted 5m people", 5e6, "people"),
    ],
)
def test_money_and_metres(content, value, unit):
    """A dollar is the US dollar however it is written, unless it is another's; "m" is a million
    behind a currency and before what is counted."""
    assert [n[:2] for n in _numbers(content)] == [(value, unit)]


@pytest.mark.parametrize(
    "content",
    ["it began in 2014", "it began on February 15, 2022", "it began on Feb. 15 in Geneva",
     "it began on the 14th of February", "it began on 03/18/2014", "it began at 9:14 there",
     "it began at 9:14 p.m. there", "the first half was good", "the third quarter was weak",
     "a third man was seen", "the vote was cut in half"],
)  # fmt: skip
def test_a_date_is_no_quantity(content):
    """Years, days and times are not counted, nor are quarters and halves that are periods."""
    assert _numbers(content) == []


@pytest.mark.parametrize(
    "content",
    [
        "it took 1,5 hours",  # elsewhere in the world one and a half, and never fifteen
        "they chose rows 1,2,3 together",
        f"they lost {'9' * 5000} men",
        f"their number is {2**53} today",
    ],
)
def test_what_is_no_number_or_beyond_all_counting_is_left_out(content):
    """Commas that part no thousands; numbers that a table could not hold to the last digit."""
    assert _numbers(content) == []


_PARTS = st.sampled_from(
    "1 , . 000 5 - – % $ € million thousand of tens dozens hundred trillion m bn k nearly over up"
    " to troops people percent one ² ½ ٣ and or 2014 a.m. half a third"
    " quarters couple few of twenty".split(" ")
)


@given(st.lists(_PARTS, min_size=1, max_size=8), st.sampled_from(["", " "]))
@settings(max_examples=60, deadline=None)
def test_any_run_of_numbers_gives_finite_values_inside_the_text(parts, joint):
    """Nothing raises; each value is finite and stands at the offsets that are given for it."""
    content = f"they have {joint.join(parts)} men"
    case = claimed.small(f"The man said {content}.", ("The man", "said", content))
    for row in case.claims["quantities"]:
        for quantity in row:
            assert math.isfinite(quantity["value"])
            shown = case.article.text[quantity["start"] : quantity["end"]]
            assert shown.strip() == shown != ""


def test_a_later_figure_revises_the_earlier():
    """ "over 150,000 …, up from the prior estimate of roughly 130,000"."""
    case = claimed.first()
    later = case.claim("gathered over 150,000")["quantities"][0]
    earlier = case.claim("prior estimate")["quantities"][0]
    assert later["revises"] == earlier["value"] == 130_000
    assert earlier["unit"] == later["unit"] == "troop"


def test_offsets_are_of_the_stored_text():
    """Each number's span shows its own digits."""
    case = claimed.first()
    for row in case.claims["quantities"]:
        for quantity in row:
            shown = case.article.text[quantity["start"] : quantity["end"]]
            assert shown in ("150,000", "130,000", "tens of thousands")


@pytest.mark.parametrize(
    ("content", "numbers"),
    [
        ("at least twelve ships sank", [(12, "ship", "at least", False)]),
        ("up to 40 ships sank", [(40, "ship", "at most", False)]),
        ("as many as 40 ships sank", [(40, "ship", "at most", False)]),
        ("an estimated 40 ships sank", [(40, "ship", "exact", True)]),
        ("two dozen ships sank", [(24, "ship", "exact", False)]),
        ("three million people fled", [(3_000_000, "people", "exact", False)]),
        ("hundreds of thousands of people fled", [(100_000, "people", "between", True)]),
        ("it cost £3bn", [(3_000_000_000, "pound", "exact", False)]),
        ("ninety ships sank", [(90, "ship", "exact", False)]),
        ("they lost seven ships and two tanks", [(7, "ship", "exact", False),
                                                 (2, "tank", "exact", False)]),
        ("it took two days", [(2, "day", "exact", False)]),
        # no quantities
        ("it began on 12 May", []),
        ("it was the third ship", []),
        ("it began at 10:30 GMT", []),
        ("one must close the bridge", []),
        ("the 40-year-old left", []),
        ("about the ships it is silent", []),
    ],
)  # fmt: skip
def test_numbers_and_what_is_none(content, numbers):
    """Scales multiply, words before bound; ordinals, times, "one must" and ages are none."""
    assert _numbers(content) == numbers
