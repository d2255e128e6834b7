"""A reading is kept between processes only where a folder is named, and never trusted when torn."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import paths, reading
from analysis.errors import ArticleError
from analysis.outputs import fingerprints, kept

WORDS = "Talks resume\n\nThe minister said on Monday that talks would resume.\n"


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "talks.txt"
    path.write_text(WORDS)
    return path


@pytest.fixture
def made(monkeypatch):
    """The readings that were made, in place of the stages a cheap one."""
    found = []

    def read_one(article, tables=None, check=True, decisions=()):
        found.append(article.document)
        return reading.Reading(article, {"articles": pd.DataFrame({"words": [article.words]})})

    monkeypatch.setattr(reading, "read_one", read_one)
    return found


def test_nothing_is_kept_without_a_folder(article, made, monkeypatch, tmp_path):
    """read() as anybody calls it reads anew and writes nothing."""
    monkeypatch.delenv(paths.READINGS_VARIABLE, raising=False)
    reading.read(article)
    reading.read(article)
    assert len(made) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["talks.txt"]


def test_the_article_is_read_once(article, made, monkeypatch, tmp_path):
    """With a folder the second reading is the first one; some of the tables alone are not kept."""
    monkeypatch.setenv(paths.READINGS_VARIABLE, str(tmp_path / "kept"))
    monkeypatch.setenv(paths.READINGS_KEY_VARIABLE, "k1")
    monkeypatch.setattr(fingerprints, "readings_key", lambda: pytest.fail("hashed anew"))
    first, second = reading.read(article), reading.read(article)
    assert len(made) == 1
    assert second.article == first.article
    pd.testing.assert_frame_equal(first["articles"], second["articles"])
    reading.read(article, ["articles"])
    assert len(made) == 2


def test_another_article_name_or_code_is_another_reading(article, made, tmp_path):
    """Kept by the bytes and the name of the file, and by what the tables depend on."""
    folder = tmp_path / "kept"
    reading.read_kept(article, folder, "k1")
    reading.read_kept(article, folder, "k2")
    article.write_text(WORDS.replace("Monday", "Tuesday"))
    reading.read_kept(article, folder, "k1")
    article.rename(tmp_path / "other.txt")
    reading.read_kept(tmp_path / "other.txt", folder, "k1")
    assert len(made) == len(list(folder.iterdir())) == 4


@pytest.mark.parametrize("torn", [b"", b"\x80\x05", b"cos\nsystem", b"N.", None])
def test_a_torn_reading_is_made_anew(article, made, tmp_path, torn):
    """Cut anywhere, or another thing altogether: read again, and whole afterwards."""
    folder = tmp_path / "kept"
    reading.read_kept(article, folder, "k")
    (path,) = folder.iterdir()
    path.write_bytes(path.read_bytes()[:-9] if torn is None else torn)
    assert reading.read_kept(article, folder, "k")["articles"]["words"].sum() > 0
    assert len(made) == 2
    reading.read_kept(article, folder, "k")
    assert len(made) == 2
    assert [p.name for p in folder.iterdir()] == [path.name]


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path):
    """The value is given all the same; only the next run has to make it again."""
    (tmp_path / "file").write_text("in the way")
    assert kept.kept(tmp_path / "file" / "a.pickle", int, lambda: 3) == 3


def test_a_file_that_is_no_article_is_one_sentence(tmp_path):
    with pytest.raises(ArticleError):
        reading.read_kept(tmp_path / "none.txt", tmp_path / "kept", "k")
    assert not (tmp_path / "kept").exists()


def test_the_key_is_of_what_the_tables_depend_on(tmp_path):
    """A change of a stage or an authority file is another key; of a bench or a page it is not."""
    package, authority = tmp_path / "analysis", tmp_path / "data" / "authority"
    for folder in (package / "tone", package / "bench", package / "present", authority):
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text("1")
    first = fingerprints.readings_key(package, authority)
    for same in (package / "bench", package / "present"):
        (same / "a.txt").write_text("2")
        assert fingerprints.readings_key(package, authority) == first
    (authority / "a.txt").write_text("2")
    second = fingerprints.readings_key(package, authority)
    (package / "tone" / "a.txt").write_text("2")
    assert len({first, second, fingerprints.readings_key(package, authority)}) == 3


def test_the_words_that_moved_the_tone_are_found_once(article, made, monkeypatch, tmp_path):
    """They cost more than all the tables: kept too, by article, code and the statements asked."""
    found = reading.read(article)
    found.tables["statements"] = pd.DataFrame({"statement_id": ["s1", "s2"], "text": ["a", "b"]})
    whole = reading.Reading(found.article, found.tables, cast=object())
    asked = []

    def words(self, rows):
        asked.append([name for name, _ in rows])
        return {name: () for name, _ in rows}

    monkeypatch.setattr(reading.Reading, "_tone_words", words)
    whole.tone_words(["s1"])
    assert not (tmp_path / "kept").exists()
    monkeypatch.setenv(paths.READINGS_VARIABLE, str(tmp_path / "kept"))
    monkeypatch.setenv(paths.READINGS_KEY_VARIABLE, "k")
    for names in (["s1"], ["s1"], ["s1", "s2"], ["s1", "s2"]):
        assert list(whole.tone_words(names)) == names
    assert asked == [["s1"], ["s1"], ["s1", "s2"]]
