"""Where people are named by a surname or by one name alone, chained to those found in full."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from analysis.actors.draft_cast import Figure
from analysis.actors.name_shapes import EVERYDAY, NOT_A_NAME, likely_gender, title_before
from analysis.actors.roll import FORMS, Roll, gender_of, human
from analysis.article.article import Span
from analysis.knowledge import authority, wordlists
from analysis.knowledge.authority import Gender
from analysis.words.tokens import Block

_LED = re.compile(rf"{wordlists.alternation('office_words', 'leads')} of (?!the Ex)")
#: How sure a name of one word is that only the model takes for a person's.
_BY_LABEL = 0.7
#: Labels of the model for what is nobody: a time or an amount, a work.
_MEASURES = ("DATE", "TIME", "CARDINAL", "MONEY")
_WORKS = ("WORK_OF_ART", "LAW", "EVENT")


def add_surnames(roll: Roll, singles: Iterable[tuple[Block, range]]) -> None:
    """Note where the people of the roll are named by surname, then who is named by one of the
    ``singles``: names of one word found before (block and tokens)."""
    for block in roll.blocks:
        index = 0
        while index < len(block.tokens):
            span, people = _bearers(roll, block, index)
            if people and not _vetoed(roll, block, span):
                title, gender, _ = title_before(block, span.start)
                person, sure = _whose(roll, block, span, people, gender)
                if person is None:  # "Mrs. Abedini" is not Mr. Abedini
                    family = people[0].family
                    person = human(f"{title} {family}", "", family, gender)
                    roll.people.append(person)
                elif len(people) == 1 and not gender_of(person):
                    person.gender = gender
                rest = tuple(p for p in people if p is not person)
                roll.add(block, span, person, False, sure, rest)
            index = span.stop if people else index + 1
    for block, span in singles:
        tokens = block.tokens[span.start : span.stop]
        if any(roll.is_taken(block, token.start, token.end) for token in tokens):
            continue
        name = block.text[tokens[0].start : tokens[-1].end]
        if re.search(r"-[a-z]", name) or _several(roll, name):
            continue  # "Reagan-like"
        person = _enrol_by_one_name(roll, name)
        titled = bool(title_before(block, span.start)[0])
        listed = name in authority.first_names() or name in wordlists.table("given_names")
        sure = 0.9 if person.known else 0.85 if titled or listed or person.given else _BY_LABEL
        roll.add(block, span, person, False, sure)


def _several(roll: Roll, name: str) -> bool:
    """Is it a family's name with an ending: "the Clintons"?"""
    return name.endswith("s") and name[:-1] in roll.families.same


def release(roll: Roll) -> None:
    """A surname found in a full name is no longer the city or state it may also be."""
    families = {p.family for p in roll.people if p.given}
    named_in: dict[int, set[Span]] = {}
    for one in roll.named:
        named_in.setdefault(one.block, set()).add((one.start, one.end))
    for block in roll.blocks:
        named = named_in.get(block.index, ())
        roll.taken[block.index] = [
            (s, e)
            for s, e in roll.taken.get(block.index, [])
            if block.text[s:e] not in families or (s, e) in named
        ]


def _bearers(roll: Roll, block: Block, index: int) -> tuple[range, list[Figure]]:
    token = block.tokens[index]
    if not token.word:
        return range(index, index + 1), []
    for form in FORMS:
        found = [
            (name, person)
            for name, person in roll.families.at(form, block.text, token.start)
            if not block.text[token.start + len(name) :][:1].isalnum()
        ]
        if found:
            longest = max((name for name, _ in found), key=len)
            people = [person for name, person in found if name == longest]
            return block.tokens_in(token.start, token.start + len(longest)), people
    return range(index, index + 1), []


def _vetoed(roll: Roll, block: Block, span: range) -> bool:
    """Is the surname part of another name ("Trump Tower"), or a plain word or month?"""
    token = block.tokens[span.start]
    if roll.is_taken(block, token.start, token.end):
        return True
    after = block.tokens[span.stop] if span.stop < len(block.tokens) else None
    if after and after.text in NOT_A_NAME and block.text[token.end : after.start] == " ":
        return True
    label = next((lb for s, e, lb in block.names if s <= token.start < e), "")
    if label in (*_MEASURES, *_WORKS):
        return True
    listed = token.text.lower() in EVERYDAY
    starts_sentence = any(s == token.start for s, _ in block.sentences)
    return listed and (starts_sentence or block.headline) and label != "PERSON"


def _whose(
    roll: Roll, block: Block, span: range, people: list[Figure], gender: Gender
) -> tuple[Figure | None, float]:
    """Whose surname it is, and how sure: by the gender of the title before it, then by the full
    name nearest before it; nobody's where its one bearer is of another gender."""
    if len(people) == 1:
        fits = not gender or _telling(people[0]) in (gender, Gender.UNKNOWN)
        return (people[0], 0.95) if fits else (None, 0.85)
    if gender:
        known = [p for p in people if _telling(p) == gender]
        fitting = known or [p for p in people if _telling(p) == Gender.UNKNOWN]
        people = fitting or people
        if len(people) == 1:
            return people[0], 0.93
    here = (block.index, block.tokens[span.start].start)
    before = [
        n
        for n in roll.named
        if n.full and n.person in people and n.block == block.index and (n.block, n.start) < here
    ]
    last = max(before, key=lambda n: n.start).person if before else None
    if last is not None:
        return last, 0.75
    count = Counter(n.person for n in roll.named if n.full)
    return max(people, key=lambda p: count[p]), 0.7


def _telling(person: Figure) -> Gender:
    """The gender that is known of a person, or that the first name is registered with."""
    return gender_of(person) or likely_gender(person.given)


def _enrol_by_one_name(roll: Roll, name: str) -> Figure:
    """Who has a single name that is no surname found so far: a first name, an office
    holder, or somebody new."""
    givens = [p for p in roll.people if p.given == name]
    if len(givens) == 1:
        return givens[0]
    for person in roll.people:
        if name in person.forms:
            return person
    nickname = authority.nicknames().get(name, "")
    bearers = authority.bearers(name, roll.day)
    if name in authority.first_names():  # "Henry" alone is anybody's
        bearers = ()
    if len(bearers) > 1:  # a bare "Obama" is the one who led a country
        bearers = tuple(p for p in bearers if any(_LED.match(o.title) for o in authority.record(p)))
    known = nickname or (bearers[0] if len(bearers) == 1 else "")
    if known:
        person = roll.enrol(known)
        person.forms.add(name)
        person.by_family_only = True
        return person
    person = human(name, "", name)
    person.forms.add(name)
    roll.people.append(person)
    return person
