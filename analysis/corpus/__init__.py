"""Many articles at once, on Dask, into Parquet.

Comes in: files or patterns. Goes out: one Parquet data set a table.
"""

from __future__ import annotations

from analysis.corpus.runner import run

__all__ = ["run"]
