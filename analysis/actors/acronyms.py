"""Acronyms of organisations: written in brackets behind the name, or of matching initials."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.actors.draft_cast import Figure, Place, Scene
from analysis.knowledge import wordlists
from analysis.words.tokens import Block

_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,7}")
_BRACKET = re.compile(r"\(((?:[A-Z]\.?){2,7})\)")
_LONGEST = 9
_ARTICLES = wordlists.words("phrase_words", "article")
_SMALL = wordlists.words("phrase_words", "preposition") | wordlists.words("phrase_words", "article")


def add_introduced(scene: Scene) -> None:
    """Enter the organisations whose acronym stands behind them in brackets ("the Workers Union of
    Harn (WUH)"), wherever either is named."""
    for block in scene.blocks:
        for match in _BRACKET.finditer(block.text):
            name = _name_before(block, match.start())
            if name and fits(match[1], name):
                _enter(scene, name, match[1])


def _name_before(block: Block, position: int) -> str:
    """The capitalised words, small ones between them, that end before a bracket."""
    last = first = block.token_at(position - 1)
    at = last
    while at >= 0 and last - at < _LONGEST:
        token = block.tokens[at]
        small = token.text.lower() in _SMALL or token.text == "and"
        if not (token.word and (token.capital or small)):
            break
        if token.capital and token.text.lower() not in _ARTICLES:
            first = at
        at -= 1
    return block.text[block.tokens[first].start : block.tokens[last].end]


def _enter(scene: Scene, name: str, acronym: str) -> None:
    figure = scene.enter(Figure(name, "organisation", type="organisation"))
    if figure.type != "organisation":
        return
    for form in (name, acronym):
        for block in scene.blocks:
            for match in re.finditer(rf"\b{re.escape(form)}\b", block.text):
                inside = scene.within(block.index, match.start(), match.end())
                for place in inside:
                    if place.figure.kind != "person":
                        scene.strike(place)
                how = "name"
                scene.add(Place(block.index, match.start(), match.end(), figure, how))


def fits(acronym: str, name: str) -> bool:
    """Are the letters those of the name's words, small ones counted or left out?"""
    return _letters(acronym) in _initials(name)


def _letters(acronym: str) -> str:
    """What an acronym is compared by."""
    return acronym.replace(".", "").upper()


def _initials(name: str) -> tuple[str, ...]:
    """The first letters of a name's words, without the small ones and with them."""
    words = [w for w in re.split(r"[\s-]+", name) if w[:1].isalpha()]
    if len(words) < 2:
        return ()
    large = "".join(w[0] for w in words if w.lower() not in _SMALL).upper()
    return large, "".join(w[0] for w in words).upper()


def is_acronym(name: str) -> bool:
    """Is the whole name one word of capital letters?"""
    return bool(_ACRONYM.fullmatch(name))


def join(scene: Scene) -> None:
    """Make one figure of an organisation and its acronym, named by the longer one."""
    groups = [f for f in scene.figures.values() if f.kind == "organisation"]
    by_letters: dict[str, list[Figure]] = {}
    for figure in groups:
        for letters in dict.fromkeys(_initials(figure.name)):
            by_letters.setdefault(letters, []).append(figure)
    for short in groups:
        if not is_acronym(short.name):
            continue
        whole = _whole(short, by_letters.get(_letters(short.name), ()))
        if whole is not None:
            scene.merge(short, whole)


def _whole(short: Figure, fitting: Sequence[Figure]) -> Figure | None:
    """The only other organisation of those whose initials an acronym is."""
    found = [f for f in fitting if f is not short]
    return found[0] if len(found) == 1 else None
