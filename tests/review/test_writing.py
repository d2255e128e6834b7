"""The sheet to fill in: the least sure first, filled in as a person would, and read back."""

import csv
import io

import openpyxl
import pytest

from analysis import review
from analysis.article.article import article_from_text
from analysis.corrections import read_decisions
from analysis.corrections.layouts import ACTORS, FLAT, MISSED, ORDER, PAIRS, STATEMENTS
from analysis.errors import InputError
from analysis.reading import read_one

TEXT = """Council sells the old grain store
2021-05-03

The council of Velden voted on Monday to sell the old grain store by the canal.

“We waited ten years for a buyer, and now we have one,” Mayor Petra Lund said.

The shopkeeper Ivo Kant said the price was far too low. “This is a gift to a friend,” he said.

=1+1, the teacher Nadia Pell told the meeting, is what the council calls a budget.

A fence has stood around the store since March.
"""
SAID = "“We waited ten years for a buyer, and now we have one,”"


@pytest.fixture(scope="module")
def reading():
    return read_one(article_from_text(TEXT, "store.txt"))


@pytest.fixture
def book(reading, tmp_path):
    path = tmp_path / "store.corrections.xlsx"
    review.write(reading, path)
    return path


def column(page, heading):
    return next(n for n, cell in enumerate(page[1], 1) if cell.value == heading)


def fill(path, sheet, heading, value, where=None):
    """Write into the first row whose ``where`` (a heading, its cell) fits, as a person would."""
    made = openpyxl.load_workbook(path)
    page = made[sheet]
    rows = range(2, page.max_row + 1)
    row = next(
        r for r in rows if not where or page.cell(r, column(page, where[0])).value == where[1]
    )
    page.cell(row, column(page, heading)).value = value
    made.save(path)


def test_the_least_sure_stands_first(reading, book):
    """Every statement once, by rising sureness; the names to choose from behind it."""
    page = openpyxl.load_workbook(book)["Statements"]
    sure = [row[column(page, "sure") - 1].value for row in page.iter_rows(min_row=2)]
    assert sure == sorted(sure)
    assert len(sure) == len(reading["statements"])
    lists = {str(rule.sqref).split(":")[0][0] for rule in page.data_validations.dataValidation}
    assert len(lists) == 2  # the right speaker, the right tone


def test_the_walk_of_a_person_who_was_told_nothing(reading, book):
    """A wrong speaker, two actors that are one and a missed statement: filled in, and read."""
    fill(book, STATEMENTS.name, "right speaker", "Ivo Kant", ("what is said", SAID))
    fill(book, STATEMENTS.name, "right tone", "Positive", ("what is said", SAID))
    fill(book, ACTORS.name, "is the same as", "Petra Lund", ("actor (found)", "Nadia Pell"))
    fill(book, MISSED.name, "words that are said", "A fence has stood around the store since March")
    fill(book, MISSED.name, "who says it", "Nadia Pell")
    decisions = read_decisions([book])
    assert sorted(d.kind for d in decisions) == [
        "missed statement",
        "same actor",
        "speaker",
        "tone",
    ]
    made = read_one(reading.article, decisions=decisions)
    assert set(made["corrections"]["status"]) == {"applied"}, made["corrections"]["because"]
    rows = made["statements"].set_index("content_text")
    assert rows.loc[SAID, "speaker"] == "Ivo Kant"
    assert rows.loc["A fence has stood around the store since March", "corrected"]
    assert "Nadia Pell" not in set(made["actors"]["name"])


def test_an_untouched_sheet_decides_nothing(book, reading, tmp_path):
    """Neither the workbook nor the CSV."""
    flat = tmp_path / "store.csv"
    review.write(reading, flat)
    assert read_decisions([book, flat]) == ()


