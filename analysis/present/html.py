"""The one safe way to show a table on a page: escaped, accessible, good without JavaScript.

``_static/otr-tables.js`` adds sorting and searching to tables of the class ``otr-sortable``;
``_static/otr-evidence.css`` turns rows into cards on a narrow screen, so the roles that such a
display would take from the elements are written out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

Row = Mapping[str, Any]
Render = Callable[[Row], "Html"]


class Html(str):
    """Text that is HTML already; whatever else reaches a table is escaped."""

    __slots__ = ()


def esc(value: object) -> str:
    """``value`` as text, escaped for HTML text and for quoted attributes."""
    return html.escape("" if value is None else str(value), quote=True)


def breakable(value: object) -> str:
    """`esc`, with places to break the line in words too long for a phone (hashes, addresses)."""
    parts = re.split(r"(\S{25,})", "" if value is None else str(value))
    return "".join(
        "<wbr>".join(esc(part[i : i + 20]) for i in range(0, len(part), 20))
        if place % 2
        else esc(part)
        for place, part in enumerate(parts)
    )


def _cell(value: object) -> tuple[str, bool]:
    """The HTML of one value and whether it is a number."""
    if isinstance(value, Html):
        return str(value), False
    if isinstance(value, (list, tuple, dict)):
        return breakable(value), False
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return "", False
    if isinstance(value, bool) or type(value).__name__ in ("bool_", "bool"):
        return ("yes" if value else "no"), False
    if isinstance(value, float) or type(value).__name__.startswith("float"):
        return f"{float(value):.2f}", True
    return breakable(value), not isinstance(value, str)


def table_html(
    df: pd.DataFrame,
    columns: Mapping[str, str],
    *,
    caption: str,
    id_prefix: str = "",
    row_id: str = "",
    sortable: bool = False,
    render: Mapping[str, Render] | None = None,
    sort_by: Mapping[str, Callable[[Row], object]] | None = None,
    css_class: str = "",
) -> Html:
    """The columns of ``df`` named in ``columns`` (name: heading), as an HTML table.

    The first column heads its row. ``id_prefix`` gives each row an id: the prefix, a dash, and
    the value of the column ``row_id`` (or the row's number, from 1). ``render`` makes the cell
    of a column from its whole row; it must escape what it shows and return `Html`. ``sort_by``
    gives the value a column sorts by where that is not what it shows. Everything else is
    escaped. ``caption`` is plain text. Raises KeyError for a column that ``df`` and ``render``
    both lack, and TypeError where ``render`` gives something else than `Html`.
    """
    render, sort_by = render or {}, sort_by or {}
    missing = [name for name in columns if name not in df.columns and name not in render]
    if missing:
        raise KeyError(f"no column {', '.join(missing)}")
    classes = " ".join(filter(None, ("otr-table", "otr-sortable" if sortable else "", css_class)))
    head = "".join(
        f'<th role="columnheader" scope="col">{esc(title)}</th>'
        if title
        else '<td role="cell"></td>'
        for title in columns.values()
    )
    body = []
    for number, row in enumerate(df.to_dict("records"), 1):
        cells = []
        for place, (name, title) in enumerate(columns.items()):
            if name in render:
                shown = render[name](row)
                if not isinstance(shown, Html):
                    raise TypeError(f"the cell of {name} is not Html")
                content, numeric = str(shown), False
            else:
                content, numeric = _cell(row[name])
            attributes = f' data-label="{esc(title)}"' if title else ""
            if name in sort_by:
                attributes += f' data-sort="{esc(sort_by[name](row))}"'
            if numeric:
                attributes += ' class="otr-number"'
            if place == 0:
                cells.append(f'<th role="rowheader" scope="row"{attributes}>{content}</th>')
            else:
                cells.append(f'<td role="cell"{attributes}>{content}</td>')
        anchor = _anchor(id_prefix, row[row_id] if row_id else number) if id_prefix else ""
        body.append(f'<tr role="row"{anchor}>{"".join(cells)}</tr>')
    if not body:
        none = f'<td role="cell" class="otr-none" colspan="{len(columns)}">none</td>'
        body.append(f'<tr role="row">{none}</tr>')
    return Html(
        f'<div class="otr-wrap"><table role="table" class="{classes}">'
        f"<caption>{esc(caption)}</caption>"
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{"".join(body)}</tbody></table></div>'
    )


def _anchor(prefix: str, value: object) -> str:
    """An id attribute; what an id cannot hold becomes a dash."""
    return f' id="{re.sub(r"[^A-Za-z0-9_-]+", "-", f"{prefix}-{value}")}"'
