"""How something is said: by tweet, in a statement, at a meeting."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from analysis.knowledge import authority, wordlists
from analysis.statements.zone import CLAUSE, Zone


def _any(group: str) -> str:
    return wordlists.alternation("circumstances", group)


_FRAME = (
    rf"\b(?i:{_any('medium_frame')})\s+(?:(?:{_any('medium_article')}|[A-Z]\w+'s)\s+)?"
    r"(?:[\w'’.-]+\s+){0,3}?"
)
_DOCUMENT_END = re.compile(rf"[,(]|\b{_any('document_end')}\b")


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
        if CLAUSE.search(between) or any(low < s < high for s, _ in zone.others):
            continue
        inside = zone.cue[0] <= match.start() < zone.cue[1]
        found.append((0 if inside else high - low, listed))
    return min(found)[1] if found else _document(zone, nouns)


def _document(zone: Zone, nouns: Mapping[str, str]) -> str:
    """The medium of a source that is a document: "the Home Office letter", "his tweet"."""
    for start, end in zone.sources:
        phrase = _DOCUMENT_END.split(zone.text[start:end])[0]
        words = phrase.rstrip(" '").split()
        role = authority.roles().get(words[-1]) if words else None
        if role is not None and role.kind == "document" and words[-1] in nouns:
            return nouns[words[-1]]
    return ""


@lru_cache(maxsize=1)
def _frames() -> re.Pattern[str]:
    nouns, _ = authority.media()
    listed = "|".join(re.escape(noun) for noun in sorted(nouns, key=len, reverse=True))
    return re.compile(rf"{_FRAME}(?P<noun>(?i:{listed}))(?![\w-])")
