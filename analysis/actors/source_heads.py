"""Whom the source of an attribution is about: its head, or heads where several speak jointly.

"Trump campaign manager Kellyanne Conway" is Conway, "a spokesman for Hillary Clinton, Nick
Merrill" is Merrill, "Clinton aides" are aides, "both the US and the UK" are two. No parser is
needed: names are known by now, and heads stand before prepositions, commas and relatives.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.actors.draft_cast import Figure, Place, Scene
from analysis.actors.name_shapes import title_before
from analysis.actors.noun_phrases import Opening, opening_of
from analysis.actors.role_phrases import PREPOSITIONS, longest_role
from analysis.actors.rules import Rule, Wanted
from analysis.actors.source_edges import bare, without_day
from analysis.actors.unnamed_sources import plain
from analysis.knowledge import authority, wordlists
from analysis.knowledge.authority import Number, Role
from analysis.words.tokens import Block

#: Pronouns: what they may stand for (gender or number).
_ASKING = {
    Wanted.MAN: "asks_male",
    Wanted.WOMAN: "asks_female",
    Wanted.SEVERAL: "asks_several",
    Wanted.THING: "asks_thing",
    Wanted.SELF: "asks_self",
    Wanted.RELATIVE: "asks_relative",
}
PRONOUNS = {
    word.lower(): wanted
    for wanted, group in _ASKING.items()
    for word in wordlists.words("pronouns", group)
}
_UNKNOWN = wordlists.words("pronouns", "nobody")
_NONE = wordlists.words("phrase_words", "none")
_LEADING = wordlists.words("phrase_words", "before_source")
_ARTICLES = wordlists.words("phrase_words", "article")
_DEFINITE = wordlists.words("phrase_words", "definite")
_POSSESSIVE = {word: PRONOUNS[word] for word in wordlists.words("pronouns", "owner")}
_ALONE = wordlists.words("phrase_words", "alone")
_APART = wordlists.words("phrase_words", "apart")
#: Openings that are no part of what somebody is called ("the", "a", "his"; "another" is).
_DROPPED = (Opening.DEFINITE, Opening.INDEFINITE, Opening.POSSESSED)
_ENDS = frozenset(",(—–;:") | wordlists.words("phrase_words", "ends_source")


@dataclass(frozen=True)
class Head:
    """One speaker of a source, as far as its own words tell.

    ``how`` is name, metonym, title, description or pronoun. ``figure`` is who it is, where the
    words say so; ``wanted`` is what a pronoun or possessive asks for; ``noun`` the head noun of
    a description (``word``, also where no list has it), ``modifiers`` the words before it,
    ``opening`` whether it points back, ``rest`` what it says without its article.
    """

    how: str
    block: int
    start: int
    end: int
    figure: Figure | None = None
    sure: float = 0.9
    rule: Rule = Rule.DESCRIPTION
    noun: Role | None = None
    opening: Opening = Opening.DEFINITE
    wanted: Wanted = Wanted.NOTHING
    rest: str = ""
    word: str = ""
    modifiers: frozenset[str] = frozenset()
    rivals: tuple[Figure, ...] = ()


def heads(scene: Scene, block: Block, start: int, end: int) -> list[Head]:
    """The speakers the source ``block.text[start:end]`` names, in the text's order."""
    span = block.tokens_in(start, end)
    first, stop = span.start, span.stop
    tokens = block.tokens
    while first < stop and (not tokens[first].word or tokens[first].text.lower() in _LEADING):
        first += 1
    stop = without_day(block, first, stop)
    if first >= stop:
        return []
    joint = _joint(scene, block, first, stop)
    return joint or [_single(scene, block, first, stop)]


