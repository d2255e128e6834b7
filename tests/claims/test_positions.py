"""Matters: claims that meet, joined, and where each voice stands."""

from __future__ import annotations

import pandas as pd

from analysis.claims import positions

CLAIMS = pd.DataFrame(
    [
        ("c1", "s1", "a1", "the closure"),
        ("c2", "s2", "a2", "the closure"),
        ("c3", "s3", "a1", "the closure"),
        ("c4", "", "", "the weather"),
        ("c5", "s4", "a3", "the closure"),
    ],
    columns=["claim_id", "statement_id", "actor_id", "topic"],
)


def met(*rows: tuple) -> pd.DataFrame:
    """Relations from claim, claim, relation, manner and confidence."""
    columns = ["claim_a", "claim_b", "relation", "manner", "confidence"]
    return pd.DataFrame(rows, columns=columns)


def stands(matters):
    """Who takes which position in the only matter."""
    (matter,) = matters
    return {row["actor_id"]: row["position"] for row in matter["positions"]}


def test_a_restatement_adds_a_claim_and_no_position():
    """One voice that says a thing twice takes one position, with both places; who denies it
    takes the other."""
    relations = met(("c1", "c2", "disputes", "denies", 0.9), ("c1", "c3", "agrees", "repeats", 0.8))
    (matter,) = positions.rows("t.txt", CLAIMS, relations)
    assert matter["label"] == "the closure"
    assert matter["claims"] == ["c1", "c2", "c3"]
    assert matter["positions"] == [
        {"actor_id": "a1", "position": "asserts", "claims": ["c1", "c3"]},
        {"actor_id": "a2", "position": "denies", "claims": ["c2"]},
    ]


def test_who_agrees_with_one_who_doubts_doubts_too():
    """A stand is handed on by agreement, from the surest pair outward."""
    relations = met(
        ("c1", "c2", "disputes", "doubts", 0.9),
        ("c1", "c3", "agrees", "repeats", 0.9),
        ("c2", "c5", "agrees", "supports", 0.6),
    )
    assert stands(positions.rows("t.txt", CLAIMS, relations)) == {
        "a1": "asserts",
        "a2": "doubts",
        "a3": "doubts",
    }


def test_possible_pairs_and_other_topics_join_nothing():
    """Below 0.5 a pair is only possible, and two topics stay two."""
    relations = met(
        ("c1", "c2", "disputes", "denies", 0.4), ("c1", "c4", "agrees", "supports", 0.9)
    )
    assert positions.rows("t.txt", CLAIMS, relations) == []


def test_who_disputes_one_who_denies_asserts():
    """Of three in a row the last stands where the first does; who rejects only rejects."""
    relations = met(
        ("c1", "c2", "disputes", "rejects", 0.9),
        ("c2", "c5", "disputes", "denies", 0.8),
        ("c1", "c3", "agrees", "repeats", 0.9),
    )
    assert stands(positions.rows("t.txt", CLAIMS, relations)) == {
        "a1": "asserts",
        "a2": "rejects",
        "a3": "asserts",
    }


def test_another_figure_denies_and_the_articles_own_voice_has_no_name():
    """Who gives another number denies the first; a claim without a statement is the article's."""
    claims = CLAIMS.assign(topic="the closure")
    relations = met(("c4", "c1", "disputes", "other figure", 0.9))
    found = positions.rows("t.txt", claims, relations)
    assert stands(found) == {"a1": "asserts", "": "denies"}
    assert found[0]["claims"] == ["c1", "c4"]
