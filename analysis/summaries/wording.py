"""How numbers, days and lists read in a sentence: one way each, for pages and exports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from analysis.knowledge import wordlists
from analysis.tables import Kind

#: Not `strftime`: its names follow the reader's locale.
_MONTHS = tuple(month.capitalize() for month in wordlists.forms("calendar", "month"))

#: How a statement is quoted, for readers.
KIND_NAMES = {Kind.DIRECT: "quoted", Kind.MIXED: "partly quoted", Kind.INDIRECT: "reported"}


def plural(number: int, one: str, many: str = "") -> str:
    """``1 statement``, ``2 statements``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def long_date(iso: str) -> str:
    """``2022-02-15`` as ``15 February 2022``; "" stays "". Raises ValueError for no ISO date."""
    if not iso:
        return ""
    day = date.fromisoformat(iso)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year:04}"


def listed(parts: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
