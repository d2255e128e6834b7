"""Targets without labels: ``python -m analysis.training.sentiment_targets --help``.

For a larger model to label. From plain news texts, and from NewsMTSC's own sentences (the
actors that it leaves unlabelled there), take sentences with people, organisations and nations
in them. Written in NewsMTSC's form without ``polarity``. Runs in the project's own environment
(spaCy, VADER); no torch.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from spacy.tokens import Span as Piece

from analysis.article.article import Span
from analysis.tone.lexicons import vader
from analysis.words.spacy_models import names

KINDS = ("PERSON", "ORG", "GPE", "NORP")
PRONOUNS = ("he", "she", "they")
WORDS = range(8, 71)
MOST = 3  # targets of one sentence
#: Most unmarked sentences are neutral, which teaches little: those whose words VADER rates are
#: taken always, the others one time in four.
LOUD, QUIET_SHARE = 0.3, 0.25
#: How often a pronoun is a target beside the names (of NewsMTSC's targets, one in five is).
PRONOUN_SHARE = 0.3


def candidates(sentence: Piece, rng: random.Random) -> list[tuple[Span, list[Span]]]:
    """Names of the sentence, each with where else it is named in full or by its last word."""
    base = sentence.start_char
    found: dict[str, list[Span]] = {}
    for name in sentence.ents:
        if name.label_ not in KINDS or len(name.text) < 3 or not name.text[0].isupper():
            continue
        span = name.start_char - base, name.end_char - base
        known = next((k for k in found if name.text in k.split() or k.endswith(name.text)), None)
        found.setdefault(known or name.text, []).append(span)
    said = [(spans[0], spans[1:]) for spans in found.values()]
    for token in sentence:
        if token.lower_ in PRONOUNS and rng.random() < PRONOUN_SHARE:
            start = token.idx - base
            said.append(((start, start + len(token)), []))
    rng.shuffle(said)
    return said[:MOST]


def rows(
    texts: Iterable[str], rng: random.Random, taken: dict[str, list[Span]] | None = None
) -> Iterator[dict[str, object]]:
    """One row a sentence; with ``taken``, a text is one sentence and these spans are no targets."""
    for doc in names().pipe(texts, batch_size=64):
        for sentence in [doc[:]] if taken is not None else doc.sents:
            text = sentence.text
            if len(sentence) not in WORDS or "\n" in text:
                continue
            quiet = abs(vader(text).score) < LOUD
            if taken is None and quiet and rng.random() > QUIET_SHARE:
                continue
            gone = (taken or {}).get(text, ())
            said = [
                (span, others)
                for span, others in candidates(sentence, rng)
                if not any(s < span[1] and span[0] < e for s, e in gone)
            ]
            if said:
                yield {
                    "sentence_normalized": text,
                    "targets": [
                        {
                            "from": span[0],
                            "to": span[1],
                            "further_mentions": [{"from": s, "to": e} for s, e in others],
                        }
                        for span, others in said
                    ],
                }


def unlabelled(path: Path) -> dict[str, list[Span]]:
    """The sentences of a NewsMTSC file, each with its labelled targets and their mentions."""
    taken: dict[str, list[Span]] = {}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        places = taken.setdefault(row["sentence_normalized"], [])
        for target in row["targets"]:
            for place in (target, *target.get("further_mentions", ())):
                places.append((place["from"], place["to"]))
    return taken


def main(argv: Sequence[str] | None = None) -> int:
    """Parse the command line and write the targets."""
    parser = argparse.ArgumentParser(
        prog="analysis.training.sentiment_targets", description=__doc__
    )
    parser.add_argument("--texts", type=Path, required=True, help="folder of plain news texts")
    parser.add_argument("--newsmtsc", type=Path, required=True, help="NewsMTSC's train file")
    parser.add_argument("--sentences", type=int, nargs=2, default=(3500, 3000))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    rng = random.Random(args.seed)
    files = sorted(args.texts.glob("*.txt"))
    rng.shuffle(files)
    taken = unlabelled(args.newsmtsc)
    known = list(taken)
    rng.shuffle(known)
    paragraphs = (
        block
        for file in files
        for block in file.read_text("utf-8", errors="replace").split("\n")
        if len(block) > 40
    )
    sources = (rows(paragraphs, rng), rows(known, rng, taken))
    with open(args.out, "w", encoding="utf-8") as handle:
        for source, most in zip(sources, args.sentences, strict=True):
            count = targets = 0
            for row in source:
                handle.write(json.dumps(row, ensure_ascii=False) + "\n")
                count, targets = count + 1, targets + len(row["targets"])
                if count == most:
                    break
            print(count, "sentences,", targets, "targets", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
