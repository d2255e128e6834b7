"""The voices of turns in the cast: each is an actor already named, or a new one.

A voice of a label ("MR. FALK:") was resolved to the name that introduces it when the file was
read (`analysis.article.turns`); here it meets the actors of that name. Actors that only differ in
how much of the name they have ("Rao", "Dr Rao") become one with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.actors.resolution import Actor, Cast, Mention, Speaker
from analysis.article.article import Article, Turn
from analysis.attribution.extraction import Attribution
from analysis.attribution.turns import SURE, TURN, attribution_of, kept


def _words(name: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", name))


def with_turns(
    article: Article, attributions: Sequence[Attribution], cast: Cast
) -> tuple[tuple[Attribution, ...], Cast]:
    """The attributions and the cast with the article's turns among them.

    Args:
        article: The article; without turns everything stays as it is.
        attributions: What `analysis.attribution.find` found.
        cast: Its actors and, in the attributions' order, their speakers.

    Returns:
        The attributions that stay, then one a turn; the cast with a Speaker for each of them,
        its actors numbered anew in the order of their first mention.
    """
    if not article.turns:
        return tuple(attributions), cast
    stay = kept(article, attributions)
    actors = {actor.actor_id: actor for actor in cast.actors}
    mentions = list(cast.mentions)
    merged: dict[str, str] = {}
    voices: dict[tuple[str, str], str] = {}
    for turn in article.turns:
        if turn.speaker and (turn.speaker, turn.speaker_kind) not in voices:
            voices[turn.speaker, turn.speaker_kind] = _admit(turn, actors, mentions, merged)
    said = []
    for turn in article.turns:
        identity = voices.get((turn.speaker, turn.speaker_kind), "")
        if identity and turn.label:
            mentions.append(_label_mention(article, turn, identity))
        said.append(Speaker((identity,) if identity else (), SURE if identity else 0.0, TURN))
    mentions = [replace(m, actor_id=merged.get(m.actor_id, m.actor_id)) for m in mentions]
    speakers = [_renamed(cast.speaker_of[n], merged) for n in stay] + said
    result = _numbered(actors, mentions, speakers)
    return (
        (*(attributions[n] for n in stay), *(attribution_of(turn) for turn in article.turns)),
        result,
    )


def _label_mention(article: Article, turn: Turn, identity: str) -> Mention:
    assert turn.label is not None
    start, end = turn.label
    text = article.text[start:end]
    alike = set(_words(text)) & set(_words(turn.speaker))
    how = "name" if alike else "title" if len(text) > 3 else "description"
    return Mention(start, end, text, how, identity)


def _admit(
    turn: Turn, actors: dict[str, Actor], mentions: list[Mention], merged: dict[str, str]
) -> str:
    """The actor a voice is; made, or put together from several, where need be."""
    voice = _words(turn.speaker)
    fitting = [
        actor
        for actor in actors.values()
        if actor.kind in ("person", "organisation", "") and _same(voice, _words(actor.name), turn)
    ]
    if not fitting and turn.introduced:
        start, end = turn.introduced
        ids = {m.actor_id for m in mentions if m.start < end and start < m.end}
        fitting = [actor for actor in actors.values() if actor.actor_id in ids][:1]
    if not fitting:
        identity = f"v{len(actors) + 1}"
        actors[identity] = Actor(identity, turn.speaker, turn.speaker_kind, turn.role)
        span = turn.introduced or turn.label
        if span and span == turn.introduced:
            mentions.append(Mention(*span, turn.speaker, "name", identity))
        elif span is None:
            del actors[identity]
            return ""
        return identity
    first = fitting[0]
    roles = [a.role for a in fitting if a.role] + [turn.role]
    role = next((r for r in roles if r), "")
    kind = turn.speaker_kind if turn.speaker_kind == "person" else first.kind
    actors[first.actor_id] = replace(first, name=turn.speaker, kind=kind, role=role)
    for other in fitting[1:]:
        merged[other.actor_id] = first.actor_id
        del actors[other.actor_id]
    return first.actor_id


def _same(voice: Sequence[str], name: Sequence[str], turn: Turn) -> bool:
    """Can an actor's name be that of a voice: alike, or a part of it with nothing else?"""
    if not voice or not name:
        return False
    if tuple(voice) == tuple(name):
        return True
    if turn.speaker_kind != "person":
        return False
    if len(name) < len(voice):
        return tuple(voice[-len(name) :]) == tuple(name)
    return len(voice) > 1 and tuple(name[-len(voice) :]) == tuple(voice)


def _renamed(speaker: Speaker, merged: dict[str, str]) -> Speaker:
    ids = tuple(dict.fromkeys(merged.get(a, a) for a in speaker.actor_ids))
    others = tuple((merged.get(a, a), share) for a, share in speaker.alternatives)
    return replace(speaker, actor_ids=ids, alternatives=tuple(o for o in others if o[0] not in ids))


def _numbered(
    actors: dict[str, Actor], mentions: Sequence[Mention], speakers: Sequence[Speaker]
) -> Cast:
    """A cast whose ids follow the order of first mention."""
    ordered = sorted(mentions, key=lambda m: (m.start, -m.end))
    ids: dict[str, str] = {}
    for mention in ordered:
        if mention.actor_id in actors:
            ids.setdefault(mention.actor_id, f"a{len(ids) + 1}")
    return Cast(
        tuple(replace(actors[old], actor_id=new) for old, new in ids.items()),
        tuple(replace(m, actor_id=ids[m.actor_id]) for m in ordered if m.actor_id in ids),
        tuple(
            replace(
                s,
                actor_ids=tuple(ids[a] for a in s.actor_ids if a in ids),
                alternatives=tuple((ids[a], share) for a, share in s.alternatives if a in ids),
            )
            for s in speakers
        ),
    )
