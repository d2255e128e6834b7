"""read(): every stage in a row, from a file to a Reading."""

from __future__ import annotations

import hashlib
import html
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis import paths
from analysis import tables as schema
from analysis.actors.resolution import Cast
from analysis.article.article import Article, read_article
from analysis.corrections import Decision, correct, given, read_decisions
from analysis.order.restoration import Order
from analysis.words.spacy_models import Parse, parse

if TYPE_CHECKING:
    from analysis.tone.measurement import Moved

#: What each stage needs to have run; the tables it fills bear its name or stand beside it.
_NEEDS: Mapping[str, frozenset[str]] = {
    "articles": frozenset({"order"}),
    "repairs": frozenset(),
    "paragraphs": frozenset({"order"}),
    "actors": frozenset({"statements"}),
    "mentions": frozenset({"statements"}),
    "statements": frozenset({"statements"}),
    "claims": frozenset({"statements", "claims"}),
    "relations": frozenset({"statements", "claims"}),
    "matters": frozenset({"statements", "claims"}),
    "sentiment": frozenset({"statements", "sentiment"}),
    "corrections": frozenset(),  # what the corrections that there are need
}


@dataclass(frozen=True)
class Reading:
    """An article and what was read in it: one DataFrame a table of `analysis.tables`.

    ``order`` and ``cast`` carry the evidence behind the tables, where their stages ran; ``notes``
    say which corrections no longer fit, a sentence each.
    """

    article: Article
    tables: Mapping[str, pd.DataFrame]
    order: Order | None = None
    cast: Cast | None = None
    notes: tuple[str, ...] = ()

    def __getitem__(self, table: str) -> pd.DataFrame:
        """The table of that name. Raises KeyError, with the names there are, for any other."""
        try:
            return self.tables[table]
        except KeyError:
            raise KeyError(
                f"there is no table {table!r} here; there are {', '.join(self.tables)}"
            ) from None

    def __repr__(self) -> str:
        rows = ", ".join(f"{len(table)} {name}" for name, table in self.tables.items())
        return f"<Reading of {self.article.document}: {rows}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: the title, and each table with its number of rows."""
        title = self.article.title
        words = self.article.text[title.start : title.end] if title else ""
        rows = "".join(
            f'<tr><th scope="row">'
            f"{html.escape(name)}</th><td>{len(table)} rows</td>"
            f"<td>{html.escape(', '.join(table.columns))}</td></tr>"
            for name, table in self.tables.items()
        )
        return (
            f"<p><strong>{html.escape(words or self.article.document)}</strong><br>"
            f"<small>{html.escape(self.article.document)}</small></p><table>{rows}</table>"
        )

    def tone_words(self, statement_ids: Iterable[str]) -> dict[str, tuple[Moved, ...]]:
        """The words that moved the tone of each named statement, in the text's order.

        Beyond the tables, for pages that show why: each word is left out in turn, which costs a
        fifth of a second a statement. Empty for a `bare` reading. Raises KeyError for a statement
        that the reading does not have.
        """
        rows = {row["statement_id"]: row for row in self["statements"].to_dict("records")}
        asked = [(name, rows[name]) for name in statement_ids]
        if self.cast is None or not asked:
            return {name: () for name, _ in asked}
        folder = os.environ.get(paths.READINGS_VARIABLE)
        if not folder:
            return self._tone_words(asked)
        from analysis.outputs import fingerprints, kept

        key = os.environ.get(paths.READINGS_KEY_VARIABLE) or fingerprints.readings_key()
        told = "\n".join((key, self.article.sha256, self.article.text, *(str(a) for a in asked)))
        name = f"words-{hashlib.sha256(told.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"
        made = Path(folder, f"{name}.pickle")
        return kept.kept(made, dict, lambda: self._tone_words(asked))

    def _tone_words(self, asked: Sequence[tuple[str, dict]]) -> dict[str, tuple[Moved, ...]]:
        from analysis.tone.measurement import why

        parses = parse(self.article)
        return {name: why(self.article, row, self.cast, parses) for name, row in asked}

    def bare(self) -> Reading:
        """The tables without the parsed text behind them: thousands fit in memory."""
        return Reading(self.article, self.tables, notes=self.notes)


def read(
    path: str | Path,
    tables: Iterable[str] | None = None,
    corrections: Iterable[str | Path] | None = None,
) -> Reading:
    """Read the article in the file at ``path``.

    ``corrections`` are files of what a person decided about it (`analysis.corrections`); None:
    those found by name beside it, such as ``NAME.corrections.csv``; empty: none.

    ``tables`` names the tables wanted (default: all); only their stages run. Raises
    `ArticleError` with one clear sentence where the file is no article, and KeyError for a
    table that does not exist. Where ``$ON_THE_RECORD_READINGS`` names a folder, a whole reading
    is kept there by the content of article, code and models, so that the notebooks of a book
    share one; without it nothing is kept.
    """
    folder = os.environ.get(paths.READINGS_VARIABLE)
    files = given(path) if corrections is None else tuple(Path(file) for file in corrections)
    if folder and tables is None:
        key = os.environ.get(paths.READINGS_KEY_VARIABLE)
        return read_kept(Path(path), Path(folder), key, files)
    return read_one(read_article(path), tables, decisions=read_decisions(files))


