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
        ("they have tens of thousands of troops", (10_000, "troop", "at least", True)),
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


@pytest.mark.parametrize("content", ["it began in 2014", "it began on February 15, 2022"])
def test_a_date_is_no_quantity(content):
    """Years and days are not counted."""
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
    " to troops people percent one ² ½ ٣ and or 2014 a.m.".split(" ")
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
        ("hundreds of thousands of people fled", [(100_000, "people", "at least", True)]),
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
