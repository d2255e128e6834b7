"""Dates in words, resolved against the day an article was published.

"Monday" is the nearest Monday not after that day, "Tuesday afternoon" the same, "this week" the
seven days of that week, "Feb. 14" the nearest such day not long after it; where the sentence looks
ahead ("will meet on Feb. 14"), the coming one. A span of days ("March 12-15"), of counts ("two or
three years ago", "1.5 years ago") or of months ("January to March 2021") is from the first to the
last day it may mean. What cannot be dated (no day of publication, a day that no calendar has,
03/04/2014 with its two readings, a time before the year 1 or after 9999) stays undated.
"""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from analysis.knowledge import wordlists


def _any(group: str) -> str:
    return wordlists.alternation("time_words", group)


_DAYS = wordlists.forms("calendar", "weekday")
_MONTH = wordlists.numbers("calendar", "month") | wordlists.numbers("calendar", "short")
_BESIDE = wordlists.numbers("time_words", "beside_day")
_BESIDE_WORDS = _any("beside_day").replace(r"\ ", r"\s+")  # across the end of a line too
_PART = rf"(?:\s+{_any('day_part')})?"
_MONTH_WORD = (
    rf"(?:{wordlists.alternation('calendar', 'month')}"
    rf"|{wordlists.alternation('calendar', 'short')}\.?)"
)
_TH = r"(?:st|nd|rd|th)?"
_DASH = r"\s?[-–—]\s?"
#: A year that news speaks of: "On March 5, 4000 people" and "On May 1, 1200 men" name none.
_YEAR = r"(?:1[3-9]|20|21)\d{2}"
_MONTH_DAY = rf"(?:{_MONTH_WORD}\s+)?\d{{1,2}}{_TH}"
_DAY_MONTH = rf"\d{{1,2}}{_TH}\s+{_MONTH_WORD}"
#: A day or a month by its number; "00/00/0000" and "50/60/2000" are none.
_TWO = r"(?:0?[1-9]|[12]\d|3[01])"


def _through(day: str, year: str) -> str:
    """ "Feb. 28 to March 2, 2014": the year stands once, behind the second day."""
    joint = rf"(?:{_DASH}|\s+(?:to|and|or|until|through)\s+)"
    return rf"(?={joint}{day},?\s+(?P<{year}>{_YEAR})\b)"


#: What makes a number behind a month more than a day: "In March 15,000 people", "3.5 million".
_COUNTED = rf"(?![.,]\d|\s?(?:%|per\s?cent\b|{wordlists.alternation('numbers', 'counted')}\b))"
_CARDINALS = wordlists.numbers("numbers", "cardinal")
_COUNTS = (
    wordlists.numbers("numbers", "ago")
    | {word: n for word, n in _CARDINALS.items() if n}
    | {
        f"{tens}-{one}": n + m
        for tens, n in _CARDINALS.items()
        for one, m in _CARDINALS.items()
        if n >= 20 and 0 < m < 10
    }
)
#: "3,000", "3 000" and "1.5" are one number each, and none begins within another.
_COUNT = (
    r"(?:\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|a\b|(?:"
    + "|".join(sorted(set(_COUNTS) - {"a"}, key=len, reverse=True))
    + r")\b)"
)
_EXPRESSION = re.compile(
    rf"(?P<slash>(?<![\w/.,-])(?P<p1>{_TWO})/(?P<p2>{_TWO})/(?P<y2>{_YEAR})(?![\w/-]))"
    r"|(?P<iso>(?<!\d-)\b(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:\b|(?=T\d))(?!-\d))"
    rf"|(?P<md>\b(?P<month>{_MONTH_WORD})\s+(?:the\s+)?(?P<day>\d{{1,2}}){_TH}"
    rf"(?:{_DASH}(?P<to>\d{{1,2}}){_TH}(?![\d:]))?"
    rf"(?:{_through(_MONTH_DAY, 'year3')}"
    rf"|(?:,\s*|\s+)(?P<year>{_YEAR})(?![\d,.]\d)\b|\b{_COUNTED}))"
    rf"|(?P<dm>(?<!\d[.,:/])(?<![\d$€£])\b(?:(?P<from>\d{{1,2}}){_TH}{_DASH})?"
    rf"(?P<day2>\d{{1,2}}){_TH}\s+(?:of\s+)?(?P<month2>{_MONTH_WORD})"
    rf"(?:{_through(_DAY_MONTH, 'year4')}"
    rf"|,?\s+(?P<year2>{_YEAR})(?![\d,.]\d))?)(?!\w)"
    rf"|(?P<my>\b(?:(?P<month3>{_MONTH_WORD})(?:{_DASH}|\s+(?:to|and|through|until)\s+))?"
    rf"(?P<month4>{_MONTH_WORD})(?:,|\s+of)?\s+(?P<year5>{_YEAR})(?![\d,.]\d)\b)"
    rf"|(?P<weekday>\b(?P<which>{_any('weekday_which')}\s+)?"
    rf"(?P<name>{wordlists.alternation('calendar', 'weekday')})s?\b{_PART})"
    rf"|(?P<beside>\b{_BESIDE_WORDS}\b)"
    rf"|(?P<near>\b(?:{_any('near_day')}|this\s+{_any('this_part')}|last\s+night)\b{_PART})"
    rf"|(?P<weekend>\b{_any('weekend_at')}\s+the\s+weekend\b)"
    rf"|(?P<span>\b(?P<rel>(?:{_any('span_part')}\s+)?{_any('span_which')}|the\s+past)\s+"
    rf"(?P<unit>{_any('span_unit')})\b)"
    rf"|(?P<ago>(?<!\d[.,/ \u00a0\u202f])(?<![\w/-])(?<!\bhalf\s)(?<!\bhalf\sof\s)"
    rf"(?:(?P<least>{_COUNT})(?:{_DASH}|\s+(?:or|to|and)\s+))??(?P<count>{_COUNT})\s+"
    rf"(?P<unit2>{_any('ago_unit')})s?\s+ago\b)",
    re.IGNORECASE,
)
#: A verb that tells what is to come, or what has been; "will have been" is still to come.
_TENSE = re.compile(
    rf"\b(?:(?P<ahead>{_any('ahead')}|['’]ll)|(?P<behind>{_any('behind')})|{_any('either')})\b",
    re.IGNORECASE,
)
#: What may stand before a date that opens its sentence: "And from March 3 …".
_OPENING = re.compile(rf"\W*(?:and\s+|but\s+)?(?:{_any('opening')}\s+)?", re.IGNORECASE)
_STOP = re.compile(r"[.!?][\"'”’)]*\s+(?=[A-Z\"'“‘])|[\n;]")
#: A title or a month keeps its full stop within the sentence: "will meet Gov. Smith on March 3".
_SHORT = frozenset(word.lower() for word in (*wordlists.forms("abbreviations", "title"), *_MONTH))
#: How far before or behind a date its sentence is looked through.
_NEAR = 300
#: What a word may stand behind at the head of a sentence; behind a word, "Today" is a name.
_BEFORE_HEADS = frozenset(".!?:;([{/|\"'“”‘’*–—-")
#: A date without a year lies at most this far ahead of the publication, or else in the past.
_AHEAD = timedelta(days=60)
#: A count of so many digits is behind every calendar.
_DIGITS = 9


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

    @property
    def calendar(self) -> bool:
        """Whether it names its day or month by the calendar: "Feb. 14", "03/18/2014"."""
        return any(self.match.group(kind) for kind in ("iso", "slash", "md", "dm", "my"))


