"""Where an article names actors: people, states, ministries, organisations, and what stands
for them (demonyms, capitals, seats of government), all from the authority files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from analysis import authority
from analysis.article import Article, Span
from analysis.authority import Entity, Known
from analysis.blocks import Block, overlaps, read_blocks
from analysis.language import Parse
from analysis.names import NOT_A_NAME, Named, Person, Roll, title_before

#: Before a capital's name these make it a place, not its government.
_PLACES = frozenset(
    "in at near outside around across through to into toward towards visit visited visiting left"
    " of inside central downtown over".split()
)
_HOW = {"name": "name", "later": "description"}
#: What belongs to a state when it follows its name or adjective, and what it then is.
_OF_STATE = {
    "government": "government",
    "administration": "government",
    "authorities": "government",
    "regime": "government",
    "military": "armed force",
    "army": "armed force",
    "navy": "armed force",
    "air force": "armed force",
    "armed forces": "armed force",
    "parliament": "legislature",
    "police": "police",
}
#: After "Russia's military" these show that it ends there ("exercises" would not).
_FOLLOWS = frozenset(
    """said says say has have had is was were are will would on in and or to by of for that which
    who at from with as did does also could can may might should later told but not last this
    before after under over against began insists denies warns wants plans""".split()
)


@dataclass(eq=False)
class Figure:
    """An actor in the making: somebody or something the article names."""

    name: str
    kind: str
    type: str = ""
    side: str = ""
    affiliation: str = ""
    wikidata: str = ""
    gender: str = ""
    plural: bool = False
    role: str = ""
    roles: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    person: Person | None = None
    official: bool = False


@dataclass(frozen=True, eq=False)
class Place:
    """A stretch of a block that names a figure, and how: name, title, metonym, description,
    pronoun. ``full`` is a person's full name; ``bare`` a ministry without its country."""

    block: int
    start: int
    end: int
    figure: Figure
    how: str
    sure: float = 0.95
    full: bool = False
    bare: bool = False
    demonym: bool = False
    rivals: tuple[Figure, ...] = ()


class Scene:
    """The blocks of an article and everything named in them."""

    def __init__(self, article: Article, blocks: Sequence[Block]) -> None:
        self.article = article
        self.blocks = tuple(blocks)
        self.day: date | None = article.published
        self.figures: dict[str, Figure] = {}
        self.places: list[Place] = []
        self._by_block: dict[int, list[Place]] = {}

    def figure(self, name: str, kind: str, **more: object) -> Figure:
        """The figure of that name and kind, made if new."""
        key = f"{kind}:{name.lower()}"
        if key not in self.figures:
            self.figures[key] = Figure(name, kind, **more)  # type: ignore[arg-type]
        return self.figures[key]

    def of_entity(self, entity: Entity) -> Figure:
        """The figure of an entity of the authority files."""
        return self.figure(
            entity.name,
            entity.kind,
            type=entity.type,
            side=entity.side,
            wikidata=entity.wikidata,
            plural=entity.kind == "group",
            official=bool(entity.side) or entity.name == "Western countries",
        )

    def add(self, place: Place, nested: bool = False) -> None:
        """Add a place, unless its characters already name something (``nested``: unless
        exactly they do)."""
        here = self._by_block.setdefault(place.block, [])
        taken = [(p.start, p.end) for p in here]
        if nested:
            taken = [span for span in taken if span == (place.start, place.end)]
        if not overlaps(taken, place.start, place.end):
            here.append(place)
            self.places.append(place)

    def within(self, block: int, start: int, end: int) -> list[Place]:
        """The places inside ``[start, end)`` of a block, in order."""
        found = [p for p in self._by_block.get(block, ()) if start <= p.start and p.end <= end]
        return sorted(found, key=lambda p: p.start)

    def settle(self) -> None:
        """Put the places in the text's order."""
        self.places.sort(key=lambda p: (p.block, p.start))


def scan(article: Article, parses: Sequence[Parse]) -> Scene:
    """Everything the article names, roles not yet read."""
    scene = Scene(article, read_blocks(parses))
    entities = {b.index: list(_entities(b, article.view.text)) for b in scene.blocks}
    roll = Roll(scene.blocks, scene.day)
    roll.find(
        {
            b.index: [(s, e) for s, e, k in entities[b.index] if not _may_be_person(b, s, e)]
            for b in scene.blocks
        }
    )
    figures = {id(p): _person(scene, p) for p in roll.people}
    for named in roll.named:
        scene.add(_named(named, figures))
    for block in scene.blocks:
        for start, end, known in entities[block.index]:
            _add_entity(scene, block, start, end, known)
    _later(scene, entities)
    for block in scene.blocks:
        _of_states(scene, block)
    _ministries(scene)
    for block in scene.blocks:
        _other_organisations(scene, block)
    scene.settle()
    return scene


