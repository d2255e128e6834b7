"""Building the book: what is stale is told by content, and a failure says where it is."""

from __future__ import annotations

import os
import time

import nbformat
import pytest

from analysis import paths
from analysis.errors import ArticleError, InputError
from analysis.outputs import folders
from analysis.present import bookbuild

CONFIG = """\
title: A small book
only_build_toc_files: true
execute: {execute_notebooks: "off"}
sphinx: {config: {nb_ipywidgets_js: {}}}
"""


def notebook(*sources):
    content = nbformat.v4.new_notebook()
    content.cells = [nbformat.v4.new_code_cell(s, id=f"c{n}") for n, s in enumerate(sources, 1)]
    content.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    return content


@pytest.fixture
def book(tmp_path):
    """A repository with a book of one page and one notebook."""
    for folder in ("book", "analysis", "data"):
        (tmp_path / folder).mkdir()
    (tmp_path / "analysis" / "a.py").write_text("a = 1\n")
    (tmp_path / "requirements.txt").write_text("nothing==1\n")
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "_config.yml").write_text(CONFIG)
    (tmp_path / "_toc.yml").write_text(
        "format: jb-book\nroot: book/index\nchapters: [{file: book/one}]\n"
    )
    (tmp_path / "book" / "index.md").write_text("# A small book\n\nWords.\n")
    content = notebook("import os\nos.environ['ON_THE_RECORD_ARTICLE'].rsplit('/')[-1]")
    content.cells.insert(0, nbformat.v4.new_markdown_cell("# One", id="c0"))
    nbformat.write(content, tmp_path / "book" / "one.ipynb")
    return tmp_path


def test_the_fingerprint_is_of_content_not_of_time(book):
    """Touching a file changes nothing; changing a byte, or a name, does."""
    names = ("analysis", "requirements.txt")
    before = bookbuild.fingerprint(book, names)
    os.utime(book / "analysis" / "a.py", (0, 0))
    (book / "analysis" / "__pycache__").mkdir()
    (book / "analysis" / "__pycache__" / "a.pyc").write_bytes(b"compiled")
    assert bookbuild.fingerprint(book, names) == before
    (book / "analysis" / "a.py").rename(book / "analysis" / "b.py")
    renamed = bookbuild.fingerprint(book, names)
    (book / "analysis" / "b.py").write_text("a = 2\n")
    assert len({before, renamed, bookbuild.fingerprint(book, names)}) == 3


def run_key(book, article=paths.FIRST_ARTICLE):
    key = bookbuild.readings_key(book / "analysis", book / "data" / "authority")
    return bookbuild.run_fingerprint(book, article, key)


@pytest.mark.parametrize(
    "changed",
    [
        "data/authority/new.csv",
        "data/gold/new.json",
        "data/benchmarks/new.json",
        "analysis/a.py",
        "analysis/tone/a.py",
        "analysis/models/tone.onnx",
        "analysis/summaries/a.py",
        "analysis/present/a.py",
        "analysis/gold/a.py",
        "requirements.txt",
    ],
)
def test_notebooks_depend_on_code_data_and_versions(book, changed):
    """A change in any of them makes every notebook stale."""
    before = run_key(book)
    (book / changed).parent.mkdir(parents=True, exist_ok=True)
    (book / changed).write_text("changed\n")
    assert run_key(book) != before


@pytest.mark.parametrize(
    "changed",
    ["analysis/bench/a.py", "analysis/training/a.py", "analysis/corpus/a.py", "tests/a.py"],
)
def test_what_no_page_imports_builds_nothing_anew(book, changed):
    """A benchmark or a training recipe may change without a notebook being run again."""
    before = run_key(book)
    (book / changed).parent.mkdir(parents=True, exist_ok=True)
    (book / changed).write_text("changed\n")
    assert run_key(book) == before


