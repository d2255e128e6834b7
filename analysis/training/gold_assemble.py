"""Check what coders of pairs and tone wrote, compare two of them, and put the gold together.

    python -m analysis.training.gold_assemble check FILE… --corpora ROOT
    python -m analysis.training.gold_assemble assemble --one DIR --two DIR --corpora ROOT \\
        --third-sheets DIR [--third DIR]

A coder's file is JSON Lines, one article a line (``data/gold/GUIDE.md`` says what the words
mean)::

    {"doc": "fnc:fnc-train-7",
     "pairs": [{"a": "words of the text", "a_par": 3, "a_by": "voice", "b": …, "b_par": …,
                "b_by": …, "relation": "agrees", "manner": "repeats", "matter": "label",
                "sure": 1}],
     "tone": [{"id": "T1", "tone": "neutral", "targets": [{"target": "…", "tone": "…"}],
               "sure": 1}]}

``assemble`` writes the agreement, and sheets of all that differs for a third reading; with the
third readings it writes ``pairs/{train,dev,test}.jsonl`` and ``tone/{train,dev,test}.jsonl``.
``load_pairs`` and ``load_tone`` give them back with their texts.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from analysis.bench.coded import GOLD, PARTS, Row, read_rows
from analysis.bench.coded_texts import SHIPPED, Corpora, Document, sha256
from analysis.errors import InputError
from analysis.training import gold_third
from analysis.training.gold_agreement import (
    RELATIONS,
    TONES,
    locate,
    pair_figures,
    pairs_of,
    tone_figures,
)

_PAIR_KEYS = {"a", "a_par", "a_by", "b", "b_par", "b_by", "relation", "manner", "matter", "sure"}
_TONE_KEYS = {"id", "tone", "targets", "sure"}


class Plan:
    """What is to be coded: documents, their batches and parts, their statements."""

    def __init__(self, gold: Path) -> None:
        self.documents = json.loads((gold / "pairs" / "documents.json").read_text("utf-8"))
        self.parts: dict[str, str] = json.loads((gold / "pairs" / "split.json").read_text("utf-8"))
        self.statements: dict[str, dict[str, Row]] = {row["doc"]: {} for row in self.documents}
        for row in read_rows(gold / "tone" / "statements.jsonl"):
            self.statements[row["doc"]][row["id"]] = row
        self.hashes = {row["doc"]: row["sha256"] for row in self.documents}
        self.batch = {row["doc"]: row["batch"] for row in self.documents}

    def read(self, name: str, corpora: Corpora) -> Document:
        """A document whose text is the one that was coded. Raises InputError otherwise."""
        document = corpora.read(name)
        if sha256(document.text) != self.hashes.get(name):
            raise InputError(f"{name}: its text is not the one that was coded (hash differs).")
        return document


def check_pair(pair: Any, document: Document) -> list[str]:
    """What is wrong with one pair."""
    if not isinstance(pair, dict) or set(pair) != _PAIR_KEYS:
        odd = set(pair) ^ _PAIR_KEYS if isinstance(pair, dict) else "no object"
        return [f"keys missing or unknown: {odd}"]
    found, spans = [], []
    for side in "ab":
        block = pair[f"{side}_par"]
        text = document.block(block) if type(block) is int else None
        if text is None:
            found.append(f"there is no paragraph [{block}] ({side}_par)")
            continue
        span = locate(str(pair[side]), text)
        if span is None:
            elsewhere = [
                f"[{n}]"
                for n in range(len(document.paragraphs) + 1)
                if locate(str(pair[side]), document.block(n) or "")
            ]
            hint = f"; it stands in {', '.join(elsewhere)}" if elsewhere else ""
            found.append(f"{side} is not found verbatim in [{block}]{hint}: {pair[side]!r}")
        else:
            spans.append((block, *span))
        if not str(pair[f"{side}_by"]).strip():
            found.append(f"{side}_by is empty: name the voice, or write article")
    if len(spans) == 2 and spans[0][0] == spans[1][0]:
        (_, s1, e1), (_, s2, e2) = spans
        if max(s1, s2) < min(e1, e2):
            found.append("a and b overlap: a pair needs two places")
    if pair["manner"] not in RELATIONS.get(pair["relation"], ()):
        found.append(f"{pair['relation']!r} with manner {pair['manner']!r} is not in the guide")
    if not str(pair["matter"]).strip():
        found.append("matter is empty: give it a label")
    if pair["sure"] not in (0, 1):
        found.append("sure must be 0 or 1")
    return found


def check_tone(item: Any) -> list[str]:
    """What is wrong with the coding of one statement's tone."""
    if not isinstance(item, dict) or set(item) != _TONE_KEYS:
        return [f"keys must be {sorted(_TONE_KEYS)}"]
    found = []
    if item["tone"] not in TONES:
        found.append(f"tone {item['tone']!r} is not one of {', '.join(TONES)}")
    if item["sure"] not in (0, 1):
        found.append("sure must be 0 or 1")
    if not isinstance(item["targets"], list):
        return [*found, "targets must be a list, empty if there is none"]
    for target in item["targets"]:
        if not isinstance(target, dict) or set(target) != {"target", "tone"}:
            found.append("a target has the keys target and tone")
        elif target["tone"] not in TONES or not str(target["target"]).strip():
            found.append(f"target {target!r}: empty, or a tone that is not in the guide")
    return found


