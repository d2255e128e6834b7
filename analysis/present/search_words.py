"""A Sphinx extension: the words of tables and cards, parted, for the book's search.

Sphinx takes the tags out of HTML before it lists its words, so that the last word of a cell and
the first of the next become one, which nobody looks for. Beside each piece of HTML stands a node
that is shown nowhere and holds its words with a blank wherever a tag was.
"""

from __future__ import annotations

import html
import re
from typing import Any

from docutils import nodes

_UNREAD = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


class SearchWords(nodes.Element):
    """Words to be found and not to be shown."""


def words(text: str) -> str:
    """The words of a piece of HTML; where a tag was is a blank."""
    return " ".join(html.unescape(_TAG.sub(" ", _UNREAD.sub(" ", text))).split())


def _add(app: Any, doctree: nodes.document, name: str) -> None:
    for raw in list(doctree.findall(nodes.raw)):
        if "html" in raw.get("format", "").split():
            found = words(raw.astext())
            if found and raw.parent is not None:
                beside = SearchWords()
                beside += nodes.Text(found)
                raw.parent.insert(raw.parent.index(raw) + 1, beside)


def _skip(writer: Any, node: nodes.Node) -> None:
    raise nodes.SkipNode


def setup(app: Any) -> dict[str, Any]:
    """Sphinx calls this."""
    app.add_node(SearchWords, html=(_skip, None), latex=(_skip, None), text=(_skip, None))
    app.connect("doctree-resolved", _add)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
