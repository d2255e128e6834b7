"""What a name names, decided over all its mentions: a person, an organisation, or nobody.

The small model's label of one mention is a hint only ("Karn" once a person, "Raqqa" once an
organisation). Here the words around every mention are weighed; towns, storms, devices and the
first nouns of headlines are no actors. Names of the authority file are left as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.actors.draft_cast import Figure, Place, Scene
from analysis.actors.name_evidence import sort_words
from analysis.actors.name_shapes import NOT_A_NAME, SUFFIXES, title_before
from analysis.actors.role_phrases import after_name, before_name
from analysis.actors.role_words import role_of
from analysis.knowledge import authority, wordlists
from analysis.words.tokens import Block

_IN = wordlists.words("phrase_words", "in_place")
_TO = wordlists.words("phrase_words", "to_place")
_ARTICLES = wordlists.words("phrase_words", "article")
_PLACE = wordlists.words("name_words", "place")
_PLACE_NAME = wordlists.words("name_words", "place_name")
_BEFORE_EVENT = wordlists.words("name_words", "before_event")
#: Several of one acronym: "BMWs".
_PLURAL = re.compile(r"(?<![A-Z])[A-Z]{2,}+s")
_PLACE_LABELS = ("GPE", "LOC", "FAC")


@dataclass
class Evidence:
    """What the mentions of one figure say: how many there are, and of how many something holds."""

    mentions: int = 0
    titled: int = 0
    given: int = 0
    group: int = 0
    article: int = 0
    modifier: int = 0
    in_place: int = 0
    to_place: int = 0
    sort_of_place: int = 0
    loose: int = 0
    labels: Counter[str] = field(default_factory=Counter)


def settle_kinds(scene: Scene) -> None:
    """Strike what is no actor from a scene, and give each name one kind."""
    places: dict[Figure, list[Place]] = {}
    for place in scene.places:
        places.setdefault(place.figure, []).append(place)
    lower = _lower_words(scene)
    evidence = {f: _weigh(scene, f, here) for f, here in places.items() if _open(f)}
    for figure, seen in evidence.items():
        if _nobody(scene, figure, seen, lower):
            scene.forget(figure)
        elif figure.kind == "person" and _group(figure, seen):
            _turn_into_group(scene, figure)
    _join_short(scene)
    _join_longer(scene)
    for figure, seen in evidence.items():
        twin = scene.figures.get(f"organisation:{figure.name.lower()}")
        if figure.kind == "person" and twin is not None and twin is not figure:
            one, other = (twin, figure) if seen.titled or seen.given else (figure, twin)
            scene.merge(one, other)


def _join_short(scene: Scene) -> None:
    """Make one of an organisation and its first word ("Brightwater Holdings", "Brightwater"), and
    of a person and the nickname that the model takes for an organisation."""
    groups = [f for f in scene.figures.values() if f.kind == "organisation" and _open(f)]
    longer: dict[str, list[Figure]] = {}
    for figure in groups:
        longer.setdefault(figure.name.split()[0], []).append(figure)
    called: dict[str, list[Figure]] = {}
    for figure in scene.figures.values():
        for form in figure.forms if figure.kind == "person" else ():
            called.setdefault(form, []).append(figure)
    for short in groups:
        if " " in short.name:
            continue
        whole = [f for f in longer[short.name] if _is_long_for(f.name.split(), short.name)]
        whole += called.get(short.name, [])
        if len(whole) == 1:
            scene.merge(short, whole[0])


def _join_longer(scene: Scene) -> None:
    """Give a person what begins with the full name: "Ben Edelman Appears" is Ben Edelman."""
    people = [f for f in scene.figures.values() if f.kind == "person" and f.given]
    for longer in people:
        words = longer.name.split()
        for length in range(2, len(words)):
            whole = scene.figures.get(f"person:{' '.join(words[:length]).lower()}")
            if whole is not None and whole is not longer and whole.given:
                if words[length] not in SUFFIXES:
                    scene.merge(longer, whole)
                break


def _is_long_for(words: Sequence[str], short: str) -> bool:
    """Is a name the short one with nothing but sorts of organisation behind it?"""
    rest = [word.lower() for word in words[1:]]
    return words[0] == short and bool(rest) and all(word in sort_words() for word in rest)


def name_again(scene: Scene) -> None:
    """Note every place where the text repeats an organisation's name of several words that the
    model saw only once."""
    names = [
        f for f in scene.figures.values() if f.type == "organisation" and " " in f.name and _open(f)
    ]
    for figure in names:
        for block in scene.blocks:
            start = block.text.find(figure.name)
            while start >= 0:
                end = start + len(figure.name)
                if not block.text[end : end + 1].isalnum():
                    scene.add(Place(block.index, start, end, figure, "name", 0.8))
                start = block.text.find(figure.name, end)


def _open(figure: Figure) -> bool:
    """May the kind be another? Not of what the authority file knows."""
    if figure.known or figure.by_family_only or figure.wikidata or figure.plural:
        return False
    return figure.type in ("", "organisation") and figure.name not in authority.entities()


def _lower_words(scene: Scene) -> frozenset[str]:
    """The words that the body writes without a capital."""
    return frozenset(
        t.text for b in scene.blocks if b.number for t in b.tokens if t.word and t.text.islower()
    )


def _weigh(scene: Scene, figure: Figure, places: Sequence[Place]) -> Evidence:
    seen = Evidence()
    for place in places:
        block = scene.blocks[place.block]
        _look(block, place, seen)
    return seen


def _look(block: Block, place: Place, seen: Evidence) -> None:
    """Add what one mention says."""
    tokens, span = block.tokens, block.tokens_in(place.start, place.end)
    first, stop = span.start, span.stop
    seen.mentions += 1
    label = next((lb for s, e, lb in block.names if s <= place.start < e), "")
    seen.labels[label] += 1
    seen.titled += _titled(block, first, stop)
    seen.given += _has_given(block, first, stop)
    at = first - 1
    article = at >= 0 and tokens[at].text.lower() in _ARTICLES
    at -= article
    while at > 1 and tokens[at].text in (",", "and") and tokens[at - 1].capital:
        at -= 2  # "from Torr, Ambleby and Low Cross"
    before = tokens[at].text.lower() if at >= 0 else ""
    after = tokens[stop].text if stop < len(tokens) else ""
    adjoins = after and block.text[place.end : tokens[stop].start] == " "
    seen.article += article
    sorts = wordlists.table("organisation_sorts")
    seen.group += at >= 0 and tokens[at].text in sorts and not article
    common = adjoins and after.islower() and after not in wordlists.table("after_nouns")
    seen.modifier += bool(article and common and not after.endswith(("ed", "ly")))
    seen.in_place += before in _IN and not article
    seen.to_place += before in _TO and not article
    sort = adjoins and (after.lower() in _PLACE or _second(block, stop) in _PLACE)
    of = before == "of" and at > 0 and tokens[at - 1].text.lower() in _PLACE
    seen.sort_of_place += bool((sort and after.islower()) or of or before in _PLACE)
    initial = any(s == tokens[first].start for s, _ in block.sentences)
    seen.loose += block.headline or not block.number or initial


def _second(block: Block, stop: int) -> str:
    """The second word behind a name: "the Belka refugee camp"."""
    if stop + 1 >= len(block.tokens):
        return ""
    return block.tokens[stop + 1].text if block.tokens[stop].text.islower() else ""


def _has_given(block: Block, first: int, stop: int) -> bool:
    """Does a name of several words begin with a listed first name?"""
    named = _listed(block.tokens[first].text)
    return stop - first > 1 and named and block.tokens[stop - 1].text not in NOT_A_NAME


def _listed(given: str) -> bool:
    """Is it a listed first name?"""
    return given in authority.first_names() or given in wordlists.table("given_names")


def _titled(block: Block, first: int, stop: int) -> bool:
    """Does a title or a role beside a mention show that it names a person?"""
    return bool(
        title_before(block, first)[0] not in ("", "The", "the")
        or before_name(block, first)
        or after_name(block, stop)
    )


def _nobody(scene: Scene, figure: Figure, seen: Evidence, lower: frozenset[str]) -> bool:
    """Is what a figure's name names no actor?"""
    name = figure.name
    words = name.split()
    if unicodedata.normalize("NFKC", name) != unicodedata.normalize("NFC", name):
        return True  # letters made of mathematical signs
    made = len(words) > 1 and _made_by(scene, words)
    if made and not seen.titled and 2 * seen.labels["PERSON"] <= seen.mentions:
        return True
    if not seen.titled and 2 * seen.sort_of_place > seen.mentions:
        return True
    if seen.titled or seen.given:
        return False
    if made or words[0] in _BEFORE_EVENT or (len(words) > 1 and words[-1] in _PLACE_NAME):
        return True
    if _PLURAL.fullmatch(name) or "'s " in name or _place(figure, seen, len(words) > 1):
        return True
    if len(words) > 1:
        return not _listed(figure.given) and _headline_only(scene, figure)
    if figure.kind == "person" and (seen.modifier == seen.mentions or seen.mentions == 1):
        return not _full(figure) and (bool(seen.modifier) or not seen.article)
    return _plain_word(scene, figure, seen, lower)


