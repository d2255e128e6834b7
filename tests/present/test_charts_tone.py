"""The figures of tone: drawn for any table, and told in words that the table bears out."""

import pandas as pd
import pytest
from matplotlib.figure import Figure
from tone_case import case

from analysis.present import charts_tone
from analysis.summaries import averages
from analysis.tone import measurement

SIDES = ["Russia", "United States", "Ukraine", "NATO"]


@pytest.fixture(scope="module")
def measured():
    c = case()
    return measurement.measure(c.article, c.statements, c.cast, c.parses)


def words(figure):
    figure.canvas.draw()
    return [t.get_text() for ax in figure.axes for t in ax.texts]


def test_every_statement_has_its_row_under_its_side_and_speaker(measured):
    """Each id is written once, each side heads its speakers."""
    c = case()
    figure = charts_tone.tone(measured, c.statements, c.actors, SIDES)
    text = words(figure)
    for statement in c.statements["statement_id"]:
        assert sum(t.startswith(f"{statement} ") for t in text) == 1
    assert [t for t in text if t in SIDES] == [
        "Russia", "Russia", "United States", "Ukraine", "Ukraine", "NATO",
    ]  # a side, and where the side itself speaks, its name once more  # fmt: skip


def test_marks_are_as_many_as_the_methods_of_each_statement(measured):
    """Three marks a row: the model's round, VADER's and AFINN's triangles."""
    c = case()
    axes = charts_tone.tone(measured, c.statements, c.actors, SIDES).axes[0]
    shapes = [line.get_marker() for line in axes.lines]
    for shape in charts_tone.SHAPES.values():
        assert shapes.count(shape) == len(c.statements)
    fills = {line.get_fillstyle() for line in axes.lines if line.get_marker() == "o"}
    assert fills == {"full", "left"}


def test_no_statement_leaves_its_line(measured):
    """Nothing is drawn outside the axis, whatever the interval."""
    c = case()
    axes = charts_tone.tone(measured, c.statements, c.actors, SIDES).axes[0]
    low, high = axes.get_xlim()
    assert all(low <= x <= high for line in axes.lines[:-1] for x in line.get_xdata())


def test_the_words_count_what_the_figure_shows(measured):
    """The alternative text tells the counts of the table, whatever they are."""
    c = case()
    text = charts_tone.tone_alt_text(measured, c.statements, c.actors)
    ours = measured[(measured["method"] == "model") & (measured["target"] == "")]
    for label, count in ours["label"].value_counts().items():
        assert f"{count} {label}" in text
    assert f"{len(ours)} statements" in text


def test_nothing_to_draw_is_said():
    """An article without statements has a figure, and it says so."""
    c = case()
    none = c.statements.iloc[:0]
    empty = measurement.measure(c.article, none, c.cast, c.parses)
    assert isinstance(charts_tone.tone(empty, none, c.actors, SIDES), Figure)
    assert charts_tone.tone_alt_text(empty, none, c.actors) == "There is no statement to rate."
    table = averages.towards(empty, none, c.actors)
    assert isinstance(charts_tone.towards(table), Figure)
    assert "No statement" in charts_tone.towards_alt_text(table)


def test_a_cell_of_few_statements_shows_no_tone(measured):
    """Where there are too few, the count stands alone; the words say as much."""
    c = case()
    table = averages.towards(measured, c.statements, c.actors)
    assert (table["n"] < averages.MINIMUM).any()
    text = words(charts_tone.towards(table))
    alone = [t for t in text if t.startswith("n=")]
    assert alone
    assert all(int(t[2:]) < averages.MINIMUM for t in alone)
    told = charts_tone.towards_alt_text(table)
    for row in table.to_dict("records"):
        pair = f"{row['from']} of {row['towards']} "
        assert (pair in told) == (row["n"] >= averages.MINIMUM)


@pytest.mark.parametrize(
    ("score", "text"), [(-0.44, "−0.4"), (0.26, "+0.3"), (0.02, "0.0"), (-0.04, "0.0")]
)
def test_scores_are_signed_with_a_true_minus(score, text):
    """Nought bears no sign."""
    assert charts_tone.signed(score) == text


def test_many_statements_are_cut_and_the_figure_says_so(measured):
    """A long article's figure ends, and its title tells how many are missing."""
    c = case()
    many = pd.concat([c.statements] * 3, ignore_index=True)
    title = charts_tone.tone(measured, many, c.actors, SIDES).axes[0].get_title()
    assert title == f"the first 60 of {len(many)} statements"
