"""What of an article's file is its body, and what stands around it.

Bylines, datelines, dates, captions, subheads, section labels, plugs, corrections, copyright and
tag lines keep their offsets and their numbers, but take no part in order, statements or claims.
Precision comes first: a body paragraph set aside loses what is said in it, so weak forms count
only where such lines stand (above the first real paragraph, or below the last).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from analysis.article import line_rules as rules
from analysis.article.posts import find_posts
from analysis.article.turns import Turn, find_turns, live_posts
from analysis.knowledge import wordlists

KINDS = ("body", "header", "caption", "subhead", "boilerplate")

_PLACE = r"[A-ZÀ-ÖØ-Þ][\w'’.À-ÿ-]{0,30}(?: [A-ZÀ-ÖØ-Þ(][\w'’.)À-ÿ-]{0,30}){0,4}"
_CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.-]{2,30}(?:(?: {1,2}|/)[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.-]{1,30}){0,4}"
_SHORT = wordlists.alternation("calendar", "short", capital=True)
_MONTH = rf"(?:{_SHORT}|{wordlists.alternation('calendar', 'month', capital=True)})[a-z]*\.?"
_AGENCY = r"\((?:[A-Z][\w/ .&'’-]{1,40})\)|/[A-Z][\w ]+/"
_DASH = r"\s*(?:—|–|--|-|\s-\s|:)\s*"
#: "KYIV, Feb 15 (Reuters) — ", "WASHINGTON (AP) — ", "VELDEN, Ohio — ", "LONDON: ".
_DATELINE = re.compile(
    rf"(?P<place>{_CAPITALS}(?:,\s+(?!{_MONTH}\b)[A-Z][\w.'’ -]{{1,30}}?)?)"
    rf"(?:,?\s+(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,?\s+\d{{4}})?)?"
    rf"\s*,?\s*(?:{_AGENCY})?\s*(?:—|–|--|-\s|\s-)\s*(?=\S)"
    rf"|(?P<place2>{_PLACE}(?:,\s+(?!{_MONTH}\b)[A-Z][\w.'’ -]{{1,30}}?)?)"
    rf"(?:,?\s+(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,?\s+\d{{4}})?)?"
    rf"\s*,?\s*(?:{_AGENCY})\s*(?:—|–|--|-)\s*(?=\S)"
    rf"|\({wordlists.alternation('line_words', 'dateline')}\)\s*(?:—|–|--|-)\s*(?=\S)"
)
_BY_COLON = re.compile(rf"[Bb][Yy]:?\s+(?P<who>{rules.NAME})(?:,[^:]{{1,40}})?:\s+(?=\S)")
_TAIL_CREDIT = re.compile(
    rf"(?<!\s)\s*[(\[]{wordlists.alternation('line_words', 'credit_tail')}\b"
    r"[^()\[\]]{0,200}[)\]]\W*\Z"
)
#: So many lines may stand above the story before the search for weak forms ends.
_HEAD = 9


@dataclass(frozen=True)
class Line:
    """A paragraph as it was read: its kind, and which of its characters are read (offsets into
    its own text; without a dateline, a label, a credit)."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Layout:
    """The paragraphs' kinds and what the lines around the body say.

    ``turns`` are those of an interview or a transcript; ``form`` is article, interview,
    transcript or live blog.
    """

    lines: tuple[Line, ...]
    author: str = ""
    place: str = ""
    published: date | None = None
    updated: date | None = None
    turns: tuple[Turn, ...] = ()
    form: str = "article"


@dataclass
class _Head:
    """What the lines above the story told."""

    authors: list[str]
    published: date | None = None
    updated: date | None = None


def layout(title: str, texts: Sequence[str], author: str = "") -> Layout:
    """The layout of an article.

    Args:
        title: Its title as stored; empty where there is none.
        texts: Its paragraphs as stored.
        author: Who wrote it, where the file says so elsewhere.

    Returns:
        One `Line` a paragraph, with offsets into that paragraph's text. At least one paragraph
        is body.
    """
    head = _Head([])
    kinds = [_form(text) for text in texts]
    story = _head_lines(texts, kinds, head)
    _tail_lines(texts, kinds, story)
    _more_lines(texts, kinds, head)
    stamps = live_posts(texts, kinds)
    authors = author or "; ".join(dict.fromkeys(head.authors))
    found, form = ((), "live blog") if stamps else find_turns(title, texts, kinds, authors)
    if not found:
        found = find_posts(title, texts, kinds)
        if not stamps:
            _subheads(texts, kinds)
    if "body" not in kinds:
        kinds = ["body"] * len(kinds)
    read = [[0, len(text)] for text in texts]
    place = _prefixes(texts, kinds, read, head)
    for number, start in stamps.items():
        if start >= len(texts[number].rstrip()):
            kinds[number] = "header"
        else:
            read[number][0] = start
    for turn in found:
        for number, start, end in turn.pieces:
            kinds[number] = "body"
            read[number] = [max(start, read[number][0]), min(end, read[number][1])]
        for number in turn.labels_alone:
            kinds[number] = "header"
    if "body" not in kinds:
        kinds = ["body"] * len(kinds)
    authors = author or "; ".join(dict.fromkeys(head.authors))
    return Layout(
        tuple(Line(k, a, b) for k, (a, b) in zip(kinds, read, strict=True)),
        authors,
        place,
        head.published,
        head.updated,
        found,
        form,
    )


