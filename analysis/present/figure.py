"""A matplotlib Figure that any notebook draws, and that draws any article's words as they are."""

from __future__ import annotations

import io
import logging
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from matplotlib import figure, font_manager
from matplotlib.backend_bases import RendererBase
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.ticker import FixedLocator

#: Stands for a letter that no font on the machine can draw; "?" where even this is missing.
_UNDRAWABLE = "□?"
#: Matplotlib's stand-in that has a box for every letter and therefore hides what is missing.
_LAST_RESORT = "Last Resort"


class Figure(figure.Figure):
    """As matplotlib's, for words that come out of an article.

    Figures made without pyplot (which keeps global state) are shown by IPython only in kernels
    set up for it; this one brings its own picture, so plain Jupyter shows it too. Its texts are
    never mathematics ("from $5 to $7"), and letters that matplotlib's own font lacks come from
    the fonts of the machine, or else are drawn as an empty square, without a warning.
    """

    def draw(self, renderer: RendererBase) -> None:
        """Draw the figure; every way of showing or saving it comes by here."""
        with _no_word_about_fonts():
            as_written(self)
            super().draw(renderer)

    def _repr_png_(self) -> bytes:
        out = io.BytesIO()
        self.savefig(out, format="png", dpi=100, bbox_inches="tight", metadata={"Software": None})
        return out.getvalue()


@contextmanager
def _no_word_about_fonts() -> Iterator[None]:
    """Matplotlib logs each family that has no such weight; on a page that is a path of somebody."""
    log = logging.getLogger("matplotlib.font_manager")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)


def as_written(drawn: figure.Figure) -> None:
    """Make every text of a figure one that is drawn letter by letter.

    `Figure` does so by itself whenever it is drawn; one of another class wants it once, when all
    is in it.
    """
    counted: set[Text] = set()
    for axes in drawn.axes:
        for axis in (axes.xaxis, axes.yaxis):
            places = axis.get_majorticklocs()
            ticks = axis.get_major_ticks(len(places))
            if not isinstance(axis.get_major_locator(), FixedLocator):
                # a scale's own numbers: "10²" is mathematics of matplotlib's, not of an article
                counted |= {label for tick in ticks for label in (tick.label1, tick.label2)}
                continue
            # A tick is given its words anew at each drawing, so they are mended at their source.
            labels = axis.get_major_formatter().format_ticks(places)
            clean = [
                drawable(label, tick.label1.get_fontproperties())[0]
                for label, tick in zip(labels, ticks, strict=True)
            ]
            if clean != labels:
                axis.set_ticklabels(clean)
    for text in set(drawn.findobj(Text)) - counted:
        text.set_usetex(False)
        text.set_parse_math(False)
        words, families = drawable(text.get_text(), text.get_fontproperties())
        if words != text.get_text():
            text.set_text(words)
        if families:
            text.set_fontfamily(list(dict.fromkeys([*text.get_fontfamily(), *families])))


def drawable(words: str, font: FontProperties) -> tuple[str, tuple[str, ...]]:
    """``words`` as ``font`` can draw them, and the families to add to it for the letters it lacks.

    Control characters become blanks, what has no width and no glyph is left out, and a letter
    that no font of the machine has becomes an empty square. Line breaks stay.
    """
    own = font_manager.get_font(font_manager.findfont(font))
    missing = {c for c in words if c != "\n" and not _can_draw(own, c)}
    if not missing:
        return words, ()
    families, found = _families(
        frozenset(c for c in missing if unicodedata.category(c)[0] in "LMNPS"),
        font.get_weight(),
        font.get_style(),
    )
    square = next(c for c in _UNDRAWABLE if c == "?" or _can_draw(own, c))
    instead = {c: _instead(c, square) for c in missing - found}
    return "".join(instead.get(c, c) for c in words), families


def _instead(letter: str, square: str) -> str:
    category = unicodedata.category(letter)
    if category in ("Cf", "Mn", "Me"):  # joiners, marks of direction, variation selectors
        return ""
    return " " if category in ("Cc", "Zs", "Zl", "Zp") else square


def _can_draw(font: font_manager.FT2Font, letter: str) -> bool:
    category = unicodedata.category(letter)
    if category in ("Cc", "Cs", "Co"):  # a private-use letter is another in every font
        return False
    return font.get_char_index(ord(letter)) != 0


@lru_cache(maxsize=256)
def _families(
    letters: frozenset[str], weight: str | int, style: str
) -> tuple[tuple[str, ...], frozenset[str]]:
    """Installed families that together draw as many of ``letters`` as can be, and those."""
    chosen: list[str] = []
    left = set(letters)
    names = {entry.name for entry in font_manager.fontManager.ttflist}
    for name in sorted(names, key=lambda name: (not name.startswith("Noto Sans"), name)):
        if not left:
            break
        if name.startswith(_LAST_RESORT):
            continue
        try:
            path = font_manager.findfont(FontProperties(family=name, weight=weight, style=style))
            font = font_manager.get_font(path)
            found = {c for c in left if _can_draw(font, c)}
        except (OSError, RuntimeError, ValueError):
            continue  # a font that cannot be read draws nothing (emoji in colour, damaged files)
        if found and font.scalable:
            chosen.append(name)
            left -= found
    return tuple(chosen), letters - left
