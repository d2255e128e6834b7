"""Where an article names actors: people, states, ministries, organisations, and what stands
for them (demonyms, capitals, seats of government), all from the authority files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from analysis.actors import acronyms
from analysis.actors.draft_cast import Figure, Place, Scene
from analysis.actors.name_kinds import name_again, settle_kinds
from analysis.actors.name_shapes import NOT_A_NAME, likely_gender, title_before
from analysis.actors.people import find_people
from analysis.actors.roll import Named
from analysis.actors.state_bodies import add_ministries, widen_to_bodies
from analysis.article.article import Article
from analysis.knowledge import authority, wordlists
from analysis.knowledge.authority import Entity, Known
from analysis.words.spacy_models import Parse
from analysis.words.tokens import Block, read_blocks

#: Before a capital's name these make it a place, not its government.
_PLACES = wordlists.words("phrase_words", "before_place")
_THINGS = wordlists.words("name_words", "after_demonym")
_IN_TITLE = wordlists.words("office_words", "in_title")
_HOW = {"name": "name", "later": "description"}


def scan(article: Article, parses: Sequence[Parse]) -> Scene:
    """Everything the article names, roles not yet read."""
    scene = Scene(article, read_blocks(parses))
    entities = {b.index: list(_entities(b, article.view.text)) for b in scene.blocks}
    taken = {
        b.index: [(s, e) for s, e, k in entities[b.index] if not _may_be_person(b, s, e)]
        for b in scene.blocks
    }
    roll = find_people(scene.blocks, scene.day, taken)
    figures = {person: scene.enter(person) for person in roll.people}
    for person in figures.values():
        person.likely_gender = likely_gender(person.given)
    for named in roll.named:
        scene.add(_place(named, figures))
    for block in scene.blocks:
        for start, end, known in entities[block.index]:
            _add_entity(scene, block, start, end, known)
    _add_later(scene, entities)
    for block in scene.blocks:
        widen_to_bodies(scene, block)
    add_ministries(scene)
    acronyms.add_introduced(scene)
    for short in (False, True):
        for block in scene.blocks:
            _add_other_organisations(scene, block, short)
    name_again(scene)
    settle_kinds(scene)
    acronyms.join(scene)
    scene.settle()
    return scene


def _place(named: Named, figures: Mapping[Figure, Figure]) -> Place:
    """Where a person is named, as a place of the figure that was entered for them."""
    return Place(
        named.block,
        named.start,
        named.end,
        figures[named.person],
        "name",
        named.sure,
        named.full,
        rivals=tuple(figures[p] for p in named.rivals),
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
        after
        and after.capital
        and after.word
        and block.text[end : after.start] == " "
        and not block.headline
    )
    before = block.tokens[index - 1] if index else None
    if known.how == "capital":
        name_before = bool(
            before
            and before.capital
            and before.word
            and before.text not in NOT_A_NAME
            and block.text[before.end : start] == " "
            and not any(s == before.start for s, _ in block.sentences)
        )
        listed = block.text[end : end + 2] == ", " and block.text[end + 2 : end + 3].isupper()
        if joined or name_before or listed or (before and before.text.lower() in _PLACES):
            return
    if joined and after and known.entity.type in ("media", "group"):
        return
    titled = title_before(block, index)[2] < index  # "Doctor Finn" is no Finn
    if known.how == "demonym" and ((after and after.text in _THINGS) or titled):
        return
    how = _HOW.get(known.how, "metonym")
    scene.add(
        Place(
            block.index,
            start,
            end,
            scene.enter_entity(known.entity),
            how,
            demonym=known.how == "demonym",
        )
    )


def _add_later(scene: Scene, entities: dict[int, list[tuple[int, int, Known]]]) -> None:
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
                if k.how == "later" and k.form == known.form and k.entity and k.entity.name in said
            ]
            if not rivals:
                continue

            def gap(entity: Entity, here: int = block.index, at: int = start) -> int:
                before = [here - b for b, s in said[entity.name] if (b, s) < (here, at)]
                return min(before) if before else 1000

            best = min(rivals, key=gap)
            sure = 0.9 if len(rivals) == 1 else 0.7
            scene.add(Place(block.index, start, end, scene.enter_entity(best), "description", sure))


# ---- organisations only the model saw


def _add_other_organisations(scene: Scene, block: Block, short: bool) -> None:
    """Organisations by the model's word: long names first, then one-word ones, which may be
    short for a long one ("the Church" where only the Church of Scientology is named)."""
    for start, end, label in block.names:
        if label != "ORG":
            continue
        text = block.text[start:end].removesuffix("'s").strip()
        begin = start + (4 if text.lower().startswith("the ") else 0)
        name = block.text[begin : start + len(text)]
        letters = [c for c in name if c.isalpha()]
        if (" " in name) == short:
            continue
        if len(letters) < 2 or not name[0].isupper() or any(c in name for c in '",;:()\n'):
            continue
        stop = begin + len(name)
        words = [*name.split(), *block.text[stop : stop + 12].split()[:1]]
        if _IN_TITLE & set(words) or _in_title(block, begin):
            continue  # "Shadow Home" of a Shadow Home Secretary
        inside = scene.within(block.index, begin, stop)
        if any(
            p.figure.kind == "organisation"
            or (p.start, p.end) == (begin, stop)
            or (p.figure.kind == "person" and name.split()[-1] not in NOT_A_NAME)
            for p in inside
        ):
            continue
        article = block.text[max(0, begin - 4) : begin].lower() == "the "
        whole = _longer(scene, name) if short and article else None
        figure = whole or scene.enter(Figure(name, "organisation", type="organisation"))
        how = "description" if whole else "name"
        scene.add(Place(block.index, begin, stop, figure, how, 0.8), bool(inside))


def _longer(scene: Scene, word: str) -> Figure | None:
    """The only organisation of the article whose name begins or ends with the word."""
    found = [
        f
        for f in scene.figures.values()
        if f.kind == "organisation"
        and " " in f.name
        and word in (f.name.split()[0], f.name.split()[-1])
    ]
    return found[0] if len(found) == 1 else None


def _in_title(block: Block, start: int) -> bool:
    """Does the word stand in a title ("Secretary of State") that goes before a name?"""
    index = block.token_at(start)
    for end in range(index + 1, min(index + 4, len(block.tokens)) + 1):
        title, _, first = title_before(block, end)
        if title and first <= index and " " in title:
            return True
    return False
