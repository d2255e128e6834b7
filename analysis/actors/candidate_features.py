"""The evidence for and against a candidate: named features, all computed from what was read.

Distance is counted in sentences of the *reading order*; where that order is a guess, what depends
on it counts by as much as the guess is sure. The features are in the tradition of Lappin & Leass
(1994), of the mention-ranking models since Denis & Baldridge (2008), and of the quotation sieves of
Muzny et al. (EACL 2017).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from analysis.actors.candidate_evidence import answers, reasons_of_content
from analysis.actors.draft_cast import Figure
from analysis.actors.noun_phrases import Opening
from analysis.actors.reading_memory import Memory, Reader, Said, Sighting
from analysis.knowledge import wordlists
from analysis.knowledge.authority import Gender, Role


class Kind(StrEnum):
    """What is asked for, by the words that ask."""

    PERSON_PRONOUN = "he, she"
    THEY = "they"
    IT = "it"
    PERSON = "person described"
    OTHER = "organisation, group or paper described"


@dataclass(frozen=True)
class Asked:
    """What is asked for: where the pronoun, description or gap stands, and what goes with it.

    ``start`` and ``end`` are offsets of the block; ``content`` (block, start, end) is what is said.
    """

    block: int
    start: int
    end: int
    kind: Kind
    gender: Gender = Gender.UNKNOWN
    content: tuple[tuple[int, int, int], ...] = ()
    noun: Role | None = None
    word: str = ""
    phrase: str = ""
    opening: Opening = Opening.DEFINITE
    modifiers: frozenset[str] = frozenset()
    plural: bool = False

    @property
    def length(self) -> int:
        """The characters of the words that ask."""
        return self.end - self.start


@dataclass(frozen=True)
class Candidate:
    """One who may be meant: a figure, two that are named together, or nobody named before."""

    figures: tuple[Figure, ...]
    sightings: tuple[Sighting, ...] = ()


_BINS = ((1, "one sentence back"), (2, "two sentences back"), (4, "three or four sentences back"),
         (8, "five to eight sentences back"))  # fmt: skip
#: What means another thing where words describe than where a pronoun stands.
_UNLIKE = frozenset(
    {
        "spoke last, in this paragraph",
        "spoke last, in the paragraph before",
        "named in the content itself",
    }
)
_FOR_WORDS = "described and "
_FAR = "nine or more sentences back"
_UNORDERED = "five to eight sentences back"


def candidates(asked: Asked, memory: Memory, reader: Reader) -> list[Candidate]:
    """All who may be meant, the one that stands for nobody last."""
    found = []
    for figure, sightings in memory.near(asked.block, reader):
        if not may_be(figure, asked):
            continue
        others = tuple(s for s in sightings if not _is_asked(s, asked))
        known = figure.type != "described" or any(_before(s, asked, reader) for s in others)
        if others and known:
            found.append(Candidate((figure,), others))
    if asked.kind == Kind.THEY or (asked.plural and asked.word in wordlists.table("both")):
        found += _pairs(asked, memory, reader)
    return [*found, Candidate(())]


def _is_asked(sighting: Sighting, asked: Asked) -> bool:
    same = sighting.block == asked.block
    return same and sighting.start < asked.end and asked.start < sighting.end


def may_be(figure: Figure, asked: Asked) -> bool:
    """Do gender, number and kind allow it?"""
    if asked.kind in (Kind.PERSON_PRONOUN, Kind.PERSON):
        if figure.plural or figure.kind != "person":
            return False
        return not (asked.gender and figure.gender) or figure.gender == asked.gender
    if asked.kind == Kind.THEY:
        return figure.kind in ("person", "organisation", "group", "state") or figure.plural
    if asked.kind == Kind.IT:
        return figure.kind in ("state", "organisation", "document", "") and not figure.plural
    if figure.kind == "person":
        return asked.noun is None and not asked.plural
    return figure.kind == "" or asked.noun is None or figure.plural == asked.plural


def _pairs(asked: Asked, memory: Memory, reader: Reader) -> list[Candidate]:
    """Two people joined by "and" close before: "Helga Strand and Milo Pratt … they"."""
    block = memory.scene.blocks[asked.block]
    here = [
        (s, figure)
        for near in (*reader.before(reader.rank[asked.block])[:1], asked.block)
        for figure, s in sorted(memory.seen_in.get(near, ()), key=lambda one: one[1].start)
        if figure.kind in ("person", "organisation", "state") and not figure.plural
        if _before(s, asked, reader) and reader.rank[asked.block] - reader.rank[s.block] <= 1
    ]
    found = []
    for (left, one), (right, other) in pairwise(here):
        if left.block != right.block or one is other or one.kind != other.kind:
            continue
        between = memory.scene.blocks[left.block].text[left.end : right.start]
        joined = re.fullmatch(r"(?:, [^.;]{1,60}?,)?\s(?:and|&)\s(?:[\w'-]+\s){0,5}", between)
        if joined and left.end <= right.start:
            found.append(Candidate((one, other), (left,)))
    said = memory.last_said(asked.block, asked.start, reader)
    if said is not None and len(said.figures) == 2 and said.block == block.index:
        seen = Sighting(said.block, said.start, said.start, block.sentence_of(said.start), True)
        if all(c.figures != said.figures for c in found):
            found.append(Candidate(said.figures, (seen,)))
    return found


def _before(sighting: Sighting, asked: Asked, reader: Reader) -> bool:
    return (reader.rank[sighting.block], sighting.start) < (reader.rank[asked.block], asked.start)


def features(
    asked: Asked, some: Sequence[Candidate], memory: Memory, reader: Reader
) -> list[dict[str, float]]:
    """The evidence on each candidate, by name; a feature that is not there is nought."""
    latest = [_latest(c, asked, reader) for c in some]
    order = sorted(
        (i for i, s in enumerate(latest) if s is not None),
        key=lambda i: (reader.rank[latest[i].block], latest[i].start),  # type: ignore[union-attr]
        reverse=True,
    )
    place = {number: n for n, number in enumerate(order)}
    counts = [sum(_before(s, asked, reader) for s in c.sightings) for c in some]
    most = max(counts, default=0)
    last = memory.last_said(asked.block, asked.start, reader)
    alone = reader.doubtful and orphan(asked, memory)
    found = []
    for number, candidate in enumerate(some):
        if not candidate.figures:
            found.append({})
            continue
        facts = _distance(candidate, latest[number], asked, memory, reader)
        if latest[number] is not None:
            _add_standing(facts, latest[number], place[number], asked, reader)  # type: ignore[arg-type]
        facts["named often"] = min(2.5, math.log(1 + counts[number]))
        facts["named most of those who fit"] = float(counts[number] == most and most > 1)
        _add_speaking(facts, candidate, asked, memory, reader, last)
        if alone:
            _add_introduced(facts, candidate, memory)
        _add_kind(facts, candidate, asked, memory)
        if latest[number] is None and any(_before(s, asked, reader) for s in candidate.sightings):
            facts["named only in the content itself"] = 1.0
        if len(candidate.figures) == 1:
            _add_words(facts, candidate.figures[0], asked, memory)
            facts.update(reasons_of_content(candidate.figures[0], asked, memory.scene))
        if asked.kind in (Kind.PERSON, Kind.OTHER):
            facts = {f"{_FOR_WORDS}{n}" if n in _UNLIKE else n: v for n, v in facts.items()}
        found.append(facts)
    if any("gender agrees" in facts or "gender likely" in facts for facts in found):
        for facts in found:
            if "gender unknown" in facts:
                facts["gender unknown where another's agrees"] = 1.0
    found[-1].update(_nobody(asked, found[:-1], latest[:-1]))
    return found


def _latest(candidate: Candidate, asked: Asked, reader: Reader) -> Sighting | None:
    """The last sighting before what is asked, outside the content."""
    before = [
        s
        for s in candidate.sightings
        if _before(s, asked, reader)
        and not any(b == s.block and low <= s.start < high for b, low, high in asked.content)
    ]
    return max(before, key=lambda s: (reader.rank[s.block], s.start), default=None)


def _distance(
    candidate: Candidate, latest: Sighting | None, asked: Asked, memory: Memory, reader: Reader
) -> dict[str, float]:
    here = memory.scene.blocks[asked.block]
    sentence = here.sentence_of(asked.start)
    if latest is None:
        same = any(s.block == asked.block and s.sentence == sentence for s in candidate.sightings)
        known = 1.0 if same else reader.sure[asked.block]
        name = "named only later in its sentence" if same else "named only later"
        if here.number == 0:  # a headline speaks of those whom the article will name
            return {_bin(1): 1.0}
        return {name: known, _UNORDERED: 1 - known}
    if latest.block == asked.block:
        return {_bin(sentence - latest.sentence): 1.0}
    back = reader.sentences[asked.block] + sentence
    back -= reader.sentences[latest.block] + latest.sentence
    known = reader.sure[asked.block]
    found = {_bin(back): known}
    found[_UNORDERED] = found.get(_UNORDERED, 0.0) + 1 - known
    return found


def _bin(back: int) -> str:
    if back <= 0:
        return "same sentence"
    return next((name for most, name in _BINS if back <= most), _FAR)


def _add_standing(
    facts: dict[str, float], latest: Sighting, place: int, asked: Asked, reader: Reader
) -> None:
    """How the candidate was last named, and whether another who fits was named since."""
    known = 1.0 if latest.block == asked.block else reader.sure[asked.block]
    if place < 2:
        facts["named last of those who fit" if place == 0 else "named last but one"] = known
    facts["last named first in its sentence"] = float(latest.first)
    facts["last named behind a preposition or as owner"] = float(latest.oblique)
    facts["last named in a quotation"] = float(latest.quoted)
    facts["last named by a pronoun"] = float(latest.pronoun)
    facts["named in this paragraph"] = float(latest.block == asked.block)


def _add_speaking(
    facts: dict[str, float],
    candidate: Candidate,
    asked: Asked,
    memory: Memory,
    reader: Reader,
    last: Said | None,
) -> None:
    figures = candidate.figures
    if any(f in memory.speakers for f in figures):
        facts["speaks elsewhere in the article"] = 1.0
    if last is not None and set(figures) == set(last.figures):
        if last.block == asked.block:
            facts["spoke last, in this paragraph"] = 1.0
        elif reader.rank[asked.block] - reader.rank[last.block] == 1:
            facts["spoke last, in the paragraph before"] = reader.follows[asked.block]
        else:
            facts["spoke last, further back"] = reader.sure[asked.block]


def _add_introduced(facts: dict[str, float], candidate: Candidate, memory: Memory) -> None:
    """What the paragraphs themselves tell of their order, where nobody else may be meant."""
    if any(_open(f, memory) for f in candidate.figures):
        facts["introduced with a statement, not yet followed up"] = 1.0
    if any(f in memory.other_day for f in candidate.figures):
        facts["quoted from another day"] = 1.0


def orphan(asked: Asked, memory: Memory) -> bool:
    """Is nobody who may be meant named earlier in the same block?"""
    return not any(
        s.start < asked.start and not s.quoted and may_be(figure, asked)
        for figure, s in memory.seen_in.get(asked.block, ())
    )


def _open(figure: Figure, memory: Memory) -> bool:
    """Does a paragraph introduce the figure as speaker, by full name or title, while no
    paragraph goes on with his words by surname? Then one that says "he" may follow it: what
    the paragraphs themselves tell of their order, whatever the order they are stored in."""
    introduced, followed = False, False
    for said in memory.named.get(figure, ()):
        block = memory.scene.blocks[said.block]
        if block.text.startswith('"') and not said.full:
            followed = True
        introduced = introduced or said.full
    return introduced and not followed


def _add_kind(facts: dict[str, float], candidate: Candidate, asked: Asked, memory: Memory) -> None:
    if len(candidate.figures) > 1:
        facts["two named together"] = 1.0
        return
    figure = candidate.figures[0]
    if asked.gender:
        facts[_gender(figure, asked, memory)] = 1.0
    if figure.type == "described":
        facts["only described"] = 1.0
    elif figure.plural or figure.kind == "group":
        facts["a named group"] = 1.0
    else:
        facts[f"a named {figure.kind or 'thing'}"] = 1.0
    if figure.type == "described" and figure.plural:
        facts["several, only described"] = 1.0
    if figure.kind == "state":
        facts["a state"] = 1.0


def _gender(figure: Figure, asked: Asked, memory: Memory) -> str:
    if figure.gender:
        return "gender agrees"
    likely = memory.genders.get(figure) or figure.likely_gender
    if not likely:
        return "gender unknown"
    return "gender likely" if likely == asked.gender else "gender unlikely"


def _add_words(facts: dict[str, float], figure: Figure, asked: Asked, memory: Memory) -> None:
    """How the words of a description suit the figure."""
    if asked.kind not in (Kind.PERSON, Kind.OTHER):
        return
    match = answers(figure, asked, memory.scene) if asked.noun is not None else None
    if match is not None and match > 0:
        facts["its role or name holds the noun"] = 1.0
        facts["as many words agree"] = match - 1.0
    elif asked.noun is not None and figure.kind == "person" and figure.roles:
        facts["its role is another"] = 1.0
    name = figure.name.lower().split()
    if figure.type == "described":
        same = asked.word in name
        facts["the same noun"] = float(same)
        facts["another noun"] = float(not same)
        others = set(name) - {asked.word}
        if same and asked.modifiers:
            facts["modifiers agree" if asked.modifiers & others else "modifiers differ"] = 1.0
    elif figure.kind == "organisation":
        sort = wordlists.table("organisation_sorts").get(asked.word, ("",))[0].split()
        tells = any(word in sort for word in name)
        facts["its name tells that sort"] = float(tells)
        plain = asked.opening == Opening.DEFINITE and not asked.modifiers
        open_sort = asked.word in wordlists.table("open_sorts") and figure.type == "organisation"
        facts["its name may be of that sort"] = float(plain and open_sort and not tells)
    capital = {w.lower() for w in re.findall(r"\w+", asked.phrase) if w[0].isupper()}
    if capital:
        facts["proper words agree" if capital & set(name) else "proper words differ"] = 1.0


def _nobody(
    asked: Asked, others: Sequence[dict[str, float]], latest: Sequence[Sighting | None]
) -> dict[str, float]:
    facts = {"nobody before": 1.0, f"nobody, {asked.opening}": 1.0}
    if not any(s is not None for s in latest):
        facts["nobody who fits is named before"] = 1.0
    if asked.kind in (Kind.PERSON, Kind.OTHER):
        fits = ("its role or name holds the noun", "the same noun", "its name tells that sort")
        if not any(o.get(name) for o in others for name in fits):
            facts["nobody has the noun"] = 1.0
        facts["nobody, modifiers"] = float(bool(asked.modifiers))
        facts["nobody, a longer phrase"] = float(len(asked.phrase.split()) > 3)
        facts["nobody, several"] = float(asked.plural)
        if asked.word[:1].isdigit():  # "the 34-year-old" is somebody named
            facts["nobody, an age"] = 1.0
        if asked.noun is None:
            facts["nobody, an unlisted noun"] = 1.0
        elif asked.noun.kind == "document":
            facts["nobody, a paper"] = 1.0
    return facts
