"""When something is said: only where the sentence of the cue dates the saying itself."""

from __future__ import annotations

import re

from analysis.article.article import Article
from analysis.knowledge import wordlists
from analysis.statements.zone import BLANK, CLAUSE, Zone
from analysis.words import dates


def _any(group: str) -> str:
    return wordlists.alternation("circumstances", group)


#: A fronted phrase with one of these dates the saying that happened at it or right after it.
_OCCASION = re.compile(rf"\b{_any('occasion')}\b", re.I)
#: Possessive, or a run of blanks would be shared out between its three repeats in every way.
_BARE = re.compile(rf"\W*+(?:{_any('bare_connective')}\s++)?{_any('bare')}?\s*+", re.I)
#: What a fronted phrase begins with; a verb in it makes it a clause that dates something else.
_FRONTED = re.compile(
    rf"\W*(?:{_any('connective')}\W+)?{_any('fronted')}\b(?!.*\b{_any('finite')}\b)",
    re.I | re.S,
)
_FINITE = re.compile(rf"\b{_any('finite')}\b", re.I)
_BEFORE_DATES = wordlists.words("circumstances", "bare")
_CLOSE = re.compile(rf"[\s,]*(?:{_any('close')}\s+)?", re.I)
_RELATIVE = re.compile(_any("relative"), re.I)
_TO_COME = re.compile(rf"\b{wordlists.alternation('time_words', 'ahead')}\b", re.I)
#: So far before the cue its "will" may stand.
_AUXILIARY = 24
#: A date further behind its cue dates something else.
_FARTHEST = 120


def said_on(article: Article, zone: Zone) -> str:
    """The day of the saying, where a date stands with the cue or in a fronted phrase."""
    for expression in dates.expressions(zone.text):
        if expression.possessive or expression.plural:
            continue
        if not _dates_saying(zone, expression.start, expression.end):
            continue
        ahead = _to_come(zone)
        past = not ahead and _at_the_cue(zone, expression.start)
        when = dates.resolve(expression, article.published, future=ahead, past=past)
        if when is None or when.precision != "day":
            continue
        if article.published is not None and when.last > article.published:
            continue
        return when.first.isoformat()
    return ""


def _at_the_cue(zone: Zone, start: int) -> bool:
    """Does the date stand bare, or behind "on"? "Said on Feb. 20" has been, and is last year's
    rather than ahead; "said in a plan for Feb. 20" may be ahead."""
    before = zone.text[:start].rstrip()
    word = before.rpartition(" ")[2].lower()
    return not before or len(before) <= zone.cue[1] or word in _BEFORE_DATES


def _to_come(zone: Zone) -> bool:
    """Is the saying still ahead? "Will announce on Feb. 20" is no saying of last year's."""
    first, last = zone.cue
    for found in _TO_COME.finditer(zone.text, max(0, first - _AUXILIARY), last):
        between = zone.text[found.end() : max(found.end(), first)]
        if BLANK not in between and all(c.isalnum() or c.isspace() for c in between):
            return True
    return False


def _dates_saying(zone: Zone, start: int, end: int) -> bool:
    """Does the date at ``text[start:end]`` belong to the saying, not to its source, to another
    clause or to another attribution of the sentence?"""
    text = zone.text
    first, last = zone.cue
    if any(s < end and start < e for s, e in zone.sources):
        return False  # "voters going to the polls Tuesday"
    if start >= last:  # behind the cue: "said Tuesday", "said in a statement on Monday"
        between = text[last:start]
        if CLAUSE.search(between) or re.search(r"[;:]", between):
            return False
        if any(last <= s < start for s, _ in zone.others):
            return False
        behind = between.rpartition(BLANK)[2]  # "rejected [the plan] on Monday" is close behind
        return len(between) <= _FARTHEST and (
            BLANK not in between or bool(_CLOSE.fullmatch(behind))
        )
    if end > first:
        return True  # inside the cue itself
    between = text[end:first]
    if CLAUSE.search(between) or BLANK in between:
        return False
    if any(end <= s < first for s, _ in zone.others):
        return False
    before = text[:start].rpartition(BLANK)[2]
    if "," not in between or not between.strip(" ,"):  # between source and cue
        clause = before.rpartition(",")[2]
        own = any(_RELATIVE.fullmatch(text, s, e) and s < start for s, e in zone.sources)
        return own or not CLAUSE.search(clause)
    if _FINITE.search(between.partition(",")[0]):
        return False  # "After the meeting on Monday was moved, …"
    # fronted: a bare "On Tuesday," or an occasion
    return bool(_BARE.fullmatch(before)) or (
        bool(_FRONTED.match(before)) and bool(_OCCASION.search(before))
    )
