"""Who said what when: statements and the times they speak of, with imprecision as extent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.article.article import Article, Span
from analysis.knowledge import wordlists
from analysis.tables import ClaimType
from analysis.words import dates

_LATELY = re.compile(
    rf"\b(?:{wordlists.alternation('time_words', 'lead')}\s+)?"
    rf"{wordlists.alternation('time_words', 'lately')}"
    r"\s+(?P<unit>day|week|month|year)s\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?][\"'”’)]*\s+(?=[A-Z\"'“‘])")
#: How far before an attribution its sentence may date it: "At a meeting on Monday, …".
_BEFORE = 90
COLUMNS = "statement_id actor_id what first last precision words start end text".split()


@dataclass(frozen=True)
class Extent:
    """The days that words allow, as in `dates.When`; ``first`` is None where they give none."""

    first: date | None
    last: date
    precision: str


def _mentioned(
    article: Article, start: int, end: int, ahead: bool, vague: bool = True
) -> list[tuple[Extent, Span]]:
    found = []
    text = article.text
    for expression in dates.expressions(text, start, end):
        told = dates.looks_ahead(text, expression, start)
        future = ahead or bool(told)
        when = dates.resolve(
            expression, article.published, future, past=told is False and not future
        )
        if when is not None:
            extent = Extent(when.first, when.last, when.precision)
            found.append((extent, (expression.start, expression.end)))
    if vague and article.published is not None:
        for match in _LATELY.finditer(text, start, end):
            extent = Extent(None, article.published, f"some {match.group('unit').lower()}s")
            found.append((extent, match.span()))
    return sorted(found, key=lambda pair: pair[1])


def build(article: Article, statements: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """One row a saying or a time spoken of: ``what`` is ``said`` or ``spoken of``; ``first`` and
    ``last`` are days; ``precision`` is day, week, month, year, the plural of one, or an extent up
    to the day of publication that has no first day, and ``first`` is "" ("in recent months":
    some months). ``words`` are the words that date it, at ``[start, end)``.

    A saying is dated by ``said_on``, else by a time its sentence names outside the content
    ("warned this week"). Undated ones are left out, "weeks of" and "many years" among them.
    """
    rows: list[dict[str, object]] = []
    contents: list[Span] = []
    for row in statements.to_dict("records"):
        content = [(int(s), int(e)) for s, e in row["content"]]
        contents += content
        frame = [*content, *map(tuple, row["source"]), *map(tuple, row["cue"])]
        block = article.paragraph_at(content[0][0])
        first = min(s for s, _ in frame)
        low = max(block.start, first - _BEFORE)
        low = max([low, *(low + m.end() for m in _STOP.finditer(article.text[low:first]))])
        high = max(e for _, e in frame)
        around = [
            (when, span)
            for when, span in _mentioned(article, low, high, ahead=False, vague=False)
            if not any(s <= span[0] < e for s, e in content) and _has_been(article, when)
        ]
        when: Extent | None = None
        words: Span = (low, low)
        if row["said_on"]:
            day = date.fromisoformat(str(row["said_on"]))
            when = Extent(day, day, "day")
            named = (s for w, s in reversed(around) if w.first and w.first <= day <= w.last)
            words = next(named, words)
        elif around:
            found, words = around[-1]
            last = min(found.last, article.published or found.last)  # what is said is past
            when = Extent(min(found.first or last, last), last, found.precision)
        if when:
            rows.append(_row(article, row, "said", when, words, str(row["content_text"])))
    for row in claims.to_dict("records"):
        ahead = row["type"] in (ClaimType.PREDICTION, ClaimType.COMMITMENT)
        for found, span in _mentioned(article, int(row["start"]), int(row["end"]), ahead):
            if row["statement_id"] == "" and any(s <= span[0] < e for s, e in contents):
                continue
            rows.append(_row(article, row, "spoken of", found, span, str(row["text"])))
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.sort_values(["first", "last", "start"], kind="stable").reset_index(drop=True)


def _has_been(article: Article, when: Extent) -> bool:
    """No day that is still to come dates a saying: "On Friday they will meet, he said"."""
    return not (article.published and when.first and when.first > article.published)


def _row(
    article: Article,
    row: dict[str, object],
    what: str,
    when: Extent,
    words: Span,
    text: str,
) -> dict[str, object]:
    return {
        "statement_id": row["statement_id"],
        "actor_id": row["actor_id"],
        "what": what,
        "first": when.first.isoformat() if when.first else "",
        "last": when.last.isoformat(),
        "precision": when.precision,
        "words": article.text[words[0] : words[1]],
        "start": words[0],
        "end": words[1],
        "text": text,
    }
