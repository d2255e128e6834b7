"""Coreference of speakers: is every source put with the right entity?

The gold is GUM's Wikinews part: CoNLL-U with universal dependencies and, in ``Entity=``, every
mention with its entity (Zeldes, "The GUM corpus", LRE 2017; CC BY). GUM marks no attributions, so
sources are read off the gold trees: the subject of a verb of saying or thinking that is finite or
heads a quotation, and the noun of "according to". Its span is that of the gold mention whose head
it is. The content is the verb's clause complement or the clause it is parenthetical to. These go to
`analysis.actors.resolution.resolve` as attributions, the text as an article.

A source counts as right where the actor it got is the gold entity: the gold entity of most of
the actor's *other* mentions, told by overlap. An actor with no other mention is right where
the gold entity has no earlier mention either.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.actors import resolution
from analysis.article.article import Article, Span, article_from_text
from analysis.attribution import passed_on
from analysis.attribution.extraction import Attribution
from analysis.bench.conllu import Document, GoldMention, Word, read_conllu
from analysis.bench.files import write
from analysis.errors import InputError
from analysis.gold.claim_benchmarks import wilson
from analysis.words.spacy_models import parse

SAYING = frozenset(
    """say tell add state claim argue announce report explain note believe think warn write ask
    suggest admit insist acknowledge deny declare comment reply respond stress emphasize confirm
    predict estimate conclude observe remark recall reveal hope expect fear describe accuse call
    urge mention point agree demand vow promise propose recommend feel know tweet post""".split()
)
PRONOUNS = frozenset("he she it they him her them i we you who".split())

#: The seed by which GUM's news is parted.
_HALVES = 16


@dataclass
class Source:
    """One source of the gold trees, and what the actors' stage is given of it."""

    entity: str
    span: Span
    cue: Span
    content: tuple[Span, ...]
    kind: str


def sources(document: Document) -> list[Source]:
    """The sources of an article, off its gold trees."""
    found = []
    for words in document.sentences:
        for number, word in enumerate(words, 1):
            subject = _subject(words, number)
            if subject is not None:
                cue, content = (word.start, word.end), _content(words, number)
            elif word.relation.startswith("obl") and any(
                w.head == number and w.form.lower() == "according" for w in words
            ):
                subject = number
                according = next(
                    w for w in words if w.head == number and w.form.lower() == "according"
                )
                cue = (according.start, according.end)
                content = _subtree_spans(words, word.head, {number}) if word.head else ()
            else:
                continue
            head = words[subject - 1]
            mention = mention_of(document, head)
            if mention is None or not content:
                continue
            text = document.text[mention.start : mention.end]
            kind = (
                "pronoun"
                if text.lower() in PRONOUNS
                else ("name" if head.tag.startswith("NNP") else "description")
            )
            found.append(Source(mention.entity, (mention.start, mention.end), cue, content, kind))
    return sorted(found, key=lambda s: s.span)


def _subject(words: Sequence[Word], number: int) -> int | None:
    verb = words[number - 1]
    if verb.lemma.lower() not in SAYING or not verb.tag.startswith("VB"):
        return None
    for index, word in enumerate(words, 1):
        if word.head == number and word.relation == "nsubj":
            return index
    return None


def _children(words: Sequence[Word], number: int) -> Iterator[int]:
    return (i for i, w in enumerate(words, 1) if w.head == number)


def _subtree(words: Sequence[Word], number: int, without: Iterable[int] = ()) -> set[int]:
    found, todo, barred = set(), [number], set(without)
    while todo:
        at = todo.pop()
        if at not in found and at not in barred:
            found.add(at)
            todo += _children(words, at)
    return found


def _subtree_spans(
    words: Sequence[Word], number: int, without: Iterable[int] = ()
) -> tuple[Span, ...]:
    inside = sorted(_subtree(words, number, without))
    spans: list[Span] = []
    for at in inside:
        word = words[at - 1]
        if spans and at - 1 in inside:
            spans[-1] = (spans[-1][0], word.end)
        else:
            spans.append((word.start, word.end))
    return tuple(s for s in spans if s[1] - s[0] > 1)


def _content(words: Sequence[Word], number: int) -> tuple[Span, ...]:
    for child in _children(words, number):
        relation = words[child - 1].relation
        if relation in ("ccomp", "parataxis", "xcomp") or (
            relation == "obj" and words[number - 1].relation != "conj"
        ):
            return _subtree_spans(words, child)
    verb = words[number - 1]
    if verb.relation == "parataxis" and verb.head:
        return _subtree_spans(words, verb.head, {number})
    return ()


def mention_of(document: Document, head: Word) -> GoldMention | None:
    fitting = [
        m
        for m in document.mentions
        if m.start <= head.start and head.end <= m.end and m.head[0] <= head.start < m.head[1]
    ]
    return max(fitting, key=lambda m: m.end - m.start) if fitting else None


def entity_of(document: Document, span: Span) -> str:
    """The gold entity a span names: the mention whose head lies in it, or ends with it
    ("Professor Burrows": GUM's heads hold titles), and that fits it best; without one, the
    mention that shares at least half of their characters."""
    best, share = "", 0.5
    for mention in document.mentions:
        common = min(span[1], mention.end) - max(span[0], mention.start)
        if common <= 0:
            continue
        value = common / (max(span[1], mention.end) - min(span[0], mention.start))
        low, high = mention.head
        if (span[0] <= low and high <= span[1]) or (low <= span[0] and span[1] == high):
            value += 1
        if value > share:
            best, share = mention.entity, value
    return best


