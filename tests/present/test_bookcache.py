"""What is kept between builds is whole, or made anew."""

import threading
import time

import nbformat
import pytest

from analysis.present import bookcache


@pytest.fixture
def kept(tmp_path):
    """An executed notebook, kept."""
    content = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1", id="c1")])
    path = tmp_path / "kept.ipynb"
    nbformat.write(content, path)
    return path


def test_a_whole_notebook_is_taken(tmp_path, kept):
    """Its bytes come to where they are wanted."""
    assert bookcache.take(kept, tmp_path / "a.ipynb")
    assert (tmp_path / "a.ipynb").read_bytes() == kept.read_bytes()
    assert not bookcache.take(tmp_path / "none.ipynb", tmp_path / "b.ipynb")


@pytest.mark.parametrize("torn", [b"", b"{", b'{"cells": 3}', b"\xff\xfe", b"[]", b"null", None])
def test_a_torn_notebook_is_thrown_away(tmp_path, kept, torn):
    """Cut anywhere, or not a notebook at all: not taken, and gone, so that it is made anew."""
    kept.write_bytes(kept.read_bytes()[:-20] if torn is None else torn)
    (tmp_path / "a.ipynb").write_text("as it was")
    assert not bookcache.take(kept, tmp_path / "a.ipynb")
    assert not kept.exists()
    assert (tmp_path / "a.ipynb").read_text() == "as it was"


def test_a_torn_folder_is_made_anew(tmp_path):
    """A file that was cut, changed, removed or added makes the whole folder be written again."""
    kept, made = tmp_path / "kept", []

    def make(aside):
        made.append(aside)
        (aside / "a.csv").write_text("a,b\n1,2\n")

    (tmp_path / ".kept-killed").mkdir()
    bookcache.folder(kept, make)
    bookcache.folder(kept, make)
    assert len(made) == 1
    for tear in (
        lambda: (kept / "a.csv").write_text("a,b\n"),
        lambda: (kept / "a.csv").unlink(),
        lambda: (kept / "b.csv").write_text("b"),
        lambda: (kept / ".sums.json").write_text("{"),
    ):
        tear()
        bookcache.folder(kept, make)
        assert (kept / "a.csv").read_text() == "a,b\n1,2\n"
        assert not (kept / "b.csv").exists()
    assert len(made) == 5
    bookcache.copy_folder(kept, tmp_path / "site")
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["a.csv"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept", "site"]


def test_a_failure_keeps_nothing(tmp_path):
    """Tables that could not all be written are not there for the next build."""

    def make(aside):
        (aside / "a.csv").write_text("half")
        raise RuntimeError("boom")

    with pytest.raises(RuntimeError):
        bookcache.folder(tmp_path / "kept", make)
    assert not list(tmp_path.iterdir())


def test_two_builds_at_once_share_one(tmp_path):
    """Whoever comes second takes what the first has made."""
    made = []

    def make(aside):
        made.append(aside)
        time.sleep(0.2)
        (aside / "a.csv").write_text("a")

    threads = [
        threading.Thread(target=bookcache.folder, args=(tmp_path / "kept", make)) for _ in "ab"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert (tmp_path / "kept" / "a.csv").read_text() == "a"
