"""The article as safe HTML with its statements marked, and the table the marks lead to.

Every character of the article goes through `html.escape`; ids, classes and links are made of
our own row numbers only. Spans may overlap in any way: the text is cut at every border, and
what lies between two borders is wrapped on its own, so that elements always nest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from analysis.present.html import Html, Row, esc, table_html
from analysis.present.palette import side_index
from analysis.summaries.sentences import SURE
from analysis.summaries.speaker_counts import UNKNOWN, sides
from analysis.summaries.wording import long_date
from analysis.tables import parts_of

if TYPE_CHECKING:
    from analysis.article.article import Paragraph
    from analysis.order.reasons import Signal
    from analysis.reading import Reading

__all__ = [
    "Html",
    "article_html",
    "describe",
    "how_sure",
    "statements_table_html",
    "table_html",
    "words_link",
]

#: The notebooks that hold the marked article and the table of statements, seen from one another:
#: JupyterLab opens them, and the build of the book makes pages of them (`analysis.present.site`).
ARTICLE_PAGE = "article.ipynb"
TABLE_PAGE = "actors.ipynb"
_ROLES = ("source", "cue")


def how_sure(confidence: float) -> str:
    """A confidence for readers: in steps of five percent, as finer ones mean nothing."""
    return f"{5 * round(20 * confidence)} % sure"


def surety(row: Row) -> str:
    """How sure a statement is; or that a person decided it."""
    return "corrected by a person" if row.get("corrected") else how_sure(row["confidence"])


_TOLD = {
    "direct": "quoted",
    "mixed": "partly quoted",
    "indirect": "reported",
    "turn": "said in turn",
}


def describe(row: Row) -> str:
    """Who says it, how, when, and how sure the machine is: one line, plain text."""
    said = _TOLD[row["kind"]]
    parts = [
        row["speaker"] or f"speaker {UNKNOWN}",
        said,
        f"on {long_date(row['said_on'])}" if row["said_on"] else "",
        row["medium"],
        f"to {row['addressee']}" if row["addressee"] else "",
        f"via {row['via']}" if row["via"] else "",
        surety(row),
    ]
    return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class _Layer:
    """A stretch of one statement: its content (a mark), source or cue."""

    start: int
    end: int
    role: str
    statement: str


def _number(statement_id: str) -> str:
    return statement_id.lstrip("s")


def _layers(rows: Iterable[Row], length: int) -> list[_Layer]:
    """Every span of every row that lies in the text and is not empty."""
    return [
        _Layer(max(0, start), min(end, length), role, row["statement_id"])
        for row in rows
        for role in ("content", *_ROLES)
        for start, end in row[role]
        if max(0, start) < min(end, length)
    ]


class _Marker:
    """Marks blocks of text in any order; gives each statement's id to its first piece only."""

    def __init__(self, reading: Reading, table_page: str) -> None:
        self.text = reading.article.text
        self.table_page = table_page
        statements, actors = reading.tables["statements"], reading.tables["actors"]
        self.rows = {row["statement_id"]: row for row in statements.to_dict("records")}
        self.layers = _layers(self.rows.values(), len(self.text))
        order = sides(statements, actors)
        side_of = dict(zip(actors["actor_id"], actors["side"], strict=True))
        self.classes = {
            key: self._classes(row, [side_of.get(a, "") for a in parts_of(row["actor_id"])], order)
            for key, row in self.rows.items()
        }
        # where a statement's first piece starts and its last one ends, among what is shown
        self.first: dict[str, int] = {}
        self.last: dict[str, int] = {}
        for block in reading.article.blocks():
            for x in self.layers:
                start, end = max(x.start, block.start), min(x.end, block.end)
                if x.role == "content" and start < end:
                    self.first[x.statement] = min(self.first.get(x.statement, start), start)
                    self.last[x.statement] = max(self.last.get(x.statement, end), end)
        self.repairs = [r for r in reading.article.repairs if r.kind == "dash"]

    @staticmethod
    def _classes(row: Row, of_speakers: Sequence[str], order: Sequence[str]) -> str:
        numbers = [side_index(side, order) or 0 for side in of_speakers if side] or [0]
        names = ["stmt", f"side-{numbers[0]}", f"kind-{row['kind']}"]
        if row["confidence"] < SURE:
            names.append("unsure")
        return " ".join(names)

    def block(self, start: int, end: int) -> str:
        """The marked HTML of the stored characters ``[start, end)``."""
        layers = [x for x in self.layers if x.start < end and x.end > start]
        cuts = {start, end}
        for layer in layers:
            cuts |= {max(start, layer.start), min(end, layer.end)}
        for repair in self.repairs:
            cuts |= {p for p in (repair.start, repair.end) if start < p < end}
        borders = sorted(cuts)
        runs = list(pairwise(borders))
        out = []
        for statements, group in groupby(runs, key=lambda run: self._marks(layers, run)):
            pieces = list(group)
            inner = "".join(self._run(layers, run) for run in pieces)
            out.append(self._wrap(inner, statements, pieces[0][0]))
            out.append(self._references(statements, pieces[-1][1]))
        return "".join(out)

    @staticmethod
    def _marks(layers: Sequence[_Layer], run: tuple[int, int]) -> tuple[str, ...]:
        """The statements whose content covers the run, the longest piece first."""
        covering = [
            x for x in layers if x.role == "content" and x.start <= run[0] and run[1] <= x.end
        ]
        covering.sort(key=lambda x: (x.start - x.end, x.statement))
        return tuple(dict.fromkeys(x.statement for x in covering))

    def _run(self, layers: Sequence[_Layer], run: tuple[int, int]) -> str:
        inner = esc(self.text[run[0] : run[1]])
        if any(r.start <= run[0] and run[1] <= r.end for r in self.repairs):
            inner = f'<span class="otr-lost" title="a dash was lost here">{inner}</span>'
        for role in _ROLES:
            if any(x.role == role and x.start <= run[0] and run[1] <= x.end for x in layers):
                inner = f'<span class="otr-{role}">{inner}</span>'
        return inner

    def _wrap(self, inner: str, statements: Sequence[str], at: int) -> str:
        for key in reversed(statements):
            identity = f' id="{esc(key)}"' if self.first[key] == at else ""
            inner = (
                f'<mark{identity} class="{self.classes[key]}" data-statement="{esc(key)}"'
                f' title="{esc(describe(self.rows[key]))}">{inner}</mark>'
            )
        return inner

    def _references(self, statements: Sequence[str], at: int) -> str:
        """The numbers of the statements that end here, each a link to its row."""
        links = []
        for key in reversed(statements):
            if self.last[key] == at:
                number, told = _number(key), describe(self.rows[key])
                links.append(
                    f'<a class="otr-ref" href="{self.table_page}#row-{esc(key)}"'
                    f' title="{esc(told)}" aria-label="{esc(number)}: {esc(told)}">'
                    f"{esc(number)}</a>"
                )
        return f"<sup>{' '.join(links)}</sup>" if links else ""


