"""Rule words as data: the tab-separated lists in ``analysis/knowledge/en``, read once.

The one door to every English word that a rule reads; what each file is for stands in the folder's
README. Each file names its source and licence in its ``#`` lines. A form may be one word or
several; a ``*`` stands for any letters.

Files of *groups* (closed classes of words) have the groups of a form in their second column, and
name each group in their ``#`` lines; `forms`, `words`, `numbers` and `alternation` read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.errors import InputError

FOLDER = Path(__file__).parent / "en"


@dataclass(frozen=True)
class Hit:
    """A listed form found in a text, at character offsets of that text."""

    start: int
    end: int
    form: str
    values: tuple[str, ...]


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a list, without comments; the first column is the form."""
    return tuple(rows_of(FOLDER / f"{name}.tsv"))


def rows_of(path: Path) -> Iterator[tuple[str, ...]]:
    """The rows of any tab-separated file like these, without its blank and ``#`` lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return (
        tuple(cell.strip() for cell in line.split("\t"))
        for line in lines
        if line.strip() and not line.startswith("#")
    )


@cache
def table(name: str) -> dict[str, tuple[str, ...]]:
    """A list as a mapping from its form to the other columns."""
    return {row[0]: row[1:] for row in rows(name)}


def classes(name: str) -> tuple[str, ...]:
    """The classes that a table's second column names, in the order in which they first stand."""
    return tuple(dict.fromkeys(values[0] for values in table(name).values()))


@dataclass(frozen=True)
class Entry:
    """One row of a file of groups; ``value`` is a whole number, where the file has values."""

    form: str
    groups: frozenset[str]
    value: int | None = None


_GROUP = re.compile(r"#   (\w+)  +\S")


@cache
def entries(name: str) -> tuple[frozenset[str], tuple[Entry, ...]]:
    """The groups that a file names, and its rows in their order.

    Raises `InputError` for a row without groups, with a group that the file does not name, with
    a value that is no whole number, or with a form that stands there already.
    """
    path = FOLDER / f"{name}.tsv"
    named: set[str] = set()
    found: dict[str, Entry] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#") or not line.strip():
            named.update(match[1] for match in [_GROUP.match(line)] if match)
            continue
        form, *rest = (cell.strip() for cell in line.split("\t"))
        groups = frozenset(rest[0].split()) if rest else frozenset()
        value = rest[1] if len(rest) > 1 else ""
        fault = ""
        if form in found:
            fault = f"{form!r} stands there twice: give the first all its groups"
        elif not groups:
            fault = f"{form!r} has no group: write one behind a tab"
        elif groups - named:
            fault = f"no group is called {min(groups - named)!r}: name it in the lines with #"
        elif value and not re.fullmatch(r"-?\d+", value):
            fault = f"{value!r} is no whole number"
        if fault:
            raise InputError(f"{path.name}, line {number}: {fault}.")
        found[form] = Entry(form, groups, int(value) if value else None)
    return frozenset(named), tuple(found.values())


def _group(name: str, group: str) -> tuple[Entry, ...]:
    named, listed = entries(name)
    if group not in named:
        raise KeyError(f"{name}.tsv names no group {group!r}")
    return tuple(entry for entry in listed if group in entry.groups)


def forms(name: str, group: str) -> tuple[str, ...]:
    """The forms of a group, in the file's order. Raises KeyError for a group it does not name."""
    return tuple(entry.form for entry in _group(name, group))


def words(name: str, group: str) -> frozenset[str]:
    """The forms of a group as a set. Raises KeyError for a group the file does not name."""
    return frozenset(forms(name, group))


def numbers(name: str, group: str) -> dict[str, int]:
    """The values of a group by form. Raises KeyError for a group or value that is not there."""
    found = {}
    for entry in _group(name, group):
        if entry.value is None:
            raise KeyError(f"{name}.tsv gives {entry.form!r} no value")
        found[entry.form] = entry.value
    return found


def alternation(name: str, group: str, capital: bool = False) -> str:
    """The forms of a group as one part of a regular expression, the longest first.

    An apostrophe stands for a curly one too, ``*`` for any letters; ``capital`` writes each form
    with a capital letter. Raises KeyError for a group the file does not name.
    """
    listed = sorted(forms(name, group), key=len, reverse=True)
    parts = [re.escape(form.capitalize() if capital else form) for form in listed]
    return "(?:" + "|".join(p.replace("'", "['’]").replace(r"\*", r"\w*") for p in parts) + ")"


@cache
def _pattern(name: str) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]], tuple[str, ...]]:
    forms = table(name)
    exact = {form: values for form, values in forms.items() if not form.endswith("*")}
    stems = tuple(sorted((f[:-1] for f in forms if f.endswith("*")), key=len, reverse=True))
    phrases = sorted((re.escape(form) for form in exact), key=len, reverse=True)
    stemmed = [re.escape(stem) + r"\w*" for stem in stems]
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases + stemmed)})(?!\w)"), exact, stems


def hits(name: str, text: str) -> list[Hit]:
    """Every listed form in a text, longest first at each place, without overlaps."""
    pattern, exact, stems = _pattern(name)
    lowered = text.lower().replace("\u2019", "'")
    if len(lowered) != len(text):  # a letter whose lower case is longer: offsets must still hold
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    found: list[Hit] = []
    forms = table(name)
    for match in pattern.finditer(lowered):
        form = match.group()
        values = exact.get(form)
        if values is None:
            values = next(forms[stem + "*"] for stem in stems if form.startswith(stem))
        found.append(Hit(match.start(), match.end(), form, values))
    return found
