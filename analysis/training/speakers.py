"""Train the ranking of candidates for who speaks (`analysis.actors.candidate_ranking`).

    python -m analysis.training.speakers --gold gum_coref --news gum_news --out FOLDER [--ablate]

Every pronoun and description of a person, group or organisation that is a subject in GUM's trees
is a question: which of the figures that the actors' stage knows is it, or none before? What was
read up to there is given as in the gold, so that one error does not teach another. The weights are
a conditional logit, shared between the kinds of question as far as these agree; the calibration is
logistic on the log-odds in documents left out. Deterministic; minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.actors import candidate_features, gazetteer_mentions, reading_memory, role_assignment
from analysis.actors.candidate_features import Asked, Candidate, Kind
from analysis.actors.draft_cast import Figure
from analysis.actors.noun_phrases import Opening
from analysis.actors.reading_memory import Said
from analysis.actors.source_heads import Head
from analysis.actors.speaker_rules import Speakers, asked_for
from analysis.article.article import article_from_text
from analysis.attribution.extraction import Attribution
from analysis.bench.speakers import (
    Document,
    GoldMention,
    Source,
    entity_of,
    mention_of,
    read_conllu,
    sources,
)
from analysis.words.spacy_models import parse

FOLDS, SEED = 10, 16
SHARED_PENALTY, OWN_PENALTY = 2.0, 2.0
STEPS, RATE = 200, 0.1
#: A subject of a verb of saying counts as much as so many other subjects.
SOURCE_WEIGHT = 3.0
#: A story's dialogue goes back and forth, as news does not.
GENRES = {"news": 3.0, "fiction": 0.3}
#: What GUM is too small to teach, or cannot: its documents are in their order, and who spoke last
#: speaks on in news, not in its stories. Set by hand, and known to the training.
BY_HAND = {
    "spoke last, in this paragraph": 2.0,
    "spoke last, in the paragraph before": 1.3,
    "named in the content itself": -3.0,
    "own capital named as a stranger's": -3.5,
    "own side named in the quotation": -0.6,
    'the quotation\'s "we" is another side': -1.5,
    'the quotation\'s "we" is the own side': 1.5,
    "introduced with a statement, not yet followed up": 2.6,
    "quoted from another day": -0.7,
    "its name may be of that sort": 1.5,
}
#: What the shared weights are drawn to instead of nought: the points of the rules before, which were
#: set by hand for news. GUM has few descriptions of people with a role.
EXPECTED = {
    "its role or name holds the noun": 3.0,
    "the same noun": 2.5,
    "another noun": -2.0,
    "its role is another": -1.5,
    "its name tells that sort": 3.0,
    "gender agrees": 0.8,
    "gender likely": 0.8,
    "gender unlikely": -4.5,
    "gender unknown": -0.3,
    "gender unknown where another's agrees": -1.5,
    "only described": -0.7,
    "named only later": -2.0,
    "last named first in its sentence": 0.6,
    "last named behind a preposition or as owner": -0.6,
    "last named in a quotation": -0.6,
}
_SORTS = ("person", "organization", "animal", "place", "abstract", "object")
_PRONOUNS = frozenset("he she they it".split())


@dataclass
class Example:
    """One question: its kind, the evidence on each candidate, and which are right."""

    document: str
    kind: Kind
    facts: list[dict[str, float]]
    right: list[bool]
    weight: float


class Taught(Speakers):
    """The reading of a document in which every answer is given as in the gold."""

    document: Document
    entity: dict[Figure, str]

    def examples(self, document: Document, gold: Sequence[Source], real: int) -> list[Example]:
        """The questions of a document; the first ``real`` of ``gold`` are sources."""
        self.document = document
        self.entity = {}
        places = [*self.scene.places, *(p for d in self.described for p in d.places)]
        votes: dict[Figure, Counter[str]] = {}
        for place in places:
            span = self.scene.blocks[place.block].stored(place.start, place.end)
            found = entity_of(document, span)
            if found:
                votes.setdefault(place.figure, Counter())[found] += 1
        self.entity = {f: c.most_common(1)[0][0] for f, c in votes.items()}
        for number in range(real):
            self._introduce(self.attributions[number], self.heads[number])
        found, free = [], self._free_pronouns()
        for number in sorted(range(len(gold)), key=lambda n: gold[n].span):
            block, start = self._at(gold[number])
            while free and (self.reader.rank[free[0].block], free[0].start) < (
                self.reader.rank[block],
                start,
            ):
                self._teach(free.pop(0))
            heads = self.heads[number]
            if len(heads) == 1 and heads[0].wanted not in ("self", "rel"):
                found += self._question(heads[0], gold[number], number, number < real)
            if number < real:
                known = tuple(f for f, e in self.entity.items() if e == gold[number].entity)[:1]
                where, first = self._where(number)
                self.memory.said.append(Said(where, first, known))
                self.memory.speakers.update(known)
        return found

    def _at(self, source: Source) -> tuple[int, int]:
        block = self._block(source.span)
        return block, self.scene.blocks[block].local(source.span)[0]

    def _teach(self, head: Head) -> None:
        span = self.scene.blocks[head.block].stored(head.start, head.end)
        gold = next((m.entity for m in self.document.mentions if (m.start, m.end) == span), "")
        figure = next((f for f, e in self.entity.items() if e == gold and gold), None)
        if figure is not None:
            self._see(head, figure)

    def _question(
        self, head: Head, source: Source, number: int, real: bool
    ) -> list[Example]:
        if head.figure is not None or head.rule in ("no one in particular", "some of several"):
            return []
        asked = asked_for(head, self._content(number))
        made = []
        if head.opening not in (Opening.INDEFINITE, Opening.OTHER):
            some = candidate_features.candidates(asked, self.memory, self.reader)
            facts = candidate_features.features(asked, some, self.memory, self.reader)
            right = [self._right(c, asked, source.entity) for c in some[:-1]]
            right.append(not any(right))
            weight = SOURCE_WEIGHT if real else 1.0
            made.append(Example(self.document.name, asked.kind, facts, right, weight))
        known = next((f for f, e in self.entity.items() if e == source.entity), None)
        if known is not None and (made and not made[0].right[-1]):
            self._see(head, known)
        elif head.how != "pronoun":
            figure = self._new(head, head.rest)
            self.entity[figure] = source.entity
        return made

    def _right(self, candidate: Candidate, asked: Asked, entity: str) -> bool:
        if len(candidate.figures) == 1:
            return self.entity.get(candidate.figures[0]) == entity
        parts = {self.entity.get(f, "") for f in candidate.figures}
        whole = [m for m in self.document.mentions if m.entity == entity]
        for mention in whole:
            inside = {
                m.entity
                for m in self.document.mentions
                if mention.start <= m.start and m.end <= mention.end and m.entity != entity
            }
            if "" not in parts and parts <= inside:
                return True
        return False


def subjects(document: Document, known: Sequence[Source]) -> list[Source]:
    """The subjects that are no sources, as if they were: the rest of their sentence is said."""
    taken = {s.span for s in known}
    found = []
    for words in document.sentences:
        for word in words:
            if not word.relation.startswith("nsubj"):
                continue
            mention = mention_of(document, word)
            if mention is None or (mention.start, mention.end) in taken:
                continue
            pronoun = word.form.lower() in _PRONOUNS and mention.end == word.end
            common = word.tag in ("NN", "NNS") and mention.sort in ("person", "organization")
            if not (common or (pronoun and mention.sort in _SORTS[:2])):
                continue
            rest = (mention.end, words[-1].end)
            if rest[0] >= rest[1]:
                continue
            kind = "pronoun" if pronoun else "description"
            found.append(Source(mention.entity, _span(mention), _span(mention), (rest,), kind))
    return found


def _span(mention: GoldMention) -> tuple[int, int]:
    return mention.start, mention.end


def read(paths: Sequence[Path]) -> list[Example]:
    """The questions of all documents."""
    found = []
    for path in paths:
        document = read_conllu(path)
        article = article_from_text(document.text, document.name)
        scene = gazetteer_mentions.scan(article, parse(article))
        role_assignment.assign(scene)
        real = sources(document)
        gold = [*real, *subjects(document, real)]
        made = [Attribution(s.content, (s.span,), (s.cue,), 1.0, "gold") for s in gold]
        reader = reading_memory.as_stored(scene.blocks)
        found += Taught(scene, reader, made).examples(document, gold, len(real))
    return found


# ---- the conditional logit


@dataclass
class Design:
    """The examples as arrays: features (one row a candidate), where each example's rows begin,
    which rows are right, the examples' kinds and weights, and the points set by hand."""

    names: list[str]
    rows: np.ndarray
    starts: np.ndarray
    right: np.ndarray
    kinds: np.ndarray
    weights: np.ndarray
    offset: np.ndarray


