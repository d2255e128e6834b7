"""score tone towards a target against NewsMTSC-style gold, several methods side by side

Gold is NewsMTSC's own JSON Lines: a sentence a line with "primary_gid",
"sentence_normalized" and "targets", each target with "from", "to" and "polarity" (2
negative, 4 neutral, 6 positive). A target's id is primary_gid + "#" + its place in
"targets". Lexicons know no target and rate the whole sentence.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.bench.files import write
from analysis.errors import InputError
from analysis.tone import target_network
from analysis.tone.lexicons import LEXICONS
from analysis.tone.lexicons import label as lexicon_label
from analysis.tone.target_network import LABELS, Span

POLARITY = {2.0: 0, 4.0: 1, 6.0: 2}
OURS = "model"
BINS = 10


@dataclass(frozen=True)
class Target:
    """One target of one gold sentence; ``label`` is a place in `LABELS`."""

    ident: str
    text: str
    span: Span
    mentions: tuple[Span, ...]
    label: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``bench sentiment``."""
    parser.add_argument(
        "--gold",
        type=Path,
        nargs="+",
        required=True,
        metavar="FILE.jsonl",
        help="NewsMTSC-style files; each is scored by itself",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--predictions", type=Path, metavar="FILE.jsonl", help="write the model's labels here"
    )
    parser.add_argument(
        "--float",
        type=Path,
        metavar="MODEL.onnx",
        help="score this network too (the one before quantisation)",
    )
    parser.add_argument("--save", type=Path, metavar="FILE.json", help="write the scores here")


def run(args: argparse.Namespace) -> int:
    """Score and print; 0 when done. Raises InputError for gold that cannot be read."""
    results: dict[str, dict[str, object]] = {}
    predicted: list[dict[str, object]] = []
    for path in args.gold:
        targets = list(read_gold(path))
        results[path.stem], chances = compare(targets, args.float)
        predicted += predictions(targets, chances)
    if args.predictions:
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in predicted)
        write(args.predictions, lines)
    text = json.dumps({"labels": LABELS, "gold": results}, indent=1)
    if args.save:
        write(args.save, text + "\n")
    print(text if args.json else "\n\n".join(table(n, r) for n, r in results.items()))
    return 0


