"""The command line: what it writes, what it says, and how it ends."""

import json
import os
import subprocess
import sys
from io import BytesIO
from types import SimpleNamespace

import pytest

from analysis.__main__ import main
from analysis.paths import FIRST_ARTICLE
from analysis.tables import TABLES


def jsonl(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_extract_writes_every_table(tmp_path, capsys):
    """One file a table, messages on stderr, nothing on stdout, exit 0."""
    assert main(["extract", str(FIRST_ARTICLE), "--out", str(tmp_path), "--format", "jsonl"]) == 0
    assert sorted(p.stem for p in tmp_path.iterdir()) == sorted(TABLES)
    out, err = capsys.readouterr()
    assert out == ""
    assert "wrote" in err
    (article,) = jsonl(tmp_path / "articles.jsonl")
    assert list(article) == [column.name for column in TABLES["articles"]]


def test_extract_is_deterministic(tmp_path):
    """The same input gives the same bytes, in a fresh process and with other hashes too."""
    command = ["extract", str(FIRST_ARTICLE), "--out"]
    assert main([*command, str(tmp_path / "a")]) == 0
    subprocess.run(
        [sys.executable, "-m", "analysis", *command, tmp_path / "b"],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": "20220215"},
    )
    assert len(list((tmp_path / "a").iterdir())) == len(TABLES)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_a_bad_file_among_good_ones_is_named_and_the_rest_written(tmp_path, capsys):
    """Exit 2, one sentence for the bad one, the tables hold the good one."""
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"only a title")
    out = tmp_path / "out"
    argv = ["extract", str(bad), str(FIRST_ARTICLE), "--out", str(out), "--format", "jsonl"]
    assert main([*argv, "--tables", "paragraphs"]) == 2
    assert "bad.txt, line 1" in capsys.readouterr().err
    assert {row["document"] for row in jsonl(out / "paragraphs.jsonl")} == {FIRST_ARTICLE.name}


def test_bad_input_alone_writes_nothing(tmp_path, capsys):
    """No folder appears for a file that does not exist."""
    out = tmp_path / "out"
    assert main(["extract", str(tmp_path / "no.txt"), "--out", str(out)]) == 2
    assert not out.exists()
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["extract", "x.txt", "--out", "o", "--tables", "statments"], "there is no table"),
        (["extract", "x.txt", "--out", "o", "--tables", ""], "no table is named"),
        (["extract", "x.txt"], "--out"),
        (["extrakt"], "invalid choice"),
        (["corpus", "nowhere/*.txt", "--out", "o"], "names no file"),
        (["book", "nowhere.txt", "--out", "o"], "does not exist"),
    ],
)
def test_a_slip_in_the_command_is_one_sentence(argv, words, capsys):
    """Exit 2 and a sentence, for argparse's complaints as for ours."""
    try:
        status = main(argv)
    except SystemExit as stop:
        status = stop.code
    assert status == 2
    err = capsys.readouterr().err
    assert words in err
    assert err.count("\n") == 1


def test_two_files_of_one_name_are_kept_apart(tmp_path):
    """Documents that share a file name are told by their paths; one given twice is read once."""
    for place in ("may", "june"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "a.txt").write_bytes(FIRST_ARTICLE.read_bytes())
    (tmp_path / "b.txt").write_bytes(FIRST_ARTICLE.read_bytes())
    names = ["may/a.txt", "june/a.txt", "b.txt", "./b.txt"]
    argv = ["extract", *(f"{tmp_path}/{name}" for name in names), "--out", str(tmp_path / "out")]
    assert main([*argv, "--tables", "repairs", "--format", "jsonl"]) == 0
    rows = jsonl(tmp_path / "out" / "repairs.jsonl")
    documents = [row["document"] for row in rows]
    assert list(dict.fromkeys(documents)) == ["may/a.txt", "june/a.txt", "b.txt"]
    assert documents.count("b.txt") == documents.count("may/a.txt")


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["extract", "a.txt", "--out", ""], "--out names nothing"),
        (["book", "a.txt", "--out", ""], "--out names nothing"),
        (["annotate", "a.txt", "--out", ""], "--out names nothing"),
        (["corpus", "a.txt", "--out", ""], "--out names nothing"),
        (["book", "a.txt", "--out", "."], "is the current folder"),
        (["book", "a.txt", "--out", "site"], "something else than a book (index.html)"),
        (["extract", "a.txt", "--out", "a.txt"], "a.txt cannot be made a folder"),
        (["corpus", "a.txt", "--out", "a.txt"], "a.txt cannot be made a folder"),
        (["annotate", "a.txt", "--out", "a.txt"], "would be overwritten"),
        (["annotate", "a.txt", "--out", "notes.md"], "is no annotation page"),
        (["annotate", "a.txt", "--out", "site"], "it is a folder"),
        (["extract", "articles.jsonl", "--out", ".", "--format", "jsonl"], "would be overwritten"),
        (["extract", "a.txt", "--out", "."], "claims.csv is there and is no table of ours"),
        (["bench", "sentiment", "--gold", "a.txt", "--predictions", "a.txt"], "be overwritten"),
        (["bench", "sentiment", "--gold", "a.txt", "--save", ""], "choose another --save"),
    ],
)
def test_no_output_harms_what_is_there(tmp_path, monkeypatch, capsys, argv, words):
    """Refused in one sentence with status 2, before any work, and every byte is as it was."""
    monkeypatch.chdir(tmp_path)
    for name in ("site/_static", ".git"):
        (tmp_path / name).mkdir(parents=True)
    shipped = FIRST_ARTICLE.read_text(encoding="utf-8")
    files = {
        "a.txt": shipped,
        "notes.md": "my notes",
        "claims.csv": "my own,claims\n1,2\n",
        "articles.jsonl": json.dumps({"title": "A title", "text": "Some words."}),
        "site/_static/theme.css": "",
        "site/index.html": "my site",
        ".git/config": "[core]",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert main(argv) == 2
    err = capsys.readouterr().err
    assert words in err
    assert err.count("\n") == 1
    found = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert found == set(files)
    for name, text in files.items():
        assert (tmp_path / name).read_text(encoding="utf-8") == text


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_full_disk_is_one_sentence_and_the_old_tables_stay(tmp_path):
    """Where the system takes no more bytes: status 2, the old set whole, nothing beside it."""
    import resource

    out = tmp_path / "out"
    argv = ["extract", str(FIRST_ARTICLE), "--out", str(out), "--tables", "repairs,paragraphs"]
    assert main(argv) == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    run = subprocess.run(
        [sys.executable, "-m", "analysis", *argv],
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)),
        check=False,
    )
    assert run.returncode == 2
    assert "cannot be written (file too large)" in run.stderr.splitlines()[-1]
    assert "Traceback" not in run.stderr
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_one_sentence(tmp_path, capsys):
    """Told before the article is read, not after."""
    out = tmp_path / "locked"
    out.mkdir()
    out.chmod(0o500)
    assert main(["extract", str(FIRST_ARTICLE), "--out", str(out / "new")]) == 2
    assert "permission denied" in capsys.readouterr().err


