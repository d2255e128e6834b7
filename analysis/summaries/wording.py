"""How numbers, days and lists read in a sentence: one way each, for pages and exports."""

from __future__ import annotations

import re
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


def among(number: int, of: int, one: str, many: str) -> str:
    """``, 2 of them people``; ``, all of them people``; nothing for one of one, or for none."""
    if not number or of == 1:
        return ""
    if number == of:
        return f", all of them {many}"
    return f", one of them {one}" if number == 1 else f", {number} of them {many}"


def units_of(unit: str) -> str:
    """A unit as more than one of it reads: ``troops``, ``asylum seekers``, ``cities``, ``men``.

    Words that have no plural, or are one, stay: ``percent``, ``people``.
    """
    head, _, word = unit.rpartition(" ")
    many = wordlists.table("plurals").get(word.lower())
    if not word:
        plural_word = ""
    elif word.endswith("s") or many:
        plural_word = many[0] if many else word + ("es" if word.endswith("ss") else "")
    elif re.search(r"(?:x|z|ch|sh)$", word):
        plural_word = f"{word}es"
    elif re.search(r"[^aeiou]y$", word):
        plural_word = f"{word[:-1]}ies"
    else:
        plural_word = f"{word}s"
    return f"{head} {plural_word}".strip()


def long_date(iso: str) -> str:
    """``2022-02-15`` as ``15 February 2022``; "" stays "". Raises ValueError for no ISO date."""
    if not iso:
        return ""
    day = date.fromisoformat(iso)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year:04}"


def listed(parts: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
