"""Claims: propositions with type, certainty and polarity, and how they meet.

Comes in: an `Article`, its parses, statements and `Cast`. Goes out: rows of `claims`,
`relations` and `matters`.
"""

from __future__ import annotations

from analysis.claims.extraction import find
from analysis.claims.positions import rows as matters_of

__all__ = ["find", "matters_of"]
