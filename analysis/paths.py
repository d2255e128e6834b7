"""Where the project's data files lie; the one module that knows."""

from __future__ import annotations

import os
from pathlib import Path

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


def book_article() -> Path:
    """The article the notebooks read: ``$ON_THE_RECORD_ARTICLE``, else the first article."""
    return Path(os.environ.get(ARTICLE_VARIABLE) or FIRST_ARTICLE)
