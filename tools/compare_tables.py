"""Whether a change of the code changed any table of the shipped articles.

    python tools/compare_tables.py REV                        the tables of REV and of this tree
    python tools/compare_tables.py REV --rename old=new …     where a value of `resolved_by` was
                                                              renamed, as one part between commas

Both read the articles of this tree. Tables are compared column by column and byte by byte, as
they stand in the CSV files. Exit 0: alike; 1: they differ, and where is said; 2: no such revision.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Differences told of one column; further ones are only counted.
_SHOWN = 3
_LONGEST = 120


def columns(path: Path) -> dict[str, list[str]]:
    """The cells of a CSV file by column, as they are written. Raises OSError and csv.Error."""
    with open(path, encoding="utf-8", newline="") as handle:
        names, *rows = list(csv.reader(handle))
    return {name: [row[at] for row in rows] for at, name in enumerate(names)}


def renamed(cell: str, renames: Mapping[str, str]) -> str:
    """A value of ``resolved_by`` with its parts between commas under their new names."""
    return ", ".join(renames.get(part, part) for part in cell.split(", "))


def differences(
    before: Mapping[str, Sequence[str]],
    after: Mapping[str, Sequence[str]],
    renames: Mapping[str, str] | None = None,
) -> list[str]:
    """One line a column that is missing, new, moved or holds other cells; empty where alike.

    ``renames`` maps old parts of ``resolved_by`` to new ones.
    """
    found = [f"{name}: the column is gone" for name in before if name not in after]
    found += [f"{name}: the column is new" for name in after if name not in before]
    both = [name for name in before if name in after]
    if both != [name for name in after if name in before]:
        found.append("the columns stand in another order")
    for name in both:
        old = list(before[name])
        if name == "resolved_by" and renames:
            old = [renamed(cell, renames) for cell in old]
        other = [
            (row, one, two)
            for row, (one, two) in enumerate(zip_longest(old, after[name]), 1)
            if one != two
        ]
        if other:
            told = "; ".join(f"row {n}: {_short(a)} → {_short(b)}" for n, a, b in other[:_SHOWN])
            rest = f"; and {len(other) - _SHOWN} more" if len(other) > _SHOWN else ""
            found.append(f"{name}: {told}{rest}")
    return found


def _short(cell: str | None) -> str:
    if cell is None:
        return "no row"
    return repr(cell if len(cell) <= _LONGEST else cell[: _LONGEST - 1] + "…")


def compare(before: Path, after: Path, renames: Mapping[str, str] | None = None) -> list[str]:
    """The differences of two folders of tables, each line with its table's name before it."""
    names = [sorted(path.stem for path in folder.glob("*.csv")) for folder in (before, after)]
    found = [f"{name}: the table is gone" for name in names[0] if name not in names[1]]
    found += [f"{name}: the table is new" for name in names[1] if name not in names[0]]
    for name in (name for name in names[0] if name in names[1]):
        old, new = before / f"{name}.csv", after / f"{name}.csv"
        told = differences(columns(old), columns(new), renames)
        if not told and not renames and old.read_bytes() != new.read_bytes():
            told = ["the same cells, written in other bytes"]
        found += [f"{name}.{line}" for line in told]
    return found


def extract(tree: Path, out: Path) -> None:
    """The tables of this tree's shipped articles, by the code in ``tree``.

    Raises `subprocess.CalledProcessError` where that code cannot read them.
    """
    articles = sorted(str(path) for path in (ROOT / "data" / "articles").rglob("*.txt"))
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONHASHSEED": "0"}
    subprocess.run(
        (sys.executable, "-m", "analysis", "extract", *articles, "--out", str(out)),
        cwd=tree,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )


def _git(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ("git", *arguments), cwd=ROOT, capture_output=True, text=True, check=False
    )


def _rename(value: str) -> tuple[str, str]:
    old, mark, new = value.partition("=")
    if not (mark and old and new):
        raise argparse.ArgumentTypeError(f"{value!r} is not of the form old=new")
    return old, new


def main(argv: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("revision", metavar="REV", help="a commit, branch or tag")
    parser.add_argument("--rename", nargs="*", type=_rename, default=[], metavar="old=new")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="compare-tables-") as folder:
        old, before, after = (Path(folder, name) for name in ("tree", "before", "after"))
        made = _git("worktree", "add", "--detach", str(old), args.revision)
        if made.returncode:
            print(f"error: git has no tree of {args.revision}: {made.stderr.strip()}")
            return 2
        try:
            extract(old, before)
            extract(ROOT, after)
        except subprocess.CalledProcessError as error:
            print(f"error: {error.cmd[0]} extract failed: {(error.stderr or '').strip()[-500:]}")
            return 1
        finally:
            _git("worktree", "remove", "--force", str(old))
        found = compare(before, after, dict(args.rename))
        tables = len(list(after.glob("*.csv")))
    for line in found:
        print(line)
    if not found:
        print(f"{tables} tables are the same as at {args.revision}, byte by byte")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
