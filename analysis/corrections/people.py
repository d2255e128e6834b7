"""Decisions about actors: two that are one, a role, and whom a name in a decision means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from analysis.actors.resolution import Actor, Cast, Mention, Speaker
from analysis.corrections.anchors import Span
from analysis.corrections.decision import Kind
from analysis.corrections.ledger import AGREES, APPLIED, Entry, Ledger
from analysis.knowledge import authority
from analysis.tables import ACTOR_KINDS


class Roster:
    """The actors of an article while a person's decisions change them.

    Ids stay what they were until `cast` numbers them anew.
    """

    def __init__(self, cast: Cast) -> None:
        self.actors = {actor.actor_id: actor for actor in cast.actors}
        self.mentions = list(cast.mentions)
        self.became: dict[str, str] = {}
        self.corrected: set[str] = set()

    def whole(self, actor_id: str) -> str:
        """The id of the actor that one has become."""
        while actor_id in self.became:
            actor_id = self.became[actor_id]
        return actor_id

    def named(self, name: str) -> str:
        """The id of the actor of that name, or that the text names so; empty where none is."""
        wanted = _folded(name)
        for actor in self.actors.values():
            if _folded(actor.name) == wanted:
                return actor.actor_id
        named = (m for m in self.mentions if m.how != "pronoun" and _folded(m.text) == wanted)
        return next((m.actor_id for m in named), "")

    def at(self, spans: tuple[Span, ...]) -> str:
        """The id of the actor that the text names at some place; empty where it names none."""
        for start, end in spans:
            for mention in self.mentions:
                if mention.start < end and start < mention.end:
                    return mention.actor_id
        return ""

    def admit(self, name: str, source: tuple[Span, ...], text: str) -> str:
        """The id of the actor of that name, made where there is none.

        What the authority files know of a new one is taken from there; else its kind stays open.
        A new one is named at ``source``, the words that name the speaker.
        """
        known = self.named(name)
        if known:
            return known
        actor_id = f"n{len(self.actors) + len(self.became) + 1}"
        self.actors[actor_id] = _new(actor_id, name)
        self.corrected.add(actor_id)
        for start, end in source:
            taken = any(m.start < end and start < m.end for m in self.mentions)
            if not taken:
                how = "name" if _folded(name) in _folded(text[start:end]) else "description"
                self.mentions.append(Mention(start, end, text[start:end], how, actor_id))
        return actor_id

    def point(self, spans: tuple[Span, ...], actor_id: str) -> None:
        """Let what stands at ``spans`` and is no name of its own mean an actor."""
        for number, mention in enumerate(self.mentions):
            inside = any(s <= mention.start and mention.end <= e for s, e in spans)
            if inside and mention.how in ("pronoun", "description", "title"):
                self.mentions[number] = replace(mention, actor_id=actor_id)

    def rename(self, actor_id: str, name: str) -> None:
        """Give an actor the name by which it is known."""
        self.actors[actor_id] = replace(self.actors[actor_id], name=name)
        self.corrected.add(actor_id)

    def join(self, one: str, into: str) -> None:
        """Make two actors one: the second, with what only the first has."""
        lost, kept = self.actors.pop(one), self.actors[into]
        filled = {
            name: getattr(kept, name) or getattr(lost, name)
            for name in ("kind", "role", "affiliation", "side", "wikidata", "gender", "official")
        }
        self.actors[into] = replace(kept, **filled)
        self.became[one] = into
        self.corrected.add(into)
        self.mentions = [
            replace(m, actor_id=into) if m.actor_id == one else m for m in self.mentions
        ]

    def cast(self, speakers: list[Speaker], starts: Mapping[str, int]) -> tuple[Cast, set[str]]:
        """The cast with these speakers, its actors numbered by first mention (those that are
        nowhere named by ``starts``), and the ids of those a person decided."""
        first = dict(starts)
        for mention in self.mentions:
            at = first.get(mention.actor_id, mention.start)
            first[mention.actor_id] = min(at, mention.start)
        ordered = sorted((a for a in self.actors if a in first), key=lambda a: (first[a], a))
        ids = {old: f"a{number}" for number, old in enumerate(ordered, 1)}

        def renamed(speaker: Speaker) -> Speaker:
            own = tuple(
                dict.fromkeys(ids[w] for a in speaker.actor_ids if (w := self.whole(a)) in ids)
            )
            others = {
                ids[w]: share for a, share in speaker.alternatives if (w := self.whole(a)) in ids
            }
            left = tuple((a, share) for a, share in others.items() if a not in own)
            return replace(speaker, actor_ids=own, alternatives=left)

        mentions = sorted(
            (replace(m, actor_id=ids[m.actor_id]) for m in self.mentions if m.actor_id in ids),
            key=lambda m: (m.start, -m.end),
        )
        return (
            Cast(
                tuple(replace(self.actors[old], actor_id=ids[old]) for old in ordered),
                tuple(mentions),
                tuple(renamed(speaker) for speaker in speakers),
            ),
            {ids[actor] for actor in self.corrected if actor in ids},
        )


def decide(roster: Roster, ledger: Ledger) -> dict[int, str]:
    """Apply what was decided of actors; the actor (by its id in ``roster``) of each entry."""
    about: dict[int, str] = {}
    for entry in ledger.of(Kind.SAME_ACTOR):
        one, other = _meant(roster, ledger, entry), roster.named(entry.decision.correct)
        if not one:
            entry.lose(f"no actor is called {entry.decision.quote.exact}")
        elif not other:  # one whom the article never names so
            entry.settle(APPLIED, roster.actors[one].name)
            roster.rename(one, entry.decision.correct)
            about[id(entry)] = one
        elif one == other:
            entry.settle(AGREES, "one actor")
            about[id(entry)] = other
        else:
            lost, kept = roster.actors[one].name, roster.actors[other].name
            roster.join(one, other)
            entry.settle(APPLIED, f"{lost} and {kept}, two actors")
            about[id(entry)] = other
    for entry in ledger.of(Kind.ROLE):
        one = _meant(roster, ledger, entry)
        if not one:
            entry.lose(f"no actor is called {entry.decision.quote.exact}")
            continue
        actor = roster.actors[one]
        same = _folded(actor.role) == _folded(entry.decision.correct)
        entry.settle(AGREES if same else APPLIED, actor.role or "no role")
        if not same:
            roster.actors[one] = replace(actor, role=entry.decision.correct)
            roster.corrected.add(one)
        about[id(entry)] = one
    return about


def _meant(roster: Roster, ledger: Ledger, entry: Entry) -> str:
    """The actor that a decision is about: by its name, else by the place where it was named."""
    decision = entry.decision
    by_name = roster.named(decision.quote.exact)
    if by_name or not decision.source:
        return by_name or roster.at(entry.spans)
    place = replace(decision.quote, exact=decision.source)
    return roster.at(ledger.text.find(place, near=0).spans)


def _new(actor_id: str, name: str) -> Actor:
    known = authority.gazetteer().get(name, ())
    entity = next((k.entity for k in known if k.entity), None)
    if entity:
        kind = entity.kind if entity.kind in ACTOR_KINDS else ""
        official = bool(entity.side)
        return Actor(
            actor_id,
            entity.name,
            kind,
            side=entity.side,
            wikidata=entity.wikidata,
            official=official,
        )
    given = name.split()[0] if name.split() else ""
    person = bool(authority.record(name)) or (
        len(name.split()) > 1 and given in authority.first_names()
    )
    return Actor(actor_id, name, "person" if person else "")


def _folded(name: str) -> str:
    words = name.casefold().replace("’", "'").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