def test_notebooks_depend_on_the_article_and_its_name(book, tmp_path):
    """The same words under another name are another document."""
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    for path in (one, two):
        path.write_text("Title\n\nWords.\n")
    first = run_key(book, one)
    assert first != run_key(book, two)
    one.write_text("Title\n\nOther words.\n")
    assert first != run_key(book, one)


def test_a_missing_book_is_one_sentence(tmp_path):
    """An installed package without the book's sources says what to do."""
    with pytest.raises(InputError, match=r"book, _config\.yml, _toc\.yml.*clone the repository"):
        bookbuild.build(root=tmp_path)


def test_a_folder_with_other_things_is_left_alone(book, tmp_path):
    """--out naming somebody's folder is refused before anything is run or removed."""
    out = tmp_path / "photos"
    out.mkdir()
    (out / "cat.jpg").write_bytes(b"cat")
    with pytest.raises(InputError, match="something else than a book"):
        bookbuild.build(out=out, root=book)
    assert (out / "cat.jpg").exists()


def test_a_bad_article_is_told_before_anything_runs(book, tmp_path):
    """No article, no notebooks run, no folder."""
    with pytest.raises(ArticleError):
        bookbuild.build(tmp_path / "none.txt", tmp_path / "out", root=book)
    assert not (tmp_path / "out").exists()


def test_a_failing_cell_is_named(tmp_path):
    """The message names the notebook, the cell, its code and what it raised."""
    path = tmp_path / "broken.ipynb"
    nbformat.write(notebook("1 + 1", "fine = 2\nfine / 0"), path)
    with pytest.raises(bookbuild.BookError) as caught:
        bookbuild.run_notebook(path, bookbuild.kernel_environment(tmp_path))
    first, *code = str(caught.value).splitlines()
    assert first == "broken.ipynb, code cell 2, failed with ZeroDivisionError: division by zero"
    assert code == ["    fine = 2", "    fine / 0"]


def test_a_kernel_has_none_of_the_users_settings(tmp_path, monkeypatch):
    """Neither a start-up file nor another article of the shell gets into a notebook."""
    monkeypatch.setenv(paths.ARTICLE_VARIABLE, "other.txt")
    monkeypatch.setenv("MPLBACKEND", "agg")
    environment = bookbuild.kernel_environment(tmp_path)
    assert paths.ARTICLE_VARIABLE not in environment
    assert "MPLBACKEND" not in environment
    assert environment["IPYTHONDIR"].startswith(str(tmp_path))


def test_kernels_share_readings_and_are_told_the_key(tmp_path, monkeypatch):
    """A build's kernels are told where readings are kept, and the key that it has computed; a key
    left over in somebody's shell is not passed on."""
    monkeypatch.setenv(paths.READINGS_KEY_VARIABLE, "stale")
    monkeypatch.setenv(paths.READINGS_VARIABLE, "/elsewhere")
    lab = bookbuild.kernel_environment(tmp_path)
    assert lab[paths.READINGS_VARIABLE] == str(tmp_path.resolve() / "readings")
    assert paths.READINGS_KEY_VARIABLE not in lab
    built = bookbuild.kernel_environment(tmp_path, paths.FIRST_ARTICLE, "k")
    assert built[paths.READINGS_KEY_VARIABLE] == "k"
    assert built[paths.ARTICLE_VARIABLE] == str(paths.FIRST_ARTICLE)


def test_the_article_is_read_once_before_the_kernels_start(tmp_path, monkeypatch):
    """Several kernels at once would each read it; and a second build reads it no more."""
    from analysis import reading

    made = []

    def read_one(article, tables=None, check=True, decisions=()):
        made.append(article.document)
        return reading.Reading(article, {})

    monkeypatch.setattr(reading, "read_one", read_one)
    environment = bookbuild.kernel_environment(tmp_path, paths.FIRST_ARTICLE, "k")
    bookbuild._read_once(environment)
    bookbuild._read_once(environment)
    assert made == [paths.FIRST_ARTICLE.name]
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert reading.read(paths.FIRST_ARTICLE).article.document == made[0]
    assert len(made) == 1


