"""Write tables as CSV, Parquet, JSON Lines or workbooks: all of them, or none."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import pandas as pd

from analysis import outputs
from analysis.errors import InputError
from analysis.outputs import workbooks
from analysis.outputs.workbooks import guarded
from analysis.tables import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

FORMATS = ("csv", "parquet", "jsonl", "xlsx")


def _structured(table: str, dtype: str) -> list[str]:
    return [column.name for column in TABLES[table] if column.dtype == dtype]


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=False)


def to_csv(table: str, data: pd.DataFrame) -> str:
    """The table as CSV text; structured cells are JSON, and no cell is a formula."""
    data = data.copy()
    structured = _structured(table, "spans") + _structured(table, "json")
    for name in data.columns:
        if name in structured:
            data[name] = data[name].map(_dumps)
        elif pd.api.types.is_string_dtype(data[name]) or data[name].dtype == object:
            data[name] = data[name].map(guarded)
        elif data[name].dtype == bool:
            data[name] = data[name].map({True: "true", False: "false"})
    return data.to_csv(index=False, lineterminator="\n")


def to_xlsx(table: str, data: pd.DataFrame) -> bytes:
    """The table as a workbook of one sheet; structured cells are JSON, and no cell is a formula.
    A cell longer than a spreadsheet can hold is cut."""
    data = data.copy()
    for name in _structured(table, "spans") + _structured(table, "json"):
        data[name] = data[name].map(_dumps)
    return workbooks.to_bytes({table: workbooks.Sheet([list(data.columns), *data.values.tolist()])})


def to_jsonl(data: pd.DataFrame) -> str:
    """The table as JSON Lines."""
    rows = data.to_dict(orient="records")
    return "".join(_dumps(row) + "\n" for row in rows)


def _kept(data: pd.DataFrame, table: str) -> pa.Table:
    """The table in its Arrow schema, whatever rows it has; a column the schema does not know is
    text, as JSON where it is none."""
    import pyarrow as pa

    data = data.copy()
    for name in _structured(table, "json"):
        data[name] = data[name].map(_dumps)
    schema = arrow_schema(table)
    for name in data.columns:
        if name not in schema.names:
            data[name] = [c if isinstance(c, str) else _dumps(c) for c in data[name].tolist()]
            schema = schema.append(pa.field(name, pa.string()))
    # pandas' own metadata would differ from part to part
    return pa.Table.from_pandas(data, schema, preserve_index=False).replace_schema_metadata(None)


def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema of a table's Parquet files; cells of type json are JSON text there."""
    import pyarrow as pa

    # Parquet calls a list's items "element", and so they come back
    span = pa.list_(pa.field("element", pa.int64()))
    kinds = {
        "text": pa.string(),
        "json": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "flag": pa.bool_(),
        "spans": pa.list_(pa.field("element", span)),
    }
    return pa.schema([(column.name, kinds[column.dtype]) for column in TABLES[table]])


def write_stream(tables: Mapping[str, pd.DataFrame], stream: TextIO) -> None:
    """Write tables as JSON Lines to an open text stream.

    Where there are several, each row says in ``table`` which it belongs to.
    """
    for name, data in tables.items():
        if len(tables) > 1:
            data = data.copy()
            data.insert(0, "table", name)
        stream.write(to_jsonl(data))


def _write(path: Path, table: str, data: pd.DataFrame, form: str) -> None:
    if form == "parquet":
        import pyarrow.parquet as pq

        pq.write_table(_kept(data, table), path)
    elif form == "xlsx":
        path.write_bytes(to_xlsx(table, data))
    else:
        text = to_csv(table, data) if form == "csv" else to_jsonl(data)
        path.write_text(text, encoding="utf-8", newline="")


def check_out(
    out: str | Path, tables: Iterable[str], form: str, inputs: Sequence[str | Path] = ()
) -> Path:
    """``out`` as a Path, if the tables could be written into it; nothing is made.

    Raises InputError where ``out`` is empty, a file or not to be written, and where a file of a
    table's name is there that is no such table, or that is one of the ``inputs``.
    """
    folder = outputs.check_folder(out)
    for name in tables:
        target = folder / f"{name}.{form}"
        if not os.path.lexists(target):
            continue
        outputs.check_file(target, inputs)
        if not _is_ours(target, form):
            raise InputError(
                f"{outputs.shown(target)} is there and is no table of ours;"
                " move it, or choose another --out."
            )
    return folder


def _is_ours(path: Path, form: str) -> bool:
    """Is the file a table that we wrote, of any version? Every one begins with the document."""
    with open(path, "rb") as file:
        head = file.read(4096)
    if not head:
        return True
    if form == "xlsx":
        try:
            sheets = workbooks.read_sheets(path.read_bytes(), path.name)
        except InputError:
            return False
        return all(rows and rows[0][:1] == ["document"] for rows in sheets.values())
    if form == "parquet":
        import pyarrow.parquet as pq

        try:
            return pq.read_schema(path).names[:1] == ["document"]
        except (OSError, ValueError):
            return False
    return head.startswith(b"document," if form == "csv" else b'{"document":')


def write_tables(tables: Mapping[str, pd.DataFrame], out: Path, form: str = "csv") -> list[Path]:
    """Write ``<table>.<form>`` for each table into ``out``, and return the paths.

    Everything is written aside first and then moved, so that a failure leaves no half of a
    set behind; other files in ``out`` stay. Raises InputError where ``out`` cannot be written.
    """

    def fill(aside: Path) -> None:
        for name, data in tables.items():
            _write(aside / f"{name}.{form}", name, data, form)

    outputs.write_set(out, fill)
    return [out / f"{name}.{form}" for name in tables]
