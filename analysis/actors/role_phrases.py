"""What a person is called right before or after the name: "Kremlin spokesperson X", "X, the
mayor of Y,"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.actors.name_shapes import title_before
from analysis.actors.role_words import role_of, roles
from analysis.knowledge import authority, wordlists
from analysis.knowledge.authority import Gender, Number, Role
from analysis.words.tokens import Block, Token

PREPOSITIONS = wordlists.words("phrase_words", "preposition")
_DETERMINERS = wordlists.words("phrase_words", "determiner")
#: Capitalised at the head of a sentence, these are no part of a title.
_OPENERS = wordlists.words("phrase_words", "opener")
_SINCE = wordlists.words("phrase_words", "since")
_VERBS = wordlists.words("phrase_words", "verb")
_ENDS = wordlists.words("phrase_words", "ends_apposition")
_AGE = re.compile(r"\d{1,3}|\d{1,3}-year-old")
_LONGEST = 14
_SAID = wordlists.words("saying_verbs", "behind_quote")
_WHO_IS = frozenset(
    (who, verb) for who in ("who",) for verb in wordlists.words("phrase_words", "is")
)


@dataclass(frozen=True)
class Title:
    """A role as written, where it stands, and its head noun."""

    text: str
    start: int
    end: int
    head: Role | None


def longest_role(tokens: list[Token]) -> Role | None:
    """The role named by the last words of a phrase, the longest form first."""
    for length in (4, 3, 2, 1):
        if len(tokens) >= length:
            phrase = " ".join(t.text for t in tokens[-length:])
            role = role_of(phrase)
            if role is not None:
                return role
            if authority.titles().get(phrase, ("", ""))[1]:
                return roles().get(
                    authority.titles()[phrase][1].lower(),
                    Role(phrase, "person", Number.ONE, Gender.UNKNOWN, ""),
                )
    return None


def before_name(block: Block, index: int) -> Title | None:
    """The role written right before the name that begins at token ``index``."""
    tokens, last = block.tokens, index - 1
    if last >= 1 and tokens[last].text == ",":  # "Malaysia's Prime Minister, Najib Razak"
        last -= 1
    role = longest_role(list(tokens[max(0, last - 3) : last + 1]))
    if last < 0 or role is None or role.kind != "person":
        return None
    first = last
    _, _, start = title_before(block, last + 1)
    first = min(first, start)
    while first > 0 and _extends(block, first - 1, first):
        first -= 1
    while first < last and tokens[first].text.lower() in _OPENERS:
        first += 1
    text = block.text[tokens[first].start : tokens[last].end]
    if text in authority.titles() and not authority.titles()[text][1]:
        return None  # "Mr." tells a gender, no role
    return Title(text, tokens[first].start, tokens[last].end, role)


def _extends(block: Block, index: int, follower: int) -> bool:
    token, following = block.tokens[index], block.tokens[follower]
    if block.text[token.end : following.start] != " ":
        return False
    lower = token.text.lower()
    if lower in _DETERMINERS or lower in _OPENERS or not token.word:
        return False
    if token.capital and any(s == token.start for s, _ in block.sentences):
        listed = lower in roles() or lower in authority.portfolios()
        seen = any(s <= token.start < e for s, e, _ in block.names)
        return listed or seen or token.text in authority.gazetteer()
    known = roles().get(lower) or roles().get(lower.rsplit("-", 1)[-1])
    return token.capital or known is not None or lower in authority.portfolios()


def after_name(block: Block, index: int) -> Title | None:
    """The apposition that follows the name which ends before token ``index``."""
    tokens = block.tokens
    if index >= len(tokens) or tokens[index].text != ",":
        return None
    first = index + 1
    if first + 1 < len(tokens) and (tokens[first].text, tokens[first + 1].text) in _WHO_IS:
        first += 2
    if first + 1 < len(tokens) and _AGE.fullmatch(tokens[first].text):
        first += 2
    while first < len(tokens) and tokens[first].text.lower() in (_DETERMINERS | _SINCE):
        first += 1
    stop = first
    while stop < len(tokens) and stop - first < _LONGEST:
        word = tokens[stop].text
        if not (tokens[stop].word or word in ("'s", "'", "&")) or word in _ENDS:
            break
        stop += 1
    if stop == first or tokens[first].text.lower() in _OPENERS:
        return None
    if (
        stop < len(tokens)
        and tokens[stop].text in _SAID
        and "," not in block.text[tokens[first].start : tokens[stop].start]
    ):
        return None  # "The winner is Oleh Tarn, the minister said"
    while stop > first and tokens[stop - 1].text.lower() in ("and", "or", *PREPOSITIONS):
        stop -= 1
    if any(token.text in _VERBS for token in tokens[first:stop]):
        return None
    head = first
    while head < stop and tokens[head].text.lower() not in (PREPOSITIONS | {"and"}):
        head += 1
    role = longest_role(list(tokens[first:head]))
    if role is None or role.kind != "person":
        return None
    text = block.text[tokens[first].start : tokens[stop - 1].end]
    return Title(text, tokens[first].start, tokens[stop - 1].end, role)
