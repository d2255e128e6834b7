"""score the tone of whole statements against the hand-coded ones of data/gold/tone

Each method labels the coded statements where they stand, so that what attribution finds does not
count; "editorials only" is the model without the layer that learnt from the train part. Shares
have Wilson intervals of 95 in 100; "turned round" is positive for negative or the reverse.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.article.article import Article, article_from_text
from analysis.bench import sentiment
from analysis.bench.files import write
from analysis.gold.claim_benchmarks import wilson
from analysis.tone import measurement, target_network
from analysis.tone.lexicons import LEXICONS
from analysis.tone.lexicons import label as lexicon_label
from analysis.tone.measurement import Passage
from analysis.tone.target_network import LABELS
from analysis.words.spacy_models import parse

PARTS = ("train", "dev", "test")
BEFORE = "editorials only"
#: The score from which the model called a statement positive or negative before it had learnt
#: from hand-coded ones.
_CUT = 0.2


@dataclass(frozen=True)
class Coded:
    """A hand-coded statement: its passages, its own words, and its tone as a place in `LABELS`."""

    doc: str
    ident: str
    said: str
    passages: tuple[Passage, ...]
    label: int
    sure: bool
    official: bool

    def questions(self) -> list[target_network.Question]:
        """What the model is asked."""
        return [(p.text, measurement.whole_span(p), (), True) for p in self.passages]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``bench tone``."""
    parser.add_argument(
        "--corpora", type=Path, required=True, metavar="DIR", help="folder of the corpora"
    )
    parser.add_argument(
        "--parts", nargs="+", choices=PARTS, default=["dev"], help="parts to score; default: dev"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--save", type=Path, metavar="FILE.json", help="write the scores here")


def run(args: argparse.Namespace) -> int:
    """Score and print; 0 when done. Raises InputError where a text is missing."""
    results = {}
    for part in args.parts:
        coded = read_part(part, args.corpora)
        results[part] = compare(coded)
    text = json.dumps({"labels": LABELS, "parts": results}, indent=1)
    if args.save:
        write(args.save, text + "\n")
    print(text if args.json else "\n\n".join(table(n, r) for n, r in results.items()))
    return 0


def read_part(part: str, corpora: Path) -> list[Coded]:
    """The coded statements of a part, in the file's order."""
    # the module reads PolNeAR by way of `analysis.bench`, and only this needs it
    from analysis.bench.coded import load_tone

    found: list[Coded] = []
    for row in load_tone(part, corpora):
        document = row["document"]
        blocks = [*([document.title] if document.title else []), *document.paragraphs]
        starts, at = {}, 0
        for number, block in enumerate(blocks, 0 if document.title else 1):
            starts[number] = at
            at += len(block) + 2
        title = None if document.title else ""
        article = article_from_text("\n\n".join(blocks), document.name, title=title)
        found += _coded(article, row["doc"], row["statements"], starts)
    return found


def _coded(
    article: Article, doc: str, statements: Sequence[dict], starts: dict[int, int]
) -> Iterator[Coded]:
    parses = parse(article)
    for one in statements:
        spans = [(starts[b] + first, starts[b] + last) for b, first, last in one["content"]]
        passages = tuple(measurement.passages(article, spans, parses))
        said = measurement.words(article, spans)
        if not passages:  # a line that the reader of articles takes for none of the body
            passages = (Passage(said, 0, ((0, len(said)),)),)
        label, sure = LABELS.index(one["tone"]), bool(one["sure"])
        yield Coded(doc, one["id"], said, passages, label, sure, bool(one["official"]))


def features(coded: Sequence[Coded]) -> np.ndarray:
    """What `target_network.StatementLayer` reads of each, the mean over its passages."""
    asked = [(i, q) for i, one in enumerate(coded) for q in one.questions()]
    items = [
        target_network.encode(target_network.tokenizer(), text, span, kind=target_network.WHOLE)
        for _, (text, span, _, _) in asked
    ]
    rows, owner = target_network.features(items), np.array([i for i, _ in asked])
    return np.array([rows[owner == i].mean(0) for i in range(len(coded))])


def compare(coded: Sequence[Coded]) -> dict[str, object]:
    """The scores of every method on the same statements."""
    gold = np.array([one.label for one in coded])
    usual = int(np.bincount(gold, minlength=len(LABELS)).argmax())
    found = {f"always {LABELS[usual]}": np.full(len(gold), usual)}
    for name, lexicon in LEXICONS.items():
        labels = [lexicon_label(lexicon(one.said).score) for one in coded]
        found[name] = np.array([LABELS.index(label) for label in labels])
    seen = features(coded)
    before = target_network.calibration()(seen[:, : len(LABELS)], whole=True)
    scores = before[:, 2] - before[:, 0]
    found[BEFORE] = np.where(scores >= _CUT, 2, np.where(scores <= -_CUT, 0, 1))
    chances = target_network.statement_layer()(seen)
    found["model"] = chances.argmax(1)
    methods = {name: score(coded, labels) for name, labels in found.items()}
    error = sentiment.expected_calibration_error(chances, gold.tolist())
    methods["model"]["ece"] = round(error, 4)
    sure, articles = sum(one.sure for one in coded), len({one.doc for one in coded})
    return {"articles": articles, "statements": len(coded), "sure": sure, "methods": methods}


def score(coded: Sequence[Coded], labels: np.ndarray) -> dict[str, object]:
    """Right, macro-F1 and turned round: over all, where the coders were sure, and for officials."""
    gold = np.array([one.label for one in coded])
    sets = {
        "all": np.ones(len(coded), dtype=bool),
        "sure": np.array([one.sure for one in coded]),
        "official": np.array([one.official for one in coded]),
    }
    found: dict[str, object] = {}
    for name, chosen in sets.items():
        g, p = gold[chosen], labels[chosen]
        right = int((g == p).sum())
        found[name] = {
            "right": right,
            "of": len(g),
            "share": round(right / len(g), 4) if len(g) else 0.0,
            "interval": [round(edge, 4) for edge in wilson(right, len(g))],
            "macro_f1": sentiment.score(g, p)["macro_f1"] if len(g) else 0.0,
            "turned_round": int((abs(g - p) == 2).sum()),
        }
    found["confusion"] = sentiment.score(gold, labels)["confusion"]
    return found


def table(part: str, result: dict) -> str:
    """The scores as lines of text."""
    lines = [
        f"{part}: {result['statements']} statements of {result['articles']} articles",
        f"{'method':<18}{'right':>7}{'sure':>7}  {'interval':<13}{'macro-F1':>9}{'turned':>8}",
    ]
    for method, s in result["methods"].items():
        low, high = (f"{100 * edge:.1f}" for edge in s["sure"]["interval"])
        row = f"{method:<18}{100 * s['all']['share']:>7.1f}{100 * s['sure']['share']:>7.1f}"
        row += f"  {low + '–' + high:<13}{100 * s['all']['macro_f1']:>9.1f}"
        row += f"{s['all']['turned_round']:>8}"
        lines.append(row + (f"  ECE {s['ece']:.3f}" if "ece" in s else ""))
    return "\n".join(lines)
