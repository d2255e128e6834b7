"""Rule words as data: the tab-separated lists in ``analysis/knowledge/en``, read once.

Each file names its source and licence in its ``#`` lines. A form may be one word or several;
a trailing ``*`` stands for any ending.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

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
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(
        tuple(cell.strip() for cell in line.split("\t"))
        for line in lines
        if line.strip() and not line.startswith("#")
    )


@cache
def table(name: str) -> dict[str, tuple[str, ...]]:
    """A list as a mapping from its form to the other columns."""
    return {row[0]: row[1:] for row in rows(name)}


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