@dataclass(frozen=True)
class When:
    """The days meant, first and last, and how fine the words are: day, week, month, year, or the
    plural of one where they name a span of several ("March 12-15": days)."""

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
        named = any(match.group(kind) for kind in ("weekday", "md", "dm", "my"))
        if named and not any(c.isupper() for c in match.group()):
            continue
        near = match.group("near")
        if near and any(c.isupper() for c in near) and not _heads(text, match.start(), near):
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


def _heads(text: str, start: int, words: str) -> bool:
    """Is "Today" or "This morning" a day here? Not in "USA Today", "This Morning presenter"."""
    capitals = sum(word[0].isupper() for word in words.split())
    before = text[max(0, start - 8) : start]
    stripped = before.rstrip()
    heads = not stripped or stripped[-1] in _BEFORE_HEADS or "\n" in before[len(stripped) :]
    return capitals == 1 and heads


def looks_ahead(text: str, expression: Expression, start: int = 0) -> bool | None:
    """Whether the sentence, from ``text[start]`` on, places a date ahead (True) or in the past
    (False); None: it does not tell.

    The nearest verb before it decides ("will meet on March 3", "said on March 3 that it will");
    for a date that opens its sentence, the first one behind it ("On March 3 they will meet").
    """
    low = max(start, expression.start - _NEAR)
    for stop in _STOP.finditer(text, low, expression.start):
        word = text[low : stop.start()].rpartition(" ")[2].strip("(\"'“‘")
        if stop.group()[0] != "." or word.lower() not in _SHORT:
            low = stop.end()
    verb = next(reversed([*_TENSE.finditer(text, low, expression.start)]), None)
    if verb is None and _OPENING.fullmatch(text, low, expression.start):
        high = expression.end + _NEAR
        end = _STOP.search(text, expression.end, high)
        verb = _TENSE.search(text, expression.end, end.start() if end else high)
    if verb is None or not (verb.group("ahead") or verb.group("behind")):
        return None
    return bool(verb.group("ahead"))


def resolve(
    expression: Expression, published: date | None, future: bool = False, past: bool = False
) -> When | None:
    """The days an expression means.

    ``future`` lets what has no year or week lie ahead ("will meet on Friday", "on Feb. 20"), and
    ``past`` forbids it; otherwise a weekday is the nearest one not after the day of publication,
    a calendar day the nearest one not long after it. None where the words give no day, nothing
    dates them, or the calendar does not reach so far.
    """
    try:
        return _resolved(expression.match, published, future, past)
    except (ValueError, OverflowError):
        return None  # the 31st of February, or beyond the years 1 and 9999