def _joint(scene: Scene, block: Block, first: int, stop: int) -> list[Head]:
    """The conjuncts of "X and Y", where each is complete in itself."""
    tokens = block.tokens
    for index in range(first + 1, stop - 1):
        if tokens[index].text not in ("and", "&", "or"):
            continue
        left_stop = index
        while left_stop > first and not tokens[left_stop - 1].word:
            left_stop -= 1
        if left_stop == first:
            continue
        left = _list(scene, block, first, left_stop)
        right = heads(scene, block, tokens[index + 1].start, tokens[stop - 1].end)
        closed = left[-1].end == tokens[left_stop - 1].end and all(
            _complete(h) and _whole(block, h) for h in left
        )
        objects = left[-1].how == "description" and right and right[0].how == "name"
        if objects and any(t.text.lower() in PREPOSITIONS for t in tokens[first:left_stop]):
            continue  # "strategists for Obama and Clinton"
        if closed and right and all(_complete(h) for h in right) and _starts(block, right[0]):
            return left + right
    return []


def _list(scene: Scene, block: Block, first: int, stop: int) -> list[Head]:
    """ "Trump, Cruz" as two, where every part is a bare name; otherwise one head."""
    edges = [i for i in range(first, stop) if block.tokens[i].text == ","]
    if edges:
        parts, begin = [], first
        for edge in [*edges, stop]:
            if begin < edge:
                parts.append(_single(scene, block, begin, edge))
            begin = edge + 1
        if all(p.figure and p.end == block.tokens[_last(block, p)].end for p in parts) and all(
            p.how == "name" and p.rule != Rule.DESCRIPTION for p in parts
        ):
            return parts
    return [_single(scene, block, first, stop)]


def _last(block: Block, head: Head) -> int:
    return block.tokens_in(head.start, head.end).stop - 1


def _complete(head: Head) -> bool:
    return head.figure is not None or head.how == "pronoun" or head.noun is not None


def _whole(block: Block, head: Head) -> bool:
    """A bare "real estate mogul" before "and" is half a title, not one who speaks."""
    noun = head.noun
    if noun is None or noun.number != Number.ONE or noun.kind != "person" or head.how == "name":
        return True
    index = block.token_at(head.start)
    words = {block.tokens[index].text.lower(), block.tokens[max(0, index - 1)].text.lower()}
    return bool(words & (_ARTICLES | _DEFINITE | set(_POSSESSIVE) | _ALONE))


def _starts(block: Block, head: Head) -> bool:
    """Does what follows "and" open like a noun phrase of its own?"""
    index = block.token_at(head.start)
    token = block.tokens[index]
    before = block.tokens[index - 1].text.lower() if index else ""
    return (
        token.capital
        or token.text.lower() in PRONOUNS
        or before in _ARTICLES
        or (head.noun is not None and head.noun.number == Number.SEVERAL)
    )


def _single(scene: Scene, block: Block, first: int, stop: int) -> Head:
    tokens = block.tokens
    words = [bare(t.text) for t in tokens[first:stop]]
    start, end = tokens[first].start, tokens[stop - 1].end
    if len(words) == 1 and words[0] in PRONOUNS:
        return Head("pronoun", block.index, start, end, wanted=PRONOUNS[words[0]])
    if words[-1] == "whom" or words[0] in ("who", "which") or words[-2:] == ["of", "which"]:
        return Head("pronoun", block.index, start, end, wanted=Wanted.RELATIVE)
    if words[0] in PRONOUNS and words[1:2] and words[1] in _APART:
        return Head("pronoun", block.index, start, end, wanted=PRONOUNS[words[0]])
    whole = scene.covering(block.index, start, end)
    if whole is not None and whole.figure.kind == "person":  # "Anna" of "Anna May said"
        return _head_of(whole, "name", Rule.FULL_NAME if whole.full else Rule.SURNAME)
    if words[0] in _NONE:
        return Head("description", block.index, start, end, rule=Rule.NO_ONE, sure=0.5)
    short = scene.by_one_word(tokens[first].text) if len(words) == 1 else None
    if short is not None and not scene.within(block.index, start, end):
        return Head("name", block.index, start, end, short, 0.8, Rule.SURNAME)
    if len(words) == 1 and (words[0] in _UNKNOWN or opening_of(words[0]) == Opening.POSSESSED):
        return Head("description", block.index, start, end, rule=Rule.NO_ONE, sure=0.5)
    core = first + 1
    while core < stop and (tokens[core].text.lower() not in _ENDS or _inside(scene, block, core)):
        core += 1
    found = _named_person(scene, block, first, core)
    if found is None and core < stop:
        found = _apposition(scene, block, core + 1, stop)
    if found is not None:
        return replace(found, start=found.start, end=found.end)
    limit = _phrase_end(scene, block, first, core)
    entity = _entity(scene, block, first, limit)
    if entity is not None:
        return entity
    return _description(scene, block, first, core, limit)


