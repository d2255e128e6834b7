"""A reading made of gold rows, for tests of what compares the two."""

from types import SimpleNamespace

import pandas as pd

from analysis import paths
from analysis.article.article import read_article


def reading_like(gold, change=lambda row: row, drop=(), add=()):
    """A reading whose statements are the gold's own, as `read` would give them, but for
    ``change``, the ids in ``drop`` and the rows in ``add``."""
    article = read_article(paths.ARTICLES / gold.document)
    rows = [change({**s, "statement_id": "s" + s["id"][1:]}) for s in gold.statements]
    rows = [r for r in rows if r["id"] not in drop] + list(add)
    actors = [{**a, "actor_id": f"a{n}"} for n, a in enumerate(gold.actors, 1)]
    tone = [
        {"statement_id": r["statement_id"], "target": "", "method": "all neutral",
         "score": 0.0, "label": "neutral"}
        for r in rows
    ]  # fmt: skip
    places = [{"paragraph": p.number, "reading_position": p.number} for p in article.paragraphs]
    tables = {
        "statements": pd.DataFrame(rows),
        "actors": pd.DataFrame(actors),
        "sentiment": pd.DataFrame(tone),
        "paragraphs": pd.DataFrame(places),
    }
    return SimpleNamespace(article=article, tables=tables)
