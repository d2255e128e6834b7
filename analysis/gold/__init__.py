"""Hand-coded readings beside the machine's.

Comes in: a gold file and a `Reading`. Goes out: what agrees, what is missed, what is too much.
"""

from __future__ import annotations

from analysis.gold.statements import compare

__all__ = ["compare"]
