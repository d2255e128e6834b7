"""Many articles on Dask: the same rows as one by one, resumable, bad files named."""

import os
import shutil

import pandas as pd
import pytest

from analysis import reading
from analysis.corpus import runner
from analysis.errors import InputError
from analysis.outputs import folders
from analysis.paths import ARTICLES
from analysis.reading import read
from analysis.tables import TABLES


@pytest.fixture
def folder(tmp_path):
    """The two shortest of the shipped articles and a file that is none."""
    there = tmp_path / "in" / "deeper"
    there.mkdir(parents=True)
    for path in sorted(ARTICLES.glob("*.txt"), key=lambda path: path.stat().st_size)[:2]:
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
    assert "empty.txt is empty" in errors[0].message
    part = folder / "out" / "parts" / "00000"
    assert {p.stem for p in part.glob("*.parquet")} == {*TABLES, "errors"}
    (error,) = pd.read_parquet(part / "errors.parquet").to_dict("records")
    assert error == {"document": "empty.txt", "fault": False, "message": errors[0].message}
    rows = pd.read_parquet(part / "statements.parquet")
    alone = pd.concat([read(f)["statements"] for f in files if "empty" not in f])
    assert list(rows["content_text"]) == list(alone["content_text"])
    assert list(rows["speaker"]) == list(alone["speaker"])

    def never(article, tables=None, check=True, decisions=()):
        raise AssertionError("the part was read again")

    monkeypatch.setattr(reading, "read_one", never)
    assert runner.read_part(files, str(folder / "out"), 0) == (done, errors)
    (folder / "in" / "deeper" / "empty.txt").write_text("A title\nNow with words.")
    again = runner.read_part(files, str(folder / "out"), 0)
    assert again.articles == 0
    assert "the part was read again" in again.failures[0].message


@pytest.mark.parametrize("torn", ["statements.parquet", ".on-the-record.json"])
def test_a_torn_part_is_read_again(folder, torn):
    """A part that lost some of its bytes is not taken for a whole one."""
    files = runner.expand([str(folder / "in" / "**" / "*.txt")])
    whole = runner.read_part(files, str(folder / "out"), 0)
    part = folder / "out" / "parts" / "00000"
    before = {path.name: path.read_bytes() for path in part.iterdir()}
    (part / torn).write_bytes(before[torn][:-9])
    if torn == ".on-the-record.json":
        with pytest.raises(InputError, match="not ours"):
            runner.read_part(files, str(folder / "out"), 0)
        return
    assert runner.read_part(files, str(folder / "out"), 0) == whole
    assert {path.name: path.read_bytes() for path in part.iterdir()} == before


def test_another_version_reads_again(folder, monkeypatch):
    """Rows of older code or models are not kept for new ones."""
    files = runner.expand([str(folder / "in" / "**" / "*.txt")])
    monkeypatch.setattr(runner, "_reader", lambda: "one")
    assert runner.read_part(files, str(folder / "out"), 0).articles == 2
    monkeypatch.setattr(runner, "_reader", lambda: "another")
    monkeypatch.setattr(reading, "read_one", None)
    assert runner.read_part(files, str(folder / "out"), 0).articles == 0


def test_parts_of_a_larger_run_go_and_what_is_not_ours_stays(tmp_path):
    """60 files, then 30: no row of the first run is left. Nobody else's folder is touched."""
    place = tmp_path / "parts"
    for number in range(3):
        one = tmp_path / "made"
        one.mkdir()
        (one / "statements.parquet").write_text(str(number))
        folders.replace(one, place / f"{number:05d}", runner.KIND, tmp_path)
        shutil.rmtree(one)
    (tmp_path / "notes.md").write_text("mine")
    runner._prepare(tmp_path, 1)
    assert [path.name for path in place.iterdir()] == ["00000"]
    (place / "engine").mkdir()
    with pytest.raises(InputError, match="engine is no part of a corpus"):
        runner._prepare(tmp_path, 0)
    (place / "engine").rmdir()
    (place / "00000" / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match=r"mine\.txt is no part of a corpus"):
        runner._prepare(tmp_path, 0)
    assert (tmp_path / "notes.md").exists()
    assert (place / "00000" / "statements.parquet").exists()


def test_files_of_one_name_and_bad_ones_in_a_whole_run(tmp_path):
    """Rows of two files of one name are told apart; each bad file is named, and costs itself."""
    shipped = min(ARTICLES.glob("*.txt"), key=lambda path: path.stat().st_size)
    for place in ("may", "june"):
        (tmp_path / place).mkdir()
        shutil.copy(shipped, tmp_path / place / "a.txt")
    (tmp_path / "june" / "bad.txt").write_bytes(b"Title\n\nCaf\xe9 he said.\n")
    os.mkfifo(tmp_path / "june" / "pipe.txt")
    (tmp_path / "june" / "gone.txt").symlink_to("nowhere")
    patterns = [str(tmp_path / "**" / "*.txt"), str(tmp_path / "may")]
    for _ in range(2):  # and a second time, from what is there
        said = []
        assert runner.run(patterns, tmp_path / "out", workers=1, say=said.append) == 2
        assert said[-1] == "2 articles read, 4 files left out"
        text = "\n".join(said)
        for words in ("bad.txt, line 3", "pipe.txt is a pipe", "may is a folder", "gone.txt does"):
            assert words in text
    rows = pd.read_parquet(tmp_path / "out" / "parts" / "00000" / "articles.parquet")
    assert sorted(rows["document"]) == ["june/a.txt", "may/a.txt"]


def test_the_whole_run_on_dask(folder):
    """A local cluster reads the files, says what it left out, and ends with 2 for that."""
    said = []
    pattern = str(folder / "in" / "**" / "*.txt")
    assert runner.run([pattern], folder / "out", workers=1, say=said.append) == 2
    assert said[-1] == "2 articles read, 1 files left out"
    assert len(list((folder / "out" / "parts").glob("*/statements.parquet"))) == 1