def _inside(scene: Scene, block: Block, index: int) -> bool:
    token = block.tokens[index]
    return any(
        p.start <= token.start and token.end <= p.end
        for p in scene.within(block.index, 0, len(block.text))
    )


def _named_person(scene: Scene, block: Block, first: int, stop: int) -> Head | None:
    """The person whose name heads the phrase: last name, not a possessor nor a modifier."""
    tokens = block.tokens
    start, end = tokens[first].start, tokens[stop - 1].end
    for place in scene.within(block.index, start, end):
        if place.figure.kind != "person":
            continue
        span = block.tokens_in(place.start, place.end)
        back = span.start - 1
        if back > first and tokens[back].text.lower() in _ARTICLES:
            back -= 1  # "seen by the Herald"
        before = tokens[back] if back >= first else None
        after = tokens[span.stop] if span.stop < stop else None
        if after is not None and (
            after.text in ("'s", "'") or (after.word and after.text.lower() not in PREPOSITIONS)
        ):
            continue
        if after is not None and after.text == '"' and _is_work(block, place, stop):
            continue
        if before is not None and before.text.lower() in PREPOSITIONS:
            continue
        rule = Rule.FULL_NAME if place.full else Rule.SURNAME
        if not place.full and place.figure.by_family_only:
            rule = Rule.OFFICE_HOLDER
        return _head_of(place, "name", rule)
    return None


def _is_work(block: Block, place: Place, stop: int) -> bool:
    """Does the name end a title in quotation marks: '"Mrs Pelham" actress Greta Lowe'?"""
    behind = block.tokens_in(place.start, place.end).stop + 1
    return block.in_quotes(place.start) and behind < stop and block.tokens[behind].word


def _head_of(place: Place, how: str, rule: Rule) -> Head:
    """The head that a place in the scene is."""
    return Head(
        how,
        place.block,
        place.start,
        place.end,
        place.figure,
        place.sure,
        rule,
        rivals=place.rivals,
    )


def _apposition(scene: Scene, block: Block, first: int, stop: int) -> Head | None:
    """ "Clinton's campaign manager, Robby Mook": the name between the commas."""
    if first >= stop:
        return None
    last = first
    while last < stop and block.tokens[last].text not in _ENDS:
        last += 1
    if last == first:
        return None
    found = _named_person(scene, block, first, last)
    if found is None:
        return None
    at = block.token_at(found.start)
    _, _, title = title_before(block, at)
    after_article = title == first + 1 and block.tokens[first].text.lower() in _ARTICLES
    return found if at == first or title == first or after_article else None


def _phrase_end(scene: Scene, block: Block, first: int, stop: int) -> int:
    """Where the noun phrase ends: before the first preposition that is in no name or title."""
    for index in range(first + 1, stop):
        token = block.tokens[index]
        if token.text.lower() in PREPOSITIONS and not _inside(scene, block, index):
            if (
                index + 1 < stop
                and longest_role(list(block.tokens[first : index + 2]))
                and (token.text == "of" and " of " in _tail(block, first, index + 2))
            ):
                continue
            return index
    return stop


def _tail(block: Block, first: int, stop: int) -> str:
    """The longest title that ends at ``stop``."""
    return title_before(block, stop)[0]


