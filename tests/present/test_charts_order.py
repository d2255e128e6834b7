"""How the paragraphs moved, drawn and said."""

import pandas as pd

from analysis.present.charts_order import moves, order_alt_text, order_moves


def table(positions):
    """A paragraphs table whose stored paragraphs read at *positions*."""
    return pd.DataFrame(
        {
            "paragraph": range(1, len(positions) + 1),
            "line": range(4, len(positions) + 4),
            "reading_position": positions,
        }
    )


def test_every_paragraph_is_one_line_from_its_stored_to_its_reading_place():
    """The data behind the figure; up and down differ in their dashes too."""
    figure = order_moves(table([2, 1, 3]))
    lines = figure.axes[0].get_lines()
    assert [list(line.get_ydata()) for line in lines] == [[1, 2], [2, 1], [3, 3]]
    assert len({line.get_linestyle() for line in lines}) == 3
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["4", "5", "6"]


def test_the_sentence_says_how_many_moved_and_what_comes_first():
    """Also where none moved, and where there is nothing."""
    assert order_alt_text(table([3, 1, 2])) == (
        "Lines from each paragraph's stored place to the place where it reads: 3 of 3 paragraphs"
        " move. The article opens with line 5 of the file; line 4 moves furthest, 2 places down."
    )
    assert order_alt_text(table([1, 2])) == (
        "All 2 paragraphs read in the order in which they are stored."
    )
    assert order_alt_text(table([])) == "This article has no paragraphs."
    assert order_moves(table([])) is not None


def test_a_very_long_article_keeps_its_labels_readable():
    """At most some forty labels beside the lines."""
    figure = order_moves(table(list(range(300, 0, -1))))
    assert len(figure.axes[0].get_yticks()) <= 45
    assert moves(table([2, 1]))["moved"].tolist() == [1, -1]
