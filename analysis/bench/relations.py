"""Stance of a headline to a claim: for, against or observing, scored by macro-F1.

The gold file is JSON Lines of ``{"id", "claim", "headline", "stance"}``. Beside our stance stand
three baselines: everything *for*, any negation *against*, and the words of the stance list alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from analysis.bench.files import write
from analysis.claims import headline_stance
from analysis.errors import InputError

STANCES = ("for", "against", "observing")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this benchmark's options."""
    parser.add_argument("--gold", required=True, metavar="FILE.jsonl")
    parser.add_argument("--predictions", metavar="FILE.jsonl", help="write id and stance here")
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")


def read_gold(path: Path) -> list[dict[str, str]]:
    """The pairs of a gold file. Raises InputError naming the file, the line and the fault."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise InputError(f"{path} is not UTF-8 text; save it as UTF-8.") from None
    pairs = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            pair = {key: str(row[key]) for key in ("id", "claim", "headline")}
            pair["stance"] = str(row.get("stance", ""))
        except (ValueError, KeyError, TypeError, AttributeError):
            raise InputError(
                f"{path}, line {number}: not a JSON object with id, claim and headline."
            ) from None
        if pair["stance"] and pair["stance"] not in STANCES:
            raise InputError(
                f"{path}, line {number}: the stance {pair['stance']!r} is none of"
                f" {', '.join(STANCES)}."
            )
        pairs.append(pair)
    if not pairs:
        raise InputError(f"{path} holds no pair of claim and headline.")
    return pairs


def by_negation(pair: dict[str, str]) -> str:
    """Baseline: against where the headline holds a negation, else for."""
    return "against" if headline_stance.negations(pair["headline"]) else "for"


def by_words(pair: dict[str, str]) -> str:
    """Baseline: the strongest word of the stance list in the headline decides."""
    found = headline_stance.cues(pair["claim"], pair["headline"])
    if not found:
        return by_negation(pair)
    kind = max(found, key=lambda hit: float(hit.values[1])).values[0]
    return {"refute": "against", "confirm": "for"}.get(kind, "observing")


def scores(gold: Sequence[str], predicted: Sequence[str]) -> dict[str, object]:
    """Accuracy, macro-F1 over the three stances, and each one's precision, recall and F1."""
    counts = Counter(zip(gold, predicted, strict=True))
    each: dict[str, dict[str, float]] = {}
    for name in STANCES:
        right = counts[name, name]
        said = sum(n for (_, p), n in counts.items() if p == name)
        true = sum(n for (g, _), n in counts.items() if g == name)
        precision, recall = right / said if said else 0.0, right / true if true else 0.0
        f1 = 2 * precision * recall / (precision + recall) if right else 0.0
        each[name] = {"precision": precision, "recall": recall, "f1": f1, "gold": true}
    return {
        "accuracy": sum(counts[name, name] for name in STANCES) / len(gold),
        "macro_f1": sum(row["f1"] for row in each.values()) / len(STANCES),
        "stances": each,
    }


def run(args: argparse.Namespace) -> int:
    """Predict, score where the gold has stances, print. Raises InputError for a bad file."""
    pairs = read_gold(Path(args.gold))
    predicted = [headline_stance.judge(pair["claim"], pair["headline"]).label for pair in pairs]
    if args.predictions:
        rows = (
            json.dumps({"id": pair["id"], "stance": label}) + "\n"
            for pair, label in zip(pairs, predicted, strict=True)
        )
        write(args.predictions, "".join(rows))
    if not all(pair["stance"] for pair in pairs):
        print("The gold has no stances to score; predictions only.", file=sys.stderr)
        return 0
    gold = [pair["stance"] for pair in pairs]
    systems = {
        "stance model": predicted,
        "words alone": [by_words(pair) for pair in pairs],
        "negation is against": [by_negation(pair) for pair in pairs],
        "all for": ["for"] * len(pairs),
    }
    results = {name: scores(gold, labels) for name, labels in systems.items()}
    if args.json:
        print(json.dumps({"pairs": len(pairs), "systems": results}, indent=1))
        return 0
    print(f"{len(pairs)} pairs; accuracy, macro-F1, and F1 of each stance")
    for name, result in results.items():
        each = "  ".join(f"{s} {result['stances'][s]['f1']:.3f}" for s in STANCES)  # type: ignore[index]
        print(f"{name:22}{result['accuracy']:.3f}  {result['macro_f1']:.3f}   {each}")
    return 0
