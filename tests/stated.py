"""Rows of the table of statements from hand-written attributions, one sentence at a time."""

from __future__ import annotations

import attributed

from analysis.actors import resolution
from analysis.statements import assembly
from analysis.words.spacy_models import parse


def rows(text: str, *said: tuple, day: str = "20220215") -> list[dict]:
    """The rows of a small article; ``said`` are (source, cue, contents) of its one paragraph."""
    article, found = attributed.small(text, [(1, *one) for one in said], day)
    parses = parse(article)
    cast = resolution.resolve(article, parses, None, found)
    return assembly.build(article, parses, found, cast)


def one(text: str, source: str, cue: str, content: str, day: str = "20220215") -> dict:
    """The only row."""
    return rows(text, (source, cue, [content]), day=day)[0]
