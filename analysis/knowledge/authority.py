"""What any article of these years may take for granted: offices, states, organisations, words.

Everything comes from the CSV files in ``data/authority`` (described in its README); nothing is
known to the code. An installed package finds its own copy under ``analysis/data/authority``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from analysis import paths

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Office:
    """One person in one office, from ``first`` to ``last`` (None: still)."""

    person: str
    wikidata: str
    gender: Gender
    family: str
    title: str
    forms: tuple[str, ...]
    affiliation: str
    side: str
    first: date
    last: date | None
    aliases: tuple[str, ...]

    def held(self, day: date) -> bool:
        """Was the office held on that day?"""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Entity:
    """A state, an organisation or a group of states the authority files name."""

    name: str
    kind: str
    type: str
    wikidata: str
    side: str
    demonym: str = ""
    only_with: str = ""
    article: str = ""

    @property
    def government(self) -> str:
        """The usual name of a state's government."""
        return f"Government of {self.article}{self.name}"


@dataclass(frozen=True)
class Known:
    """What a form in a text may stand for: an entity or a person, and how the form names it
    (name, demonym, capital, metonym, later)."""

    form: str
    how: str
    entity: Entity | None = None
    person: str = ""


class Number(StrEnum):
    """Does a noun name one or several? A mere modifier ("deputy") does neither."""

    ONE = "s"
    SEVERAL = "p"
    NEITHER = ""


class Gender(StrEnum):
    """Of a person, or of the noun or title that names one; false where it is not known."""

    MALE = "m"
    FEMALE = "f"
    UNKNOWN = ""


@dataclass(frozen=True)
class Role:
    """A noun that names a speaker. ``public``: office, spokes, public, or nothing."""

    word: str
    kind: str
    number: Number
    gender: Gender
    public: str


def folder() -> Path:
    """Where the authority files lie: the repository's, else the installed copy."""
    packaged = paths.PACKAGE / "data" / "authority"
    return paths.AUTHORITY if (paths.AUTHORITY / "offices.csv").exists() else packaged