def _sign(sign: Signal) -> str:
    """One sign of a paragraph's place; the paragraph it ties to is a link."""
    told = esc(sign.kind)
    if sign.words:
        told += f": “{esc(sign.words)}”"
    if sign.other_paragraph:
        number = int(sign.other_paragraph)
        told += f', <a href="#p{number}">paragraph {number}</a>'
    return told if sign.weight >= 0 else f"{told} (speaks against)"


def _why(reading: Reading, number: int) -> str:
    """Where a paragraph stands and the signs that put it there, folded away."""
    place = reading.order.positions.get(number) if reading.order else None
    if place is None:
        return ""
    signs = "".join(f"<li>{_sign(sign)}</li>" for sign in place.evidence)
    signs = f"<ul>{signs}</ul>" if signs else "<p>No single sign decided it.</p>"
    return (
        f'<details class="otr-why"><summary>Why here? Paragraph {number} reads as number '
        f"{place.position}</summary><p>The machine is {how_sure(place.confidence)}.</p>"
        f"{signs}</details>"
    )


def _paragraph(
    marker: _Marker, reading: Reading, block: Paragraph, position: int, shuffled: bool
) -> str:
    kind = "otr-title" if block.number == 0 else "otr-par"
    return (
        f'<div class="{kind}" id="p{block.number}"'
        f' style="--read:{position};--stored:{block.number}">'
        f'<span class="otr-line"><span class="otr-word">line </span>{block.line}</span>'
        f'<div class="otr-body"><p class="otr-text">{marker.block(block.start, block.end)}</p>'
        f"{_why(reading, block.number) if shuffled and block.number else ''}</div></div>"
    )


def _legend(marker: _Marker, reading: Reading) -> str:
    """What the colours and lines stand for; only what the article has."""
    order = sides(reading.tables["statements"], reading.tables["actors"])
    used = {name for cell in marker.classes.values() for name in cell.split()}
    items = [
        f'<li><mark class="stmt side-{i}">{esc(side)}</mark></li>'
        for side in order
        if (i := side_index(side, order)) and f"side-{i}" in used
    ]
    if "side-0" in used:
        items.append('<li><mark class="stmt side-0">no side, or another</mark></li>')
    names = {
        "kind-direct": "quoted",
        "kind-mixed": "partly quoted",
        "kind-indirect": "reported",
        "kind-turn": "said in turn",
        "unsure": f"less than {SURE:.0%} sure",
    }
    items += [
        f'<li><mark class="stmt side-0 {name}">{told}</mark></li>'
        for name, told in names.items()
        if name in used
    ]
    items.append('<li><span class="otr-source">who</span></li>')
    items.append('<li><span class="otr-cue">said</span></li>')
    return f'<ul class="otr-legend" aria-label="What the marks mean">{"".join(items)}</ul>'


