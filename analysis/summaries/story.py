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
from analysis.summaries.retelling import Part, Sentence, Teller, count, plain
from analysis.summaries.sentence_text import balanced, closed, leans, sentences_of
from analysis.tables import SHOWN, ClaimType, Polarity, parts_of

Row = Mapping[str, Any]

WORDS = 120
_VOICES = 4  # told at most
_OPEN_WORDS = 34
_LEAD_WORDS = 55
_SPARE = 12  # words for the headings
_ALONE = 70  # words of an article in which nobody speaks
#: Who comes first among those that are heard as often; a document or a figure is no voice.
_KINDS = {"person": 0.6, "organisation": 0.2, "state": 0.2, "group": 0.0, "": -0.8}
_UNNAMED = -0.6
_MANY = 4
_GOOD = 1.6  # what is worth less is told only where there is nothing else


@dataclass(frozen=True)
class Passage:
    """Some sentences of the story under a heading of two or three words."""

    label: str
    sentences: tuple[Sentence, ...]


def story(teller: Teller) -> list[Passage]:
    """The passages in their order; none is empty, all together are within `WORDS`.

    There is none where the article is in another language than English: nobody read it.
    """
    if teller.reading["articles"]["language"][0] not in ("", "en"):
        return []
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
    left = WORDS - _SPARE
    known: set[str] = set()
    said = [teller.introduced(v.told, known) for v in says[:2]]
    first, left = _within(said, left // 2, left)
    open_, left = _within(_open(teller), _OPEN_WORDS, left, 1)
    doubts = [teller.introduced(v.told, known) for v in against[:_VOICES]]
    then, left = _within(doubts, left, left)
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
    left = WORDS - _SPARE
    if not heard:
        return _nobody(teller)
    begin, left = _within(lead[:1], _LEAD_WORDS, left)
    open_, _ = _within(_open(teller), _OPEN_WORDS, left // 3, 1)
    denied, left = _within(_denied(teller, spans), left // 3, left, 2)
    known = {plain(s) for s in (*begin, *denied)}
    open_ = tuple(s for s in open_ if plain(s) not in known)
    left -= count(open_)
    known |= {plain(s) for s in open_}
    named = {
        i for i, row in teller.actors.items() if any(row["name"] in k for k in map(plain, begin))
    }
    told = [teller.introduced(s, named) for s in heard if plain(s) not in known]
    said, _ = _within(told, left, left)
    denied = tuple(teller.introduced(s, named) for s in denied)
    found = [Passage("How it begins", begin)] if begin else []
    if said:
        found.append(Passage("Who says what" if len(said) > 1 else "Who speaks", said))
    if denied:
        found.append(Passage("What is denied", denied))
    if open_:
        found.append(Passage("Left open", open_))
    return found or _nobody(teller)


def _heard(teller: Teller, taken: Sequence[tuple[int, int]]) -> list[Sentence]:
    """The best sentence of each voice, those first that are heard most and quoted best."""
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
        worth = teller.worth(best) + 0.5 * min(len(rows), _MANY)
        kinds = [teller.actors[i]["kind"] for i in parts_of(key) if i in teller.actors]
        worth += _KINDS.get(kinds[0], 0.0) if kinds else _UNNAMED
        ranked.append((-worth, best["content"][0][0], best))
    ranked.sort(key=lambda line: line[:-1])
    told = [(row, sentence) for *_, row in ranked if (sentence := teller.tell(row))]
    good = [sentence for row, sentence in told if teller.worth(row) >= _GOOD]
    return good or [sentence for _, sentence in told[:1]]


def _denied(teller: Teller, taken: Sequence[tuple[int, int]]) -> list[Sentence]:
    """The sentences in which somebody denies something, the surest first."""
    claims = teller.reading["claims"]
    denials = claims[
        (claims["type"] == ClaimType.DENIAL) & (claims["polarity"] == Polarity.NEGATIVE)
    ]
    rows = [teller.rows[i] for i in dict.fromkeys(denials["statement_id"]) if i in teller.rows]
    rows = [r for r in rows if r["confidence"] >= SHOWN and r["paragraph"] and not _in(r, taken)]
    rows.sort(key=lambda row: -row["confidence"])
    return [told for row in rows if (told := teller.tell(row))]


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
    """The first sentences of the body, each whole; none where it begins with somebody's turn or
    with a sentence too long to show. One that is a saying is told as such."""
    turns = [span for turn in teller.reading.article.turns for span in turn.content]
    found: list[Sentence] = []
    for low, high in _body(teller):
        text = teller.text[low:high].strip()
        spoken = any(a <= low < b for a, b in turns)
        if spoken or not 3 <= len(text.split()) <= _LEAD_WORDS or text[-1] not in '.!?”"’)':
            break
        found.append(_as_said(teller, low, high) or _own(teller, low, high))
        if len(found) == 3:
            break
    return found


def _as_said(teller: Teller, low: int, high: int) -> Sentence | None:
    """A sentence that is one saying of "him" or "her", with the name in it."""
    for row in teller.rows.values():
        spans = [*row["content"], *row["source"]]
        inside = all(low <= int(s) and int(e) <= high for s, e in spans)
        long = sum(int(e) - int(s) for s, e in row["content"])
        named = bool(row["source"]) and Teller._pronoun(str(row["source_text"]))
        if inside and named and long > 0.6 * (high - low) and row["confidence"] >= SHOWN:
            return teller.tell(row)
    return None


def _own(teller: Teller, low: int, high: int) -> Sentence:
    text = Teller._without_passing(teller.text[low:high].strip())
    return (Part(closed(balanced(text)), "words", "", low),)
