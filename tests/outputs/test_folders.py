"""A folder is replaced only if all in it is ours, and is whole whenever a run is killed."""

import os
import shutil
from pathlib import Path

import pytest

from analysis.errors import InputError
from analysis.outputs import folders


@pytest.fixture
def new(tmp_path):
    """A finished site, not yet in its place."""
    place = tmp_path / "work" / "site"
    (place / "pages").mkdir(parents=True)
    (place / "index.html").write_text("new")
    (place / "pages" / "one.html").write_text("new one")
    return place


@pytest.fixture
def out(tmp_path, new):
    """An earlier book of ours, with a page that the new one lacks."""
    place = tmp_path / "out"
    old = tmp_path / "work" / "old"
    shutil.copytree(new, old)
    (old / "index.html").write_text("old")
    (old / "pages" / "gone.html").write_text("old")
    folders.replace(old, place, "book")
    return place


def holds(folder):
    return sorted(n for n in folders.entries(folder) if n != folders.MARKER)


NEW = ["index.html", "pages/one.html"]
OLD = ["index.html", "pages/gone.html", "pages/one.html"]


def test_only_what_was_written_goes(tmp_path, new, out):
    """The new folder is in the place of the old, and nothing is left beside it."""
    assert holds(out) == OLD
    assert folders.check(out, "book") == out
    assert folders.replace(new, out, "book") == ""
    assert holds(out) == NEW
    assert folders.written(out, "book") == frozenset(NEW)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "work"]


@pytest.mark.parametrize("other", ["notes.md", ".git/config", "pages/mine.html", "empty/", "link"])
def test_a_book_with_something_else_in_it_is_refused(tmp_path, new, out, other):
    """Whatever somebody put into a book's folder is theirs: it stays, and so does the book."""
    path = out / other
    if other == "link":
        path.symlink_to(tmp_path / "work")
    elif other.endswith("/"):
        path.mkdir()
    else:
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine")
    with pytest.raises(InputError, match="something else than a book"):
        folders.check(out, "book")
    with pytest.raises(InputError, match="not ours"):
        folders.replace(new, out, "book")
    assert set(holds(out)) == {*OLD, other}
    assert (new / "index.html").exists()


def test_what_a_file_manager_leaves_is_nobodys(new, out):
    """A folder looked at on a Mac can still be replaced."""
    (out / ".DS_Store").write_bytes(b"\0")
    folders.check(out, "book")
    assert folders.replace(new, out, "book") == ""
    assert holds(out) == NEW


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("", "names nothing"),
        ("/", "the root"),
        ("home", "your home folder"),
        ("home/..", "above your home"),
        (".", "the current folder"),
        ("..", "above the current one"),
        ("project", "the project's folder"),
        ("link", "a link to another folder"),
        ("dangling", "a link to another folder"),
        ("file", "is a file"),
        ("file/deeper", "is no folder"),
        ("photos", "something else than a book (cat.jpg)"),
        ("static", "something else than a book (_static/a.css)"),
        ("false", "something else than a book (index.html)"),
    ],
)
def test_what_is_not_ours_is_refused_in_one_sentence(tmp_path, monkeypatch, place, words):
    """The root, the home, the current folder, the project, links, files, and others' folders."""
    for name in ("home/x", "here/now", "project/book", "photos", "static/_static", "false"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("file", "photos/cat.jpg", "static/_static/a.css", "false/index.html"):
        (tmp_path / name).write_text("mine")
    (tmp_path / "false" / folders.MARKER).write_text('{"kind": "book", "written": "index.html"}')
    (tmp_path / "link").symlink_to(tmp_path / "photos")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    monkeypatch.chdir(tmp_path / "here" / "now")
    there = place if place in ("", ".", "..", "/") else str(tmp_path / place)
    before = sorted(folders.entries(tmp_path))
    with pytest.raises(InputError) as caught:
        folders.check(there, "book", tmp_path / "project")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert sorted(folders.entries(tmp_path)) == before


def test_the_article_is_not_replaced_by_its_book(tmp_path, out):
    """A book into whose folder the article was put is refused, even where it lists that name."""
    article = out / "index.html"
    with pytest.raises(InputError, match=r"holds index\.html, which is to be read"):
        folders.check(out, "book", None, [article])
    new_or_empty = tmp_path / "empty"
    new_or_empty.mkdir()
    assert folders.check(new_or_empty, "book", None, [article]) == new_or_empty


def test_killed_at_any_moment_one_is_whole(tmp_path, new, out, monkeypatch):
    """At every step that changes the disk a kill leaves the old or the new, and the next run
    puts the rest right."""
    killed = 0
    for step in range(1, 60):
        shutil.rmtree(out, ignore_errors=True)
        old = tmp_path / "work" / "old"
        folders.replace(old, out, "book")
        count = 0

        def stops(real, step=step):
            def call(*args, **kwargs):
                nonlocal count
                count += 1
                if count >= step:  # and nothing after it is done, as when killed
                    raise KeyboardInterrupt
                return real(*args, **kwargs)

            return call

        with monkeypatch.context() as patch:
            for name in ("rename", "rmdir", "unlink", "mkdir"):
                patch.setattr(Path, name, stops(getattr(Path, name)))
            patch.setattr(os, "rmdir", stops(os.rmdir))
            patch.setattr(shutil, "copyfile", stops(shutil.copyfile))
            patch.setattr(shutil, "rmtree", lambda *a, **k: None)
            try:
                folders.replace(new, out, "book")
                done = True
            except KeyboardInterrupt:
                done = False
                killed += 1
        folders.mend(out, "book")
        assert holds(out) in ([NEW] if done else [OLD, NEW])
        assert folders.written(out, "book") == frozenset(holds(out))
        assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "work"]
        if done:
            break
    assert done
    assert killed > 8


def test_a_marker_names_nothing_outside(tmp_path, out):
    """A marker that somebody wrote cannot make us remove what lies elsewhere."""
    (tmp_path / "mine").write_text("mine")
    marker = out / folders.MARKER
    marker.write_text('{"kind": "book", "written": ["../mine", "/etc/hosts", "index.html"]}')
    assert not folders.remove(out, "book")
    assert (tmp_path / "mine").read_text() == "mine"
    assert holds(out) == ["pages/gone.html", "pages/one.html"]
