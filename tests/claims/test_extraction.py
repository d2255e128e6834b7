"""The tables claims and relations as a whole."""

from __future__ import annotations

import claimed
import pytest

from analysis import tables
from analysis.article.article import article_from_text
from analysis.claims import extraction
from analysis.words.spacy_models import parse


@pytest.mark.parametrize(
    "name",
    [
        "russia-troop-pullback-2022-02-15",
        "wikinews-asylum-seekers-2015-05-18",
        "wikinews-asylum-questionnaire-2023-02-23",
        "wikinews-scientology-ship-2011-12-02",
    ],
)
def test_both_tables_obey_their_schemas(name):
    """Every value is one the design allows, ids are unique, relations name claims that exist."""
    case = claimed.gold(name)
    rows = tables.frame("claims", case.claims)
    pairs = tables.frame("relations", case.relations)
    assert rows["claim_id"].is_unique
    assert set(pairs["claim_a"]) | set(pairs["claim_b"]) <= set(rows["claim_id"])
    assert set(rows["statement_id"]) - {""} <= set(case.statements["statement_id"])
    assert (rows["start"] < rows["end"]).all()
    assert not pairs.duplicated(["claim_a", "claim_b"]).any()


def test_a_claim_belongs_to_its_statements_speaker():
    """actor_id is the statement's; the article's own claims have none."""
    case = claimed.first()
    speaker = case.statements.set_index("statement_id")["actor_id"]
    for row in case.claims.itertuples():
        assert row.actor_id == (speaker[row.statement_id] if row.statement_id else "")


def test_a_negative_claim_that_disputes_another_is_a_denial():
    """ "did not equate" denies what Russia announced."""
    assert claimed.first().claim("did not equate")["type"] == "denial"


@pytest.mark.parametrize(
    "text",
    [
        "Title\n.",
        "Title\n!?! 12",
        "Title\n\u201cUnclosed quotation he said",
        "Title\nÉtat d’urgence à Paris — on l’a dit.",
        "Title\n" + "He said no. " * 40,
    ],
)
def test_odd_texts_do_not_break_it(text):
    """Whatever an article holds, two tables come back."""
    try:
        article = article_from_text(text)
    except Exception:  # no article at all: nothing to claim
        return
    statements = claimed.small("No comment.").statements
    found, met = extraction.find(article, parse(article, full=True), statements, None)
    tables.frame("claims", found)
    tables.frame("relations", met)
    for row in found.itertuples():
        assert article.text[row.start : row.end] == row.text
