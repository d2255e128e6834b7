"""Claims: propositions with type, certainty and polarity, and how they meet.

Comes in: an `Article`, its parses, statements and `Cast`. Goes out: rows of `claims` and
`relations`.
"""

from __future__ import annotations

from analysis.claims.extraction import find

__all__ = ["find"]