def _full(figure: Figure) -> bool:
    """Is a person of one word somebody whose first name is known?"""
    return bool(figure.given) or figure.name in wordlists.table("given_names")


def _made_by(scene: Scene, words: Sequence[str]) -> bool:
    """Is a name's first word an organisation's, and its last no sort of organisation ("Apple
    Watch"; not "Apple Records")?"""
    word, last = words[0], words[-1]
    if last in NOT_A_NAME or last.lower() in sort_words():
        return False
    if f"organisation:{word.lower()}" in scene.figures:
        return True
    return any(
        k.entity and k.form == word and k.entity.kind == "organisation"
        for k in authority.gazetteer().get(word, ())
    )


def _place(figure: Figure, seen: Evidence, long: bool) -> bool:
    """Do the words beside its mentions show a town, a province?"""
    there = sum(seen.labels[label] for label in _PLACE_LABELS)
    if there > seen.mentions - there:
        return True
    given = figure.name in wordlists.table("given_names")
    if (long and figure.kind == "organisation") or given or figure.name.isupper():
        return False
    away = seen.in_place + seen.to_place == seen.mentions
    return away and bool(seen.in_place or not long)


def _headline_only(scene: Scene, figure: Figure) -> bool:
    """Is a name found only in headlines, where every word has a capital?"""
    return all(scene.blocks[p.block].headline for p in scene.places_of(figure))


