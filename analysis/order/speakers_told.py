"""Who speaks in each paragraph, as far as the words alone tell: names, bare pronouns, states.

No parse is made: the order is asked for before the speakers are resolved, and what the ties of
:mod:`analysis.order.neighbour_ties` need is the form of a mention (in full, by surname, a bare
pronoun), not who somebody is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from analysis.knowledge import authority, wordlists
from analysis.order.paragraph_cues import NAME, WEEKDAYS, Cues, split_name

_SAY = wordlists.alternation("saying_verbs", "tells_of")
_GAP = rf"(?:(?:[a-z][\w'\-]*|{WEEKDAYS})\s+){{0,6}}?"
_SAYS = re.compile(rf"(?<!\s)(?:,[^,\".]{{0,80}},)?\s+{_GAP}{_SAY}\b")
_SAID_BY = re.compile(rf"(?:[\",]\s*{_SAY}|\b[Aa]ccording to)\s+(?:[\w.'\-]+\s+){{0,5}}$")
_BARE = re.compile(
    rf"\b({wordlists.alternation('pronouns', 'says')})\s+"
    rf"(?:\w+ly\s+|{wordlists.alternation('paragraph_cues', 'between')}\s+)?{_SAY}\b",
    re.I,
)
_GOES_ON = re.compile(rf"\b{wordlists.alternation('saying_verbs', 'goes_on')}\b")
_ANSWERS = re.compile(rf"^(?:\S+\s+){{0,7}}?{_SAY}\b")
_QUOTED = re.compile(r'"[^"]*"?')
_SENTENCE = re.compile(r"(?<=[a-z]{3}\.)\s")  # a chain of capitals may run over a full stop
_BEFORE, _AFTER = 70, 130  # characters around a name in which its role and its verb may stand
_OPENING = 3  # words in which the subject of a paragraph stands
_FEMALE = wordlists.words("pronouns", "asks_female")
_MALE = wordlists.words("pronouns", "asks_male")


@dataclass(frozen=True)
class Person:
    """One who speaks in a paragraph: the surname, and the form of the mention."""

    key: str
    text: str
    full: bool
    start: int


@dataclass
class Told:
    """Who speaks in one paragraph.

    ``bare`` is the pronoun that speaks and whose person no words before it name; ``opens_with``
    the state or organisation that is named in the opening, ``answers`` that it speaks there;
    ``goes_on`` that the verb of the first speaker continues ("added").
    """

    speakers: list[Person] = field(default_factory=list)
    named: list[Person] = field(default_factory=list)
    bare: str = ""
    goes_on: str = ""
    opens_with: str = ""
    nameless_quotation: bool = False
    opens_with_quotation: bool = False
    fragment: bool = False
    answers: bool = False


@dataclass
class People:
    """What the whole article tells of its people, by surname."""

    gender: dict[str, str] = field(default_factory=dict)
    side: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=1)
def _sides() -> dict[str, str]:
    """Known forms of states and organisations, and the side that they stand for."""
    found: dict[str, str] = {}
    for entries in authority.gazetteer().values():
        for known in entries:
            if known.entity and known.how != "later":
                found.setdefault(known.form, known.entity.side or known.entity.name)
    return found


@lru_cache(maxsize=1)
def _side_pattern() -> re.Pattern[str]:
    forms = sorted(_sides(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(re.escape(form) for form in forms)})\b")


def _named_sides(text: str) -> list[str]:
    return [_sides()[match.group()] for match in _side_pattern().finditer(text)]


def read_people(cues: Sequence[Cues]) -> tuple[list[Told], People]:
    """Who speaks in each paragraph of an article, and what it tells of its people."""
    people = People()
    told = [_read(c, people) for c in cues]
    return told, people


def _read(cues: Cues, people: People) -> Told:
    text = cues.text
    told = Told()
    outside = _QUOTED.sub(lambda match: " " * len(match.group()), text)
    for match in NAME.finditer(outside):
        words, _ = split_name(_SENTENCE.split(match.group())[-1])
        if not words or len(words[-1].rstrip(".")) < 2 or words[-1].isupper():
            continue
        if _is_side(match.group(), words):
            continue
        key = words[-1]
        full = len([w for w in words if len(w.rstrip(".")) > 1]) > 1
        person = Person(key, " ".join(words), full, match.end() - len(key))
        told.named.append(person)
        if full:
            _learn(people, person, text, match.start(), words)
        after = outside[match.end() : match.end() + _AFTER]
        before = outside[max(0, match.start() - _BEFORE) : match.start()]
        quoted = text[max(0, match.start() - _BEFORE) : match.start()]
        if _SAYS.match(after) or _SAID_BY.search(before) or _SAID_BY.search(quoted):
            told.speakers.append(person)
    _read_start(told, text, outside)
    return told


def _is_side(chain: str, words: Sequence[str]) -> bool:
    form = " ".join(words)
    return chain in _sides() or form in _sides() or words[-1] in _sides()


def _learn(people: People, person: Person, text: str, start: int, words: Sequence[str]) -> None:
    """Gender and side of one who is named in full, from the first name and the words beside."""
    before = text[max(0, start - _BEFORE) : person.start]
    gender = str(authority.first_names().get(words[0], ("", ""))[0].strip())
    beside = [*re.findall(r"[a-z]+", before)[-4:], *re.findall(r"[a-z]+", text[person.start :])[:5]]
    for word in beside:
        role = authority.roles().get(word)
        gender = gender or (str(role.gender) if role else "")
    if gender:
        people.gender.setdefault(person.key, gender)
    sides = _named_sides(before)
    if sides and any(word in authority.roles() for word in re.findall(r"\w+", before.lower())):
        people.side.setdefault(person.key, sides[-1])


def _read_start(told: Told, text: str, outside: str) -> None:
    """How the paragraph begins, and whether a bare pronoun speaks in it."""
    found = _BARE.search(outside)
    if found and not any(person.start < found.start() for person in told.named):
        told.bare = found.group(1).lower()
    first = min((p.start for p in told.speakers), default=-1)
    verb = _GOES_ON.search(outside, max(0, first))
    if verb and (told.bare or (first >= 0 and verb.start() < first + _AFTER)):
        told.goes_on = verb.group()
    opening = re.match(rf"(?:\S+\s+){{0,{_OPENING - 1}}}\S+", text)
    sides = _named_sides(opening.group()) if opening else []
    told.opens_with = sides[0] if sides else ""
    told.opens_with_quotation = text.startswith('"')
    quoted = [match.group() for match in _QUOTED.finditer(text)]
    rest = len(re.findall(r"\w+", outside))
    told.nameless_quotation = bool(quoted) and not told.named and not told.bare and rest < 4
    told.fragment = bool(quoted) and all(q.count(" ") < 12 for q in quoted)
    told.answers = bool(told.opens_with) and _ANSWERS.search(outside) is not None


def agrees(pronoun: str, gender: str) -> int:
    """1 where a pronoun fits a person of *gender*, -1 where it cannot, 0 where nothing tells."""
    asked = "f" if pronoun in _FEMALE else "m" if pronoun in _MALE else ""
    if not asked or not gender:
        return 0
    return 1 if asked == gender else -1
