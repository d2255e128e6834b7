"""Claims and relations beside the hand-coded ones, unseen articles apart from the others.

Prints, an article a line, how many coded claims were found, the accuracy of type, certainty and
polarity on them, and precision and recall of agreements and disputes, beside baselines. What the
machine made of the unseen articles before anybody had looked at its output there is kept under
``blind`` with the commit it was made at; later figures on them are development figures.

With ``--corpora`` the pairs of ``data/gold/pairs`` are scored too, a part at a time, beside
baselines and the coders' agreement (`analysis.bench.claim_pairs`).
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import paths
from analysis.bench import claim_pairs
from analysis.bench.files import report
from analysis.errors import InputError
from analysis.gold.claims import compare_claims, load_unseen, unseen_files
from analysis.gold.statements import Gold, gold_files, load_gold
from analysis.reading import read
from analysis.tables import SHOWN

TASK = "claims, and which of them agree or dispute, beside hand-coded articles"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this benchmark's options."""
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")
    parser.add_argument("--write", metavar="FILE.json", help="also write the scores here")
    parser.add_argument("--rows", action="store_true", help="print every error too")
    parser.add_argument(
        "--blind",
        metavar="COMMIT",
        help="keep the figures of the unseen articles as the blind ones, made at this commit",
    )
    parser.add_argument(
        "--corpora",
        metavar="DIR",
        help="also score the pairs of data/gold/pairs; their texts are in this folder",
    )
    parser.add_argument(
        "--parts",
        nargs="+",
        choices=claim_pairs.PARTS,
        default=["dev", "test"],
        help="which parts of data/gold/pairs (default: dev test)",
    )


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {k: round(v, 4) if isinstance(v, float) else v for k, v in row.items()}
        for row in json.loads(frame.to_json(orient="records"))
    ]


def _measure(gold: Gold, path: Path, rows: bool) -> dict[str, Any]:
    found = compare_claims(gold, read(path))
    if rows:
        for row in found.claims.to_dict("records"):
            if row["wrong"] or not row["claim_id"]:
                told = row["wrong"] or "not found"
                print(f"  {row['gold_id']:5}{told}: {row['text'][:80]}")
                for field in filter(None, row["wrong"].split(", ")):
                    print(f"       {field}: {row[f'{field}_gold']} / {row[f'{field}_machine']}")
        for row in found.relations.to_dict("records"):
            if row["status"] not in ("right", "unsure"):
                pair = f"{row['claim_a']}-{row['claim_b']}"
                print(f"  {pair:9}{row['status']}: {row['gold']} / {row['machine']}")
    return {"claims": _records(found.fields), "relations": _records(found.scores)}


def _print(document: str, result: dict[str, Any]) -> None:
    print(document)
    told = [
        f"{f['field']} {f['right']}/{f['of']} (baseline {f['baseline']})" for f in result["claims"]
    ]
    print("  " + "  ".join(told))
    for line in result["relations"]:
        print(
            f"  {line['system']:20}{line['found']:3} of {line['gold']:3} sure pairs found,"
            f" {line['correct']:3} of {line['reported']:3} reported right"
        )


def _told(share: dict[str, Any]) -> str:
    low, high = share["interval"]
    return f"{share['right']} of {share['of']} ({100 * low:.0f} to {100 * high:.0f} %)"


def _pairs(args: argparse.Namespace) -> dict[str, Any]:
    """The figures of ``data/gold/pairs``; those stored before where no corpora are given."""
    kept = _stored(Path(args.write)).get("pairs") if args.write else None
    if not args.corpora:
        return {"pairs": kept} if kept else {}
    found: dict[str, Any] = dict(kept or {})
    for part in args.parts:
        found[part] = claim_pairs.measure(
            part, Path(args.corpora), SHOWN, lambda name: print(f"reading {name}", file=sys.stderr)
        )
        if args.json:
            continue
        print(f"data/gold/pairs, {part}: {found[part]['articles']} articles")
        for name, line in found[part]["systems"].items():
            print(
                f"  {name:32}sure found {_told(line['recall_sure'])}, reported right"
                f" {_told(line['precision'])}, F1 {line['f1']:.3f}"
            )
        print(f"  two coders, F1 between them     {found[part]['coders']['f1']:.3f}")
    return {"pairs": found}


def _stored(path: Path) -> dict[str, Any]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: {error}.") from None


def run(args: argparse.Namespace) -> int:
    """Read, compare, print, write. Raises InputError for a file that cannot be written."""
    paths.need_clone(paths.GOLD, "`bench claims` compares with the hand-coded claims of data/gold")
    parts: dict[str, dict[str, Any]] = {"development": {}, "unseen": {}}
    unseen = paths.ARTICLES / "unseen"
    jobs = [("development", load_gold(p.stem), paths.ARTICLES) for p in gold_files()]
    jobs += [("unseen", load_unseen(p.stem), unseen) for p in unseen_files()]
    for part, gold, folder in jobs:
        if gold is None:
            continue
        print(f"reading {gold.document}", file=sys.stderr)
        parts[part][gold.document] = _measure(gold, folder / gold.document, args.rows)
        if not args.json:
            _print(gold.document, parts[part][gold.document])
    result: dict[str, Any] = {"task": TASK}
    if args.write:
        before = _stored(Path(args.write)).get("blind")
        if before:
            result["blind"] = before
    if args.blind:
        result["blind"] = {"commit": args.blind, "articles": parts["unseen"]}
    result |= parts
    result |= _pairs(args)
    report(result, args.json, args.write)
    return 0
