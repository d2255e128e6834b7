"""Several articles on one event beside each other.

Comes in: the readings of two or more articles. Goes out: a `Comparison`: who is heard where, the
same quotation in several papers and how it was cut, matters and disputes over all.
"""

from __future__ import annotations

from analysis.across.comparison import Comparison, compare

__all__ = ["Comparison", "compare"]
