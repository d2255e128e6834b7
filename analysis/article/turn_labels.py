"""The label before a turn ("MR. SMITH:", "Q", "Velden Post:") and the person behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from analysis.article import line_rules as rules
from analysis.knowledge import wordlists

#: Where something stands: paragraph (0-based; -1 the title), first and last offset.
Where = tuple[int, int, int]

_OPEN = r"(?:[*_]{1,3}|[\"“])?"
_SHUT = r"[*_]{0,3}"
_QA = re.compile(
    rf"{_OPEN}(?P<label>Q(?:uestion)?|A(?:nswer)?|QUESTION|ANSWER|Q\d|A\d){_SHUT}"
    rf"\s*[.:)–—-]+{_SHUT}\s*(?=\S|\Z)|{_OPEN}(?P<bare>Q){_SHUT}\s+(?=[A-Z\"“'‘(])"
)
#: Possessive: a run of blanks would be shared out between label and repeats in every way.
_NAMED = re.compile(
    rf"{_OPEN}(?P<label>[^\W\d_][^:\"“”?!*_\n]{{0,59}}?)\s*+(?:[(\[](?P<note>[^)\]:]{{1,40}})[)\]])?"
    rf"\s*+{_SHUT}\s*+:{_SHUT}(?:\s+(?=\S)|\s*\Z)"
)
_CAPS = re.compile(
    rf"{_OPEN}(?P<label>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’ -]{{2,40}}[A-ZÀ-ÖØ-Þ])\.?{_SHUT}"
    r"\s*(?:—|–|--)\s+(?=\S)"
)
_SMALL = wordlists.words("name_particles", "label")
_FULL = re.compile(rules.NAME)
_INITIALS = re.compile(r"[A-Z]{2,3}")


@dataclass(frozen=True)
class Label:
    """A label at the start of a paragraph: its words and where the turn's own words begin."""

    text: str
    start: int
    end: int
    words_from: int
    note: str = ""

    @property
    def asks(self) -> bool:
        """Is it "Q"?"""
        return self.text[:1] == "Q" and (len(self.text) <= 2 or self.text.lower() == "question")

    @property
    def answers(self) -> bool:
        """Is it "A"?"""
        return self.text[:1] == "A" and (len(self.text) <= 2 or self.text.lower() == "answer")


@dataclass(frozen=True)
class Person:
    """A name in full as the text introduces it, and the title before it."""

    name: str
    where: Where
    title: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The name's words, folded."""
        return tuple(fold(word) for word in self.name.split())


@dataclass(frozen=True)
class Voice:
    """Who a label stands for."""

    name: str
    kind: str
    role: str = ""
    introduced: Where | None = None


def fold(text: str) -> str:
    """A word as it is compared."""
    return text.replace("’", "'").strip(".,'").casefold()


@cache
def _titles() -> dict[str, str]:
    return {form.lower(): role for form, role in wordlists.rows("voice_titles")}


def read_label(text: str) -> Label | None:
    """The label at the start of a paragraph; None where it has none."""
    match = _QA.match(text)
    if match:
        which = "label" if match.group("label") else "bare"
        return Label(match.group(which), *match.span(which), match.end())
    match = _NAMED.match(text)
    dash = match is None
    match = match or _CAPS.match(text)
    if match is None:
        return None
    label = match.group("label").strip(" ,.")
    words = label.split()
    low = label.lower()
    if not words or len(words) > (4 if dash else 8) or low in rules.listed("label_words"):
        return None
    if re.search(r"[a-z]{3,}[.;]\s", label) or rules.phrase_kind(label + ":"):
        return None
    if rules.is_section_label(label):
        return None
    head = label.split(",")[0].split()
    if not all(w[:1].isupper() or w.lower() in _SMALL or not w[0].isalpha() for w in head):
        return None
    if not any(w[:1].isupper() for w in head) or any(fold(w) in _SAID for w in head):
        return None
    start = match.start("label")
    note = match.groupdict().get("note") or ""
    return Label(label, start, start + len(label), match.end(), note)


_SAID = wordlists.words("interview_words", "label_verb")


@cache
def _offices() -> frozenset[str]:
    """Words that stand before a name and are no part of it."""
    lists = ("voice_titles", "speaking_offices", "newsroom_roles")
    return frozenset().union(*map(rules.listed, lists))


def office(title: str) -> str:
    """What a title before a name says somebody is; empty for a mere form of address."""
    role = _titles().get(title, title)
    return "" if role == "-" or role in _WEAK else role


def parts(label: str) -> tuple[str, str]:
    """A label's office ("Mayor", "host") and the name that is left of it, either may be empty."""
    head, _, tail = label.partition(",")
    words, titles = head.split(), _titles()
    role = ""
    while words:
        for size in (3, 2, 1):
            form = " ".join(fold(w) for w in words[:size])
            if len(words) >= size and form in titles:
                role = titles[form] if titles[form] != "-" else role
                words = words[size:]
                break
        else:
            if fold(words[0]) == "the" and len(words) > 1:
                words = words[1:]
                continue
            break
    tail = tail.strip()
    if tail and not role and len(tail.split()) <= 5 and tail.lower() != "byline":
        role = tail.lower()
    return role, " ".join(words)


def people_in(texts: Sequence[str], numbers: Sequence[int]) -> list[Person]:
    """The names in full in these texts, each where it stands first."""
    found: dict[tuple[str, ...], Person] = {}
    for number, text in zip(numbers, texts, strict=True):
        for match in _FULL.finditer(text):
            if match.group().isupper() and len(match.group()) > 40:
                continue
            words = list(re.finditer(r"\S+", match.group().rstrip(".'’")))
            title = ""
            while len(words) > 2 and fold(words[0].group()) in _WEAK:
                words = words[1:]
            offices = [n for n, w in enumerate(words[:-2]) if fold(w.group()) in _offices()]
            if offices:
                title = words[offices[-1]].group()
                words = words[offices[-1] + 1 :]
            known = {fold(w.group()) for w in words} & rules.listed("not_person_words")
            if known or len(words) < 2 or fold(words[0].group()) in _WEAK | set(_titles()):
                if not (len(words) == 2 and fold(words[0].group()) in _titles()):
                    continue
                title, words = words[0].group(), words[1:]
            start = match.start() + words[0].start()
            end = match.start() + words[-1].end()
            name = re.sub(r"(?:'s|’s)\Z", "", text[start:end])
            person = Person(name, (number, start, start + len(name)), fold(title))
            if len(name.split()) >= 2 or person.title in _titles():
                found.setdefault(person.words, person)
    return list(found.values())


_WEAK = wordlists.words("interview_words", "first_word")


def same_person(core: str, people: Sequence[Person]) -> Person | None:
    """The one person a label's name can mean: in full, by surname, first name, or initials."""
    words = tuple(fold(w) for w in core.split())
    if not words:
        return None
    for person in people:
        if person.words == words:
            return person
    tests = (
        lambda p: p.words[-len(words) :] == words,
        lambda p: len(words) > 1 and p.words[0] == words[0] and p.words[-1] == words[-1],
        lambda p: len(words) == 1 and p.words[0] == words[0],
        lambda p: (
            bool(_INITIALS.fullmatch(core.replace(".", "")))
            and "".join(w[0] for w in p.words) == core.replace(".", "").lower()
        ),
        lambda p: len(words) == 1 and len(words[0]) > 3 and words[0] in p.words,
    )
    for test in tests:
        fitting = [person for person in people if test(person)]
        if fitting:
            names = {person.words for person in fitting}
            return fitting[0] if len(names) == 1 or test is tests[0] else None
    return None
