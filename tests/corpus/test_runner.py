"""Many articles on Dask: the same rows as one by one, resumable, bad files named."""

import shutil

import pandas as pd
import pytest

from analysis.corpus import runner
from analysis.errors import InputError
from analysis.paths import ARTICLES
from analysis.reading import read
from analysis.tables import TABLES


@pytest.fixture
def folder(tmp_path):
    """Two shipped articles and a file that is none."""
    there = tmp_path / "in" / "deeper"
    there.mkdir(parents=True)
    for path in sorted(ARTICLES.glob("*.txt"))[:2]:
        shutil.copy(path, there)
    (there / "empty.txt").write_bytes(b"")
    return tmp_path


def test_patterns_name_files_once_and_in_order(folder):
    """`**` goes down; a pattern without a file is a slip, not an empty corpus."""
    pattern = str(folder / "in" / "**" / "*.txt")
    files = runner.expand([pattern, pattern])
    assert files == sorted(set(files))
    assert len(files) == 3
    with pytest.raises(InputError, match="names no file"):
        runner.expand([str(folder / "*.nothing")])


def test_a_part_holds_the_same_rows_and_is_read_once(folder, monkeypatch):
    """A finished part is not read again for the same bytes, and is for others."""
    files = runner.expand([str(folder / "in" / "**" / "*.txt")])
    done, errors = runner.read_part(files, str(folder / "out"), 0)
    assert (done, len(errors)) == (2, 1)
    assert "empty.txt is empty" in errors[0]
    part = folder / "out" / "parts" / "00000"
    assert {p.stem for p in part.glob("*.parquet")} == set(TABLES)
    rows = pd.read_parquet(part / "statements.parquet")
    alone = pd.concat([read(f)["statements"] for f in files if "empty" not in f])
    assert list(rows["content_text"]) == list(alone["content_text"])
    assert list(rows["speaker"]) == list(alone["speaker"])

    def never(article, tables=None, check=True):
        raise AssertionError("the part was read again")

    monkeypatch.setattr(runner, "read_one", never)
    assert runner.read_part(files, str(folder / "out"), 0) == (done, errors)
    (folder / "in" / "deeper" / "empty.txt").write_text("A title\nNow with words.")
    with pytest.raises(AssertionError):
        runner.read_part(files, str(folder / "out"), 0)


def test_the_whole_run_on_dask(folder):
    """A local cluster reads the files, says what it left out, and ends with 2 for that."""
    said = []
    pattern = str(folder / "in" / "**" / "*.txt")
    assert runner.run([pattern], folder / "out", workers=1, say=said.append) == 2
    assert said[-1] == "2 articles read, 1 files left out"
    assert len(list((folder / "out" / "parts").glob("*/statements.parquet"))) == 1
