"""A matplotlib Figure that any notebook draws, with or without pyplot."""

from __future__ import annotations

import io

from matplotlib import figure


class Figure(figure.Figure):
    """As matplotlib's, and shown as a picture where it is a cell's value.

    Figures made without pyplot (which keeps global state) are shown by IPython only in kernels
    set up for it; this one brings its own picture, so plain Jupyter shows it too.
    """

    def _repr_png_(self) -> bytes:
        out = io.BytesIO()
        self.savefig(out, format="png", dpi=100, bbox_inches="tight", metadata={"Software": None})
        return out.getvalue()
