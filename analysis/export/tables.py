"""Write tables as CSV, Parquet or JSON Lines: all of them, or none."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

import pandas as pd

from analysis.errors import InputError
from analysis.tables import TABLES

FORMATS = ("csv", "parquet", "jsonl")
#: A cell that begins so is a formula to a spreadsheet (OWASP, "CSV Injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _structured(table: str, dtype: str) -> list[str]:
    return [column.name for column in TABLES[table] if column.dtype == dtype]


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=False)


def csv_safe(cell: object) -> object:
    """A text cell that a spreadsheet shows and never runs: a leading ``'`` defuses a formula."""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return "'" + cell
    return cell


def to_csv(table: str, data: pd.DataFrame) -> str:
    """The table as CSV text; structured cells are JSON, and no cell is a formula."""
    data = data.copy()
    structured = _structured(table, "spans") + _structured(table, "json")
    for name in data.columns:
        if name in structured:
            data[name] = data[name].map(_dumps)
        elif pd.api.types.is_string_dtype(data[name]) or data[name].dtype == object:
            data[name] = data[name].map(csv_safe)
        elif data[name].dtype == bool:
            data[name] = data[name].map({True: "true", False: "false"})
    return data.to_csv(index=False, lineterminator="\n")


def to_jsonl(data: pd.DataFrame) -> str:
    """The table as JSON Lines."""
    rows = data.to_dict(orient="records")
    return "".join(_dumps(row) + "\n" for row in rows)


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
        data = data.copy()
        for name in _structured(table, "json"):
            data[name] = data[name].map(_dumps)
        data.to_parquet(path, index=False)
    else:
        text = to_csv(table, data) if form == "csv" else to_jsonl(data)
        path.write_text(text, encoding="utf-8", newline="")


def make_folder(out: Path) -> None:
    """Make the folder ``out``. Raises InputError where that cannot be."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise InputError(
            f"{out} cannot be made a folder ({reason}); choose another --out."
        ) from None


def write_tables(tables: Mapping[str, pd.DataFrame], out: Path, form: str = "csv") -> list[Path]:
    """Write ``<table>.<form>`` for each table into ``out``, and return the paths.

    Everything is written aside first and then moved, so that a failure leaves no half of a
    set behind. Raises InputError where ``out`` cannot be written.
    """
    make_folder(out)
    try:
        aside = Path(tempfile.mkdtemp(prefix=".writing-", dir=out))
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise InputError(f"{out} cannot be written ({reason}); choose another --out.") from None
    try:
        for name, data in tables.items():
            _write(aside / f"{name}.{form}", name, data, form)
        written = []
        for name in tables:
            target = out / f"{name}.{form}"
            os.replace(aside / target.name, target)
            written.append(target)
        return written
    finally:
        shutil.rmtree(aside, ignore_errors=True)
