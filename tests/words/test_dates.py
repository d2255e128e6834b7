"""Dates in words against a Tuesday, 15 February 2022."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
        ("300 years ago", date(1722, 1, 1), date(1722, 12, 31), "year"),
        ("1,000 years ago", date(1022, 1, 1), date(1022, 12, 31), "year"),
        ("1 000 years ago", date(1022, 1, 1), date(1022, 12, 31), "year"),
        ("twenty-two years ago", date(2000, 1, 1), date(2000, 12, 31), "year"),
        ("eleven days ago", date(2022, 2, 4), date(2022, 2, 4), "day"),
        ("1.5 years ago", date(2020, 1, 1), date(2021, 12, 31), "years"),
        ("1.5 weeks ago", date(2022, 1, 31), date(2022, 2, 13), "weeks"),
        ("10-15 years ago", date(2007, 1, 1), date(2012, 12, 31), "years"),
        ("two or three years ago", date(2019, 1, 1), date(2020, 12, 31), "years"),
        ("in 2014 or 8 years ago", date(2014, 1, 1), date(2014, 12, 31), "year"),
    ],
)
def test_a_count_is_read_whole(text, first, last, precision):
    """Thousands, fractions, hyphens and spans belong to the number before "years ago"."""
    found = when(text)
    assert (found.first, found.last, found.precision) == (first, last, precision)


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


@pytest.mark.parametrize(
    "text",
    ["half a year ago", "1 1/2 years ago", "1,5 years ago", "one and a half years ago",
     "2.1.5 days ago"],
)  # fmt: skip
def test_no_count_begins_within_another(text):
    """The end of a number that is not understood is no number."""
    assert list(dates.expressions(text)) == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022-1-5", date(2022, 1, 5), date(2022, 1, 5)),
        ("2022-01-15T10:00", date(2022, 1, 15), date(2022, 1, 15)),
        ("March 15,2014", date(2014, 3, 15), date(2014, 3, 15)),
        ("on March 12-15, 2014", date(2014, 3, 12), date(2014, 3, 15)),
        ("12–15 March 2014", date(2014, 3, 12), date(2014, 3, 15)),
        ("Feb. 28–March 2, 2014", date(2014, 2, 28), date(2014, 2, 28)),
        ("from 1 May to 3 June 2014", date(2014, 5, 1), date(2014, 5, 1)),
        ("at 10:15 March 3", date(2022, 3, 3), date(2022, 3, 3)),
        ("on March 5, 4000 people", date(2022, 3, 5), date(2022, 3, 5)),
    ],
)
def test_a_calendar_day_is_read_whole(text, first, last):
    """One-digit months, spans of days, a year that stands once for two days; and a time of day
    or a number of people is no part of a date."""
    found = when(text)
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["In March 15,000 people marched", "In March 3.5 million left", "In May 20% of them",
     "In March 15 thousand came", "the $15 March fee", "00/00/0000", "2022-1-155", "1-2022-1-15"],
)  # fmt: skip
def test_a_number_behind_a_month_is_no_day(text):
    """Thousands, decimals, per cents and money beside the name of a month."""
    assert list(dates.expressions(text)) == []


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("4000 years ago", DAY),
        ("3,000 years ago", DAY),
        ("99999999999 days ago", DAY),
        ("9" * 5000 + " days ago", DAY),
        ("999,999,999 weeks ago", DAY),
        ("next year", date.max),
        ("next month", date.max),
        ("tomorrow", date.max),
        ("next week", date.max),
        ("last year", date.min),
        ("last month", date.min),
        ("yesterday", date.min),
        ("on Sunday", date.min),
        ("on Dec. 24", date.min),
        ("2022-13-45", DAY),
        ("0000-00-00", DAY),
        ("March 15-12", DAY),
    ],
)
def test_beyond_the_calendar_is_undated(text, published):
    """No day before the year 1 or after 9999, and no error."""
    assert [dates.resolve(e, published) for e in dates.expressions(text)] == [None]


def test_the_last_days_of_the_calendar_are_days():
    """December 9999 is a month, and 24 December 9999 the coming day."""
    assert when("this month", date.max).last == date.max
    assert when("on Dec. 24", date(9999, 12, 20)).first == date(9999, 12, 24)
    assert when("this month", date.min).first == date.min


def told(text, published=DAY):
    """The first date of a sentence, by the tense of the sentence."""
    expression = next(dates.expressions(text))
    ahead = dates.looks_ahead(text, expression)
    return dates.resolve(expression, published, future=bool(ahead), past=ahead is False)


DECEMBER = date(2021, 12, 14)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The panel will meet on Feb. 20", date(2022, 2, 20)),
        ("On Feb. 20 the panel is to meet", date(2022, 2, 20)),
        ("The panel will meet Gov. Smith on Feb. 20", date(2022, 2, 20)),
        ("He said it was over, and the panel will meet on Friday", date(2021, 12, 17)),
        ("The panel met Gov. Smith on Feb. 20", date(2021, 2, 20)),
        ("The panel will meet. It was closed on Feb. 20", date(2021, 2, 20)),
        ("Talks will go on. On Feb. 20 they had failed", date(2021, 2, 20)),
        ("The ball is on Jan. 5", date(2022, 1, 5)),
        ("It was closed on Jan. 5", date(2021, 1, 5)),
        ("The ball could be on Jan. 5", date(2022, 1, 5)),
    ],
)
def test_the_tense_of_a_sentence_says_whether_a_day_is_ahead(text, day):
    """ "Will meet on Feb. 20", written in December, is next year's, "was closed on Jan. 5" this
    year's; the verb of another sentence decides nothing, and without any the near day is meant."""
    assert told(text, DECEMBER).first == day


