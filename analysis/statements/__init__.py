"""Statements: attributions whose speaker is resolved, with when, where, to whom and through whom.

Comes in: attributions and the `Cast`. Goes out: rows of the table `statements`.
"""

from __future__ import annotations

from analysis.statements.assembly import build

__all__ = ["build"]
