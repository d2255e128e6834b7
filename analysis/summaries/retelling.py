"""What somebody said as one sentence that stands on its own: the article's own words, with the
speaker named where it says "he", and nothing where no whole sentence can be made.

A retold sentence is made of `Part`s, so that a page can link names and quotations; `plain` joins
them. Nothing is reworded: a quotation that is a sentence gets "NAME said:", everything else is
the stretch of text that holds source, cue and content, as the article wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

from analysis.article.article import Span
from analysis.knowledge import wordlists
from analysis.reading import Reading
from analysis.summaries.sentence_text import (
    WORD,
    balanced,
    capital,
    closed,
    first_word,
    leans,
    points,
    sentences_of,
)
from analysis.tables import SHOWN, Kind, parts_of

Row = Mapping[str, Any]

#: A retold sentence has at least and at most so many words.
FEWEST, MOST = 4, 44
#: Of a long quotation the first sentences are told, up to so many words.
_QUOTED = 32
_GAP = 70  # letters between source, cue and content that still belong to one clause
_SOURCE = 16  # words of a source that is told as it stands
_QUOTES = '"“”„«»'
_BREAK = re.compile(r"[.!?;]\s|[\"“”()\[\]]")
_NO_VERB = re.compile(r"ing:?$|^[^a-z]*$", re.IGNORECASE)
_OWNED = re.compile(r"['’]s?$")
_ARTICLE = re.compile(r"\b(the)\s+$", re.IGNORECASE)
_INSIDE = re.compile(r"[\"“]([A-Z][^\"“”]{30,1200}+)(?:[\"”]|\Z)")
_NOUN_CUE = re.compile(rf"\b{wordlists.alternation('retelling', 'before_noun')}\s+$", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|refused?|declined?)\b|n['’]t\b", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """A stretch of a sentence. ``kind`` is "" (our own words), "name" (``key``: the actor) or
    "words" (``key``: the statement; "" and ``start``: words of the article itself)."""

    text: str
    kind: str = ""
    key: str = ""
    start: int = 0


Sentence = tuple[Part, ...]


def plain(sentence: Iterable[Part]) -> str:
    """The sentence as text."""
    return "".join(part.text for part in sentence)


def count(sentences: Iterable[Sentence]) -> int:
    """How many words the sentences have."""
    return sum(len(plain(sentence).split()) for sentence in sentences)


def _named(words: str) -> tuple[int, bool]:
    """How much a name tells; of two alike, the one with "the"."""
    return len(words.removeprefix("the ")), words.startswith("the ")


class Teller:
    """Tells the statements of one reading; ask it once a page."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.article.text
        self.actors = {row["actor_id"]: row for row in reading["actors"].to_dict("records")}
        self.rows = {row["statement_id"]: row for row in reading["statements"].to_dict("records")}

    @cached_property
    def _phrases(self) -> dict[str, str]:
        """How the article itself names whoever is no person: its longest name, with its "the"."""
        found: dict[str, str] = {}
        if "mentions" not in self.reading.tables:
            return found
        for row in self.reading["mentions"].to_dict("records"):
            if row["how"] not in ("name", "metonym"):
                continue
            start = int(row["start"])
            words = " ".join(self.text[start : int(row["end"])].split())
            words = _OWNED.sub("", re.sub(r"^[Tt]he\s+", "the ", words))
            if _ARTICLE.search(self.text[max(0, start - 5) : start]):
                words = f"the {words}"
            best = found.get(row["actor_id"], "")
            if _named(words) > _named(best):
                found[row["actor_id"]] = words
        return found

    def name(self, actor_id: str) -> str:
        """An actor as a sentence names it: a person by name, a body as the article does."""
        actor = self.actors[actor_id]
        if actor["kind"] == "person":
            return str(actor["name"])
        if actor["kind"] == "state":
            several = wordlists.words("retelling", "several")
            the = any(word in several for word in str(actor["name"]).lower().split())
            return f"the {actor['name']}" if the else str(actor["name"])
        phrase = self._phrases.get(actor_id, "")
        if actor["kind"] == "group" and not phrase.startswith("the "):
            return str(actor["name"])  # "Western" is no name of Western officials
        return phrase or str(actor["name"])

    def names(self, cell: str) -> list[Part]:
        """The actors of a cell as linked names: ``A, B and C``."""
        ids = [i for i in parts_of(cell) if i in self.actors]
        told = [Part(self.name(i), "name", i) for i in ids]
        between = [", "] * max(0, len(told) - 2) + [" and "]
        out: list[Part] = []
        for place, part in enumerate(told):
            out += [part] + ([Part(between[place])] if place < len(told) - 1 else [])
        return out

    def speaker(self, row: Row) -> list[Part]:
        """Who says it, as it can open a sentence; nothing where nobody can be told."""
        ids = [i for i in parts_of(row["actor_id"]) if i in self.actors]
        source = " ".join(str(row["source_text"]).split()).strip(" ,;:–—-")
        if _OWNED.search(source):
            source = _OWNED.sub("", source)
        if not ids:
            return [Part(source)] if self._describes(source) else []
        if len(ids) > 1:
            return self.names(row["actor_id"])
        name = self.name(ids[0])
        full = str(self.actors[ids[0]]["name"])
        place = source.find(full)
        if place < 0 or len(source.split()) > _SOURCE or self._pronoun(source):
            return [Part(name, "name", ids[0])]
        before, after = source[:place], source[place + len(full) :]
        if after.startswith(",") or before.rstrip().endswith(","):
            after += ","
        parts = (Part(before), Part(full, "name", ids[0]), Part(after))
        return [part for part in parts if part.text]

    @staticmethod
    def _pronoun(name: str) -> bool:
        """Is a speaker told by a word that stands for somebody else ("my sister", "I")?"""
        first = first_word(name)
        pronouns = {word.lower() for word in wordlists.table("pronouns")}
        return first in pronouns or first in wordlists.words("retelling", "stands_in")

    @staticmethod
    def _says_enough(row: Row) -> bool:
        """A single quoted word is no saying ("labelled 'Anonymous'")."""
        return row["kind"] == Kind.INDIRECT or len(str(row["content_text"]).split()) > 2

    @staticmethod
    def _describes(source: str) -> bool:
        """Is an unnamed source told by its words ("a person familiar with the matter")?"""
        words = WORD.findall(source)
        if not words or len(words) > _SOURCE or "…" in source or Teller._pronoun(source):
            return False
        return source.lower() not in wordlists.words("retelling", "stands_in")

    # ------------------------------------------------------------------ quotations

    def quotation(self, row: Row, most: int = _QUOTED) -> str:
        """What stands in quotation marks, as whole sentences and without the marks; "" where it
        is no whole sentence. Of a long one, the first sentences that stand on their own."""
        pieces = [(int(s), int(e)) for s, e in row["content"]]
        if row["kind"] == Kind.MIXED:
            pieces = [found for piece in pieces for found in self._quoted(piece)]
        elif row["kind"] == Kind.INDIRECT:
            return ""
        kept: list[str] = []
        words = 0
        for sentence in self._said(pieces):
            long = len(sentence.split())
            whole = bool(re.match(r"[“‘'\"(]*[A-Z0-9]", sentence)) and long <= MOST
            answers = first_word(sentence) in wordlists.words("retelling", "answer")
            if not kept and (not whole or long < FEWEST or (answers and long < 2 * FEWEST)):
                continue
            if kept and (words + long > most or not whole):
                break
            kept.append(sentence)
            words += long
        told = closed(balanced(" ".join(kept))) if kept else ""
        return told if len(told.split()) >= FEWEST else ""

    def _quoted(self, piece: Span) -> list[Span]:
        """The stretches in quotation marks that begin as a sentence does, and end as one."""
        found = [match.span(1) for match in _INSIDE.finditer(self.text, *piece)]
        ends = [self.text[e - 1] in ".!?" or self.text[e : e + 1] == "" for _, e in found]
        return [span for span, whole in zip(found, ends, strict=True) if whole]

    def _said(self, pieces: Sequence[Span]) -> list[str]:
        """The sentences of a quotation; one that the cue interrupts is put together again."""
        texts: list[str] = []
        for start, end in pieces:
            if (
                texts
                and texts[-1].endswith(",")
                and self.text[start:end].strip(_QUOTES)[:1].isupper()
            ):
                texts[-1] = f"{texts[-1][:-1]}."
            for low, high in sentences_of(self.text, start, end):
                piece = " ".join(self.text[low:high].split()).strip(_QUOTES + " ")
                if texts and texts[-1].endswith(",") and piece[:1].islower():
                    texts[-1] = f"{texts[-1]} {piece}"
                elif piece:
                    texts.append(piece)
        return texts

    def tell(self, row: Row) -> Sentence | None:
        """The statement as one sentence; None where no whole one can be made of it."""
        who = self.speaker(row)
        if not who or self._pronoun(plain(who)) or not self._says_enough(row):
            return None
        quoted = self.quotation(row)
        if quoted:
            who[0] = Part(capital(who[0].text), who[0].kind, who[0].key)
            verb = " asked: " if quoted.endswith("?") else " said: "
            words = Part(f"“{quoted}”", "words", row["statement_id"], int(row["content"][0][0]))
            told: Sentence = (*who, Part(verb), words)
        else:
            found = self._stretch(row, who)
            if found is None:
                return None
            told = found
        return told if FEWEST <= len(plain(told).split()) <= MOST else None

    def _stretch(self, row: Row, who: Sequence[Part]) -> Sentence | None:
        """Source, cue and content as they stand in the text, the speaker by name."""
        content = sorted((int(s), int(e)) for s, e in row["content"])
        if len(row["source"]) != 1 or len(row["cue"]) != 1 or row["kind"] == Kind.TURN:
            return None
        (source,), (cue,) = row["source"], row["cue"]
        if len(content) > 1 and content[0][1] < source[0] < cue[0] < content[-1][0]:
            content = content[-1:]  # "Their words drew doubt from A, some of whom noted B"
        spans = sorted([*content, tuple(source), tuple(cue)])
        if not self._one_clause(spans, row) or self._first_person(row):
            return None
        low, high = spans[0][0], max(e for _, e in spans)
        before, after = self.text[low : source[0]], self.text[source[1] : high]
        after = self._without_passing(after)
        if before == "" and re.match(r"['’]s\b", after):
            return None
        if self.text[source[1] : source[1] + 1] == "," and after.startswith(","):
            after = after if who[-1].text.endswith(",") is False else after[1:]
        whole = self._joined(before, who, after, row)
        text = plain(whole)
        if leans(text) or "\n" in self.text[low:high]:
            return None
        return whole

    def _joined(self, before: str, who: Sequence[Part], after: str, row: Row) -> Sentence:
        key, start = row["statement_id"], int(row["content"][0][0])
        names = list(who)
        text = balanced(before + "\x00" + after)
        before, after = text.split("\x00")
        if not before:
            names[0] = Part(capital(names[0].text), names[0].kind, names[0].key)
        if after.strip(" ,"):
            after = closed(after)
        else:  # an apposition ends with the sentence: "was supported by X, a bank"
            names[-1] = replace(names[-1], text=names[-1].text.rstrip(" ,"))
            after = "."
        parts = [
            Part(capital(before), "words", key, start),
            *names,
            Part(after, "words", key, start),
        ]
        return tuple(part for part in parts if part.text)

    def _one_clause(self, spans: Sequence[Span], row: Row) -> bool:
        cue = str(row["cue_text"]).strip(" :,")
        if not cue or _NO_VERB.search(cue) or ":" in str(row["cue_text"]):
            return False
        (start, _) = row["cue"][0]
        if _NOUN_CUE.search(self.text[max(0, start - 8) : start]):
            return False
        if _OWNED.search(str(row["source_text"])):
            return False
        for (_, low), (high, _) in pairwise(spans):
            gap = self.text[low:high]
            if len(gap) > _GAP or _BREAK.search(gap.strip(_QUOTES + " ,")) or _NOT.search(gap):
                return False
        return True

    def _first_person(self, row: Row) -> bool:
        """Words of "I" outside quotation marks: whose they are, a sentence of its own hides."""
        gap = self.text[row["cue"][0][1] : row["content"][0][0]][:_GAP]
        outside = re.sub(r"[\"“][^\"“”]{0,2000}+[\"”]", "", f"{gap} {row['content_text']}")
        first = {word.lower() for word in wordlists.forms("pronouns", "first_person")}
        words = (word for word in WORD.findall(outside) if len(word) == 1 or not word.isupper())
        return any(word.lower() in first for word in words)  # "US" is no "us"

    @staticmethod
    def _without_passing(text: str) -> str:
        passing = wordlists.alternation("retelling", "passing")
        text = re.sub(rf"^,?\s*{passing},?(?=\s)", "", text, flags=re.IGNORECASE)
        return re.sub(rf",\s{passing},(?=\s)", "", text, flags=re.IGNORECASE)

    def introduced(self, told: Sentence, known: set[str]) -> Sentence:
        """The sentence, its speaker introduced where nobody has yet: by the words that another
        sentence of the article names them with, else by the role. ``known`` grows."""
        place = next((n for n, part in enumerate(told) if part.kind == "name"), None)
        if place is None or told[place].key in known:
            return told
        known.update(part.key for part in told if part.kind == "name")
        actor = self.actors[told[place].key]
        after = told[place + 1].text if place + 1 < len(told) else ""
        before = told[place - 1].text if place else ""
        bare = not before or before.endswith(", ")
        if actor["kind"] != "person" or not bare or not re.match(r"[\s.]", after):
            return told
        before, behind = self._described(actor)
        if behind and after.startswith(behind.rstrip(",")):
            return told
        if place == 0:
            before = capital(before)
        if after.startswith(".") and behind:
            behind = behind.rstrip(",")
        made = (*told[:place], Part(before), told[place], Part(behind), *told[place + 1 :])
        return tuple(part for part in made if part.text)

    def _described(self, actor: Row) -> tuple[str, str]:
        """What stands before and behind the full name where the article introduces somebody."""
        name = str(actor["name"])
        for row in self.rows.values():
            source = " ".join(str(row["source_text"]).split()).strip(" ,;:–—-")
            theirs = actor["actor_id"] == row["actor_id"] and name in source and source != name
            if theirs and len(source.split()) <= _SOURCE and not self._pronoun(source):
                before, _, behind = source.partition(name)
                comma = behind.startswith(",") or before.rstrip().endswith(",")
                return before, behind + ("," if comma else "")
        role = str(actor["role"])
        long = len(role.split()) > _SOURCE - 4
        if role.islower() and len(role.split()) == 1:
            return f"{role} ", ""
        return "", "" if not role or long or self._pronoun(role) else f", {role},"

    # ------------------------------------------------------------------ which to tell

    def worth(self, row: Row) -> float:
        """How well a statement stands for its speaker on a page; below 0 it had better not."""
        told = self.tell(row)
        if told is None or row["confidence"] < SHOWN or not row["paragraph"]:
            return -1.0
        text = plain(told)
        if row["kind"] == Kind.TURN and text.endswith("?”"):
            return -1.0  # what an interviewer asks is no saying of anybody's
        long = len(text.split())
        worth = {Kind.DIRECT: 3.0, Kind.TURN: 3.0, Kind.MIXED: 2.4}.get(row["kind"], 2.0)
        worth += 1.0 if 9 <= long <= 30 else 0.0
        worth -= 1.0 if points(row["content_text"]) else 0.0
        worth -= 0.8 if leans(self.quotation(row)) else 0.0
        worth -= 2.0 if text.endswith("?”") else 0.0
        worth -= 1.5 if len(row["content_text"].split()) < FEWEST else 0.0
        return worth + 0.3 * float(row["confidence"])

    def best(self, rows: Iterable[Row]) -> Row | None:
        """The statement that stands best for them; None where none can be told."""
        able = [(self.worth(row), -int(row["content"][0][0]), row) for row in rows]
        able = [one for one in able if one[0] >= 0]
        return max(able, key=lambda one: one[:2])[2] if able else None
