"""Actors: who the sources and mentions of an article are.

Comes in: an `Article`, its parses, its order and its attributions. Goes out: a `Cast` of actors,
their mentions, and the speaker of each attribution.
"""

from __future__ import annotations

from analysis.actors.resolution import Cast, resolve, rows
from analysis.actors.turn_speakers import with_turns

__all__ = ["Cast", "resolve", "rows", "with_turns"]
