"""Who says what, against a gold corpus in brat standoff form (text/ and attributions/).

Measures as described in `analysis.bench.attribution_score`; beside the scores, the linker alone
(gold spans in, links out), how far the confidence can be trusted, articles a second and peak
memory.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import resource
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np

from analysis.article.article import Article, ArticleError, article_from_text
from analysis.attribution import extraction, pairing
from analysis.bench import reliability
from analysis.bench.attribution_score import Tokens, count, pairs, score
from analysis.bench.brat import ROLES, GoldArticle, Quoted, read_gold
from analysis.bench.children import megabytes
from analysis.bench.files import write
from analysis.networks import encoding, word_pieces

Finder = Callable[[Article], Sequence[extraction.Attribution]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this benchmark's options."""
    parser.add_argument("--gold", required=True, metavar="DIR")
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")
    parser.add_argument("--predictions", metavar="FILE.jsonl", help="write what was found here")
    parser.add_argument(
        "--peers", action="store_true", help="run textacy on the same files, where it is installed"
    )
    parser.add_argument(
        "--float", metavar="DIR", help="also score the unquantised encoder.onnx and head.onnx there"
    )


def quoted(found: Sequence[extraction.Attribution]) -> list[Quoted]:
    """What `extraction.find` returns, in the form that is scored."""
    return [Quoted(one.source, one.cue, one.content) for one in found]


def find_all(gold: Sequence[GoldArticle], find: Finder) -> tuple[list[Any], float]:
    """What ``find`` finds in every text, and the seconds it took, reading included.

    A text that is no article (a lone headline, say) has no attributions.
    """
    found, began = [], time.perf_counter()
    for one in gold:
        try:
            article = article_from_text(one.text, one.name)
        except ArticleError:
            found.append(())
            continue
        found.append(tuple(find(article)))
    return found, time.perf_counter() - began


def measure(gold: Sequence[GoldArticle], found: Sequence[Sequence[Quoted]]) -> dict[str, Any]:
    """All scores of one system."""
    return score([(one.text, one.gold) for one in gold], found)


def calibration(
    gold: Sequence[GoldArticle], found: Sequence[Sequence[extraction.Attribution]]
) -> dict[str, Any]:
    """Reliability of the confidence on this gold."""
    said: list[float] = []
    right: list[float] = []
    for one, mine in zip(gold, found, strict=True):
        tokens = Tokens(one.text)
        matched = pairs(count(one.text, tokens, one.gold), count(one.text, tokens, quoted(mine)))
        good = {pair.predicted for pair in matched if pair.right}
        said += [row.confidence for row in mine]
        right += [float(number in good) for number in range(len(mine))]
    return {
        "expected_calibration_error": round(reliability.expected_error(said, right), 4),
        "reliability": reliability.table(said, right),
    }


