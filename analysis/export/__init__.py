"""Tables as files: CSV, Parquet, JSON Lines, and W3C Web Annotations.

Comes in: tables of one or more readings. Goes out: files in a folder.
"""

from __future__ import annotations

from analysis.export.tables import check_out, write_stream, write_tables

__all__ = ["check_out", "write_stream", "write_tables"]
