"""Figures of claims: types by side, where sides collide, and the timeline.

Each is narrow with large letters, for a phone; and each tells its differences by shape, filling
and words as well as by colour, so that grey paper and colour-blind eyes keep them.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from datetime import date

import pandas as pd
from matplotlib import figure as mpl
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, Rectangle

from analysis.present.charts import canvas, empty, finish, legend, style
from analysis.present.palette import side_colour
from analysis.summaries import disputes
from analysis.tables import CLAIM_TYPES, Certainty, Relation, parts_of

WIDTH = 5.5
INK, GREY, PALE = "#222222", "#6B6B6B", "#E4E4E4"
#: One camp of a dispute is round, the other square; what meets nothing is a small dash.
_SHAPES = {1: "o", 2: "s", disputes.APART: "_"}
_MOST_TOPICS, _MOST_SIDES, _IN_A_ROW = 8, 6, 4
_FEWEST_COLUMNS = 5
_MOST_LANES = 24
_OPEN = 0  # before every day: an extent without a first day, drawn as one that is cut off
_OPEN_DAYS = 6  # how much of it is shown at least
_HEAD = 30  # letters of a side at the head of a column
_LETTERS = 56


def _sides(rows: pd.DataFrame, sides: Sequence[str]) -> list[str]:
    """The sides that occur, in the book's order; the article and others last."""
    there = list(dict.fromkeys(rows["side"]))
    known = [s for s in sides if s in there]
    rest = [s for s in there if s not in known and s not in (disputes.OTHERS, disputes.OWN_VOICE)]
    tail = [s for s in (disputes.OTHERS, disputes.OWN_VOICE) if s in there]
    return [*known, *rest, *tail]


def _heads(ax: Axes, columns: Sequence[str], sides: Sequence[str], y: float) -> None:
    for x, side in enumerate(columns):
        short = textwrap.shorten(side, _HEAD, placeholder=" …")
        words = "\n".join(textwrap.wrap(short, 8, break_long_words=False))
        colour = side_colour(side, sides)
        ax.text(x, y, words, ha="center", va="bottom", fontsize=10, color=INK, linespacing=0.95)
        ax.plot([x - 0.32, x + 0.32], [y + 0.04, y + 0.04], color=colour, lw=3, clip_on=False)


def types(
    claims: pd.DataFrame, actors: pd.DataFrame, sides: Sequence[str], ax: Axes | None = None
) -> mpl.Figure:
    """How many claims of each type each side makes, as circles with their numbers."""
    if claims.empty:
        return empty("There is no claim in this article.", ax)
    rows = disputes.held(claims, actors)
    columns = _sides(rows, sides)[: _MOST_SIDES + 2]
    counts = rows.groupby(["type", "side"]).size()
    names = [t for t in CLAIM_TYPES if t in set(rows["type"])]
    figure, ax = canvas(ax, WIDTH, 1.25 + 0.62 * len(names))
    most = int(counts.max())
    for y, name in enumerate(names):
        ax.axhline(y, color=PALE, lw=0.8, zorder=0)
        for x, side in enumerate(columns):
            number = int(counts.get((name, side), 0))
            if number:
                colour = side_colour(side, sides)
                ax.scatter(x, y, s=130 + 620 * number / most, color=colour, zorder=2)
                ax.text(
                    x,
                    y,
                    str(number),
                    ha="center",
                    va="center",
                    fontsize=11,
                    zorder=3,
                    color=_on(colour),
                    fontweight="bold",
                )
    ax.set_yticks(range(len(names)), [f"{n}s" for n in names])
    ax.set_ylim(len(names) - 0.45, -0.55)
    ax.set_xlim(-0.6, len(columns) - 0.4)
    ax.set_xticks([])
    _heads(ax, columns, sides, -0.62)
    style(figure, ax)
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.tick_params(left=False)
    return finish(figure)


