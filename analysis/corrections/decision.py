"""One decision of a person: what it is about, what is right, and where it stands in the article."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from analysis.errors import InputError
from analysis.tables import DECISIONS, LABELS, Relation


class Kind(StrEnum):
    """What a person may decide."""

    SPEAKER = "speaker"
    NO_STATEMENT = "no statement"
    MISSED = "missed statement"
    SAME_ACTOR = "same actor"
    ROLE = "role"
    TONE = "tone"
    PAIR = "pair"
    ORDER = "order"


assert tuple(Kind) == DECISIONS
#: What stands in the column `correct` for: nobody is named; the words are no statement at all;
#: two claims do not meet.
NOBODY, NONE, APART = "nobody", "no statement", "do not meet"
#: What is right for a tone and for a pair.
TONES = LABELS
MEETINGS = (*Relation, APART)


@dataclass(frozen=True)
class Quote:
    """Words of the article and what stands around them (W3C's TextQuoteSelector)."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Decision:
    """What a person decided.

    ``quote`` are the words it is about; ``correct`` what is right of them; ``other`` the second
    claim of a pair, or towards whom a tone is; ``source`` and ``cue`` the words that name the
    speaker of a statement and say that it is said. ``article`` names the document where one file
    is for several. ``file`` and ``line`` say where it was written.
    """

    kind: Kind
    quote: Quote
    correct: str
    other: Quote = Quote("")
    source: str = ""
    cue: str = ""
    note: str = ""
    article: str = ""
    file: str = ""
    line: int = 0


def checked(decision: Decision) -> Decision:
    """The decision, if its value is one that its kind may have. Raises InputError."""
    value, allowed = decision.correct, ()
    where = f"{decision.file}, row {decision.line}"
    if not decision.quote.exact.strip():
        raise InputError(f"{where}: no words are quoted; copy those that it is about.")
    if decision.kind == Kind.TONE:
        allowed = TONES
    elif decision.kind == Kind.PAIR:
        allowed = MEETINGS
        if not decision.other.exact.strip():
            raise InputError(f"{where}: a pair needs the words of its second claim.")
    elif decision.kind == Kind.ORDER and not (value.isascii() and value.isdigit()):
        raise InputError(f"{where}: the place of a paragraph is a number, not {value[:40]!r}.")
    if allowed and value not in allowed:
        raise InputError(f"{where}: {value[:40]!r} is none of {', '.join(allowed)}.")
    return decision
