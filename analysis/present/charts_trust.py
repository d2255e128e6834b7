"""The reliability diagram: stated confidence against what is right."""

from __future__ import annotations

import pandas as pd
from matplotlib import figure as mpl
from matplotlib.axes import Axes

from analysis.present.charts import canvas, empty, finish, style
from analysis.present.palette import COLOURS

_WIDTH = 5.0


def reliability(table: pd.DataFrame, ax: Axes | None = None) -> mpl.Figure:
    """``table`` has a row a tenth of the scale: rows, confidence, right (shares)."""
    if table.empty:
        return empty("No confidence has been measured.", ax)
    figure, ax = canvas(ax, _WIDTH, _WIDTH)
    ax.plot([0, 1], [0, 1], color="#767676", linestyle="--", linewidth=1.2)
    ax.plot(table["confidence"], table["right"], color=COLOURS[0], linewidth=1.2)
    ax.scatter(
        table["confidence"],
        table["right"],
        s=20 + 380 * table["rows"] / table["rows"].max(),
        color=COLOURS[0],
        edgecolor="#222222",
        zorder=3,
    )
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1.03)
    ax.set_aspect("equal")
    ax.set_xlabel("the machine says it is sure", fontsize=11)
    ax.set_ylabel("share that is right", fontsize=11)
    style(figure, ax)
    return finish(figure)
