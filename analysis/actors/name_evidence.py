"""What shows that capitalised words name a person: a role beside them, a registered first name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from analysis.actors.name_shapes import EVERYDAY, is_surname, name_run, title_before
from analysis.actors.noun_phrases import Opening, opening_of
from analysis.actors.role_phrases import after_name
from analysis.actors.role_words import role_of
from analysis.knowledge import authority, wordlists
from analysis.knowledge.authority import Number
from analysis.words.tokens import Block

_SAID = wordlists.words("saying_verbs", "behind_quote")
_ARTICLES = wordlists.words("phrase_words", "article")


def introduced(block: Block) -> Iterator[range]:
    """Two or three capitalised words with a person's apposition behind: "X Y, a doctor,"."""
    if block.headline:
        return
    index = 0
    while index < len(block.tokens):
        stop = name_run(block, index) if block.tokens[index].capital else index
        first = block.tokens[index].text
        if 2 <= stop - index <= 3 and after_name(block, stop) is not None:
            known = authority.gazetteer().get(first, ())
            listed = first.lower() in authority.roles() or title_before(block, index + 1)[0]
            if not listed and not any(k.entity and k.form == first for k in known):
                yield range(index, stop)
        index = max(stop, index + 1)


def spoken(block: Block, speaking: frozenset[str]) -> Iterator[range]:
    """Two or three capitalised words whose last speaks alone elsewhere: "Hermia Granth" where
    "Granth told him" stands."""
    index = 0
    while index < len(block.tokens):
        stop = name_run(block, index) if block.tokens[index].capital else index
        beside = not block.headline and 2 <= stop - index <= 3
        if beside and block.tokens[stop - 1].text in speaking and _free(block, index, stop):
            yield range(index, stop)
        index = max(stop, index + 1)


def _free(block: Block, index: int, stop: int) -> bool:
    """Are the words no place, role or organisation that is known, and is no title among them?"""
    words = block.tokens[index:stop]
    before = block.tokens[index - 1].text.lower() if index else ""
    if any(s == words[0].start for s, _ in block.sentences):
        return False  # "But Putin"
    return before not in _ARTICLES and not any(
        any(k.entity for k in authority.gazetteer().get(t.text, ()))
        or role_of(t.text)
        or t.text.lower() in sort_words()
        for t in words
    )


def speaking_names(blocks: Sequence[Block]) -> frozenset[str]:
    """The capitalised words that alone stand right before a verb of saying."""
    found = set()
    for block in blocks:
        for here, after in pairwise(block.tokens):
            if here.capital and after.text in _SAID and here.text.isalpha():
                at = block.token_at(here.start)
                before = block.tokens[at - 1] if at else None
                if before is None or not (before.capital or before.text in _ARTICLES):
                    found.add(here.text)
    return frozenset(found)


def registered(block: Block, index: int, stop: int) -> bool:
    """Does a run of capitalised words begin with a registered first name, and is none of them
    known for anything else? "Ana Luz Ruiz" is somebody, "Georgia Power" is not."""
    if block.tokens[index].text not in wordlists.table("given_names"):
        return False
    return unknown_words(block, index, stop) and block.tokens[index].text.lower() not in EVERYDAY


@lru_cache(maxsize=1)
def sort_words() -> frozenset[str]:
    """The words that tell in a name what sort of organisation it is: "Front", "Times"."""
    return frozenset(w for row in wordlists.rows("organisation_sorts") for w in row[1].split())


def unknown_words(block: Block, index: int, stop: int) -> bool:
    """Are the words no place, role, thing or sort of organisation, as far as is known? The small
    model's word that they are an organisation does not count."""
    words = block.tokens[index:stop]
    low, high = words[0].start, words[-1].end
    other = any(
        s < high and e > low and (label not in ("PERSON", "ORG") or (label == "ORG" and s < low))
        for s, e, label in block.names
    )
    sorts = sort_words()
    return not other and not any(
        any(k.entity for k in authority.gazetteer().get(t.text, ()))
        or role_of(t.text)
        or t.text.lower() in sorts
        for t in words
    )


def role_before(block: Block, index: int, stop: int) -> bool:
    """Does a person's role stand right before: "the harbour doctor, Ulf Maier", "miner Emrys
    Pugh", "her husband, Aksel,"?"""
    tokens = block.tokens
    comma = index > 1 and tokens[index - 1].text == ","
    role = role_of(tokens[index - 1 - comma].text) if index > comma else None
    if role is None or role.kind != "person" or role.number != Number.ONE:
        return False
    if tokens[index - 1 - comma].text in wordlists.table("organisation_sorts") and any(
        label == "ORG" and s == tokens[index].start for s, _, label in block.names
    ):
        return False  # "magazine publisher Condé Nast"
    if not comma:
        lower = not tokens[index - 1].capital
        return lower and stop - index > 1 and unknown_words(block, index, stop)
    after = tokens[stop].text if stop < len(tokens) else "."
    opening = opening_of(tokens[max(0, index - 3)].text)
    owned = opening == Opening.POSSESSED and stop - index == 1
    return after in (",", ".") and (
        owned or (stop - index > 1 and unknown_words(block, index, stop))
    )


def capital(family: str) -> str:
    """A surname as at the head of a sentence: "De la Cruz"."""
    return family[:1].upper() + family[1:]


def last_word(family: str) -> str:
    """A surname without its particles."""
    return family.split()[-1] if is_surname(family.split()) else family


def known_form(block: Block, index: int) -> range:
    """The name of the authority file that begins at a token; empty where there is none."""
    token = block.tokens[index]
    for known in authority.gazetteer().get(token.text.split("-")[0], ()):
        if known.person and block.text.startswith(known.form, token.start):
            end = token.start + len(known.form)
            if not block.text[end : end + 1].isalnum():
                return block.tokens_in(token.start, end)
    return range(0)


def cut_run(block: Block, first: int, stop: int) -> range:
    """A run cut where a role or an organisation begins ("Clinton Campaign Manager")."""
    roles = authority.roles()
    for index in range(first, stop):
        word = block.tokens[index].text.lower()
        if word in roles and roles[word].kind != "modifier" and index > first:
            return range(first, index)
    limit = next(
        (
            block.tokens_in(s, e).stop
            for s, e, label in block.names
            if label == "PERSON" and s <= block.tokens[first].start < e
        ),
        stop,
    )
    return range(first, max(first + 1, min(stop, limit)) if block.headline else stop)
