"""Who is named: full names, surnames chained to them over the whole article, their roles.

The small model's labels are a hint, no more ("Kuleba" comes back as a place): a name counts
where the authority file knows it, where a title or a listed first name stands before it, where
the model calls it a person, or where it is the surname of a full name found anywhere in the
article, before or after.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from analysis.actors.name_evidence import (
    capital,
    cut_run,
    introduced,
    known_form,
    last_word,
    registered,
    role_before,
)
from analysis.actors.name_shapes import (
    EVERYDAY,
    NOT_A_NAME,
    SUFFIXES,
    first_gender,
    is_surname,
    long_form,
    name_run,
    nicknamed,
    plausible,
    split_name,
    title_before,
    trimmed,
    with_given,
)
from analysis.article.article import Span
from analysis.knowledge import authority, wordlists
from analysis.words.tokens import Block, overlaps

_LED = re.compile(rf"{wordlists.alternation('office_words', 'leads')} of (?!the Ex)")
#: Labels of the model for what is nobody: a time or an amount, a work.
_MEASURES = ("DATE", "TIME", "CARDINAL", "MONEY")
_WORKS = ("WORK_OF_ART", "LAW", "EVENT")


@dataclass
class Person:
    """Someone the article names. ``given`` and ``family`` are of the fullest form found."""

    name: str
    given: str
    family: str
    gender: str = ""
    known: bool = False
    by_family_only: bool = False
    forms: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Named:
    """A place where a person is named; ``sure`` falls where the surname is shared."""

    block: int
    start: int
    end: int
    person: Person
    full: bool
    sure: float
    rivals: tuple[Person, ...] = ()


class Roll:
    """The people of one article, and where they are named."""

    def __init__(self, blocks: Sequence[Block], day: date | None) -> None:
        self.blocks = blocks
        self.day = day
        self.people: list[Person] = []
        self.named: list[Named] = []
        self._taken: dict[int, list[Span]] = {}

    def find(self, taken: dict[int, list[Span]]) -> None:
        """Fill the roll. ``taken`` are spans by block that name something else."""
        self._taken = {number: list(spans) for number, spans in taken.items()}
        singles: list[tuple[Block, range]] = []
        for block in sorted(self.blocks, key=lambda b: b.headline):
            families = {p.family for p in self.people} if block.headline else set()
            for span in self._candidates(block):
                words = [block.tokens[i].text for i in span]
                if (
                    block.headline
                    and len(words) > 1
                    and (families & set(words[:-1]) or len(words) > 3)
                ):
                    continue  # "Obama To Asians" is no name where Obama is one
                name = block.text[block.tokens[span.start].start : block.tokens[span.stop - 1].end]
                parts = [w for w in name.split() if w not in SUFFIXES]
                if len(parts) > 1 and not is_surname(parts):
                    self._add(block, span, self._person(name))
                else:
                    singles.append((block, span))
        self._share_surnames()
        self._release()
        self._surnames(singles)
        self._upgrade()
        self.named.sort(key=lambda n: (n.block, n.start))
        self._genders()

    # ---- full names

    def _candidates(self, block: Block) -> list[range]:
        found: list[range] = []
        seen: list[Span] = list(self._taken.get(block.index, ()))

        def offer(span: range) -> None:
            if not span or not plausible([block.tokens[i] for i in span]):
                return
            start, end = block.tokens[span.start].start, block.tokens[span.stop - 1].end
            if not overlaps(seen, start, end):
                seen.append((start, end))
                found.append(span)

        for index, token in enumerate(block.tokens):
            stop, nick = nicknamed(block, index)
            if nick:
                seen.append((token.start, block.tokens[stop - 1].end))
                self._nicknamed(block, index, stop, nick)
                continue
            offer(known_form(block, index))
            if token.capital:
                offer(self._written_as_name(block, index))
        for span in introduced(block):
            last = block.tokens[span.stop - 1]
            if (last.start, last.end) in seen:  # "Valeska Paris, an Australian woman,"
                seen.remove((last.start, last.end))
            offer(span)
        for start, end, label in block.names:
            if label == "PERSON":
                offer(with_given(block, trimmed(block, start, end)))
        return sorted(found, key=lambda span: span.start)

    def _nicknamed(self, block: Block, index: int, stop: int, nick: str) -> None:
        given, family = block.tokens[index], block.tokens[stop - 1]
        person = self._person(f"{given.text} {family.text}")
        person.name = block.text[given.start : family.end]
        person.forms.update((nick, f"{nick} {family.text}"))
        self._add(block, range(index, stop), person)

    def _written_as_name(self, block: Block, index: int) -> range:
        """The name that begins at a capitalised token by what stands before it or by its first
        word; empty where nothing shows that it is one."""
        token, first_names = block.tokens[index], authority.first_names()
        title, _, _ = title_before(block, index)
        stop = name_run(block, index)
        if title and title.lower() not in (token.text.lower(), "the"):
            seen_as = any(label == "PERSON" and s <= token.start < e for s, e, label in block.names)
            certain = not block.headline or seen_as or token.text in first_names
            if certain and title_before(block, index + 1)[2] == index + 1:
                return cut_run(block, index, stop)
            return range(0)
        if block.headline or stop - index > 4:
            return range(0)
        if stop - index > 1 and (token.text in first_names or registered(block, index, stop)):
            return cut_run(block, index, stop)
        if stop > index and role_before(block, index, stop):
            return range(index, stop)
        return range(0)

    def _person(self, name: str) -> Person:
        """The person of a full name: one already found, one of the authority file, or new."""
        known = next(
            (
                k.person
                for k in authority.gazetteer().get(name.split()[0].split("-")[0], ())
                if k.person and k.form == name
            ),
            "",
        )
        given, family = split_name(name)
        if not known:
            known = next(
                (
                    p
                    for p in authority.bearers(family, self.day)
                    if long_form(split_name(p)[0]) == long_form(given)
                ),
                "",
            )
        for person in self.people:
            if (known and person.name == known) or (
                person.family == family and long_form(person.given) == long_form(given)
            ):
                person.forms.add(name)
                return person
        person = Person(known or name, given, family, forms={name})
        if known:
            held = authority.record(known)
            person.known, person.gender = True, held[0].gender
            person.family = held[0].family or family
        self.people.append(person)
        return person

    def _add(
        self,
        block: Block,
        span: range,
        person: Person,
        full: bool = True,
        sure: float = 0.97,
        rivals: tuple[Person, ...] = (),
    ) -> None:
        start, end = block.tokens[span.start].start, block.tokens[span.stop - 1].end
        if overlaps(self._taken.setdefault(block.index, []), start, end):
            return
        self._taken[block.index].append((start, end))
        self.named.append(Named(block.index, start, end, person, full, sure, rivals))

    def _share_surnames(self) -> None:
        """ "Barbara and Sandor Keleti" are two of one surname."""
        for named in [n for n in self.named if n.full]:
            block = self.blocks[named.block]
            at = block.token_at(named.start)
            if at < 2 or block.tokens[at - 1].text != "and" or not named.person.given:
                continue
            first = block.tokens[at - 2]
            alone = at < 3 or not block.tokens[at - 3].capital
            if alone and first.text in wordlists.table("given_names"):
                person = self._person(f"{first.text} {named.person.family}")
                self._add(block, range(at - 2, at - 1), person)

    # ---- surnames

    def _surnames(self, singles: Iterable[tuple[Block, range]]) -> None:
        for block in self.blocks:
            index = 0
            while index < len(block.tokens):
                span, people = self._bearers(block, index)
                if people and not self._veto(block, span):
                    person, sure = self._choose(block, span, people)
                    rest = tuple(p for p in people if p is not person)
                    self._add(block, span, person, False, sure, rest)
                index = span.stop if people else index + 1
        for block, span in singles:
            token = block.tokens[span.start]
            if overlaps(self._taken.get(block.index, ()), token.start, token.end):
                continue
            name = block.text[token.start : block.tokens[span.stop - 1].end]
            if any(
                overlaps(
                    self._taken.get(block.index, ()), block.tokens[i].start, block.tokens[i].end
                )
                for i in span
            ):
                continue
            if re.search(r"-[a-z]", name) or any(name == f"{p.family}s" for p in self.people):
                continue  # "Reagan-like", "the Clintons"
            person = self._by_one_name(name)
            if person is not None:
                sure = 0.9 if person.known else 0.8
                self._add(block, span, person, False, sure)

    def _release(self) -> None:
        """A surname found in a full name is no longer the city or state it may also be."""
        families = {p.family for p in self.people if p.given}
        for block in self.blocks:
            named = [(n.start, n.end) for n in self.named if n.block == block.index]
            self._taken[block.index] = [
                (s, e)
                for s, e in self._taken.get(block.index, [])
                if block.text[s:e] not in families or (s, e) in named
            ]

    def _upgrade(self) -> None:
        """A full name the model did not take for a person ("Parker Griffith" as an
        organisation) is one where its last word is a surname used elsewhere ("Dr. Griffith")."""
        single = {p.family: p for p in self.people if not p.given and " " not in p.family}
        for block in self.blocks:
            for start, end, _ in block.names:
                words = block.text[start:end].removesuffix("'s").split()
                person = single.get(words[-1]) if 2 <= len(words) <= 3 else None
                span = trimmed(block, start, end)
                if person is None or person.known or len(span) != len(words):
                    continue
                first = block.tokens[span.start]
                known = authority.gazetteer().get(first.text, ())
                if any(k.entity and k.form == first.text for k in known):
                    continue
                low, high = first.start, block.tokens[span.stop - 1].end
                if not plausible([block.tokens[i] for i in span]):
                    continue
                self.named = [
                    n for n in self.named if not (n.block == block.index and low <= n.start < high)
                ]
                person.name, person.given = block.text[low:high], first.text
                person.forms.add(person.name)
                self._taken[block.index] = [
                    t for t in self._taken.get(block.index, []) if not low <= t[0] < high
                ]
                self._add(block, span, person)

    def _bearers(self, block: Block, index: int) -> tuple[range, list[Person]]:
        token = block.tokens[index]
        if not token.word:
            return range(index, index + 1), []
        for form in (str.strip, capital, last_word):
            found = [
                p
                for p in self.people
                if block.text.startswith(form(p.family), token.start)
                and not block.text[token.start + len(form(p.family)) :][:1].isalnum()
            ]
            if found:
                longest = max((form(p.family) for p in found), key=len)
                found = [p for p in found if form(p.family) == longest]
                return block.tokens_in(token.start, token.start + len(longest)), found
        return range(index, index + 1), []

    def _veto(self, block: Block, span: range) -> bool:
        """Is the surname part of another name ("Trump Tower"), or a plain word or month?"""
        token = block.tokens[span.start]
        if overlaps(self._taken.get(block.index, ()), token.start, token.end):
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

    def _choose(self, block: Block, span: range, people: list[Person]) -> tuple[Person, float]:
        """Whose surname it is: title's gender, then the fullest name nearest before it."""
        title, gender, _ = title_before(block, span.start)
        if len(people) == 1:
            person = people[0]
            if not gender or self._gender(person) in (gender, ""):
                person.gender = self._gender(person) or gender
                return person, 0.95
            other = Person(f"{title} {person.family}", "", person.family, gender)
            self.people.append(other)  # "Mrs. Abedini" is not Mr. Abedini
            return other, 0.85
        if gender:
            fitting = [p for p in people if self._gender(p) in (gender, "")]
            people = fitting or people
            if len(people) == 1:
                return people[0], 0.93
        here = (block.index, block.tokens[span.start].start)
        count = {id(p): sum(n.person is p and n.full for n in self.named) for p in people}
        before = [
            n
            for n in self.named
            if n.full
            and n.person in people
            and n.block == block.index
            and (n.block, n.start) < here
        ]
        last = max(before, key=lambda n: n.start).person if before else None
        best = last or max(people, key=lambda p: count[id(p)])
        return best, 0.75 if last else 0.7

    def _by_one_name(self, name: str) -> Person | None:
        """A single name that is no surname found so far: a first name, or an office holder."""
        givens = [p for p in self.people if p.given == name]
        if len(givens) == 1:
            return givens[0]
        for person in self.people:
            if name in person.forms:
                return person
        nickname = authority.nicknames().get(name, "")
        bearers = authority.bearers(name, self.day)
        if name in authority.first_names():  # "Henry" alone is anybody's
            bearers = ()
        if len(bearers) > 1:  # a bare "Obama" is the one who led a country
            bearers = tuple(
                p for p in bearers if any(_LED.match(o.title) for o in authority.record(p))
            )
        known = nickname or (bearers[0] if len(bearers) == 1 else "")
        if known:
            person = self._person(known)
            person.forms.add(name)
            person.by_family_only = True
            return person
        person = Person(name, "", name, forms={name})
        self.people.append(person)
        return person

    # ---- gender

    def _gender(self, person: Person) -> str:
        return person.gender or first_gender(person.given)

    def _genders(self) -> None:
        for person in self.people:
            person.gender = self._gender(person)
        for named in self.named:
            if not named.person.gender:
                block = self.blocks[named.block]
                at = block.token_at(named.start)
                named.person.gender = title_before(block, at)[1]
