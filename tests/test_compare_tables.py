"""The check that a change of the code left the tables of the shipped articles as they were."""

from __future__ import annotations

import sys

import pytest

from analysis import paths

sys.path.insert(0, str(paths.ROOT / "tools"))
import compare_tables

BEFORE = {"speaker": ["Putin", "Biden"], "resolved_by": ["tagger, said next", "tagger"]}


@pytest.mark.parametrize(
    ("after", "renames", "told"),
    [
        (BEFORE, {}, []),
        (
            {**BEFORE, "speaker": ["Putin", "Joe Biden"]},
            {},
            ["speaker: row 2: 'Biden' → 'Joe Biden'"],
        ),
        ({**BEFORE, "speaker": ["Putin"]}, {}, ["speaker: row 2: 'Biden' → no row"]),
        (
            {"speaker": BEFORE["speaker"]},
            {},
            ["resolved_by: the column is gone"],
        ),
        ({**BEFORE, "via": ["", ""]}, {}, ["via: the column is new"]),
        (dict(reversed(BEFORE.items())), {}, ["the columns stand in another order"]),
        (
            {**BEFORE, "resolved_by": ["tagger, nearest name", "tagger"]},
            {"said next": "nearest name"},
            [],
        ),
        ({**BEFORE, "speaker": ["x", "Biden"]}, {"Putin": "x"}, ["speaker: row 1: 'Putin' → 'x'"]),
    ],
    ids="same cell row gone new moved renamed only_resolved_by".split(),
)
def test_every_difference_is_told_and_nothing_else(after, renames, told):
    """A cell, a row, a column or their order that differs is named; a renamed rule is not."""
    assert compare_tables.differences(BEFORE, after, renames) == told


def test_folders_are_compared_table_by_table(tmp_path):
    """A table that is gone, one that is new, and bytes that differ where no cell does are told."""
    for name, text in {
        "before/same.csv": "a\n1\n",
        "after/same.csv": "a\n1\n",
        "before/gone.csv": "a\n",
        "after/new.csv": "a\n",
        "before/quoted.csv": "a\n1\n",
        "after/quoted.csv": 'a\n"1"\n',
        "before/cells.csv": "a,b\n1,2\n",
        "after/cells.csv": "a,b\n1,3\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert compare_tables.compare(tmp_path / "before", tmp_path / "after") == [
        "gone: the table is gone",
        "new: the table is new",
        "cells.b: row 1: '2' → '3'",
        "quoted.the same cells, written in other bytes",
    ]
