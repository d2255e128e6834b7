"""The nouns that name a speaker's part: those of the authority files and of the word list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from analysis.knowledge import authority, wordlists
from analysis.knowledge.authority import Gender, Number, Role

#: "The 34-year-old" is somebody.
_AGED = re.compile(r"\d{1,3}-year-old")


@lru_cache(maxsize=1)
def roles() -> Mapping[str, Role]:
    """Roles by noun, in lower case. What the authority files say goes first."""
    found = {
        word: Role(word, kind, Number(number), Gender(gender.strip("-")), "")
        for word, kind, number, gender in wordlists.rows("person_nouns")
    }
    return {**found, **authority.roles()}


def role_of(word: str) -> Role | None:
    """The role a noun names, also behind a hyphen ("ex-president"); never a modifier."""
    if _AGED.fullmatch(word):
        return Role(word.lower(), "person", Number.ONE, Gender.UNKNOWN, "")
    for form in (word.lower(), word.lower().rsplit("-", 1)[-1]):
        role = roles().get(form)
        if role is not None and role.kind != "modifier":
            return role
    return None