def article_html(reading: Reading, order: str = "reading", table_page: str = TABLE_PAGE) -> Html:
    """The article with every statement marked and numbered, as one HTML fragment.

    The first piece of a statement's content is ``<mark id="s12">``; behind the last piece stands
    its number, a link to ``table_page#row-s12``. ``order`` ("reading" or "stored") says in which
    order the paragraphs stand; where the article was stored shuffled, a switch that needs no
    JavaScript shows the other. Raises ValueError for another ``order``.
    """
    if order not in ("reading", "stored"):
        raise ValueError(f"order is 'reading' or 'stored', not {order!r}")
    marker = _Marker(reading, table_page)
    blocks = reading.article.blocks()
    positions = reading.order.positions if reading.order else {}
    at = {
        b.number: positions[b.number].position if b.number in positions else b.number
        for b in blocks
    }
    at[0] = 0
    shuffled = any(number != position for number, position in at.items())
    if order == "reading":
        blocks = tuple(sorted(blocks, key=lambda b: at[b.number]))
    body = "".join(_paragraph(marker, reading, b, at[b.number], shuffled) for b in blocks)
    switch = ""
    if shuffled:
        switch = "".join(
            f'<input type="radio" name="otr-order" id="otr-order-{name}" class="otr-order-{name}"'
            f"{' checked' if name == order else ''}>"
            f'<label for="otr-order-{name}">{name} order</label>'
            for name in ("reading", "stored")
        )
    return Html(
        f'<div class="otr-article">{_legend(marker, reading)}{switch}'
        f'<div class="otr-flow">{body}</div></div>'
    )


def words_link(
    reading: Reading, start: int, statement_id: str = "", article_page: str = ARTICLE_PAGE
) -> Html:
    """A link from a row of any table to its words: to the mark of ``statement_id``, or, where
    nobody but the article says it, to the paragraph that holds the stored offset ``start``."""
    block = reading.article.paragraph_at(start)
    anchor = statement_id or f"p{block.number}"
    return Html(f'<a href="{article_page}#{esc(anchor)}">line {block.line}</a>')


def _who(row: Row, of: Sequence[str], order: Sequence[str]) -> Html:
    """The speaker with the sides spoken for, and their colour."""
    name = esc(row["speaker"]) or f'<span class="otr-unknown">{UNKNOWN}</span>'
    index = (side_index(of[0], order) or 0) if of else 0
    told = "; ".join(side for side in of if side != row["speaker"])
    side = f' <span class="otr-for">{esc(told)}</span>' if told else ""
    return Html(f'<span class="otr-chip side-{index}" aria-hidden="true"></span>{name}{side}')


def statements_table_html(reading: Reading, article_page: str = ARTICLE_PAGE) -> Html:
    """The statements as a table whose rows (``id="row-s12"``) lead to their marks in
    ``article_page`` and, by the numbers there, are led to."""
    statements, actors = reading.tables["statements"], reading.tables["actors"]
    order = sides(statements, actors)
    side_of = dict(zip(actors["actor_id"], actors["side"], strict=True))
    lines = {block.number: block.line for block in reading.article.blocks()}

    def side_names(row: Row) -> list[str]:
        found = [side_of.get(key, "") for key in parts_of(row["actor_id"])]
        return [side for side in dict.fromkeys(found) if side]

    def number(row: Row) -> Html:
        key = row["statement_id"]
        line = lines.get(row["paragraph"], "")
        return Html(
            f'<a href="{article_page}#{esc(key)}" aria-label="{esc(_number(key))}: to its words'
            f' in the article, line {line}">{esc(_number(key))}</a>'
        )

    def how(row: Row) -> Html:
        told = [
            row["kind"],
            row["medium"],
            f"to {row['addressee']}" if row["addressee"] else "",
            f"via {row['via']}" if row["via"] else "",
        ]
        return Html(esc(", ".join(t for t in told if t)))

    return table_html(
        statements,
        {
            "number": "no.",
            "speaker": "who",
            "content_text": "what",
            "how": "how",
            "said_on": "when",
            "confidence": "how sure",
        },
        caption="Every statement; the number leads to its words.",
        id_prefix="row",
        row_id="statement_id",
        sortable=True,
        css_class="otr-statements",
        render={
            "number": number,
            "speaker": lambda row: _who(row, side_names(row), order),
            "how": how,
            "said_on": lambda row: Html(
                f"<time>{esc(row['said_on'])}</time>" if row["said_on"] else ""
            ),
            "confidence": lambda row: Html(
                f'<span class="otr-{"un" if row["confidence"] < SURE else ""}sure">'
                f"{surety(row)}</span>"
            ),
        },
        sort_by={
            "number": lambda row: _number(row["statement_id"]),
            "speaker": lambda row: row["speaker"],
            "confidence": lambda row: f"{row['confidence']:.3f}",
        },
    )
