"""Who said what when: statements and the times they speak of, with imprecision as extent."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from analysis.article.article import Article, Span
from analysis.knowledge import wordlists
from analysis.tables import ClaimType
from analysis.words import dates

_VAGUE = re.compile(
    r"\b(?:in|over|for)?\s*(?:the\s+)?"
    rf"(?P<few>{wordlists.alternation('time_words', 'vague')})"
    r"\s+(?P<unit>day|week|month|year)s\b|\b(?P<of>day|week|month|year)s\s+of\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?][\"'”’)]*\s+(?=[A-Z\"'“‘])")
_LENGTH = {"day": 1, "week": 7, "month": 30, "year": 365}
#: "recent weeks", "weeks of": so many of them before the day of publication, at a guess.
_SOME = 3
#: How far before an attribution its sentence may date it: "At a meeting on Monday, …".
_BEFORE = 90
COLUMNS = "statement_id actor_id what first last precision words start end text".split()


def _mentioned(
    article: Article, start: int, end: int, ahead: bool, vague: bool = True
) -> list[tuple[dates.When, Span]]:
    found = []
    text = article.text
    for expression in dates.expressions(text, start, end):
        when = dates.resolve(expression, article.published, ahead)
        if when is not None:
            found.append((when, (expression.start, expression.end)))
    if vague and article.published is not None:
        for match in _VAGUE.finditer(text, start, end):
            unit = (match.group("unit") or match.group("of")).lower()
            length = _SOME * _LENGTH[unit]
            first = date.fromordinal(max(1, article.published.toordinal() - length))
            span = (match.start() + len(match.group()) - len(match.group().lstrip()), match.end())
            found.append((dates.When(first, article.published, f"some {unit}s"), span))
    return sorted(found, key=lambda pair: pair[1])


def build(article: Article, statements: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """One row a saying or a time spoken of: ``what`` is ``said`` or ``spoken of``; ``first`` and
    ``last`` are days; ``precision`` is day, week, month, year or a guess ("some months");
    ``words`` are the words that date it, at ``[start, end)``.

    A saying is dated by ``said_on``, else by a time its sentence names outside the content
    ("warned this week"). Undated ones are left out.
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
            if not any(s <= span[0] < e for s, e in content)
        ]
        when: tuple[date, date, str] | None = None
        words: Span = (low, low)
        if row["said_on"]:
            day = date.fromisoformat(str(row["said_on"]))
            when = (day, day, "day")
            words = next((s for w, s in reversed(around) if w.first <= day <= w.last), words)
        elif around:
            found, words = around[-1]
            last = min(found.last, article.published or found.last)  # what is said is past
            when = (min(found.first, last), last, found.precision)
        if when:
            rows.append(_row(article, row, "said", when, words, str(row["content_text"])))
    for row in claims.to_dict("records"):
        ahead = row["type"] in (ClaimType.PREDICTION, ClaimType.COMMITMENT)
        for found, span in _mentioned(article, int(row["start"]), int(row["end"]), ahead):
            if row["statement_id"] == "" and any(s <= span[0] < e for s, e in contents):
                continue
            rows.append(
                _row(
                    article,
                    row,
                    "spoken of",
                    (found.first, found.last, found.precision),
                    span,
                    str(row["text"]),
                )
            )
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.sort_values(["first", "last", "start"], kind="stable").reset_index(drop=True)


def _row(
    article: Article,
    row: dict[str, object],
    what: str,
    when: tuple[date, date, str],
    words: Span,
    text: str,
) -> dict[str, object]:
    return {
        "statement_id": row["statement_id"],
        "actor_id": row["actor_id"],
        "what": what,
        "first": when[0].isoformat(),
        "last": when[1].isoformat(),
        "precision": when[2],
        "words": article.text[words[0] : words[1]],
        "start": words[0],
        "end": words[1],
        "text": text,
    }
