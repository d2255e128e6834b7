"""Read the hand-coded articles of data/gold and count what agrees.

Prints, an article a block, recall and precision of statements by kind, the accuracy of each
field on the statements found, the people found, claims and relations, and how many of the
reader's constraints the reading order keeps.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import paths
from analysis.bench.files import report
from analysis.errors import InputError
from analysis.gold.claims import ClaimComparison, compare_claims
from analysis.gold.statements import Comparison, compare, gold_files, load_gold
from analysis.reading import read


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this benchmark's options."""
    parser.add_argument(
        "documents", nargs="*", metavar="DOCUMENT", help="files of data/articles; default: all"
    )
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")
    parser.add_argument("--write", metavar="FILE.json", help="also write the scores here")
    parser.add_argument("--rows", action="store_true", help="print every miss and extra row too")


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows with shares to four places, as more would differ from one CPU to the next."""
    return [
        {k: round(v, 4) if isinstance(v, float) else v for k, v in row.items()}
        for row in json.loads(frame.to_json(orient="records"))
    ]


def scores(comparison: Comparison, claims: ClaimComparison) -> dict[str, Any]:
    """The counts of one article, ready for JSON."""
    sure = comparison.order[comparison.order["sure"]] if len(comparison.order) else None
    rows = comparison.statements
    return {
        "statements": _records(comparison.scores),
        "fields": _records(comparison.fields),
        "actors": _records(comparison.actor_scores),
        "tone": _records(comparison.tone),
        "order": {
            "constraints": 0 if sure is None else len(sure),
            "kept": 0 if sure is None else int(sure["kept"].sum()),
        },
        "claims": _records(claims.fields),
        "relations": _records(claims.scores),
        "reasons": rows.loc[rows["status"].isin(["missed", "extra"])]
        .value_counts(["status", "reason"])
        .rename_axis(["status", "reason"])
        .reset_index(name="rows")
        .to_dict("records"),
    }


def _print(document: str, result: dict[str, Any]) -> None:
    print(document)
    for line in result["statements"]:
        print(
            f"  {line['kind']:10}{line['found']:3} of {line['gold']:3} statements,"
            f" {line['machine']:3} reported   recall {line['recall']:.2f}"
            f"  precision {line['precision']:.2f}"
        )
    told = [f"{f['field']} {f['right']}/{f['of']}" for f in result["fields"]]
    print("  fields:    " + "  ".join(told))
    told = [f"{a['kind']} {a['found']}/{a['gold']}" for a in result["actors"]]
    print("  actors:    " + "  ".join(told))
    told = [f"{f['field']} {f['right']}/{f['of']}" for f in result["claims"]]
    print("  claims:    " + "  ".join(told))
    for line in result["relations"]:
        print(
            f"  {line['system']:20}{line['found']:3} of {line['gold']:3} relations,"
            f" {line['reported']:3} reported   recall {line['recall']:.2f}"
            f"  precision {line['precision']:.2f}"
        )
    told = [f"{t['method']} {t['right_sure']}/{t['of_sure']} sure" for t in result["tone"]]
    print("  tone:      " + "  ".join(told))
    print(f"  order:     {result['order']['kept']} of {result['order']['constraints']} kept")


def _print_rows(comparison: Comparison) -> None:
    """Every miss, every extra row and every field that differs, a line each."""
    for row in comparison.statements.to_dict("records"):
        if not (row["status"] in ("missed", "extra") or row["wrong"]):
            continue
        words = row["content_text_gold"] or row["content_text_machine"]
        ids = f"{row['gold_id'] or '-'} {row['statement_id'] or '-'}"
        print(f"  {row['status']:9}{ids:10}{row['reason'] or row['wrong']}: {words[:70]}")
        for field in filter(None, row["wrong"].split(", ")):
            name = "source_text" if field == "source" else field
            gold, said = row[f"{name}_gold"], row[f"{name}_machine"]
            print(f"           {field}: {gold!r} in the gold, {said!r} read")


def run(args: argparse.Namespace) -> int:
    """Read, compare, print. Raises InputError for a document without gold."""
    paths.need_clone(paths.GOLD, "`bench gold` compares with the hand-coded articles of data/gold")
    documents = args.documents or [path.with_suffix(".txt").name for path in gold_files()]
    results: dict[str, Any] = {}
    for name in documents:
        gold = load_gold(Path(name).name)
        if gold is None:
            raise InputError(f"{name} has no gold in data/gold.")
        print(f"reading {gold.document}", file=sys.stderr)
        reading = read(paths.ARTICLES / gold.document)
        comparison = compare(gold, reading)
        results[gold.document] = scores(comparison, compare_claims(gold, reading))
        if not args.json:
            _print(gold.document, results[gold.document])
            if args.rows:
                _print_rows(comparison)
    report(results, args.json, args.write)
    return 0