def link_gold(gold: Sequence[GoldArticle], using: extraction.Engine) -> dict[str, Any]:
    """The linker on its own: the gold's spans in, and how many of its links come out."""
    right = {"content": [0, 0], "source": [0, 0]}
    for one in gold:
        try:
            article = article_from_text(one.text, one.name)
        except ArticleError:
            continue
        read = using.encode(article)
        sheet = read.sheet
        _, vectors = using.read(read)
        places: dict[str, set[pairing.Piece]] = {role: set() for role in ROLES}
        cue_of: dict[pairing.Piece, pairing.Piece] = {}
        source_of: dict[pairing.Piece, pairing.Piece | None] = {}
        for row in one.gold:
            pieces = {
                role: word_pieces.to_pieces(
                    sheet, [article.view.from_stored(*span) for span in getattr(row, role)]
                )
                for role in ROLES
            }
            for role in ROLES:
                places[role].update(pieces[role])
            if pieces["cue"]:
                source_of[pieces["cue"][0]] = pieces["source"][0] if pieces["source"] else None
                cue_of |= dict.fromkeys(pieces["content"], pieces["cue"][0])
        spans = [sorted(places[role]) for role in ROLES]
        for name, one_role, other, wanted in (
            ("content", pairing.CONTENT, pairing.CUE, cue_of),
            ("source", pairing.CUE, pairing.SOURCE, source_of),
        ):
            chosen = pairing.choose(sheet, spans, vectors, using.weights, one_role, other)
            for piece, choice in zip(spans[one_role], chosen, strict=True):
                if piece in wanted:
                    mine = None if choice.partner is None else spans[other][choice.partner]
                    right[name][0] += mine == wanted[piece]
                    right[name][1] += 1
    return {
        f"{name}_links": {"right": yes, "of": total, "share": round(yes / total, 4) if total else 0}
        for name, (yes, total) in right.items()
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def peak_memory() -> int:
    """Peak resident memory of this process in MB."""
    return megabytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def write_predictions(
    path: Path, gold: Sequence[GoldArticle], found: Sequence[Sequence[Quoted]]
) -> None:
    """One line an article, as JSON. Raises InputError where the file cannot be written."""
    lines = (
        json.dumps(
            {
                "doc": one.name,
                "statements": [{role: getattr(row, role) for role in ROLES} for row in rows],
            },
            ensure_ascii=False,
        )
        for one, rows in zip(gold, found, strict=True)
    )
    write(path, "".join(f"{line}\n" for line in lines))


def benchmark(gold: Sequence[GoldArticle], graph: str | None, peers: bool) -> tuple[dict, list]:
    """The whole report, and what our model found."""
    using = extraction.engine()
    find_all(gold[:1], extraction.find)  # the first run pays for loading
    found, seconds = find_all(gold, extraction.find)
    report: dict[str, Any] = {
        "articles": len(gold),
        "attributions": sum(len(one.gold) for one in gold),
        "left_out": sum(one.left_out for one in gold),
        "systems": {"this model": measure(gold, [quoted(rows) for rows in found])},
        "articles_per_second": {"this model": round(len(gold) / seconds, 2)},
        "peak_memory_mb": peak_memory(),
        "confidence": calibration(gold, found),
        "linker_alone": link_gold(gold, using),
    }
    if graph:
        plain = extraction.load(extraction.FOLDER, Path(graph))
        rows, seconds = find_all(gold, lambda article: extraction.find(article, plain))
        report["systems"]["this model, unquantised"] = measure(gold, [quoted(r) for r in rows])
        report["articles_per_second"]["this model, unquantised"] = round(len(gold) / seconds, 2)
    if peers:
        from analysis.bench.attribution_peers import PEERS, Missing

        for name, make in PEERS.items():
            try:
                finder = make()
            except Missing as error:
                print(f"{name} left out: {error}", file=sys.stderr)
                continue
            rows, seconds = find_all(gold, finder)
            report["articles_per_second"][name] = round(len(gold) / seconds, 2)
            if any(rows):
                report["systems"][name] = measure(gold, [quoted(r) for r in rows])
    digest = hashlib.sha256(
        (encoding.FOLDER / "encoder.onnx").read_bytes()
        + (extraction.FOLDER / "head.onnx").read_bytes()
    ).hexdigest()
    report["model_sha256"] = digest
    report["versions"] = {
        name: found_version
        for name in ("onnxruntime", "tokenizers", "numpy", "spacy", "textacy")
        if (found_version := _version(name))
    } | {"python": platform.python_version()}
    return report, found


def as_text(report: dict[str, Any]) -> str:
    """The report as a table to read."""
    lines = []
    for name, result in report["systems"].items():
        lines.append(f"{name:42}{'P':>7}{'R':>7}{'F1':>7}")
        rows = [(f"span {role}", r) for role, r in result["span"].items()]
        rows += [(f"token {role}", r) for role, r in result["token"].items()]
        rows += list(result["statement"].items())
        rows += [(f"direct only: {key}", r) for key, r in result["direct_only"].items()]
        lines += [f"  {label:40}{r['p']:7.3f}{r['r']:7.3f}{r['f1']:7.3f}" for label, r in rows]
        for kind, r in result["recall_by_gold_type"].items():
            if r["gold"]:
                lines.append(
                    f"  recall, {kind} ({r['gold']}): content@0.5 {r['content@0.5']:.3f},"
                    f" attribution {r['attribution']:.3f}"
                )
        lines.append("")
    for name, rate in report["articles_per_second"].items():
        lines.append(f"{name}: {rate} articles a second")
    lines.append(f"peak memory with this model alone: {report['peak_memory_mb']} MB")
    for name, r in report["linker_alone"].items():
        lines.append(f"linker on gold spans, {name.replace('_', ' ')}: {r['right']} of {r['of']}")
    error = report["confidence"]["expected_calibration_error"]
    lines.append(f"expected calibration error of the confidence: {error:.3f}")
    lines.append(f"{report['articles']} articles, {report['left_out']} gold events left out")
    return "\n".join(lines)


def run(args: argparse.Namespace) -> int:
    """Find, score, print. Raises InputError for a gold corpus that cannot be read."""
    gold = read_gold(Path(args.gold))
    report, found = benchmark(gold, args.float, args.peers)
    if args.predictions:
        write_predictions(Path(args.predictions), gold, [quoted(rows) for rows in found])
    print(json.dumps(report, indent=1, default=_plain) if args.json else as_text(report))
    return 0


def _plain(value: object) -> object:
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} is no JSON")