def test_a_leap_day_is_the_one_that_was():
    """29 February, written in 2021, is 2020's; written in 2022 it is none."""
    assert when("on Feb. 29", date(2021, 1, 5)).first == date(2020, 2, 29)
    assert when("on Feb. 29") is None


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("the day before yesterday", date(2022, 2, 13), date(2022, 2, 13), "day"),
        ("the day after\ntomorrow", date(2022, 2, 17), date(2022, 2, 17), "day"),
        ("on the 14th of February", date(2022, 2, 14), date(2022, 2, 14), "day"),
        ("on February the 14th, 2014", date(2014, 2, 14), date(2014, 2, 14), "day"),
        ("eight days ago", date(2022, 2, 7), date(2022, 2, 7), "day"),
        ("in January 2021", date(2021, 1, 1), date(2021, 1, 31), "month"),
        ("in Feb. of 2020", date(2020, 2, 1), date(2020, 2, 29), "month"),
        ("from March to May 2020", date(2020, 3, 1), date(2020, 5, 31), "months"),
        ("over the weekend", date(2022, 2, 12), date(2022, 2, 13), "days"),
        ("03/18/2014", date(2014, 3, 18), date(2014, 3, 18), "day"),
        ("18/03/2014", date(2014, 3, 18), date(2014, 3, 18), "day"),
        ("03/03/2014", date(2014, 3, 3), date(2014, 3, 3), "day"),
        ("Today he left", DAY, DAY, "day"),
        ("He left. This morning she came", DAY, DAY, "day"),
    ],
)
def test_days_beside_and_months(text, first, last, precision):
    """Two days away, an ordinal with "of", a month with its year, the weekend, slashes."""
    found = when(text)
    assert (found.first, found.last, found.precision) == (first, last, precision)


def test_the_weekend_ahead_is_the_coming_one():
    """ "Snow will fall over the weekend"; on a Sunday it is the one that goes on."""
    assert told("Snow will fall over the weekend").first == date(2022, 2, 19)
    assert told("Snow fell over the weekend", date(2022, 2, 13)).first == date(2022, 2, 12)


def test_slashes_that_read_two_ways_are_no_day():
    """04/03/2014 is the fourth of March or the third of April."""
    assert when("on 04/03/2014") is None


@pytest.mark.parametrize(
    "text",
    ["rates may 5 percent rise", "they March on Kyiv", "they may 2000 times",
     "told the Today programme", "told This Morning presenter Joe Tull",
     "This Morning presenter Joe Tull left", "a score of 3/4/2",
     "version 1.03/18/2014", "page 40/50/2000"],
)  # fmt: skip
def test_names_verbs_and_ratios_are_no_dates(text):
    """A programme's name, the verbs "may" and "march", numbers with slashes."""
    assert list(dates.expressions(text)) == []


_PARTS = st.sampled_from(
    "2022 -1- -15 13 03/18/ 18/ of the before after will was over weekend"
    " March May 3 rd , . / : 000 1.5 - – or to and a half two twenty-two years days"
    " ago next last this year week month Monday yesterday 's % $ million ٣ ² ½ \n T10".split(" ")
)


@given(
    st.lists(st.one_of(_PARTS, st.just(" "), st.text(max_size=5)), max_size=25).map("".join),
    st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max])),
    st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_any_text_gives_days_or_nothing(text, published, future):
    """No text and no day raises; each expression shows its own words, each span runs forward."""
    for expression in dates.expressions(text):
        assert dates.looks_ahead(text, expression) in (True, False, None)
        assert 0 <= expression.start < expression.end <= len(text)
        assert text[expression.start : expression.end] == expression.text
        found = dates.resolve(expression, published, future)
        assert found is None or found.first <= found.last


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
