"""Dates in words against a Tuesday, 15 February 2022."""

from datetime import date

import pytest

from analysis.words import dates

DAY = date(2022, 2, 15)


def when(text, published=DAY, **how):
    expression = next(dates.expressions(text))
    return dates.resolve(expression, published, **how)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on Monday said", date(2022, 2, 14)),
        ("on Tuesday afternoon,", date(2022, 2, 15)),
        ("Wednesday night", date(2022, 2, 9)),
        ("last Tuesday", date(2022, 2, 8)),
        ("said today", date(2022, 2, 15)),
        ("yesterday", date(2022, 2, 14)),
        ("last night", date(2022, 2, 14)),
        ("on Feb. 14", date(2022, 2, 14)),
        ("on December 24", date(2021, 12, 24)),
        ("on 3 March 2014", date(2014, 3, 3)),
        ("July 4, 2021", date(2021, 7, 4)),
        ("2021-11-05", date(2021, 11, 5)),
        ("three days ago", date(2022, 2, 12)),
    ],
)
def test_a_day_is_the_nearest_not_after_publication(text, day):
    """Weekdays, near words, calendar days with and without a year."""
    found = when(text)
    assert found is not None
    assert (found.first, found.last, found.precision) == (day, day, "day")


def test_weeks_and_months_are_spans():
    """ "This week" is seven days, "last month" a whole month."""
    week = when("this week")
    assert (week.first, week.last, week.precision) == (date(2022, 2, 14), date(2022, 2, 20), "week")
    month = when("last month")
    assert (month.first, month.last) == (date(2022, 1, 1), date(2022, 1, 31))


def test_a_future_weekday_lies_ahead_only_when_asked():
    """ "Will meet on Friday" is the coming one."""
    assert when("on Friday").first == date(2022, 2, 11)
    assert when("on Friday", future=True).first == date(2022, 2, 18)


def test_without_publication_only_full_dates_resolve():
    """An undated article gives no Monday, but 4 July 2021 is 4 July 2021."""
    assert when("Monday", None) is None
    assert when("this week", None) is None
    assert when("4 July 2021", None).first == date(2021, 7, 4)


@pytest.mark.parametrize(
    "text", ["he may 3 times", "it may", "a sunday", "in 2014-13-45", "Feb. 31"]
)
def test_what_is_no_date_stays_undated(text):
    """The verb "may", lower-case weekdays and impossible days."""
    found = [dates.resolve(e, DAY) for e in dates.expressions(text)]
    assert all(f is None for f in found)


def test_possessives_and_plurals_are_told():
    """ "Tuesday's date" dates no saying, "Mondays" no day."""
    possessive = next(dates.expressions("Tuesday's date"))
    plural = next(dates.expressions("on Mondays he"))
    assert possessive.possessive
    assert plural.plural


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("last week", date(2022, 2, 7), date(2022, 2, 13), "week"),
        ("next week", date(2022, 2, 21), date(2022, 2, 27), "week"),
        ("last weekend", date(2022, 2, 12), date(2022, 2, 13), "week"),
        ("this month", date(2022, 2, 1), date(2022, 2, 28), "month"),
        ("earlier this month", date(2022, 2, 1), date(2022, 2, 28), "month"),
        ("next month", date(2022, 3, 1), date(2022, 3, 31), "month"),
        ("the past year", date(2021, 1, 1), date(2021, 12, 31), "year"),
        ("this year", date(2022, 1, 1), date(2022, 12, 31), "year"),
        ("two weeks ago", date(2022, 1, 31), date(2022, 2, 6), "week"),
        ("two months ago", date(2021, 12, 1), date(2021, 12, 31), "month"),
        ("a year ago", date(2021, 1, 1), date(2021, 12, 31), "year"),
        ("seven days ago", date(2022, 2, 8), date(2022, 2, 8), "day"),
        ("12 days ago", date(2022, 2, 3), date(2022, 2, 3), "day"),
        ("tomorrow", date(2022, 2, 16), date(2022, 2, 16), "day"),
        ("this morning", date(2022, 2, 15), date(2022, 2, 15), "day"),
        ("tonight", date(2022, 2, 15), date(2022, 2, 15), "day"),
        ("next Tuesday", date(2022, 2, 22), date(2022, 2, 22), "day"),
        ("last Monday", date(2022, 2, 14), date(2022, 2, 14), "day"),
        ("the following Friday", date(2022, 2, 18), date(2022, 2, 18), "day"),
        ("Sept. 3", date(2021, 9, 3), date(2021, 9, 3), "day"),
        ("April 16", date(2022, 4, 16), date(2022, 4, 16), "day"),
        ("April 17", date(2021, 4, 17), date(2021, 4, 17), "day"),
        ("the 3rd May 2020", date(2020, 5, 3), date(2020, 5, 3), "day"),
    ],
)
def test_spans_and_days_by_their_words(text, first, last, precision):
    """Weeks begin on Monday; a day without a year lies at most 60 days ahead, or else back."""
    found = when(text)
    assert (found.first, found.last, found.precision) == (first, last, precision)


def test_the_turn_of_the_year_is_crossed():
    """ "Last month" in January is December, "next month" in December is January."""
    assert when("last month", date(2022, 1, 3)).first == date(2021, 12, 1)
    found = when("next month", date(2021, 12, 3))
    assert (found.first, found.last) == (date(2022, 1, 1), date(2022, 1, 31))


def test_only_the_asked_stretch_is_read():
    """Expressions outside ``[start, end)`` are not found; offsets are of the whole text."""
    text = "on Monday or on Tuesday or on Friday"
    (found,) = dates.expressions(text, 10, 24)
    assert text[found.start : found.end] == found.text == "Tuesday"
