"""The attribution benchmark: reading brat files, the measures, and the command itself."""

import json

import pytest

from analysis.__main__ import main
from analysis.article.article import article_from_text
from analysis.attribution.extraction import find
from analysis.bench.attribution_score import quote_type, score
from analysis.bench.brat import GoldError, Quoted, parse_annotations, read_gold
from analysis.bench.reliability import expected_error, table

TEXT = (
    "Wikinews reports from the town hall\n\n"
    "“We won,” Ann Lee said, “and it’s over.”\n\n"
    "According to aides, the vote “was close” in Ohio.\n\n"
    "It is believed that rain will fall.\n"
)
GOLD = (
    (("“We won,”", "“and it’s over.”"), "Ann Lee", "said"),
    (("the vote “was close” in Ohio",), "aides", "According to"),
    (("that rain will fall",), "", "is believed"),
)


def spans(*strings):
    return tuple((TEXT.index(s), TEXT.index(s) + len(s)) for s in strings if s)


MARKED = tuple(Quoted(spans(source), spans(cue), spans(*said)) for said, source, cue in GOLD)


@pytest.fixture
def corpus(tmp_path):
    """A corpus of one article in brat standoff form."""
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "a_2016.txt").write_text(TEXT, encoding="utf-8", newline="")
    records, number = [], 0
    for one in MARKED:
        names = []
        for role in ("content", "source", "cue"):
            places = getattr(one, role)
            if places:
                number += 1
                where = ";".join(f"{s} {e}" for s, e in places)
                said = " ".join(TEXT[s:e] for s, e in places)
                records.append(f"T{number}\t{role.title()} {where}\t{said}")
                names.append(f"{role.title()}:T{number}")
        records.append(f"E{number}\tAttribution:T{number} {' '.join(names)}")
    records.append("E99\tAttribution:T1")
    path = tmp_path / "attributions" / "a_2016_00ff.ann"
    path.write_text("\n".join(records) + "\n", encoding="utf-8", newline="")
    (tmp_path / "attributions" / "a_2016_11ff.ann").write_text("", encoding="utf-8")
    return tmp_path


def test_a_corpus_is_read_with_its_first_annotator_as_gold(corpus):
    """Discontinuous content, absent sources, events without content, a second annotator."""
    (article,) = read_gold(corpus)
    assert article.text == TEXT
    assert set(article.gold) == set(MARKED)
    assert article.left_out == 1
    assert article.views[1] == ()


def test_a_string_with_a_line_break_is_one_record():
    """The annotated string may run over lines; only a record's head starts a new one."""
    records = (
        "T1\tContent 0 8\tone\n\ntwo\nT2\tCue 9 12\tsay\nE1\tAttribution:T2 Cue:T2 Content:T1\n"
    )
    found, left_out = parse_annotations(records, "one two\n\nsay", "a.ann")
    assert found == (Quoted((), ((9, 12),), ((0, 8),)),)
    assert left_out == 0


@pytest.mark.parametrize(
    "records", ["T1\tContent 5 2\tx", "T1\tContent x y\tx", "T1", "E1\tA:T1 Content:T7"]
)
def test_a_malformed_file_is_refused_in_one_sentence(records):
    """The file is named."""
    with pytest.raises(GoldError, match=r"a\.ann"):
        parse_annotations(records, "some text", "a.ann")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("“We won,”", "direct"),
        ("''We won.''", "direct"),
        ("“We won,” … “again.”", "direct"),
        ("the vote “was close” in Ohio", "mixed"),
        ("the ‘vote’ was", "mixed"),
        ("“losers.", "unpaired"),
        ("that it’s over", "indirect"),
    ],
)
def test_kinds_of_speech_by_their_quotation_marks(content, kind):
    """Final punctuation is allowed for; an apostrophe is no quotation mark."""
    assert quote_type(content, [(0, len(content))]) == kind


def test_gold_against_itself_is_all_right():
    """Every measure is one."""
    result = score([(TEXT, MARKED)], [MARKED])
    for group in ("token", "span", "statement", "direct_only"):
        assert {row["f1"] for row in result[group].values()} == {1.0}


def test_what_is_wrong_costs_what_it_should():
    """Half a content still counts at 0.5; a wrong source costs the attribution only."""
    first, second, third = MARKED
    shorter = Quoted(first.source, first.cue, first.content[1:])
    elsewhere = Quoted(first.source, second.cue, second.content)
    result = score([(TEXT, MARKED)], [[shorter, elsewhere, third]])
    assert result["statement"]["content@0.5"]["true"] == 3
    assert result["statement"]["content@0.9"]["true"] == 2
    assert result["statement"]["attribution"]["true"] == 2
    assert result["span"]["content"] == {
        "p": 1.0, "r": 0.75, "f1": 0.8571, "true": 3, "pred": 3, "gold": 4
    }  # fmt: skip
    assert result["recall_by_gold_type"]["mixed"]["attribution"] == 0.0


def test_nothing_found_scores_nothing():
    """Empty predictions give zero, not an error."""
    result = score([(TEXT, MARKED)], [[]])
    assert result["statement"]["attribution"]["f1"] == 0.0


def test_calibration_is_measured_in_tenths():
    """Ninety per cent said and half right is an error of 0.4."""
    assert expected_error([0.9, 0.9], [1, 0]) == pytest.approx(0.4)
    assert table([0.05, 1.0], [0, 1])[1]["from"] == 0.9
    assert expected_error([], []) == 0.0


def test_the_command_prints_scores_and_writes_predictions(corpus, tmp_path, capsys):
    """What it writes is what `find` returns, in the form the scorer reads."""
    out = tmp_path / "found.jsonl"
    status = main(
        ["bench", "attribution", "--gold", str(corpus), "--json", "--predictions", str(out)]
    )
    assert status == 0
    report = json.loads(capsys.readouterr().out)
    assert report["systems"]["this model"]["docs"] == 1
    assert report["linker_alone"]["content_links"]["of"] == 4
    assert report["peak_memory_mb"] > 0
    (line,) = out.read_text(encoding="utf-8").splitlines()
    record = json.loads(line)
    assert record["doc"] == "a_2016.txt"
    assert [row["content"] for row in record["statements"]] == [
        [list(span) for span in one.content] for one in find(article_from_text(TEXT))
    ]


def test_a_missing_corpus_is_the_readers_to_mend(tmp_path, capsys):
    """Exit status 2 and one sentence."""
    assert main(["bench", "attribution", "--gold", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
