"""What tells whether two claims meet: named numbers about a pair, read from words and vectors.

Comes in: the claims of one article and their sentence vectors. Goes out: a row of numbers for every
two claims that may meet, the earlier one first. The recipe and the reading share this module.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from analysis.claims import pair_candidates
from analysis.claims.claim import Made
from analysis.claims.claim_types import lexicon
from analysis.knowledge import wordlists

_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "NUM", "ADV"})
_EMPTY = wordlists.words("claim_words", "common_lemma")
#: The classes of `meeting.tsv`, in the order in which the model was trained.
_CLASSES = wordlists.classes("meeting")
_VALENCE = 4.0  # the end of VADER's scale
_FAR = 10  # paragraphs or claims beyond which distance says no more
_BLOCK = 16384  # pairs that are held beside each other while their numbers are made
_QUOTES = '"“”„«»'
_WORD = re.compile(r"[\w’'-]+")


@dataclass(frozen=True)
class Traits:
    """What one claim brings to its pairs."""

    block: int
    sentence: tuple[int, int]
    span: tuple[int, int]
    words: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    speaker: frozenset[str]
    classes: dict[str, float]
    framed: dict[str, float]
    negative: float
    denials: int
    valence: float
    quoted: float
    length: int
    voice: str
    lead: float
    question: float


@lru_cache(maxsize=4096)
def _classes(text: str) -> tuple[tuple[str, float], ...]:
    found = Counter(hit.values[0] for hit in wordlists.hits("meeting", text))
    return tuple((name, float(min(found[name], 2))) for name in _CLASSES)


def _valence(words: Sequence[str]) -> float:
    listed = lexicon()
    found = [listed[w] for w in words if w in listed]
    return sum(found) / (_VALENCE * math.sqrt(len(found))) if found else 0.0


def traits(claim: Made) -> Traits:
    """What one claim brings to its pairs."""
    proposition = claim.proposition
    words, doc = proposition.words, proposition.doc
    content = {
        t.lemma_.lower() for t in words if t.pos_ in _CONTENT and not t.is_stop and t.is_alpha
    } - _EMPTY
    sentence = words[0].sent
    frame = doc[sentence.start : words[0].i].text + " … " + doc[words[-1].i + 1 : sentence.end].text
    lowered = [t.lower_ for t in words]
    denials = sum(t.dep_ == "neg" or t.lower_ in ("no", "never", "none", "nothing") for t in words)
    speaker = frozenset(
        w.lower() for w in _WORD.findall(claim.speaker) if w[:1].isupper() and len(w) > 2
    )
    return Traits(
        block=proposition.parse.paragraph.number,
        sentence=(proposition.parse.paragraph.number, sentence.start),
        span=proposition.span,
        words=frozenset(content),
        names=frozenset(t.lemma_.lower() for t in words if t.pos_ == "PROPN"),
        numbers=frozenset(t.lower_ for t in words if t.like_num and not t.is_stop),
        speaker=speaker,
        classes=dict(_classes(claim.text)),
        framed=dict(_classes(frame)),
        negative=float(claim.polarity == "negative"),
        denials=min(denials, 3),
        valence=_valence(lowered),
        quoted=float(any(q in sentence.text for q in _QUOTES)),
        length=len(words),
        voice=claim.actor_id if claim.statement_id else "article",
        lead=float(proposition.parse.paragraph.number <= 1),
        question=float("?" in doc[words[0].i : min(words[-1].i + 3, len(doc))].text),
    )


@dataclass(frozen=True)
class Candidates:
    """Pairs of claims by their places, the earlier of the text first; the names of the columns;
    a row of numbers a pair."""

    pairs: np.ndarray
    names: tuple[str, ...]
    rows: np.ndarray


#: What two claims share, counted for each pair by itself.
_SHARED = (
    "common",
    "common_names",
    "common_weight",
    "covered",
    "common_numbers",
    "other_numbers",
    "speaker_named",
    "named_speaker",
)
_Numbers = dict[str, np.ndarray]


def _numbered(values: Sequence[object]) -> np.ndarray:
    """A number for each value, the same for the same; 0 for what is empty."""
    known: dict[object, int] = {}
    return np.array([known.setdefault(v, len(known) + 1) if v else 0 for v in values])


class _Article:
    """The claims of an article beside each other: a column a trait."""

    def __init__(self, claims: Sequence[Made], vectors: np.ndarray) -> None:
        self.claims = claims
        self.traits = [traits(claim) for claim in claims]
        self.close = pair_candidates.closeness(vectors, _FAR)
        self.all_words = [t.words | t.names for t in self.traits]
        counted = Counter(w for words in self.all_words for w in words)
        number = len(claims)
        self.rare = {w: math.log((1 + number) / n) for w, n in counted.items()}
        self.weights = [self.weight(words) for words in self.all_words]
        self.order = sorted(range(number), key=lambda i: self.traits[i].span)
        self.place = np.empty(number, dtype=np.int64)
        self.place[self.order] = np.arange(number)
        self.columns = self._columns()
        self.own = self._own()

    def weight(self, words: frozenset[str]) -> float:
        """Words counted by how rare they are in the article."""
        return sum(self.rare.get(w, 0.0) for w in words)

    def pairs(self) -> tuple[np.ndarray, np.ndarray]:
        """The pairs to weigh, earlier and later, but no two pieces of one statement's sentence."""
        words = [w | t.numbers for w, t in zip(self.all_words, self.traits, strict=True)]
        headline = [n for n, t in enumerate(self.traits) if t.block == 0]
        one, other = pair_candidates.chosen(self.order, self.close, words, headline)
        said, place = self.columns["statement"], self.columns["sentence"]
        same = (said[one] == said[other]) & (said[one] > 0) & (place[one] == place[other])
        return one[~same], other[~same]

    def _columns(self) -> _Numbers:
        """What is compared between claims, as numbers."""
        claims, some = self.claims, self.traits
        ends = [c.proposition.words[-1].sent.end for c in claims]
        return {
            "block": np.array([t.block for t in some]),
            "sentence": _numbered([t.sentence for t in some]),
            "begin": np.array([t.sentence[1] for t in some]),
            "end": np.array(ends),
            "statement": _numbered([c.statement_id for c in claims]),
            "voice": _numbered([t.voice for t in some]),
            "actor": _numbered([c.actor_id for c in claims]),
            "side": _numbered([c.side for c in claims]),
            "type": _numbered([str(c.type) for c in claims]),
            "lead": np.array([t.lead for t in some]),
            "negative": np.array([t.negative for t in some]),
            "denials": np.array([float(t.denials) for t in some]),
            "valence": np.array([t.valence for t in some]),
            "speaker": np.array([bool(c.speaker) for c in claims]),
        }

    def _own(self) -> _Numbers:
        """What one claim shows by itself."""
        claims, some = self.claims, self.traits
        found = {name: [t.classes[name] for t in some] for name in _CLASSES}
        found |= {f"frame_{name}": [t.framed[name] for t in some] for name in _CLASSES}
        found |= {
            "negative": [t.negative for t in some],
            "denials": [float(t.denials) for t in some],
            "valence": [t.valence for t in some],
            "quoted": [t.quoted for t in some],
            "length": [min(t.length, 40) / 40 for t in some],
            "question": [t.question for t in some],
            "article": [float(not c.statement_id) for c in claims],
            "weight": self.weights,
        }
        for name in ("denial", "evaluation", "demand", "commitment"):
            found[f"is_{name}"] = [float(c.type == name) for c in claims]
        found["certain"] = [float(c.certainty == "certain") for c in claims]
        return {name: np.array(values, dtype=np.float64) for name, values in found.items()}

    def _shared(self, one: np.ndarray, other: np.ndarray) -> _Numbers:
        """What the words of two claims share."""
        table = np.zeros((len(_SHARED), len(one)))
        for n, (i, j) in enumerate(zip(one.tolist(), other.tolist(), strict=True)):
            a, b = self.traits[i], self.traits[j]
            common = self.all_words[i] & self.all_words[j]
            if common:
                weight = self.weight(common)
                least = max(min(self.weights[i], self.weights[j]), 1e-6)
                table[:4, n] = (
                    len(a.words & b.words),
                    len(a.names & b.names),
                    weight,
                    weight / least,
                )
            if a.numbers and b.numbers:
                numbers = len(a.numbers & b.numbers)
                table[4, n], table[5, n] = numbers, not numbers
            table[6, n] = not a.speaker.isdisjoint(b.names)
            table[7, n] = not b.speaker.isdisjoint(a.names)
        return dict(zip(_SHARED, table, strict=True))

    def rows(self, one: np.ndarray, other: np.ndarray) -> _Numbers:
        """The numbers of pairs, ``one`` the earlier claims: a column a name."""
        own = self.columns
        a = {name: column[one] for name, column in own.items()}
        b = {name: column[other] for name, column in own.items()}
        same = {
            name: (a[name] == b[name]) & (a[name] > 0)
            for name in ("statement", "voice", "actor", "side")
        }
        blocks = b["block"] - a["block"]
        near = a["sentence"] == b["sentence"]
        shared = self._shared(one, other)
        far = float(_FAR)
        told, by_article = a["statement"] > 0, b["statement"] == 0
        found = {
            "cosine": self.close.cosine(one, other),
            "centred": self.close.centred_cosine(one, other),
            "rank_one": self.close.rank(one, other) / far,
            "rank_other": self.close.rank(other, one) / far,
            **{name: shared[name] for name in _SHARED[:6]},
            "blocks": np.minimum(np.abs(blocks), far) / far,
            "places": np.minimum(self.place[other] - self.place[one], far) / far,
            "same_block": blocks == 0,
            "next_block": np.abs(blocks) == 1,
            "same_sentence": near,
            "next_sentence": (blocks == 0) & ~near & (b["begin"] == a["end"]),
            "same_statement": same["statement"],
            "headline": a["block"] == 0,
            "lead": a["lead"],
            "same_voice": same["voice"],
            "same_camp": same["actor"] | same["side"],
            "sides_differ": (a["side"] > 0) & (b["side"] > 0) & ~same["side"],
            "both_article": ~told & by_article,
            "one_article": told == by_article,
            "same_type": a["type"] == b["type"],
            "polarity": np.abs(a["negative"] - b["negative"]),
            "denials": np.abs(a["denials"] - b["denials"]),
            "valence": np.abs(a["valence"] - b["valence"]),
            "valence_product": a["valence"] * b["valence"],
            **{name: shared[name] for name in _SHARED[6:]},
            "known_voices": a["speaker"] & b["speaker"],
        }
        for side, place in (("a", one), ("b", other)):
            found |= {f"{side}_{name}": column[place] for name, column in self.own.items()}
        return {name: column.astype(np.float64) for name, column in found.items()}


