"""The sheets in which a person decides: their headings, and what a filled cell means.

A workbook has one sheet a question; a plain CSV has one row a decision (`FLAT`). Both are told by
their headings, whatever else stands beside them and in whatever order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from analysis.corrections.decision import NONE, Decision, Kind, Quote, checked
from analysis.errors import InputError

Row = Mapping[str, str]


@dataclass(frozen=True)
class Layout:
    """A sheet. ``asks`` are the columns to fill, with what each decides; ``takes`` where the parts
    of a decision stand; ``shows`` the columns that only tell; ``hidden`` those of the anchors."""

    name: str
    shows: tuple[str, ...]
    asks: Mapping[str, Kind | None]
    takes: Mapping[str, str]
    hidden: tuple[str, ...] = ()
    notes: tuple[str, ...] = ("note",)
    order: tuple[str, ...] = field(default=())

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading, from left to right."""
        return self.order or (*self.shows, *self.asks, *self.notes, *self.hidden)

    @property
    def fillable(self) -> frozenset[str]:
        """The columns that are a person's to fill."""
        own = {self.takes[name] for name in ("words", "source", "cue") if name in self.takes}
        return frozenset({*self.asks, *self.notes, *(own - {*self.shows, *self.hidden})})


STATEMENTS = Layout(
    "Statements",
    ("sure", "what is said", "said by (found)", "tone (found)", "because"),
    {"right speaker": Kind.SPEAKER, "right tone": Kind.TONE},
    {
        "words": "what is said",
        "prefix": "text before",
        "suffix": "text after",
        "source": "names the speaker",
        "cue": "says that it is said",
    },
    ("names the speaker", "says that it is said", "text before", "text after"),
    order=(
        *("sure", "what is said", "said by (found)", "right speaker"),
        *("tone (found)", "right tone", "note", "because"),
        *("names the speaker", "says that it is said", "text before", "text after"),
    ),
)
MISSED = Layout(
    "Missed statements",
    (),
    {"who says it": Kind.MISSED},
    {
        "words": "words that are said",
        "prefix": "words before them",
        "source": "words that name the speaker",
        "cue": "word of saying",
    },
    order=(
        *("words that are said", "who says it", "words that name the speaker"),
        *("word of saying", "words before them", "note"),
    ),
)
ACTORS = Layout(
    "Actors",
    ("actor (found)", "named", "speaks", "role (found)"),
    {"is the same as": Kind.SAME_ACTOR, "right role": Kind.ROLE},
    {
        "words": "actor (found)",
        "prefix": "text before",
        "suffix": "text after",
        "source": "first named as",
    },
    ("first named as", "text before", "text after"),
    order=(
        *("actor (found)", "named", "speaks", "is the same as", "role (found)", "right role"),
        *("note", "first named as", "text before", "text after"),
    ),
)
PAIRS = Layout(
    "Pairs of claims",
    ("sure", "one claim", "by", "other claim", "by whom", "they (found)"),
    {"they really": Kind.PAIR},
    {
        "words": "one claim",
        "prefix": "text before",
        "suffix": "text after",
        "other": "other claim",
        "other_prefix": "text before the other",
        "other_suffix": "text after the other",
    },
    ("text before", "text after", "text before the other", "text after the other"),
)
ORDER = Layout(
    "Order",
    ("sure", "paragraph", "place (found)"),
    {"right place": Kind.ORDER},
    {"words": "paragraph", "prefix": "text before", "suffix": "text after"},
    ("text before", "text after"),
)
#: One row a decision; what hand-written files and CSV use.
FLAT = Layout(
    "Decided",
    ("kind", "words", "found"),
    {"correct": None},
    {
        "kind": "kind",
        "words": "words",
        "other": "second words",
        "prefix": "text before",
        "suffix": "text after",
        "other_prefix": "text before the second",
        "other_suffix": "text after the second",
        "source": "names the speaker",
        "cue": "says that it is said",
        "article": "article",
    },
    (
        *("sure", "names the speaker", "says that it is said", "text before", "text after"),
        *("text before the second", "text after the second", "article"),
    ),
    order=(
        *("kind", "words", "second words", "found", "correct", "note", "sure"),
        *("names the speaker", "says that it is said", "text before", "text after"),
        *("text before the second", "text after the second", "article"),
    ),
)
LAYOUTS = (STATEMENTS, MISSED, ACTORS, PAIRS, ORDER, FLAT)
#: What a heading-less column of a hand-written flat file may be left out of.
_NEEDED = {FLAT.name: {"kind", "words", "correct"}}


def layout_of(headings: list[str]) -> Layout | None:
    """The layout whose questions and words stand among the headings; None where there is none."""
    there = set(headings)
    for layout in LAYOUTS:
        needed = _NEEDED.get(layout.name) or {*layout.asks, layout.takes["words"]}
        if needed <= there:
            return layout
    return None


def decisions_of(layout: Layout, row: Row, file: str, line: int) -> Iterator[Decision]:
    """What a person decided in a row of a sheet. Raises InputError for a value that cannot be."""

    def part(name: str) -> str:
        return row.get(layout.takes.get(name, ""), "")

    for heading, kind in layout.asks.items():
        value = row.get(heading, "").strip()
        if not value:
            continue
        kind = kind or _kind(part("kind"), file, line)
        if kind == Kind.SPEAKER and value.casefold() == NONE:
            kind = Kind.NO_STATEMENT
        if kind in (Kind.TONE, Kind.PAIR):
            value = value.casefold()
        quote = Quote(part("words"), part("prefix"), part("suffix"))
        other = Quote(part("other"), part("other_prefix"), part("other_suffix"))
        yield checked(
            Decision(
                kind,
                quote,
                value,
                other,
                part("source").strip(),
                part("cue").strip(),
                row.get("note", "").strip(),
                part("article").strip(),
                file,
                line,
            )
        )
    words_only = layout is MISSED and part("words").strip()
    if words_only and not row.get("who says it", "").strip():
        raise InputError(
            f"{file}, row {line}: who says it is empty; name the speaker, or write nobody."
        )


def _kind(told: str, file: str, line: int) -> Kind:
    try:
        return Kind(" ".join(told.casefold().split()))
    except ValueError:
        raise InputError(
            f"{file}, row {line}: {told[:40]!r} is no kind of correction;"
            f" there are {', '.join(Kind)}."
        ) from None
