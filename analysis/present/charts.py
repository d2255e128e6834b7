"""Figures of who is heard; each returns a matplotlib Figure and has a sentence that says it.

Every chart of the book can be drawn into axes of one's own (``ax=``), made with
``plt.subplots``; without them it makes a figure as large as it needs.

Every figure must read in greyscale (kinds are told by hatching as well as by shade) and at the
width of a phone: text is large for the figure's size, and long labels are wrapped.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import pandas as pd
from matplotlib import figure as mpl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from analysis.present.figure import Figure, as_written
from analysis.present.palette import side_colour
from analysis.summaries.speaker_counts import NO_SIDE, UNKNOWN
from analysis.summaries.wording import listed, plural
from analysis.tables import KINDS, Kind

WIDTH = 7.2
_HATCHES = {Kind.DIRECT: "", Kind.MIXED: "///", Kind.INDIRECT: "....", Kind.TURN: "--"}
_KEYS = {Kind.DIRECT: "in quotation marks", Kind.MIXED: "partly quoted", Kind.TURN: "a turn"}
_ALPHAS = {Kind.DIRECT: 1.0, Kind.MIXED: 0.55, Kind.INDIRECT: 0.28, Kind.TURN: 0.8}
_MOST_BARS = 24
_NAME_LETTERS = 34


def canvas(ax: Axes | None, width: float, height: float) -> tuple[mpl.Figure, Axes]:
    """The axes to draw into and their figure: those given, or new ones of that size (inches)."""
    if ax is not None:
        return ax.figure.get_figure(root=True), ax
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots()


def legend(ax: Axes, own: bool, place: str, handles: Sequence[Artist], **how: object) -> None:
    """The key: outside a figure that is all the chart's own, else above or below the axes.

    ``place`` is "upper left", "lower left" or the like.
    """
    how = {"frameon": False, "fontsize": 10, **how}
    if own:
        ax.figure.legend(handles=handles, loc=f"outside {place}", **how)
        return
    up, side = place.split()
    across, edge = (0.0 if side == "left" else 1.0), (1.02 if up == "upper" else -0.02)
    corner = f"{'lower' if up == 'upper' else 'upper'} {side}"
    ax.legend(handles=handles, loc=corner, bbox_to_anchor=(across, edge), **how)


def style(figure: mpl.Figure, *axes: Axes) -> None:
    """What every figure of the book has in common: a white ground (so that it reads in dark
    mode too), no frame, and letters large enough for a phone."""
    if isinstance(figure, Figure):
        figure.set_facecolor("white")
    for ax in axes:
        ax.set_facecolor("white")
        for side in ("top", "right"):
            ax.spines[side].set_visible(False)
        ax.tick_params(labelsize=11)


def finish(figure: mpl.Figure) -> mpl.Figure:
    """The figure, its words an article's words: our own mends them whenever it is drawn, one of
    somebody else's now, so that "from $5 to $7" is no mathematics there either."""
    if not isinstance(figure, Figure):
        as_written(figure)
    return figure


def empty(message: str, ax: Axes | None = None) -> mpl.Figure:
    """A figure that says why there is nothing to draw."""
    figure, ax = canvas(ax, WIDTH, 1.2)
    ax.axis("off")
    ax.text(0.5, 0.5, message, ha="center", va="center", fontsize=12, transform=ax.transAxes)
    style(figure)
    return finish(figure)


def voices(speakers: pd.DataFrame, sides: Sequence[str], ax: Axes | None = None) -> mpl.Figure:
    """Statements by speaker, told apart by kind, under the heading of the speaker's side.

    ``speakers`` is `analysis.summaries.speaker_counts.by_speaker`'s table, ``sides`` the book's
    order of sides. The most heard are drawn where there are too many for a page.
    """
    if speakers.empty:
        return empty("Nobody is quoted in this article.", ax)
    own = ax is None
    shown = speakers.nlargest(_MOST_BARS, "statements", keep="first").sort_index()
    labels: list[tuple[float, str, bool]] = []
    bars: list[tuple[float, pd.Series]] = []
    at = 0.0
    for side, rows in shown.groupby("side", sort=False):
        labels.append((at, _short(str(side) or NO_SIDE), True))
        at += 0.9
        for _, row in rows.iterrows():
            labels.append((at, _short(row["speaker"]), False))
            bars.append((at, row))
            at += 1.0
        at += 0.3
    figure, ax = canvas(ax, WIDTH, 0.9 + 0.33 * at)
    for y, row in bars:
        left = 0
        for kind in (kind for kind in KINDS if kind in row):
            ax.barh(
                y,
                row[kind],
                left=left,
                height=0.72,
                color=_shade(side_colour(row["side"], sides), _ALPHAS[kind]),
                edgecolor="#222222",
                hatch=_HATCHES[kind],
                linewidth=0.6,
            )
            left += row[kind]
        ax.text(left + 0.08, y, f"{left}", va="center", fontsize=11)
    ax.set_yticks([y for y, _, _ in labels], [text for _, text, _ in labels])
    for tick, (_, _, heading) in zip(ax.get_yticklabels(), labels, strict=True):
        tick.set_fontweight("bold" if heading else "normal")
    ax.tick_params(axis="y", length=0)
    ax.set_ylim(at - 0.4, -0.7)
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.set_xlim(0, max(1, shown["statements"].max()) * 1.08 + 0.3)
    ax.set_xlabel("statements", fontsize=11)
    keys = [
        Patch(
            facecolor=_shade("#555555", _ALPHAS[kind]),
            edgecolor="#222222",
            hatch=_HATCHES[kind],
            label=_KEYS.get(kind, "reported"),
        )
        for kind in KINDS
        if kind in speakers.columns
    ]
    legend(ax, own, "upper left", keys, ncols=3)
    style(figure, ax)
    return finish(figure)


def _short(name: str) -> str:
    return textwrap.shorten(name, _NAME_LETTERS, placeholder="…")


def _shade(colour: str, share: float) -> tuple[float, float, float]:
    """The colour mixed with white: solid, unlike transparency, under hatching."""
    from matplotlib.colors import to_rgb

    r, g, b = (1 - share * (1 - channel) for channel in to_rgb(colour))
    return r, g, b


def voices_text(speakers: pd.DataFrame, sides: pd.DataFrame) -> str:
    """What `voices` shows, in words: true of any article."""
    named = speakers[speakers["speaker"] != UNKNOWN]
    if named.empty:
        return "Nobody who is named is quoted in this article."
    most = named["statements"].max()
    top = list(named.loc[named["statements"] == most, "speaker"])
    if len(top) == 1:
        first = f"{top[0]} is heard most, with {plural(most, 'statement')}"
    elif len(top) <= 3:
        first = f"{listed(top)} are heard most, with {most} each"
    else:
        first = (
            f"{len(top)} speakers are heard equally often, with {plural(most, 'statement')} each"
        )
    sided = sides[sides["side"] != ""]
    if sided.empty:
        return first + "; none of the speakers is known to speak for a side."
    parts = [
        f"{row.side} {row.statements} ({row.direct + row.mixed} with words in quotation marks)"
        for row in sided.head(4).itertuples()
    ]
    return first + ". By side: " + "; ".join(parts) + "."
