"""What belongs to a state: its government, armed forces, and ministries with their country."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from analysis.actors.draft_cast import Figure, Place, Scene
from analysis.knowledge import authority, wordlists
from analysis.knowledge.authority import Entity
from analysis.words.tokens import Block

#: After "Russia's military" these show that it ends there ("exercises" would not).
_FOLLOWS = wordlists.words("phrase_words", "after_body")
_FAR = 99  # blocks


def widen_to_bodies(scene: Scene, block: Block) -> None:
    """ "The Russian government", "Indonesia's navy": the state's own, by its usual name."""
    for place in list(scene.within(block.index, 0, len(block.text))):
        if place.figure.kind != "state":
            continue
        at = block.tokens_in(place.start, place.end).stop
        if at < len(block.tokens) and block.tokens[at].text == "'s":
            at += 1
        words = block.tokens[at : at + 2]
        for length in (2, 1):
            if len(words) < length:
                continue
            phrase = " ".join(t.text.lower() for t in words[:length])
            kind = wordlists.table("state_bodies").get(phrase, ("",))[0]
            follower = block.tokens[at + length] if at + length < len(block.tokens) else None
            ends = (
                follower is None
                or not follower.word
                or follower.text in _FOLLOWS
                or follower.text.endswith("ed")
            )
            if not kind or not ends:
                continue
            entity = authority.entities()[place.figure.name]
            if kind == "government":
                name = entity.government
            else:
                name = f"{entity.demonym} {words[0].text.lower()}"
                if length == 2 or words[0].capital:
                    name = f"{entity.demonym} " + " ".join(t.text for t in words[:length])
            side = entity.name if kind not in ("legislature", "police") else ""
            body = Figure(name, "organisation", type=kind, side=side, official=bool(side))
            figure = scene.enter(body)
            end = words[length - 1].end
            scene.replace(place, Place(place.block, place.start, end, figure, "name"))
            break


def _ministry_at(block: Block, index: int) -> tuple[int, int, str] | None:
    """First and last token and the name of the ministry whose word is token ``index``."""
    portfolios = authority.portfolios()
    word = block.tokens[index].text.lower()
    if word not in ("ministry", "department"):
        return None
    tokens = [t.text.lower() for t in block.tokens]
    if word == "ministry":
        for length in (2, 1):
            phrase = " ".join(tokens[max(0, index - length) : index])
            if phrase in portfolios:
                return index - length, index, portfolios[phrase]
        if index + 2 < len(tokens) and tokens[index + 1] == "of":
            at = index + 2 + (tokens[index + 2] == "the")
            for length in (2, 1):
                phrase = " ".join(tokens[at : at + length])
                if phrase in portfolios:
                    return index, at + length - 1, portfolios[phrase]
    return None


def add_ministries(scene: Scene) -> None:
    """Ministries with their country; a bare one takes the country the article gives it."""
    bare: list[tuple[Block, int, int, str]] = []
    for block in scene.blocks:
        for index in range(len(block.tokens)):
            found = _ministry_at(block, index)
            if found is None:
                continue
            first, last, ministry = found
            start, end = block.tokens[first].start, block.tokens[last].end
            before = first - 1
            if before >= 0 and block.tokens[before].text == "'s":
                before -= 1
            state = _state_at(scene, block, before)
            if state is not None:
                entity = authority.entities()[state.figure.name]
                figure = scene.enter(_ministry(entity, ministry))
                scene.replace(state, Place(state.block, state.start, end, figure, "name"))
            else:
                bare.append((block, start, end, ministry))
    sides: dict[str, dict[str, list[int]]] = {}
    for block, start, end, ministry in bare:
        if ministry not in sides:
            sides[ministry] = _sides(scene, ministry)
        entity, sure = _side_of_bare(scene, block, sides[ministry])
        if entity is None:
            continue
        figure = scene.enter(_ministry(entity, ministry))
        scene.add(Place(block.index, start, end, figure, "description", sure, bare=True))


def _state_at(scene: Scene, block: Block, index: int) -> Place | None:
    if index < 0:
        return None
    token = block.tokens[index]
    found = [
        p
        for p in scene.within(block.index, 0, token.end)
        if p.end == token.end and p.figure.kind == "state"
    ]
    return found[0] if found else None


def _ministry(entity: Entity, ministry: str) -> Figure:
    adjective = entity.demonym or entity.name
    return Figure(
        f"{adjective} {ministry}",
        "organisation",
        type="government",
        side=entity.name,
        official=True,
    )


def _sides(scene: Scene, ministry: str) -> dict[str, list[int]]:
    """The states that the article gives such a ministry or its officials: by side, the blocks."""
    suffix = f" {ministry}"
    found: dict[str, list[int]] = {}
    for place in scene.places:
        figure = place.figure
        if figure.type == "government" and figure.name.endswith(suffix) and not place.bare:
            found.setdefault(figure.side, []).append(place.block)
        elif figure.known:
            office = authority.office_on(figure.name, scene.day)
            if office and office.affiliation.endswith(suffix):
                found.setdefault(office.side, []).append(place.block)
    return {side: sorted(blocks) for side, blocks in found.items()}


def _gap(blocks: Sequence[int], here: int) -> int:
    """How far the nearest of some blocks is, in order; beyond a hundred all are far."""
    at = bisect_left(blocks, here)
    return min(_FAR, *(abs(one - here) for one in blocks[max(0, at - 1) : at + 1]))


def _side_of_bare(
    scene: Scene, block: Block, given: Mapping[str, Sequence[int]]
) -> tuple[Entity | None, float]:
    """Whose "the defense ministry" is: the only one the article names in full, or whose
    officials it names; else the only state of the paragraph; else nobody's."""
    entities = authority.entities()
    sides = {side: _gap(blocks, block.index) for side, blocks in given.items()}
    if sides:
        best = min(sides, key=lambda side: sides[side])
        return entities.get(best), 0.92 if len(sides) == 1 else 0.6
    states = {
        p.figure.name
        for p in scene.within(block.index, 0, len(block.text))
        if p.figure.kind == "state"
    }
    if len(states) == 1:
        return entities[states.pop()], 0.6
    return None, 0.0
