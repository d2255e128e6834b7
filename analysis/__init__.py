"""On the Record: a reproducible reading of a news article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis import environment

if TYPE_CHECKING:
    from analysis.reading import Reading, read

__version__ = "0.1.0"
__all__ = ["Reading", "__version__", "read"]

environment.prepare()  # before anything can load numpy or onnxruntime; see there why at import


def __getattr__(name: str) -> object:
    # read() brings every stage with it; `import analysis.article.article` should not.
    if name in ("Reading", "read"):
        from analysis import reading

        return getattr(reading, name)
    raise AttributeError(f"module 'analysis' has no attribute {name!r}")
