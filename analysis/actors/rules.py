"""By which rule a speaker is told, as `statements` names it, and what pronouns ask for."""

from __future__ import annotations

from enum import StrEnum


class Rule(StrEnum):
    """What decided who speaks; the values stand in the column ``resolved_by``."""

    FULL_NAME = "full name"
    SURNAME = "surname"
    OFFICE_HOLDER = "authority file"
    NAME = "name"
    METONYM = "metonym"
    NAMED_AGAIN = "definite description"
    COUNTRY_OF_MINISTRY = "ministry's country from the article"
    AUTHOR = "document's author"
    NO_ONE = "no one in particular"
    SOME = "some of several"
    JOINT = "joint source"
    PRONOUN = "pronoun"
    NOBODY_FITS = "pronoun: nobody fits"
    FIRST_PERSON = "first person in a quotation"
    FIRST_PERSON_OPEN = "first person: not resolved"
    RELATIVE = "relative pronoun"
    POSSESSIVE = "possessive"
    DESCRIPTION = "description"
    AS_DESCRIBED = "as described"
    GOES_ON = "same speaker goes on"
    GOES_ON_FROM_BEFORE = "quotation goes on from the paragraph before"
    NO_SOURCE = "no source in the text"


#: Rules by which a source is nobody: none is looked for.
NOBODY = (Rule.NO_ONE, Rule.SOME)


class Wanted(StrEnum):
    """What a pronoun or a possessive asks for; nothing for other words."""

    MAN = "m"
    WOMAN = "f"
    SEVERAL = "p"
    THING = "it"
    SELF = "self"
    RELATIVE = "rel"
    NOTHING = ""
