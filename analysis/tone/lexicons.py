"""Two lexicons of tone, VADER and AFINN: a score, its words, and how few words carry it.

VADER (Hutto and Gilbert 2014, package ``vaderSentiment``, MIT) rates words and mends their
rating for negation and emphasis.  AFINN (Nielsen 2011) is a plain list of rated words under the
Open Database Licence; it lies in ``analysis/knowledge/en/afinn.tsv``.
The lexicon made for political news, Lexicoder (Young and Soroka 2012), may be used for
research only and not be passed on, so a book that anyone may rebuild cannot lean on it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from analysis.knowledge import wordlists

if TYPE_CHECKING:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

#: VADER's authors call a score beyond these cut points positive or negative. One AFINN point
#: is well beyond them, so for AFINN they mean "the sum is not nought".
CUT = 0.05
#: VADER's constant: a sum of ratings s becomes s / sqrt(s² + 15). AFINN's is squeezed the same
#: way, so that both stay within −1 and 1 and can be drawn on one axis.
SQUEEZE = 15.0
DRAWS = 400


@dataclass(frozen=True)
class Tone:
    """A lexicon's verdict: ``score`` in −1..1, its interval, and each word with its rating."""

    score: float
    low: float
    high: float
    words: tuple[tuple[str, float], ...]


def label(score: float) -> str:
    """The class of a lexicon's score, by the cut points of VADER's authors."""
    return "positive" if score >= CUT else "negative" if score <= -CUT else "neutral"


def squeeze(total: float) -> float:
    """A sum of word ratings, brought within −1 and 1 as VADER does it."""
    return total / math.sqrt(total * total + SQUEEZE)


@lru_cache(maxsize=1)
def _vader() -> SentimentIntensityAnalyzer:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


@lru_cache(maxsize=1)
def _afinn() -> tuple[dict[str, int], re.Pattern[str]]:
    ratings = {word: int(rating) for word, rating in wordlists.rows("afinn")}
    longest_first = sorted(ratings, key=len, reverse=True)
    return ratings, re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b|\w+")


def _straight(text: str) -> str:
    # Both lists spell "can't" with a straight apostrophe; newspapers mostly do not.
    return re.sub(r"\s+", " ", text.replace("’", "'"))


def vader_words(text: str) -> list[tuple[str, float]]:
    """VADER's rating of each word where it stands (negated, strengthened, after "but")."""
    from vaderSentiment.vaderSentiment import BOOSTER_DICT, SentiText

    analyser = _vader()
    parsed = SentiText(_straight(text))
    words = parsed.words_and_emoticons
    ratings: list[float] = []
    for i, word in enumerate(words):
        following = words[i + 1].lower() if i + 1 < len(words) else ""
        if word.lower() in BOOSTER_DICT or (word.lower() == "kind" and following == "of"):
            ratings.append(0.0)
        else:
            ratings = analyser.sentiment_valence(0.0, parsed, word, i, ratings)
    return list(zip(words, analyser._but_check(words, ratings), strict=True))


def afinn_words(text: str) -> list[tuple[str, float]]:
    """AFINN's rating of each word, nought for a word that is not in the list."""
    ratings, pattern = _afinn()
    found = pattern.findall(_straight(text).lower())
    return [(word, float(ratings.get(word, 0))) for word in found]


def interval(
    ratings: Sequence[float], level: float = 0.9, draws: int = DRAWS, seed: int = 0
) -> tuple[float, float]:
    """Between which scores ``level`` of the texts fall that draw as many words from these.

    A bootstrap over words (Efron 1979), seeded: a sentence whose tone hangs on one word gets
    a wide interval. Nought to nought where there are no words.
    """
    if not len(ratings):
        return 0.0, 0.0
    rng = np.random.default_rng(seed)
    values = np.asarray(ratings, dtype=float)
    totals = values[rng.integers(0, len(values), (draws, len(values)))].sum(1)
    scores = totals / np.sqrt(totals**2 + SQUEEZE)
    low, high = np.quantile(scores, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _tone(score: float, words: list[tuple[str, float]]) -> Tone:
    low, high = interval([rating for _, rating in words])
    return Tone(score, min(low, score), max(high, score), tuple(words))


def vader(text: str) -> Tone:
    """VADER's compound score of a text."""
    score = _vader().polarity_scores(_straight(text))["compound"] if text.strip() else 0.0
    return _tone(float(score), vader_words(text))


def afinn(text: str) -> Tone:
    """The squeezed sum of AFINN's ratings of a text."""
    words = afinn_words(text)
    return _tone(squeeze(sum(rating for _, rating in words)), words)


#: Name of the method in the tables, and what scores a text by it. A new lexicon goes here.
LEXICONS: dict[str, Callable[[str], Tone]] = {"vader": vader, "afinn": afinn}
