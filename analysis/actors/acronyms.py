"""Acronyms of organisations: written in brackets behind the name, or of matching initials."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.actors.draft_cast import Figure, Scene
from analysis.knowledge import wordlists

_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,7}")
_SMALL = wordlists.words("phrase_words", "preposition") | wordlists.words("phrase_words", "article")


def introduced(text: str) -> str:
    """The acronym at the end of a name in brackets: "Workers Union of Harn (WUH"; else nothing."""
    match = re.search(r"\(((?:[A-Z]\.?){2,7})\)?$", text)
    return match[1] if match else ""


def fits(acronym: str, name: str) -> bool:
    """Are the letters those of the name's words, small ones counted or left out?"""
    letters = acronym.replace(".", "").upper()
    words = [w for w in re.split(r"[\s-]+", name) if w[:1].isalpha()]
    large = "".join(w[0] for w in words if w.lower() not in _SMALL).upper()
    every = "".join(w[0] for w in words).upper()
    return len(words) > 1 and letters in (large, every)


def is_acronym(name: str) -> bool:
    """Is the whole name one word of capital letters?"""
    return bool(_ACRONYM.fullmatch(name))


def join(scene: Scene) -> None:
    """Make one figure of an organisation and its acronym, named by the longer one."""
    groups = [f for f in scene.figures.values() if f.kind == "organisation"]
    for short in groups:
        if not is_acronym(short.name):
            continue
        whole = _whole(short, groups)
        if whole is not None:
            scene.merge(short, whole)


def _whole(short: Figure, groups: Sequence[Figure]) -> Figure | None:
    """The only organisation whose initials an acronym is."""
    found = [f for f in groups if f is not short and fits(short.name, f.name)]
    return found[0] if len(found) == 1 else None
