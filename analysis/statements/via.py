"""Through whom something reached the paper: the newsroom that passed it on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.actors.resolution import Actor, Cast
from analysis.knowledge import authority, wordlists
from analysis.statements.zone import BLANK, Zone

_BEFORE = re.compile(rf"\b{wordlists.alternation('saying_verbs', 'hands_on')}\s+(?:the\s+)?$", re.I)
_AFTER = re.compile(rf"^\s*{wordlists.alternation('saying_verbs', 'hands_on_after')}\b", re.I)


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
        if BLANK in zone.text[start:end]:
            continue
        before, after = zone.text[:start], zone.text[end:]
        if _BEFORE.search(before) or _AFTER.match(after):
            return name
    return ""
