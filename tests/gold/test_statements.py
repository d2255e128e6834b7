"""The hand-coded gold is exact, and the comparison with it counts as it says."""

import hashlib
import json
from types import SimpleNamespace

import jsonschema
import pytest
from gold_case import reading_like

from analysis import paths
from analysis.article.article import read_article
from analysis.gold import statements as g

FILES = g.gold_files()
FIRST = paths.FIRST_ARTICLE.name


def stored(path):
    return json.loads(path.read_text(encoding="utf-8"))


def text_of(gold):
    return read_article(paths.ARTICLES / gold["document"]).text


@pytest.fixture(scope="module")
def first():
    return g.load_gold(FIRST)


def test_there_is_gold_for_the_first_article_and_for_three_others():
    assert FIRST.replace(".txt", ".json") in {p.name for p in FILES}
    assert len(FILES) >= 3


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_gold_file_fits_its_schema(path):
    schema = stored(paths.GOLD / "schema.json")
    jsonschema.Draft202012Validator(schema).validate(stored(path))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_gold_was_coded_on_the_text_in_the_repository(path):
    gold = stored(path)
    raw = (paths.ARTICLES / gold["document"]).read_bytes()
    assert hashlib.sha256(raw).hexdigest() == gold["sha256"]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_span_of_the_gold_is_exact(path):
    gold = stored(path)
    text = text_of(gold)
    for row in gold["statements"]:
        for role in ("content", "source", "cue"):
            assert " … ".join(text[a:b] for a, b in row[role]) == row[f"{role}_text"], row["id"]
            assert row[role] == sorted(row[role])
    for claim in gold["claims"]:
        assert text[claim["start"] : claim["end"]] == claim["text"]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_gold_spans_keep_to_their_paragraphs_and_to_whole_words(path):
    gold = stored(path)
    article = read_article(paths.ARTICLES / gold["document"])
    for row in gold["statements"]:
        assert article.paragraph_at(row["content"][0][0]).number == row["paragraph"]
        for a, b in row["content"] + row["source"] + row["cue"]:
            assert article.paragraph_at(a) == article.paragraph_at(b - 1)
            assert not (article.text[a - 1 : a].isalnum() and article.text[a].isalnum())
            assert not (article.text[b - 1].isalnum() and article.text[b : b + 1].isalnum())


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_gold_refers_only_to_what_it_holds(path):
    gold = stored(path)
    article = read_article(paths.ARTICLES / gold["document"])
    statements = [s["id"] for s in gold["statements"]]
    claims = [c["id"] for c in gold["claims"]]
    assert len(set(statements)) == len(statements)
    assert len(set(claims)) == len(claims)
    assert {c["statement"] for c in gold["claims"]} <= {*statements, ""}
    pairs = [tuple(sorted((r["claim_a"], r["claim_b"]))) for r in gold["relations"]]
    assert len(set(pairs)) == len(pairs)
    assert {c for pair in pairs for c in pair} <= set(claims)
    numbers = {p.number for p in article.paragraphs}
    assert {n for o in gold["order"] for n in (o["before"], o["after"])} <= numbers


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_named_speaker_of_the_gold_is_one_of_its_actors_or_described(path):
    gold = stored(path)
    known = {a["name"] for a in gold["actors"]}
    people = {a["name"] for a in gold["actors"] if a["kind"] == "person"}
    assert people
    text = text_of(gold)
    for row in gold["statements"]:
        for name in filter(None, row["speaker"].split("; ")):
            assert name in known or name.split()[-1].casefold() in text.casefold(), name


def test_the_gold_against_itself_is_perfect(first):
    result = g.compare(first, reading_like(first))
    assert set(result.scores["f1"]) == {1.0}
    assert set(result.fields["share"]) == {1.0}
    assert set(result.statements["status"]) == {"found", "doubtful"}
    assert list(result.actor_scores.loc[result.actor_scores["kind"] == "person", "found"]) == [10]


