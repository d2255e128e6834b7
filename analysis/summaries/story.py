"""The article in at most a hundred and twenty words, made of sentences that it holds: what is
said to have happened, who says so, who doubts it, what was left open. Without a dispute: how it
begins, and what its main voices say. True of any article, also of one in which nobody speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.knowledge import wordlists
from analysis.summaries.panels import Panel, Voice, panels
from analysis.summaries.retelling import (
    MOST,
    Part,
    Sentence,
    Teller,
    balanced,
    closed,
    count,
    leans,
    plain,
    sentences_of,
)
from analysis.tables import SHOWN, parts_of

Row = Mapping[str, Any]

WORDS = 120
_VOICES = 4  # told at most
_OPEN_WORDS = 34
_LEAD_WORDS = 46
_ALONE = 70  # words of an article in which nobody speaks
#: Who comes first among those that are heard as often.
_KINDS = ("person", "organisation", "state", "group", "")


@dataclass(frozen=True)
class Passage:
    """Some sentences of the story under a heading of two or three words."""

    label: str
    sentences: tuple[Sentence, ...]


def story(teller: Teller) -> list[Passage]:
    """The passages in their order; none is empty, all together are within `WORDS`."""
    disputed = [panel for panel in panels(teller) if panel.disputed]
    told = next(filter(None, (_dispute(teller, panel) for panel in disputed)), None)
    return told or _voices(teller)


def word_count(passages: Iterable[Passage]) -> int:
    """How many words the passages have, their headings among them."""
    return sum(len(p.label.split()) + count(p.sentences) for p in passages)


# ------------------------------------------------------------------ a dispute


def _dispute(teller: Teller, panel: Panel) -> list[Passage] | None:
    """The story of the matter; None where one of its camps has no sentence of its own."""
    says = _apart(teller, _able(teller, panel.says))
    against = _apart(teller, _able(teller, panel.against))
    if not says or not against:
        return None
    left = WORDS - 12  # the headings
    first, left = _within([v.told for v in says[:2]], left // 2, left)
    open_, left = _within(_open(teller), _OPEN_WORDS, left, 1)
    then, left = _within([v.told for v in against[:_VOICES]], left, left)
    if not first or not then:
        return None
    found = [Passage("What is said", first), Passage("Who doubts or denies it", then)]
    open_ = tuple(s for s in open_ if plain(s) not in {plain(t) for t in (*first, *then)})
    return found + ([Passage("Left open", open_)] if open_ else [])


def _able(teller: Teller, voices: Sequence[Voice]) -> list[Voice]:
    """The voices whose sentence stands on its own and says who speaks."""
    return [v for v in voices if not v.own and any(p.kind == "name" for p in v.told)]


def _apart(teller: Teller, voices: Sequence[Voice]) -> list[Voice]:
    """One voice for a state and what speaks for it by no name of its own: the ministry, the army
    and the state that announce the same are told once; people are told each."""
    kept: list[Voice] = []
    bodies: set[str] = set()
    for voice in voices:
        rows = [teller.actors[i] for i in parts_of(voice.actor_id) if i in teller.actors]
        sides = {str(r["side"]) for r in rows if r["kind"] != "person" and r["side"]}
        if sides and sides <= bodies:
            continue
        bodies |= sides
        kept.append(voice)
    return kept


def _within(
    sentences: Sequence[Sentence], most: int, left: int, number: int = _VOICES
) -> tuple[tuple[Sentence, ...], int]:
    """As many of the sentences as fit, and how many words are left after them."""
    kept: list[Sentence] = []
    for one in sentences:
        words = count([one])
        if len(kept) < number and words <= min(most, left):
            kept.append(one)
            most, left = most - words, left - words
    return tuple(kept), left


def _open(teller: Teller) -> list[Sentence]:
    """The article's own sentences that leave something open, or say that nobody could check it."""
    words = wordlists.alternation("retelling", "open")
    pattern = re.compile(rf"(?<![\w-]){words}(?![\w-])", re.IGNORECASE)
    found = []
    for low, high in _body(teller):
        if pattern.search(teller.text, low, high) and not leans(teller.text[low:high]):
            found.append(_own(teller, low, high))
    return sorted(found, key=lambda s: count([s]))


