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
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from analysis.actors import candidate_features, gazetteer_mentions, reading_memory, role_assignment
from analysis.actors.candidate_features import Asked, Candidate, Kind
from analysis.actors.decisions import asked_for
from analysis.actors.draft_cast import Figure
from analysis.actors.noun_phrases import Opening
from analysis.actors.reading_memory import Said
from analysis.actors.rules import NOBODY, Wanted
from analysis.actors.source_heads import Head
from analysis.actors.speaker_rules import Speakers
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
    taught,
)
from analysis.training.speakers_logit import (
    BY_HAND,
    Example,
    calibrate,
    crossed,
    design,
    feature_names,
    fit,
)
from analysis.words.spacy_models import parse

#: A subject of a verb of saying counts as much as so many other subjects.
SOURCE_WEIGHT = 3.0
_SORTS = ("person", "organization", "animal", "place", "abstract", "object")
_PRONOUNS = frozenset("he she they it".split())


class Taught(Speakers):
    """The reading of a document in which every answer is given as in the gold."""

    document: Document
    entity: dict[Figure, str]

    def examples(self, document: Document, gold: Sequence[Source], real: int) -> list[Example]:
        """The questions of a document; the first ``real`` of ``gold`` are sources."""
        self.document = document
        self.entity = {}
        places = [*self.scene.places, *(p for d in self.described.found for p in d.places)]
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
            if len(heads) == 1 and heads[0].wanted not in (Wanted.SELF, Wanted.RELATIVE):
                found += self._question(heads[0], gold[number], number, number < real)
            if number < real:
                known = tuple(f for f, e in self.entity.items() if e == gold[number].entity)[:1]
                where, first = self._where(number)
                self.memory.say(Said(where, first, known))
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

    def _question(self, head: Head, source: Source, number: int, real: bool) -> list[Example]:
        if head.figure is not None or head.rule in NOBODY:
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
            figure = self._enter_new(head, head.rest)
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


def main() -> None:
    """Read, train, calibrate, write the ranker and what was measured."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", nargs="+", required=True, type=Path)
    parser.add_argument("--news", type=Path, help="GUM's news, of which half is used")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--ablate", action="store_true")
    args = parser.parse_args()
    paths = sorted(p for folder in args.gold for p in folder.glob("*.conllu"))
    paths += taught(sorted(args.news.glob("*.conllu"))) if args.news else []
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
