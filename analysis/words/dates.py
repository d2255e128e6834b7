"""Dates in words, resolved against the day an article was published.

"Monday" is the nearest Monday not after that day, "Tuesday afternoon" the same, "this week" the
seven days of that week, "Feb. 14" the nearest such day not long after it. What cannot be dated
(no day of publication) stays undated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from analysis.knowledge import wordlists


def _any(group: str) -> str:
    return wordlists.alternation("time_words", group)


_DAYS = wordlists.forms("calendar", "weekday")
_MONTH = wordlists.numbers("calendar", "month") | wordlists.numbers("calendar", "short")
_PART = rf"(?:\s+{_any('day_part')})?"
_MONTH_WORD = (
    rf"(?:{wordlists.alternation('calendar', 'month')}"
    rf"|{wordlists.alternation('calendar', 'short')}\.?)"
)
_EXPRESSION = re.compile(
    rf"(?P<iso>\b\d{{4}}-\d{{2}}-\d{{2}}\b)"
    rf"|(?P<md>\b(?P<month>{_MONTH_WORD})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"(?:,?\s+(?P<year>\d{{4}}))?)\b"
    rf"|(?P<dm>\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{_MONTH_WORD})"
    rf"(?:,?\s+(?P<year2>\d{{4}}))?)(?!\w)"
    rf"|(?P<weekday>\b(?P<which>{_any('weekday_which')}\s+)?"
    rf"(?P<name>{wordlists.alternation('calendar', 'weekday')})s?\b{_PART})"
    rf"|(?P<near>\b(?:{_any('near_day')}|this\s+{_any('this_part')}|last\s+night)\b{_PART})"
    rf"|(?P<span>\b(?P<rel>(?:{_any('span_part')}\s+)?{_any('span_which')}|the\s+past)\s+"
    rf"(?P<unit>{_any('span_unit')})\b)"
    rf"|(?P<ago>\b(?P<count>\d+|{wordlists.alternation('numbers', 'ago')})\s+"
    rf"(?P<unit2>{_any('ago_unit')})s?\s+ago\b)",
    re.IGNORECASE,
)
_COUNTS = wordlists.numbers("numbers", "ago")
#: A date without a year lies at most this far ahead of the publication, or else in the past.
_AHEAD = timedelta(days=60)


@dataclass(frozen=True)
class Expression:
    """A date in words at ``text[start:end]``. ``possessive``: "Tuesday's"; ``plural``:
    "Mondays"."""

    start: int
    end: int
    text: str
    possessive: bool
    plural: bool
    match: re.Match[str]


@dataclass(frozen=True)
class When:
    """The days meant, first and last, and how fine the words are: day, week, month, year."""

    first: date
    last: date
    precision: str


def expressions(text: str, start: int = 0, end: int | None = None) -> Iterator[Expression]:
    """The date expressions in ``text[start:end]``, left to right."""
    for match in _EXPRESSION.finditer(text, start, len(text) if end is None else end):
        if (
            match.group("md")
            and match.group("month").lower() == "may"
            and match.group("month")[0].islower()
        ):
            continue
        if (match.group("weekday") or match.group("md") or match.group("dm")) and not any(
            c.isupper() for c in match.group()
        ):
            continue
        after = text[match.end() : match.end() + 2]
        plural = (
            bool(match.group("name")) and text[match.end("name")] == "s"
            if (match.group("name") and match.end("name") < len(text))
            else False
        )
        yield Expression(
            match.start(), match.end(), match.group(), after in ("'s", "’s"), plural, match
        )


def resolve(expression: Expression, published: date | None, future: bool = False) -> When | None:
    """The days an expression means.

    ``future`` lets a weekday lie ahead ("will meet on Friday"); otherwise it is the nearest one
    not after the day of publication. None where the words give no day and nothing dates them.
    """
    match = expression.match
    if match.group("iso"):
        try:
            day = date.fromisoformat(match.group("iso"))
        except ValueError:
            return None
        return When(day, day, "day")
    if match.group("md") or match.group("dm"):
        return _calendar(match, published)
    if published is None:
        return None
    if match.group("weekday"):
        return _weekday(match, published, future)
    if match.group("near"):
        word = match.group("near").lower()
        step = -1 if word.startswith(("yesterday", "last")) else 1 if word == "tomorrow" else 0
        day = published + timedelta(days=step)
        return When(day, day, "day")
    if match.group("span"):
        return _period(match.group("rel").lower(), match.group("unit").lower(), published)
    count = match.group("count").lower()
    number = int(count) if count.isdigit() else _COUNTS[count]
    return _ago(number, match.group("unit2").lower(), published)


def _calendar(match: re.Match[str], published: date | None) -> When | None:
    month = match.group("month") or match.group("month2")
    number = int(match.group("day") or match.group("day2"))
    year = match.group("year") or match.group("year2")
    at = _MONTH[month.lower().rstrip(".")]
    if year is None and published is None:
        return None
    try:
        if year is not None:
            day = date(int(year), at, number)
        else:
            assert published is not None
            day = date(published.year, at, number)
            if day > published + _AHEAD:
                day = date(published.year - 1, at, number)
    except ValueError:
        return None
    return When(day, day, "day")


def _weekday(match: re.Match[str], published: date, future: bool) -> When:
    name, which = match.group("name").lower(), (match.group("which") or "").strip().lower()
    back = (published.weekday() - _DAYS.index(name)) % 7
    day = published - timedelta(days=back)
    if which == "last" and back == 0:
        day -= timedelta(days=7)
    if which in ("next", "the following") or (future and back):
        day += timedelta(days=7)
    return When(day, day, "day")


def _period(relation: str, unit: str, published: date) -> When:
    step = -1 if "last" in relation or "past" in relation else 1 if "next" in relation else 0
    if unit in ("week", "weekend"):
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=step)
        first = monday + timedelta(days=5) if unit == "weekend" else monday
        return When(first, monday + timedelta(days=6), "week")
    if unit == "month":
        index = published.year * 12 + published.month - 1 + step
        first = date(index // 12, index % 12 + 1, 1)
        following = date((index + 1) // 12, (index + 1) % 12 + 1, 1)
        return When(first, following - timedelta(days=1), "month")
    year = published.year + step
    return When(date(year, 1, 1), date(year, 12, 31), "year")


def _ago(number: int, unit: str, published: date) -> When:
    if unit == "day":
        day = published - timedelta(days=number)
        return When(day, day, "day")
    if unit == "week":
        day = published - timedelta(weeks=number)
        return When(
            day - timedelta(days=day.weekday()), day + timedelta(days=6 - day.weekday()), "week"
        )
    if unit == "month":
        index = published.year * 12 + published.month - 1 - number
        first = date(index // 12, index % 12 + 1, 1)
        following = date((index + 1) // 12, (index + 1) % 12 + 1, 1)
        return When(first, following - timedelta(days=1), "month")
    year = published.year - number
    return When(date(year, 1, 1), date(year, 12, 31), "year")
