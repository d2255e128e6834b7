"""Whole readings, for tests of what is made of one: each article is read once, not once a test.

They are kept where the notebooks and the book find them too, by a name that holds a hash of the
article, the code, the models and the libraries (`analysis.outputs.fingerprints.readings_key`): the
workers of one run share them, a change of any of these reads anew. Tests of the reading itself call
`analysis.read`, which keeps nothing.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import pytest

from analysis import paths
from analysis.article.article import article_from_text
from analysis.outputs import fingerprints, kept
from analysis.reading import Reading, read_kept, read_one

#: None: nothing is kept between processes (`tools/mutants.py`, whose faults stand in no file).
FOLDER: Path | None = paths.ROOT / "_build" / "readings"


@cache
def _key() -> str:
    return fingerprints.readings_key()


@pytest.fixture
def kept_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """What moved the tone of a statement is kept beside the readings; a page asks for it often."""
    if FOLDER is not None:
        monkeypatch.setenv(paths.READINGS_VARIABLE, str(FOLDER))
        monkeypatch.setenv(paths.READINGS_KEY_VARIABLE, _key())


@cache
def reading(path: Path) -> Reading:
    """The article in a file, with the corrections beside it, as `analysis.read` reads it."""
    if FOLDER is None:
        from analysis import read

        return read(path)
    return read_kept(path, FOLDER, _key())


@cache
def of_text(text: str, document: str = "article.txt") -> Reading:
    """An invented article."""
    article = article_from_text(text, document=document)
    if FOLDER is None:
        return read_one(article)
    told = "\n".join((_key(), document, text)).encode("utf-8", "surrogatepass")
    file = FOLDER / f"{hashlib.sha256(told).hexdigest()[:32]}.pickle"
    return kept.kept(file, Reading, lambda: read_one(article))
