"""How fast: `extract --tables statements` beside spaCy's bare small pipeline, on the same files.

Each runs in a process of its own, one after the other, on one core and one thread, as often as
asked; the quickest run counts.  Ours is timed from the start of Python to the written table;
spaCy's only while it reads, its start-up and its model's loading left out, so that the ratio
flatters nobody but spaCy.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from analysis.errors import InputError

_BARE = """
import sys, time
from analysis.words.spacy_models import MODELS
from importlib.util import find_spec
import spacy
nlp = spacy.load(next(name for name in MODELS if find_spec(name)))
texts = [open(path, encoding="utf-8", newline="").read() for path in sys.argv[1:]]
nlp(texts[0])
began = time.perf_counter()
for text in texts:
    nlp(text)
print(time.perf_counter() - began)
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``python -m analysis bench speed``."""
    parser.add_argument("--texts", required=True, metavar="DIR", help="a folder of .txt articles")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="runs of each (3)")
    parser.add_argument("--json", action="store_true")


def _alone() -> None:
    """Keep the child to one core, where the system lets us say so."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def _child(command: Sequence[str]) -> tuple[float, str]:
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *command],
        env=os.environ | threads,
        preexec_fn=_alone,
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - began
    if done.returncode:
        raise InputError(f"The run failed: {done.stderr.strip().splitlines()[-1]}")
    return seconds, done.stdout


def measure(files: Sequence[Path], runs: int) -> dict[str, object]:
    """Seconds, articles a second, their ratio, and the peak memory of ours in MB."""
    names = [str(path) for path in files]
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as folder:
        extract = ["-m", "analysis", "extract", *names, "--tables", "statements", "--out", folder]
        for _ in range(runs):
            ours.append(_child(extract)[0])
            if len(ours) == 1:  # before another child can have used more
                peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
            bare.append(float(_child(["-c", _BARE, *names])[1]))
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024  # kilobytes; bytes on a Mac
    return {
        "articles": len(files),
        "runs": runs,
        "seconds": {
            "on the record": [round(s, 2) for s in ours],
            "spaCy": [round(s, 2) for s in bare],
        },
        "articles_per_second": {
            "on the record": round(len(files) / min(ours), 2),
            "spaCy": round(len(files) / min(bare), 2),
        },
        "ratio": round(min(bare) / min(ours), 3),
        "peak_memory_mb": round(peak / unit),
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in ("spacy", "onnxruntime", "numpy")},
        },
    }


def run(args: argparse.Namespace) -> int:
    """Measure and print. Raises InputError where the folder holds no text."""
    files = sorted(Path(args.texts).glob("*.txt"))
    if not files:
        raise InputError(f"{args.texts} holds no .txt file; name a folder of articles.")
    if args.runs < 1:
        raise InputError("--runs wants a number from 1 up.")
    found = measure(files, args.runs)
    if args.json:
        print(json.dumps(found, indent=1))
        return 0
    rate = found["articles_per_second"]
    print(
        f"{found['articles']} articles: {rate['on the record']} a second, start-up included;"
        f" spaCy's bare pipeline {rate['spaCy']}; ratio {found['ratio']};"
        f" peak memory {found['peak_memory_mb']} MB."
    )
    return 0
