"""Where the source of an attribution begins and ends in its block."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.actors.role_phrases import PREPOSITIONS
from analysis.knowledge import wordlists
from analysis.words.tokens import Block

#: A day that slipped into the end of a source ("the Home Office today").
_DAY = re.compile(rf"today|yesterday|{wordlists.alternation('calendar', 'weekday')}", re.I)


_ITSELF = wordlists.words("phrase_words", "itself")
_SHORT_VERB = wordlists.words("phrase_words", "short_verb")


def bare(word: str) -> str:
    """A word in lower case, a pronoun without the verb that is joined to it ("we'll")."""
    first, _, rest = word.lower().partition("'")
    return first if rest in _SHORT_VERB else word.lower()


def without_day(block: Block, first: int, stop: int) -> int:
    """Where a source ends without marks and a day ("New data on Thursday")."""
    tokens = block.tokens
    while stop > first + 1:
        last = tokens[stop - 1]
        if last.word and not _DAY.fullmatch(last.text) and last.text not in _ITSELF:
            break
        stop -= 1
        before = tokens[stop - 1].text.lower()
        if last.word and stop > first + 1 and before in PREPOSITIONS:
            stop -= 1
    return stop


def pieces(block: Block, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stored spans as spans of the block, those outside of it left out."""
    found = []
    for span in spans:
        start, end = block.local(span)
        if start < end:
            found.append((start, end))
    return found