def read_gold(path: Path) -> Iterator[Target]:
    """The targets of a gold file, in its order.

    Raises InputError, with the line, for what is not NewsMTSC's form.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name} is not UTF-8: {error.reason}.") from None
    except OSError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror or error}.") from None
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found = list(_targets(json.loads(line)))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise InputError(
                f"{path.name}, line {number}: not a sentence in NewsMTSC's form ({error})."
            ) from None
        for target in found:
            if target.ident in seen:
                raise InputError(f"{path.name}, line {number}: {target.ident!r} occurs twice.")
            seen.add(target.ident)
            yield target
    if not seen:
        raise InputError(f"{path.name} holds no target.")


def _targets(sentence: dict) -> Iterator[Target]:
    gid, text = sentence["primary_gid"], sentence["sentence_normalized"]
    if not isinstance(gid, str) or not isinstance(text, str):
        raise TypeError("primary_gid and sentence_normalized must be strings")
    for index, target in enumerate(sentence["targets"]):
        label = POLARITY[float(target["polarity"])]
        span = _span(target, text)
        mentions = tuple(_span(m, text) for m in target.get("further_mentions") or ())
        yield Target(f"{gid}#{index}", text, span, mentions, label)


def _span(place: dict, text: str) -> Span:
    start, end = place["from"], place["to"]
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        raise ValueError(f"from {start!r} to {end!r} lies not in the sentence")
    return start, end


def compare(
    targets: Sequence[Target], network: Path | None = None
) -> tuple[dict[str, object], np.ndarray]:
    """Scores of every method on the same targets, and our calibrated probabilities."""
    gold = [target.label for target in targets]
    methods: dict[str, object] = {"always neutral": score(gold, [1] * len(gold))}
    for name, lexicon in LEXICONS.items():
        methods[name] = score(gold, _lexical(targets, lambda t, f=lexicon: f(t).score))
    chances, seconds = _ours(targets, None)
    methods[OURS] = score(gold, chances.argmax(1).tolist()) | {
        "ece": round(expected_calibration_error(chances, gold), 4),
        "targets_per_second": round(len(targets) / seconds),
    }
    if network:
        exact, _ = _ours(targets, network)
        methods["model before quantisation"] = score(gold, exact.argmax(1).tolist()) | {
            "ece": round(expected_calibration_error(exact, gold), 4)
        }
    return {"targets": len(gold), "methods": methods}, chances


def _lexical(targets: Sequence[Target], rate: Callable[[str], float]) -> list[int]:
    known: dict[str, int] = {}
    for target in targets:
        if target.text not in known:
            known[target.text] = LABELS.index(lexicon_label(rate(target.text)))
    return [known[target.text] for target in targets]


def _ours(targets: Sequence[Target], network: Path | None) -> tuple[np.ndarray, float]:
    session = target_network.session(network) if network else target_network.session()
    calibration = target_network.calibration()
    started = time.process_time()
    items = [
        target_network.encode(target_network.tokenizer(), t.text, t.span, t.mentions)
        for t in targets
    ]
    chances = calibration(target_network.logits(items, session))
    return chances, time.process_time() - started


def predictions(targets: Sequence[Target], chances: np.ndarray) -> Iterator[dict[str, object]]:
    """One line a target: id, label, score and the three probabilities."""
    for target, row in zip(targets, chances, strict=True):
        yield {
            "id": target.ident,
            "label": LABELS[int(row.argmax())],
            "score": round(float(row[2] - row[0]), 4),
            **{name: round(float(p), 4) for name, p in zip(LABELS, row, strict=True)},
        }


def score(gold: Sequence[int], pred: Sequence[int]) -> dict[str, object]:
    """Macro-F1 (a class never predicted counts nought), F1 of positive and negative alone,
    accuracy, macro recall, each class, and the confusion matrix (rows gold)."""
    confusion = [[0] * len(LABELS) for _ in LABELS]
    for g, p in zip(gold, pred, strict=True):
        confusion[g][p] += 1
    classes = {}
    for i, name in enumerate(LABELS):
        hit, support = confusion[i][i], sum(confusion[i])
        chosen = sum(row[i] for row in confusion)
        classes[name] = {
            "precision": hit / chosen if chosen else 0.0,
            "recall": hit / support if support else 0.0,
            "f1": 2 * hit / (chosen + support) if chosen + support else 0.0,
            "support": support,
        }
    f1 = [c["f1"] for c in classes.values()]
    overall = {
        "macro_f1": sum(f1) / 3,
        "f1_pos_neg": (f1[0] + f1[2]) / 2,
        "accuracy": sum(confusion[i][i] for i in range(3)) / len(gold),
        "macro_recall": sum(c["recall"] for c in classes.values()) / 3,
    }
    rounded = {name: round(value, 4) for name, value in overall.items()}
    each = {n: {k: round(v, 4) for k, v in c.items()} for n, c in classes.items()}
    return rounded | {"classes": each, "confusion": confusion}


def expected_calibration_error(chances: np.ndarray, gold: Sequence[int]) -> float:
    """How far stated confidence and accuracy lie apart, over ten bins of equal width (Guo et
    al. 2017), weighted by how many targets fall into each."""
    top, hit = chances.max(1), chances.argmax(1) == np.asarray(gold)
    bins = np.minimum((top * BINS).astype(int), BINS - 1)
    error = 0.0
    for index in np.unique(bins):
        inside = bins == index
        error += inside.mean() * abs(hit[inside].mean() - top[inside].mean())
    return float(error)


def table(name: str, result: dict) -> str:
    """The scores as lines of text."""
    head = f"{name}: {result['targets']} targets"
    columns = f"{'method':<28}{'macro-F1':>9}{'acc.':>7}{'neg':>7}{'neu':>7}{'pos':>7}"
    lines = [head, columns]
    for method, s in result["methods"].items():
        f1 = "".join(f"{100 * s['classes'][label]['f1']:>7.1f}" for label in LABELS)
        row = f"{method:<28}{100 * s['macro_f1']:>9.1f}{100 * s['accuracy']:>7.1f}{f1}"
        if "ece" in s:
            row += f"  ECE {s['ece']:.3f}"
        if "targets_per_second" in s:
            row += f"  {s['targets_per_second']} targets/s"
        lines.append(row)
    return "\n".join(lines)


if __name__ == "__main__":
    # as `python -m analysis bench sentiment`, for the recipe that runs without the book
    options = argparse.ArgumentParser(description=__doc__)
    add_arguments(options)
    sys.exit(run(options.parse_args()))
