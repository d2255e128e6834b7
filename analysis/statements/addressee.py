"""To whom something is said: who is told, urged or warned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.actors.resolution import Actor, Cast, Mention
from analysis.article.article import Article
from analysis.knowledge import wordlists
from analysis.statements.zone import BLANK, Zone

if TYPE_CHECKING:
    from analysis.attribution.extraction import Attribution


def _any(group: str, name: str = "circumstances") -> str:
    return wordlists.alternation(name, group)


_TELL = re.compile(rf"\b{_any('tells', 'saying_verbs')}\b", re.I)
_URGE = re.compile(rf"\b{_any('urges', 'saying_verbs')}\b", re.I)
#: "asked [the governments of South East Asia] not to …": a short phrase, then an infinitive.
_URGED = re.compile(
    rf"\s*({_any('urged_article')}\s+(?:(?!{_any('urged_barrier')}\b)[\w'-]+\s+){{1,6}}?)"
    r"(?:not\s+)?to\s+[a-z]"
)
_URGED_TO = re.compile(rf"\W*(?:$|{_any('urged_to')}|,|[.])")
_TO = re.compile(
    rf"\b{_any('addresses', 'saying_verbs')}\s+(?:\w+\s+)?(?:to|before)\s+"
    r"|\binterview\s+(?:\w+\s+)?with\s+",
    re.I,
)
_HEARERS = re.compile(
    rf"{_any('hearer_article')}?\s*(?:(?!{_any('hearer_barrier')}\b)[\w'-]+\s+){{0,3}}?"
    rf"{_any('hearer')}\b",
    re.I,
)
_HEARER_PRONOUN = re.compile(rf"\s*({_any('hearer', 'pronouns')})\b")
_BARRIER = re.compile(rf"[,.;:\"]|\b{_any('name_barrier')}\b")
#: How far behind its verb a hearer stands, in characters.
_AHEAD = 120


def addressee(
    cast: Cast,
    article: Article,
    zone: Zone,
    attribution: Attribution,
    who: Sequence[Actor],
) -> str:
    """Who is told, urged or warned: the name or hearers right behind such a verb."""
    for pattern in (_TELL, _URGE, _TO):
        for match in pattern.finditer(article.text, zone.start, zone.start + len(zone.text)):
            at = match.end() - zone.start
            near = zone.cue[0] - 20 <= match.start() - zone.start <= zone.cue[1] + 60
            if zone.text[match.start() - zone.start] == BLANK or not near:
                continue
            found = _hearer(cast, article, zone.start + at, pattern is _URGE, attribution)
            if found and found not in {actor.name for actor in who}:
                return found
    return ""


def _hearer(
    cast: Cast,
    article: Article,
    at: int,
    urged: bool,
    attribution: Attribution,
) -> str:
    text = article.text
    end = article.paragraph_at(at).end
    stop = text.find('"', at, min(end, at + _AHEAD))
    reach = min(end, at + _AHEAD if stop < 0 else stop)
    ahead = text[at:reach]
    pronoun = _HEARER_PRONOUN.match(ahead)
    if pronoun and not _HEARERS.match(ahead.lstrip()):  # "told her aides" is not told to her
        return _pronoun_hearer(cast, article, at, pronoun.group(1), attribution)
    for mention in cast.within(at, reach):
        if mention.how == "pronoun":
            continue
        between = text[at : mention.start]
        if _BARRIER.search(between):
            break
        after = text[mention.end : mention.end + 40]
        if after.startswith(("'s", "’s")):
            break
        if _modifier(cast, mention) or (len(between.split()) > 6):
            continue
        if urged and not _URGED_TO.match(after):
            break
        actor = cast.actor(mention.actor_id)
        if re.match(r"\s+[a-z]+(?:ers|ors|ists|ials)\b", after):
            break
        return actor.name
    phrase = _URGED.match(ahead) if urged else None
    found = phrase.group(1) if phrase else ""
    hearers = _HEARERS.match(ahead.lstrip())
    if hearers and len(hearers.group().strip()) >= len(found):
        found = hearers.group()
    return re.sub(r"^(?:the|a|an)\s+", "", found.strip(), flags=re.I)


def _modifier(cast: Cast, mention: Mention) -> bool:
    """Is the mention an adjective ("Russian President …") with a name right behind it?"""
    near = cast.within(max(0, mention.start - 80), mention.end + 80)
    return any(
        mention.how == "metonym" and other.how == "name" and 0 < other.start - mention.end < 40
        for other in near
    ) or any(m is not mention and m.start <= mention.start and mention.end < m.end for m in near)


def _pronoun_hearer(
    cast: Cast, article: Article, at: int, word: str, attribution: Attribution
) -> str:
    """Whom "him" or "it" means, in the same sentence: the last fitting name before it that is
    not the speaker; nothing where none stands there."""
    paragraph = article.paragraph_at(at)
    begin = (
        max(
            (m.end() for m in re.finditer(r"[.!?]\s", article.text[paragraph.start : at])),
            default=0,
        )
        + paragraph.start
    )
    own = {m.actor_id for s, e in attribution.source for m in cast.within(s, e)}
    wanted = {
        "him": lambda a: a.kind == "person" and a.gender != "f",
        "her": lambda a: a.kind == "person" and a.gender != "m",
        "it": lambda a: a.kind in ("state", "organisation"),
        "them": lambda a: a.kind == "group",
    }.get(word)
    if wanted is None:
        return ""
    for mention in reversed(cast.within(begin, at)):
        actor = cast.actor(mention.actor_id)
        if mention.actor_id not in own and wanted(actor):
            return actor.name
    return ""
