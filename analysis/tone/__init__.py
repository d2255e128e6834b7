"""Tone: how a statement sounds, as a whole and towards those it is about.

Comes in: an `Article`, its statements, `Cast` and parses. Goes out: rows of `sentiment`.
"""

from __future__ import annotations

from analysis.tone.measurement import measure

__all__ = ["measure"]
