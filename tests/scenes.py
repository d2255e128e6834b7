"""What a few sentences name, without the trained tagger: for tests of the rules on actors."""

from __future__ import annotations

import attributed

from analysis.actors import gazetteer_mentions, role_assignment
from analysis.actors.draft_cast import Place, Scene
from analysis.words.spacy_models import parse


def scene(text: str, day: str = "20220215") -> Scene:
    """The scene of a text with roles read; paragraphs are parted by `` | ``."""
    article, _ = attributed.small(text.replace(" | ", "\n\n"), [], day)
    made = gazetteer_mentions.scan(article, parse(article))
    role_assignment.assign(made)
    return made


def named(made: Scene, words: str, last: bool = False) -> Place | None:
    """The first (or last) place whose characters are ``words``; None where there is none."""
    found = [p for p in made.places if made.blocks[p.block].text[p.start : p.end] == words]
    return found[-1 if last else 0] if found else None