def test_a_missed_and_an_extra_row_are_counted_and_explained(first):
    extra = {**first.statements[1], "id": "x", "statement_id": "s99", "content": [[80, 83]]}
    result = g.compare(first, reading_like(first, drop={"g4"}, add=[extra]))
    by_status = result.statements.groupby("status").size()
    assert (by_status["missed"], by_status["extra"]) == (1, 1)
    assert list(result.statements.query("status == 'missed'")["reason"]) == ["not noticed"]
    scores = result.scores.set_index("kind")
    firm = sum(not s["doubtful"] for s in first.statements)
    assert scores.loc["all", "recall"] == pytest.approx((firm - 1) / firm)
    assert scores.loc["all", "precision"] == pytest.approx((firm - 1) / firm)
    assert scores.loc["direct", "recall"] < 1 == scores.loc["mixed", "recall"]


def test_two_rows_for_one_interrupted_quotation_are_one_found_and_one_explained(first):
    def halve(row):
        return {**row, "content": row["content"][:1]} if row["id"] == "g15" else row

    second = {**first.statements[15], "statement_id": "s99"}
    second["content"] = second["content"][1:]
    result = g.compare(first, reading_like(first, halve, add=[second]))
    row = result.statements.query("gold_id == 'g15'").iloc[0]
    assert row["status"] == "found"
    extra = result.statements.query("status == 'extra'").iloc[0]
    assert extra["reason"] == "inside another statement's content"


def test_a_wrong_field_is_named_and_an_accepted_value_is_right(first):
    def change(row):
        if row["id"] == "g10":
            return {**row, "speaker": "Dmitry Peskov"}
        if row["id"] == "g6":  # either reading of the date is accepted there
            return {**row, "said_on": ""}
        return row

    result = g.compare(first, reading_like(first, change))
    rows = result.statements.set_index("gold_id")
    assert rows.loc["g10", "wrong"] == "speaker"
    assert rows.loc["g6", "wrong"] == ""
    fields = result.fields.set_index("field")
    assert fields.loc["speaker", "of"] - fields.loc["speaker", "right"] == 1
    assert fields.loc["said_on", "share"] == 1


def test_finding_a_doubtful_row_or_leaving_it_counts_neither_way(first):
    with_them = g.compare(first, reading_like(first))
    without = g.compare(first, reading_like(first, drop={"g19", "g24"}))
    assert with_them.scores.equals(without.scores)


def test_tone_is_counted_apart_where_the_coder_was_sure(first):
    tone = g.compare(first, reading_like(first)).tone.iloc[0]
    neutral = sum(s["tone"] == "neutral" for s in first.statements if not s["doubtful"])
    assert tone["right"] >= neutral
    assert tone["of_sure"] < tone["of"]


def test_the_stored_order_of_the_first_article_breaks_what_a_reader_insists_on(first):
    order = g.compare(first, reading_like(first)).order
    assert not order[order["sure"]]["kept"].all()


def test_gold_of_another_text_is_refused(first):
    reading = reading_like(first)
    other = SimpleNamespace(article=SimpleNamespace(sha256="0" * 64), tables=reading.tables)
    with pytest.raises(g.GoldError, match="another text"):
        g.compare(first, other)


def test_an_article_nobody_coded_has_no_gold():
    assert g.load_gold("some-other.txt") is None


def test_a_reading_without_statements_misses_all(first):
    reading = reading_like(first)
    reading.tables["statements"] = reading.tables["statements"].head(0)
    reading.tables["sentiment"] = reading.tables["sentiment"].head(0)
    result = g.compare(first, reading)
    assert set(result.statements["status"]) == {"missed", "doubtful"}
    assert result.scores.loc[0, "f1"] == 0


def test_the_guide_counts_what_is_there():
    guide = (paths.GOLD / "README.md").read_text(encoding="utf-8")
    for path in FILES:
        gold = stored(path)
        doubtful = sum(s["doubtful"] for s in gold["statements"])
        sure = sum(r["sure"] for r in gold["relations"])
        counts = [
            f"{len(gold['statements'])} ({doubtful})",
            *(str(len(gold[name])) for name in ("actors", "claims")),
            f"{len(gold['relations'])} ({sure})",
            str(len(gold["order"])),
        ]
        assert f"| `{path.name}` | {' | '.join(counts)} |" in guide
