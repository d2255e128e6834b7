"""How each side's statements sound: a dot a statement, in three columns."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence

import pandas as pd
from matplotlib import figure as mpl
from matplotlib.axes import Axes

from analysis.present.charts import canvas, empty, finish
from analysis.present.palette import side_colour
from analysis.present.svg import INK
from analysis.summaries.speaker_counts import NO_SIDE
from analysis.summaries.tone_words import WORDS
from analysis.summaries.wording import plural
from analysis.tables import LABELS

_WIDTH = 4.9  # inches: at the width of a phone the letters keep their size
_IN_A_ROW = 6
_STEP, _LINE = 0.135, 0.5


def tones(found: pd.DataFrame, sides: Sequence[str], ax: Axes | None = None) -> mpl.Figure:
    """``found`` is `analysis.summaries.tone_words.verdicts`'s table, ``sides`` the book's order.

    Columns are critical, matter-of-fact and friendly; a filled dot is a statement of which the
    machine is sure, a hollow one of which it is not.
    """
    if found.empty:
        return empty("There is no statement to rate.", ax)
    there = [side for side in (*sides, "") if side in set(found["side"])]
    lines = {
        side: max(
            1,
            math.ceil(found[found["side"] == side]["label"].value_counts().max() / _IN_A_ROW),
        )
        for side in there
    }
    height = sum(lines.values()) * _LINE + 0.55 * len(there)
    figure, ax = canvas(ax, _WIDTH, 0.7 + 0.62 * height)
    for x, label in enumerate(LABELS):
        ax.text(x, -0.25, WORDS[label], ha="left", va="bottom", fontsize=10, color=INK)
    y = 0.25
    for side in there:
        rows = found[found["side"] == side]
        ax.text(
            -1.15,
            y,
            textwrap.shorten(side or NO_SIDE, 22, placeholder=" …"),
            ha="left",
            va="center",
            fontsize=10,
            fontweight="bold",
            color=INK,
        )
        for x, label in enumerate(LABELS):
            dots = sorted(rows.loc[rows["label"] == label, "sure"], reverse=True)
            for k, sure in enumerate(dots):
                colour = side_colour(side, sides)
                ax.plot(
                    x + 0.04 + (k % _IN_A_ROW) * _STEP,
                    y + (k // _IN_A_ROW) * _LINE,
                    "o",
                    ms=8,
                    mfc=colour if sure else "none",
                    mec=colour,
                    mew=1.6,
                    ls="",
                )
        y += lines[side] * _LINE + 0.45
        ax.plot([-1.15, 3], [y - 0.4] * 2, color=INK, lw=0.4, alpha=0.4)
    ax.text(-1.15, y + 0.05, "● sure   ○ unsure", ha="left", va="center", fontsize=9, color=INK)
    ax.set_xlim(-1.2, 3.0)
    ax.set_ylim(y + 0.35, -0.6)
    ax.axis("off")
    return finish(figure)


def tones_alt_text(found: pd.DataFrame) -> str:
    """What `tones` shows, in words."""
    parts = []
    for side, rows in found.groupby("side", sort=False):
        counts = rows["label"].value_counts()
        told = ", ".join(f"{counts[name]} {WORDS[name]}" for name in LABELS if name in counts)
        parts.append(f"{side or NO_SIDE}: {told}")
    unsure = int((~found["sure"]).sum())
    end = f" The machine is unsure of {unsure} of them." if unsure else ""
    return f"Tone of {plural(len(found), 'statement')}. {'; '.join(parts)}.{end}"
