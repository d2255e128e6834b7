"""The first article with its hand-coded statements and the names in it, for tests of tone."""

import json
import re
from functools import lru_cache
from types import SimpleNamespace

import pandas as pd

from analysis import paths
from analysis.article.article import read_article
from analysis.words.spacy_models import parse

#: name, side, and how the article writes of the actor
ACTORS = (
    (
        "Russia",
        "Russia",
        r"Russian?(?:'s)?\b(?! (?:Foreign|President|defense|officials))|Moscow|the Kremlin",
    ),
    ("Ukraine", "Ukraine", r"Ukraine|Ukrainian"),
    ("United States", "United States", r"the US\b|Washington"),
    ("NATO", "NATO", r"NATO(?! Secretary)|[Tt]he alliance"),
    ("the West", "", r"the West\b|Western"),
    ("Belarus", "Belarus", r"Belarus"),
    ("Georgia", "Georgia", r"Georgia"),
    ("Joe Biden", "United States", r"Biden"),
    ("Vladimir Putin", "Russia", r"Putin"),
    ("Dmytro Kuleba", "Ukraine", r"Kuleba"),
    ("Jens Stoltenberg", "NATO", r"Stoltenberg"),
    ("Maria Zakharova", "Russia", r"Zakharova"),
    ("Antony Blinken", "United States", r"Blinken"),
    ("Dmitry Peskov", "Russia", r"Peskov"),
    ("Igor Konashenkov", "Russia", r"Konashenkov"),
    ("Sergey Lavrov", "Russia", r"Lavrov"),
    ("Russian Ministry of Defence", "Russia", r"[Tt]he (?:Russian )?defense ministry"),
)


@lru_cache(maxsize=4)
def case(name="russia-troop-pullback-2022-02-15"):
    """article, parses, gold statements as the table ``statements`` (with tone), cast, actors."""
    article = read_article(paths.ARTICLES / f"{name}.txt")
    gold = json.loads((paths.GOLD / f"{name}.json").read_text("utf-8"))
    ids = {actor[0]: f"a{i}" for i, actor in enumerate(ACTORS, 1)}
    rows = [
        {
            **s,
            "document": article.document,
            "statement_id": s["id"],
            "actor_id": "; ".join(ids.get(n, "") for n in s["speaker"].split("; ")),
        }
        for s in gold["statements"]
    ]
    actors = [SimpleNamespace(actor_id=ids[n], name=n, side=side) for n, side, _ in ACTORS]
    mentions = [
        SimpleNamespace(start=m.start(), end=m.end(), text=m.group(), how="name", actor_id=ids[n])
        for n, _, pattern in ACTORS
        for m in re.finditer(pattern, article.text)
    ]
    cast = SimpleNamespace(actors=actors, mentions=mentions)
    table = pd.DataFrame([vars(actor) for actor in actors])
    return SimpleNamespace(
        article=article,
        parses=parse(article),
        statements=pd.DataFrame(rows),
        cast=cast,
        actors=table,
    )