def genre_weight(document: str) -> float:
    """How much the questions of a document count: news more, stories less."""
    return next((w for genre, w in GENRES.items() if f"_{genre}_" in document), 1.0)


def design(examples: Sequence[Example], names: Sequence[str]) -> Design:
    """The examples as arrays."""
    column = {name: n for n, name in enumerate(names)}
    lengths = [len(e.facts) for e in examples]
    rows = np.zeros((sum(lengths), len(names)))
    at = 0
    for example in examples:
        for facts in example.facts:
            for name, value in facts.items():
                if name in column:
                    rows[at, column[name]] = value
            at += 1
    order = list(Kind)
    return Design(
        list(names),
        rows,
        np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(int),
        np.array([r for e in examples for r in e.right]),
        np.array([order.index(e.kind) for e in examples]),
        np.array([e.weight * genre_weight(e.document) for e in examples]),
        np.array(
            [
                sum(BY_HAND.get(name, 0.0) * value for name, value in facts.items())
                for e in examples
                for facts in e.facts
            ]
        ),
    )


def fit(data: Design) -> np.ndarray:
    """Weights by kind: one part shared by all kinds, one of each kind's own, both drawn to 0."""
    kinds = len(Kind)
    theta = np.zeros((kinds + 1, len(data.names)))
    expected = np.array([EXPECTED.get(name, 0.0) for name in data.names])
    theta[0] = expected
    first, second = np.zeros_like(theta), np.zeros_like(theta)
    lengths = np.diff(np.append(data.starts, len(data.rows)))
    of = np.repeat(np.arange(len(data.starts)), lengths)
    kind = data.kinds[of]
    mine = [np.flatnonzero(kind == number) for number in range(kinds)]
    parts = [data.rows[some] for some in mine]
    for step in range(1, STEPS + 1):
        points = data.offset.copy()
        for number, some in enumerate(mine):
            points[some] += parts[number] @ (theta[0] + theta[number + 1])
        everything = _shares(points, data.starts, of)
        wanted = _shares(np.where(data.right, points, -1e9), data.starts, of)
        error = (everything - wanted) * data.weights[of]
        slope = np.zeros_like(theta)
        for number, some in enumerate(mine):
            slope[number + 1] = error[some] @ parts[number]
        slope[0] = slope[1:].sum(0) + SHARED_PENALTY * (theta[0] - expected)
        slope[1:] += OWN_PENALTY * theta[1:]
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        rate = RATE * (1 - step / (STEPS + 1))
        theta -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return theta[0] + theta[1:]