def _on(colour: str) -> str:
    """Black or white, whichever reads better on a colour."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "white" if 0.299 * red + 0.587 * green + 0.114 * blue < 140 else "#111111"


def collisions(
    claims: pd.DataFrame,
    relations: pd.DataFrame,
    actors: pd.DataFrame,
    sides: Sequence[str],
    ax: Axes | None = None,
) -> mpl.Figure:
    """Topics down, sides across: who holds what, where they collide, how certain they are.

    Under each topic stand the words of its two camps; each claim is a mark in its side's
    column, round or square by camp, filled by certainty; a bar with a number joins two sides
    whose claims dispute each other.
    """
    relations = disputes.shown(relations)
    names = disputes.topics(claims, relations)[:_MOST_TOPICS]
    if not names:
        return empty("No two claims in this article are found to meet.", ax)
    own_figure = ax is None
    camp = disputes.camps(claims, relations)
    rows = disputes.held(claims, actors)
    rows = rows[rows["topic"].isin(names)]
    rows = rows.assign(camp=rows["claim_id"].map(camp))
    meeting = rows[rows["camp"] != disputes.APART]
    # who speaks for no known side has a column of their own, while there is room
    lone = meeting.loc[meeting["side"] == disputes.OTHERS, "holder"].value_counts(sort=True)
    room = max(
        0, _MOST_SIDES + 2 - meeting.loc[meeting["side"] != disputes.OTHERS, "side"].nunique()
    )
    named = set(lone.index[: room + (len(lone) == room + 1)])
    own = (rows["side"] == disputes.OTHERS) & rows["holder"].isin(named)
    rows["side"] = rows["side"].mask(own, rows["holder"])
    columns = _sides(rows[rows["camp"] != disputes.APART], sides)[: _MOST_SIDES + 2]
    blocks = [_Block(name, rows, claims, relations, camp, columns) for name in names]
    height = sum(b.height for b in blocks)
    figure, ax = canvas(ax, WIDTH, 1.55 + 0.3 * height)
    y = 0.0
    for block in blocks:
        block.draw(ax, y, sides)
        y += block.height
    ax.set_ylim(y, -0.1)
    ax.set_xlim(-0.55, max(len(columns), _FEWEST_COLUMNS) - 0.45)
    ax.axis("off")
    _heads(ax, columns, sides, -0.25)
    spaced = {"ncols": 3, "handletextpad": 0.5, "columnspacing": 1.2}
    legend(ax, own_figure, "lower left", _keys(), **spaced)
    style(figure)
    return finish(figure)


class _Block:
    """One topic of the figure."""

    def __init__(
        self,
        topic: str,
        rows: pd.DataFrame,
        claims: pd.DataFrame,
        relations: pd.DataFrame,
        camp: dict[str, int],
        columns: Sequence[str],
    ) -> None:
        self.topic, self.columns = topic, list(columns)
        self.rows = rows[(rows["topic"] == topic) & rows["side"].isin(columns)]
        self.words = self._words(claims, relations, camp)
        met = self.rows[self.rows["camp"] != disputes.APART]
        deepest = met.groupby("side").size().max() if len(met) else 1
        self.lines = math.ceil(deepest / _IN_A_ROW)
        self.pairs = self._pairs(relations)
        texts = sum(1.0 if which > 0 else 0.72 for which, _ in self.words)
        self.height = 1.7 + texts + 0.95 * self.lines + 0.95 * len(self.pairs) + 0.4

    def _words(
        self, claims: pd.DataFrame, relations: pd.DataFrame, camp: dict[str, int]
    ) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = []
        holder = self.rows.drop_duplicates("claim_id").set_index("claim_id")["holder"].to_dict()
        for which in (1, 2):
            members = [c for c in self.rows["claim_id"] if camp[c] == which]
            if members:
                claim = disputes.spoken(claims, relations, self.topic, members)
                text = claims.set_index("claim_id").loc[claim, "text"]
                line = f"{holder[claim]}: {' '.join(text.split())}"
                wrapped = textwrap.wrap(line, _LETTERS)[:2]
                if len(textwrap.wrap(line, _LETTERS)) > 2:
                    wrapped[1] = wrapped[1][: _LETTERS - 2].rstrip() + " …"
                found += [(which if i == 0 else -1, part) for i, part in enumerate(wrapped)]
        return found

    def _pairs(self, relations: pd.DataFrame) -> list[tuple[int, int, int]]:
        """``(column, column, how many disputes)``, the most disputed pair first."""
        where: dict[str, list[int]] = {}
        for row in self.rows.itertuples():
            where.setdefault(row.claim_id, []).append(self.columns.index(row.side))
        counts: dict[tuple[int, int], int] = {}
        for row in relations[relations["relation"] == Relation.DISPUTES].itertuples():
            for a in where.get(row.claim_a, []):
                for b in where.get(row.claim_b, []):
                    if a != b:
                        key = (min(a, b), max(a, b))
                        counts[key] = counts.get(key, 0) + 1
        return [(a, b, n) for (a, b), n in sorted(counts.items(), key=lambda p: (-p[1], p[0]))]

    def draw(self, ax: Axes, y: float, sides: Sequence[str]) -> None:
        left = -0.5
        right = max(len(self.columns), _FEWEST_COLUMNS) - 0.5
        ax.plot([left, right], [y + 0.15] * 2, color=GREY, lw=0.8)
        ax.text(left, y + 0.85, self.topic, fontsize=13, fontweight="bold", va="center", color=INK)
        y += 1.75
        for k, (which, text) in enumerate(self.words):
            if which > 0:
                ax.plot(left + 0.06, y, marker=_SHAPES[which], ms=7, mfc="white", mec=INK, ls="")
            ax.text(left + 0.2, y, text, fontsize=10, va="center", color=INK)
            goes_on = k + 1 < len(self.words) and self.words[k + 1][0] < 0
            y += 0.72 if goes_on else 1.0
        self._marks(ax, y, sides)
        y += 0.95 * self.lines + (0.2 if self.pairs else 0.0)
        for a, b, number in self.pairs:
            arrow = FancyArrowPatch(
                (a, y),
                (b, y),
                arrowstyle="<->",
                mutation_scale=11,
                lw=1.2 + 0.35 * min(number, 8),
                color=INK,
                shrinkA=0,
                shrinkB=0,
            )
            ax.add_patch(arrow)
            label = f"{number} disputes" if number > 1 else "1 dispute"
            ax.text((a + b) / 2, y - 0.22, label, ha="center", va="bottom", fontsize=9.5, color=INK)
            y += 0.95

    def _marks(self, ax: Axes, y: float, sides: Sequence[str]) -> None:
        met = self.rows[self.rows["camp"] != disputes.APART]
        for x, side in enumerate(self.columns):
            here = met[met["side"] == side].sort_values(["camp", "start"])
            for k, row in enumerate(here.itertuples()):
                in_row = min(len(here) - (k // _IN_A_ROW) * _IN_A_ROW, _IN_A_ROW)
                shift = (k % _IN_A_ROW - (in_row - 1) / 2) * 0.235
                place = (x + shift, y + (k // _IN_A_ROW) * 0.95)
                _mark(ax, *place, row.camp, row.certainty, side_colour(side, sides))


def _mark(ax: Axes, x: float, y: float, camp: int, certainty: str, colour: str) -> None:
    fill = {Certainty.CERTAIN: "full", Certainty.PROBABLE: "left"}.get(certainty, "none")
    ax.plot(
        x,
        y,
        marker=_SHAPES[camp],
        ms=11,
        fillstyle=fill,
        mfc=colour,
        mec=colour,
        mew=1.8,
        ls="",
        markerfacecoloralt="white",
    )
    if certainty == Certainty.UNSTATED:
        ax.plot(x, y, marker=".", ms=4, color=colour, ls="")


def _keys() -> list[Line2D]:
    def key(marker: str, fill: str, label: str) -> Line2D:
        return Line2D(
            [],
            [],
            marker=marker,
            ms=9,
            fillstyle=fill,
            mfc=GREY,
            mec=GREY,
            ls="",
            label=label,
            markerfacecoloralt="white",
        )

    return [
        key("o", "none", "one camp"),
        key("s", "none", "the other"),
        key("o", "full", Certainty.CERTAIN),
        key("o", "left", Certainty.PROBABLE),
        key("o", "none", Certainty.POSSIBLE),
        key("$⊙$", "full", "not stated"),
    ]


def timeline(
    events: pd.DataFrame,
    actors: pd.DataFrame,
    sides: Sequence[str],
    published: date | None,
    ax: Axes | None = None,
) -> mpl.Figure:
    """Who said what when: a lane a speaker, days across; a bar is as long as the words that
    date it are vague. Filled: said then; hollow: spoken of."""
    if events.empty:
        return empty("Nothing in this article can be dated.", ax)
    own_figure = ax is None
    known = actors.drop_duplicates("actor_id").set_index("actor_id")

    def who(actor_id: str, own: bool) -> tuple[str, str]:
        ids = [i for i in parts_of(actor_id) if i in known.index]
        if not ids:
            return (disputes.OWN_VOICE if own else "not named"), ""
        return ", ".join(str(known.loc[i, "name"]) for i in ids), str(known.loc[ids[0], "side"])

    names = [who(r.actor_id, r.statement_id == "") for r in events.itertuples()]
    lasts = [date.fromisoformat(d).toordinal() for d in events["last"]]
    firsts = [date.fromisoformat(d).toordinal() if d else _OPEN for d in events["first"]]
    days = pd.DataFrame(
        {
            "holder": [n for n, _ in names],
            "side": [s for _, s in names],
            "what": events["what"],
            "first": firsts,
            "last": lasts,
        }
    )
    lanes = list(dict.fromkeys(days.sort_values(["first", "last"])["holder"]))[:_MOST_LANES]
    end = max(days["last"].max(), published.toordinal() if published else 0)
    shown = (f or last - _OPEN_DAYS for f, last in zip(firsts, lasts, strict=True))
    start = max(min(shown), end - 14)
    figure, ax = canvas(ax, WIDTH, 1.5 + 0.42 * len(lanes))
    for y, lane in enumerate(lanes):
        ax.axhline(y, color=PALE, lw=0.8, zorder=0)
        here = days[days["holder"] == lane]
        grouped = here.groupby(["what", "first", "last", "side"], sort=True).size()
        for (what, first, last, side), number in grouped.items():
            alone = here["what"].nunique() == 1
            colour = side_colour(side, sides)
            _bar(ax, y, max(first, start), last, what, colour, int(number), first < start, alone)
    ax.set_yticks(range(len(lanes)), [textwrap.fill(lane, 24) for lane in lanes])
    ax.set_ylim(len(lanes) - 0.4, -0.6)
    ax.set_xlim(start - 0.8, end + 0.8)
    step = max(1, math.ceil((end - start + 1) / 6))
    ticks = list(range(end, start - 1, -step))[::-1]
    ax.set_xticks(ticks, [_day(t) for t in ticks])
    if published:
        ax.axvline(published.toordinal() + 0.5, color=GREY, lw=1, ls=":")
    key = [
        Rectangle((0, 0), 1, 1, fc=GREY, ec=GREY, label="said then"),
        Rectangle((0, 0), 1, 1, fc="white", ec=GREY, hatch="////", label="spoken of"),
    ]
    legend(ax, own_figure, "upper right", key, ncols=2, fontsize=10.5)
    style(figure, ax)
    ax.tick_params(labelsize=10)
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", left=False)
    return finish(figure)


def _day(ordinal: int) -> str:
    day = date.fromordinal(ordinal)
    return f"{day:%a}\n{day.day} {day:%b}"


def _bar(
    ax: Axes,
    y: float,
    first: int,
    last: int,
    what: str,
    colour: str,
    number: int,
    cut: bool,
    alone: bool,
) -> None:
    said = what == "said"
    tall = 0.36 if said else 0.28
    low = y - tall / 2 if alone else (y - 0.38 if said else y + 0.06)
    ax.add_patch(
        Rectangle(
            (first - 0.4, low),
            last - first + 0.8,
            tall,
            lw=1.4,
            ec=colour,
            zorder=2,
            fc=colour if said else "white",
            hatch="" if said else "////",
        )
    )
    if number > 1 and said:
        ax.text(
            (first + last) / 2,
            low + tall / 2,
            str(number),
            ha="center",
            va="center",
            zorder=3,
            fontsize=9.5,
            color=_on(colour),
            fontweight="bold",
        )
    if cut:
        ax.text(first - 0.45, low + tall / 2, "◂", ha="right", va="center", fontsize=9, color=INK)
