"""A figure as SVG with real text that follows the page's theme, inside the page itself."""

from __future__ import annotations

import io
import re

import matplotlib
from matplotlib import figure as mpl

from analysis.present.figure import as_written
from analysis.present.html import Html, esc

#: What a chart draws in this ink, or in part of it, takes the colour of the page's text.
INK = "#222222"
_KEEP = {"svg.fonttype": "none", "svg.hashsalt": "on-the-record"}
_ID = re.compile(r'\b(id="|xlink:href="#|href="#|url\(#)(?=[\w-])')
_PALE = re.compile(r"stroke: #(?:e4e4e4|dddddd)", re.IGNORECASE)
_FONT = re.compile(r"(font: (?:[\w.%]+ ){1,4}|font-family: )'[^;\"]*")


def drawn(figure: mpl.Figure, name: str, alt: str) -> Html:
    """The figure as an element of the page: ``name`` keeps its ids apart from other figures',
    ``alt`` says in words what it shows. No ground of its own, ink as the text around it."""
    as_written(figure)
    out = io.StringIO()
    with matplotlib.rc_context(_KEEP):
        figure.savefig(
            out,
            format="svg",
            transparent=True,
            bbox_inches="tight",
            pad_inches=0.03,
            metadata={"Date": None, "Creator": None, "Format": None, "Type": None},
        )
    text = out.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", text, count=1)
    text = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", text, count=1)
    text = text.replace("<svg", f'<svg role="img" aria-label="{esc(alt)}"', 1)
    text = _ID.sub(rf"\g<1>{name}-", text)
    text = _FONT.sub(r"\1inherit", text)
    text = re.sub(f"{INK}|#000000", "currentColor", text, flags=re.IGNORECASE)
    text = _PALE.sub("stroke: currentColor; stroke-opacity: 0.2", text)
    text = re.sub(r"(<text\b[^>]*style=\"(?:(?!fill)[^\"])*)\"", r'\1; fill: currentColor"', text)
    return Html(f'<div class="otr-svg">{text.strip()}</div>')


def figure_html(figure: mpl.Figure, name: str, title: str, alt: str) -> Html:
    """The figure under its title, which says what it shows."""
    return Html(f"<figure><figcaption>{esc(title)}</figcaption>{drawn(figure, name, alt)}</figure>")