def _entity(scene: Scene, block: Block, first: int, stop: int) -> Head | None:
    """The state or organisation whose name ends the noun phrase."""
    if stop <= first:
        return None
    start, end = block.tokens[first].start, block.tokens[stop - 1].end
    for place in reversed(scene.within(block.index, start, end)):
        if place.end != end or place.figure.kind == "person":
            continue
        if place.demonym and block.text[place.start : place.end].endswith("s"):
            return None  # "Americans" are people, no state
        rule = {"metonym": Rule.METONYM, "description": Rule.NAMED_AGAIN}.get(place.how, Rule.NAME)
        if place.bare:
            rule = Rule.COUNTRY_OF_MINISTRY
        return _head_of(place, place.how, rule)
    return None


def _description(scene: Scene, block: Block, first: int, stop: int, limit: int) -> Head:
    tokens = block.tokens
    limit = _before_participle(block, first, limit)
    words = list(tokens[first:limit])
    noun = longest_role(words)
    author = _author(scene, block, first, stop, limit, noun)
    if author is not None:
        return author
    lowered = [token.text.lower() for token in words]
    opening = opening_of(lowered[0])
    begin = first
    while begin < limit - 1 and opening_of(lowered[begin - first]) in _DROPPED:
        begin += 1
    if any(opening_of(word) == Opening.OTHER for word in lowered[:-1]):
        opening = Opening.OTHER
    if opening == Opening.BARE and noun is not None and noun.number == Number.ONE:
        owned = any(token.text == "'s" for token in words)
        titled = tokens[first].capital and limit - first <= 3 and limit == stop
        opening = Opening.DEFINITE if owned or titled else Opening.INDEFINITE
    if (
        noun is not None
        and noun.kind == "document"
        and tokens[min(stop, len(tokens) - 1)].text == ","
    ):
        stop = limit  # "Figures from Torr, Ambleby and …": the list is cut
    while stop - 1 > limit and tokens[stop - 1].text.lower() in PREPOSITIONS:
        stop -= 1
    said = plain(block.text[tokens[begin].start : tokens[stop - 1].end])
    partly = limit < stop and tokens[limit].text == "of" and lowered[-1] in wordlists.table("parts")
    start, end = tokens[first].start, tokens[stop - 1].end
    if partly:
        return Head("description", block.index, start, end, rule=Rule.SOME, sure=0.5)
    public = noun is not None and noun.public in ("office", "public")
    return Head(
        "title" if public and opening == Opening.DEFINITE else "description",
        block.index,
        start,
        end,
        None,
        0.8,
        Rule.POSSESSIVE if opening == Opening.POSSESSED else Rule.DESCRIPTION,
        noun,
        opening=opening,
        wanted=_POSSESSIVE.get(lowered[0], Wanted.NOTHING),
        rest=said,
        word=lowered[-1] if noun is None else noun.word.lower(),
        modifiers=frozenset(t.lower() for t in lowered[begin - first : -1] if t.isalnum()),
    )


def _before_participle(block: Block, first: int, limit: int) -> int:
    """Where the noun ends that a participle follows: "Documents | seen by the Herald"."""
    last = block.tokens[limit - 1].text.lower()
    if limit - first < 2 or longest_role(list(block.tokens[first:limit])) is not None:
        return limit
    behind = last.endswith(("ed", "en", "ing")) or last in wordlists.table("after_nouns")
    return limit - 1 if behind and longest_role(list(block.tokens[first : limit - 1])) else limit


def _author(
    scene: Scene, block: Block, first: int, stop: int, limit: int, noun: Role | None
) -> Head | None:
    """Whose "the Home Office letter", "Trump's tweet", "a statement from NATO" is: the words
    are the author's, the document only carries them."""
    nouns, _ = authority.media()
    if noun is None or noun.kind != "document" or noun.word not in nouns:
        return None
    tokens = block.tokens
    start, end = tokens[first].start, tokens[stop - 1].end
    owners = scene.within(block.index, start, tokens[limit - 1].start)
    if limit + 1 < stop and tokens[limit].text in ("from", "by"):
        behind = tokens[limit].end
        owners = [
            p
            for p in scene.within(block.index, behind, end)
            if block.text[behind : p.start].strip() in ("", "the")
        ] or owners
    if not owners:
        return None
    owner = owners[-1]
    return Head("description", block.index, start, end, owner.figure, 0.8 * owner.sure, Rule.AUTHOR)