def _shares(points: np.ndarray, starts: np.ndarray, of: np.ndarray) -> np.ndarray:
    weights = np.exp(points - np.maximum.reduceat(points, starts)[of])
    return weights / np.add.reduceat(weights, starts)[of]


def answers(data: Design, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """By example: is the first candidate right, its share, and is it somebody."""
    lengths = np.diff(np.append(data.starts, len(data.rows)))
    of = np.repeat(np.arange(len(data.starts)), lengths)
    points = data.offset + np.einsum("ij,ij->i", data.rows, weights[data.kinds[of]])
    shares = _shares(points, data.starts, of)
    ok, sure, somebody = [], [], []
    for start, length in zip(data.starts, lengths, strict=True):
        best = int(np.argmax(points[start : start + length]))
        ok.append(bool(data.right[start + best]))
        sure.append(float(shares[start + best]))
        somebody.append(best < length - 1)
    return np.array(ok), np.array(sure), np.array(somebody)


def folds(examples: Sequence[Example], number: int = FOLDS) -> np.ndarray:
    """The fold of each example; a document is in one."""
    names = sorted({e.document for e in examples})
    order = np.random.default_rng(SEED).permutation(len(names))
    fold = {names[n]: i % number for i, n in enumerate(order)}
    return np.array([fold[e.document] for e in examples])


def crossed(
    examples: Sequence[Example], names: Sequence[str], number: int = FOLDS
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The answers to every example by weights trained on other documents."""
    fold = folds(examples, number)
    found = [np.zeros(len(examples)) for _ in range(3)]
    for part in range(number):
        train = [e for e, f in zip(examples, fold, strict=True) if f != part]
        test = [e for e, f in zip(examples, fold, strict=True) if f == part]
        weights = fit(design(train, names))
        for into, values in zip(found, answers(design(test, names), weights), strict=True):
            into[fold == part] = values
    return found[0].astype(bool), found[1], found[2].astype(bool)


def calibrate(share: np.ndarray, ok: np.ndarray) -> tuple[float, float]:
    """Intercept and slope of the chance to be right on the log-odds of the share (Newton)."""
    kept = np.clip(share, 1e-4, 1 - 1e-4)
    x = np.stack([np.ones_like(kept), np.log(kept / (1 - kept))], 1)
    beta = np.array([0.0, 1.0])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ beta))
        gradient = x.T @ (p - ok) + 0.5 * (beta - [0.0, 1.0])
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 0.5 * np.eye(2)
        beta = beta - np.linalg.solve(hessian, gradient)
    return round(float(beta[0]), 4), round(float(beta[1]), 4)


def feature_names(examples: Sequence[Example]) -> list[str]:
    """The features that occur, but for those whose weight is set by hand."""
    seen = {name for e in examples for facts in e.facts for name in facts}
    return sorted(seen - set(BY_HAND))


def by_kind(examples: Sequence[Example], ok: np.ndarray) -> dict[str, tuple[int, int]]:
    """Right and all, by kind of question and of the sources alone."""
    found: dict[str, tuple[int, int]] = {}
    for kind in Kind:
        for label, only in ((str(kind), False), (f"{kind} (sources)", True)):
            here = [
                bool(o)
                for e, o in zip(examples, ok, strict=True)
                if e.kind == kind and (not only or e.weight > 1)
            ]
            found[label] = sum(here), len(here)
    return found


def _ablate(examples: Sequence[Example], names: Sequence[str]) -> list[str]:
    """The features left out one by one: what each is worth, in questions right of all."""
    base = int(crossed(examples, names, 5)[0].sum())
    lines = []
    for name in names:
        left = int(crossed(examples, [n for n in names if n != name], 5)[0].sum())
        lines.append(f"{name}\t{base - left:+d}")
    return [f"all\t{base} of {len(examples)}", *lines]


def half(paths: Sequence[Path]) -> list[Path]:
    """The half of the news that may be looked at; the other half only judges."""
    mixed = sorted(paths)
    random.Random(SEED).shuffle(mixed)
    return sorted(mixed[: len(mixed) // 2])


def main() -> None:
    """Read, train, calibrate, write the ranker and what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", nargs="+", required=True, type=Path)
    parser.add_argument("--news", type=Path, help="GUM's news, of which half is used")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--ablate", action="store_true")
    args = parser.parse_args()
    paths = sorted(p for folder in args.gold for p in folder.glob("*.conllu"))
    paths += half(sorted(args.news.glob("*.conllu"))) if args.news else []
    examples = read(paths)
    names = feature_names(examples)
    ok, share, somebody = crossed(examples, names)
    lines = [f"{len(paths)} documents, {len(examples)} questions, {len(names)} features"]
    lines += [f"{k}: {r} of {n}" for k, (r, n) in by_kind(examples, ok).items()]
    weights = fit(design(examples, names))
    calibration = {}
    for kind in Kind:
        here = np.array([e.kind == kind for e in examples]) & somebody
        calibration[kind] = calibrate(share[here], ok[here].astype(float))
        lines.append(f"{kind}: calibration {calibration[kind]} on {int(here.sum())}")
    if args.ablate:
        lines += _ablate(examples, names)
    args.out.mkdir(parents=True, exist_ok=True)
    stored = {
        "weights": {
            kind: {
                name: round(float(weights[n, i]), 3)
                for i, name in enumerate(names)
                if abs(weights[n, i]) >= 0.0005
            }
            for n, kind in enumerate(Kind)
        },
        "by_hand": BY_HAND,
        "calibration": calibration,
    }
    (args.out / "ranker.json").write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    (args.out / "train.log").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
