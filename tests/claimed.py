"""Claims from hand-written statements, so that they are tested without the trained tagger."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

import pandas as pd

from analysis import paths
from analysis.article.article import Article, article_from_text, read_article
from analysis.claims import extraction
from analysis.words.spacy_models import Parse, parse

#: The sides of the speakers of the first article.
SIDES = {
    "Vladimir Putin": "Russia",
    "Russia": "Russia",
    "Sergey Lavrov": "Russia",
    "Maria Zakharova": "Russia",
    "Dmitry Peskov": "Russia",
    "Igor Konashenkov": "Russia",
    "Russian Ministry of Defence": "Russia",
    "Government of Russia": "Russia",
    "Russian officials": "Russia",
    "Joe Biden": "United States",
    "Antony Blinken": "United States",
    "United States": "United States",
    "United Kingdom": "United Kingdom",
    "Dmytro Kuleba": "Ukraine",
    "Ukraine": "Ukraine",
    "Jens Stoltenberg": "NATO",
    "NATO": "NATO",
}


@dataclass(frozen=True)
class Person:
    """As much of an actor as claims need."""

    actor_id: str
    name: str
    side: str


@dataclass(frozen=True)
class People:
    """As much of a cast as claims need."""

    actors: tuple[Person, ...]
    mentions: tuple = ()


@dataclass(frozen=True)
class Case:
    """An article with its statements, the claims found in them and their relations."""

    article: Article
    parses: tuple[Parse, ...]
    statements: pd.DataFrame
    actors: pd.DataFrame
    claims: pd.DataFrame
    relations: pd.DataFrame

    def claim(self, words: str) -> pd.Series:
        """The one claim that holds ``words``."""
        found = self.claims[self.claims["text"].str.contains(words, regex=False)]
        assert len(found) == 1, list(self.claims["text"])
        return found.iloc[0]

    @property
    def shown(self) -> pd.DataFrame:
        """The relations that are sure enough to be shown."""
        return self.relations[self.relations["confidence"] >= 0.5]

    def relation(self, one: str, other: str) -> str:
        """``agrees``, ``disputes`` or nothing, shown between the claims that hold these words."""
        pair = {self.claim(one)["claim_id"], self.claim(other)["claim_id"]}
        for row in self.shown.itertuples():
            if {row.claim_a, row.claim_b} == pair:
                return row.relation
        return ""


def _row(article: Article, number: int, row: dict) -> dict:
    return {
        "document": article.document,
        "statement_id": f"s{number}",
        "actor_id": row["speaker"],
        "content_text": article.cut([tuple(s) for s in row["content"]]),
        "source_text": article.cut([tuple(s) for s in row["source"]]),
        **{key: row[key] for key in ("content", "source", "cue", "speaker", "said_on")},
    }


def _case(article: Article, rows: list[dict]) -> Case:
    parses = parse(article, full=True)
    statements = pd.DataFrame(
        [_row(article, number, row) for number, row in enumerate(rows, 1)],
        columns=(
            "document statement_id actor_id content_text source_text content source cue speaker"
            " said_on"
        ).split(),
    )
    names = dict.fromkeys(n for row in rows for n in row["speaker"].split("; ") if n)
    people = People(tuple(Person(n, n, SIDES.get(n, "")) for n in names))
    found, met = extraction.find(article, parses, statements, people)
    actors = pd.DataFrame([vars(p) for p in people.actors], columns=["actor_id", "name", "side"])
    return Case(article, parses, statements, actors, found, met)


@cache
def gold(name: str) -> Case:
    """A hand-coded article of ``data/gold``, read with the coder's statements."""
    article = read_article(paths.ARTICLES / f"{name}.txt")
    coded = json.loads((paths.GOLD / f"{name}.json").read_text(encoding="utf-8"))
    return _case(article, coded["statements"])


def first() -> Case:
    """The first article."""
    return gold(paths.FIRST_ARTICLE.stem)


def small(text: str, *said: tuple[str, str, str]) -> Case:
    """A small article; each of ``said`` is (source, cue, content), found in that order of the
    text's places; a source names its speaker."""
    article = article_from_text(f"A title\n20220215\n{text}")
    body = article.paragraphs[0].start

    def place(words: str) -> list[list[int]]:
        at = article.text.index(words, body)
        return [[at, at + len(words)]]

    rows = [
        {
            "content": place(content),
            "source": place(source),
            "cue": place(cue),
            "speaker": source,
            "said_on": "",
        }
        for source, cue, content in said
    ]
    return _case(article, rows)


def said(cue: str, content: str, source: str = "The minister") -> pd.Series:
    """The first claim of a sentence "source cue content."."""
    return small(f"{source} {cue} {content}.", (source, cue, content)).claims.iloc[0]
