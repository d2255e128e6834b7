"""Many articles in one call: what each is called, and what a bad one may cost (itself alone)."""

from __future__ import annotations

import os
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import reading
from analysis.article import article as articles
from analysis.article.files import STDIN, STDIN_NAME
from analysis.article.language import foreign_warning
from analysis.corrections import beside, read_decisions
from analysis.errors import InputError
from analysis.outputs import shown

if TYPE_CHECKING:
    import pandas as pd

#: Set to see where an unexpected error came from.
DEBUG = "ON_THE_RECORD_DEBUG"


@dataclass(frozen=True)
class Failure:
    """An article that was left out. ``fault``: it is ours, not the input's to mend."""

    document: str
    message: str
    fault: bool = False


@dataclass
class Batch:
    """What was read of many files, and what was left out."""

    readings: list[reading.Reading] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    @property
    def status(self) -> int:
        """The exit status: 1 where an error was ours, 2 where an input was bad, else 0."""
        return status(self.failures)

    def join(self, tables: Iterable[str]) -> dict[str, pd.DataFrame]:
        """The tables of all readings, checked; a reading whose rows break a schema is left out,
        and stands among the failures."""
        tables = list(tables)
        try:
            return reading.join(self.readings, tables)
        except Exception:
            kept = []
            for one in self.readings:
                try:
                    reading.join([one], tables)
                except Exception as error:
                    self.failures.append(_ours(one.article.document, error))
                else:
                    kept.append(one)
            self.readings = kept
            return reading.join(kept, tables)


def status(failures: Iterable[Failure]) -> int:
    """The exit status for what was left out: 1 where it was our fault, 2 where the input's."""
    faults = [failure.fault for failure in failures]
    return 1 if any(faults) else 2 if faults else 0


def once(paths: Sequence[str]) -> list[str]:
    """The paths in their order, each file once, however it is written ("a.txt", "./a.txt")."""
    places = {path if path == STDIN else os.path.abspath(path): path for path in reversed(paths)}
    return list(places.values())[::-1]


def documents(paths: Sequence[str]) -> list[str]:
    """What the article in each of ``paths`` is called in the tables: the file's name.

    Files that share a name are called by their path, with slashes, below the folder that they
    have in common: ``may/report.txt`` and ``june/report.txt``.
    """
    whole = [Path(os.path.abspath(path)) for path in paths]
    named: dict[str, list[Path]] = defaultdict(list)
    for path in whole:
        named[path.name].append(path)
    return [
        STDIN_NAME if given == STDIN else _apart(path, named[path.name])
        for given, path in zip(paths, whole, strict=True)
    ]


def _apart(path: Path, namesakes: Sequence[Path]) -> str:
    if len(namesakes) == 1:
        return path.name
    try:
        return path.relative_to(os.path.commonpath([p.parent for p in namesakes])).as_posix()
    except ValueError:  # on several drives of Windows
        return path.as_posix()


def read(
    paths: Sequence[str],
    tables: Iterable[str],
    names: Sequence[str] | None = None,
    say: Callable[[str], Any] = lambda line: None,
    corrections: Sequence[str] = (),
) -> Batch:
    """Read the articles of ``paths``; whatever goes wrong with one costs that one alone.

    ``corrections`` are files of decisions for all of them (of none: those found by name beside
    each); with several articles each of their rows must name its own. Raises InputError where
    they do not, or cannot be read.

    ``names`` are what the documents are called (default: `documents`); ``say`` gets a line for
    each article that was read or left out. Raises nothing for an article: see `Batch.failures`.
    """
    batch, tables, seen = Batch(), list(tables), set()
    decided = read_decisions(corrections)
    if len(paths) > 1 and (loose := next((d for d in decided if not d.article), None)):
        raise InputError(
            f"{loose.file}, row {loose.line}, names no article, and several are read: fill in its"
            " column `article`, or keep a file NAME.corrections.csv beside each."
        )

    def left_out(failure: Failure) -> None:
        batch.failures.append(failure)
        say(failure.message)

    for path, name in zip(paths, names or documents(paths), strict=True):
        bad: list[articles.ArticleError] = []
        try:
            found = articles.read_articles(path, name, bad)
            decisions = decided or read_decisions(() if path == STDIN else beside(path))
        except InputError as error:
            found = []
            left_out(Failure(shown(name), str(error)))
        except Exception as error:
            found = []
            left_out(_ours(shown(name), error))
        for error in bad:
            left_out(Failure(name, str(error)))
        for article in found:
            if article.document in seen:  # "a.jsonl#2" may be a line of a file or a file
                message = f"{article.document} is the name of two documents; rename one."
                left_out(Failure(article.document, message))
                continue
            try:
                batch.readings.append(
                    reading.read_one(article, tables, check=False, decisions=decisions).bare()
                )
            except InputError as error:
                left_out(Failure(article.document, str(error)))
                continue
            except Exception as error:
                left_out(_ours(article.document, error))
                continue
            seen.add(article.document)
            foreign = foreign_warning(article.document, article.language)
            for note in (*article.notes, foreign, *batch.readings[-1].notes):
                if note:
                    say(note)
            if len(paths) > 1:
                say(f"read {article.document}")
    return batch


def _ours(document: str, error: Exception) -> Failure:
    if os.environ.get(DEBUG):
        traceback.print_exception(error)
    what = f"{type(error).__name__}: {error}".replace("\n", " ")
    what = what if len(what) <= 300 else f"{what[:300]} …"
    what = what.encode("utf-8", "backslashreplace").decode("utf-8")
    return Failure(
        document,
        f"{document} is left out. This is our fault, not yours: {what}"
        f" (set {DEBUG}=1 to see where).",
        True,
    )
