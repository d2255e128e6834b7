"""The page on trust says what the stored results say, and the stored results are there."""

import subprocess
import sys

import pytest
import readings
from matplotlib.figure import Figure

from analysis.gold import benchmarks
from analysis.paths import FIRST_ARTICLE, ROOT
from analysis.present import charts_trust, pages_trust


@pytest.mark.parametrize("task", benchmarks.COMMANDS)
def test_every_command_has_stored_results(task):
    """A figure on the page comes from a committed file."""
    assert benchmarks.stored(task)


def test_the_text_of_the_gold_counts_what_the_table_shows():
    """Found, missed and extra in the sentence are those of the rows."""
    reading = readings.reading(FIRST_ARTICLE)
    comparison = benchmarks.beside_gold(reading)
    status = comparison.statements["status"].value_counts()
    text = benchmarks.gold_text(comparison)
    assert f"found {status['found']} of them" in text
    assert f"missed {status.get('missed', 0) or 'none'}" in text
    html = pages_trust.beside_gold_html(reading, comparison)
    assert html.count("<tr") == len(comparison.statements) + 1
    assert "Nobody has read this article" in benchmarks.gold_text(None)
    assert pages_trust.beside_gold_html(reading, None) == ""


def test_the_stored_gold_scores_are_those_of_the_code():
    """What the page shows of the first article is what the machine does today, within one
    statement: 8-bit sums saturate on processors without VNNI, and a doubtful one may then go."""
    comparison = benchmarks.beside_gold(readings.reading(FIRST_ARTICLE))
    whole = comparison.scores.set_index("kind").loc["all"]
    table = benchmarks.gold_summary().set_index("article")
    stored, of = map(int, str(table.loc[FIRST_ARTICLE.name, "statements"]).split(" of "))
    assert of == int(whole["gold"])
    assert abs(stored - int(whole["found"])) <= 1


def test_peers_stand_beside_us_as_ratios():
    """Our own ratio is one; every F1 is a percentage."""
    scores = benchmarks.attribution_scores()
    assert scores["ratio"].iloc[0] == 1
    assert scores["attribution"].between(0, 100).all()
    assert f"{scores['attribution'].iloc[0]:.1f} %" in benchmarks.attribution_text()


def test_the_reliability_diagram_draws_every_bin():
    """One dot a tenth of the scale that has rows."""
    figure = charts_trust.reliability(benchmarks.reliability())
    assert isinstance(figure, Figure)
    assert len(figure.axes[0].collections[0].get_offsets()) == len(benchmarks.reliability())


def test_the_readme_shows_the_stored_figures():
    """`python tools/readme.py` wrote its table."""
    run = subprocess.run(
        [sys.executable, "tools/readme.py", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr
