"""What a candidate's roles and the content itself say about who is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from analysis.actors.draft_cast import Figure, Scene
from analysis.knowledge import authority, wordlists
from analysis.words.tokens import Block

if TYPE_CHECKING:
    from analysis.actors.candidate_features import Asked

_STRANGER = re.compile(rf"\b{wordlists.alternation('phrase_words', 'stranger')}\s+$", re.I)
_WE = re.compile(rf"\b{wordlists.alternation('phrase_words', 'we')}\b", re.I)
_WE_JOINS = wordlists.words("phrase_words", "we_joins")
_SPOKESPERSON = wordlists.words("office_words", "spokesperson")
_ANYBODY = wordlists.words("office_words", "anybody")


def answers(figure: Figure, asked: Asked, scene: Scene) -> float | None:
    """How well a figure answers to the description asked for (None: not at all)."""
    noun = asked.noun
    if noun is None:
        return 0.0
    if noun.gender and figure.gender and noun.gender != figure.gender:
        return None
    word = noun.word.lower()
    if _other_country(figure, asked, scene):
        return None
    own = [role.lower() for role in (*figure.roles, figure.role) if role]
    if figure.type == "described" or figure.kind == "organisation":
        own.append(figure.name.lower())
    if figure.known:
        day = scene.day
        own += [
            form.lower()
            for office in authority.record(figure.name)
            if day is None or office.held(day)
            for form in (*office.forms, office.title)
        ]
    best: float | None = None
    for role in own:
        hit = bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", role)) or (
            word in _SPOKESPERSON and any(w in role for w in _SPOKESPERSON)
        )
        if hit:
            extra = set(re.findall(r"\w+", asked.phrase.lower())) - set(word.split())
            overlap = len(extra & set(re.findall(r"\w+", role)))
            value = 1.0 + 0.5 * overlap - (0.5 if extra and not overlap else 0.0)
            proper = {w.lower() for w in re.findall(r"\w+", asked.phrase) if w[0].isupper()}
            if proper & extra and not proper & set(re.findall(r"\w+", role)):
                if figure.kind != "person":
                    continue  # "the Cruz campaign" is not Rubio's
                value = 0.1
            best = value if best is None else max(best, value)
    if best is None and word in _ANYBODY and figure.kind == "person":
        return 0.0
    return best


def _other_country(figure: Figure, asked: Asked, scene: Scene) -> bool:
    """Does the description name a country, and the figure's role another ("Tunisia's coach")?"""
    wanted = {
        p.figure.name
        for p in scene.within(asked.block, asked.start, asked.start + asked.length)
        if p.figure.kind == "state"
    }
    if not wanted or (figure.side and figure.side in wanted):
        return False
    own = set(figure.countries)
    return bool(own) and not own & wanted


def reasons_of_content(figure: Figure, asked: Asked, scene: Scene) -> dict[str, float]:
    """Points for what the content says: nobody names himself as a third party, a spokesman
    does not speak of "signs from" his own capital, "we in X" speaks for X."""
    reasons: dict[str, float] = {}
    for index, start, end in asked.content:
        block = scene.blocks[index]
        for place in scene.within(index, start, end):
            quoted = block.in_quotes(place.start)
            if place.figure is figure:
                reasons["named in the content itself"] = 1.0
            elif quoted and figure.side and place.figure.side == figure.side:
                if place.figure.kind != "state" and place.how != "metonym":
                    continue
                before = block.text[max(0, place.start - 12) : place.start]
                if place.how == "metonym" and not place.demonym and _STRANGER.search(before):
                    reasons["own capital named as a stranger's"] = 1.0
                elif not _WE.search(before):
                    reasons["own side named in the quotation"] = 1.0
        side = _we(scene, block, start, end)
        if side and figure.side:
            key = "own side" if side == figure.side else "another side"
            name = f'the quotation\'s "we" is {"the " if key == "own side" else ""}{key}'
            reasons[name] = 1.0
    return reasons


def _we(scene: Scene, block: Block, start: int, end: int) -> str:
    """The side that "we in X", "we as Xs" speaks for, inside quotation marks."""
    for match in _WE.finditer(block.text, start, end):
        if not block.in_quotes(match.start()):
            continue
        for place in scene.within(block.index, match.end(), min(end, match.end() + 14)):
            between = block.text[match.end() : place.start].strip().lower()
            if place.figure.kind == "state" and between in _WE_JOINS:
                return place.figure.side
    return ""
