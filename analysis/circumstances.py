"""The circumstances of a saying: when, how, to whom, and through whom.

They stand in the sentence of its cue, outside every content: that *zone* is all these rules
read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from analysis import authority, dates
from analysis.actors import Actor, Cast, Mention
from analysis.article import Article, Span
from analysis.language import Parse

if TYPE_CHECKING:
    from analysis.attribution import Attribution

#: Between a cue and a date these open a clause of its own, which dates something else.
_CLAUSE = re.compile(
    r"\b(?:who|whom|which|whose|that|when|after|before|since|until|because|while|where|if|as of)\b",
    re.I,
)
#: A fronted phrase with one of these dates the saying that happened at it or right after it.
_OCCASION = re.compile(
    r"\b(?:meeting|meetings|talks|remarks|speech|address|interview|conference|briefing|call|debate"
    r"|rally|hearing|statement|tweet|tweets|comments|summit|visit|testimony|event|broadcast"
    r"|appearance|letter|phone|questions|session|forum|fundraiser|town hall|speaking|talking"
    r"|appearing)\b",
    re.I,
)
#: Possessive, or a run of blanks would be shared out between its three repeats in every way.
_BARE = re.compile(r"\W*+(?:(?:and|but|then|also)\s++)?(?:on|late|early)?\s*+", re.I)
#: What a fronted phrase begins with; a verb in it makes it a clause that dates something else.
_FRONTED = re.compile(
    r"\W*(?:(?:and|but|then|also|meanwhile|earlier|later|separately)\W+)?(?:in|at|on|during|after|following|before|speaking|while|hours"
    r"|minutes|shortly|talking|appearing|addressing|meeting)\b(?!.*\b(?:is|was|were|are|has|had|will)\b)",
    re.I | re.S,
)
_CLOSE = re.compile(r"[\s,]*(?:(?:on|late|early|earlier)\s+)?", re.I)
_TELL = re.compile(
    r"\b(?:told|tells|tell|telling|informed|informs|informing|assured|assures|assuring|reminded"
    r"|reminds|reminding|advised|advises|advising|notified|briefed)\b",
    re.I,
)
_URGE = re.compile(
    r"\b(?:urged|urges|urge|urging|asked|asks|ask|asking|warned|warns|warn|warning|ordered|orders"
    r"|ordering|begged|implored|pressed|pressing|instructed|challenged|encouraged|encouraging"
    r"|invited|called on|calls on|calling on|demanded of|appealed to)\b",
    re.I,
)
#: "asked [the governments of South East Asia] not to …": a short phrase, then an infinitive.
_URGED = re.compile(
    r"\s*((?:the|all|both|his|her|their|its)\s+(?:(?!to\b|that\b|for\b)[\w'-]+\s+){1,6}?)"
    r"(?:not\s+)?to\s+[a-z]"
)
_URGED_TO = re.compile(r"\W*(?:$|that|to|not|against|of|about|for|on|over|,|[.])")
_TO = re.compile(
    r"\b(?:said|says|wrote|writes|confirmed|explained|announced|spoke|speaking|added|admitted"
    r"|complained|emphasized|suggested|statement|letter|email|message|remarks|comments|testimony"
    r"|speech|address)\s+(?:\w+\s+)?(?:to|before)\s+|\binterview\s+(?:\w+\s+)?with\s+",
    re.I,
)
_VIA = re.compile(
    r"\b(?:per|according to|as reported by|as quoted by|quoted by|as cited by|cited by"
    r"|reported by|as told to|via|first reported by)\s+(?:the\s+)?$",
    re.I,
)
_VIA_AFTER = re.compile(r"^\s*(?:reported|reports|has reported|first reported|quoted)\b", re.I)
_HEARERS = re.compile(
    r"(?:a|an|the|his|her|their|its|some|several|many|these|those|fellow)?\s*"
    r"(?:(?!to\b|that\b|of\b|in\b|on\b)[\w'-]+\s+){0,3}?"
    r"(?:reporters|journalists|lawmakers|senators|supporters|voters|crowd"
    r"|audience|donors|delegates|members|officials|aides|investigators|friends|people|students"
    r"|viewers|listeners|readers|colleagues|leaders|police|media|press|news conference|parliament"
    r"|congress|committee|court|newspaper|magazine|network|agency|paper|gathering|group|host"
    r"|interviewer|moderator|advisers|allies|staff|troops|diplomats|ministers|investors)\b",
    re.I,
)
_MEDIUM_FRAME = (
    r"\b(?i:in|on|at|during|via|through|from|by|over|issued|released|posted|sent"
    r"|wrote)\s+(?:(?:a|an|the|his|her|their|its|that|this|one|another|recent|[A-Z]\w+'s)\s+)?"
    r"(?:[\w'’.-]+\s+){0,3}?"
)


@dataclass(frozen=True)
class Zone:
    """The sentence of a cue: its text with contents blanked, and where the cue and the
    contents stand in it (offsets of ``text``)."""

    text: str
    start: int
    cue: Span
    contents: tuple[Span, ...]
    others: tuple[Span, ...]
    sources: tuple[Span, ...] = ()


def zone(
    article: Article,
    parses: Sequence[Parse],
    attribution: Attribution,
    everything: Sequence[Span],
    attributions: Sequence[Attribution],
) -> Zone | None:
    """The sentence of the cue (without one: of the source) with every content blanked out."""
    anchor = sorted(attribution.cue) or sorted(attribution.source)
    if not anchor:
        return None
    number = article.paragraph_at(anchor[0][0]).number
    parse = next((p for p in parses if p.paragraph.number == number), None)
    if parse is None:
        return None
    start, end = next(
        ((s, e) for s, e in parse.sentences if s <= anchor[0][0] < e),
        (parse.paragraph.start, parse.paragraph.end),
    )
    end = max(end, min(parse.paragraph.end, anchor[-1][1]))
    inside = [(max(s, start), min(e, end)) for s, e in everything if s < end and start < e]
    letters = list(article.text[start:end])
    for s, e in inside:
        letters[s - start : e - start] = "\x00" * (e - s)
    own = tuple(
        (max(s, start) - start, min(e, end) - start)
        for s, e in sorted(attribution.content)
        if s < end and start < e
    )
    cue = (anchor[0][0] - start, min(anchor[-1][1], end) - start)
    others = tuple(
        (s - start, e - start)
        for other in attributions
        if other is not attribution
        for s, e in other.cue
        if start <= s < end and (s, e) not in attribution.cue
    )
    sources = tuple((s - start, e - start) for s, e in attribution.source if start <= s < end)
    return Zone("".join(letters), start, cue, own, others, sources)


# ---- when


def said_on(article: Article, zone: Zone) -> str:
    """The day of the saying, where a date stands with the cue or in a fronted phrase."""
    for expression in dates.expressions(zone.text):
        if expression.possessive or expression.plural:
            continue
        if not _dates_saying(zone, expression.start, expression.end):
            continue
        when = dates.resolve(expression, article.published)
        if when is None or when.precision != "day":
            continue
        if article.published is not None and when.last > article.published:
            continue
        return when.first.isoformat()
    return ""


def _dates_saying(zone: Zone, start: int, end: int) -> bool:
    """Does the date at ``text[start:end]`` belong to the saying, not to its source, to another
    clause or to another attribution of the sentence?"""
    text = zone.text
    first, last = zone.cue
    if any(s < end and start < e for s, e in zone.sources):
        return False  # "voters going to the polls Tuesday"
    if start >= last:  # behind the cue: "said Tuesday", "said in a statement on Monday"
        between = text[last:start]
        if _CLAUSE.search(between) or re.search(r"[;:]", between):
            return False
        if any(last <= s < start for s, _ in zone.others):
            return False
        behind = between.rpartition("\x00")[2]  # "rejected [the plan] on Monday" is close behind
        return len(between) <= 120 and ("\x00" not in between or bool(_CLOSE.fullmatch(behind)))
    if end > first:
        return True  # inside the cue itself
    between = text[end:first]
    if _CLAUSE.search(between) or "\x00" in between:
        return False
    if any(end <= s < first for s, _ in zone.others):
        return False
    before = text[:start].rpartition("\x00")[2]
    if "," not in between or not between.strip(" ,"):  # between source and cue
        clause = before.rpartition(",")[2]
        own = any(
            re.fullmatch(r"who|which|that", text[s:e], re.I) and s < start for s, e in zone.sources
        )
        return own or not _CLAUSE.search(clause)
    # fronted: a bare "On Tuesday," or an occasion
    return bool(_BARE.fullmatch(before)) or (
        bool(_FRONTED.match(before)) and bool(_OCCASION.search(before))
    )


# ---- how


def medium(zone: Zone) -> str:
    """The medium: a verb of the cue ("tweeted"), else the first listed noun of the zone that
    stands in a frame like "in a …", "at a …", nearest to the cue."""
    nouns, verbs = authority.media()
    cue = zone.text[zone.cue[0] : zone.cue[1]]
    for word in re.findall(r"[\w'-]+", cue.lower()):
        if word in verbs:
            return verbs[word]
    found: list[tuple[int, str]] = []
    for match in _frames().finditer(zone.text):
        noun = match.group("noun")
        listed = nouns.get(noun) or (nouns.get(noun.lower()) if noun.islower() else None)
        if listed is None or zone.text[match.end() : match.end() + 2] == "'s":
            continue
        low, high = sorted((match.end(), zone.cue[0]))
        between = zone.text[low:high]
        if _CLAUSE.search(between) or any(low < s < high for s, _ in zone.others):
            continue
        inside = zone.cue[0] <= match.start() < zone.cue[1]
        found.append((0 if inside else high - low, listed))
    return min(found)[1] if found else _document(zone, nouns)


def _document(zone: Zone, nouns: Mapping[str, str]) -> str:
    """The medium of a source that is a document: "the Home Office letter", "his tweet"."""
    for start, end in zone.sources:
        phrase = re.split(r"[,(]|\b(?:of|from|by|to|in|on|that|which)\b", zone.text[start:end])[0]
        words = phrase.rstrip(" '").split()
        role = authority.roles().get(words[-1]) if words else None
        if role is not None and role.kind == "document" and words[-1] in nouns:
            return nouns[words[-1]]
    return ""


@lru_cache(maxsize=1)
def _frames() -> re.Pattern[str]:
    nouns, _ = authority.media()
    listed = "|".join(re.escape(noun) for noun in sorted(nouns, key=len, reverse=True))
    return re.compile(rf"{_MEDIUM_FRAME}(?P<noun>(?i:{listed}))(?![\w-])")


# ---- to whom


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
            if zone.text[match.start() - zone.start] == "\x00" or not near:
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
    stop = text.find('"', at, min(end, at + 120))
    reach = min(end, at + 120 if stop < 0 else stop)
    ahead = text[at:reach]
    pronoun = re.match(r"\s*(him|her|it|them|us|me)\b", ahead)
    if pronoun:
        return _pronoun_hearer(cast, article, at, pronoun.group(1), attribution)
    for mention in cast.within(at, reach):
        if mention.how == "pronoun":
            continue
        between = text[at : mention.start]
        if re.search(r"[,.;:\"]|\b(?:that|to|of|in|on|at|for|about|against|if|whether)\b", between):
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


# ---- through whom


def via(cast: Cast, zone: Zone, who: Sequence[Actor]) -> str:
    """The newsroom that passed the saying on: "per the Associated Press", "told CNN"."""
    speaking = {actor.name for actor in who}
    names = {actor.actor_id: actor.name for actor in cast.actors}
    for mention in cast.within(zone.start, zone.start + len(zone.text)):
        name = names[mention.actor_id]
        entity = authority.entities().get(name)
        if entity is None or entity.type != "media" or name in speaking:
            continue
        start, end = mention.start - zone.start, mention.end - zone.start
        if "\x00" in zone.text[start:end]:
            continue
        before, after = zone.text[:start], zone.text[end:]
        if _VIA.search(before) or _VIA_AFTER.match(after):
            return name
    return ""
