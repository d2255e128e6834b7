"""Attributions: source, cue and content, as the words of the text.

Comes in: an `Article`. Goes out: its `Attribution`s, each with a calibrated confidence.
"""

from __future__ import annotations

from analysis.attribution.extraction import Attribution
from analysis.attribution.passed_on import find

__all__ = ["Attribution", "find"]
