"""Put shuffled articles back in order: Kendall's tau, places, the lead, shuffled or intact.

Any folder of articles is a gold standard, since the published order is the truth. Beside our
reading stand three baselines: the stored (shuffled) order, a random one, and the paragraph most
like the title followed by the most similar one, again and again.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from analysis.article.article import Article, article_from_text, read_article
from analysis.bench.files import write
from analysis.bench.order_lines import read_lines
from analysis.bench.order_speakers import speaker_figures
from analysis.errors import InputError
from analysis.order.paragraph_cues import read_cues
from analysis.order.restoration import Order, reading_order, restore

SHORTEST, LONGEST = 8, 40
SHUFFLE = (
    "How the shuffle is drawn: for each article random.Random(f'{seed} {document}') (Python's"
    " Mersenne Twister seeded with that string, document being the file's name) shuffles the list"
    " of its body paragraphs with .shuffle(), again where that leaves them as they were. The"
    " shuffled article keeps its head (title, date, URL) and holds the paragraphs parted by blank"
    " lines. Predictions number the paragraphs of the *shuffled* article from 1."
)


@dataclass(frozen=True)
class Trial:
    """One article, its shuffle, and both readings. ``drawn[k]`` is the published index (0-based)
    of the paragraph stored at k in the shuffled article."""

    document: str
    drawn: tuple[int, ...]
    article: Article
    shuffled: Article
    intact_order: Order
    order: Order
    seconds: float  # of processor time, on one core


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this benchmark's options."""
    parser.epilog = SHUFFLE
    parser.add_argument(
        "--texts",
        required=True,
        metavar="DIR|FILE.jsonl",
        help="intact articles: *.txt, or lines of JSON with id, title and paragraphs",
    )
    parser.add_argument(
        "--every", type=int, default=1, metavar="N", help="every N-th of them only (1: all)"
    )
    parser.add_argument("--seed", type=int, default=0, help="of the shuffle (0)")
    parser.add_argument("--predictions", metavar="FILE.jsonl", help="write doc and order here")
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")
    parser.add_argument(
        "--speakers",
        action="store_true",
        help="compare the speakers of statements too, intact against shuffled (slower)",
    )


def draw(count: int, seed: int, document: str) -> tuple[int, ...]:
    """A shuffle of ``range(count)`` as the help text describes it."""
    numbers = list(range(count))
    if count > 1:
        rng = random.Random(f"{seed} {document}")
        while numbers == list(range(count)):
            rng.shuffle(numbers)
    return tuple(numbers)


def shuffle(article: Article, drawn: Sequence[int]) -> Article:
    """*article* with its body paragraphs stored in the order *drawn*."""
    if not article.paragraphs:
        return article
    head = article.text[: article.paragraphs[0].start].rstrip()
    pieces = [article.paragraphs[k] for k in drawn]
    body = [article.text[p.start : p.end] for p in pieces]
    return article_from_text("\n\n".join([head, *body]) + "\n", article.document)


def kendall(found: Sequence[int]) -> float:
    """Kendall's tau of *found*, a permutation of ``range(n)``, against ``range(n)``."""
    n = len(found)
    if n < 2:
        return 1.0
    good = sum(1 if found[a] < found[b] else -1 for a in range(n) for b in range(a + 1, n))
    return good / (n * (n - 1) / 2)


def figures(found: Sequence[Sequence[int]]) -> dict[str, float]:
    """The figures over articles, each a list of published indices in the order they were read."""
    if not found:
        return {}
    count = len(found)
    return {
        "articles": float(count),
        "tau": sum(kendall(f) for f in found) / count,
        "positions": sum(sum(k == v for k, v in enumerate(f)) / len(f) for f in found) / count,
        "perfect": sum(list(f) == list(range(len(f))) for f in found) / count,
        "first": sum(f[0] == 0 for f in found) / count,
        "next": sum(sum(b == a + 1 for a, b in pairwise(f)) / max(1, len(f) - 1) for f in found)
        / count,
    }


def by_title(article: Article) -> list[int]:
    """Baseline: the paragraph most like the title, then always the one most like the last."""

    def text(start: int, end: int) -> Counter[str]:
        return read_cues(article.text[start:end]).counts

    def alike(a: Counter[str], b: Counter[str]) -> float:
        shared = sum(a[key] * b[key] for key in a.keys() & b.keys())
        size = math.sqrt(sum(v * v for v in a.values()) * sum(v * v for v in b.values()))
        return shared / size if size else 0.0

    words = [text(p.start, p.end) for p in article.paragraphs]
    last = text(article.title.start, article.title.end) if article.title else Counter[str]()
    left, order = list(range(len(words))), []
    while left:
        pick = max(left, key=lambda k: (alike(last, words[k]), -k))
        left.remove(pick)
        order.append(pick)
        last = words[pick]
    return order


def read_texts(source: Path) -> list[Article]:
    """The articles of a folder (or its ``text`` subfolder), or of a file of JSON Lines.

    Raises InputError where there is none, and for a line that is no article.
    """
    if source.is_file():
        return list(_articles(source))
    inner = source / "text"
    paths = sorted((inner if inner.is_dir() else source).glob("*.txt"))
    if not paths:
        raise InputError(f"{source} holds no article (*.txt).")
    articles = []
    for path in paths:
        try:
            articles.append(read_article(path))
        except InputError as error:
            print(f"skipped: {error}", file=sys.stderr)
    return articles


