"""The order in which the paragraphs are best read, and whether they were shuffled.

Comes in: an `Article`. Goes out: an `Order`, one position a paragraph.
"""

from __future__ import annotations

from analysis.order.restoration import Order, restore

__all__ = ["Order", "restore"]
