"""What became of each decision: the rows of the table `corrections`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analysis.corrections.anchors import PIECES, Found, Span, Text
from analysis.corrections.decision import Decision, Kind

APPLIED, AGREES, LOST, UNASKED = "applied", "agrees", "no longer fits", "not asked"


@dataclass
class Entry:
    """A decision with where its words stand and what became of it.

    ``was`` is what the machine had said; ``row`` the row it decides, or what will be one:
    ``anchor`` the content of a statement, whose id is known only when all are counted.
    """

    decision: Decision
    found: Found
    status: str = UNASKED
    was: str = ""
    because: str = ""
    row: str = ""
    anchor: tuple[Span, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the words stand in the text."""
        return self.found.spans

    def settle(self, status: str, was: str = "", row: str = "") -> None:
        """Note that the decision was applied, or that the machine says the same by itself."""
        self.status, self.was, self.row = status, was, row

    def lose(self, because: str) -> None:
        """Note that the decision no longer fits, and why."""
        self.status, self.because = LOST, because


class Ledger:
    """The decisions about one article."""

    def __init__(self, text: str, document: str, decisions: Sequence[Decision]) -> None:
        self.document = document
        self.text = Text(text)
        self.entries: list[Entry] = []
        taken: dict[tuple[object, ...], Entry] = {}
        for decision in decisions:
            if decision.article and decision.article != document:
                continue
            entry = Entry(decision, self.text.find(decision.quote))
            self.entries.append(entry)
            if not entry.spans and decision.kind not in (Kind.SAME_ACTOR, Kind.ROLE):
                entry.lose(entry.found.because)
                continue
            first = taken.setdefault(_about(entry), entry)
            if first is not entry:
                same = first.decision.correct.casefold() == decision.correct.casefold()
                where = f"{first.decision.file}, row {first.decision.line}"
                entry.lose(
                    f"it says again what {where} says" if same else f"it contradicts {where}"
                )

    def of(self, *kinds: Kind) -> list[Entry]:
        """The decisions of some kinds that are still to be applied."""
        return [e for e in self.entries if e.decision.kind in kinds and e.status == UNASKED]

    def rows(self) -> list[dict[str, Any]]:
        """The rows of the table `corrections`."""
        return [
            {
                "document": self.document,
                "correction_id": f"k{number}",
                "kind": str(entry.decision.kind),
                "place": [list(span) for span in entry.spans],
                "words": entry.decision.quote.exact
                + (f"{PIECES}{entry.decision.other.exact}" if entry.decision.other.exact else ""),
                "decided": entry.decision.correct,
                "was": entry.was,
                "status": entry.status,
                "because": entry.because,
                "row": entry.row,
                "note": entry.decision.note,
                "file": entry.decision.file,
                "line": entry.decision.line,
            }
            for number, entry in enumerate(self.entries, 1)
        ]


def _about(entry: Entry) -> tuple[object, ...]:
    """What a decision is about; two about the same contradict each other."""
    decision = entry.decision
    about = {Kind.NO_STATEMENT: Kind.SPEAKER, Kind.MISSED: Kind.SPEAKER}.get(
        decision.kind, decision.kind
    )
    words = " ".join(decision.quote.exact.casefold().split())
    other = " ".join(decision.other.exact.casefold().split())
    if about == Kind.SAME_ACTOR:
        other = decision.correct.casefold()
    return about, entry.spans or words, other
