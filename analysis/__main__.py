"""The command line: `python -m analysis --help`."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from analysis import __version__
from analysis.errors import InputError

if TYPE_CHECKING:
    from analysis.article.article import Article

_BENCHES = {
    "attribution": "who says what, against a brat-standoff corpus (text/ and attributions/)",
    "sentiment": "sentiment towards a target, against NewsMTSC-style JSON Lines",
    "order": "articles shuffled with a seed and put back in order",
    "relations": "stance of a headline to a claim, against JSON Lines",
    "speed": "articles a second beside spaCy, on a folder of texts",
    "speakers": "speakers' coreference, against GUM's CoNLL-U files",
    "claims": "claims and relations, against hand-coded articles, unseen ones apart",
    "gold": "our own hand-coded articles in data/gold",
}


class _Parser(argparse.ArgumentParser):
    """argparse, with its errors as one sentence and exit code 2."""

    def error(self, message: str) -> None:  # type: ignore[override]
        print(f"{self.prog}: {message}. See `{self.prog} --help`.", file=sys.stderr)
        raise SystemExit(2)


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def _table_names(value: str) -> list[str]:
    from analysis.tables import TABLES

    names = [name.strip() for name in value.split(",") if name.strip()]
    unknown = [name for name in names if name not in TABLES]
    if unknown or not names:
        what = f"there is no table {unknown[0]!r}" if unknown else "no table is named"
        raise argparse.ArgumentTypeError(f"{what}; there are {', '.join(TABLES)}")
    return list(dict.fromkeys(names))


def _foreign(article: Article) -> str:
    """What to say of an article that is not in English; empty for one that is."""
    from analysis.article.language import name_of

    if article.language == "en":
        return ""
    if not article.language:
        return (
            f"WARNING: what language {article.document} is in could not be told; only English is"
            " understood, so its rows may be few or wrong."
        )
    return (
        f"WARNING: {article.document} is in {name_of(article.language)}, and only English is"
        " understood: what is read from it is few and wrong."
    )


@contextmanager
def _file(path: str) -> Iterator[Path]:
    """The file at a path; standard input (``-``) as a file for as long as it is needed."""
    if path != "-":
        yield Path(path)
        return
    with TemporaryDirectory(prefix="on-the-record-") as folder:
        raw = sys.stdin.buffer.read()
        page = raw[:1000].lstrip().lower().startswith((b"<!doctype html", b"<html"))
        kept = Path(folder) / ("stdin.html" if page else "stdin.txt")
        kept.write_bytes(raw)
        yield kept


def _extract(args: argparse.Namespace) -> int:
    from analysis.article.article import named, read_articles
    from analysis.article.naming import document_names
    from analysis.export.tables import make_folder, write_stream, write_tables
    from analysis.reading import join, read_one
    from analysis.tables import TABLES

    names = args.tables or list(TABLES)
    to_stream = args.out == "-"
    if to_stream and args.format not in (None, "jsonl"):
        raise InputError(f"--out - writes JSON Lines, not {args.format}; leave --format out.")
    readings, bad = [], 0
    documents = document_names(args.paths)
    for path, name in documents.items():
        try:
            articles = [named(article, name) for article in read_articles(path)]
        except InputError as error:
            _say(str(error))
            bad += 1
            continue
        for article in articles:
            for note in (*article.notes, _foreign(article)):
                if note:
                    _say(note)
            readings.append(read_one(article, names, check=False).bare())
            if len(documents) > 1:
                _say(f"read {article.document}")
    if not readings:
        return 2
    if to_stream:
        write_stream(join(readings, names), sys.stdout)
        return 2 if bad else 0
    out = Path(args.out)
    make_folder(out)
    for written in write_tables(join(readings, names), out, args.format or "csv"):
        _say(f"wrote {written}")
    return 2 if bad else 0


def _book(args: argparse.Namespace) -> int:
    from analysis.article.article import read_article
    from analysis.present.bookbuild import build

    with _file(args.path) as path:
        article = read_article(path)  # its errors come first, before minutes of work
        for note in article.notes:
            _say(note)
        if foreign := _foreign(article):
            if not args.force and article.language:
                _say(f"{foreign.removeprefix('WARNING: ')} No book was made; --force makes it.")
                return 2
            _say(foreign)
        page = build(path.resolve(), Path(args.out).resolve())
    print(page)
    return 0


def _annotate(args: argparse.Namespace) -> int:
    from analysis.export.tables import make_folder
    from analysis.export.web_annotations import write_jsonld
    from analysis.reading import read

    out = Path(args.out)
    reading = read(args.path)
    make_folder(out.parent)
    write_jsonld(reading, out)
    _say(f"wrote {out}")
    return 0


def _corpus(args: argparse.Namespace) -> int:
    from analysis.corpus.runner import run

    return run(args.patterns, Path(args.out), args.scheduler, args.workers, say=_say)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m analysis",
        description="Who said what, when, to whom and in what tone, in a news article.",
        epilog="Exit status: 0 done, 1 our fault, 2 bad input (one sentence on stderr).",
    )
    parser.add_argument("--version", action="version", version=f"On the Record {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    extract = commands.add_parser("extract", help="write the tables of one or more articles")
    extract.add_argument("paths", nargs="+", metavar="PATH", help="files; - is standard input")
    extract.add_argument(
        "--out", required=True, metavar="DIR", help="- writes JSON Lines to standard output"
    )
    extract.add_argument("--format", choices=("csv", "parquet", "jsonl"), help="default: csv")
    extract.add_argument("--tables", type=_table_names, metavar="NAME[,NAME]", help="default: all")
    extract.set_defaults(run=_extract)

    book = commands.add_parser("book", help="build the whole book for your own article")
    book.add_argument("path", metavar="PATH", help="a file; - is standard input")
    book.add_argument("--out", required=True, metavar="DIR")
    book.add_argument("--force", action="store_true", help="go on with another language")
    book.set_defaults(run=_book)

    annotate = commands.add_parser(
        "annotate", help="write statements and claims as W3C Web Annotations (JSON-LD)"
    )
    annotate.add_argument("path", metavar="PATH")
    annotate.add_argument("--out", required=True, metavar="FILE.jsonld")
    annotate.set_defaults(run=_annotate)

    corpus = commands.add_parser("corpus", help="read many articles, on Dask, into Parquet")
    corpus.add_argument("patterns", nargs="+", metavar="PATTERN", help="files or glob patterns")
    corpus.add_argument("--out", required=True, metavar="DIR")
    corpus.add_argument("--scheduler", metavar="ADDRESS", help="a running Dask scheduler")
    corpus.add_argument("--workers", type=int, metavar="N", help="processes on this machine")
    corpus.set_defaults(run=_corpus)

    bench = commands.add_parser("bench", help="score against a gold corpus")
    tasks = bench.add_subparsers(dest="task", required=True, metavar="TASK")
    for name, what in _BENCHES.items():
        task = tasks.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".")
        # a benchmark's options are added only when it is asked for: they import models
        task.set_defaults(run=None, bench=name)
    return parser


def _bench(argv: Sequence[str]) -> int:
    module = import_module(f"analysis.bench.{argv[1]}")
    parser = _Parser(prog=f"python -m analysis bench {argv[1]}", description=module.__doc__)
    module.add_arguments(parser)
    return module.run(parser.parse_args(argv[2:]))


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status (0 done, 1 our fault, 2 bad input)."""
    argv = list(sys.argv[1:] if argv is None else argv)
    try:
        if len(argv) > 1 and argv[0] == "bench" and argv[1] in _BENCHES:
            return _bench(argv)
        args = _parser().parse_args(argv)
        return args.run(args)
    except InputError as error:
        _say(str(error))
        return 2
    except BrokenPipeError:
        # whoever read our output has seen enough; keep Python from complaining at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        _say("stopped")
        return 130
    except Exception as error:
        if os.environ.get("ON_THE_RECORD_DEBUG"):
            traceback.print_exc()
        _say(
            f"This is our fault, not yours: {type(error).__name__}: {error}"
            " (set ON_THE_RECORD_DEBUG=1 to see where)."
        )
        return 1


if __name__ == "__main__":
    sys.exit(main())