def _person(scene: Scene, person: Person) -> Figure:
    return scene.figure(person.name, "person", person=person, gender=person.gender)


def _named(named: Named, figures: dict[int, Figure]) -> Place:
    return Place(
        named.block,
        named.start,
        named.end,
        figures[id(named.person)],
        "name",
        named.sure,
        named.full,
        rivals=tuple(figures[id(p)] for p in named.rivals),
    )


# ---- states and organisations of the authority files


def _entities(block: Block, article: str) -> Iterator[tuple[int, int, Known]]:
    """Every stretch the gazetteer takes for an entity, the longest at each place."""
    position = -1
    for token in block.tokens:
        if token.start < position or not (token.capital or token.text == "the"):
            continue
        first = token.text.split("-")[0].split("'")[0].split(".")[0]
        for known in authority.gazetteer().get(first, ()):
            end = token.start + len(known.form)
            same = block.text[token.start : end]
            if known.entity is None or block.text[end : end + 1].isalnum():
                continue
            if same != known.form and not (
                known.form[:4].lower() == "the " and same[1:] == known.form[1:]
            ):
                continue
            if known.entity.only_with and not any(
                word in article for word in known.entity.only_with.split("|")
            ):
                continue
            yield token.start, end, known
            position = end
            break


def _may_be_person(block: Block, start: int, end: int) -> bool:
    """Is a one-word form part of somebody's name ("Paris Hilton", "Chelsea Clinton")?"""
    if " " in block.text[start:end]:
        return False
    index = block.token_at(start)
    before = block.tokens[index - 1].text if index else ""
    if before in authority.first_names() and block.text[start - 1] == " ":
        return True
    return any(
        label == "PERSON" and s <= start and end <= e and " " in block.text[s:e].removesuffix("'s")
        for s, e, label in block.names
    )


def _add_entity(scene: Scene, block: Block, start: int, end: int, known: Known) -> None:
    if known.how == "later" or known.entity is None:
        return
    index = block.token_at(start)
    stop = block.tokens_in(start, end).stop
    after = block.tokens[stop] if stop < len(block.tokens) else None
    joined = bool(
        after and after.capital and after.word and block.text[end : after.start] == " "
        and not block.headline
    )
    before = block.tokens[index - 1] if index else None
    if known.how == "capital":
        name_before = bool(
            before and before.capital and before.word
            and block.text[before.end : start] == " "
            and not any(s == before.start for s, _ in block.sentences)
        )
        listed = block.text[end : end + 2] == ", " and block.text[end + 2 : end + 3].isupper()
        if joined or name_before or listed or (before and before.text.lower() in _PLACES):
            return
    if joined and after and known.entity.type in ("media", "group"):
        return
    if known.how == "demonym" and after and after.text in ("Sea", "Ocean", "River", "Idol"):
        return
    how = _HOW.get(known.how, "metonym")
    scene.add(
        Place(block.index, start, end, scene.of_entity(known.entity), how,
              demonym=known.how == "demonym")
    )


def _later(scene: Scene, entities: dict[int, list[tuple[int, int, Known]]]) -> None:
    """ "The alliance" where NATO is named: the named entity nearest before, else the likeliest."""
    said: dict[str, list[tuple[int, int]]] = {}
    for place in scene.places:
        said.setdefault(place.figure.name, []).append((place.block, place.start))
    for block in scene.blocks:
        for start, end, known in entities[block.index]:
            if known.how != "later" or known.entity is None:
                continue
            rivals = [
                k.entity
                for k in authority.gazetteer().get("the", ())
                if k.how == "later" and k.form == known.form and k.entity
                and k.entity.name in said
            ]
            if not rivals:
                continue

            def gap(entity: Entity, here: int = block.index, at: int = start) -> int:
                before = [here - b for b, s in said[entity.name] if (b, s) < (here, at)]
                return min(before) if before else 1000

            best = min(rivals, key=gap)
            sure = 0.9 if len(rivals) == 1 else 0.7
            scene.add(
                Place(block.index, start, end, scene.of_entity(best), "description", sure)
            )


# ---- what belongs to a state


def _of_states(scene: Scene, block: Block) -> None:
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
            kind = _OF_STATE.get(phrase)
            follower = block.tokens[at + length] if at + length < len(block.tokens) else None
            ends = (
                follower is None
                or not follower.word
                or follower.text in _FOLLOWS
                or follower.text.endswith("ed")
            )
            if kind is None or not ends:
                continue
            entity = authority.entities()[place.figure.name]
            if kind == "government":
                name = entity.government
            else:
                name = f"{entity.demonym} {words[0].text.lower()}"
                if length == 2 or words[0].capital:
                    name = f"{entity.demonym} " + " ".join(t.text for t in words[:length])
            side = entity.name if kind not in ("legislature", "police") else ""
            figure = scene.figure(
                name, "organisation", type=kind, side=side, official=bool(side)
            )
            _replace(scene, place, words[length - 1].end, figure)
            break


