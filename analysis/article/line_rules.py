"""What one line of an article's file is by its form: byline, date line, caption, plug, tag line.

Each rule looks at one line alone; `analysis.article.layout` decides by place whether it counts.
The phrases are data (``page_lines.tsv`` and its neighbours in `analysis.knowledge`).
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from analysis.knowledge import wordlists

_MONTHS = wordlists.numbers("calendar", "month")
_MONTH, _SHORT_MONTH, _WEEKDAY, _SHORT_DAY = (
    wordlists.alternation("calendar", group) for group in ("month", "short", "weekday", "day")
)
_MONTH = f"(?:{_MONTH}|{_SHORT_MONTH})"
_DAY = f"(?:{_WEEKDAY}|{_SHORT_DAY})"
_ORDINAL = wordlists.alternation("line_words", "ordinal")
_LEAD = wordlists.alternation("line_words", "stamp")
_ATOM = (
    rf"(?:{_LEAD}|{_DAY}|{_MONTH}|(?:19|20)\d\d|\d{{1,2}}{_ORDINAL}?"
    r"|\d{1,2}(?:[:.]\d{2}(?::\d{2})?)?\s?[ap]\.?m\.?|\d{1,2}[:.h]\d{2}(?::\d{2})?"
    r"|\d{4}-\d{2}-\d{2}(?:T[\d:.+Z-]+)?|\d{1,2}/\d{1,2}/(?:\d{2}|\d{4})"
    rf"|[ap]\.?m\.?|[a-z]{{2,4}}t|{wordlists.alternation('line_words', 'clock')})"
)
_SEPARATOR = r"[\s,.;:|/•·()–—-]*"
_DATE_LINE = re.compile(rf"{_SEPARATOR}(?:{_ATOM}(?![a-z]){_SEPARATOR}){{1,16}}", re.IGNORECASE)
_HAS_DATE = re.compile(
    rf"\b{_MONTH}\b|\b{_DAY}\b|\d{{4}}-\d\d-\d\d|\d/\d{{1,2}}/\d"
    rf"|\b{wordlists.alternation('line_words', 'since')} ago",
    re.IGNORECASE,
)
_STAMPED = re.compile(rf"^\W*{_LEAD}\b", re.IGNORECASE)
_DAY_MONTH = re.compile(
    rf"\b(?P<day>\d{{1,2}}){_ORDINAL}?\s+(?P<month>{_MONTH})\.?,?\s+(?P<year>\d{{4}})\b"
    rf"|\b(?P<month2>{_MONTH})\.?\s+(?P<day2>\d{{1,2}}){_ORDINAL}?,?\s+(?P<year2>\d{{4}})\b"
    r"|\b(?P<iso>\d{4}-\d\d-\d\d)",
    re.IGNORECASE,
)

_PART = wordlists.alternation("name_particles", "line")
#: A capitalised word; a full stop belongs to it only where it is an initial or a title.
_CAP = (
    rf"(?:(?:[A-Z]\.){{1,3}}|{wordlists.alternation('abbreviations', 'line')}\."
    r"|[^\W\d_a-zß-öø-ÿ][\w'’-]{0,40})"
)
NAME = rf"(?<!\w){_CAP}(?:\s+(?:{_PART}\s+)*{_CAP}){{1,3}}"
_BY = re.compile(
    rf"^{wordlists.alternation('line_words', 'byline')}\s*:?\s+(?P<who>.+)$", re.IGNORECASE
)
_NAMES = re.compile(rf"{NAME}(?:\s*(?:,|\band\b|&|\||/|with)\s*{NAME})*")
_NOT_A_NAME = re.compile(
    rf"\b(?:{_DAY}|{_MONTH}|{wordlists.alternation('line_words', 'no_name')})\b", re.I
)
_VERBISH = re.compile(rf"\b{wordlists.alternation('line_words', 'sentence')}\b", re.IGNORECASE)
_CREDIT = re.compile(
    rf"(?:\b{wordlists.alternation('line_words', 'credit')}\s*(?:by|:)"
    r"\s*(?=[A-Z@©])[^.]{2,60}"
    rf"|\b[^\W\d_][\w'’.-]{{0,40}}\s?/\s*(?:{wordlists.alternation('line_words', 'credit_agency')}"
    rf"|[A-Z][\w ]+ {wordlists.alternation('line_words', 'credit_house')})"
    rf"|\b{wordlists.alternation('line_words', 'credit_alone')}\s*/?\s*[^.]{{0,40}}"
    r"|\((?:[^()]{0,60}(?:/|\bvia\b)\s*)?"
    rf"(?:{wordlists.alternation('line_words', 'credit_bracket')}|AP Photo[^()]{{0,40}})\))"
    r"[\s.)\]]*$",
)
_BIO = re.compile(
    rf"^(?P<who>{NAME})\s+{wordlists.alternation('line_words', 'writer_verb')}\b.*",
)
_ADDRESS = re.compile(rf"@\w|\b{wordlists.alternation('line_words', 'network')}\b", re.I)
_REACHED = re.compile(
    rf"\b(?:{wordlists.alternation('line_words', 'reached')}|on Twitter\b.*@|email:)", re.I
)
_SAYING = re.compile(rf"\b{wordlists.alternation('line_words', 'saying')}\b", re.I)
#: A line of stars, strokes or dots that parts what stands above and below it.
_NO_WORD = re.compile(r"(?=.{0,20}[*_#=~•·⁂—–+|⟨-])[\W_]*\Z")
_HASHTAGS = re.compile(r"(?:#\w+[\s,]*)+\Z")
_RULE = {"-30-", "-ends-", "ends", "###", "# # #"}


def _words(text: str) -> int:
    return len(text.split())


def plain(text: str) -> str:
    """The line with straight quotation marks, single spaces and lower case."""
    return re.sub(r"\s+", " ", re.sub("[‘’]", "'", re.sub("[“”]", '"', text))).strip().lower()


@cache
def listed(name: str) -> frozenset[str]:
    """The forms of a word list."""
    return frozenset(row[0].lower() for row in wordlists.rows(name))


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], str, int], ...]:
    found = []
    for form, where, kind, words in wordlists.rows("page_lines"):
        body = re.escape(form.rstrip("*")) + (r"\w*" if form.endswith("*") else "")
        if form[-1].isalnum():
            body += r"(?!\w)"
        if where == "whole":
            body = rf"^{body}\W*\Z"
        elif where == "start":
            body = rf"^[*\[>•·– -]*{body}"
        else:
            body = rf"(?<!\w){body}"
        found.append((re.compile(body), kind, int(words)))
    return tuple(found)


def phrase_kind(text: str) -> str:
    """The kind of a line that begins with, is, or holds a phrase of ``page_lines.tsv``."""
    line = plain(text)
    length = _words(line)
    if length > 120:
        return ""
    for pattern, kind, most in _phrases():
        if length <= most and pattern.search(line):
            return kind
    return ""


def is_date_line(text: str) -> bool:
    """Is the whole line a day or a time, with or without "Published" and the like?"""
    line = text.strip()
    return len(line) <= 120 and bool(_HAS_DATE.search(line)) and bool(_DATE_LINE.fullmatch(line))


def says_updated(text: str) -> bool:
    """Is the date of the line one of a later change?"""
    return bool(re.match(r"\W*(?:last\s+)?(?:updated|modified)", text, re.IGNORECASE))


def day_in(text: str) -> date | None:
    """The first day with its year in a date line; None where there is none in words or ISO."""
    match = _DAY_MONTH.search(text)
    if match is None:
        return None
    try:
        if match.group("iso"):
            return date.fromisoformat(match.group("iso"))
        month = (match.group("month") or match.group("month2"))[:3].lower()
        number = next(n for name, n in _MONTHS.items() if name.startswith(month))
        year = match.group("year") or match.group("year2")
        return date(int(year), number, int(match.group("day") or match.group("day2")))
    except ValueError:
        return None


def _people(text: str) -> list[str]:
    parts = re.split(
        rf"\s*(?:,|&|\||/|\b{wordlists.alternation('line_words', 'between')}\b)\s*", text
    )
    names = []
    for part in parts:
        part = part.strip(" .;:*_")
        low = part.lower()
        if (
            re.fullmatch(NAME, part)
            and not _NOT_A_NAME.search(part)
            and low not in listed("news_agencies")
            and not any(low.endswith(role) for role in listed("newsroom_roles"))
            and not re.search(rf"\b{wordlists.alternation('line_words', 'paper')}\b", part)
        ):
            names.append(usual_case(part))
        elif names:
            break  # what comes behind the names is a paper, a place or an office
    return names


def usual_case(name: str) -> str:
    """A name in capitals as it is usually written; any other stays as it is."""
    if name != name.upper():
        return name
    words = re.sub(
        r"[^\W\d_]+(?:['’][^\W\d_](?![^\W\d_]))?",
        lambda m: m.group()[:1] + m.group()[1:].lower(),
        name,
    )
    return re.sub(r"\bMc([a-z])", lambda m: "Mc" + m.group(1).upper(), words)


def byline(text: str) -> list[str] | None:
    """The authors in a line "By NAME …"; None where the line is none.

    An empty list: a byline without a person ("By Reuters staff").
    """
    line = text.strip().strip("*_").strip()
    match = _BY.match(line)
    if match is None or _words(line) > 22 or re.search(r"[.!?]\s+\S.*\s", match.group("who")[12:]):
        return None
    who = re.sub(r"\s*[|•·].*", "", match.group("who"))
    people = _people(who)
    if people and (not _VERBISH.search(who) or _ADDRESS.search(who)):
        return people
    low = plain(who).rstrip(".")
    desk = any(low == a or low.startswith((a + " ", a + ",")) for a in listed("news_agencies"))
    desk = desk or any(low.endswith(role) for role in listed("newsroom_roles"))
    desk = desk or (
        _words(low) <= 3 and line.startswith("By ") and who.istitle() is False and who.isupper()
    )
    return [] if desk and _words(low) <= 8 and not _VERBISH.search(who) else None


def name_line(text: str) -> list[str] | None:
    """Near the head only: authors in a line of names, offices, papers and a place; else None."""
    line = text.strip().strip("*_").strip()
    if _words(line) > 10 or re.search(r"[.!?:\"”’]\Z", line) or _VERBISH.search(line):
        return None
    low = plain(line)
    if low in listed("news_agencies") or any(
        low == r or low.endswith(" " + r) or low.startswith(r + ",")
        for r in listed("newsroom_roles")
    ):
        return _people(line)
    match = re.match(rf"({_NAMES.pattern})(?P<rest>\s+in\s+{_CAP}(?:\s+{_CAP})*)?\Z", line)
    if match and (match.group("rest") or 2 <= _words(line) <= 3):
        return _people(match.group(1)) or None
    return None


def is_section_label(text: str) -> bool:
    """Is the line the name of a section ("NEWS | LOCAL", "Opinion")?"""
    parts = [p.strip() for p in re.split(r"[|›»>/•·]", plain(text)) if p.strip()]
    return bool(parts) and _words(text) <= 8 and all(p in listed("section_labels") for p in parts)


def is_caption(text: str) -> bool:
    """Does a short paragraph end in the credit of a picture?"""
    line = text.strip()
    if _words(line) > 60 or not (found := _CREDIT.search(line)):
        return False
    above = line[: found.start()]
    return len(re.findall(r"[.!?][\"”’)]*\s", above)) < 2 and not _SAYING.search(above)


def is_author_note(text: str) -> bool:
    """Is it a line about the author, as papers put below an article?"""
    line = text.strip().strip("*_()[]").strip()
    if _words(line) > 60:
        return False
    match = _BIO.match(line)
    roles = any(re.search(rf"\b{re.escape(r)}\b", line, re.I) for r in listed("newsroom_roles"))
    if match and roles and re.search(r"\b(?:is|covers|writes|reports)\b", line) and '"' not in line:
        return bool(re.match(r".{0,60}\b(?:is|covers|writes|reports)\b", line))
    return bool(_REACHED.search(line)) and bool(_ADDRESS.search(line)) and _words(line) <= 30


def is_ornament(text: str) -> bool:
    """Is there no word in the line, or nothing but hashtags?"""
    return (
        bool(_NO_WORD.match(text)) or text.strip().lower() in _RULE or bool(_HASHTAGS.match(text))
    )


def is_subhead(text: str) -> bool:
    """Could the line be a heading between paragraphs: short, no sentence, nobody quoted?"""
    line = text.strip()
    bare = line.strip("*_# ").strip()
    if not bare or _words(bare) > 8 or re.search(r"[.!?:;,…\"”’'»)]\Z", bare):
        return False
    if re.search(r"[\"“”«»:]", bare) or re.match(r"[‘'(]", bare):
        return False
    return bare[0].isupper() or bare[0].isdigit()
