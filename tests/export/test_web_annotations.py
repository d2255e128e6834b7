"""The export is what the Web Annotation data model asks for, and finds its words again."""

import json

import jsonschema
import pandas as pd
import pytest

from analysis import paths
from analysis.article.article import article_from_text, read_article
from analysis.export.web_annotations import AROUND, selectors, to_jsonld, write_jsonld
from analysis.gold.statements import load_gold

#: The properties that the data model (W3C Recommendation of 23 February 2017) requires of what
#: we write, and the types it gives them.
MODEL = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["@context", "id", "type", "items"],
    "properties": {
        "@context": {"prefixItems": [{"const": "http://www.w3.org/ns/anno.jsonld"}]},
        "id": {"$ref": "#/$defs/iri"},
        "type": {"const": "AnnotationPage"},
        "startIndex": {"type": "integer", "minimum": 0},
        "partOf": {
            "required": ["id", "type", "total"],
            "properties": {"type": {"const": "AnnotationCollection"}},
        },
        "items": {"type": "array", "items": {"$ref": "#/$defs/annotation"}},
    },
    "$defs": {
        "iri": {"type": "string", "pattern": "^(https?://|urn:)\\S+$"},
        "annotation": {
            "type": "object",
            "required": ["id", "type", "motivation", "body", "target"],
            "properties": {
                "id": {"$ref": "#/$defs/iri"},
                "type": {"const": "Annotation"},
                "motivation": {"enum": ["identifying", "classifying"]},
                "body": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/body"}},
                "target": {
                    "oneOf": [
                        {"$ref": "#/$defs/target"},
                        {"type": "array", "minItems": 2, "items": {"$ref": "#/$defs/target"}},
                    ]
                },
            },
        },
        "body": {
            "type": "object",
            "required": ["type"],
            "oneOf": [
                {
                    "required": ["value", "purpose"],
                    "properties": {
                        "type": {"const": "TextualBody"},
                        "value": {"type": "string", "minLength": 1},
                    },
                },
                {
                    "required": ["schema:text", "schema:identifier"],
                    "properties": {"type": {"enum": ["schema:Quotation", "schema:Claim"]}},
                },
            ],
        },
        "target": {
            "type": "object",
            "required": ["source", "selector"],
            "properties": {
                "source": {"$ref": "#/$defs/iri"},
                "selector": {
                    "type": "array",
                    "prefixItems": [
                        {
                            "required": ["type", "start", "end"],
                            "properties": {
                                "type": {"const": "TextPositionSelector"},
                                "start": {"type": "integer", "minimum": 0},
                                "end": {"type": "integer", "minimum": 0},
                            },
                        },
                        {
                            "required": ["type", "exact"],
                            "properties": {
                                "type": {"const": "TextQuoteSelector"},
                                "exact": {"type": "string", "minLength": 1},
                                "prefix": {"type": "string"},
                                "suffix": {"type": "string"},
                            },
                        },
                    ],
                    "minItems": 2,
                    "maxItems": 2,
                },
            },
        },
    },
}


class Reading:
    def __init__(self, article, statements, claims=None):
        self.article = article
        self.tables = {"statements": pd.DataFrame(statements)}
        self.tables["actors"] = pd.DataFrame(
            [
                {"actor_id": "a1", "name": "Joe Biden", "kind": "person", "wikidata": "Q6279"},
                {"actor_id": "a2", "name": "NATO", "kind": "organisation", "wikidata": ""},
            ]
        )
        if claims is not None:
            self.tables["claims"] = pd.DataFrame(claims)


@pytest.fixture(scope="module")
def first():
    """The first article as hand-coded, its speakers reduced to two known actors."""
    gold = load_gold(paths.FIRST_ARTICLE.name)
    ids = {"Joe Biden": "a1", "NATO; United States": "a2; a9"}
    statements = [
        {**s, "statement_id": s["id"], "actor_id": ids.get(s["speaker"], "")}
        for s in gold.statements
    ]
    claims = [
        {**c, "claim_id": c["id"], "statement_id": c["statement"], "actor_id": ""}
        for c in gold.claims
    ]
    return Reading(read_article(paths.FIRST_ARTICLE), statements, claims)


def targets(item):
    return item["target"] if isinstance(item["target"], list) else [item["target"]]


def test_the_export_fits_the_data_model(first):
    page = to_jsonld(first)
    jsonschema.Draft202012Validator(MODEL).validate(page)
    assert json.loads(json.dumps(page)) == page