def _derived(row: _Numbers) -> _Numbers:
    """What only tells together: closeness of two voices, a cue beside closeness."""
    apart = 1.0 - row["same_voice"]
    cosine, centred = (np.clip(row[n], 0.0, 1.0) for n in ("cosine", "centred"))
    covered, near = row["covered"], np.exp(-5.0 * row["blocks"])
    better = np.minimum(row["rank_one"], row["rank_other"])
    worse = np.maximum(row["rank_one"], row["rank_other"])
    named = row["speaker_named"] + row["named_speaker"]
    found = {
        "cosine_squared": cosine**2,
        "centred_squared": centred**2,
        "cosine_apart": cosine * apart,
        "covered_centred": covered * centred,
        "headline_cosine": row["headline"] * cosine,
        "headline_lead": row["headline"] * row["lead"] * centred,
        "voice_cosine": row["same_voice"] * cosine,
        "voice_near": row["same_voice"] * near,
        "near": near,
        "near_cosine": near * cosine,
        "near_apart": near * apart,
        "both_article_cosine": row["both_article"] * cosine,
        "one_article_cosine": row["one_article"] * cosine,
        "better_rank": better,
        "worse_rank": worse,
        "nearest_of_one": better == 0,
        "nearest_of_both": worse == 0,
        "valence_apart": row["valence"] * apart * cosine,
        "valence_against": np.minimum(0.0, row["valence_product"]) * apart * cosine,
        "named": named,
        "named_apart": named * apart * cosine,
        "weight_centred": row["common_weight"] * centred,
        "numbers_covered": row["common_numbers"] * covered,
    }
    for name in ("deny", "reject", "doubt", "confirm", "turn"):
        places = [f"{side}_{frame}{name}" for side in "ab" for frame in ("", "frame_")]
        there = np.minimum(1.0, sum(row[place] for place in places))
        found[f"{name}_cosine"] = there * cosine * apart
        found[f"{name}_covered"] = there * covered * apart
        found[f"{name}_near"] = there * near * apart
        found[f"{name}_named"] = there * named
    found["polarity_cosine"] = row["polarity"] * cosine * apart
    found["polarity_covered"] = row["polarity"] * covered * apart
    found["polarity_near"] = row["polarity"] * near * apart
    return found


def blocks(claims: Sequence[Made], vectors: np.ndarray) -> Iterator[Candidates]:
    """As `candidates`, so many pairs at a time that they fit in memory."""
    if len(claims) < 2:
        return
    article = _Article(claims, vectors)
    one, other = article.pairs()
    for begin in range(0, len(one), _BLOCK):
        part = slice(begin, begin + _BLOCK)
        rows = article.rows(one[part], other[part])
        rows |= _derived(rows)
        pairs = np.stack([one[part], other[part]], axis=1)
        yield Candidates(pairs, tuple(rows), np.stack(list(rows.values()), 1).astype(np.float32))


def candidates(claims: Sequence[Made], vectors: np.ndarray) -> Candidates:
    """The pairs of an article's claims that may meet, with their numbers.

    ``vectors`` holds a unit vector a claim, one row each. Which pairs those are is for
    `pair_candidates` to say.
    """
    found = list(blocks(claims, vectors))
    if not found:
        return Candidates(np.zeros((0, 2), dtype=np.int64), (), np.zeros((0, 0), np.float32))
    pairs, rows = (np.concatenate([getattr(f, name) for f in found]) for name in ("pairs", "rows"))
    return Candidates(pairs, found[0].names, rows)