def test_a_fault_of_ours_is_said_to_be_ours(tmp_path, monkeypatch, capsys):
    """Exit 1 and no traceback."""
    import analysis.reading

    def breaks(article, tables=None):
        raise RuntimeError("boom")

    monkeypatch.setattr(analysis.reading, "read_one", breaks)
    assert main(["extract", str(FIRST_ARTICLE), "--out", str(tmp_path / "o")]) == 1
    assert "our fault" in capsys.readouterr().err


def test_annotate_writes_an_annotation_page(tmp_path):
    """JSON-LD with an annotation for every statement, in a folder that is made."""
    out = tmp_path / "new" / "page.jsonld"
    assert main(["annotate", str(FIRST_ARTICLE), "--out", str(out)]) == 0
    page = json.loads(out.read_text(encoding="utf-8"))
    assert page["type"] == "AnnotationPage"
    assert len(page["items"]) > 27


@pytest.mark.parametrize("task", ["attribution", "sentiment", "order", "relations", "speakers"])
def test_every_benchmark_explains_itself(task, capsys):
    """`bench TASK --help` works and names its options."""
    with pytest.raises(SystemExit) as stop:
        main(["bench", task, "--help"])
    assert stop.value.code == 0
    assert "--json" in capsys.readouterr().out


def test_standard_input_and_output(monkeypatch, capsys):
    """`-` reads the article, `--out -` writes JSON Lines, each row with its table's name."""
    raw = b"Store sold\n\nMayor Petra Lund said it leaked.\n"
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=BytesIO(raw)))
    assert main(["extract", "-", "--out", "-", "--tables", "statements,articles"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["table"], row["document"]) for row in rows] == [
        ("statements", "stdin"),
        ("articles", "stdin"),
    ]
    assert rows[0]["content_text"] == "it leaked"


def test_standard_output_takes_json_lines_only(capsys):
    """Another format is refused in a sentence."""
    assert main(["extract", str(FIRST_ARTICLE), "--out", "-", "--format", "csv"]) == 2
    assert "JSON Lines" in capsys.readouterr().err


def test_an_address_is_answered_with_how_to_save_the_page(tmp_path, capsys):
    """Nothing is fetched."""
    assert main(["extract", "https://example.org/story", "--out", str(tmp_path)]) == 2
    assert "save the page" in capsys.readouterr().err


def test_another_language_is_warned_of_and_makes_no_book(tmp_path, capsys):
    """`extract` warns and goes on, `book` stops unless it is forced."""
    path = tmp_path / "celeiro.txt"
    path.write_text(
        "Celeiro vendido\n\nA câmara votou na segunda-feira a venda do velho celeiro junto ao canal"
        " a um construtor do litoral, e o presidente disse que não havia outra solução.\n",
        encoding="utf-8",
    )
    out = str(tmp_path / "out")
    assert main(["extract", str(path), "--out", out, "--tables", "articles"]) == 0
    assert "WARNING: celeiro.txt is in Portuguese" in capsys.readouterr().err
    assert main(["book", str(path), "--out", out]) == 2
    told = capsys.readouterr().err
    assert "--force" in told
    assert "Portuguese" in told


