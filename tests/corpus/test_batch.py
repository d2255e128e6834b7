"""Many articles in one call: each has a name of its own, and a bad one costs itself alone."""

import json
import os
import sys

import pytest

from analysis import reading
from analysis.__main__ import main
from analysis.corpus import batch

GOOD = """Talks end without a result
20220215
“We are glad that it is over,” Minister John Smith told reporters in the city on Tuesday.
"""


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_a_name_is_the_files_unless_two_share_it(tmp_path, monkeypatch):
    """Only those that share a name are told by the path below what they have in common."""
    monkeypatch.chdir(tmp_path)
    paths = ["x/may/a.txt", "x/june/a.txt", "b.txt", "x/c.txt", "/far/away.txt"]
    assert batch.documents(paths) == ["may/a.txt", "june/a.txt", "b.txt", "c.txt", "away.txt"]
    assert batch.documents(["x/a.txt", "x/deep/a.txt"]) == ["a.txt", "deep/a.txt"]
    assert batch.once(["a.txt", "./a.txt", "b.txt", f"{tmp_path}/b.txt"]) == ["a.txt", "b.txt"]


LINES = [
    json.dumps({"title": "A title", "text": "Minister John Smith said that it was over."}),
    '{"title": "A title", "text": "Half \\ud83d a character, he said."}',
    '{"title": "Half \\udc00", "text": "He said so."}',
    "no JSON",
    json.dumps({"title": "A title", "date": "soon", "text": "He said so."}),
    json.dumps({"title": "A title", "text": "Minister Jane Roe said that it went on."}),
]


def test_a_bad_line_costs_that_line(tmp_path):
    """The other lines of the file are read (half a character is replaced), each bad one is named
    with its number."""
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(LINES), encoding="utf-8")
    read = batch.read([str(path)], ["articles"])
    assert [one.article.document for one in read.readings] == [f"a.jsonl#{n}" for n in (1, 2, 3, 6)]
    assert read.status == 2
    said = "\n".join(failure.message for failure in read.failures)
    for number, words in ((4, "not a JSON"), (5, "no date")):
        assert f"a.jsonl, line {number}" in said
        assert words in said or number == 5


@pytest.mark.skipif(sys.platform == "win32", reason="no such names and files there")
def test_what_is_no_file_costs_itself(tmp_path, good, capsys):
    """A pipe is not waited for, a device not read to its end, a name must fit into a table."""
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    odd = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    with open(odd, "w", encoding="utf-8") as file:
        file.write(GOOD)
    bad = [tmp_path / "pipe.txt", tmp_path / "folder.txt", "/dev/zero", odd, tmp_path / ("x" * 300)]
    out = tmp_path / "out"
    argv = ["extract", *map(str, bad), str(good), "--out", str(out), "--tables", "paragraphs"]
    assert main([*argv, "--format", "jsonl"]) == 2
    err = capsys.readouterr().err
    for words in (
        "pipe.txt is a pipe",
        "folder.txt is a folder",
        "/dev/zero is a pipe or a device",
        "caf\\xe9.txt: the file's name is not UTF-8",
        "file name too long",
    ):
        assert words in err
    rows = [json.loads(line) for line in (out / "paragraphs.jsonl").read_text().splitlines()]
    assert {row["document"] for row in rows} == {"good.txt"}


@pytest.mark.parametrize(
    "text",
    [
        "Talks\n99991231\nMinister John Smith said it would end next year, or tomorrow.\n",
        "Talks\n00010101\nMinister John Smith said it ended last year, or yesterday.\n",
        "Talks\n20220215\nMinister John Smith said it ends in the year 9999, or next year.\n",
        f"Talks\n20220215\nMinister John Smith said that {'9' * 5000} troops had left.\n",
    ],
)
def test_odd_but_valid_text_costs_at_most_itself(tmp_path, good, text):
    """Whatever the stages make of it, the article beside it is read."""
    odd = tmp_path / "odd.txt"
    odd.write_text(text, encoding="utf-8")
    read = batch.read([str(odd), str(good)], ["statements", "claims"])
    assert read.readings[-1].article.document == "good.txt"
    assert len(read.readings) + len(read.failures) == 2


def test_a_fault_of_ours_costs_one_article(tmp_path, good, monkeypatch, capsys):
    """It is named and said to be ours, the others are written, and the status is 1."""
    (tmp_path / "bad.txt").write_text("Bad\n\nHe said so.\n")
    real = reading.read_one

    def breaks(article, tables=None, check=True, decisions=()):
        if article.document == "bad.txt":
            raise RecursionError("boom\nand on")
        return real(article, tables, check, decisions)

    monkeypatch.setattr(reading, "read_one", breaks)
    out = tmp_path / "out"
    paths = [str(tmp_path / "bad.txt"), str(tmp_path / "none.txt"), str(good)]
    assert main(["extract", *paths, "--out", str(out), "--tables", "repairs"]) == 1
    err = capsys.readouterr().err
    assert "bad.txt is left out. This is our fault, not yours: RecursionError: boom and on" in err
    assert "none.txt does not exist" in err
    assert (out / "repairs.csv").exists()


def test_rows_that_break_a_schema_cost_their_article(tmp_path, good, monkeypatch):
    """The tables of many articles are checked as one; the culprit alone is left out."""
    (tmp_path / "bad.txt").write_text("Bad\n\nHe said so.\n")
    real = reading.read_one

    def breaks(article, tables=None, check=True, decisions=()):
        made = real(article, tables, check, decisions)
        if article.document == "bad.txt":
            made.tables["articles"]["shuffled_probability"] = 7.0
        return made

    monkeypatch.setattr(reading, "read_one", breaks)
    read = batch.read([str(tmp_path / "bad.txt"), str(good)], ["articles"])
    assert list(read.join(["articles"])["articles"]["document"]) == ["good.txt"]
    assert [(f.document, f.fault) for f in read.failures] == [("bad.txt", True)]
    assert read.status == 1
