"""What tells whether two claims meet: named numbers about a pair, read from words and vectors.

Comes in: the claims of one article and their sentence vectors. Goes out: a row of numbers for every
two claims that may meet, the earlier one first. The recipe and the reading share this module.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np

from analysis.claims.claim import Made, same_camp
from analysis.claims.claim_types import lexicon
from analysis.knowledge import wordlists

_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "NUM", "ADV"})
_EMPTY = wordlists.words("common_lemmas", "empty")
_CLASSES = tuple(dict.fromkeys(row[1] for row in wordlists.rows("meeting")))
_VALENCE = 4.0  # the end of VADER's scale
_FAR = 10.0  # paragraphs or claims beyond which distance says no more
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


def _comparable(a: Made, b: Made, one: Traits, other: Traits) -> bool:
    """Not two pieces of one statement's sentence."""
    same = a.statement_id and a.statement_id == b.statement_id
    return not (same and one.sentence == other.sentence)


class _Article:
    """The claims of an article beside each other."""

    def __init__(self, claims: Sequence[Made], vectors: np.ndarray) -> None:
        self.claims = claims
        self.traits = [traits(claim) for claim in claims]
        self.cosines = vectors @ vectors.T
        centred = vectors - vectors.mean(axis=0)
        centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
        self.centred = centred @ centred.T
        np.fill_diagonal(self.cosines, -1.0)
        # how many claims of the article lie closer to a claim than the other does
        self.ranks = np.argsort(np.argsort(-self.cosines, axis=1), axis=1)
        counted = Counter(w for t in self.traits for w in t.words | t.names)
        number = len(claims)
        self.rare = {w: math.log((1 + number) / n) for w, n in counted.items()}
        order = sorted(range(number), key=lambda i: self.traits[i].span)
        self.place = {i: n for n, i in enumerate(order)}

    def weight(self, words: frozenset[str]) -> float:
        """Words counted by how rare they are in the article."""
        return sum(self.rare.get(w, 0.0) for w in words)

    def row(self, i: int, j: int) -> dict[str, float]:
        """The numbers of a pair, ``i`` the earlier."""
        a, b = self.claims[i], self.claims[j]
        one, other = self.traits[i], self.traits[j]
        left, right = one.words | one.names, other.words | other.names
        common = left & right
        least = max(min(self.weight(left), self.weight(right)), 1e-6)
        blocks = other.block - one.block
        near = one.sentence == other.sentence
        row = {
            "cosine": float(self.cosines[i, j]),
            "centred": float(self.centred[i, j]),
            "rank_one": min(float(self.ranks[i, j]), _FAR) / _FAR,
            "rank_other": min(float(self.ranks[j, i]), _FAR) / _FAR,
            "common": float(len(one.words & other.words)),
            "common_names": float(len(one.names & other.names)),
            "common_weight": self.weight(common),
            "covered": self.weight(common) / least,
            "common_numbers": float(len(one.numbers & other.numbers)),
            "other_numbers": float(
                bool(one.numbers and other.numbers and not one.numbers & other.numbers)
            ),
            "blocks": min(abs(blocks), _FAR) / _FAR,
            "places": min(float(self.place[j] - self.place[i]), _FAR) / _FAR,
            "same_block": float(blocks == 0),
            "next_block": float(abs(blocks) == 1),
            "same_sentence": float(near),
            "next_sentence": float(
                blocks == 0
                and not near
                and b.proposition.words[0].sent.start == a.proposition.words[-1].sent.end
            ),
            "same_statement": float(bool(a.statement_id) and a.statement_id == b.statement_id),
            "headline": float(one.block == 0),
            "lead": one.lead,
            "same_voice": float(one.voice == other.voice != ""),
            "same_camp": float(same_camp(a, b)),
            "sides_differ": float(bool(a.side and b.side) and a.side != b.side),
            "both_article": float(not a.statement_id and not b.statement_id),
            "one_article": float((not a.statement_id) != (not b.statement_id)),
            "same_type": float(a.type == b.type),
            "polarity": abs(one.negative - other.negative),
            "denials": float(abs(one.denials - other.denials)),
            "valence": abs(one.valence - other.valence),
            "valence_product": one.valence * other.valence,
            "speaker_named": float(bool(one.speaker & other.names)),
            "named_speaker": float(bool(other.speaker & one.names)),
            "known_voices": float(bool(a.speaker) and bool(b.speaker)),
        }
        for side, claim, trait in (("a", a, one), ("b", b, other)):
            row |= {f"{side}_{name}": value for name, value in trait.classes.items()}
            row |= {f"{side}_frame_{name}": value for name, value in trait.framed.items()}
            row |= {
                f"{side}_negative": trait.negative,
                f"{side}_denials": float(trait.denials),
                f"{side}_valence": trait.valence,
                f"{side}_quoted": trait.quoted,
                f"{side}_length": min(trait.length, 40) / 40,
                f"{side}_question": trait.question,
                f"{side}_article": float(not claim.statement_id),
                f"{side}_weight": self.weight(trait.words | trait.names),
            }
            for name in ("denial", "evaluation", "demand", "commitment"):
                row[f"{side}_is_{name}"] = float(claim.type == name)
            row[f"{side}_certain"] = float(claim.certainty == "certain")
        return row


