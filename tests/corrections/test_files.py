"""Files of decisions: what spreadsheets and annotation tools write, and one sentence else."""

import json

import pytest

from analysis.corrections import beside, read_decisions
from analysis.errors import InputError

HEAD = "kind,words,correct,note"


def written(tmp_path, text, name="a.corrections.csv", coding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(coding))
    return path


@pytest.mark.parametrize(
    ("text", "coding"),
    [
        (f"{HEAD}\nspeaker,“We go”,Ann Pell,sure\n", "utf-8"),
        (f"{HEAD}\r\nspeaker,“We go”,Ann Pell,sure\r\n", "utf-8-sig"),
        (f"{HEAD}\nspeaker,“We go”,Ann Pell,sure\n".replace(",", ";"), "utf-8"),
        (f"{HEAD}\nspeaker,“We go”,Ann Pell,sure\n".replace(",", "\t"), "utf-16"),
        ("Note,CORRECT,Words,Kind\nsure,Ann Pell,“We go”,Speaker\n", "utf-8"),
    ],
    ids=["plain", "with a mark", "semicolons", "tabs", "other order"],
)
def test_a_csv_as_spreadsheets_write_it(tmp_path, text, coding):
    """Comma, semicolon or tab; UTF-8 or UTF-16; columns in any order."""
    (decision,) = read_decisions([written(tmp_path, text, coding=coding)])
    assert (decision.kind, decision.quote.exact) == ("speaker", "“We go”")
    assert (decision.correct, decision.note, decision.line) == ("Ann Pell", "sure", 2)


def test_an_empty_cell_decides_nothing(tmp_path):
    """Only what was filled in counts."""
    text = f"{HEAD}\nspeaker,We go,,\ntone,We go,negative,\nmissed statement,,,\n"
    assert [d.kind for d in read_decisions([written(tmp_path, text)])] == ["tone"]


def test_no_statement_may_stand_where_the_speaker_does(tmp_path):
    """As the list of names in the workbook offers it."""
    (decision,) = read_decisions([written(tmp_path, f"{HEAD}\nspeaker,We go,No statement,\n")])
    assert decision.kind == "no statement"


def test_a_guarded_cell_is_read_as_it_was(tmp_path):
    """The apostrophe that defuses a formula is no part of the words."""
    (decision,) = read_decisions([written(tmp_path, f"{HEAD}\nspeaker,'-5 degrees,Ann,\n")])
    assert decision.quote.exact == "-5 degrees"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("mood,We go,Ann,", "row 2.*'mood' is no kind of correction"),
        ("tone,We go,angry,", "row 2.*'angry' is none of negative"),
        ("order,We go,first,", "row 2.*is a number"),
        ("pair,We go,agrees,", "row 2.*second claim"),
        ("speaker,,Ann,", "row 2.*no words are quoted"),
    ],
)
def test_a_value_that_cannot_be_is_a_sentence(tmp_path, row, says):
    """Naming file, row and mend."""
    with pytest.raises(InputError, match=rf"a\.corrections\.csv, {says}"):
        read_decisions([written(tmp_path, f"{HEAD}\n{row}\n")])


@pytest.mark.parametrize(
    ("raw", "name", "says"),
    [
        (b"kind,words,correct\nspeaker,\xe9,Ann\n", "a.csv", "line 2, is not UTF-8"),
        (b"some,other,table\n1,2,3\n", "a.csv", "no heading of a file of corrections"),
        (b"", "a.csv", "no heading"),
        (b"not a workbook", "a.xlsx", "no workbook"),
        (b"{", "a.jsonld", "no JSON"),
        (b'{"items": 3}', "a.jsonld", "needs a list"),
    ],
)
def test_what_is_no_file_of_decisions_is_a_sentence(tmp_path, raw, name, says):
    """Never a traceback, never silence."""
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(InputError, match=says):
        read_decisions([path])


def test_a_missing_file_is_a_sentence(tmp_path):
    """The path is named."""
    with pytest.raises(InputError, match=r"none\.csv is no file"):
        read_decisions([tmp_path / "none.csv"])


def target(exact):
    return {"selector": [{"type": "TextQuoteSelector", "exact": exact, "prefix": "x "}]}


def annotation(kind, value, *exacts, **more):
    bodies = [
        {"type": "TextualBody", "purpose": "tagging", "value": kind},
        {"type": "TextualBody", "purpose": "editing", "value": value},
    ]
    return {"type": "Annotation", "body": bodies, "target": [target(e) for e in exacts], **more}


def test_annotations_of_the_w3c_are_decisions(tmp_path):
    """A tag names the kind, a text what is right; two targets are the claims of a pair."""
    page = {
        "items": [
            annotation("speaker", "Ann Pell", "We go"),
            annotation("pair", "disputes", "We go", "We stay"),
            annotation("some tag", "a comment", "We go"),
        ]
    }
    one, two = read_decisions([written(tmp_path, json.dumps(page), "a.jsonld")])
    assert (one.kind, one.correct, one.quote.prefix) == ("speaker", "Ann Pell", "x ")
    assert (two.kind, two.other.exact) == ("pair", "We stay")


def test_a_statement_of_ours_counts_once_a_person_stands_behind_it(tmp_path):
    """The annotations that we write are no decisions until somebody signs them."""
    said = {"type": "schema:Quotation", "schema:creator": {"schema:name": "Ann Pell"}}
    ours = {"type": "Annotation", "body": [said], "target": target("We go")}
    signed = ours | {"creator": {"name": "A. Reader"}}
    (only,) = read_decisions([written(tmp_path, json.dumps([ours, signed]), "a.jsonld")])
    assert (only.line, only.correct) == (2, "Ann Pell")


def test_files_beside_an_article_are_found_by_name(tmp_path):
    """NAME.corrections.csv, .xlsx and .jsonld; nothing else."""
    article = written(tmp_path, "x", "report.txt")
    assert beside(article) == ()
    named = [written(tmp_path, "", f"report.corrections.{end}") for end in ("csv", "xlsx")]
    written(tmp_path, "", "report2.corrections.csv")
    assert beside(article) == tuple(named)
