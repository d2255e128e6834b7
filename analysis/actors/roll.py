"""The people of one article, and where they are named: kept while the names are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from analysis.actors.draft_cast import Figure
from analysis.actors.name_evidence import capital, last_word
from analysis.actors.name_shapes import first_gender, long_form, other_generation, split_name
from analysis.article.article import Span
from analysis.knowledge import authority
from analysis.knowledge.authority import Gender
from analysis.words.tokens import Block, overlaps

#: A word of capitals no longer than this may be initials ("JK").
_INITIALS = 2
#: So many letters of a surname lead to those who bear it.
_BEGINNING = 3
Form = Callable[[str], str]
#: How a surname may be written, the likeliest first.
FORMS: tuple[Form, ...] = (str.strip, capital, last_word)


@dataclass(frozen=True)
class Named:
    """A place where a person is named; ``sure`` falls where the surname is shared."""

    block: int
    start: int
    end: int
    person: Figure
    full: bool
    sure: float
    rivals: tuple[Figure, ...] = ()


class Families:
    """People by their surname, and by how it begins in each form in which it may be written."""

    def __init__(self) -> None:
        self._seen = 0
        self.same: dict[str, list[Figure]] = {}
        self._begin: dict[tuple[Form, str], list[tuple[str, Figure]]] = {}

    def note(self, people: Sequence[Figure]) -> None:
        """Take up those of ``people`` who have come since."""
        for person in people[self._seen :]:
            self.same.setdefault(person.family, []).append(person)
            for form in FORMS:
                name = form(person.family)
                self._begin.setdefault((form, name[:_BEGINNING]), []).append((name, person))
        self._seen = len(people)

    def at(self, form: Form, text: str, start: int) -> list[tuple[str, Figure]]:
        """Those whose surname in that form stands at a place of a text, first come first."""
        found = []
        for length in range(_BEGINNING + 1):
            begin = text[start : start + length]
            some = self._begin.get((form, begin), ()) if len(begin) == length else ()
            if length < _BEGINNING:
                some = [(name, person) for name, person in some if len(name) == length]
            found += [(name, person) for name, person in some if text.startswith(name, start)]
        return found


class Roll:
    """People found so far, and where they are named.

    ``taken`` are by block the characters that name somebody or something already.
    """

    def __init__(
        self, blocks: Sequence[Block], day: date | None, taken: dict[int, list[Span]]
    ) -> None:
        self.blocks = blocks
        self.day = day
        self.people: list[Figure] = []
        self.named: list[Named] = []
        self._families = Families()
        self.taken: dict[int, list[Span]] = {n: list(spans) for n, spans in taken.items()}

    @property
    def families(self) -> Families:
        """Everybody found so far by surname."""
        self._families.note(self.people)
        return self._families

    def is_taken(self, block: Block, start: int, end: int) -> bool:
        """Do the characters ``[start, end)`` of a block overlap what names something?"""
        return overlaps(self.taken.get(block.index, ()), start, end)

    def named_in_full(self, block: Block, start: int, end: int) -> Figure | None:
        """The person whose full name begins in ``[start, end)`` of a block, if any."""
        return next(
            (
                n.person
                for n in self.named
                if n.full and n.block == block.index and start <= n.start < end
            ),
            None,
        )

    def enrol(self, name: str) -> Figure:
        """The person of a full name: one already found, one of the authority file, or new."""
        if name.isupper() and all(len(word) > _INITIALS for word in name.split()):
            name = name.title()  # "MARTA QUILL, the mayor" at the head of an article
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
        for person in self.people if known else self.families.same.get(family, ()):
            if (known and person.name == known) or (
                person.family == family
                and long_form(person.given) == long_form(given)
                and not other_generation(person.name, name)
            ):
                person.forms.add(name)
                return person
        person = human(known or name, given, family)
        person.forms.add(name)
        if known:
            held = authority.record(known)
            person.known, person.gender = True, held[0].gender
            person.family = held[0].family or family
        self.people.append(person)
        return person

    def add(
        self,
        block: Block,
        span: range,
        person: Figure,
        full: bool = True,
        sure: float = 0.97,
        rivals: tuple[Figure, ...] = (),
    ) -> None:
        """Note that the tokens ``span`` name a person, unless they name something already."""
        start, end = block.tokens[span.start].start, block.tokens[span.stop - 1].end
        if self.is_taken(block, start, end):
            return
        self.taken.setdefault(block.index, []).append((start, end))
        self.named.append(Named(block.index, start, end, person, full, sure, rivals))


def human(name: str, given: str, family: str, gender: Gender = Gender.UNKNOWN) -> Figure:
    """A new person; ``given`` and ``family`` are of the fullest form found."""
    return Figure(name, "person", given=given, family=family, gender=gender)


def gender_of(person: Figure) -> Gender:
    """The gender that is known of a person, or that a listed first name tells."""
    return person.gender or first_gender(person.given)