def test_a_mended_character_is_said(tmp_path, capsys):
    """A lone surrogate is replaced, with the file and the line."""
    path = tmp_path / "odd.jsonl"
    path.write_text('{"title": "Party", "text": "She said \\ud83c more would come."}\n')
    assert main(["extract", str(path), "--out", str(tmp_path), "--tables", "articles"]) == 0
    assert "odd.jsonl, line 1: lone surrogates" in capsys.readouterr().err


ARTICLE = "A title\n\n“We go now,” Ann Pell said. Bo Orr said the road was closed.\n"
DECIDED = "kind,words,correct,article\nspeaker,“We go now”,Bo Orr,{}\n"


def test_corrections_are_found_by_name_or_given(tmp_path, capsys):
    """`extract` takes those beside the article; `--corrections` takes their place."""
    article = tmp_path / "a.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    argv = ["extract", str(article), "--out", str(tmp_path / "o"), "--format", "jsonl"]
    argv += ["--tables", "statements"]

    def speakers(*more):
        assert main([*argv, *more]) == 0
        return [row["speaker"] for row in jsonl(tmp_path / "o" / "statements.jsonl")]

    assert speakers() == ["Ann Pell", "Bo Orr"]
    other = tmp_path / "other.csv"
    other.write_text(DECIDED.format("").replace("“We go now”", "no such words"), encoding="utf-8")
    beside = tmp_path / "a.corrections.csv"
    beside.write_text(DECIDED.format(""), encoding="utf-8")
    assert speakers() == ["Bo Orr", "Bo Orr"]
    assert "no longer fits" not in capsys.readouterr().err
    assert speakers("--corrections", str(other)) == ["Ann Pell", "Bo Orr"]
    assert "other.csv, row 2: the speaker of “no such words” no longer" in capsys.readouterr().err


def test_corrections_of_several_articles_must_name_theirs(tmp_path, capsys):
    """One file for all of them, with the column `article`; else one sentence and exit 2."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    decided = tmp_path / "c.csv"
    argv = ["extract", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--out", str(tmp_path)]
    argv += ["--format", "jsonl", "--tables", "statements", "--corrections", str(decided)]
    decided.write_text(DECIDED.format(""), encoding="utf-8")
    assert main(argv) == 2
    assert "names no article" in capsys.readouterr().err
    decided.write_text(DECIDED.format("b.txt"), encoding="utf-8")
    assert main(argv) == 0
    rows = jsonl(tmp_path / "statements.jsonl")
    assert [row["speaker"] for row in rows if row["corrected"]] == ["Bo Orr"]
    assert {row["document"] for row in rows if row["corrected"]} == {"b.txt"}


def test_review_writes_a_workbook_and_keeps_a_filled_one(tmp_path, capsys):
    """Written, replaced while empty, kept once somebody filled in a cell; then exported as gold."""
    import openpyxl

    article, out = tmp_path / "a.txt", tmp_path / "mine.xlsx"
    article.write_text(ARTICLE, encoding="utf-8")
    argv = ["review", str(article), "--out", str(out)]
    assert main(argv) == main(argv) == 0
    book = openpyxl.load_workbook(out)
    page = book["Statements"]
    headings = [cell.value for cell in page[1]]
    page.cell(2, headings.index("right speaker") + 1).value = "Bo Orr"
    book.save(out)
    held = out.read_bytes()
    assert main(argv) == 2
    assert "somebody filled in" in capsys.readouterr().err
    assert out.read_bytes() == held
    gold = ["review", str(article), "--corrections", str(out), "--gold", "--out"]
    assert main([*gold, str(tmp_path / "gold.json")]) == 0
    decided = json.loads((tmp_path / "gold.json").read_text(encoding="utf-8"))
    assert [row["decided"] for row in decided["statements"]] == [["speaker"]]
    assert main([*gold, str(tmp_path / "gold.json")]) == 2


def test_a_bad_file_of_corrections_is_a_sentence(tmp_path, capsys):
    """Naming file and row; nothing is written."""
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    bad = tmp_path / "bad.csv"
    bad.write_text("kind,words,correct\nmood,We go now,glad\n")
    argv = ["extract", str(tmp_path / "a.txt"), "--out", str(tmp_path / "o")]
    assert main([*argv, "--corrections", str(bad)]) == 2
    assert "bad.csv, row 2: 'mood' is no kind of correction" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()


def test_extract_writes_workbooks(tmp_path):
    """The same columns as in the other formats; the second run replaces its own."""
    import openpyxl

    argv = ["extract", str(FIRST_ARTICLE), "--out", str(tmp_path), "--format", "xlsx"]
    argv += ["--tables", "repairs"]
    assert main(argv) == main(argv) == 0
    page = openpyxl.load_workbook(tmp_path / "repairs.xlsx")["repairs"]
    assert [cell.value for cell in page[1]] == [column.name for column in TABLES["repairs"]]
    assert page.max_row > 2