def _articles(file: Path) -> Iterator[Article]:
    """The articles of a file of JSON Lines. What has a title and no paragraph is told and left out.

    Raises InputError for a line that is no article, and where a title is null.
    """
    for name, title, paragraphs in read_lines(file):
        if title is None:
            raise InputError(f"{file}: {name} has no title.")
        blocks = filter(None, (" ".join(title.split()), *paragraphs))
        try:
            yield article_from_text("\n\n".join(blocks) + "\n", name)
        except InputError as error:
            print(f"skipped: {error}", file=sys.stderr)


def try_out(article: Article, seed: int) -> Trial:
    """Read *article* as it is and shuffled."""
    drawn = draw(len(article.paragraphs), seed, article.document)
    mixed = shuffle(article, drawn)
    if len(mixed.paragraphs) != len(drawn):
        raise InputError(f"{article.document}: a shuffled paragraph does not read as one.")
    intact = restore(article)
    began = time.process_time()
    order = restore(mixed)
    return Trial(
        article.document, drawn, article, mixed, intact, order, time.process_time() - began
    )


def _published(trial: Trial, stored: Sequence[int]) -> list[int]:
    return [trial.drawn[k] for k in stored]


def score(trials: Sequence[Trial], seed: int) -> dict[str, object]:
    """All figures of *trials*: systems by article length, and the test shuffled or intact."""

    def ours(trial: Trial) -> list[int]:
        return [number - 1 for number in reading_order(trial.order)]

    def anyhow(trial: Trial) -> list[int]:
        rng = random.Random(f"{seed} {trial.document} again")
        return rng.sample(range(len(trial.drawn)), len(trial.drawn))

    systems: dict[str, Callable[[Trial], list[int]]] = {
        "on the record": ours,
        "by title, then similarity": lambda t: by_title(t.shuffled),
        "random": anyhow,
        "as stored": lambda t: list(range(len(t.drawn))),
    }
    groups = {
        f"{SHORTEST} to {LONGEST} paragraphs": [
            t for t in trials if SHORTEST <= len(t.drawn) <= LONGEST
        ],
        "all": [t for t in trials if len(t.drawn) > 1],
    }
    result: dict[str, object] = {"seed": seed}
    for title, group in groups.items():
        result[title] = {
            "order": {
                name: figures([_published(t, system(t)) for t in group])
                for name, system in systems.items()
            },
            "shuffled_or_intact": _told(group),
        }
    result["seconds_per_100_paragraphs"] = (
        100 * sum(t.seconds for t in trials) / max(1, sum(len(t.drawn) for t in trials))
    )
    return result


def _told(trials: Sequence[Trial]) -> dict[str, float]:
    """The confusion of the test, and how many intact articles keep their stored order."""
    if not trials:
        return {}
    kept = sum(reading_order(t.intact_order) == list(range(1, len(t.drawn) + 1)) for t in trials)
    alarms = sum(t.intact_order.shuffled for t in trials)
    found = sum(t.order.shuffled for t in trials)
    count = len(trials)
    return {
        "accuracy": (count - alarms + found) / (2 * count),
        "intact_called_intact": float(count - alarms),
        "intact_called_shuffled": float(alarms),
        "shuffled_called_shuffled": float(found),
        "shuffled_called_intact": float(count - found),
        "intact_left_as_stored": kept / count,
        "shuffled_recognised": found / count,
    }


def run(args: argparse.Namespace) -> int:
    """Shuffle, restore, score, print. Raises InputError for a bad folder."""
    found = read_texts(Path(args.texts))[:: max(1, args.every)]
    articles = [a for a in found if a.paragraphs]
    trials = [try_out(article, args.seed) for article in articles]
    if args.predictions:
        rows = (
            json.dumps({"doc": t.document, "order": reading_order(t.order)}) + "\n" for t in trials
        )
        write(args.predictions, "".join(rows))
    result = score(trials, args.seed)
    if args.speakers:
        result["speakers"] = speaker_figures(
            [(t.article, t.shuffled, t.drawn, t.intact_order, t.order) for t in trials]
        )
    print(json.dumps(result, indent=1) if args.json else _table(result))
    return 0


def _table(result: dict[str, object]) -> str:
    lines = []
    for title, group in result.items():
        if not isinstance(group, dict) or "order" not in group:
            continue
        lines.append(f"{title}: Kendall's tau, exact places, perfect, first, right neighbours")
        for name, row in group["order"].items():
            if row:
                lines.append(
                    f"  {name:28}{row['tau']:7.3f}{row['positions']:8.1%}{row['perfect']:8.1%}"
                    f"{row['first']:8.1%}{row['next']:8.1%}  ({row['articles']:.0f} articles)"
                )
        told = group["shuffled_or_intact"]
        if told:
            lines.append(
                f"  shuffled or intact: accuracy {told['accuracy']:.1%}, intact left as stored"
                f" {told['intact_left_as_stored']:.1%}, shuffled recognised"
                f" {told['shuffled_recognised']:.1%}"
            )
    lines.append(f"{result['seconds_per_100_paragraphs']:.2f} s for 100 paragraphs")
    speakers = result.get("speakers")
    if isinstance(speakers, dict):
        lines.append("speakers: the same in the shuffled article as in the intact one")
        lines += [f"  {name:40}{value:8.3f}" for name, value in speakers.items()]
    return "\n".join(lines)