def read_kept(
    path: Path, folder: Path, key: str | None = None, corrections: Sequence[Path] | None = None
) -> Reading:
    """The whole reading of the article at ``path``, from ``folder`` where it was made before.

    ``corrections`` as for `read`.

    ``key`` is `analysis.outputs.fingerprints.readings_key` where that is known already: it hashes
    every model. Raises `ArticleError` as `read` does.
    """
    from analysis.outputs import fingerprints, kept

    article = read_article(path)  # one that is none is told so before anything is hashed
    files = given(path) if corrections is None else corrections
    decisions = read_decisions(files)  # a bad file of them, too
    file = kept.reading_file(path, folder, key or fingerprints.readings_key(), files)
    return kept.kept(file, Reading, lambda: read_one(article, decisions=decisions))


def read_one(
    article: Article,
    tables: Iterable[str] | None = None,
    check: bool = True,
    decisions: Sequence[Decision] = (),
) -> Reading:
    """As `read`, for an article already in memory and decisions already read.

    Leave out ``check`` only where `join` will check the rows of many articles at once.
    """
    wanted = list(schema.TABLES) if tables is None else list(tables)
    stages: frozenset[str] = frozenset().union(*(_NEEDS[name] for name in wanted))
    decided = correct(article, decisions)
    if "corrections" in wanted:
        stages |= decided.stages()
    rows: dict[str, object] = {"repairs": _repairs(article)}
    order = cast = None
    if stages:
        from analysis.order import restore

        parses = parse(article, full="claims" in stages)
        order = decided.order(restore(article))
        rows["articles"] = [_article(article, parses, order)]
        rows["paragraphs"] = decided.paragraphs(_paragraphs(article, order))
    if "statements" in stages:
        from analysis import actors, attribution, statements

        attributions = attribution.find(article)
        cast = actors.resolve(article, parses, order, attributions)
        attributions, cast = actors.with_turns(article, attributions, cast)
        attributions, cast = decided.cast(attributions, cast)
        built = statements.build(article, parses, attributions, cast)
        said = schema.frame("statements", decided.statements(built), check)
        rows["statements"] = said
        rows["actors"] = decided.actors(actors.rows(article, cast, said))
        rows["mentions"] = _mentions(article, cast)
    if "claims" in stages:
        from analysis import claims

        rows["claims"], rows["relations"] = claims.find(article, parses, said, cast, decided.pairs)
        rows["matters"] = claims.matters_of(article.document, rows["claims"], rows["relations"])
    if "sentiment" in stages:
        from analysis import tone

        measured = tone.measure(article, said, cast, parses)
        rows["sentiment"] = decided.tone(measured, said)
    rows["corrections"] = decided.rows()
    made = {
        name: said if name == "statements" else schema.frame(name, rows[name], check)
        for name in schema.TABLES
        if name in wanted
    }
    return Reading(article, made, order, cast, tuple(decided.messages()))


def join(readings: Sequence[Reading], tables: Iterable[str]) -> dict[str, pd.DataFrame]:
    """The tables of several readings, one below the other, checked as a whole."""
    return {
        name: schema.frame(
            name,
            pd.concat([r.tables[name] for r in readings], ignore_index=True) if readings else [],
        )
        for name in tables
    }


def _article(article: Article, parses: Sequence[Parse], order: Order) -> dict[str, object]:
    title = article.title
    return {
        "document": article.document,
        "title": article.text[title.start : title.end] if title else "",
        "published": article.published.isoformat() if article.published else "",
        "url": article.url,
        "publisher": article.publisher,
        "author": article.author,
        "place": article.place,
        "updated": article.updated.isoformat() if article.updated else "",
        "form": article.form,
        "language": article.language,
        "sha256": article.sha256,
        "paragraphs": len(article.paragraphs),
        "sentences": sum(len(p.sentences) for p in parses if p.paragraph.number),
        "words": article.words,
        "repairs": len(article.repairs),
        "shuffled": order.shuffled,
        "shuffled_probability": round(order.probability, 4),
        "view": order.view,
    }


def _repairs(article: Article) -> list[dict[str, object]]:
    return [{"document": article.document, **vars(repair)} for repair in article.repairs]


def _paragraphs(article: Article, order: Order) -> list[dict[str, object]]:
    return [
        {
            "document": article.document,
            "paragraph": p.number,
            "kind": p.kind,
            "line": p.line,
            "start": p.start,
            "end": p.end,
            "text": article.text[p.start : p.end],
            "reading_position": order.positions[p.number].position,
            "order_confidence": round(order.positions[p.number].confidence, 4),
            "block": order.positions[p.number].block,
        }
        for p in article.paragraphs
    ]


def _mentions(article: Article, cast: Cast) -> list[dict[str, object]]:
    return [
        {
            "document": article.document,
            "actor_id": m.actor_id,
            "start": m.start,
            "end": m.end,
            "text": m.text,
            "how": m.how,
        }
        for m in cast.mentions
    ]
