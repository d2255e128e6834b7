"""Actors that are only described: "Western officials", "a spokesman for the ministry"."""

from __future__ import annotations

import re

from analysis.actors.draft_cast import Figure, Scene
from analysis.actors.noun_phrases import Opening
from analysis.actors.role_phrases import longest_role
from analysis.actors.role_words import roles
from analysis.knowledge import wordlists
from analysis.knowledge.authority import Gender, Number, Role
from analysis.words.tokens import Block

_OFFICIAL_WORDS = re.compile(rf"\b{wordlists.alternation('office_words', 'official')}\b", re.I)
_OF_GROUP = wordlists.words("phrase_words", "of_group")


def plain(text: str) -> str:
    """A description without possessive marks, as one would list it."""
    return re.sub(r"\s+", " ", text).strip(" \"'")


def described(
    scene: Scene, block: Block, name: str, noun: Role | None, start: int, end: int
) -> Figure:
    """A new figure of somebody only described ("Western officials"), with the side that the
    words ``block.text[start:end]`` give it."""
    kind = noun.kind if noun is not None and noun.kind != "document" else ""
    named = [p.figure for p in scene.within(block.index, start, end) if p.figure.kind != "person"]
    public = noun is not None and noun.public in ("office", "spokes")
    side = next((f.side for f in reversed(named) if f.side), "") if public else ""
    official = public and (
        bool(side) or any(f.official for f in named) or bool(_OFFICIAL_WORDS.search(name))
    )
    organisations = [f for f in named if f.kind == "organisation"]
    return Figure(
        name,
        kind,
        type="described",
        side=side,
        affiliation=organisations[-1].name if organisations else "",
        gender=noun.gender if noun is not None else Gender.UNKNOWN,
        plural=noun is not None and noun.number == Number.SEVERAL,
        official=official,
    )


def proper(scene: Scene, noun: Role | None, opening: Opening, name: str) -> Figure | None:
    """The organisation that "the" with nothing but capitalised words names ("The Mail"), entered
    where it is new; nothing for other words."""
    words = name.split()
    if noun is not None or opening != Opening.DEFINITE or not words:
        return None
    if not all(word[:1].isupper() and word.replace("-", "").isalpha() for word in words):
        return None
    return scene.enter(Figure(name, "organisation", type="organisation"))


def relative_group(scene: Scene, block: Block, before: int) -> Figure | None:
    """The plural noun phrase that ends right before ", some of whom"."""
    index = block.token_at(before - 1) if before else -1
    while index >= 0 and not block.tokens[index].word:
        index -= 1
    if index < 0:
        return None
    role = longest_role(list(block.tokens[max(0, index - 2) : index + 1]))
    if role is None or role.number != Number.SEVERAL:
        return None
    first = index
    while first > 0 and _modifies(block, first - 1):
        first -= 1
    start, end = block.tokens[first].start, block.tokens[index].end
    return described(scene, block, block.text[start:end], role, start, end)


def _modifies(block: Block, index: int) -> bool:
    token = block.tokens[index]
    if not token.word or block.text[token.end : token.end + 1] != " ":
        return False
    lower = token.text.lower()
    return token.capital or lower in roles() or lower in _OF_GROUP
