"""What people are called beside their names: role, affiliation, and whom they speak for.

A role is read from the words before a name ("Kremlin spokesperson X"), or from an apposition
after it ("X, the mayor of Y,"); the authority file fills what the text leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analysis import authority
from analysis.authority import Office, Role
from analysis.blocks import Block, Token
from analysis.name_words import title_before
from analysis.scene import Figure, Place, Scene

PREPOSITIONS = frozenset(
    """of for at in from with to on by inside within among about near under against behind
    between outside across during since into over including""".split()
)
_DETERMINERS = frozenset(
    "the a an his her their its our my this that these those another one".split()
)
#: Capitalised at the head of a sentence, these are no part of a title.
_OPENERS = frozenset(
    """after before while when as but and so if although though because since until both in on at
    for with by from to of according meanwhile however later earlier also then yet still even only
    as like unlike following despite during among said says per via""".split()
)
_SINCE = frozenset("now then once currently himself herself".split())
_VERBS = frozenset("is was are were has had have will would said says told did does".split())
_AGE = re.compile(r"\d{1,3}|\d{1,3}-year-old")
_LONGEST = 14


@dataclass(frozen=True)
class Title:
    """A role as written, where it stands, and its head noun."""

    text: str
    start: int
    end: int
    head: Role | None


def role_of(word: str) -> Role | None:
    """The role a noun names, also behind a hyphen ("ex-president"); never a modifier."""
    roles = authority.roles()
    for form in (word.lower(), word.lower().rsplit("-", 1)[-1]):
        role = roles.get(form)
        if role is not None and role.kind != "modifier":
            return role
    return None


def longest_role(tokens: list[Token]) -> Role | None:
    """The role named by the last words of a phrase, the longest form first."""
    for length in (4, 3, 2, 1):
        if len(tokens) >= length:
            phrase = " ".join(t.text for t in tokens[-length:])
            role = role_of(phrase)
            if role is not None:
                return role
            if authority.titles().get(phrase, ("", ""))[1]:
                return authority.roles().get(
                    authority.titles()[phrase][1].lower(), Role(phrase, "person", "s", "", "")
                )
    return None


def before_name(block: Block, index: int) -> Title | None:
    """The role written right before the name that begins at token ``index``."""
    tokens, last = block.tokens, index - 1
    if last >= 1 and tokens[last].text == ",":  # "Malaysia's Prime Minister, Najib Razak"
        last -= 1
    role = longest_role(list(tokens[max(0, last - 3) : last + 1]))
    if last < 0 or role is None or role.kind != "person":
        return None
    first = last
    _, _, start = title_before(block, last + 1)
    first = min(first, start)
    while first > 0 and _extends(block, first - 1, first):
        first -= 1
    while first < last and tokens[first].text.lower() in _OPENERS:
        first += 1
    text = block.text[tokens[first].start : tokens[last].end]
    if text in authority.titles() and not authority.titles()[text][1]:
        return None  # "Mr." tells a gender, no role
    return Title(text, tokens[first].start, tokens[last].end, role)


def _extends(block: Block, index: int, follower: int) -> bool:
    token, following = block.tokens[index], block.tokens[follower]
    if block.text[token.end : following.start] != " ":
        return False
    lower = token.text.lower()
    if lower in _DETERMINERS or lower in _OPENERS or not token.word:
        return lower == "of" and index > 0 and role_of(block.tokens[index - 1].text) is not None
    if token.capital and any(s == token.start for s, _ in block.sentences):
        listed = lower in authority.roles() or lower in authority.portfolios()
        seen = any(s <= token.start < e for s, e, _ in block.names)
        return listed or seen or token.text in authority.gazetteer()
    known = authority.roles().get(lower) or authority.roles().get(lower.rsplit("-", 1)[-1])
    return token.capital or known is not None or lower in authority.portfolios()


def after_name(block: Block, index: int) -> Title | None:
    """The apposition that follows the name which ends before token ``index``."""
    tokens = block.tokens
    if index >= len(tokens) or tokens[index].text != ",":
        return None
    first = index + 1
    if first + 1 < len(tokens) and _AGE.fullmatch(tokens[first].text):
        first += 2
    while first < len(tokens) and tokens[first].text.lower() in (_DETERMINERS | _SINCE):
        first += 1
    stop = first
    while stop < len(tokens) and stop - first < _LONGEST:
        word = tokens[stop].text
        if not (tokens[stop].word or word in ("'s", "'", "&")) or word in (
            "who",
            "whose",
            "which",
            "where",
            "when",
            "said",
            "says",
            "told",
        ):
            break
        stop += 1
    if stop == first or tokens[first].text.lower() in _OPENERS:
        return None
    while stop > first and tokens[stop - 1].text.lower() in ("and", "or", *PREPOSITIONS):
        stop -= 1
    if any(token.text in _VERBS for token in tokens[first:stop]):
        return None
    head = first
    while head < stop and tokens[head].text.lower() not in PREPOSITIONS:
        head += 1
    role = longest_role(list(tokens[first:head]))
    if role is None or role.kind != "person":
        return None
    text = block.text[tokens[first].start : tokens[stop - 1].end]
    return Title(text, tokens[first].start, tokens[stop - 1].end, role)


def assign(scene: Scene) -> None:
    """Fill role, affiliation, side and Wikidata id of every person of the scene."""
    best: dict[int, tuple[Title, Place]] = {}
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
            known = best.get(id(place.figure))
            if known is None or (" " in title.text and " " not in known[0].text):
                best[id(place.figure)] = title, place
    for figure in scene.figures.values():
        if figure.kind == "person":
            _fill(scene, figure, *best.get(id(figure), (None, None)))


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
    former = bool(title and re.match(r"(?:former|ex-|then-|onetime|one-time)", title.text, re.I))
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
    if figure.person and figure.person.known:
        held = authority.record(figure.name)
        figure.wikidata = held[0].wikidata if held else ""
    if office is not None:
        figure.role = figure.role or office.title
        figure.affiliation = office.affiliation or figure.affiliation
        figure.side = office.side
    figure.official = bool(figure.side)


def _office(scene: Scene, figure: Figure, title: Title | None) -> Office | None:
    """The office held on the article's day; without a date, the one the text's words fit."""
    if not (figure.person and figure.person.known):
        return None
    if scene.day is not None:
        return authority.office_on(figure.name, scene.day)
    held = authority.record(figure.name)
    if len(held) == 1:
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