def check_row(row: Row, plan: Plan, corpora: Corpora) -> list[str]:
    """What is wrong with one article's coding, each in a sentence."""
    name = row.get("doc")
    if name not in plan.hashes:
        return [f"{name!r} is not a document to code: copy the doc of the sheet"]
    if set(row) != {"doc", "pairs", "tone"}:
        return [f"{name}: keys must be doc, pairs, tone"]
    document = plan.read(name, corpora)
    found = []
    for number, pair in enumerate(row["pairs"], 1):
        found += [f"{name}, pair {number}: {why}" for why in check_pair(pair, document)]
    wanted = list(plan.statements[name])
    given = [item.get("id") if isinstance(item, dict) else None for item in row["tone"]]
    for missing in (x for x in wanted if x not in given):
        found.append(f"{name}: {missing} is not coded")
    for odd in sorted({str(x) for x in given if x not in wanted or given.count(x) > 1}):
        found.append(f"{name}: {odd} is coded twice, or not on the sheet")
    for item in row["tone"]:
        label = item.get("id") if isinstance(item, dict) else "?"
        found += [f"{name}, {label}: {why}" for why in check_tone(item)]
    return found


def check_file(path: Path, plan: Plan, corpora: Corpora) -> list[str]:
    """All that is wrong with a coder's file, articles of its batches left out included."""
    rows = read_rows(path)
    found = [why for row in rows for why in check_row(row, plan, corpora)]
    names = [row.get("doc") for row in rows]
    touched = {plan.batch[name] for name in names if name in plan.batch}
    for name, batch in plan.batch.items():
        if batch in touched and name not in names:
            found.append(f"{name}: of batch {batch:02d}, not coded")
        if names.count(name) > 1:
            found.append(f"{name}: coded twice")
    return [f"{path.name}: {why}" for why in found]


def read_coder(folder: Path, plan: Plan, corpora: Corpora) -> dict[str, Row]:
    """A coder's articles by name. Raises InputError with what is wrong first."""
    rows: dict[str, Row] = {}
    for path in sorted(folder.glob("*.jsonl")):
        faults = check_file(path, plan, corpora)
        if faults:
            raise InputError(f"{faults[0]} ({len(faults)} faults; run check on the file).")
        rows.update({row["doc"]: row for row in read_rows(path)})
    if not rows:
        raise InputError(f"{folder} holds no .jsonl file of a coder.")
    return rows


