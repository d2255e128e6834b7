"""The speed benchmark reads the same files with every system and refuses an empty folder."""

import argparse
import json
import shutil

import pytest

from analysis.bench import speed
from analysis.errors import InputError
from analysis.paths import FIRST_ARTICLE


def arguments(*words):
    parser = argparse.ArgumentParser()
    speed.add_arguments(parser)
    return parser.parse_args(words)


def test_every_system_reads_the_same_file(tmp_path, capsys):
    """Statements take less than all tables, and spaCy alone less than either; a peer that is not
    installed is named and has no figure."""
    shutil.copy(FIRST_ARTICLE, tmp_path / "one.txt")
    saved = tmp_path / "speed.json"
    words = ("--texts", str(tmp_path), "--runs", "1", "--json", "--save", str(saved))
    assert speed.run(arguments(*words)) == 0
    found = json.loads(capsys.readouterr().out)
    assert json.loads(saved.read_text()) == found
    assert found["articles"] == 1
    rows = found["systems"]
    assert rows[speed.BASE]["of_spacy"] == 1
    assert rows["on the record, all tables"]["of_spacy"] < 1
    assert 100 < rows["on the record, all tables"]["peak_memory_mb"] < 1500
    assert set(found["left_out"]) == {"textacy, direct quotations", "sayswho"}
    assert not set(found["left_out"]) & set(rows)


def test_a_python_without_the_peers_is_said(tmp_path, monkeypatch):
    """What cannot be loaded is left out with the reason, and the others are measured."""
    shutil.copy(FIRST_ARTICLE, tmp_path / "one.txt")
    monkeypatch.setattr(speed, "OURS", {})
    found = speed.measure([tmp_path / "one.txt"], 1, str(tmp_path / "no-python"))
    assert set(found["systems"]) == {speed.BASE}
    assert set(found["left_out"]) == {"textacy, direct quotations", "sayswho"}


@pytest.mark.parametrize("words", [("--texts", "{}"), ("--texts", "{}", "--runs", "0")])
def test_nothing_to_measure_is_said(tmp_path, words):
    """One sentence that names what is missing."""
    if "--runs" in words:
        shutil.copy(FIRST_ARTICLE, tmp_path / "one.txt")
    with pytest.raises(InputError, match=r"no \.txt file|from 1 up"):
        speed.run(arguments(*(word.format(tmp_path) for word in words)))
