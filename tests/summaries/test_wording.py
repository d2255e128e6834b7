"""Numbers, days and lists in sentences."""

from __future__ import annotations

import pytest

from analysis.summaries import wording


@pytest.mark.parametrize(
    ("iso", "told"),
    [("2022-02-05", "5 February 2022"), ("0999-12-31", "31 December 0999"), ("", "")],
)
def test_dates_are_written_out(iso, told):
    """In full and in English, whatever the locale; an unknown one stays empty."""
    assert wording.long_date(iso) == told


@pytest.mark.parametrize(
    ("number", "words", "told"),
    [
        (1, ("statement",), "1 statement"),
        (2, ("statement",), "2 statements"),
        (0, ("statement",), "0 statements"),
        (1, ("country", "countries"), "1 country"),
        (1200, ("country", "countries"), "1,200 countries"),
    ],
)
def test_one_thing_is_not_many(number, words, told):
    """The noun follows the number, thousands are parted, and an odd plural is taken as given."""
    assert wording.plural(number, *words) == told


@pytest.mark.parametrize(
    ("parts", "told"),
    [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_ends_with_and(parts, told):
    """One thing stands alone, two are joined by "and", more by commas first."""
    assert wording.listed(parts) == told


@pytest.mark.parametrize(
    ("unit", "many"),
    [
        ("troop", "troops"), ("asylum seeker", "asylum seekers"), ("city", "cities"),
        ("day", "days"), ("box", "boxes"), ("church", "churches"), ("class", "classes"),
        ("man", "men"), ("US dollar", "US dollars"), ("people", "people"),
        ("percent", "percent"), ("aircraft", "aircraft"), ("", ""),
    ],
)  # fmt: skip
def test_units_read_as_many(unit, many):
    """By rule, by the list of odd plurals, and not at all where there is none."""
    assert wording.units_of(unit) == many
