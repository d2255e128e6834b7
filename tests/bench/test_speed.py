"""The speed benchmark measures both pipelines on the same files and refuses an empty folder."""

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


def test_both_are_timed_on_the_same_file(tmp_path, capsys):
    """Start-up is in our time, so on a single article spaCy's rate is the higher one."""
    shutil.copy(FIRST_ARTICLE, tmp_path / "one.txt")
    assert speed.run(arguments("--texts", str(tmp_path), "--runs", "1", "--json")) == 0
    found = json.loads(capsys.readouterr().out)
    rate = found["articles_per_second"]
    assert found["articles"] == 1
    assert 0 < rate["on the record"] < rate["spaCy"]
    assert 100 < found["peak_memory_mb"] < 1500


@pytest.mark.parametrize("words", [("--texts", "{}"), ("--texts", "{}", "--runs", "0")])
def test_nothing_to_measure_is_said(tmp_path, words):
    """One sentence that names what is missing."""
    if "--runs" in words:
        shutil.copy(FIRST_ARTICLE, tmp_path / "one.txt")
    with pytest.raises(InputError, match=r"no \.txt file|from 1 up"):
        speed.run(arguments(*(word.format(tmp_path) for word in words)))
