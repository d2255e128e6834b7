"""One palette for the whole book: a colour a side, safe for colour-blind eyes."""

from __future__ import annotations

from collections.abc import Sequence

#: Okabe and Ito (2008), "Color universal design", without yellow (too pale on white paper),
#: in an order whose neighbours differ in lightness too, so that greyscale tells them apart.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#56B4E9", "#CC79A7")
NO_SIDE = "#6B6B6B"


def side_index(side: str, sides: Sequence[str]) -> int | None:
    """The place of ``side`` among ``sides`` (1-based, as in the CSS property ``--side-1``);
    None for no side or one beyond the palette."""
    known = [s for s in sides if s]
    if side not in known or known.index(side) >= len(COLOURS):
        return None
    return known.index(side) + 1


def side_colour(side: str, sides: Sequence[str]) -> str:
    """The hex colour of ``side``; grey where there is none."""
    index = side_index(side, sides)
    return COLOURS[index - 1] if index else NO_SIDE
