"""Read a file into an Article: metadata, title, paragraphs, exact offsets, repairs."""

from __future__ import annotations

import hashlib
import os
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analysis.article.publishers import publisher_of
from analysis.article.repairs import Repair, Span, View, repaired
from analysis.errors import ArticleError

__all__ = [
    "Article",
    "ArticleError",
    "Paragraph",
    "Repair",
    "Span",
    "View",
    "article_from_text",
    "read_article",
    "read_articles",
]

_NEWLINE = re.compile(r"\r\n|\n|\r")
_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_DATE = re.compile(
    r"(?P<year>\d{4})(?:(?P<month>\d{2})(?P<day>\d{2})|-(?P<m>\d{1,2})-(?P<d>\d{1,2}))"
    r"(?:[T ][0-9:.,+\-Z ]*(?:GMT|UTC)?)?"
)
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_WORD = re.compile(r"\w+")
#: A share of these among the words tells English from other languages well enough to warn.
_ENGLISH = frozenset("the of to and a in that is was for on with as it at by from be has".split())
_PIECES = " … "
#: Half of a character outside the Basic Multilingual Plane: no text in UTF-8 can hold one.
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as stored. ``number`` is 1-based (0: the title), ``line`` the file's line,
    ``[start, end)`` its characters without surrounding white space."""

    number: int
    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Article:
    """One article. ``text`` is the decoded file, unrepaired; every offset points into it."""

    document: str
    text: str
    view: View
    title: Paragraph | None
    paragraphs: tuple[Paragraph, ...]
    published: date | None
    url: str
    publisher: str
    language: str
    sha256: str
    repairs: tuple[Repair, ...]

    def blocks(self) -> tuple[Paragraph, ...]:
        """The title, where there is one, then the body paragraphs in stored order."""
        return ((self.title,) if self.title else ()) + self.paragraphs

    def cut(self, spans: Iterable[Span]) -> str:
        """The stored text of ``spans``, pieces joined by an ellipsis."""
        return _PIECES.join(self.text[start:end] for start, end in spans)

    def paragraph_at(self, offset: int) -> Paragraph:
        """The block that holds the stored ``offset``, or the last one before it.

        Raises IndexError where no block starts at or before ``offset``.
        """
        blocks = self.blocks()
        index = bisect_right([block.start for block in blocks], offset) - 1
        if index < 0:
            raise IndexError(f"offset {offset} lies before the first paragraph")
        return blocks[index]

    @property
    def words(self) -> int:
        """How many words the body holds."""
        return sum(len(_WORD.findall(self.text[p.start : p.end])) for p in self.paragraphs)


def _lines(text: str) -> Iterator[tuple[int, int, int]]:
    """``(1-based line, start, end)`` of the non-blank lines, white space trimmed."""
    position, number = 0, 0
    while position < len(text):
        match = _LINE.match(text, position)
        assert match is not None
        number += 1
        line = match.group(1)
        if line.strip():
            start = match.start(1) + len(line) - len(line.lstrip())
            yield number, start, start + len(line.strip())
        position = match.end()


def parse_date(value: str, document: str, line: int) -> date:
    """The date of ``YYYYMMDD`` or ``YYYY-M-D``, with or without a time of day.

    Raises ArticleError where ``value`` is anything else.
    """
    try:
        found = _DATE.fullmatch(value)
        if found is None:
            raise ValueError(value)
        month, day = found["month"] or found["m"], found["day"] or found["d"]
        return date(int(found["year"]), int(month), int(day))
    except ValueError:
        raise ArticleError(
            f"{document}, line {line}: {value!r} is not a date; write it as YYYYMMDD"
            " or leave the line out."
        ) from None


def _language(text: str) -> str:
    words = [word.lower() for word in _WORD.findall(text)[:2000]]
    share = sum(word in _ENGLISH for word in words) / len(words) if words else 0.0
    return "en" if share >= 0.1 else ""


def article_from_text(
    text: str,
    document: str = "text.txt",
    *,
    published: date | None = None,
    url: str = "",
    sha256: str | None = None,
) -> Article:
    """The article in ``text``: the first non-blank line is the title, a date line and a URL
    line may follow, every later non-blank line is a paragraph.

    ``published`` and ``url`` are taken where the text has no such line. Raises ArticleError
    where the text has no title, no paragraph, or a date line that is no date, or holds half a
    character (a lone surrogate).
    """
    for value in (text, url):
        half = _SURROGATE.search(value)
        if half:
            line = len(_NEWLINE.findall(value, 0, half.start())) + 1
            raise ArticleError(
                f"{document}, line {line}: half a character (the lone surrogate"
                f" \\u{ord(half.group()):04x}); write the whole one or remove it."
            )
    lines = list(_lines(text))
    if not lines:
        raise ArticleError(
            f"{document} is empty; an article has a title line and at least one paragraph."
        )
    number, start, end = lines.pop(0)
    title = Paragraph(0, number, start, end)
    seen: set[str] = set()
    while lines and len(seen) < 2:
        number, start, end = lines[0]
        value = text[start:end]
        if "date" not in seen and _DATE.fullmatch(value):
            published = parse_date(value, document, number)
            seen.add("date")
        elif "url" not in seen and _URL.fullmatch(value):
            url = value
            seen.add("url")
        else:
            break
        lines.pop(0)
    if not lines:
        raise ArticleError(
            f"{document}, line {title.line}: there is a title but no paragraph under it;"
            " add the article's text, one paragraph a line."
        )
    paragraphs = tuple(Paragraph(n, *line) for n, line in enumerate(lines, 1))
    if not any(_WORD.search(text[p.start : p.end]) for p in paragraphs):
        raise ArticleError(f"{document}: its paragraphs hold no word; is this a news article?")
    view, repairs = repaired(text)
    return Article(
        document=document,
        text=text,
        view=view,
        title=title,
        paragraphs=paragraphs,
        published=published,
        url=url,
        publisher=publisher_of(url),
        language=_language(text[paragraphs[0].start :]),
        sha256=sha256 or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        repairs=repairs,
    )


def read_articles(
    path: str | Path, document: str = "", errors: list[ArticleError] | None = None
) -> list[Article]:
    """The articles of one file: text, saved HTML, or JSON Lines (one article a line).

    ``document`` is what the article is called (default: the file's name). A bad line of JSON
    Lines is left out and its error appended to ``errors``, where a list is given.

    Raises ArticleError, with one sentence that names the file, the line and the mend, where
    the file is missing, empty, binary, not UTF-8, or holds no article; and where its name is not
    UTF-8, since a table could not hold it.
    """
    from analysis.article import files  # the readers of other formats are needed only here

    path = Path(path)
    raw = files.read_bytes(path)
    document = document or path.name
    if _SURROGATE.search(document):
        shown = os.fsencode(path).decode("utf-8", "backslashreplace")
        raise ArticleError(f"{shown}: the file's name is not UTF-8; rename the file.")
    text = files.decode(raw, document)
    sha256 = hashlib.sha256(raw).hexdigest()
    kind = files.sniff(path.name, text)
    if kind == "jsonl":
        return list(_of_lines(text, document, errors))
    if kind == "html":
        record = files.from_html(text, document)
        return [
            article_from_text(
                record.text,
                record.document,
                published=record.published,
                url=record.url,
                sha256=sha256,
            )
        ]
    return [article_from_text(text, document, sha256=sha256)]


def _of_lines(text: str, document: str, errors: list[ArticleError] | None) -> Iterator[Article]:
    from analysis.article import files

    for record in files.from_jsonl(text, document, errors):
        try:
            article = article_from_text(
                record.text, record.document, published=record.published, url=record.url
            )
        except ArticleError as error:
            if errors is None:
                raise
            errors.append(error)
        else:
            yield article


def read_article(path: str | Path) -> Article:
    """The one article of a file. Raises ArticleError as `read_articles`, and where there are
    several."""
    articles = read_articles(path)
    if len(articles) != 1:
        raise ArticleError(
            f"{Path(path).name} holds {len(articles)} articles where one is wanted;"
            " use `extract` or `corpus` for many."
        )
    return articles[0]
