"""How a notebook shows what the package says: `show` for HTML of ours, `say` for sentences of ours.

Both take an article's words as words. HTML is escaped where it is made (`analysis.present.html`)
and brings the little CSS that it needs along, so that it looks alike in JupyterLab, in the book
and in a file that somebody downloads; in the book the site's own stylesheet overrides it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from IPython.display import HTML, Markdown

from analysis.present.palette import COLOURS, NO_SIDE

#: Marks an element whose dollar signs are money: JupyterLab runs MathJax over every output.
NO_MATHS = "tex2jax_ignore mathjax_ignore"
#: What may begin markup wherever it stands, in CommonMark, MyST or JupyterLab's Markdown.
_ANYWHERE = r"[*_`\[\]{}<>#&|~^+=@!]"
#: What makes a link of an address only between letters, or a list only at the start.
_MARKUP = re.compile(rf"{_ANYWHERE}|[.:/](?=\S)|^[-%:]")
_LISTED = re.compile(r"^(\d+)([.)])")
#: Only code keeps these from MathJax, which reads a page after Markdown has been undone.
_MATHS = re.compile(r"([$\\]+)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def plain(words: object) -> str:
    """``words`` as Markdown that shows exactly these words: no markup, no link, no mathematics.

    Runs of white space become one blank, so that nothing begins a block. Dollar signs and
    backslashes become code, which alone MathJax passes by.
    """
    text = " ".join(_CONTROL.sub(" ", "" if words is None else str(words)).split())
    parts = [
        f"`{part}`" if place % 2 else _MARKUP.sub(lambda found: "\\" + found[0], part)
        for place, part in enumerate(_MATHS.split(text))
    ]
    return _LISTED.sub(r"\1\\\2", "".join(parts))


def say(*sentences: object) -> Markdown:
    """Sentences of ours as one paragraph of Markdown; the names in them stay names."""
    return Markdown(" ".join(plain(sentence) for sentence in sentences))


#: JupyterLab sets the cells of any table to the right, and goes before a layer.
_LAB = ".jp-OutputArea .otr-table :is(th,td){text-align:left;vertical-align:top}"


#: What the second stylesheet is for: outputs without any of it do without it.
_STORY = re.compile(r'class="otr-(?:story|panel|quotes|person|svg|voices|days|label)')


@lru_cache(maxsize=2)
def _style(story: bool = False) -> str:
    sides = "".join(f".side-{k}{{--side:{c}}}" for k, c in enumerate((NO_SIDE, *COLOURS)))
    here = Path(__file__)
    names = ("view.css", "story.css") if story else ("view.css",)
    files = (here.with_name(name) for name in names)
    css = "".join(file.read_text(encoding="utf-8") for file in files)
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css + sides)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css).strip()
    # What stands in a layer yields to what does not: the book's stylesheet goes first there.
    return f"<style>@layer otr{{{css}}}{_LAB}</style>"


def show(html: str) -> HTML:
    """HTML of ours (of `analysis.present`, never an article's own) with its stylesheet."""
    return HTML(f'{_style(bool(_STORY.search(html)))}<div class="otr {NO_MATHS}">{html}</div>')
