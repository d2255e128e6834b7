"""What names look like: titles before them, the run of their words, given and family parts."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.actors.role_words import role_of
from analysis.knowledge import authority, wordlists
from analysis.knowledge.authority import Gender, Number
from analysis.words.tokens import Block, Token

PARTICLES = wordlists.words("name_particles", "name")
SUFFIXES = wordlists.words("name_words", "suffix")
_SAID = wordlists.words("saying_verbs", "behind_quote")
#: Around a nickname.
_MARKS = frozenset("\"'()")
#: Capitalised words that end a name's run: "Trump Campaign", "Clinton Foundation".
NOT_A_NAME = wordlists.words("name_words", "ends_name") | {
    word.capitalize()
    for group in ("month", "weekday")
    for word in wordlists.words("calendar", group)
}
#: Surnames that are everyday words: at the head of a sentence they need the model's word.
EVERYDAY = wordlists.words("name_words", "everyday")


def long_form(given: str) -> str:
    """ "Mike" as "Michael"; an unlisted name stays as it is."""
    return authority.first_names().get(given, (Gender.UNKNOWN, ""))[1] or given


def first_gender(given: str) -> Gender:
    """The gender of a listed first name, or nothing."""
    return authority.first_names().get(given, (Gender.UNKNOWN, ""))[0]


def likely_gender(given: str) -> Gender:
    """The gender that a first name is registered with, or nothing: evidence, no more, as a
    surname or a town may stand in its place."""
    return Gender(wordlists.table("given_names").get(given, ("",))[0])


def title_before(block: Block, index: int) -> tuple[str, Gender, int]:
    """Title and gender of the longest title that ends right before token ``index``, and where
    it starts; empty and ``index`` where there is none."""
    titles = authority.titles()
    for length in (4, 3, 2, 1):
        first = index - length
        if first < 0:
            continue
        text = block.text[block.tokens[first].start : block.tokens[index - 1].end]
        if text in titles:
            return text, titles[text][0], first
    return _role_as_title(block, index)


def _role_as_title(block: Block, index: int) -> tuple[str, Gender, int]:
    """A capitalised role right before a name: "Foreman Haas", "Hydrologist Greta Nohl"."""
    none = ("", Gender.UNKNOWN, index)
    if index < 1 or index >= len(block.tokens) or block.headline:
        return none
    token, name = block.tokens[index - 1], block.tokens[index]
    role = role_of(token.text) if token.capital and token.text.isalpha() else None
    if role is None or role.kind != "person" or role.number != Number.ONE:
        return none
    if token.text.isupper() or token.text.lower() in EVERYDAY or not (name.capital and name.word):
        return none
    if name.text in NOT_A_NAME or role_of(name.text) or block.text[token.end : name.start] != " ":
        return none
    return token.text, role.gender, index - 1


def nicknamed(block: Block, index: int) -> tuple[int, str]:
    """Where the name with a nickname inside it ends that begins at token ``index`` (``index``
    where there is none), and the nickname: ``Dolores "Lola" Maretti``."""
    tokens = block.tokens
    if index + 4 >= len(tokens):
        return index, ""
    given, opening, nick, closing, family = tokens[index : index + 5]
    marks = opening.text in _MARKS and closing.text in _MARKS
    names = all(t.capital and t.word for t in (given, nick, family))
    close = block.text[opening.end : closing.start] == nick.text
    near = family.start - closing.end == 1 and opening.start - given.end == 1
    return (index + 5, nick.text) if marks and names and close and near else (index, "")


def is_surname(words: Sequence[str]) -> bool:
    """Is it one surname with its particles ("De la Cruz"), no first name before it?"""
    return len(words) > 1 and all(word.lower() in PARTICLES for word in words[:-1])


def name_word(text: str) -> bool:
    """May this be a word of a name: capitalised, also behind a particle ("al-Masri")?"""
    particle, _, rest = text.partition("-")
    return text[:1].isupper() or (particle.lower() in PARTICLES and rest[:1].isupper())


def name_run(block: Block, index: int) -> int:
    """The end (token number) of the run of name words that begins at token ``index``."""
    tokens, end, here = block.tokens, index, index
    while here < len(tokens) and here - index < 6:
        token = tokens[here]
        if here > index and block.text[tokens[here - 1].end : token.start].strip(" "):
            break
        if name_word(token.text) and (
            token.text not in NOT_A_NAME or (here == index + 1 and _month_name(block, here))
        ):
            end = here = here + 1
        elif token.text.lower() in PARTICLES and here > index:
            here += 1
        else:
            break
    return end


def _month_name(block: Block, index: int) -> bool:
    """Is a month's name a surname here: behind a first name, before no number ("Anna May")?"""
    token = block.tokens[index]
    after = block.tokens[index + 1].text if index + 1 < len(block.tokens) else ""
    given = block.tokens[index - 1].text
    listed = given in authority.first_names() or given in wordlists.table("given_names")
    return listed and token.text in wordlists.table("given_names") and not after[:1].isdigit()


def trimmed(block: Block, start: int, end: int) -> range:
    """The tokens of a name without titles before it and marks or possessives after it."""
    span = block.tokens_in(start, end)
    first, last = span.start, span.stop
    while last > first and (
        not block.tokens[last - 1].word
        or block.tokens[last - 1].text in NOT_A_NAME
        or (last - first > 1 and block.tokens[last - 1].text.lower() in _SAID)
    ):
        last -= 1
    for at in range(last - 1, first, -1):
        title, _, where = title_before(block, at)
        if title and where >= first:
            first = at
            break
    while first < last and not block.tokens[first].capital:
        first += 1
    return range(first, last)


def with_given(block: Block, span: range) -> range:
    """A surname with the first name that the model overlooked between it and an organisation
    ("CEO of the Refugee Council Enver Solomon"); any other span as it is."""
    at = span.start - 1
    if len(span) != 1 or at < 1 or block.headline:
        return span
    given, surname = block.tokens[at], block.tokens[span.start]
    beside = block.text[given.end : surname.start] == " " and given.capital and given.word
    behind = any(e == given.start - 1 for _, e, label in block.names if label == "ORG")
    named = any(s < given.end and e > given.start for s, e, _ in block.names)
    listed = given.text.lower() in authority.roles() or given.text in NOT_A_NAME
    if not beside or not behind or named or listed or title_before(block, span.start)[0]:
        return span
    return range(at, span.stop)


def plausible(tokens: Sequence[Token]) -> bool:
    """May these words be a person's name?"""
    words = [t.text for t in tokens if t.text not in SUFFIXES]
    if len(words) == 1 and ("." in words[0] or len(words[0]) < 2):
        return False
    return (
        bool(words)
        and len(words) <= 5
        and name_word(words[-1])
        and all(name_word(t) or t.lower() in PARTICLES or t == "'" for t in words)
        and not any(char.isdigit() for t in words for char in t)
    )


def other_generation(one: str, other: str) -> bool:
    """Do two names end with different suffixes: "Carl Ober Sr." and "Carl Ober Jr."?"""
    ends = [name.split()[-1].rstrip(".") for name in (one, other)]
    marks = {suffix.rstrip(".") for suffix in SUFFIXES}
    return ends[0] != ends[1] and set(ends) <= marks


def split_name(text: str) -> tuple[str, str]:
    """Given and family name of a full name, by the usual order."""
    words = [w for w in text.split() if w not in SUFFIXES]
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in PARTICLES:
        at -= 1
    return (words[0], " ".join(words[at:])) if len(words) > 1 else ("", words[0])