def judge(document: Document) -> list[dict[str, object]]:
    """One row per source: right or not, with what was decided and why."""
    article = article_from_text(document.text, document.name)
    gold = sources(document)
    attributions = [
        Attribution(source.content, (source.span,), (source.cue,), 1.0, "gold") for source in gold
    ]
    heard = passed_on.unwrap(article, attributions)
    cast = resolution.resolve(article, parse(article), None, heard)
    return [
        _judged(document, article, cast, source, speaker)
        for source, speaker in zip(gold, cast.speaker_of, strict=True)
    ]


def _judged(
    document: Document,
    article: Article,
    cast: resolution.Cast,
    source: Source,
    speaker: resolution.Speaker,
) -> dict[str, object]:
    name, entity = "", ""
    first = not any(
        m.entity == source.entity and m.start < source.span[0] for m in document.mentions
    )
    right = False
    if speaker.actor_ids:
        actor = cast.actor(speaker.actor_ids[0])
        name = actor.name
        others = Counter(
            found
            for m in cast.mentions
            if m.actor_id == actor.actor_id
            and m.how != "pronoun"
            and not (source.span[0] <= m.start and m.end <= source.span[1])
            if (found := entity_of(document, (m.start, m.end)))
        )
        entity = others.most_common(1)[0][0] if others else ""
        right = entity == source.entity if others else first
    nearest = [
        m
        for m in cast.mentions
        if m.end <= source.span[0] and m.how == "name" and cast.actor(m.actor_id).kind == "person"
    ]
    return {
        "doc": document.name,
        "source": article.text[slice(*source.span)],
        "start": source.span[0],
        "kind": source.kind,
        "speaker": name,
        "rule": speaker.resolved_by,
        "confidence": speaker.confidence,
        "right": right,
        "empty": not speaker.actor_ids,
        "nearest_right": bool(nearest)
        and entity_of(document, (nearest[-1].start, nearest[-1].end)) == source.entity,
    }


def summary(rows: Sequence[dict[str, object]], documents: int) -> dict[str, object]:
    """Shares right, over all and by kind of source; of those answered; and of the baseline that
    takes the nearest person named before (pronouns only)."""

    def part(some: Sequence[dict[str, object]]) -> dict[str, object]:
        answered = [r for r in some if not r["empty"]]
        return {
            "sources": len(some),
            "right": round(sum(bool(r["right"]) for r in some) / len(some), 4) if some else None,
            "answered": len(answered),
            "right_of_answered": round(sum(bool(r["right"]) for r in answered) / len(answered), 4)
            if answered
            else None,
        }

    pronouns = [r for r in rows if r["kind"] == "pronoun"]
    sure = sum(float(str(r["confidence"])) for r in rows if not r["empty"])
    answered = sum(not r["empty"] for r in rows)
    return {
        "documents": documents,
        "all": part(rows),
        **{
            k: part([r for r in rows if r["kind"] == k]) for k in ("name", "pronoun", "description")
        },
        "mean_confidence_of_answered": round(sure / answered, 4) if answered else None,
        "pronoun_nearest_person_right": round(
            sum(bool(r["nearest_right"]) for r in pronouns) / len(pronouns), 4
        )
        if pronouns
        else None,
    }


def taught(paths: Sequence[Path]) -> list[Path]:
    """The half of GUM's news that the shipped ranking learnt from; the other half only judges."""
    mixed = sorted(paths)
    random.Random(_HALVES).shuffle(mixed)
    return sorted(mixed[: len(mixed) // 2])


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this benchmark's options."""
    parser.add_argument("--gold", required=True, metavar="DIR", help="GUM's .conllu files")
    parser.add_argument("--predictions", metavar="FILE.jsonl", help="write one row a source here")
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")
    parser.add_argument(
        "--unseen", action="store_true", help="of GUM's news, only what taught the ranking nothing"
    )


def run(args: argparse.Namespace) -> int:
    """Resolve every source and print the shares right. Raises InputError for a bad folder."""
    paths = sorted(Path(args.gold).glob("*.conllu"))
    if not paths:
        raise InputError(f"{args.gold}: there are no .conllu files in it.")
    if args.unseen:
        paths = sorted(set(paths) - set(taught(paths)))
    rows = [row for path in paths for row in judge(read_conllu(path))]
    if args.predictions:
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        write(args.predictions, "".join(lines))
    result = summary(rows, len(paths))
    if args.json:
        print(json.dumps(result, indent=1))
        return 0
    for kind in ("all", "name", "pronoun", "description"):
        part = result[kind]
        assert isinstance(part, dict)
        some = [r for r in rows if kind in ("all", r["kind"])]
        low, high = wilson(sum(bool(r["right"]) for r in some), len(some))
        print(
            f"{kind:12} {part['right']} right of {part['sources']} sources, 95 % between"
            f" {low:.2f} and {high:.2f}"
            f" ({part['right_of_answered']} of the {part['answered']} answered)"
        )
    wrong = sum(float(str(r["confidence"])) >= 0.75 and not r["right"] for r in rows)
    print(f"wrong with a confidence of 0.75 or more: {wrong}")
    print(f"nearest person, pronouns only: {result['pronoun_nearest_person_right']}")
    return 0
