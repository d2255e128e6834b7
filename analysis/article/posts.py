"""Posts of social media that an article shows whole, with their author and day below.

"— Noam Feldt (@noamfeldt) March 9, 2023", in a line of its own or behind the words, as sites embed
them: the words above are that author's, on that day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.article import line_rules as rules
from analysis.article.interview_roles import person_voice
from analysis.article.turn_labels import Person, Voice, fold, people_in
from analysis.article.turns import Turn

_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4}|\d{4}-\d\d-\d\d)"
_SIGNED = re.compile(
    rf"(?:^|\s)(?:—|–|--|-)\s?(?P<who>[^\s()@—–][^()@—–\n]{{1,48}}?)\s*\(@\w{{1,30}}\)"
    rf"[\s,·|]{{0,4}}(?P<day>{_DAY})?\W{{0,4}}\Z"
)
_SHORTEST = 2


def find_posts(title: str, texts: Sequence[str], kinds: list[str]) -> tuple[Turn, ...]:
    """The posts as turns, each with its day; the kind of a line that only signs is changed."""
    found = []
    people: list[Person] | None = None
    for number, text in enumerate(texts):
        match = _SIGNED.search(text)
        if match is None or kinds[number] not in ("body", "boilerplate"):
            continue
        alone = match.start("who") < 4
        where = number - 1 if alone else number
        end = len(texts[where].rstrip()) if alone else len(text[: match.start()].rstrip())
        if where < 0 or kinds[where] != "body" or len(texts[where][:end].split()) < _SHORTEST:
            continue
        name = rules.usual_case(match.group("who").strip(" \"“”'"))
        if alone:
            kinds[number] = "caption"
        day = rules.day_in(match.group("day")) if match.group("day") else None
        if people is None:  # read once, and only where a post is signed
            people = people_in([title, *texts], range(-1, len(texts)))
        voice = _voice(name, people)
        label = (number, *match.span("who"))
        found.append(Turn(voice, label, ((where, 0, end),), (), day))
    return tuple(found)


def _voice(name: str, people: Sequence[Person]) -> Voice:
    """Who signs, as the article has the name in full, with the office before it."""
    words = [fold(word) for word in name.split()]
    for person in people:
        if list(person.words) == words or (len(words) == 1 and person.words[-1] == words[0]):
            return person_voice(person, person.title)
    body = set(words) & rules.listed("not_person_words")
    return Voice(name, "organisation" if body or len(words) == 1 else "person")
