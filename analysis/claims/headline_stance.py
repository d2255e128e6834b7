"""Where a headline, or a sentence, stands towards a claim: for, against, or only observing.

The task and its name are those of Ferreira & Vlachos (NAACL 2016). The features are theirs in
spirit (refuting and hedging words, a question mark, negation that one side has and the other has
not, similarity and alignment of words), with sentence vectors in place of a paraphrase database;
the classifier is a regularised logistic regression whose weights are a small JSON file
(``analysis/models/relations/CARD.md``). A word counts only where the claim does not hold it too.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from analysis.knowledge import wordlists
from analysis.networks import sentence_vectors
from analysis.paths import MODELS

MODEL = MODELS / "relations" / "stance.json"
STANCES = ("against", "for", "observing")

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NEGATION = re.compile(
    rf"(?<!\w)(?:{wordlists.alternation('pair_words', 'turns')}|\w+n['’]t)(?!\w)", re.I
)
_STOP = wordlists.words("pair_words", "small")
_HOLLOW_NEGATION = re.compile(
    rf"no[- ](?:{wordlists.alternation('pair_words', 'hollow_no')}|\d)"
    rf"|{wordlists.alternation('pair_words', 'hollow')}",
    re.I,
)
_SOURCE_COLON = re.compile(r"^[^:?]{2,60}:\s|:\s*[^:?]{2,40}$")


@dataclass(frozen=True)
class Stance:
    """The probability of each stance, and the words of the headline that speak for it."""

    against: float
    supporting: float
    observing: float
    because: tuple[str, ...]

    @property
    def label(self) -> str:
        """The likeliest of ``against``, ``for`` and ``observing``."""
        values = (self.against, self.supporting, self.observing)
        return STANCES[int(np.argmax(values))]


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _content(text: str) -> list[str]:
    return [word for word in _words(text) if word not in _STOP and len(word) > 1]


def cues(claim: str, headline: str) -> list[wordlists.Hit]:
    """Stance words of a headline that the claim does not hold itself."""
    shared = {hit.form for hit in wordlists.hits("stance", claim)}
    return [hit for hit in wordlists.hits("stance", headline) if hit.form not in shared]


def negations(text: str) -> list[str]:
    """Words of a text that turn a proposition round; "no joke" and "not only" are none."""
    hollow = [match.span() for match in _HOLLOW_NEGATION.finditer(text)]
    return [
        match.group()
        for match in _NEGATION.finditer(text)
        if not any(start <= match.start() < end for start, end in hollow)
    ]


def _alignment(claim: str, headline: str) -> tuple[float, float, float]:
    """How well each side's words are covered by the other's; the worst covered of the claim."""
    left, left_at = sentence_vectors.token_vectors(claim)
    right, right_at = sentence_vectors.token_vectors(headline)
    keep_left = [i for i, (s, e) in enumerate(left_at) if claim[s:e].lower() not in _STOP]
    keep_right = [i for i, (s, e) in enumerate(right_at) if headline[s:e].lower() not in _STOP]
    if not keep_left or not keep_right:
        return 0.0, 0.0, 0.0
    cosines = left[keep_left] @ right[keep_right].T
    covered = cosines.max(axis=1)
    return float(covered.mean()), float(cosines.max(axis=0).mean()), float(covered.min())


def features(claim: str, headline: str) -> dict[str, float]:
    """The features of one pair, by name."""
    found = cues(claim, headline)
    strength = dict.fromkeys(("refute", "doubt", "report", "confirm"), 0.0)
    total = dict(strength)
    for hit in found:
        kind, weight = hit.values[0], float(hit.values[1])
        strength[kind] = 1 - (1 - strength[kind]) * (1 - weight)
        total[kind] += weight
    negated = len(negations(headline)) - len(negations(claim))
    left, right = _content(claim), _content(headline)
    shared = set(left) & set(right)
    cosine = float(np.dot(*sentence_vectors.vectors([claim, headline])))
    claim_covered, headline_covered, worst = _alignment(claim, headline)
    words = _words(headline)
    numbers_left = set(re.findall(r"\d+", claim))
    numbers_right = set(re.findall(r"\d+", headline))
    return {
        "refute": strength["refute"],
        "doubt": strength["doubt"],
        "report": strength["report"],
        "reports": min(total["report"], 3.0) / 3,
        "confirm": strength["confirm"],
        "negated": float(negated > 0),
        "starts_no": float(bool(words) and words[0] in ("no", "not", "nope", "sorry", "sadly")),
        "question": float("?" in headline),
        "colon": float(bool(_SOURCE_COLON.search(headline))),
        "quoted": float(bool(re.search(r"['\"‘“]\w", headline))),
        "shouting": float(headline.isupper()),
        "cosine": cosine,
        "claim_words": len(shared) / max(len(set(left)), 1),
        "headline_words": len(shared) / max(len(set(right)), 1),
        "claim_covered": claim_covered,
        "headline_covered": headline_covered,
        "worst_covered": worst,
        "numbers": float(bool(numbers_left & numbers_right)),
        "other_numbers": float(bool(numbers_right - numbers_left)),
        "length": min(len(words), 25) / 25,
        "refute_or_negated": max(strength["refute"], float(negated > 0)),
        "plain": float(not found and negated <= 0 and "?" not in headline),
    }


@lru_cache(maxsize=1)
def _model() -> dict:
    return json.loads(MODEL.read_text(encoding="utf-8"))


def judge(claim: str, headline: str) -> Stance:
    """Where a headline stands towards a claim."""
    model = _model()
    values = features(claim, headline)
    row = np.array([values[name] for name in model["features"]])
    row = (row - np.array(model["mean"])) / np.array(model["scale"])
    scores = np.array(model["weights"]) @ row + np.array(model["bias"])
    odds = np.exp(scores - scores.max())
    odds /= odds.sum()
    because = tuple(headline[hit.start : hit.end] for hit in cues(claim, headline))
    because += tuple(negations(headline))
    return Stance(float(odds[0]), float(odds[1]), float(odds[2]), because)
