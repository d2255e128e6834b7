"""How the paragraphs moved: a small slope chart, and the sentence that says it."""

from __future__ import annotations

import pandas as pd
from matplotlib import figure as mpl
from matplotlib.axes import Axes

from analysis.present.charts import canvas, empty, finish, style
from analysis.present.palette import COLOURS, NO_SIDE

_WIDTH = 4.6
_MOST_LABELS = 40


def moves(paragraphs: pd.DataFrame) -> pd.DataFrame:
    """Stored number, reading position and how far each paragraph moved (down is positive).

    :param paragraphs: the ``paragraphs`` table of one article.
    """
    table = paragraphs[["paragraph", "line", "reading_position"]].astype(int)
    return table.assign(moved=table["reading_position"] - table["paragraph"]).reset_index(drop=True)


def order_moves(paragraphs: pd.DataFrame, ax: Axes | None = None) -> mpl.Figure:
    """Draw each paragraph as a line from its stored place to the place where it reads.

    Paragraphs that come up (blue, solid) and that go down (orange, dashed) differ in more than
    colour; those that stay are grey. The left scale gives the file's line numbers.
    """
    if paragraphs.empty:
        return empty("This article has no paragraphs.", ax)
    table = moves(paragraphs)
    count = len(table)
    figure, ax = canvas(ax, _WIDTH, min(9.0, 1.2 + 0.24 * count))
    for row in table.itertuples():
        if row.moved < 0:
            colour, dashes = COLOURS[0], "-"
        elif row.moved > 0:
            colour, dashes = COLOURS[1], "--"
        else:
            colour, dashes = NO_SIDE, ":"
        ax.plot(
            [0, 1],
            [row.paragraph, row.reading_position],
            color=colour,
            linestyle=dashes,
            linewidth=1.8 if count <= _MOST_LABELS else 0.8,
            marker="o",
            markersize=4,
        )
    step = max(1, count // _MOST_LABELS + (count > _MOST_LABELS))
    shown = table.iloc[::step]
    ax.set_yticks(shown["paragraph"], [str(line) for line in shown["line"]])
    right = ax.twinx()
    right.set_yticks(shown["paragraph"], [str(k) for k in shown["paragraph"]])
    for side in (ax, right):
        side.set_ylim(count + 0.6, 0.4)
    ax.set_xlim(-0.04, 1.04)
    ax.set_xticks([0, 1], ["as stored", "as it reads"])
    ax.set_ylabel("line of the file", fontsize=11)
    right.set_ylabel("place in reading", fontsize=11)
    style(figure, ax, right)
    for name in ("left", "bottom"):
        ax.spines[name].set_visible(False)
        right.spines[name].set_visible(False)
    ax.tick_params(length=0)
    right.tick_params(length=0)
    return finish(figure)


def order_alt_text(paragraphs: pd.DataFrame) -> str:
    """What :func:`order_moves` shows, in a sentence or two."""
    if paragraphs.empty:
        return "This article has no paragraphs."
    table = moves(paragraphs)
    moved = table[table["moved"] != 0]
    if moved.empty:
        return f"All {len(table)} paragraphs read in the order in which they are stored."
    first = table.loc[table["reading_position"].idxmin()]
    far = moved.loc[moved["moved"].abs().idxmax()]
    way = "up" if far["moved"] < 0 else "down"
    return (
        f"Lines from each paragraph's stored place to the place where it reads:"
        f" {len(moved)} of {len(table)} paragraphs move. The article opens with line"
        f" {first['line']} of the file; line {far['line']} moves furthest,"
        f" {abs(int(far['moved']))} places {way}."
    )
