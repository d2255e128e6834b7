"""Claims and relations are held against the gold as the guide says; the command prints it."""

import argparse
import json

import jsonschema
import pandas as pd
import pytest
from gold_case import reading_like

from analysis import paths
from analysis.article.article import read_article
from analysis.bench import gold as bench
from analysis.errors import InputError
from analysis.gold import statements as g
from analysis.gold.claims import (
    NEGATION,
    OURS,
    SAME_TOPIC,
    baseline,
    compare_claims,
    load_unseen,
    unseen_files,
)

FIRST = paths.FIRST_ARTICLE.name


@pytest.fixture
def first():
    return g.load_gold(FIRST)


def with_claims(gold, change=lambda row: row, relations=None):
    """A reading whose claims are the gold's own, but for ``change``, with ``relations``."""
    reading = reading_like(gold)
    claims = [change({**c, "claim_id": c["id"]}) for c in gold.claims]
    reading.tables["claims"] = pd.DataFrame(claims)
    rows = list(gold.relations) if relations is None else relations
    reading.tables["relations"] = pd.DataFrame(rows, columns=["claim_a", "claim_b", "relation"])
    return reading


def score(result, system):
    return result.scores.set_index("system").loc[system]


def test_the_golds_own_claims_and_relations_are_perfect(first):
    result = compare_claims(first, with_claims(first))
    assert set(result.fields["share"]) == {1.0}
    assert tuple(score(result, OURS)[["precision", "recall"]]) == (1.0, 1.0)
    assert set(result.relations["status"]) == {"right", "accepted"}


def test_a_wrong_type_is_named_and_an_accepted_one_is_right(first):
    def change(row):
        if row["id"] == "c2":
            return {**row, "type": "demand"}
        if row["id"] == "c1":  # a commitment as well as an assertion
            return {**row, "type": "commitment"}
        return row

    claims = compare_claims(first, with_claims(first, change)).claims.set_index("gold_id")
    assert claims.loc["c2", "wrong"] == "type"
    assert claims.loc["c1", "wrong"] == ""


def test_relations_are_right_wrong_missed_or_none(first):
    sure = [r for r in first.relations if r["sure"]]
    turned = {"agrees": "disputes", "disputes": "agrees"}
    given = [
        sure[0],
        {**sure[1], "relation": turned[sure[1]["relation"]]},
        {"claim_a": "c2", "claim_b": "c35", "relation": "disputes"},
        {"claim_a": sure[0]["claim_b"], "claim_b": sure[0]["claim_a"], "relation": "disputes"},
    ]
    result = compare_claims(first, with_claims(first, relations=given))
    count = result.relations["status"].value_counts()
    assert (count["right"], count["wrong sign"], count["not related"]) == (1, 1, 1)
    assert count["missed"] == len(sure) - 2
    line = score(result, OURS)
    assert line["precision"] == pytest.approx(1 / 3)
    assert line["recall"] == pytest.approx(1 / len(sure))


def test_a_relation_between_claims_the_gold_lacks_is_not_judged(first):
    given = [{"claim_a": "c1", "claim_b": "c99", "relation": "agrees"}]
    assert score(compare_claims(first, with_claims(first, relations=given)), OURS)["reported"] == 0


def test_the_baselines_relate_what_shares_a_topic(first):
    claims = [
        {"claim_id": "a", "topic": "t", "polarity": "positive"},
        {"claim_id": "b", "topic": "t", "polarity": "negative"},
        {"claim_id": "c", "topic": "", "polarity": "negative"},
    ]
    assert [r["relation"] for r in baseline(claims, negation=False)] == ["agrees"]
    assert [r["relation"] for r in baseline(claims, negation=True)] == ["disputes"]
    result = compare_claims(first, with_claims(first))
    assert score(result, SAME_TOPIC)["precision"] < 0.6
    assert score(result, NEGATION)["recall"] > score(result, SAME_TOPIC)["recall"]


def test_the_command_prints_and_writes_the_same_counts(first, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(bench, "read", lambda path: with_claims(first))
    parser = argparse.ArgumentParser()
    bench.add_arguments(parser)
    out = tmp_path / "scores.json"
    assert bench.run(parser.parse_args([FIRST, "--json", "--write", str(out)])) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == json.loads(out.read_text(encoding="utf-8"))
    assert printed[FIRST]["statements"][0]["recall"] == 1.0
    assert bench.run(parser.parse_args([FIRST, "--rows"])) == 0
    assert "28 of  28 statements" in capsys.readouterr().out


def test_a_document_without_gold_is_one_clear_sentence():
    parser = argparse.ArgumentParser()
    bench.add_arguments(parser)
    with pytest.raises(InputError, match="no gold"):
        bench.run(parser.parse_args(["unknown.txt"]))


def test_the_unseen_articles_are_coded_on_their_texts_and_fit_the_schema():
    schema = json.loads((paths.GOLD / "unseen" / "schema.json").read_text(encoding="utf-8"))
    assert len(unseen_files()) >= 2
    for path in unseen_files():
        jsonschema.Draft202012Validator(schema).validate(json.loads(path.read_text("utf-8")))
        gold = load_unseen(path.stem)
        article = read_article(paths.ARTICLES / "unseen" / gold.document)
        assert article.sha256 == gold.sha256
        for claim in gold.claims:
            assert article.text[claim["start"] : claim["end"]] == claim["text"], claim["id"]
        ids = {c["id"] for c in gold.claims}
        assert {r[end] for r in gold.relations for end in ("claim_a", "claim_b")} <= ids
    assert load_unseen("no-such-article") is None


def test_the_commonest_value_of_each_field_is_a_baseline(first):
    fields = compare_claims(first, with_claims(first)).fields.set_index("field")
    assert 0 < fields.loc["type", "baseline"] < fields.loc["type", "of"]