def _form(text: str) -> str:
    """What a line is by its form alone, wherever it stands."""
    if rules.is_ornament(text):
        return "boilerplate"
    if text.lstrip()[:1] in '"“':
        return "body"  # somebody's words, whatever they begin with
    kind = rules.phrase_kind(text)
    if kind:
        return kind
    if rules.is_date_line(text) or rules.is_section_label(text):
        return "header"
    if rules.byline(text) is not None:
        return "header"
    if rules.is_caption(text):
        return "caption"
    return "body"


def _take(text: str, head: _Head) -> None:
    """Note the authors and the dates of a header line."""
    people = rules.byline(text)
    if people:
        head.authors += people
    if rules.is_date_line(text):
        day = rules.day_in(text)
        if day and rules.says_updated(text):
            head.updated = head.updated or day
        elif day:
            head.published = head.published or day


def _head_lines(texts: Sequence[str], kinds: list[str], head: _Head) -> int:
    """Mark the lines above the story; returns the number of its first paragraph."""
    for number, text in enumerate(texts[:_HEAD]):
        if kinds[number] == "body":
            people = rules.name_line(text) if number + 1 < len(texts) else None
            if people is None:
                return number
            kinds[number] = "header"
            if not head.authors:
                head.authors += people
        _take(text, head)
    return min(len(texts), _HEAD)


def _tail_lines(texts: Sequence[str], kinds: list[str], story: int) -> None:
    """Mark the author's note and its like below the story."""
    last = len(texts) - 1
    while last > story:
        if kinds[last] == "body" and not rules.is_author_note(texts[last]):
            return
        if kinds[last] == "body":
            kinds[last] = "boilerplate"
        last -= 1


def _more_lines(texts: Sequence[str], kinds: list[str], head: _Head) -> None:
    """Authors and dates of header lines that stand elsewhere; dates in the middle of a text
    that are no header lines there stay."""
    for number, kind in enumerate(kinds):
        if kind == "header" and number >= _HEAD:
            _take(texts[number], head)


def _sentence_like(text: str) -> bool:
    return len(text.split()) >= 9 and bool(re.search(r"[.!?:…][\"'”’)\]]*\s*\Z", text))


def _subheads(texts: Sequence[str], kinds: list[str]) -> None:
    """Mark headings: short lines without an end of sentence that stand before a paragraph,
    and of which an article has fewer than paragraphs."""
    body = [n for n, kind in enumerate(kinds) if kind == "body"]
    proper = [n for n in body if _sentence_like(texts[n])]
    found = []
    for number, after in pairwise(body):
        below = bool(proper) and proper[0] < number
        if below and rules.is_subhead(texts[number]) and _sentence_like(texts[after]):
            found.append(number)
    if len(found) <= 0.5 * len(proper):
        for number in found:
            kinds[number] = "subhead"


def _prefixes(
    texts: Sequence[str], kinds: Sequence[str], read: list[list[int]], head: _Head
) -> str:
    """Cut dateline and "By NAME:" from the first paragraphs, and credits from the ends; returns
    the dateline's place."""
    place = ""
    body = [n for n, kind in enumerate(kinds) if kind == "body"]
    for number in body[:2]:
        text = texts[number]
        start = len(text) - len(text.lstrip('"“'))
        by = _BY_COLON.match(text, start)
        if by:
            head.authors.append(rules.usual_case(by.group("who")))
            start = by.end()
        line = _DATELINE.match(text, start)
        if line and len(text) - line.end() > 20:
            where = line.groupdict().get("place") or line.groupdict().get("place2") or ""
            place = place or _place_name(where)
            start = line.end()
        if start and (by or line):
            read[number][0] = start
    for number in body:
        text = texts[number]
        credit = _TAIL_CREDIT.search(text)
        if credit and credit.start() > read[number][0] + 1:
            read[number][1] = credit.start()
    return place


def _place_name(where: str) -> str:
    first, _, rest = where.strip(" ,").partition(",")
    first = first.strip()
    if first.isupper():
        first = re.sub(r"[^\W\d_]+", lambda m: m.group()[0] + m.group()[1:].lower(), first)
    return f"{first}, {rest.strip()}" if rest.strip() else first
