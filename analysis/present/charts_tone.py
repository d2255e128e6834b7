"""Figures of tone: statement by statement, and who speaks how of whom.

Both are narrow, with large letters, so that a phone shows them without turning; and every
difference is one of shape or of words as well as of colour, so that grey paper keeps it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib import figure as mpl
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from analysis.present.charts import canvas, empty, finish, legend, style
from analysis.present.palette import side_colour
from analysis.summaries.averages import MINIMUM
from analysis.summaries.speaker_counts import NO_SIDE, UNKNOWN
from analysis.summaries.wording import KIND_NAMES, plural
from analysis.tables import Kind, parts_of

WIDTH = 5.8
INK = "#222222"
GREY = "#767676"
#: How much of a mark is filled tells how much of the statement is quoted.
FILLS = {Kind.DIRECT: "full", Kind.MIXED: "left", Kind.INDIRECT: "none", Kind.TURN: "full"}
#: V for VADER, an A without its bar for AFINN; ours is round.
SHAPES = {"model": "o", "vader": "v", "afinn": "^"}
METHOD_NAMES = {"model": "trained model, with interval", "vader": "VADER", "afinn": "AFINN"}
#: Where a lexicon's mark stands, above or below the model's, so that none hides another.
_LIFTS = {"model": 0.0, "vader": -0.17, "afinn": 0.17}
#: A method that nobody has given a shape and a place of its own.
_OTHER_SHAPE, _OTHER_LIFT = "s", 0.08
_MOST_ROWS = 60
_LETTERS = 66
_NAME_LETTERS = 46  # of a speaker or a side, whose letters are larger


@dataclass(frozen=True)
class _Row:
    """One line of the figure: a heading, or a statement with its marks."""

    height: float
    text: str
    side: str
    level: int  # 0 side, 1 speaker, 2 statement
    statement: dict | None = None


def tone(
    sentiment: pd.DataFrame,
    statements: pd.DataFrame,
    actors: pd.DataFrame,
    sides: Sequence[str],
    ax: Axes | None = None,
) -> mpl.Figure:
    """The tone of each statement as a whole, by side and speaker, all methods side by side.

    Hand in the official statements where those are meant. ``sides`` is the book's order of
    sides. Of very many statements the first are drawn, and the figure says so.
    """
    if statements.empty:
        return empty("There is no statement to rate.", ax)
    own = ax is None
    whole = sentiment[sentiment["target"] == ""]
    marks = dict(iter(whole.groupby(["document", "statement_id"], sort=False)))
    rows = list(_rows(statements.head(_MOST_ROWS), actors, sides))
    total = sum(row.height for row in rows)
    figure, ax = canvas(ax, WIDTH, 1.35 + 0.26 * total)
    y = 0.0
    for row in rows:
        _label(ax, row, y, sides)
        if row.statement is not None:
            key = row.statement["document"], row.statement["statement_id"]
            _marks(ax, marks.get(key), row, y + 1.18, side_colour(row.side, sides))
        y += row.height
    _axis(ax, y)
    legend(ax, own, "upper left", _keys(methods(sentiment)), ncols=2, fontsize=10.5)
    if len(statements) > _MOST_ROWS:
        ax.set_title(f"the first {_MOST_ROWS} of {len(statements)} statements", fontsize=11)
    style(figure, ax)
    return finish(figure)


def _rows(statements: pd.DataFrame, actors: pd.DataFrame, sides: Sequence[str]) -> Iterator[_Row]:
    side_of = dict(zip(actors["actor_id"], actors["side"], strict=True))
    order = [*[side for side in sides if side], ""]
    held: dict[str, dict[str, list[dict]]] = {}
    for statement in statements.to_dict("records"):
        first = next(iter(parts_of(statement["actor_id"])), "")
        speakers = held.setdefault(side_of.get(first, ""), {})
        speakers.setdefault(statement["speaker"] or UNKNOWN, []).append(statement)
    for side in sorted(held, key=lambda s: order.index(s) if s in order else len(order)):
        # a long name would push the axis aside, as a long statement would
        yield _Row(1.25, _short(side or NO_SIDE), side, 0)
        for speaker, said in held[side].items():
            yield _Row(1.0, _short(speaker), side, 1)
            for statement in said:
                text = textwrap.shorten(statement["content_text"], _LETTERS - 6, placeholder=" …")
                yield _Row(1.85, f"{statement['statement_id']}  {text}", side, 2, statement)


def _short(name: str) -> str:
    return textwrap.shorten(name, _NAME_LETTERS, placeholder=" …")


def _label(ax: Axes, row: _Row, y: float, sides: Sequence[str]) -> None:
    if row.level == 0:
        ax.axhspan(y + 0.12, y + 1.1, color=side_colour(row.side, sides), alpha=0.22, lw=0)
        ax.axhline(y + 0.12, color=side_colour(row.side, sides), lw=2)
    size, weight = ((12, "bold"), (11, "bold"), (10, "normal"))[row.level]
    place = y + (0.62 if row.level < 2 else 0.45)
    ax.text(
        -1.06, place, row.text, ha="left", va="center", fontsize=size, fontweight=weight, color=INK
    )


def _marks(ax: Axes, part: pd.DataFrame | None, row: _Row, y: float, colour: str) -> None:
    ax.plot([-1, 1], [y, y], color="#DDDDDD", lw=1, zorder=1)
    if part is None or row.statement is None:
        return
    fill = FILLS[row.statement["kind"]]
    for mark in part.itertuples():
        ours = mark.method == "model"
        if ours:
            ax.plot(
                [mark.low, mark.high], [y, y], color=INK, lw=3.4, zorder=2, solid_capstyle="butt"
            )
            ax.plot(
                [mark.low, mark.high], [y, y], color=colour, lw=2, zorder=2.1, solid_capstyle="butt"
            )
        ax.plot(
            mark.score,
            y + _LIFTS.get(mark.method, _OTHER_LIFT),
            SHAPES.get(mark.method, _OTHER_SHAPE),
            fillstyle="full" if fill == "none" else fill,
            markersize=10 if ours else 6.5,
            color="white" if fill == "none" else colour if ours else GREY,
            markerfacecoloralt="white",
            markeredgecolor=INK if ours else "#555555",
            markeredgewidth=1.1 if ours else 0.9,
            zorder=4 if ours else 3,
        )


def _axis(ax: Axes, bottom: float) -> None:
    ax.axvline(0, color="#999999", lw=0.9, zorder=0.5)
    ax.set_xlim(-1.08, 1.08)
    ax.set_ylim(bottom + 0.2, -0.1)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ticks = [(-1, "negative"), (0, "neutral"), (1, "positive")]
    ax.set_xticks(
        [at for at, _ in ticks], [f"{name}\n{at:+d}" if at else f"{name}\n0" for at, name in ticks]
    )
    for tick, align in zip(ax.xaxis.get_major_ticks(), ("left", "center", "right"), strict=True):
        tick.label1.set_ha(align)
        tick.label2.set_ha(align)
    ax.tick_params(top=True, labeltop=True, length=3)


def _keys(shown: Sequence[str]) -> list[Line2D]:
    keys = []
    for method in shown:
        ours = method == "model"
        keys.append(
            Line2D(
                [],
                [],
                marker=SHAPES.get(method, _OTHER_SHAPE),
                color=INK,
                lw=2.4 if ours else 0,
                markersize=10 if ours else 7,
                markerfacecolor="#BBBBBB" if ours else GREY,
                markeredgecolor=INK,
                label=METHOD_NAMES.get(method, method),
            )
        )
    for kind, fill in ((kind, FILLS[kind]) for kind in KIND_NAMES):
        keys.append(
            Line2D(
                [],
                [],
                marker="o",
                lw=0,
                markersize=10,
                fillstyle="full" if fill == "none" else fill,
                color="white" if fill == "none" else GREY,
                markerfacecoloralt="white",
                markeredgecolor=INK,
                label=KIND_NAMES[kind],
            )
        )
    return keys


def methods(sentiment: pd.DataFrame) -> list[str]:
    """The methods that rated whole statements: those with a shape of their own first."""
    found = dict.fromkeys(sentiment.loc[sentiment["target"] == "", "method"])
    return [*(name for name in SHAPES if name in found), *(n for n in found if n not in SHAPES)]


def tone_alt_text(sentiment: pd.DataFrame, statements: pd.DataFrame, actors: pd.DataFrame) -> str:
    """What `tone` shows, in words: how many each way, who is gloomiest, where methods part."""
    if statements.empty:
        return "There is no statement to rate."
    whole = sentiment[sentiment["target"] == ""].merge(
        statements[["document", "statement_id", "speaker"]], on=["document", "statement_id"]
    )
    labels = whole.pivot_table(
        index=["document", "statement_id"], columns="method", values="label", aggfunc="first"
    )
    ours = whole[whole["method"] == "model"]
    counts = ours["label"].value_counts()
    parts = [f"{counts.get(name, 0)} {name}" for name in ("negative", "neutral", "positive")]
    text = (
        f"Tone of {plural(len(statements), 'statement')}, one row each, grouped by side and"
        f" speaker. By the trained model {', '.join(parts[:2])} and {parts[2]}."
    )
    text += "".join(
        f" {METHOD_NAMES[name]} gives another verdict than the model on"
        f" {int((labels[name] != labels['model']).sum())}."
        for name in ("vader", "afinn")
        if name in labels and "model" in labels
    )
    for word, row in (
        ("most negative", ours["score"].idxmin()),
        ("most positive", ours["score"].idxmax()),
    ):
        chosen = ours.loc[row]
        who = chosen["speaker"] or UNKNOWN
        text += (
            f" The {word} statement is {chosen['statement_id']} ({who}, {signed(chosen['score'])})."
        )
    wide = ours[(ours["low"] < 0) & (ours["high"] > 0)]
    return text + (
        f" For {len(wide)} of {len(ours)} the model's interval reaches to both sides of"
        " neutral: their direction is not certain."
    )


def signed(score: float) -> str:
    """``−0.4``, ``+0.2`` or ``0.0``, with a true minus sign."""
    text = f"{score:+.1f}".replace("-", "−")
    return "0.0" if text[1:] == "0.0" else text


def towards(
    table: pd.DataFrame, minimum: int = MINIMUM, most: int = 7, ax: Axes | None = None
) -> mpl.Figure:
    """Who speaks how of whom, as a grid: rows speak, columns are spoken of.

    ``table`` is `analysis.summaries.averages.towards`'s. A cell of fewer than ``minimum``
    statements shows how many there are and no tone. The columns are those spoken of most.
    """
    if table.empty:
        return empty("No statement speaks of an actor we know.", ax)
    own = ax is None
    sources, aims = _grid(table, most)
    height = 1.9 + 0.86 * len(sources)
    figure, ax = canvas(ax, WIDTH, height)
    shown = table[table["from"].isin(sources) & table["towards"].isin(aims)]
    for row in shown.itertuples():
        x, y = aims.index(row.towards), sources.index(row[1])
        if row.n < minimum:
            ax.text(x, y, f"n={row.n}", ha="center", va="center", fontsize=10, color=GREY)
            continue
        shape = {"positive": "^", "negative": "v"}.get(row.label, "o")
        ax.plot(x, y - 0.24, shape, markersize=15, color=_shade(row.mean), markeredgecolor=INK)
        ax.text(
            x,
            y + 0.2,
            f"{signed(row.mean)}\nn={row.n}",
            ha="center",
            va="center",
            fontsize=10,
            color=INK,
        )
    for edge in range(len(sources) + 1):
        ax.axhline(edge - 0.5, color="#DDDDDD", lw=0.8)
    ax.set_xlim(-0.5, len(aims) - 0.5)
    ax.set_ylim(len(sources) - 0.5, -0.5)
    ax.set_yticks(range(len(sources)), [textwrap.fill(name, 16) for name in sources])
    ax.set_xticks(
        range(len(aims)),
        [textwrap.fill(name, 14) for name in aims],
        rotation=40,
        ha="left",
        rotation_mode="anchor",
    )
    ax.tick_params(top=True, labeltop=True, bottom=False, labelbottom=False, length=0)
    ax.set_ylabel("who speaks", fontsize=11)
    ax.set_xlabel("of whom", fontsize=11)
    ax.xaxis.set_label_position("top")
    names = (("v", "negative"), ("o", "undecided"), ("^", "positive"))
    keys = [
        Line2D(
            [],
            [],
            marker=shape,
            lw=0,
            markersize=10,
            color="#BBBBBB",
            markeredgecolor=INK,
            label=name,
        )
        for shape, name in names
    ]
    legend(ax, own, "lower left", keys, ncols=3, fontsize=10.5)
    style(figure, ax)
    for spine in ax.spines.values():
        spine.set_visible(False)
    return finish(figure)


def _grid(table: pd.DataFrame, most: int) -> tuple[list[str], list[str]]:
    """The rows and columns worth their place: most statements first."""
    aims = (
        table.groupby("towards", sort=False)["n"].sum().sort_values(ascending=False, kind="stable")
    )
    aims = list(aims.index[:most])
    left = table[table["towards"].isin(aims)]
    sources = (
        left.groupby("from", sort=False)["n"].sum().sort_values(ascending=False, kind="stable")
    )
    return list(sources.index[: 2 * most]), aims


def _shade(mean: float) -> str:
    """Dark for a strong tone either way; shape tells which way, so grey paper loses nothing."""
    from matplotlib.colors import to_hex

    strength = min(1.0, abs(mean))
    base = (0.0, 0.447, 0.698) if mean > 0 else (0.835, 0.369, 0.0)
    share = 0.15 + 0.85 * strength
    return to_hex(tuple(1 - share * (1 - channel) for channel in base))


def towards_alt_text(table: pd.DataFrame, minimum: int = MINIMUM) -> str:
    """What `towards` shows, in words."""
    if table.empty:
        return "No statement speaks of an actor we know."
    told = table[table["n"] >= minimum]
    few = len(table) - len(told)
    if told.empty:
        return (
            f"No pair of speaker and target occurs in {minimum} statements or more, so no tone"
            f" is shown: {plural(few, 'pair')} with fewer."
        )
    told = told.sort_values("mean", kind="stable")
    parts = [
        f"{row[1]} of {row.towards} {signed(row.mean)} (from {signed(row.low)} to"
        f" {signed(row.high)}, {row.n} statements)"
        for row in told.itertuples()
    ]
    text = "Who speaks how of whom, from the most negative: " + "; ".join(parts) + "."
    if few:
        text += f" {plural(few, 'pair')} with fewer than {minimum} statements"
        text += " shows no tone." if few == 1 else " show no tone."
    return text
