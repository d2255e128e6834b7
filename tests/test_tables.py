"""Schemas are enforced, and the data dictionary tells them."""

import pandas as pd
import pytest
from pandera.errors import SchemaError

from analysis.tables import TABLES, dictionary, frame

PARAGRAPH = {
    "document": "a.txt",
    "paragraph": 1,
    "kind": "body",
    "line": 2,
    "start": 6,
    "end": 9,
    "text": "One",
    "reading_position": 1,
    "order_confidence": 0.5,
}


@pytest.mark.parametrize("table", TABLES)
def test_an_empty_table_has_its_columns(table):
    """An article without statements still gives every column, typed."""
    empty = frame(table, [])
    assert list(empty.columns) == [column.name for column in TABLES[table]]
    assert len(empty) == 0


def test_a_value_out_of_range_is_refused():
    """A confidence above one is our fault and must not reach a reader."""
    assert len(frame("paragraphs", [PARAGRAPH])) == 1
    with pytest.raises(SchemaError):
        frame("paragraphs", [PARAGRAPH | {"order_confidence": 1.5}])
    with pytest.raises(KeyError, match="lacks text"):
        frame("paragraphs", [{k: v for k, v in PARAGRAPH.items() if k != "text"}])


def test_spans_are_lists_of_pairs():
    """Tuples are taken and become lists; an empty or backward span is refused."""
    row = {c.name: "" for c in TABLES["statements"]} | {
        "paragraph": 1,
        "content": ((0, 4), (6, 9)),
        "source": [],
        "cue": [[10, 12]],
        "official": True,
        "confidence": 0.5,
        "alternatives": [],
        "kind": "direct",
    }
    assert frame("statements", [row])["content"][0] == [[0, 4], [6, 9]]
    with pytest.raises(SchemaError):
        frame("statements", [row | {"content": [[4, 4]]}])
    with pytest.raises(SchemaError):
        frame("statements", [row | {"kind": "shouted"}])


def test_extra_columns_stay_behind_the_schemas():
    """A stage may add a column; the contract's columns keep their place."""
    data = frame("paragraphs", [PARAGRAPH | {"note": "x"}])
    assert list(data.columns) == [*(c.name for c in TABLES["paragraphs"]), "note"]


def test_the_dictionary_explains_every_column():
    """One row a column, none without a meaning."""
    rows = dictionary()
    assert isinstance(rows, pd.DataFrame)
    assert len(rows) == sum(map(len, TABLES.values()))
    assert rows["meaning"].str.len().min() > 3