def _resolved(
    match: re.Match[str], published: date | None, future: bool, past: bool
) -> When | None:
    if match.group("slash"):
        return _slashed(match)
    if match.group("my"):
        return _months(match)
    if match.group("iso"):
        day = date(int(match.group("y")), int(match.group("m")), int(match.group("d")))
        return When(day, day, "day")
    if match.group("md") or match.group("dm"):
        return _calendar(match, published, future, past)
    if published is None:
        return None
    return _relative(match, published, future)


def _slashed(match: re.Match[str]) -> When | None:
    """03/18/2014 and 18/03/2014 are one day; 03/04/2014 is one of two and stays undated."""
    one, two, year = (int(match.group(name)) for name in ("p1", "p2", "y2"))
    if one != two and max(one, two) <= 12:
        return None
    day = date(year, min(one, two), max(one, two))
    return When(day, day, "day")


def _months(match: re.Match[str]) -> When | None:
    year, last = int(match.group("year5")), _number_of(match.group("month4"))
    first = _number_of(match.group("month3")) if match.group("month3") else last
    if first > last:
        return None
    span = When(_month(year * 12 + first - 1).first, _month(year * 12 + last - 1).last, "months")
    return span if first < last else replace(span, precision="month")


def _number_of(month: str) -> int:
    return _MONTH[month.lower().rstrip(".")]


def _relative(match: re.Match[str], published: date, future: bool) -> When | None:
    if match.group("weekday"):
        return _weekday(match, published, future)
    if match.group("beside"):
        words = " ".join(match.group("beside").lower().split())
        day = published + timedelta(days=_BESIDE[words])
        return When(day, day, "day")
    if match.group("weekend"):
        step = 0 if future or published.weekday() >= 5 else -1
        saturday = published + timedelta(days=5 - published.weekday(), weeks=step)
        return When(saturday, saturday + timedelta(days=1), "days")
    if match.group("near"):
        word = match.group("near").lower()
        step = -1 if word.startswith(("yesterday", "last")) else 1 if word == "tomorrow" else 0
        day = published + timedelta(days=step)
        return When(day, day, "day")
    if match.group("span"):
        return _period(match.group("rel").lower(), match.group("unit").lower(), published)
    unit = match.group("unit2").lower()
    early = _count(match.group("count"))
    late = _count(match.group("least")) if match.group("least") else early
    late = min(late, early)  # "in 2014 or 8 years ago" is no span
    return When(
        _ago(math.ceil(early), unit, published).first,
        _ago(math.floor(late), unit, published).last,
        unit if early == late and early == int(early) else f"{unit}s",
    )


def _count(words: str) -> float:
    """The number that ``words`` name. Raises ValueError where no calendar reaches so far."""
    named = _COUNTS.get(words.lower())
    digits = re.sub(r"[,\s]", "", words)
    if named is None and len(digits) > _DIGITS:
        raise ValueError("more than a calendar holds")  # and more than int() may take
    return named if named is not None else float(digits)


def _calendar(
    match: re.Match[str], published: date | None, future: bool, past: bool
) -> When | None:
    number = int(match.group("day") or match.group("from") or match.group("day2"))
    last = int(match.group("to") or match.group("day2") or number)
    year = next(filter(None, match.group("year", "year2", "year3", "year4")), None)
    month = _number_of(match.group("month") or match.group("month2"))
    if year is not None:
        day = date(int(year), month, number)
    elif published is not None:
        ahead = timedelta(0) if past else _AHEAD
        day = _of_a_year(month, number, published, None if future else ahead)
    else:
        return None
    if last == number:
        return When(day, day, "day")
    if last < number:
        return None
    return When(day, day.replace(day=last), "days")


def _of_a_year(month: int, number: int, published: date, ahead: timedelta | None) -> date:
    """The coming such day (``ahead`` None), or the latest not farther ahead of publication than
    that. Raises ValueError where the years around it have none."""
    days = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            days.append(date(year, month, number))
        except ValueError:
            continue  # the 29th of February, or a year that is none
    if ahead is None:
        return min(day for day in days if day >= published)
    return max(day for day in days if day - published <= ahead)


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
        return _month(published.year * 12 + published.month - 1 + step)
    year = published.year + step
    return When(date(year, 1, 1), date(year, 12, 31), "year")


def _month(index: int) -> When:
    """The month that is number ``index`` counted from January of the year 0."""
    first = date(index // 12, index % 12 + 1, 1)
    return When(first, first.replace(day=calendar.monthrange(first.year, first.month)[1]), "month")


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
        return _month(published.year * 12 + published.month - 1 - number)
    year = published.year - number
    return When(date(year, 1, 1), date(year, 12, 31), "year")