def test_a_book_is_built_once_and_again_when_it_changed(book, monkeypatch):
    """The site is whole, the sources untouched; an unchanged book is done at once; a change of a
    page rebuilds it without running the notebooks."""
    monkeypatch.setattr(
        bookbuild, "_write_downloads", lambda folder, *rest: folder.mkdir(parents=True)
    )
    monkeypatch.setattr(bookbuild, "_read_once", lambda environment: None)
    stored = (book / "book" / "one.ipynb").read_bytes()
    said: list[str] = []
    front = bookbuild.build(root=book, say=said.append)
    assert front == book / "_build" / "html" / "index.html"
    page = (front.parent / "book" / "one.html").read_text(encoding="utf-8")
    assert paths.FIRST_ARTICLE.name in page
    assert (book / "book" / "one.ipynb").read_bytes() == stored
    assert any(line.startswith("Running 1 notebook") for line in said)

    said.clear()
    started = time.perf_counter()
    assert bookbuild.build(root=book, say=said.append) == front
    assert said == ["Nothing changed since the last build: the book is up to date."]
    assert time.perf_counter() - started < 5

    # A torn run in the cache is made anew, and no unfinished file is left there.
    (kept,) = (book / "_build" / "executed").glob("*.ipynb")
    whole = kept.read_bytes()
    kept.write_bytes(whole[:200])
    (front.parent / "search.html").unlink()  # a page that somebody removed is a change too
    said.clear()
    bookbuild.build(root=book, say=said.append)
    assert "Running 1 notebook …" in said
    assert nbformat.read(kept, as_version=4).cells
    assert (front.parent / "search.html").exists()

    # `jupyter-book build .` writes into the same place; anything else there is not ours.
    (front.parent / folders.MARKER).unlink()
    (front.parent / "notes.md").write_text("mine")
    with pytest.raises(InputError, match="something else than a book"):
        bookbuild.build(root=book, say=said.append)
    (front.parent / "notes.md").unlink()

    said.clear()
    (book / "book" / "index.md").write_text("# A small book\n\nOther words.\n")
    bookbuild.build(root=book, say=said.append)
    assert "1 notebook unchanged since the last run" in said
    assert "Other words." in (front.parent / "book" / "index.html").read_text(encoding="utf-8")


def test_a_warning_fails_the_book(book, monkeypatch):
    """A page with a broken link is told by name, and the site is not replaced."""
    monkeypatch.setattr(bookbuild, "_run_notebooks", lambda *rest: None)
    monkeypatch.setattr(
        bookbuild, "_write_downloads", lambda folder, *rest: folder.mkdir(parents=True)
    )
    (book / "book" / "index.md").write_text("# A small book\n\n[Gone](gone.md)\n")
    with pytest.raises(bookbuild.BookError, match=r"book/index\.md"):
        bookbuild.build(root=book, say=lambda line: None)
    assert not (book / "_build" / "html").exists()


def test_a_page_is_a_file_and_a_line_in_the_table_of_contents(book, monkeypatch):
    """A new Markdown page named in ``_toc.yml`` is in the site, and the front page leads to it."""
    monkeypatch.setattr(
        bookbuild, "_write_downloads", lambda folder, *rest: folder.mkdir(parents=True)
    )
    (book / "book" / "toy.md").write_text("# A toy page\n\nWords of a toy.\n")
    toc = book / "_toc.yml"
    toc.write_text(toc.read_text().replace("one}]", "one}, {file: book/toy}]"))
    front = bookbuild.build(root=book, say=lambda line: None)
    assert "Words of a toy." in (front.parent / "book" / "toy.html").read_text(encoding="utf-8")
    assert "toy.html" in (front.parent / "book" / "index.html").read_text(encoding="utf-8")
