"""Workbooks (.xlsx): sheets of plain text and numbers, the same bytes for the same cells.

Comes in: rows. Goes out: bytes; and back. No cell is ever a formula: text that looks like one is
stored as text and marked so, as a spreadsheet does with a leading apostrophe.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from analysis.errors import InputError

#: A cell that begins so is a formula to a spreadsheet (OWASP, "CSV Injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: What XML cannot hold, and the most that a cell can.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_000
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]{0,300}>)[^<]{0,40}")
_WHEN = datetime(2020, 1, 1)
_MOST_ROWS, _MOST_COLUMNS = 50_000, 60
_GUARD = "'"


@dataclass(frozen=True)
class Sheet:
    """A sheet: its rows, the first of them headings.

    ``widths`` of columns in characters; ``fill`` the numbers of columns to be filled in, which are
    coloured; ``hidden`` those that are not shown; ``choices`` the cells (``Names!$A$1:$A$9``) that
    a column's values are offered from; ``headed``: is the first row headings.
    """

    rows: Sequence[Sequence[object]]
    widths: Sequence[int] = ()
    fill: frozenset[int] = frozenset()
    hidden: frozenset[int] = frozenset()
    choices: Mapping[int, str] = field(default_factory=dict)
    headed: bool = True


def guarded(cell: object) -> object:
    """A text cell that a spreadsheet shows and never runs: a leading ``'`` defuses a formula."""
    return _GUARD + cell if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def without_guard(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return cell[1:] if cell.startswith(_GUARD) and cell[1:].startswith(FORMULA) else cell


def to_bytes(sheets: Mapping[str, Sheet]) -> bytes:
    """The workbook of some sheets."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for title, sheet in sheets.items():
        _fill(book.create_sheet(title), sheet)
    book.properties.creator = "On the Record"
    book.properties.created = book.properties.modified = _WHEN
    made = io.BytesIO()
    book.save(made)
    return _dated(made.getvalue())


def _fill(page: Any, sheet: Sheet) -> None:
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    bold, wrap = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    colour = PatternFill("solid", fgColor="FFF3BF")
    for number, row in enumerate(sheet.rows):
        for place, value in enumerate(row):
            cell: Cell = page.cell(number + 1, place + 1)
            if isinstance(value, str):
                cell.value = _ILLEGAL.sub("\ufffd", value)[:_LONGEST]
                cell.data_type = "s"  # never a formula, whatever it begins with
                cell.quotePrefix = value.startswith(FORMULA)
            elif value is not None:
                cell.value = value
            cell.alignment = wrap
            if place in sheet.fill:
                cell.fill = colour
            if number == 0 and sheet.headed:
                cell.font = bold
    for place, width in enumerate(sheet.widths):
        page.column_dimensions[get_column_letter(place + 1)].width = width
    for place in sheet.hidden:
        page.column_dimensions[get_column_letter(place + 1)].hidden = True
    if sheet.headed:
        page.freeze_panes = "A2"
    for place, cells in sheet.choices.items():
        letter = get_column_letter(place + 1)
        rule = DataValidation(type="list", formula1=cells, allow_blank=True, showErrorMessage=False)
        rule.add(f"{letter}2:{letter}{max(2, len(sheet.rows))}")
        page.add_data_validation(rule)


def _dated(raw: bytes) -> bytes:
    """The same archive with every member dated alike."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":  # openpyxl writes the time of saving there
                content = _MODIFIED.sub(rb"\g<1>2020-01-01T00:00:00Z", content)
            member = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            member.external_attr = 0o600 << 16
            new.writestr(member, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def read_sheets(raw: bytes, name: str) -> dict[str, list[list[str]]]:
    """The sheets of a workbook as text, by their titles. ``name`` is what messages call it.

    Raises InputError where it is no workbook.
    """
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            if sum(part.file_size for part in parts.infolist()) > 200_000_000:
                raise InputError(f"{name} unpacks to more than 200 MB: no such workbook is ours.")
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        return {sheet.title: _rows(sheet) for sheet in book.worksheets}
    except InputError:
        raise
    except Exception:  # a torn workbook may raise anything at all
        raise InputError(
            f"{name} is no workbook (.xlsx) that can be read; save it again."
        ) from None


def _rows(sheet: Any) -> list[list[str]]:
    """The rows of a sheet without the empty cells at the end of each, and of all."""
    rows = []
    for row in sheet.iter_rows(values_only=True, max_row=_MOST_ROWS):
        cells = [_text(value) for value in row[:_MOST_COLUMNS]]
        while cells and not cells[-1]:
            cells.pop()
        rows.append(cells)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return without_guard(str(value))
