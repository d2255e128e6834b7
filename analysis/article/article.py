"""Read a file into an Article: metadata, title, paragraphs, exact offsets, repairs."""

from __future__ import annotations

import hashlib
import os
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.article.date_lines import DATE_LINE, parse_date
from analysis.article.half_characters import SURROGATE
from analysis.article.language import language_of
from analysis.article.layout import Layout, layout
from analysis.article.lines import joined, lines
from analysis.article.publishers import publisher_of
from analysis.article.repairs import Repair, Span, View, repaired
from analysis.errors import ArticleError

if TYPE_CHECKING:
    from analysis.article.files import Record

__all__ = [
    "Article",
    "ArticleError",
    "Paragraph",
    "Repair",
    "Span",
    "Turn",
    "View",
    "article_from_text",
    "read_article",
    "read_articles",
]

_NEWLINE = re.compile(r"\r\n|\n|\r")
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_PIECES = " … "


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as stored. ``number`` is 1-based (0: the title), ``line`` the file's line,
    ``[start, end)`` its characters without surrounding white space.

    ``kind`` is body, or what else it is (`analysis.article.layout`). ``read`` are the characters
    that are read: without a dateline, the label of a turn, a time stamp, a credit (empty: all).
    """

    number: int
    line: int
    start: int
    end: int
    kind: str = "body"
    read: Span = (0, 0)


@dataclass(frozen=True)
class Turn:
    """What one voice says in an interview or a transcript, in stored offsets.

    ``speaker`` is empty where nobody is named; ``speaker_kind`` is person or organisation;
    ``label`` and ``introduced`` (where the name stands in full) may be missing. ``day`` is the
    day that a post bears.
    """

    speaker: str
    speaker_kind: str
    role: str
    content: tuple[Span, ...]
    label: Span | None = None
    introduced: Span | None = None
    day: date | None = None


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
    author: str = ""
    place: str = ""
    updated: date | None = None
    form: str = "article"
    turns: tuple[Turn, ...] = ()
    notes: tuple[str, ...] = ()

    def blocks(self) -> tuple[Paragraph, ...]:
        """The title, where there is one, then every paragraph in stored order."""
        return ((self.title,) if self.title else ()) + self.paragraphs

    def body(self) -> tuple[Paragraph, ...]:
        """The title and the body paragraphs, cut to what is read of them: without datelines,
        labels, time stamps and credits. What order, statements and claims are found in."""
        return tuple(
            replace(block, start=block.read[0], end=block.read[1]) if block.read[1] else block
            for block in self.blocks()
            if block.kind == "body"
        )

    def cut(self, spans: Iterable[Span]) -> str:
        """The stored text of ``spans``, pieces joined by an ellipsis."""
        return _PIECES.join(self.text[start:end] for start, end in spans)

    def paragraph_at(self, offset: int) -> Paragraph:
        """The block that holds the stored ``offset``, or the last one before it.

        Raises IndexError where no block starts at or before ``offset``.
        """
        starts, blocks = self._by_start
        index = bisect_right(starts, offset) - 1
        if index < 0:
            raise IndexError(f"offset {offset} lies before the first paragraph")
        return blocks[index]

    @cached_property
    def _by_start(self) -> tuple[list[int], tuple[Paragraph, ...]]:
        blocks = self.blocks()
        return [block.start for block in blocks], blocks

    @property
    def words(self) -> int:
        """How many words the body holds."""
        return sum(
            len(_WORD.findall(self.text[p.start : p.end]))
            for p in self.paragraphs
            if p.kind == "body"
        )


def article_from_text(
    text: str,
    document: str = "text.txt",
    *,
    published: date | None = None,
    url: str = "",
    sha256: str | None = None,
    title: str | None = None,
    author: str = "",
    publisher: str = "",
    updated: date | None = None,
    notes: tuple[str, ...] = (),
) -> Article:
    """The article in ``text``: the first non-blank line is the title, a date line and a URL
    line may follow, every later non-blank line is a paragraph (of hard-wrapped text, every
    group of lines).

    Args:
        text: The text as stored; every offset points into it.
        document: The file's name.
        published: The day of publication, taken where the text has no date line.
        url: Where it stood, taken where the text has no such line.
        sha256: Of the file's bytes; of the text where it is not given.
        title: Empty: the text has no title, its first line is a paragraph.
        author: Who wrote it, where the file says so outside the text.
        publisher: Who published it, where the URL does not tell.
        updated: The day of the last change, where the file says so outside the text.
        notes: What was mended while the file was decoded, a sentence each.

    Raises:
        ArticleError: The text has no title, no paragraph, a date line that is no date, or holds
            half a character (a lone surrogate).
    """
    for value in (text, url):
        half = SURROGATE.search(value)
        if half:
            line = len(_NEWLINE.findall(value, 0, half.start())) + 1
            raise ArticleError(
                f"{document}, line {line}: half a character (the lone surrogate"
                f" \\u{ord(half.group()):04x}); write the whole one or remove it."
            )
    rows = list(lines(text))
    if not rows:
        raise ArticleError(
            f"{document} is empty; an article has a title line and at least one paragraph."
        )
    head = None
    if title is None:
        number, start, end = rows.pop(0)
        head = Paragraph(0, number, start, end)
        published, url = _metadata(text, document, rows, published, url)
    if not rows:
        assert head is not None
        raise ArticleError(
            f"{document}, line {head.line}: there is a title but no paragraph under it;"
            " add the article's text, one paragraph a line."
        )
    rows = joined(text, rows)
    if not any(_WORD.search(text[start:end]) for _, start, end in rows):
        raise ArticleError(f"{document}: its paragraphs hold no word; is this a news article?")
    found = layout(
        text[head.start : head.end] if head else "",
        [text[start:end] for _, start, end in rows],
        author,
    )
    paragraphs = _paragraphs(rows, found)
    view, repairs = repaired(text, [(start, end) for _, start, end in rows])
    return Article(
        document=document,
        text=text,
        view=view,
        title=head,
        paragraphs=paragraphs,
        published=published or found.published,
        url=url,
        publisher=publisher_of(url, publisher),
        language=language_of(
            "\n".join(text[p.start : p.end] for p in paragraphs if p.kind == "body")
        ),
        sha256=sha256 or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        repairs=repairs,
        author=found.author,
        place=found.place,
        updated=updated or found.updated,
        form=found.form,
        turns=_turns(found, head, paragraphs),
        notes=notes,
    )


def _metadata(
    text: str,
    document: str,
    rows: list[tuple[int, int, int]],
    published: date | None,
    url: str,
) -> tuple[date | None, str]:
    """Date and URL of the lines below the title, which are taken from ``rows``."""
    seen: set[str] = set()
    while rows and len(seen) < 2:
        number, start, end = rows[0]
        value = text[start:end]
        if "date" not in seen and DATE_LINE.fullmatch(value):
            published = parse_date(value, document, number)
            seen.add("date")
        elif "url" not in seen and _URL.fullmatch(value):
            url = value
            seen.add("url")
        else:
            break
        rows.pop(0)
    return published, url


def _paragraphs(rows: Sequence[tuple[int, int, int]], found: Layout) -> tuple[Paragraph, ...]:
    paragraphs = []
    for n, ((number, start, end), line) in enumerate(zip(rows, found.lines, strict=True), 1):
        read = (start + line.start, start + line.end)
        paragraphs.append(
            Paragraph(n, number, start, end, line.kind, (0, 0) if read == (start, end) else read)
        )
    return tuple(paragraphs)


def _turns(
    found: Layout, title: Paragraph | None, paragraphs: Sequence[Paragraph]
) -> tuple[Turn, ...]:
    def stored(where: tuple[int, int, int] | None) -> Span | None:
        if where is None:
            return None
        block = title if where[0] < 0 else paragraphs[where[0]]
        return (block.start + where[1], block.start + where[2]) if block else None

    return tuple(
        Turn(
            turn.voice.name,
            turn.voice.kind,
            turn.voice.role,
            tuple(span for piece in turn.pieces if (span := stored(piece))),
            stored(turn.label),
            stored(turn.voice.introduced),
            turn.day,
        )
        for turn in found.turns
    )


def read_articles(
    path: str | Path, document: str = "", errors: list[ArticleError] | None = None
) -> list[Article]:
    """The articles of one file: text, saved HTML, or JSON Lines (one article a line); of
    standard input for ``-``.

    ``document`` is what the article is called (default: the file's name). A bad line of JSON
    Lines is left out and its error appended to ``errors``, where a list is given.

    Raises ArticleError, with one sentence that names the file, the line and the mend, where
    the file is missing, empty, binary, not UTF-8, or holds no article; and where its name is not
    UTF-8, since a table could not hold it.
    """
    from analysis.article import files, web_page  # the readers of other formats: only here

    path = Path(path)
    raw = files.read_bytes(path)
    document = document or (files.STDIN_NAME if str(path) == files.STDIN else path.name)
    if SURROGATE.search(document):
        shown = os.fsencode(path).decode("utf-8", "backslashreplace")
        raise ArticleError(f"{shown}: the file's name is not UTF-8; rename the file.")
    page = web_page.is_page(path.name, raw)
    text = web_page.decode(raw, document) if page else files.decode(raw, document)
    sha256 = hashlib.sha256(raw).hexdigest()
    kind = "html" if page else files.sniff(path.name, text)
    if kind == "jsonl":
        return list(_of_lines(text, document, errors))
    if kind == "html":
        return [_of_record(web_page.from_html(text, document), sha256)]
    return [article_from_text(text, document, sha256=sha256)]


def _of_lines(text: str, document: str, errors: list[ArticleError] | None) -> Iterator[Article]:
    from analysis.article import files

    for record in files.from_jsonl(text, document, errors):
        try:
            article = _of_record(record)
        except ArticleError as error:
            if errors is None:
                raise
            errors.append(error)
        else:
            yield article


def _of_record(record: Record, sha256: str | None = None) -> Article:
    return article_from_text(
        record.text,
        record.document,
        published=record.published,
        url=record.url,
        sha256=sha256,
        title=record.title,
        author=record.author,
        publisher=record.publisher,
        updated=record.updated,
        notes=record.notes,
    )


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