def test_each_statement_and_claim_is_there_once(first):
    items = to_jsonld(first)["items"]
    counted = [item["body"][0]["type"] for item in items]
    assert counted.count("schema:Quotation") == len(first.tables["statements"])
    assert counted.count("schema:Claim") == len(first.tables["claims"])
    assert len({item["id"] for item in items}) == len(items)


def test_both_selectors_find_the_same_words(first):
    text = first.article.text
    for item in to_jsonld(first)["items"]:
        for target in targets(item):
            position, quote = target["selector"]
            assert text[position["start"] : position["end"]] == quote["exact"]
            wanted = quote["prefix"] + quote["exact"] + quote["suffix"]
            # prefix and suffix single out the place, as the model asks
            assert text.count(wanted) == 1
            assert text.index(wanted) + len(quote["prefix"]) == position["start"]


def test_an_interrupted_quotation_has_two_targets_and_any_other_is_no_list(first):
    for item in to_jsonld(first)["items"]:
        pieces = item["target"]
        assert isinstance(pieces, dict) or len(pieces) == 2


def test_a_speaker_is_named_with_wikidata_and_unknown_values_are_left_out(first):
    body = next(
        item["body"][0]
        for item in to_jsonld(first)["items"]
        if item["body"][0].get("schema:creator", {})
        and "Our analyst" in item["body"][0]["schema:text"]
    )
    assert body["schema:creator"] == {
        "type": "schema:Person",
        "schema:name": "Joe Biden",
        "schema:sameAs": "http://www.wikidata.org/entity/Q6279",
    }
    assert "schema:dateCreated" not in body
    assert "schema:audience" not in body


def test_a_claim_points_at_the_statement_it_is_made_in(first):
    items = to_jsonld(first)["items"]
    ids = {item["id"] for item in items if item["body"][0]["type"] == "schema:Quotation"}
    claims = [item["body"][0] for item in items if item["body"][0]["type"] == "schema:Claim"]
    said = [body["schema:isPartOf"]["id"] for body in claims if "schema:isPartOf" in body]
    assert said
    assert set(said) <= ids


def test_the_same_text_has_the_same_ids_and_another_text_has_others(first):
    other = Reading(article_from_text("A title\n\nA body.\n"), [], [])
    assert to_jsonld(first) == to_jsonld(first)
    assert to_jsonld(first)["id"] != to_jsonld(other)["id"]


def test_an_article_without_address_or_claims_can_be_exported():
    article = article_from_text("A title\n\nShe said it.\n")
    page = to_jsonld(Reading(article, []))
    jsonschema.Draft202012Validator(MODEL).validate(page)
    assert page["items"] == []


def test_context_at_the_borders_of_the_text_is_as_long_as_there_is_text():
    position, quote = selectors("abc", 0, 3)
    assert (quote["prefix"], quote["exact"], quote["suffix"]) == ("", "abc", "")
    assert position["end"] == 3
    _, quote = selectors("x" * 100, 50, 51)
    assert len(quote["prefix"]) == len(quote["suffix"]) == AROUND


def test_corrections_are_annotations_and_are_read_back(tmp_path):
    """What a person decided goes out as annotations (motivation: editing) and comes back."""
    from analysis.corrections import Decision, read_decisions
    from analysis.corrections.decision import Kind, Quote
    from analysis.reading import read_one

    text = "A title\n\n“We go now,” Ann Pell said. Bo Orr said the road was closed.\n"
    article = article_from_text(text, "a.txt")
    made = [
        Decision(Kind.SPEAKER, Quote("“We go now,”"), "Bo Orr", note="he did"),
        Decision(Kind.PAIR, Quote("We go now"), "disputes", Quote("the road was closed")),
    ]
    reading = read_one(article, decisions=made)
    assert set(reading["corrections"]["status"]) == {"applied"}
    path = tmp_path / "a.corrections.jsonld"
    write_jsonld(reading, path)
    speaker, pair = read_decisions([path])
    assert (speaker.kind, speaker.correct, speaker.note) == ("speaker", "Bo Orr", "he did")
    assert speaker.quote.suffix.startswith(" Ann Pell said")
    assert (pair.kind, pair.correct, pair.other.exact) == (
        "pair",
        "disputes",
        "the road was closed",
    )
    again = read_one(article, decisions=[speaker, pair])
    assert list(again["statements"]["speaker"]) == list(reading["statements"]["speaker"])
