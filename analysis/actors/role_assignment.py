"""What people are called beside their names: role, affiliation, and whom they speak for.

A role is read from the words before a name ("Kremlin spokesperson X"), or from an apposition
after it ("X, the mayor of Y,"); the authority file fills what the text leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.actors.draft_cast import Figure, Place, Scene
from analysis.actors.role_phrases import Title, after_name, before_name
from analysis.knowledge import authority, wordlists
from analysis.knowledge.authority import Office

_FORMER = re.compile(wordlists.alternation("office_words", "former"), re.I)


def assign(scene: Scene) -> None:
    """Fill role, affiliation, side and Wikidata id of every person of the scene."""
    best: dict[Figure, tuple[Title, Place]] = {}
    for place in scene.places:
        if place.figure.kind != "person":
            continue
        for title in _titles(scene, place):
            place.figure.roles.append(title.text)
            place.figure.countries += [
                p.figure.name
                for p in scene.within(place.block, title.start, title.end)
                if p.figure.kind == "state"
            ]
            if title.head and title.head.gender and not place.figure.gender:
                place.figure.gender = title.head.gender
            known = best.get(place.figure)
            if known is None or _telling(scene, title, place) > _telling(scene, *known):
                best[place.figure] = title, place
    for figure in scene.figures.values():
        if figure.kind == "person":
            _fill(scene, figure, *best.get(figure, (None, None)))


def _telling(scene: Scene, title: Title, place: Place) -> tuple[bool, bool]:
    """Of two titles the more telling one: it says for whom, then it has more than one word."""
    sided = any(
        p.figure.side and p.figure is not place.figure
        for p in scene.within(place.block, title.start, title.end)
    )
    return sided, " " in title.text


def _titles(scene: Scene, place: Place) -> Iterator[Title]:
    block = scene.blocks[place.block]
    span = block.tokens_in(place.start, place.end)
    for title in (before_name(block, span.start), after_name(block, span.stop)):
        if title is not None:
            yield title


def _fill(scene: Scene, figure: Figure, title: Title | None, place: Place | None) -> None:
    office = _office(scene, figure, title)
    named = (
        [
            p.figure
            for p in scene.within(place.block, title.start, title.end)
            if p.figure is not figure and p.figure.kind != "person"
        ]
        if title and place
        else []
    )
    former = bool(title and _FORMER.match(title.text))
    if title is not None:
        figure.role = title.text
        organisations = [f for f in named if f.kind == "organisation"]
        if organisations:
            figure.affiliation = organisations[-1].name
        speaks = title.head is not None and title.head.public in ("office", "spokes")
        if speaks and not former:
            figure.side = next((f.side for f in reversed(named) if f.side), "")
            if not figure.affiliation and figure.side:
                figure.affiliation = _affiliation(figure.side, title.text)
    if figure.known:
        held = authority.record(figure.name)
        figure.wikidata = held[0].wikidata if held else ""
    if office is not None:
        figure.role = figure.role or office.title
        figure.affiliation = office.affiliation or figure.affiliation
        figure.side = office.side
    figure.official = bool(figure.side)


def _office(scene: Scene, figure: Figure, title: Title | None) -> Office | None:
    """The office held on the article's day; without a date, the one the text's words fit."""
    if not figure.known:
        return None
    if scene.day is not None:
        return authority.office_on(figure.name, scene.day)
    held = authority.record(figure.name)
    if len(held) == 1 and held[0].last is None:
        return held[0]
    if title is None:
        return None
    words = title.text.lower()
    text = scene.article.view.text.lower()
    if any(f"former {form.lower()}" in text for o in held for form in o.forms):
        return None  # which of the offices is the present one cannot be told
    fitting = [o for o in held if any(words.endswith(form.lower()) for form in o.forms)]
    return max(fitting, key=lambda o: o.first) if fitting else None


def _affiliation(side: str, words: str) -> str:
    """Where a minister of ``side`` works, from the words of the role."""
    entity = authority.entities().get(side)
    if entity is None or entity.kind != "state":
        return side
    for word, ministry in authority.portfolios().items():
        if re.search(rf"\b{re.escape(word)} minister\b", words, re.I):
            return f"{entity.demonym or side} {ministry}"
    return entity.government
