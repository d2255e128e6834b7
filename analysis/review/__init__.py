"""What a person should look at first: the least sure rows of a reading, as sheets to fill in.

Comes in: a `Reading`. Goes out: a workbook or a CSV that `analysis.corrections` reads back, and
what was decided as gold for training.
"""

from __future__ import annotations

from analysis.review.gold import to_gold
from analysis.review.writing import check_out, write

__all__ = ["check_out", "to_gold", "write"]