def test_the_csv_asks_the_same(reading, tmp_path):
    """A row a question, the least sure first; what is filled in is read back."""
    path = tmp_path / "store.corrections.csv"
    review.write(reading, path)
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert tuple(rows[0]) == FLAT.headings
    sure = [int(row["sure"]) for row in rows if row["sure"]]
    assert sure == sorted(sure)
    assert {row["kind"] for row in rows} >= {"speaker", "tone", "same actor", "role", "order"}
    for row in rows:
        if row["kind"] == "speaker" and row["words"] == SAID:
            row["correct"] = "nobody"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, FLAT.headings, delimiter=";")
        out.writeheader()
        out.writerows(rows)
    (decision,) = read_decisions([path])
    assert (decision.kind, decision.correct) == ("speaker", "nobody")


def test_earlier_decisions_stand_in_a_new_sheet(reading, book, tmp_path):
    """So that it can take the place of the file they came from."""
    fill(book, STATEMENTS.name, "right speaker", "Ivo Kant", ("what is said", SAID))
    earlier = read_decisions([book])
    for name in ("second.xlsx", "second.csv"):
        path = tmp_path / name
        review.write(read_one(reading.article, decisions=earlier), path, earlier)
        (again,) = read_decisions([path])
        assert (again.kind, again.quote, again.correct) == (
            "speaker",
            earlier[0].quote,
            "Ivo Kant",
        )


@pytest.mark.parametrize(
    ("sheet", "heading", "value"),
    [
        (STATEMENTS.name, "right speaker", "Ivo Kant"),
        (STATEMENTS.name, "note", "look at this again"),
        (MISSED.name, "words that are said", "half done"),
        (PAIRS.name, "note", "mine"),
        (ORDER.name, "right place", "2"),
    ],
)
def test_what_somebody_filled_in_is_never_overwritten(book, sheet, heading, value):
    """Not even a note, or a row half done."""
    try:
        fill(book, sheet, heading, value)
    except StopIteration:  # a sheet without a row: as a person adds one
        made = openpyxl.load_workbook(book)
        made[sheet].cell(2, column(made[sheet], heading)).value = value
        made.save(book)
    with pytest.raises(InputError, match="may hold what somebody filled in"):
        review.check_out(book)


def test_an_untouched_sheet_of_ours_may_be_replaced(book, reading, tmp_path):
    """As other outputs are; what is no sheet of ours may not."""
    assert review.check_out(book) == book
    flat = tmp_path / "store.csv"
    review.write(reading, flat)
    assert review.check_out(flat) == flat
    flat.write_text("my,own,table\n1,2,3\n")
    with pytest.raises(InputError, match="kept"):
        review.check_out(flat)


@pytest.mark.parametrize("name", ["sheet.ods", "sheet", "sheet.json"])
def test_only_what_a_spreadsheet_opens_is_written(tmp_path, name):
    """Told before anything is read."""
    with pytest.raises(InputError, match=r"\.xlsx or \.csv"):
        review.check_out(tmp_path / name)


def test_an_article_cannot_put_a_formula_into_the_sheet(book):
    """A paragraph that begins with an equals sign is text in every sheet."""
    made = openpyxl.load_workbook(book)
    cells = [c for page in made for row in page.iter_rows() for c in row if c.value is not None]
    assert any(str(c.value).startswith("=1+1") for c in cells)
    assert all(c.data_type != "f" for c in cells)


def test_the_gold_holds_only_what_a_person_decided(reading, book):
    """Corrected and confirmed rows, in the form of the hand-coded ones."""
    fill(book, STATEMENTS.name, "right speaker", "Ivo Kant", ("what is said", SAID))
    fill(book, STATEMENTS.name, "right tone", "positive", ("what is said", SAID))
    made = read_one(reading.article, decisions=read_decisions([book]))
    gold = review.to_gold(made)
    (row,) = gold["statements"]
    assert (row["speaker"], row["tone"], row["content_text"]) == ("Ivo Kant", "positive", SAID)
    assert row["decided"] == ["speaker", "tone"]
    start, end = row["content"][0]
    assert TEXT[start:end] == SAID
    assert gold["sha256"] == made.article.sha256
    assert gold["relations"] == gold["order"] == gold["refused"] == []
