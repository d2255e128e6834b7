"""How cost grows with length: processor seconds and memory by stage, on invented articles.

Each length is read in a process of its own, on one thread, once the models are loaded. The
exponent of a stage is the slope of its seconds over the number of paragraphs, both as logarithms,
between the two longest articles: 1 is linear, 2 the square. Articles are made of ``growth.tsv``
with a seed: quotations, denials, figures, and a new person about every fourth paragraph.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from analysis.bench import children
from analysis.bench.children import megabytes
from analysis.bench.files import write
from analysis.errors import InputError
from analysis.knowledge import wordlists

LENGTHS = (100, 200, 400, 800, 1600)
_SLOT = re.compile(r"\{([a-z]{1,20})\}")
_NEW_PERSON = 4  # paragraphs
#: A stage below so many seconds tells nothing of its growth.
_LEAST = 0.5
#: A child: reads one article with a watch around each stage; prints seconds by stage, and memory.
#: A stage within another is taken off it.
_CHILD = """
import json, resource, sys, time
from pathlib import Path
from analysis import actors, attribution, claims, order, reading, statements, tone
from analysis.article.article import read_article
from analysis.claims import extraction
from analysis.paths import FIRST_ARTICLE
reading.read_one(read_article(FIRST_ARTICLE))  # loads the models
spent, inner = {}, [0.0]
def watched(name, real):
    def run(*given, **named):
        begun = time.process_time()
        inner.append(0.0)
        try:
            return real(*given, **named)
        finally:
            whole = time.process_time() - begun
            spent[name] = spent.get(name, 0.0) + whole - inner.pop()
            inner[-1] += whole
    return run
reading.parse = watched("words", reading.parse)
order.restore = watched("order", order.restore)
attribution.find = watched("attribution", attribution.find)
actors.resolve = watched("actors", actors.resolve)
statements.build = watched("statements", statements.build)
claims.find = watched("claims", claims.find)
extraction.pairs.find = watched("pairs", extraction.pairs.find)
extraction.matters.label = watched("topics", extraction.matters.label)
claims.matters_of = watched("matters", claims.matters_of)
tone.measure = watched("tone", tone.measure)
begun = time.process_time()
article = watched("article", read_article)(Path(sys.argv[1]))
made = watched("tables", reading.read_one)(article)
spent["all"] = time.process_time() - begun
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
rows = {name: len(table) for name, table in made.tables.items()}
print(json.dumps({"seconds": spent, "peak": peak, "rows": rows}))
"""


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for kind, text in wordlists.rows_of(Path(__file__).with_suffix(".tsv")):
        found[kind].append(text)
    return found


class _Writer:
    """Fills templates, and knows who was met."""

    def __init__(self, seed: int) -> None:
        self.words, self.draw = _words(), random.Random(seed)
        self.people: list[dict[str, str]] = []

    def meet(self) -> None:
        """Another person; beyond the list of names they are made longer."""
        families = self.words["family"]
        number = len(self.people)
        more = number // len(families)
        tail = "".join(chr(97 + int(digit)) for digit in str(more)) + "son" if more else ""
        person = {kind: self.draw.choice(self.words[kind]) for kind in ("given", "role")}
        self.people.append(person | {"family": families[number % len(families)] + tail})

    def fill(self, text: str) -> str:
        """The text with every slot filled."""
        filled = _SLOT.sub(self._one, text)
        return filled[:1].upper() + filled[1:]

    def _one(self, match: re.Match[str]) -> str:
        kind = match[1]
        if kind == "number":
            return str(self.draw.randrange(2, 900))
        if kind == "she":
            return self.draw.choice(("he", "she"))
        if kind == "who":
            return self.draw.choice(self.people[-12:])["family"]
        if kind in self.people[-1]:
            return self.people[-1][kind]
        return _SLOT.sub(self._one, self.draw.choice(self.words[kind]))


def article(paragraphs: int, seed: int = 0) -> str:
    """An invented article of so many short paragraphs, the same for the same seed."""
    writer = _Writer(seed)
    lines = ["Talks about the harbour end without a result", "20240312"]
    for number in range(paragraphs):
        if number % _NEW_PERSON == 0:
            writer.meet()
        lines.append(writer.fill(writer.draw.choice(writer.words["paragraph"])))
    return "\n".join(lines) + "\n"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``python -m analysis bench growth``."""
    parser.add_argument(
        "--lengths", type=int, nargs="+", default=list(LENGTHS), metavar="N", help="paragraphs"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--save", metavar="FILE.json", help="also write the figures here")
    parser.add_argument("--json", action="store_true")


def _read(path: Path) -> dict[str, Any]:
    command = (sys.executable, "-c", _CHILD, str(path))
    found: dict[str, Any] = children.run(command, f"{path.name} could not be read")
    return found


def exponent(shorter: tuple[int, float], longer: tuple[int, float]) -> float | None:
    """The growth between two (paragraphs, seconds); None where the time is too short to tell."""
    if min(shorter[1], longer[1]) <= 0 or longer[1] < _LEAST or shorter[0] == longer[0]:
        return None
    return round(math.log(longer[1] / shorter[1]) / math.log(longer[0] / shorter[0]), 2)


def measure(lengths: Sequence[int], seed: int = 0) -> dict[str, Any]:
    """Seconds by stage, memory and rows of every length, and the exponent of every stage."""
    found: dict[int, dict[str, Any]] = {}
    with TemporaryDirectory(prefix="on-the-record-") as folder:
        for length in sorted(set(lengths)):
            path = Path(folder, f"{length}.txt")
            path.write_text(article(length, seed), encoding="utf-8")
            row = _read(path)
            row["peak_memory_mb"] = megabytes(row.pop("peak"))
            row["seconds"] = {stage: round(one, 3) for stage, one in row["seconds"].items()}
            found[length] = row
    last = sorted(found)[-2:]
    growth = {}
    if len(last) == 2:
        for stage in found[last[1]]["seconds"]:
            ends = [(length, found[length]["seconds"].get(stage, 0.0)) for length in last]
            growth[stage] = exponent(*ends)
    return {
        "seed": seed,
        "lengths": {str(length): row for length, row in found.items()},
        "exponents": growth,
    }


def table(found: Mapping[str, Any]) -> str:
    """The figures as lines of text: a stage a line, a length a column."""
    rows, growth = found["lengths"], found["exponents"]
    lines = [f"{'CPU seconds':<14}" + "".join(f"{n:>9}" for n in rows) + f"{'exponent':>10}"]
    for stage in next(iter(rows.values()))["seconds"]:
        told = growth.get(stage)
        cells = "".join(f"{row['seconds'].get(stage, 0.0):>9.2f}" for row in rows.values())
        lines.append(f"{stage:<14}{cells}{'' if told is None else format(told, '.2f'):>10}")
    peaks = "".join(f"{row['peak_memory_mb']:>9}" for row in rows.values())
    return "\n".join([*lines, f"{'peak, MB':<14}{peaks}"])


def run(args: argparse.Namespace) -> int:
    """Measure and print. Raises InputError for a length below one."""
    if min(args.lengths) < 1:
        raise InputError("--lengths wants numbers of paragraphs from 1 up.")
    found = measure(args.lengths, args.seed)
    if args.save:
        write(Path(args.save), json.dumps(found, indent=1) + "\n")
    print(json.dumps(found, indent=1) if args.json else table(found))
    return 0
