"""The date line of a file, and the date of a record."""

from __future__ import annotations

import re
from datetime import date

from analysis.errors import ArticleError

#: ``YYYYMMDD`` or an ISO date, a time of day behind it or not.
DATE_LINE = re.compile(
    r"(?P<year>\d{4})(?:(?P<month>\d{2})(?P<day>\d{2})|-(?P<m>\d{1,2})-(?P<d>\d{1,2}))"
    r"(?:[T ][0-9:.,+\-Z ]*(?:GMT|UTC)?)?"
)


def parse_date(value: str, document: str, line: int) -> date:
    """The date of ``YYYYMMDD`` or ``YYYY-M-D``, with or without a time of day.

    Raises ArticleError where ``value`` is anything else.
    """
    try:
        found = DATE_LINE.fullmatch(value)
        if found is None:
            raise ValueError(value)
        month, day = found["month"] or found["m"], found["day"] or found["d"]
        return date(int(found["year"]), int(month), int(day))
    except ValueError:
        raise ArticleError(
            f"{document}, line {line}: {value!r} is not a date; write it as YYYYMMDD"
            " or leave the line out."
        ) from None
