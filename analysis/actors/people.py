"""Who is named: full names, surnames chained to them over the whole article, their roles.

The small model's labels are a hint, no more ("Kuleba" comes back as a place): a name counts
where the authority file knows it, where a title or a listed first name stands before it, where
the model calls it a person, or where it is the surname of a full name found anywhere in the
article, before or after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from analysis.actors.name_evidence import (
    cut_run,
    introduced,
    known_form,
    registered,
    role_before,
    speaking_names,
    spoken,
)
from analysis.actors.name_shapes import (
    SUFFIXES,
    first_gender,
    is_surname,
    likely_gender,
    name_run,
    nicknamed,
    plausible,
    title_before,
    trimmed,
    with_given,
)
from analysis.actors.roll import Roll, gender_of
from analysis.actors.surnames import add_surnames, release
from analysis.article.article import Span
from analysis.knowledge import authority, wordlists
from analysis.knowledge.authority import Gender
from analysis.words.tokens import Block, overlaps

#: A title and a name are no longer than this; what the model takes for an organisation may be.
_SHORT = 3


def find_people(blocks: Sequence[Block], day: date | None, taken: dict[int, list[Span]]) -> Roll:
    """The people that the blocks of an article of ``day`` name.

    ``taken`` are spans by block (offsets of the block) that name something else.
    """
    roll = Roll(blocks, day, taken)
    singles: list[tuple[Block, range]] = []
    speaking = speaking_names(roll.blocks)
    for block in sorted(roll.blocks, key=lambda b: b.headline):
        families = {p.family for p in roll.people} if block.headline else set()
        before = tuple(roll.taken.get(block.index, ()))
        nicks = _nicknames(block)
        for index, (stop, nick) in nicks.items():
            _enrol_nicknamed(roll, block, index, stop, nick)
        for span in _candidates(block, before, nicks, speaking):
            words = [block.tokens[i].text for i in span]
            if block.headline and len(words) > 1 and (families & set(words[:-1]) or len(words) > 3):
                continue  # "Obama To Asians" is no name where Obama is one
            name = block.text[block.tokens[span.start].start : block.tokens[span.stop - 1].end]
            parts = [w for w in name.split() if w not in SUFFIXES]
            if len(parts) > 1 and not is_surname(parts):
                roll.add(block, span, roll.enrol(name))
            else:
                singles.append((block, span))
    _share_surnames(roll)
    release(roll)
    add_surnames(roll, singles)
    _complete(roll)
    roll.named.sort(key=lambda n: (n.block, n.start))
    _settle_genders(roll)
    return roll


def _nicknames(block: Block) -> dict[int, tuple[int, str]]:
    """Where names with a nickname inside begin: by token, where each ends, and the nickname."""
    found = ((index, nicknamed(block, index)) for index in range(len(block.tokens)))
    return {index: (stop, nick) for index, (stop, nick) in found if nick}


def _candidates(
    block: Block,
    taken: Sequence[Span],
    nicks: Mapping[int, tuple[int, str]],
    speaking: frozenset[str],
) -> list[range]:
    """The stretches that may name a person, in order, outside ``taken`` and ``nicks``."""
    found: list[range] = []
    seen: list[Span] = list(taken)

    def offer(span: range) -> None:
        if not span or not plausible([block.tokens[i] for i in span]):
            return
        start, end = block.tokens[span.start].start, block.tokens[span.stop - 1].end
        if not overlaps(seen, start, end):
            seen.append((start, end))
            found.append(span)

    for index, token in enumerate(block.tokens):
        if index in nicks:
            seen.append((token.start, block.tokens[nicks[index][0] - 1].end))
            continue
        offer(known_form(block, index))
        if token.capital:
            offer(_whole(block, _written_as_name(block, index)))
    for span in introduced(block):
        last = block.tokens[span.stop - 1]
        if (last.start, last.end) in seen:  # "Valeska Paris, an Australian woman,"
            seen.remove((last.start, last.end))
        offer(span)
    for span in spoken(block, speaking):
        offer(span)
    for start, end, label in block.names:
        if label == "PERSON":
            offer(with_given(block, trimmed(block, start, end)))
    return sorted(found, key=lambda span: span.start)


def _enrol_nicknamed(roll: Roll, block: Block, index: int, stop: int, nick: str) -> None:
    given, family = block.tokens[index], block.tokens[stop - 1]
    person = roll.enrol(f"{given.text} {family.text}")
    person.name = block.text[given.start : family.end]
    person.forms.update((nick, f"{nick} {family.text}"))
    roll.add(block, range(index, stop), person)


def _written_as_name(block: Block, index: int) -> range:
    """The name that begins at a capitalised token by what stands before it or by its first
    word; empty where nothing shows that it is one."""
    token, first_names = block.tokens[index], authority.first_names()
    title, _, begin = title_before(block, index)
    stop = name_run(block, index)
    if title and _in_organisation(block, begin, index):
        return range(0)
    if title and title.lower() not in (token.text.lower(), "the"):
        seen_as = any(label == "PERSON" and s <= token.start < e for s, e, label in block.names)
        certain = not block.headline or seen_as or token.text in first_names
        if certain and title_before(block, index + 1)[2] == index + 1:
            found = cut_run(block, index, stop)
            if not block.headline and len(found) == stop - index - 1 > 1:
                found = range(index, stop)  # "Ms. Sarah Withrow King"
            return found if len(found) == stop - index or len(found) > 1 else range(0)
        return range(0)
    if block.headline or stop - index > 4:
        return range(0)
    if stop - index > 1 and (token.text in first_names or registered(block, index, stop)):
        return cut_run(block, index, stop)
    if stop > index and role_before(block, index, stop):
        return range(index, stop)
    return range(0)


def _in_organisation(block: Block, title: int, index: int) -> bool:
    """Do the title and the words behind it name an organisation ("Major League Baseball")?"""
    low, high = block.tokens[title].start, block.tokens[index].end
    return any(
        s <= low and e >= high and len(block.text[s:e].split()) > _SHORT
        for s, e, label in block.names
        if label == "ORG"
    )


def _whole(block: Block, span: range) -> range:
    """A name with the words before it that the model takes for the same name, as "Abdel Bary" of
    "Abdel-Majed Abdel Bary"."""
    if not span:
        return span
    start, end = block.tokens[span.start].start, block.tokens[span.stop - 1].end
    for low, high, label in block.names:
        if label == "PERSON" and low < start and end <= high:
            wider = trimmed(block, low, high)
            first = block.tokens[wider.start].text
            given = "-" in first or first in wordlists.table("given_names")
            if given and wider.start < span.start and wider.stop >= span.stop:
                return wider
    return span


def _share_surnames(roll: Roll) -> None:
    """ "Barbara and Sandor Keleti" are two of one surname."""
    for named in [n for n in roll.named if n.full]:
        block = roll.blocks[named.block]
        at = block.token_at(named.start)
        if at < 2 or block.tokens[at - 1].text != "and" or not named.person.given:
            continue
        first = block.tokens[at - 2]
        alone = at < 3 or not block.tokens[at - 3].capital
        if alone and first.text in wordlists.table("given_names"):
            person = roll.enrol(f"{first.text} {named.person.family}")
            roll.add(block, range(at - 2, at - 1), person)


def _complete(roll: Roll) -> None:
    """A full name the model did not take for a person ("Parker Griffith" as an
    organisation) is one where its last word is a surname used elsewhere ("Dr. Griffith")."""
    single = {p.family: p for p in roll.people if not p.given and " " not in p.family}
    for block in roll.blocks:
        for start, end, _ in block.names:
            words = block.text[start:end].removesuffix("'s").split()
            person = single.get(words[-1]) if 2 <= len(words) <= 3 else None
            span = trimmed(block, start, end)
            if person is None or person.known or len(span) != len(words):
                continue
            first = block.tokens[span.start]
            known = authority.gazetteer().get(first.text, ())
            if any(k.entity and k.form == first.text for k in known):
                continue
            low, high = first.start, block.tokens[span.stop - 1].end
            if not plausible([block.tokens[i] for i in span]):
                continue
            bearer = roll.named_in_full(block, low, high)
            given = bearer.given if bearer else first.text
            gender = (bearer.gender if bearer else "") or first_gender(given)
            gender = gender or likely_gender(given)
            if gender and person.gender not in (gender, Gender.UNKNOWN):
                continue  # "Mrs. Renner" is not Paul Renner
            roll.named = [
                n for n in roll.named if not (n.block == block.index and low <= n.start < high)
            ]
            person.name, person.given = block.text[low:high], first.text
            person.forms.add(person.name)
            roll.taken[block.index] = [
                t for t in roll.taken.get(block.index, []) if not low <= t[0] < high
            ]
            roll.add(block, span, person)


def _settle_genders(roll: Roll) -> None:
    for person in roll.people:
        person.gender = gender_of(person)
    for named in roll.named:
        if not named.person.gender:
            block = roll.blocks[named.block]
            at = block.token_at(named.start)
            named.person.gender = title_before(block, at)[1]
