"""Accepted files: bytes to text, JSON Lines; saved pages are in `analysis.article.web_page`."""

from __future__ import annotations

import json
import os
import re
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from analysis.article.date_lines import parse_date
from analysis.article.half_characters import SURROGATE, without_surrogates
from analysis.errors import ArticleError

_HTML_START = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.I)
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SPACE = re.compile(r"\s+")
_BLANKS = re.compile(r"\s*")
#: A line that ends so is a sentence (a headline may ask).
_SENTENCE = re.compile(r"[.!…:;,][\"'”’)\]]*\Z")
_ADDRESS = re.compile(r"(?:https?|ftp)://|www\.", re.IGNORECASE)


#: The PATH that means standard input.
STDIN = "-"
#: What an article from there is called.
STDIN_NAME = "stdin"


@dataclass(frozen=True)
class Record:
    """An article's text in the plain form (title line, then paragraphs) and its metadata."""

    document: str
    text: str
    published: date | None
    url: str
    title: str | None = None  # empty: the text has none, its first line is a paragraph
    author: str = ""
    publisher: str = ""
    updated: date | None = None
    notes: tuple[str, ...] = ()


def read_bytes(path: Path) -> bytes:
    """The file's bytes, or those of standard input for ``-``.

    Raises ArticleError where the file is missing or cannot be read, and for an address: nothing
    is fetched.
    """
    name = os.fsencode(path).decode("utf-8", "backslashreplace")  # printable in any case
    if str(path) == STDIN:
        return sys.stdin.buffer.read()
    try:
        # a pipe or a device may never end, so its kind is asked before it is opened
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise ArticleError(f"{name} is a folder; name the article files in it.")
        if not stat.S_ISREG(mode):
            raise ArticleError(f"{name} is a pipe or a device, no file; save the article first.")
        return path.read_bytes()
    except FileNotFoundError:
        if _ADDRESS.match(name.replace(":/", "://", 1)):
            raise ArticleError(
                f"{name.replace(':/', '://', 1)} is an address, and nothing is fetched from"
                " the internet; open it in a browser, save the page (Ctrl+S, as HTML) and give"
                " the saved file."
            ) from None
        raise ArticleError(f"{name} does not exist; check the name.") from None
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise ArticleError(
            f"{name} cannot be read ({reason}); check its name and its permissions."
        ) from None


def decode(raw: bytes, name: str) -> str:
    """The text of UTF-8 bytes without their byte-order mark; carriage returns are kept.

    Raises ArticleError where the bytes are binary or in another encoding.
    """
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ArticleError(f"{name}, line 1: the file is UTF-16, not UTF-8; save it as UTF-8.")
    if b"\x00" in raw:
        raise ArticleError(f"{name} is a binary file, not text; give a UTF-8 text file.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ArticleError(
            f"{name}, line {line}: byte 0x{raw[error.start]:02x} is not UTF-8"
            " (Latin-1 or Windows-1252, perhaps); save the file as UTF-8."
        ) from None
    found = _BINARY.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise ArticleError(
            f"{name}, line {line}: control character 0x{ord(found.group()):02x};"
            " this is a binary file or a damaged one, give a UTF-8 text file."
        )
    return text


def sniff(name: str, text: str) -> str:
    """``html``, ``jsonl`` or ``text``, by the file's ending, else by how it begins."""
    ending = name.lower().rpartition(".")[2]
    if ending in ("html", "htm", "xhtml") or _begins_as_html(text):
        return "html"
    return "jsonl" if ending in ("jsonl", "ndjson") else "text"


def _begins_as_html(text: str) -> bool:
    """Whether a tag of HTML stands first, behind blanks and comments. One pass: an expression of
    "any comments, each up to any end" would try every way to part them."""
    at = _BLANKS.match(text).end()  # type: ignore[union-attr]
    while text.startswith("<!--", at):
        end = text.find("-->", at + 4)
        if end < 0:
            return False
        at = _BLANKS.match(text, end + 3).end()  # type: ignore[union-attr]
    return _HTML_START.match(text, at) is not None


def _field(record: dict[str, object], key: str, where: str) -> str:
    value = record.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ArticleError(f'{where}: "{key}" is not a string; write it in quotation marks.')
    if key not in ("text", "title") and SURROGATE.search(value):
        raise ArticleError(
            f'{where}: "{key}" holds half a character (a lone surrogate such as \\ud83d);'
            " write the whole one or remove it."
        )
    return value.strip()


def _names(record: dict[str, object], key: str, where: str) -> str:
    value = record.get(key)
    if isinstance(value, list):
        return "; ".join(item.strip() for item in value if isinstance(item, str))
    return _field(record, key, where)


def stands_alone(text: str) -> bool:
    """Is the first line of a text a title: short, no sentence, with paragraphs below it?"""
    first, _, rest = text.strip().partition("\n")
    first = first.strip()
    return bool(rest.strip()) and len(first) <= 160 and not _SENTENCE.search(first)


def from_jsonl(text: str, name: str, errors: list[ArticleError] | None = None) -> Iterator[Record]:
    """The articles of JSON Lines with ``title``, ``date``, ``url`` and ``text``.

    Each is named ``name#line`` where the file holds several. A line that is no such object is
    left out, its error appended to ``errors``; where that is None, ArticleError is raised.
    """
    rows = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not rows:
        raise ArticleError(f"{name} is empty; put one JSON object a line into it.")
    for number, line in rows:
        document = name if len(rows) == 1 else f"{name}#{number}"
        try:
            record = _from_line(line, name, number, document)
        except ArticleError as error:
            if errors is None:
                raise
            errors.append(error)
        else:
            yield record


def _from_line(line: str, name: str, number: int, document: str) -> Record:
    where = f"{name}, line {number}"
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        raise ArticleError(f"{where}: not a JSON object; mend or remove the line.") from None
    if not isinstance(record, dict):
        raise ArticleError(f"{where}: not a JSON object; mend or remove the line.")
    title = _SPACE.sub(" ", _field(record, "title", where))
    body, mended = without_surrogates(_field(record, "text", where))
    title, also = without_surrogates(title)
    if not body:
        raise ArticleError(f'{where}: no "text"; an article needs one.')
    day = _field(record, "date", where)
    return Record(
        document=document,
        text=f"{title}\n{body}" if title else body,
        published=parse_date(day, name, number) if day else None,
        url=_field(record, "url", where),
        title=None if title or stands_alone(body) else "",
        author=_names(record, "author", where) or _names(record, "authors", where),
        publisher=_field(record, "publisher", where),
        notes=(f"{where}: lone surrogates, which are no characters, were replaced.",)
        if mended or also
        else (),
    )