def _replace(scene: Scene, place: Place, end: int, figure: Figure, **more: object) -> None:
    """Let a place reach further and name something else."""
    here = scene._by_block[place.block]
    if overlaps(((p.start, p.end) for p in here if p is not place), place.start, end):
        return
    new = Place(place.block, place.start, end, figure, "name", **more)  # type: ignore[arg-type]
    here[here.index(place)] = new
    scene.places[scene.places.index(place)] = new


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


def _ministries(scene: Scene) -> None:
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
                _replace(scene, state, end, _ministry(scene, entity, ministry))
            else:
                bare.append((block, start, end, ministry))
    for block, start, end, ministry in bare:
        entity, sure = _side_of_bare(scene, block, start, ministry)
        if entity is None:
            continue
        figure = _ministry(scene, entity, ministry)
        scene.add(Place(block.index, start, end, figure, "description", sure, bare=True))


def _state_at(scene: Scene, block: Block, index: int) -> Place | None:
    if index < 0:
        return None
    token = block.tokens[index]
    found = [
        p for p in scene.within(block.index, 0, token.end)
        if p.end == token.end and p.figure.kind == "state"
    ]
    return found[0] if found else None


def _ministry(scene: Scene, entity: Entity, ministry: str) -> Figure:
    adjective = entity.demonym or entity.name
    return scene.figure(
        f"{adjective} {ministry}", "organisation", type="government", side=entity.name,
        official=True,
    )


def _side_of_bare(
    scene: Scene, block: Block, start: int, ministry: str
) -> tuple[Entity | None, float]:
    """Whose "the defense ministry" is: the only one the article names in full, or whose
    officials it names; else the only state of the paragraph; else nobody's."""
    entities = authority.entities()
    suffix = f" {ministry}"
    sides: dict[str, int] = {}
    for place in scene.places:
        figure = place.figure
        if figure.type == "government" and figure.name.endswith(suffix) and not place.bare:
            sides[figure.side] = min(sides.get(figure.side, 99), abs(place.block - block.index))
        elif figure.person and figure.person.known:
            office = authority.office_on(figure.name, scene.day)
            if office and office.affiliation.endswith(suffix):
                gap = abs(place.block - block.index)
                sides[office.side] = min(sides.get(office.side, 99), gap)
    if sides:
        best = min(sides, key=lambda side: sides[side])
        return entities.get(best), 0.92 if len(sides) == 1 else 0.6
    states = {
        p.figure.name for p in scene.within(block.index, 0, len(block.text))
        if p.figure.kind == "state"
    }
    if len(states) == 1:
        return entities[states.pop()], 0.6
    return None, 0.0


# ---- organisations only the model saw


def _other_organisations(scene: Scene, block: Block) -> None:
    for start, end, label in block.names:
        if label != "ORG":
            continue
        text = block.text[start:end].removesuffix("'s").strip()
        begin = start + (4 if text.lower().startswith("the ") else 0)
        name = block.text[begin : start + len(text)]
        letters = [c for c in name if c.isalpha()]
        if len(letters) < 2 or not name[0].isupper() or any(c in name for c in '",;:()\n'):
            continue
        if any(t in name.split() for t in ("Secretary", "Minister")) or _in_title(block, begin):
            continue
        stop = begin + len(name)
        inside = scene.within(block.index, begin, stop)
        if any(
            p.figure.kind == "organisation" or (p.start, p.end) == (begin, stop)
            or (p.figure.kind == "person" and name.split()[-1] not in NOT_A_NAME)
            for p in inside
        ):
            continue
        figure = scene.figure(name, "organisation", type="organisation")
        scene.add(Place(block.index, begin, stop, figure, "name", 0.8), bool(inside))


def _in_title(block: Block, start: int) -> bool:
    """Does the word stand in a title ("Secretary of State") that goes before a name?"""
    index = block.token_at(start)
    for end in range(index + 1, min(index + 4, len(block.tokens)) + 1):
        title, _, first = title_before(block, end)
        if title and first <= index and " " in title:
            return True
    return False


def spans_of(scene: Scene, figure: Figure) -> list[tuple[int, Span]]:
    """Where a figure is named: block number and span."""
    return [(p.block, (p.start, p.end)) for p in scene.places if p.figure is figure]
