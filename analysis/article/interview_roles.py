"""Who is interviewed and who asks, from what stands above the first question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.article import line_rules as rules
from analysis.article.turn_labels import Person, Voice, fold, office, people_in
from analysis.knowledge import wordlists

_CAP = r"[A-ZÀ-Þ][\w'’.-]{0,40}"
_ORG = rf"(?:[Tt]he\s+)?(?P<who>{_CAP}(?:\s+{_CAP}){{0,3}})"
_ASKING = wordlists.alternation("interview_words", "asking")
_INTERVIEWER = (
    re.compile(
        rf"\b{wordlists.alternation('interview_words', 'interviewer')},?\s+(?P<who>{rules.NAME})"
    ),
    re.compile(rf"{_ORG}(?:'s [\w ]+?)?,?\s+(?:recently\s+|has\s+|also\s+)?{_ASKING}\b"),
    re.compile(rf"\b{wordlists.alternation('interview_words', 'asked_by')}\s+{_ORG}"),
)
_BEFORE_GUEST = re.compile(
    rf"{wordlists.alternation('interview_words', 'before_guest')}\s+(?:\S+\s+){{0,6}}\Z"
)
_BEHIND_GUEST = re.compile(
    rf",? (?:{wordlists.alternation('interview_words', 'behind_guest')}|\d+)\b|, "
)
_BEFORE_PHOTOGRAPHER = re.compile(
    rf"\b{wordlists.alternation('interview_words', 'before_photographer')}\b\W*\Z", re.I
)


def person_voice(person: Person, role: str) -> Voice:
    """The voice of a person who is introduced in the text, with the office before the name."""
    where = person.where if person.where[0] > -2 else None
    return Voice(rules.usual_case(person.name), "person", office(role), where)


def guest_and_asker(
    title: str, texts: Sequence[str], first: int, authors: str
) -> tuple[Voice, Voice]:
    """The guest of an interview and who interviews, from what stands above the first question."""
    above, numbers = [title, *texts[:first]], list(range(-1, first))
    people = people_in(above, numbers)
    weights: dict[Person, float] = {}
    for person in people:
        number, start, end = person.where
        text = above[number + 1]
        weight = 3.0 * (fold(person.name.split()[-1]) in map(fold, title.split()))
        weight += 2.0 * (number < 0)
        weight += 3.0 * bool(_BEFORE_GUEST.search(text[:start][-90:]))
        weight += 1.5 * bool(_BEHIND_GUEST.match(text[end:]))
        surname = person.name.split()[-1]
        weight += 0.5 * sum(len(re.findall(rf"\b{re.escape(surname)}\b", t)) for t in above)
        # "the 'Mets Poet'" is a description, and who stands behind "photo:" took it
        weight -= 4.0 * (text[max(0, start - 1) : start] in "'‘\"“" and start > 0)
        weight -= 4.0 * bool(_BEFORE_PHOTOGRAPHER.search(text[:start]))
        weight += 3.0 * (number < 0 and text[end : end + 1] == ":")
        weights[person] = weight
    ranked = sorted(people, key=lambda p: -weights[p])
    guest = Voice("", "person")
    asker = _asker(above, authors, ranked)
    ranked = [p for p in ranked if p.name != asker.name]
    if ranked:
        rival = [p for p in ranked[1:] if weights[p] > 0.75 * weights[ranked[0]]]
        guest = (
            person_voice(ranked[0], ranked[0].title)
            if not rival or weights[ranked[0]] >= 4
            else guest
        )
    return guest, asker


def _asker(above: Sequence[str], authors: str, ranked: Sequence[Person]) -> Voice:
    """Who interviews: named as such above the questions, else the author."""
    guests = {fold(p.name) for p in ranked[:1]} | {fold(p.name.split()[-1]) for p in ranked[:1]}
    for pattern in _INTERVIEWER:
        for number, text in enumerate(above, -1):
            for match in pattern.finditer(text):
                name = match.group("who").removesuffix("'s").removesuffix("’s").rstrip(".,'’")
                if fold(name) in guests or fold(name.split()[-1]) in guests:
                    continue
                if fold(name) in _PRONOUNS or any(
                    fold(name) in fold(p.name).split() for p in ranked[:1]
                ):
                    continue
                start = match.start("who")
                person = any(p.name == name for p in ranked)
                kind = "person" if person else "organisation"
                return Voice(name, kind, "", (number, start, start + len(name)))
    first = authors.split("; ")[0]
    if not first:
        return Voice("", "person")
    for number, text in enumerate(above, -1):
        byline = re.search(re.escape(first), text, re.IGNORECASE)
        if byline:
            return Voice(first, "person", "", (number, *byline.span()))
    return Voice(first, "person")


_PRONOUNS = wordlists.words("interview_words", "no_interviewer")
