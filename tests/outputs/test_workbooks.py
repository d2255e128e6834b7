"""Workbooks: what goes in comes out, nothing in them runs, the same cells are the same bytes."""

import io
import time
import zipfile

import openpyxl
import pytest

from analysis.errors import InputError
from analysis.outputs import workbooks
from analysis.outputs.workbooks import Sheet

ODD = ['=HYPERLINK("http://x")', "+1", "-2", "@cmd", "\tx", "plain", "“quoted” – dash", "", "'tis"]


def test_what_goes_in_comes_out():
    """Text, numbers and empty cells, sheet by sheet."""
    raw = workbooks.to_bytes({"One": Sheet([["a", "b"], ["x", 3], ["", 0.5]]), "Two": Sheet([ODD])})
    sheets = workbooks.read_sheets(raw, "w.xlsx")
    assert sheets["One"] == [["a", "b"], ["x", "3"], ["", "0.5"]]
    assert sheets["Two"] == [ODD]


def test_no_cell_is_a_formula():
    """Every text is a text to the spreadsheet, however it begins, and stays one when edited."""
    book = openpyxl.load_workbook(io.BytesIO(workbooks.to_bytes({"One": Sheet([ODD])})))
    cells = [cell for cell in book["One"][1] if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [bool(cell.quotePrefix) for cell in cells][:4] == [True] * 4


def test_the_same_cells_are_the_same_bytes():
    """Neither the clock nor the machine shows."""
    first = workbooks.to_bytes({"One": Sheet([ODD])})
    time.sleep(2.1)  # the dates in a zip archive are in steps of two seconds
    assert workbooks.to_bytes({"One": Sheet([ODD])}) == first


def test_what_xml_cannot_hold_is_replaced():
    """A control character costs itself alone."""
    raw = workbooks.to_bytes({"One": Sheet([["a\x00b\x1fc"]])})
    assert workbooks.read_sheets(raw, "w.xlsx")["One"] == [["a\ufffdb\ufffdc"]]


@pytest.mark.parametrize("raw", [b"", b"no workbook", b"PK\x03\x04torn"])
def test_what_is_no_workbook_is_a_sentence(raw):
    """Not a traceback of the library's."""
    with pytest.raises(InputError, match=r"w\.xlsx is no workbook"):
        workbooks.read_sheets(raw, "w.xlsx")


def test_a_zip_bomb_is_refused():
    """Told by what it would unpack to, before it is."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b"0" * 200_000_001)
    with pytest.raises(InputError, match="200 MB"):
        workbooks.read_sheets(made.getvalue(), "w.xlsx")


@pytest.mark.parametrize("cell", ["=1", "-x", "plain", "'tis", "'", ""])
def test_a_guard_comes_off_again(cell):
    """A CSV that went through a spreadsheet gives the cell that was written."""
    assert workbooks.without_guard(workbooks.guarded(cell)) == cell