def _derived(row: dict[str, float]) -> dict[str, float]:
    """What only tells together: closeness of two voices, a cue beside closeness."""
    apart = 1.0 - row["same_voice"]
    cosine, centred = (min(max(row[n], 0.0), 1.0) for n in ("cosine", "centred"))
    covered, near = row["covered"], math.exp(-5.0 * row["blocks"])
    ranks = sorted((row["rank_one"], row["rank_other"]))
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
        "better_rank": ranks[0],
        "worse_rank": ranks[1],
        "nearest_of_one": float(ranks[0] == 0),
        "nearest_of_both": float(ranks[1] == 0),
        "valence_apart": row["valence"] * apart * cosine,
        "valence_against": min(0.0, row["valence_product"]) * apart * cosine,
        "named": named,
        "named_apart": named * apart * cosine,
        "weight_centred": row["common_weight"] * centred,
        "numbers_covered": row["common_numbers"] * covered,
    }
    for name in ("deny", "reject", "doubt", "confirm", "turn"):
        places = (f"{side}_{frame}{name}" for side in "ab" for frame in ("", "frame_"))
        there = min(1.0, sum(row[place] for place in places))
        found[f"{name}_cosine"] = there * cosine * apart
        found[f"{name}_covered"] = there * covered * apart
        found[f"{name}_near"] = there * near * apart
        found[f"{name}_named"] = there * named
    found["polarity_cosine"] = row["polarity"] * cosine * apart
    found["polarity_covered"] = row["polarity"] * covered * apart
    found["polarity_near"] = row["polarity"] * near * apart
    return found


def candidates(claims: Sequence[Made], vectors: np.ndarray) -> Candidates:
    """The pairs of an article's claims that may meet, with their numbers.

    ``vectors`` holds a unit vector a claim, one row each.
    """
    if len(claims) < 2:
        return Candidates(np.zeros((0, 2), dtype=np.int64), (), np.zeros((0, 0), np.float32))
    article = _Article(claims, vectors)
    order = sorted(article.place, key=article.place.__getitem__)
    pairs, rows = [], []
    for i, j in combinations(order, 2):
        if _comparable(claims[i], claims[j], article.traits[i], article.traits[j]):
            row = article.row(i, j)
            pairs.append((i, j))
            rows.append(row | _derived(row))
    names = tuple(rows[0]) if rows else ()
    table = np.array([list(row.values()) for row in rows], dtype=np.float32)
    return Candidates(np.array(pairs, dtype=np.int64).reshape(-1, 2), names, table)