def assemble(
    plan: Plan,
    corpora: Corpora,
    one: dict[str, Row],
    two: dict[str, Row],
    third: dict[str, Row] | None,
    gold: Path,
    sheets: Path | None,
) -> dict[str, Any]:
    """Compare two coders and write what follows from it; returns the figures of agreement.

    Raises InputError where the third reading leaves an item open.
    """
    both = [name for name in plan.hashes if name in one and name in two]
    documents = {name: plan.read(name, corpora) for name in both}
    coded = {n: (pairs_of(one[n], d), pairs_of(two[n], d)) for n, d in documents.items()}
    tones = {n: gold_third.tone_items(one[n], two[n]) for n in both}
    figures = {
        "pairs": pair_figures(coded),
        "tone": tone_figures([rows for items in tones.values() for rows in items.values()]),
    }
    open_items = {n: gold_third.differing(coded[n], tones[n]) for n in both}
    figures["to_third_reader"] = {
        "pairs": sum(len(items["pairs"]) for items in open_items.values()),
        "tone": sum(len(items["tone"]) for items in open_items.values()),
    }
    write: dict[Path, str] = {}
    if sheets is not None:
        for batch in sorted({plan.batch[n] for n in both}):
            names = [n for n in both if plan.batch[n] == batch]
            write[sheets / f"BATCH_{batch:02d}.md"] = gold_third.sheet(
                batch, [(documents[n], open_items[n], plan.statements[n]) for n in names]
            )
    if third is not None:
        pair_rows: dict[str, list[str]] = {part: [] for part in PARTS}
        tone_rows: dict[str, list[str]] = {part: [] for part in PARTS}
        for n in both:
            answers = gold_third.answers(n, third.get(n), open_items[n])
            pairs = gold_third.final_pairs(coded[n], open_items[n], answers)
            items = gold_third.final_tones(tones[n], answers)
            pair_rows[plan.parts[n]].append(_stored_pairs(documents[n], plan, pairs))
            tone_rows[plan.parts[n]].append(_stored_tones(documents[n], plan, items))
        for part in PARTS:
            write[gold / "pairs" / f"{part}.jsonl"] = "\n".join(pair_rows[part])
            write[gold / "tone" / f"{part}.jsonl"] = "\n".join(tone_rows[part])
    write[gold / "pairs" / "agreement.json"] = json.dumps(figures, indent=1)
    for path, text in write.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n" if text else "", "utf-8")
    return figures


def _line(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False)


def _with_text(document: Document, row: Row) -> Row:
    if document.source in SHIPPED:
        row["title"], row["paragraphs"] = document.title, list(document.paragraphs)
    return row


def _stored_pairs(document: Document, plan: Plan, pairs: list[Row]) -> str:
    for pair in pairs:
        for side in "ab":
            end = pair[side]
            words = (document.block(end["block"]) or "")[end["start"] : end["end"]]
            end["sha256"] = sha256(words)
    row = {"doc": document.name, "sha256": plan.hashes[document.name], "pairs": pairs}
    return _line(_with_text(document, row))


def _stored_tones(document: Document, plan: Plan, items: dict[str, Row]) -> str:
    places = plan.statements[document.name]
    statements = [
        {k: v for k, v in places[n].items() if k != "doc"} | item for n, item in items.items()
    ]
    row = {"doc": document.name, "sha256": plan.hashes[document.name], "statements": statements}
    return _line(_with_text(document, row))


def main(arguments: list[str] | None = None) -> int:
    """The command line. Returns 0, 1 where a coding has faults, 2 where input is missing."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="what is wrong with coders' files")
    checking.add_argument("files", type=Path, nargs="+")
    joining = commands.add_parser("assemble", help="compare two coders, write the gold")
    for name in ("--one", "--two"):
        joining.add_argument(name, type=Path, required=True, help="folder of a coder's files")
    joining.add_argument("--third", type=Path, help="folder of the third readings")
    joining.add_argument("--third-sheets", type=Path, help="folder for the third reader's sheets")
    for one in (checking, joining):
        one.add_argument("--corpora", type=Path, required=True, help="folder of the corpora")
        one.add_argument("--gold", type=Path, default=GOLD, help="folder of the gold")
    options = parser.parse_args(arguments)
    try:
        plan, corpora = Plan(options.gold), Corpora(options.corpora)
        if options.command == "check":
            faults = [f for path in options.files for f in check_file(path, plan, corpora)]
            print("\n".join(faults) or f"{len(options.files)} file(s) without fault")
            return 1 if faults else 0
        one, two = (read_coder(folder, plan, corpora) for folder in (options.one, options.two))
        third = gold_third.read_third(options.third) if options.third else None
        figures = assemble(plan, corpora, one, two, third, options.gold, options.third_sheets)
        print(json.dumps(figures, indent=1))
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
