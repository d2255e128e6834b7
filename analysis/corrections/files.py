"""Files of decisions: CSV in any dialect a spreadsheet writes, workbooks, W3C annotations."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis import paths
from analysis.corrections.decision import Decision, Kind, Quote, checked
from analysis.corrections.layouts import LAYOUTS, decisions_of, layout_of
from analysis.errors import InputError
from analysis.outputs import same_file, shown, why
from analysis.outputs.workbooks import read_sheets, without_guard
from analysis.tables import joined

#: The files beside `NAME.txt` that are looked for: `NAME.corrections.csv` and so on.
ENDINGS = (".corrections.csv", ".corrections.xlsx", ".corrections.jsonld")
#: A file of decisions is written by hand: one so large is none.
_LARGEST = 20_000_000
_LONGEST_ROW = 200_000
Sheet = list[list[str]]


def beside(path: str | Path) -> tuple[Path, ...]:
    """The files of decisions found by their name beside an article's file."""
    article = Path(path)
    try:
        found = [article.with_name(article.stem + ending) for ending in ENDINGS]
    except ValueError:  # a path without a name
        return ()
    return tuple(file for file in found if file != article and file.is_file())


def given(path: str | Path) -> tuple[Path, ...]:
    """The files of decisions for an article's file: for the book's article those that
    ``$ON_THE_RECORD_CORRECTIONS`` names, else those found by name."""
    named = os.environ.get(paths.CORRECTIONS_VARIABLE)
    if named and same_file(path, paths.book_article()):
        return tuple(Path(name) for name in named.split("\n") if name)
    return beside(path)


def read_decisions(paths: Iterable[str | Path]) -> tuple[Decision, ...]:
    """The decisions in files, in their order.

    Raises InputError naming file, row and mend where a file cannot be read, is none of decisions,
    or holds a value that its kind of decision cannot have.
    """
    return tuple(decision for path in paths for decision in _of_file(Path(path)))


def _of_file(path: Path) -> Iterator[Decision]:
    name = shown(path.name)
    try:
        if not path.is_file():
            raise InputError(f"{shown(path)} is no file; --corrections names a file of decisions.")
        if path.stat().st_size > _LARGEST:
            raise InputError(f"{name} is larger than 20 MB: no file of decisions is.")
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(f"{shown(path)} cannot be read ({why(error)}).") from None
    ending = path.suffix.lower()
    if ending == ".xlsx":
        yield from _of_sheets(read_sheets(raw, name).items(), name, must=True)
    elif ending in (".json", ".jsonld"):
        yield from _of_annotations(raw, name)
    else:
        yield from _of_sheets([("", _csv(raw, name))], name, must=True)


# ---------------------------------------------------------------------------------------- tables


def _csv(raw: bytes, name: str) -> Sheet:
    """The rows of a CSV: UTF-8 or UTF-16, parted by comma, semicolon or tab."""
    coding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = raw.decode(coding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{name}, line {line}, is not UTF-8; save it as “CSV UTF-8”, or as .xlsx."
        ) from None
    head = text.lstrip("\r\n").split("\n", 1)[0]
    mark = max(",;\t", key=head.count)
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_ROW))
    try:
        return [
            [without_guard(cell) for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)
        ]
    except csv.Error as error:
        raise InputError(f"{name} is no CSV ({error}); save it again from a spreadsheet.") from None


def _of_sheets(
    sheets: Iterable[tuple[str, Sheet]], name: str, must: bool = False
) -> Iterator[Decision]:
    known = False
    for title, rows in sheets:
        at = next((n for n, row in enumerate(rows[:20]) if layout_of(_headings(row))), None)
        if at is None:
            continue
        known = True
        headings = _headings(rows[at])
        layout = layout_of(headings)
        assert layout is not None
        file = f"{name} ({title})" if title else name
        for number, row in enumerate(rows[at + 1 :], at + 2):
            cells = dict(zip(headings, row, strict=False))
            yield from decisions_of(layout, cells, file, number)
    if must and not known:
        wanted = ", ".join(LAYOUTS[-1].headings[:5])
        raise InputError(
            f"{name} has no heading of a file of corrections (such as {wanted});"
            " `on-the-record review` writes one."
        )


def _headings(row: Sequence[str]) -> list[str]:
    return [" ".join(cell.casefold().split()) for cell in row]


# ----------------------------------------------------------------------------------- annotations


def _of_annotations(raw: bytes, name: str) -> Iterator[Decision]:
    try:
        page = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise InputError(f"{name} is no JSON; export the annotations again.") from None
    items = page.get("items", page.get("rows")) if isinstance(page, dict) else page
    if isinstance(page, dict) and page.get("type") == "Annotation":
        items = [page]
    if not isinstance(items, list):
        raise InputError(f"{name} is no page of W3C annotations; it needs a list `items`.")
    for number, item in enumerate(items, 1):
        if isinstance(item, dict):
            decision = _of_annotation(item, name, number)
            if decision:
                yield checked(decision)


def _of_annotation(item: Mapping[str, Any], name: str, number: int) -> Decision | None:
    """The decision in an annotation; None where it is none of a person's.

    A body with the purpose ``classifying`` or ``tagging`` names the kind, the other text is what
    is right. A statement of ours (a schema.org Quotation) counts where an annotation ``creator``
    says that a person stands behind it.
    """
    bodies = [body for body in _listed(item.get("body")) if isinstance(body, dict)]
    quotes = [quote for target in _listed(item.get("target")) if (quote := _quote(target))]
    if not quotes:
        return None
    said = next((body for body in bodies if body.get("type") == "schema:Quotation"), None)
    if said is not None:
        if not item.get("creator"):
            return None
        names = [str(one.get("schema:name", "")) for one in _listed(said.get("schema:creator"))]
        value = joined(filter(None, names)) or "nobody"
        quote = Quote(" … ".join(q.exact for q in quotes), quotes[0].prefix, quotes[-1].suffix)
        return Decision(Kind.SPEAKER, quote, value, file=name, line=number)
    kinds = {str(kind): kind for kind in Kind}
    kind, value, note = None, "", ""
    for body in bodies:
        text = " ".join(str(body.get("value", "")).split())
        purpose = body.get("purpose")
        if purpose in ("classifying", "tagging"):
            kind = kinds.get(text.casefold(), kind)
        elif purpose == "describing":
            note = text
        elif text:
            value = text
    if kind is None or not value:
        return None
    other = quotes[1] if len(quotes) > 1 and kind == Kind.PAIR else Quote("")
    more = {str(key): str(item.get(f"otr:{key}", "")) for key in ("source", "cue")}
    return Decision(kind, quotes[0], value, other, note=note, file=name, line=number, **more)


def _quote(target: object) -> Quote | None:
    for selector in _listed(target.get("selector")) if isinstance(target, dict) else ():
        if isinstance(selector, dict) and selector.get("type") == "TextQuoteSelector":
            parts = (str(selector.get(name, "")) for name in ("exact", "prefix", "suffix"))
            return Quote(*parts)
    return None


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
