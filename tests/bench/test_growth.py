"""The benchmark of growth: the articles it invents, the slope it reads, what it prints."""

import argparse
import json

import pytest

from analysis.bench import growth
from analysis.errors import InputError


def arguments(*words):
    parser = argparse.ArgumentParser()
    growth.add_arguments(parser)
    return parser.parse_args(words)


def test_an_invented_article_is_as_long_as_asked_and_the_same_again():
    """Title, date and so many paragraphs; every slot is filled; another seed tells another."""
    text = growth.article(30)
    assert len(text.splitlines()) == 32
    assert not set("{}") & set(text)
    assert text == growth.article(30)
    assert text != growth.article(30, seed=1)
    assert growth.article(60).startswith(text)


@pytest.mark.parametrize(
    ("shorter", "longer", "told"),
    [
        ((100, 1.0), (200, 2.0), 1.0),
        ((100, 1.0), (200, 4.0), 2.0),
        ((100, 1.0), (400, 4.0), 1.0),
        ((100, 0.01), (200, 0.04), None),  # too short to tell
        ((100, 0.0), (200, 4.0), None),
    ],
)
def test_the_slope_is_read_from_two_lengths(shorter, longer, told):
    """Twice the paragraphs in four times the time is the square."""
    assert growth.exponent(shorter, longer) == told


def test_every_stage_is_timed_and_their_seconds_add_up(tmp_path, capsys):
    """Stages are told apart: together they are the whole, none counted twice."""
    saved = tmp_path / "growth.json"
    words = ("--lengths", "3", "6", "--json", "--save", str(saved))
    assert growth.run(arguments(*words)) == 0
    found = json.loads(capsys.readouterr().out)
    assert json.loads(saved.read_text()) == found
    row = found["lengths"]["6"]
    assert {"words", "order", "actors", "pairs", "tone"} <= set(row["seconds"])
    stages = sum(one for name, one in row["seconds"].items() if name != "all")
    assert stages == pytest.approx(row["seconds"]["all"], rel=0.02, abs=0.02)
    assert row["rows"]["paragraphs"] == 6
    assert "exponent" in growth.table(found)


def test_a_length_of_nought_is_refused():
    """In one sentence."""
    with pytest.raises(InputError, match="from 1 up"):
        growth.run(arguments("--lengths", "0", "5"))
