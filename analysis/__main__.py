"""The command line: `python -m analysis --help`."""

from __future__ import annotations

import argparse
import errno
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
from analysis.outputs import shown, why

if TYPE_CHECKING:
    from analysis.article.article import Article

FORMATS = ("csv", "parquet", "jsonl", "xlsx")

_BENCHES = {
    "attribution": "who says what, against a brat-standoff corpus (text/ and attributions/)",
    "tone": "tone of whole statements, against the hand-coded ones of data/gold/tone",
    "sentiment": "sentiment towards a target, against NewsMTSC-style JSON Lines",
    "order": "articles shuffled with a seed and put back in order",
    "relations": "stance of a headline to a claim, against JSON Lines",
    "speed": "articles a second beside spaCy, on a folder of texts",
    "growth": "seconds and memory by stage, on invented articles of growing length",
    "speakers": "speakers' coreference, against GUM's CoNLL-U files",
    "claims": "claims and relations, against hand-coded articles, unseen ones apart",
    "gold": "our own hand-coded articles in data/gold",
}


#: What the system may refuse through nobody's fault in the code: rights, space, limits.
_THE_SYSTEMS = frozenset(
    {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    | {errno.EMFILE, errno.ENFILE, errno.ENAMETOOLONG, errno.EIO}
)


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


@contextmanager
def _file(path: str) -> Iterator[Path]:
    """The file at a path; standard input (``-``) as a file for as long as it is needed."""
    if path != "-":
        yield Path(path)
        return
    from analysis.article.web_page import is_page

    with TemporaryDirectory(prefix="on-the-record-") as folder:
        raw = sys.stdin.buffer.read()
        page = is_page("", raw)
        kept = Path(folder) / ("stdin.html" if page else "stdin.txt")
        kept.write_bytes(raw)
        yield kept


def _extract(args: argparse.Namespace) -> int:
    from analysis import export
    from analysis.corpus import batch
    from analysis.tables import TABLES

    names = args.tables or list(TABLES)
    paths = batch.once(args.paths)
    to_stream = args.out == "-"
    if to_stream and args.format not in (None, "jsonl"):
        raise InputError(f"--out - writes JSON Lines, not {args.format}; leave --format out.")
    form = args.format or "csv"
    out = None if to_stream else export.check_out(args.out, names, form, paths)
    read = batch.read(paths, names, say=_say, corrections=args.corrections)
    before = len(read.failures)
    tables = read.join(names)
    for failure in read.failures[before:]:
        _say(failure.message)
    if not read.readings:
        return read.status
    if out is None:
        export.write_stream(tables, sys.stdout)
        return read.status
    for written in export.write_tables(tables, out, form):
        _say(f"wrote {shown(written)}")
    return read.status


def _book(args: argparse.Namespace) -> int:
    from analysis import paths

    paths.need_clone(paths.ROOT / "_toc.yml", "The book is built from its notebooks and pages")
    from analysis.present.bookbuild import build

    if not args.out.strip():
        raise InputError("--out names nothing; give a new folder.")
    if len(args.paths) > 1 or Path(args.paths[0]).is_dir():
        return _event_books(args)
    with _file(args.paths[0]) as path:
        if _for_book(path, args.force) is None:
            return 2
        page = build(path.resolve(), Path(args.out), corrections=args.corrections or None)
    print(shown(page))
    return 0


def _event_books(args: argparse.Namespace) -> int:
    from analysis.present.event_books import build_event, files_of

    if args.corrections:
        raise InputError(
            "--corrections goes with one article; keep a file NAME.corrections.csv beside each."
        )
    files, titles = files_of(args.paths), []
    for path in files:  # all of them come first, before minutes of work
        article = _for_book(path, args.force)
        if article is None:
            return 2
        title = article.title
        titles.append(article.text[title.start : title.end] if title else article.document)
    print(shown(build_event(files, titles, args.out, say=_say)))
    return 0


def _for_book(path: Path, force: bool) -> Article | None:
    """The article of a book to be, read for its errors, its notes told; None where it is not
    English and nobody forces it."""
    from analysis.article.article import read_article
    from analysis.article.language import foreign_warning

    article = read_article(path)  # its errors come first, before minutes of work
    for note in article.notes:
        _say(note)
    if foreign := foreign_warning(article.document, article.language):
        if not force and article.language:
            _say(f"{foreign.removeprefix('WARNING: ')} No book was made; --force makes it.")
            return None
        _say(foreign)
    return article


def _annotate(args: argparse.Namespace) -> int:
    from analysis.export.web_annotations import check_out, write_jsonld
    from analysis.reading import read

    out = check_out(args.out, [args.path])
    reading = read(args.path)
    write_jsonld(reading, out)
    _say(f"wrote {shown(out)}")
    return 0


def _corpus(args: argparse.Namespace) -> int:
    from analysis.corpus.runner import run

    return run(args.patterns, args.out, args.scheduler, args.workers, say=_say)


def _review(args: argparse.Namespace) -> int:
    import json

    from analysis import review
    from analysis.corrections import given, read_decisions
    from analysis.outputs import check_file, write_text
    from analysis.reading import read

    files = [*map(Path, args.corrections)] or list(given(args.path))
    inputs = [args.path, *files]
    out = check_file(args.out, inputs) if args.gold else review.check_out(args.out, inputs)
    if args.gold and out.exists():
        raise InputError(f"{shown(out)} is there; gold is never overwritten: choose another --out.")
    reading = read(args.path, corrections=files)
    for note in (*reading.article.notes, *reading.notes):
        _say(note)
    if args.gold:
        gold = json.dumps(review.to_gold(reading), ensure_ascii=False, indent=1)
        write_text(out, gold + "\n")
    else:
        review.write(reading, out, read_decisions(files))
    _say(f"wrote {shown(out)}")
    return 0


def _corrections_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--corrections",
        action="append",
        default=[],
        metavar="FILE",
        help="what a person decided (.csv, .xlsx, .jsonld); else NAME.corrections.* beside PATH",
    )


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
    extract.add_argument("--format", choices=FORMATS, help="default: csv")
    _corrections_option(extract)
    extract.add_argument("--tables", type=_table_names, metavar="NAME[,NAME]", help="default: all")
    extract.set_defaults(run=_extract)

    book = commands.add_parser(
        "book", help="build the whole book for your own article, or for several on one event"
    )
    book.add_argument(
        "paths", nargs="+", metavar="PATH", help="a file; - is standard input; a folder of files"
    )
    book.add_argument("--out", required=True, metavar="DIR")
    _corrections_option(book)
    book.add_argument("--force", action="store_true", help="go on with another language")
    book.set_defaults(run=_book)

    review = commands.add_parser(
        "review", help="write what is least sure, as a workbook to fill in and give back"
    )
    review.add_argument("path", metavar="PATH")
    review.add_argument("--out", required=True, metavar="FILE", help=".xlsx, or .csv")
    review.add_argument(
        "--gold", action="store_true", help="write what was decided as gold for training (.json)"
    )
    _corrections_option(review)
    review.set_defaults(run=_review)

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
    from analysis.bench.files import check

    module = import_module(f"analysis.bench.{argv[1]}")
    parser = _Parser(prog=f"python -m analysis bench {argv[1]}", description=module.__doc__)
    module.add_arguments(parser)
    args = parser.parse_args(argv[2:])
    check(args)
    return module.run(args)


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
    except OSError as error:
        if error.errno not in _THE_SYSTEMS:
            return _our_fault(error)
        where = f"{shown(error.filename)}: " if isinstance(error.filename, (str, bytes)) else ""
        _say(f"{where}the system refuses ({why(error)}); nothing was replaced.")
        return 2
    except Exception as error:
        return _our_fault(error)


def _our_fault(error: Exception) -> int:
    if os.environ.get("ON_THE_RECORD_DEBUG"):
        traceback.print_exception(error)
    _say(
        f"This is our fault, not yours: {type(error).__name__}: {error}"
        " (set ON_THE_RECORD_DEBUG=1 to see where)."
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