# ------------------------------------------------------------------ no dispute


def _voices(teller: Teller) -> list[Passage]:
    """How the article begins, and its most heard voices, each in its best sentence."""
    lead = _lead(teller)
    spans = [(part.start, part.start + len(part.text)) for part in lead[0]] if lead else []
    heard = _heard(teller, spans)
    left = WORDS - 8
    if not heard:
        return _nobody(teller)
    begin, left = _within(lead[:1], _LEAD_WORDS, left)
    open_, _ = _within(_open(teller), _OPEN_WORDS, left // 3, 1)
    open_ = tuple(s for s in open_ if not begin or plain(s) != plain(begin[0]))
    said, left = _within(heard, left - count(open_), left - count(open_))
    found = [Passage("How it begins", begin)] if begin else []
    if said:
        found.append(Passage("Who says what" if len(said) > 1 else "Who speaks", said))
    if open_:
        found.append(Passage("Left open", open_))
    return found or _nobody(teller)


def _heard(teller: Teller, taken: Sequence[tuple[int, int]]) -> list[Sentence]:
    """The best sentence of each voice, the most heard first; then in the article's order."""
    by_voice: dict[str, list[Row]] = {}
    for row in teller.rows.values():
        if row["confidence"] >= SHOWN and row["paragraph"]:
            key = row["actor_id"] or f"“{row['source_text'].strip().lower()}”"
            by_voice.setdefault(key, []).append(row)
    ranked = []
    for key, rows in by_voice.items():
        best = teller.best(r for r in rows if not _in(r, taken))
        if best is None:
            continue
        kinds = [teller.actors[i]["kind"] for i in parts_of(key) if i in teller.actors]
        kind = _KINDS.index(kinds[0]) if kinds else len(_KINDS)
        ranked.append(
            (kind > 1, -len(rows), kind, -teller.worth(best), best["content"][0][0], best)
        )
    ranked.sort(key=lambda line: line[:-1])
    return [told for *_, row in ranked if (told := teller.tell(row))][: _VOICES + 1]


def _in(row: Row, spans: Sequence[tuple[int, int]]) -> bool:
    start = int(row["content"][0][0])
    return any(low <= start < high for low, high in spans)


def _nobody(teller: Teller) -> list[Passage]:
    """An article in which nobody can be quoted: its own first sentences."""
    begin, _ = _within(_lead(teller), _ALONE, _ALONE, 3)
    return [Passage("How it begins", begin)] if begin else []


def _body(teller: Teller) -> list[tuple[int, int]]:
    """The sentences of the body in reading order."""
    rows = teller.reading["paragraphs"]
    places = dict(zip(rows["paragraph"], rows["reading_position"], strict=True))
    blocks = [b for b in teller.reading.article.body() if b.number]
    blocks.sort(key=lambda block: places.get(block.number, block.number))
    return [span for b in blocks for span in sentences_of(teller.text, b.start, b.end)]


def _lead(teller: Teller) -> list[Sentence]:
    """The first sentences that are whole and lean on nothing."""
    turns = [span for turn in teller.reading.article.turns for span in turn.content]
    found = []
    for low, high in _body(teller):
        text = teller.text[low:high].strip()
        spoken = any(a <= low < b for a, b in turns)
        if not spoken and 5 <= len(text.split()) <= MOST and text[-1] in ".!?”\"’)":
            found.append(_own(teller, low, high))
        if len(found) == 3 or spoken:
            break
    return found if found and not leans(plain(found[0])) else []


def _own(teller: Teller, low: int, high: int) -> Sentence:
    text = Teller._without_passing(teller.text[low:high].strip())
    return (Part(closed(balanced(text)), "words", "", low),)
