"""Noun phrases that describe somebody ("a man", "the two farmers", "researchers at Lund").

They are found without a parser: a noun of the role lists, or one asked for, with the determiner and
the modifiers before it, where what follows shows that the noun is the head. Phrases of one noun
make a thread: "a man … the man" is one, "a man … another man" two.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from analysis.actors.name_shapes import NOT_A_NAME
from analysis.actors.role_words import role_of
from analysis.article.article import Span
from analysis.knowledge import wordlists
from analysis.knowledge.authority import Number, Role
from analysis.words.tokens import Block, overlaps

_REACH = 5


class Opening(StrEnum):
    """How a noun phrase opens."""

    DEFINITE = "definite"
    INDEFINITE = "indefinite"
    OTHER = "another one"
    COUNTED = "counted"
    POSSESSED = "possessed"
    BARE = "bare"


@dataclass(frozen=True)
class Phrase:
    """A noun phrase of a block: its characters, the noun that heads it, how it opens, and its
    words before the noun."""

    block: int
    start: int
    end: int
    noun: str
    role: Role | None
    opening: Opening
    modifiers: frozenset[str] = frozenset()

    @property
    def plural(self) -> bool:
        """Does it name several?"""
        if self.role is not None:
            return self.role.number == Number.SEVERAL
        return self.noun.endswith("s") and not self.noun.endswith("ss")


def opening_of(word: str) -> Opening:
    """How a phrase opens whose first word this is; bare for a word that determines nothing."""
    kind = wordlists.table("determiners").get(word.lower())
    return Opening(kind[0]) if kind else Opening.BARE


def phrases(block: Block, taken: Iterable[Span], nouns: Collection[str] = ()) -> list[Phrase]:
    """The describing noun phrases of a block, in order.

    ``taken`` are spans that name or title somebody (offsets of the block); ``nouns`` are heads
    wanted beside the listed ones, in lower case.
    """
    found = []
    busy = list(taken)
    for index, token in enumerate(block.tokens):
        word = token.text.lower()
        role = role_of(word) if token.word else None
        if role is None and word not in nouns:
            continue
        if overlaps(busy, token.start, token.end) or not _is_head(block, index, busy):
            continue
        first = _begin(block, index, busy)
        opening = opening_of(block.tokens[first].text)
        if opening == Opening.BARE and not _may_be_bare(block, first, index, role):
            continue
        words = [t.text for t in block.tokens[first:index]]
        if any(opening_of(word) == Opening.OTHER for word in words):
            opening = Opening.OTHER
        begin = block.tokens[first].start
        modifiers = frozenset(t.text.lower() for t in block.tokens[first:index] if t.word)
        found.append(
            Phrase(block.index, begin, token.end, word, role, opening, modifiers - _determiners())
        )
    return found


@lru_cache(maxsize=1)
def _determiners() -> frozenset[str]:
    return frozenset(wordlists.table("determiners"))


def _is_head(block: Block, index: int, busy: Sequence[Span]) -> bool:
    """Does the phrase end with this token, as far as the next word tells?"""
    if index + 1 >= len(block.tokens):
        return True
    token, follower = block.tokens[index], block.tokens[index + 1]
    if not follower.word or block.text[token.end : follower.start] != " ":
        return follower.text not in ("'s", "-", "/")
    word = follower.text.lower()
    if word in wordlists.table("after_nouns"):
        return True
    if (
        follower.capital
        or role_of(word) is not None
        or overlaps(busy, follower.start, follower.end)
    ):
        return False
    return word.endswith(("ed", "ing", "ly")) or word.rstrip("s") in wordlists.table("cues")


def _begin(block: Block, index: int, busy: Sequence[Span]) -> int:
    """The first token of the phrase that ends with token ``index``."""
    first = index
    while first > 0 and index - first < _REACH:
        before, here = block.tokens[first - 1], block.tokens[first]
        gap = block.text[before.end : here.start]
        if gap not in (" ", "-") or not (before.word or before.text == "'s"):
            break
        word = before.text.lower()
        if opening_of(word) != Opening.BARE:
            more = first > 1 and opening_of(block.tokens[first - 2].text) != Opening.BARE
            return first - 2 if more else first - 1
        if word in wordlists.table("after_nouns") or word.endswith("ly"):
            break
        if overlaps(busy, before.start, before.end) and index - first == _REACH - 1:
            break
        first -= 1
    return _without_loose(block, first, index)


def _without_loose(block: Block, first: int, index: int) -> int:
    """Without a determiner only capitalised words and listed nouns are sure to belong."""
    start = index
    while start > first:
        token = block.tokens[start - 1]
        named = token.capital and token.text not in NOT_A_NAME
        if not (named or role_of(token.text)):
            break
        start -= 1
    return start


def _may_be_bare(block: Block, first: int, index: int, role: Role | None) -> bool:
    """Groups may stand alone ("officials"); one person only as a sentence's first words."""
    if role is None:
        return False
    return role.number == Number.SEVERAL or any(
        s == block.tokens[first].start for s, _ in block.sentences
    )


def threads(found: Sequence[Phrase]) -> list[list[Phrase]]:
    """Phrases that are taken for the same, in the order given: a definite one joins the last of
    its noun whose modifiers do not differ, an indefinite one begins anew, a bare plural joins."""
    made: list[list[Phrase]] = []
    for phrase in found:
        home = None
        if phrase.opening in (Opening.DEFINITE, Opening.BARE):
            home = next((t for t in reversed(made) if joins(phrase, t)), None)
        if home is None:
            made.append([phrase])
        else:
            home.append(phrase)
    return made


def joins(phrase: Phrase, thread: Sequence[Phrase]) -> bool:
    """May the phrase be one more of the thread: the same noun, and no modifiers that differ?"""
    if phrase.noun != thread[0].noun:
        return False
    known = frozenset().union(*(p.modifiers for p in thread))
    if phrase.opening == Opening.BARE:
        return phrase.modifiers == known
    return not phrase.modifiers or bool(phrase.modifiers & known)
