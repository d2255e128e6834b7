"""Where the project's data files lie; the one module that knows."""

from __future__ import annotations

import os
from pathlib import Path

from analysis.errors import InputError

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent
DATA = ROOT / "data"
ARTICLES = DATA / "articles"
AUTHORITY = DATA / "authority"
GOLD = DATA / "gold"
BENCHMARKS = DATA / "benchmarks"
MODELS = PACKAGE / "models"
FIRST_ARTICLE = ARTICLES / "russia-troop-pullback-2022-02-15.txt"

#: Names the article the book is about, where it is not the first one.
ARTICLE_VARIABLE = "ON_THE_RECORD_ARTICLE"
#: Names the articles that a page lays beside each other, a line each; unset, the invented ones.
EVENT_VARIABLE = "ON_THE_RECORD_EVENT"
#: Names files of corrections for that article, a line each; unset, those found by name.
CORRECTIONS_VARIABLE = "ON_THE_RECORD_CORRECTIONS"
#: Names a folder where whole readings are kept from one process to the next; unset, none are.
READINGS_VARIABLE = "ON_THE_RECORD_READINGS"
#: What the tables of any article depend on (`analysis.outputs.fingerprints.readings_key`), where
#: the process that started this one has told it already; unset, it is computed.
READINGS_KEY_VARIABLE = "ON_THE_RECORD_READINGS_KEY"


def book_article() -> Path:
    """The article the notebooks read: ``$ON_THE_RECORD_ARTICLE``, else the first article."""
    return Path(os.environ.get(ARTICLE_VARIABLE) or FIRST_ARTICLE)


def event_articles() -> tuple[Path, ...]:
    """The articles on one event that are compared: ``$ON_THE_RECORD_EVENT``, else the invented
    ones in ``data/articles/event``."""
    named = os.environ.get(EVENT_VARIABLE, "").split("\n")
    found = tuple(Path(name) for name in named if name)
    return found or tuple(sorted((ARTICLES / "event").glob("*.txt")))


def corpus_articles() -> tuple[Path, ...]:
    """The small corpus that comes with the book: the Wikinews articles and the invented ones."""
    return tuple(sorted([*ARTICLES.rglob("wikinews-*.txt"), *(ARTICLES / "event").glob("*.txt")]))


def need_clone(path: Path, purpose: str) -> None:
    """Raises InputError where ``path`` is not there because only the package is installed.

    ``purpose`` begins the sentence ("`bench gold` compares with hand-coded articles").
    """
    if not path.exists():
        raise InputError(
            f"{purpose}, which the installed package does not carry;"
            " run this in a clone of the repository."
        )
