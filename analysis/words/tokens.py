"""A paragraph as words: tokens, sentences and the names spaCy saw, by offsets of the block."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.article.article import Span
from analysis.knowledge import wordlists
from analysis.words.spacy_models import Parse

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|[A-Z]\.(?=\s[A-Z])"  # U.S., the J. of a middle name
    rf"|{wordlists.alternation('abbreviations', 'title')}\.(?=\s)"
    r"|[^\W_]+(?:[-'&](?!s\b)[^\W_]+)*"
    r"|'s\b|[^\w\s]"
)
_OPENING, _CLOSING = "([{", ")]}"


@dataclass(frozen=True)
class Token:
    """A word or a mark: ``block.text[start:end] == text``."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Does it begin with a capital letter?"""
        return self.text[:1].isupper()

    @property
    def word(self) -> bool:
        """Is it a word, not a mark or a possessive ending?"""
        return self.text[:1].isalnum()


@dataclass(frozen=True)
class Block:
    """The title (number 0) or one paragraph of the body."""

    index: int
    number: int
    parse: Parse
    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Span, ...]
    names: tuple[tuple[int, int, str], ...]

    @cached_property
    def starts(self) -> list[int]:
        """Where the tokens start."""
        return [token.start for token in self.tokens]

    @cached_property
    def headline(self) -> bool:
        """Is it written with a capital on nearly every word?"""
        words = [t for t in self.tokens if t.word and len(t.text) > 3]
        return bool(words) and sum(t.capital for t in words) > 0.7 * len(words)

    def token_at(self, position: int) -> int:
        """The number of the token that holds a character, or the last one before it."""
        return max(0, bisect_right(self.starts, position) - 1)

    def tokens_in(self, start: int, end: int) -> range:
        """The numbers of the tokens that lie in ``[start, end)``, at least in part."""
        first = self.token_at(start)
        while first < len(self.tokens) and self.tokens[first].end <= start:
            first += 1
        last = first
        while last < len(self.tokens) and self.tokens[last].start < end:
            last += 1
        return range(first, last)

    def sentence_of(self, position: int) -> int:
        """The number of the sentence that holds a character."""
        return max(0, bisect_right([s for s, _ in self.sentences], position) - 1)

    def local(self, span: Span) -> Span:
        """A stored span in this block's own offsets."""
        start, end = self.parse.view_span(*span)
        return min(start, len(self.text)), min(end, len(self.text))

    def stored(self, start: int, end: int) -> Span:
        """``text[start:end]`` in stored offsets."""
        return self.parse.span(start, end)

    @cached_property
    def quoted(self) -> tuple[Span, ...]:
        """What stands in double quotation marks; an unclosed mark quotes to the end."""
        found, opened = [], -1
        for match in re.finditer('"', self.text):
            if opened < 0:
                opened = match.start()
            else:
                found.append((opened, match.end()))
                opened = -1
        if opened >= 0:
            found.append((opened, len(self.text)))
        return tuple(found)

    def in_quotes(self, position: int) -> bool:
        """Does the character stand in quotation marks?"""
        return any(start <= position < end for start, end in self.quoted)


def tokenize(text: str) -> tuple[Token, ...]:
    """The words and marks of a text with straight quotation marks."""
    return tuple(Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text))


def read_blocks(parses: Sequence[Parse]) -> tuple[Block, ...]:
    """The blocks behind the parses, in stored order."""
    found = []
    for index, parse in enumerate(parses):
        text = parse.doc.text
        sentences = tuple((s.start_char, s.end_char) for s in parse.doc.sents)
        found.append(
            Block(
                index,
                parse.paragraph.number,
                parse,
                text,
                tokenize(text),
                sentences or ((0, len(text)),),
                tuple((e.start_char, e.end_char, e.label_) for e in parse.doc.ents),
            )
        )
    return tuple(found)


def overlaps(spans: Iterable[Span], start: int, end: int) -> bool:
    """Does any span share a character with ``[start, end)``?"""
    return any(s < end and start < e for s, e in spans)
