"""Files are written whole or not at all, where they may be, by one run at a time."""

import os
import subprocess
import sys
import textwrap
import threading

import pytest

from analysis.errors import InputError
from analysis.outputs import files as outputs


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_whole_and_keeps_its_rights(tmp_path):
    """The old rights stay; a new file has those of any new file; nothing else is left."""
    path = tmp_path / "new" / "a.json"
    outputs.write_text(path, "one\n")
    plain = tmp_path / "plain"
    plain.write_text("x")
    assert path.stat().st_mode == plain.stat().st_mode
    path.chmod(0o640)
    outputs.write_text(path, "two\r\n")
    assert path.read_bytes() == b"two\r\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert names(path.parent) == ["a.json"]


def test_a_link_is_written_through(tmp_path):
    """As with any write, what the link names is written, and the link stays."""
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    outputs.write_text(tmp_path / "link.json", "new")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_text() == "new"


def test_a_killed_write_is_forgotten_later(tmp_path):
    """An unfinished file of long ago is removed, one of just now may be another run's."""
    for name, age in (("old", 3600), ("new", 0)):
        left = tmp_path / f".on-the-record-writing-{name}"
        left.write_text("half")
        os.utime(left, (left.stat().st_mtime - age,) * 2)
    outputs.write_text(tmp_path / "a", "whole")
    assert names(tmp_path) == [".on-the-record-writing-new", "a"]


@pytest.mark.parametrize("out", ["", "  ", "a.txt", "a.txt/deeper", "a\0b"])
def test_a_place_that_takes_no_folder_is_told_before(tmp_path, monkeypatch, out):
    """Nothing, a file, and below a file: one sentence, and nothing is made."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("mine")
    with pytest.raises(InputError, match="--out"):
        outputs.check_folder(out)
    assert outputs.check_folder("new/deeper").name == "deeper"
    assert names(tmp_path) == ["a.txt"]


def test_a_file_that_is_read_is_not_written(tmp_path):
    """By whatever name: the article is never overwritten by what was found in it."""
    article = tmp_path / "a.txt"
    article.write_text("mine")
    (tmp_path / "same").symlink_to(article)
    for out in (article, tmp_path / "same", tmp_path / "." / "a.txt"):
        with pytest.raises(InputError, match="would be overwritten"):
            outputs.check_file(out, [article])
    assert outputs.check_file(tmp_path / "b.txt", [article]) == tmp_path / "b.txt"
    with pytest.raises(InputError, match="it is a folder"):
        outputs.check_file(tmp_path, [article])


def test_a_failing_set_leaves_the_old_one(tmp_path):
    """If the second file cannot be made, the first is not replaced either."""
    (tmp_path / "a").write_text("old")

    def fill(aside):
        (aside / "a").write_text("new")
        raise OSError(28, "No space left on device")

    with pytest.raises(InputError, match=r"cannot be written \(no space left on device\)"):
        outputs.write_set(tmp_path, fill)
    assert names(tmp_path) == ["a"]
    assert (tmp_path / "a").read_text() == "old"


def test_a_set_killed_while_it_is_moved_is_completed(tmp_path, monkeypatch):
    """The next call ends what a killed one began, and drops what was never whole."""
    for name in ("a", "b"):
        (tmp_path / name).write_text("old")
    real, moved = os.replace, []

    def dies(source, target):
        if moved:
            raise KeyboardInterrupt  # as good as killed: nothing of ours runs after it
        moved.append(target)
        real(source, target)

    def fill(aside):
        for name in ("a", "b"):
            (aside / name).write_text("new")

    monkeypatch.setattr(outputs.os, "replace", dies)
    with pytest.raises(KeyboardInterrupt):
        outputs.write_set(tmp_path, fill)
    monkeypatch.setattr(outputs.os, "replace", real)
    assert {(tmp_path / n).read_text() for n in ("a", "b")} == {"old", "new"}
    (tmp_path / ".on-the-record-writing-x").mkdir()
    outputs.write_set(tmp_path, lambda aside: (aside / "c").write_text("new"))
    assert names(tmp_path) == ["a", "b", "c"]
    assert {(tmp_path / n).read_text() for n in "abc"} == {"new"}


@pytest.mark.skipif(outputs.fcntl is None, reason="no locks of folders on this system")
def test_two_runs_do_not_mix(tmp_path):
    """Two sets at once: all files are of one run, and none of the other's is left."""
    seen = set()

    def run(mark):
        def fill(aside):
            for name in "abcd":
                (aside / name).write_text(mark)

        for _ in range(20):
            outputs.write_set(tmp_path, fill)
            with outputs.locked(tmp_path):
                seen.add(frozenset((tmp_path / name).read_text() for name in "abcd"))

    threads = [threading.Thread(target=run, args=(mark,)) for mark in "12"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen <= {frozenset("1"), frozenset("2")}
    assert names(tmp_path) == list("abcd")


@pytest.mark.skipif(outputs.fcntl is None, reason="no locks of folders on this system")
def test_a_second_run_is_told_of_the_first(tmp_path):
    """A lock is let go by the system when its holder dies, however it dies."""
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            textwrap.dedent(f"""
                import time
                from pathlib import Path
                from analysis.outputs import files as outputs
                with outputs.locked(Path({str(tmp_path)!r})):
                    print("held", flush=True)
                    time.sleep(60)
            """),
        ],
        stdout=subprocess.PIPE,
    )
    assert holder.stdout.readline() == b"held\n"
    with (
        pytest.raises(InputError, match="Another run is writing"),
        outputs.locked(tmp_path, wait=False),
    ):
        pass
    holder.kill()
    holder.wait()
    holder.stdout.close()
    with outputs.locked(tmp_path, wait=False):
        pass


@pytest.mark.skipif(outputs.fcntl is None, reason="no locks of folders on this system")
def test_the_work_folder_of_a_killed_run_is_removed(tmp_path, monkeypatch):
    """An old one that nobody holds goes; one that is held, or of just now, stays."""
    monkeypatch.setattr(outputs.tempfile, "tempdir", str(tmp_path))
    for name in ("dead", "held", "young"):
        (tmp_path / f"work-{name}" / "deep").mkdir(parents=True)
        if name != "young":
            os.utime(tmp_path / f"work-{name}", (1, 1))
    with outputs.locked(tmp_path / "work-held"), outputs.work_folder("work-") as mine:
        assert names(tmp_path) == sorted([mine.parent.name, "work-held", "work-young"])
        outputs.write_set(mine, lambda aside: (aside / "a").write_text("a"))
    assert names(tmp_path) == ["work-held", "work-young"]
