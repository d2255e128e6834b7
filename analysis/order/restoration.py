"""Is the text shuffled, in what order do the paragraphs read, and why.

Collections scraped from the web often hold an article's paragraphs out of order.  :func:`restore`
first asks whether that is so at all, because reordering an intact article is the worse mistake;
only then it looks for the order in which a trained model (:mod:`analysis.order.network_scores`) and
the rules of introduction that edited news keeps (:mod:`analysis.order.introduction_rules`) agree
best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.article.article import Article
from analysis.order.blocks import decode
from analysis.order.introduction_rules import find_rules, rule_table
from analysis.order.network_scores import Scores, score, settings
from analysis.order.reader_view import (
    STORED,
    block_numbers,
    choose,
    expected_restored,
    expected_stored,
)
from analysis.order.reasons import Signal, evidence
from analysis.order.search import link_chances
from analysis.order.shuffle_test import shuffled_chance, test_features

__all__ = ["Order", "Place", "Signal", "reading_order", "restore", "restore_texts"]


@dataclass(frozen=True)
class Place:
    """Where a paragraph reads: 1-based, how sure, and what speaks for it.

    ``confidence`` of a restored place is the calibrated chance that the paragraph stands on the
    right side of another paragraph of the article; of a stored place, that the text is intact.
    ``follows`` is the calibrated chance that it follows directly on the paragraph read before it;
    neighbours that surely do share the number of their ``block``.
    """

    position: int
    confidence: float
    evidence: tuple[Signal, ...] = ()
    follows: float = 1.0
    block: int = 1


@dataclass(frozen=True)
class Order:
    """The reading order of an article's body. ``probability`` is that of its being shuffled;
    ``view`` is the order that a reader is shown (:mod:`analysis.order.reader_view`)."""

    shuffled: bool
    probability: float
    positions: dict[int, Place]
    view: str = STORED


def reading_order(order: Order) -> list[int]:
    """The stored paragraph numbers as they should be read."""
    return sorted(order.positions, key=lambda number: order.positions[number].position)


def restore(article: Article) -> Order:
    """The reading order of the body paragraphs of *article*.

    :return: an intact text keeps its stored order; so does one made of turns or of posts, which
        are in the order they were said. Paragraphs that are not body keep their stored place,
        and the body fills the others.
    """
    if article.form != "article":
        return Order(False, 0.0, {p.number: Place(p.number, 1.0) for p in article.paragraphs})

    def text(start: int, end: int) -> str:
        first, last = article.view.from_stored(start, end)
        return article.view.text[first:last]

    title = text(article.title.start, article.title.end) if article.title else ""
    body = [p for p in article.paragraphs if p.kind == "body"]
    found = restore_texts(title, [text(p.start, p.end) for p in body])
    numbers = [p.number for p in body]
    places = {p.number: Place(p.number, 1.0) for p in article.paragraphs}
    places |= {numbers[k - 1]: _renumbered(place, numbers) for k, place in found.positions.items()}
    return Order(found.shuffled, found.probability, places, found.view)


def _renumbered(place: Place, numbers: Sequence[int]) -> Place:
    signals = tuple(
        Signal(
            s.kind, numbers[s.other_paragraph - 1] if s.other_paragraph else 0, s.weight, s.words
        )
        for s in place.evidence
    )
    return replace(place, evidence=signals, position=numbers[place.position - 1])


def restore_texts(title: str, texts: Sequence[str]) -> Order:
    """As :func:`restore`, from bare texts; paragraphs are numbered from 1."""
    n = len(texts)
    if n < 3:
        # Two paragraphs say too little about their order to overrule the file.
        return Order(False, 0.0, {k + 1: Place(k + 1, 1.0) for k in range(n)})
    scores = score(title, texts)
    rules = find_rules(scores.cohesion.title, scores.cohesion.cues)
    ruled = rule_table(rules, n, settings()["rules"])
    found = decode(scores, ruled)
    chance, enough = shuffled_chance(test_features(scores, ruled, found.board, found.order), n)
    shuffled = enough and found.order != list(range(n))
    sequence = found.order if shuffled else list(range(n))
    sure = follows = np.full(n, 1.0 - chance)
    if shuffled:
        agreed = pair_agreement(scores, found.board.pair, sequence)
        sure = calibrated(logits_of(agreed), "confidence")
        follows = calibrated(logits_of(link_agreement(scores, sequence)), "follows")
    view = STORED
    if shuffled:
        view = choose(expected_stored(chance, n), expected_restored(sure, follows))
    signals = evidence(scores, rules, sequence)
    blocks = block_numbers(follows)
    return Order(
        shuffled,
        round(chance, 4),
        {
            number + 1: Place(
                position + 1,
                round(float(sure[position]), 3),
                signals[number],
                round(float(follows[position]), 3),
                blocks[position],
            )
            for position, number in enumerate(sequence)
        },
        view,
    )


def pair_agreement(scores: Scores, pair: np.ndarray, sequence: Sequence[int]) -> np.ndarray:
    """For each place of *sequence*, the model's mean chance that its pairs are in order."""
    n = len(sequence)
    row = np.asarray(sequence)
    logits = np.maximum(np.abs(scores.before), np.abs(pair)) * np.sign(pair)
    chances = 1 / (1 + np.exp(-logits[np.ix_(row, row)]))
    upper = np.triu(np.ones((n, n), dtype=bool), 1)
    right = np.where(upper, chances, 1 - chances)
    np.fill_diagonal(right, 0.0)
    return right.sum(axis=1) / (n - 1)


def link_agreement(scores: Scores, sequence: Sequence[int]) -> np.ndarray:
    """For each place of *sequence*, the model's chance that it follows on the one before."""
    chances = link_chances(scores.link)
    row = np.asarray(sequence)
    return np.exp(chances[np.concatenate([[0], row[:-1] + 1]), row])


def logits_of(chances: np.ndarray) -> np.ndarray:
    """Log-odds, kept finite."""
    clipped = np.clip(chances, 0.01, 0.99)
    return np.log(clipped / (1 - clipped))


def calibrated(logits: np.ndarray, name: str) -> np.ndarray:
    """Chances from log-odds by the calibration *name* (Platt 1999) fitted on held-out articles."""
    tuned = settings()[name]
    return 1 / (1 + np.exp(-(tuned["slope"] * logits + tuned["bias"])))
