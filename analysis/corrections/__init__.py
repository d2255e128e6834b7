"""Corrections: what a person decided about an article, kept through every later reading.

Comes in: an `Article`, files of decisions, and what the stages made. Goes out: the same, decided,
and rows of the table `corrections` that say what became of each decision.
"""

from __future__ import annotations

from analysis.corrections.application import Corrections, correct
from analysis.corrections.decision import Decision
from analysis.corrections.files import beside, given, read_decisions

__all__ = ["Corrections", "Decision", "beside", "correct", "given", "read_decisions"]