def _plain_word(scene: Scene, figure: Figure, seen: Evidence, lower: frozenset[str]) -> bool:
    """Is a single word a plain noun that only begins a sentence or a headline?"""
    if figure.type != "organisation" and figure.name in wordlists.table("given_names"):
        return False
    word = figure.name.lower()
    listed = role_of(word) is not None or word in _sorts()
    if figure.name.isupper() and len(word) > 2:
        return listed and word in lower
    if seen.loose < seen.mentions:
        return False
    titles = all(not scene.blocks[p.block].number for p in scene.places_of(figure))
    return listed or word in lower or (titles and figure.kind == "organisation")


def _sorts() -> frozenset[str]:
    sorts = wordlists.table("organisation_sorts")
    return frozenset(sorts) | {f"{sort}s" for sort in sorts}


def _group(figure: Figure, seen: Evidence) -> bool:
    """Is a supposed person an organisation: "the newspaper Petit Roland", "the Herald"?"""
    if seen.titled or figure.given in authority.first_names():
        return False
    if figure.name.split()[-1].lower() in sort_words() and " " in figure.name:
        return True
    if seen.given:
        return False
    single = " " not in figure.name
    return bool(seen.group) or (single and seen.article == seen.mentions and not seen.modifier)


def _turn_into_group(scene: Scene, figure: Figure) -> None:
    made = Figure(figure.name, "organisation", type="organisation")
    scene.merge(figure, scene.enter(made))
