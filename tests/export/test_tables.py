"""Writing tables: safe in a spreadsheet, the same in every format, all or nothing."""

import csv
import io
import json

import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.export import tables
from analysis.tables import TABLES, frame

REPAIR = {
    "document": "a.txt",
    "kind": "dash",
    "start": 3,
    "end": 4,
    "before": " ",
    "after": "–",
}

ROWS = [
    {
        "document": "a.txt",
        "statement_id": "s1",
        "paragraph": 1,
        "content": [[3, 9]],
        "source": [],
        "cue": [],
        "content_text": '=HYPERLINK("http://x","go")',
        "source_text": "+1, “he”",
        "cue_text": "",
        "kind": "direct",
        "actor_id": "a1",
        "speaker": "@cmd",
        "official": False,
        "said_on": "",
        "medium": "",
        "addressee": "",
        "via": "",
        "confidence": 0.25,
        "resolved_by": "name",
        "alternatives": [{"name": "Ann", "share": 0.1}],
    }
]


@pytest.fixture
def statements():
    return frame("statements", ROWS)


def test_no_csv_cell_is_a_formula(statements):
    """A spreadsheet shows the text of a cell and never runs it."""
    (row,) = csv.DictReader(io.StringIO(tables.to_csv("statements", statements)))
    assert row["content_text"] == "'" + ROWS[0]["content_text"]
    assert row["speaker"] == "'@cmd"
    assert row["source_text"] == "'+1, “he”"
    assert json.loads(row["content"]) == [[3, 9]]
    assert row["official"] == "false"


def test_the_formats_agree(statements, tmp_path):
    """What JSON Lines and Parquet hold is what the table holds."""
    for form in tables.FORMATS:
        tables.write_tables({"statements": statements}, tmp_path, form)
    (line,) = (tmp_path / "statements.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line) == ROWS[0] | {"corrected": False}
    parquet = pd.read_parquet(tmp_path / "statements.parquet")
    assert [list(s) for s in parquet["content"][0]] == [[3, 9]]
    assert json.loads(parquet["alternatives"][0]) == ROWS[0]["alternatives"]
    assert list(parquet.columns) == list(statements.columns)


@pytest.mark.parametrize("table", TABLES)
def test_parquet_has_one_schema_with_rows_and_without(table, tmp_path):
    """Parts of a corpus read as one dataset, whichever of them has rows."""
    import pyarrow.dataset as ds
    import pyarrow.parquet as pq

    rows = {
        "text": "",
        "integer": 1,
        "number": 0.5,
        "flag": True,
        "spans": [[3, 9]],
        "json": [{"value": 1.0, "revises": None}],
    }
    row = {column.name: rows[column.dtype] for column in TABLES[table]}
    parts = {"a": [], "b": [row], "c": [row | {n: [] for n, v in row.items() if v == [[3, 9]]}]}
    for part, found in parts.items():
        tables.write_tables({table: frame(table, found)}, tmp_path / part, "parquet")
    schemas = {pq.read_schema(tmp_path / part / f"{table}.parquet") for part in parts}
    assert schemas == {tables.arrow_schema(table)}
    assert all(schema.metadata is None for schema in schemas)
    files = [str(tmp_path / part / f"{table}.parquet") for part in parts]
    whole = ds.dataset(files).to_table()
    assert whole.num_rows == 2
    assert whole.schema == tables.arrow_schema(table)


def test_a_column_that_no_schema_knows_is_text(tmp_path):
    """One type for it, whatever it holds in this part or another."""
    import pyarrow.parquet as pq

    for values in ([], [1], ["x"]):
        data = frame("repairs", [REPAIR] * len(values)).assign(note=values)
        tables.write_tables({"repairs": data}, tmp_path, "parquet")
        assert str(pq.read_schema(tmp_path / "repairs.parquet").field("note").type) == "string"


@pytest.mark.parametrize("form", tables.FORMATS)
def test_our_own_tables_are_told_from_others(form, tmp_path):
    """Ours, with rows or without, may be replaced; a file of the same name that is not may not."""
    for rows in ([REPAIR], []):
        tables.write_tables({"repairs": frame("repairs", rows)}, tmp_path, form)
        assert tables.check_out(tmp_path, ["repairs"], form) == tmp_path
    (tmp_path / f"repairs.{form}").write_text('my own,"repairs"\n')
    with pytest.raises(InputError, match="is no table of ours"):
        tables.check_out(tmp_path, ["repairs"], form)
    assert tables.check_out(tmp_path, ["claims"], form) == tmp_path


def test_other_files_in_the_folder_stay(statements, tmp_path):
    """Only our own files are replaced, and nothing temporary is left."""
    (tmp_path / "notes.md").write_text("mine")
    (tmp_path / "statements.csv").write_text("old")
    tables.write_tables({"statements": statements}, tmp_path, "csv")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["notes.md", "statements.csv"]
    assert (tmp_path / "statements.csv").read_text(encoding="utf-8").startswith("document,")


def test_a_failure_leaves_the_old_set_whole(statements, tmp_path, monkeypatch):
    """If the second table cannot be written, the first is not replaced either."""
    (tmp_path / "statements.csv").write_text("old")
    real = tables.to_csv

    def fails(table, data):
        if table == "actors":
            raise RuntimeError("disk full")
        return real(table, data)

    monkeypatch.setattr(tables, "to_csv", fails)
    with pytest.raises(RuntimeError):
        tables.write_tables(
            {"statements": statements, "actors": frame("actors", [])}, tmp_path, "csv"
        )
    assert [p.name for p in tmp_path.iterdir()] == ["statements.csv"]
    assert (tmp_path / "statements.csv").read_text() == "old"


def test_a_file_where_the_folder_should_be_is_the_users_to_mend(statements, tmp_path):
    """One sentence, not a traceback."""
    (tmp_path / "out").write_text("a file")
    with pytest.raises(InputError, match="choose another --out"):
        tables.write_tables({"statements": statements}, tmp_path / "out")