def _rows(name: str) -> Iterator[dict[str, str]]:
    with open(folder() / f"{name}.csv", encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _day(cell: str, last: bool) -> date | None:
    """An ISO date; of a bare month or year the first or the last day."""
    if not cell:
        return None
    numbers = [int(part) for part in cell.split("-")]
    if len(numbers) == 3:
        return date(*numbers)
    year, month = numbers[0], numbers[1] if len(numbers) == 2 else (12 if last else 1)
    if not last:
        return date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


@lru_cache(maxsize=1)
def offices() -> tuple[Office, ...]:
    """Every office of the file, in its order."""
    found = []
    for row in _rows("offices"):
        first = _day(row["from"], last=False)
        assert first is not None
        found.append(
            Office(
                person=row["person"],
                wikidata=row["wikidata"],
                gender=Gender(row["gender"]),
                family=row["family"],
                title=row["office"],
                forms=_parts(row["forms"]),
                affiliation=row["affiliation"],
                side=row["side"],
                first=first,
                last=_day(row["to"], last=True),
                aliases=_parts(row["aliases"]),
            )
        )
    return tuple(found)


@lru_cache(maxsize=1)
def _by_person() -> Mapping[str, tuple[Office, ...]]:
    found: dict[str, list[Office]] = {}
    for office in offices():
        found.setdefault(office.person, []).append(office)
    return {person: tuple(held) for person, held in found.items()}


@lru_cache(maxsize=1)
def _by_family() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for office in offices():
        if office.family and office.person not in found.setdefault(office.family, []):
            found[office.family].append(office.person)
    return {family: tuple(people) for family, people in found.items()}


def record(person: str) -> tuple[Office, ...]:
    """Every office the file knows of a person; empty where it does not know the person."""
    return _by_person().get(person, ())


def office_on(person: str, day: date | None) -> Office | None:
    """The office a person held on that day (the one entered last, where several).

    Without a date: the only one the file has, or nothing.
    """
    held = record(person)
    if day is None:
        return held[0] if len(held) == 1 else None
    current = [office for office in held if office.held(day)]
    return max(current, key=lambda office: office.first) if current else None


def bearers(family: str, day: date | None) -> tuple[str, ...]:
    """Who bore a family name in an office on that day; without a date, who ever did."""
    people = _by_family().get(family, ())
    if day is None:
        return people
    return tuple(p for p in people if any(office.held(day) for office in record(p)))


@lru_cache(maxsize=1)
def entities() -> Mapping[str, Entity]:
    """States, organisations and groups by their usual English name."""
    found = {}
    for row in _rows("states"):
        demonyms = _parts(row["demonyms"])
        found[row["name"]] = Entity(
            row["name"],
            "state",
            "state",
            row["wikidata"],
            row["name"],
            demonyms[0] if demonyms else row["name"],
            row["only_with"],
            "the " if f"the {row['name']}" in _parts(row["aliases"]) else "",
        )
    for row in _rows("organisations"):
        kind = "group" if row["type"] == "group" else "organisation"
        found[row["name"]] = Entity(row["name"], kind, row["type"], row["wikidata"], row["side"])
    return found


def _known() -> Iterator[Known]:
    for row in _rows("states"):
        entity = entities()[row["name"]]
        for form in (row["name"], *_parts(row["aliases"])):
            yield Known(form, "name", entity)
        for form in _parts(row["demonyms"]):
            yield Known(form, "demonym", entity)
        if row["capital_speaks"] == "yes":
            for form in _parts(row["capital"]):
                if form != row["name"]:
                    yield Known(form, "capital", entity)
    for row in _rows("organisations"):
        entity = entities()[row["name"]]
        yield Known(row["name"], "name", entity)
        for form in _parts(row["aliases"]):
            metonym = entity.type in ("government", "group") and entity.name.split()[-1] not in form
            yield Known(form, "metonym" if metonym else "name", entity)
        for form in _parts(row["later"]):
            yield Known(form, "later", entity)
    for person, held in _by_person().items():
        names = {person, *(alias for office in held for alias in office.aliases)}
        for form in sorted(names):
            if " " in form:
                yield Known(form, "name", None, person)


@lru_cache(maxsize=1)
def gazetteer() -> Mapping[str, tuple[Known, ...]]:
    """Every known form by its first word, the longest first. "the" opens a form in either case."""
    found: dict[str, list[Known]] = {}
    for known in _known():
        first = _WORD.search(known.form)
        if first is None:
            continue
        words = {first.group()}
        if first.group().lower() == "the":
            words = {"the", "The"}
        for word in words:
            found.setdefault(word, []).append(known)
    return {w: tuple(sorted(k, key=lambda known: -len(known.form))) for w, k in found.items()}


@lru_cache(maxsize=1)
def nicknames() -> Mapping[str, str]:
    """A one-word alias of a person that is no family name ("Jokowi") and whose it is."""
    return {
        alias: office.person
        for office in offices()
        for alias in office.aliases
        if " " not in alias and alias != office.family
    }


@lru_cache(maxsize=1)
def portfolios() -> Mapping[str, str]:
    """The word before "ministry" or "minister", and the ministry's usual name."""
    return {row["word"]: row["ministry"] for row in _rows("portfolios")}


@lru_cache(maxsize=1)
def roles() -> Mapping[str, Role]:
    """Nouns that name speakers, in lower case."""
    return {
        row["word"].lower(): Role(
            row["word"],
            row["kind"],
            Number(row["number"]),
            Gender(row["gender"]),
            row["public"],
        )
        for row in _rows("roles")
    }


@lru_cache(maxsize=1)
def titles() -> Mapping[str, tuple[Gender, str]]:
    """Titles before a name: gender and role, by title."""
    return {row["title"]: (Gender(row["gender"]), row["role"]) for row in _rows("titles")}


@lru_cache(maxsize=1)
def first_names() -> Mapping[str, tuple[Gender, str]]:
    """First names: gender and long form, by name."""
    return {row["name"]: (Gender(row["gender"]), row["same_as"]) for row in _rows("first_names")}


@lru_cache(maxsize=1)
def media() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Nouns and verbs that tell the medium of a saying, with the medium."""
    nouns, verbs = {}, {}
    for row in _rows("media"):
        (nouns if row["kind"] == "noun" else verbs)[row["word"]] = row["medium"]
    return nouns, verbs
