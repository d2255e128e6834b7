"""Coders' files for pairs and tone are checked, compared and put together."""

import json

import pytest

from analysis.bench.coded import GOLD, PARTS, load_pairs, load_tone
from analysis.bench.coded_texts import Corpora, read_gum, sha256
from analysis.errors import InputError
from analysis.training.gold_agreement import (
    End,
    Pair,
    align,
    common_targets,
    kappa,
    locate,
    pair_figures,
    tone_figures,
)
from analysis.training.gold_assemble import Plan, check_row, main

PARAGRAPHS = [
    "The city will close three schools, Mayor Ana Reyes said on Monday.",
    "“We have no choice,”  Reyes said. “We will close three schools in June.”",
    "The teachers' union called the plan ''an insult to every child''.",
    'Paul Lund, of the school board, denied it: "No school will be closed."',
]
FNC = "fnc:fnc-train-1"
PAIR = {
    "a": "We will close three schools in June",
    "a_par": 2,
    "a_by": "Reyes",
    "b": "No school will be closed.",
    "b_par": 4,
    "b_by": "Lund",
    "relation": "disputes",
    "manner": "denies",
    "matter": "the closures",
    "sure": 1,
}
INSULT = PAIR | {
    "b": "an insult to every child",
    "b_par": 3,
    "b_by": "the union",
    "manner": "rejects",
}
HEADLINE = INSULT | {
    "b": "Mayor to shut schools",
    "b_par": 0,
    "b_by": "article",
    "relation": "agrees",
    "manner": "repeats",
}
TONE = [
    {"id": "T1", "tone": "neutral", "targets": [], "sure": 1},
    {
        "id": "T2",
        "tone": "negative",
        "targets": [{"target": "the plan", "tone": "negative"}],
        "sure": 1,
    },
]


@pytest.fixture
def corpora(tmp_path):
    folder = tmp_path / "corpora" / "order_news"
    folder.mkdir(parents=True)
    article = {"id": "fnc-train-1", "title": "Mayor to shut schools", "paragraphs": PARAGRAPHS}
    (folder / "fnc.jsonl").write_text(json.dumps(article) + "\n", "utf-8")
    return tmp_path / "corpora"


@pytest.fixture
def gold(tmp_path, corpora):
    folder = tmp_path / "gold"
    (folder / "pairs").mkdir(parents=True)
    (folder / "tone").mkdir()
    text = Corpora(corpora).read(FNC).text
    documents = [{"doc": FNC, "batch": 1, "kind": "politics", "words": 50, "sha256": sha256(text)}]
    (folder / "pairs" / "documents.json").write_text(json.dumps(documents))
    (folder / "pairs" / "split.json").write_text(json.dumps({FNC: "dev"}))
    statements = [
        {
            "doc": FNC,
            "id": name,
            "content": [[block, 0, len(PARAGRAPHS[block - 1])]],
            "source": [],
            "cue": [],
            "official": block == 1,
            "sha256": sha256(PARAGRAPHS[block - 1]),
        }
        for name, block in (("T1", 1), ("T2", 3))
    ]
    (folder / "tone" / "statements.jsonl").write_text("\n".join(map(json.dumps, statements)))
    return folder


def coding(pairs, tone=TONE):
    return {"doc": FNC, "pairs": pairs, "tone": tone}


def write(folder, row):
    folder.mkdir(exist_ok=True)
    (folder / "BATCH_01.jsonl").write_text(json.dumps(row) + "\n")
    return folder


def faults(row, gold, corpora):
    return check_row(row, Plan(gold), Corpora(corpora))


def test_a_snippet_is_found_with_other_quotes_and_spaces():
    """Straight for curly quotation marks and one space for two still give exact code points."""
    start, end = locate('"We have no choice," Reyes said.', PARAGRAPHS[1])
    assert PARAGRAPHS[1][start:end] == "“We have no choice,”  Reyes said."


def test_doubled_apostrophes_count_as_one_quotation_mark():
    """A coder may write one mark where PolNeAR's texts have two apostrophes."""
    start, end = locate("the plan “an insult to every child”", PARAGRAPHS[2])
    assert PARAGRAPHS[2][start:end] == "the plan ''an insult to every child''"


def test_a_full_stop_that_the_text_lacks_is_forgiven_and_a_word_is_not():
    """Marks at the edge may differ; other words are not in the text."""
    start, end = locate("We will close three schools.", PARAGRAPHS[1])
    assert PARAGRAPHS[1][start:end] == "We will close three schools"
    assert locate("We will close four schools", PARAGRAPHS[1]) is None


def test_a_clean_coding_has_no_fault(gold, corpora):
    """Headline and paragraphs, every statement answered: nothing to report."""
    assert faults(coding([PAIR, HEADLINE]), gold, corpora) == []


def test_the_checker_says_where_a_misplaced_snippet_stands(gold, corpora):
    """A snippet of paragraph 4 filed under 3 is reported with its true place."""
    (why,) = faults(coding([PAIR | {"b_par": 3}]), gold, corpora)
    assert "pair 1: b is not found verbatim in [3]; it stands in [4]" in why


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"manner": "repeats"}, "'disputes' with manner 'repeats' is not in the guide"),
        ({"a_par": 9}, "there is no paragraph [9] (a_par)"),
        ({"b": "close three schools", "b_par": 2}, "a and b overlap"),
        ({"matter": " "}, "matter is empty"),
        ({"sure": "yes"}, "sure must be 0 or 1"),
        ({"b_by": ""}, "b_by is empty"),
    ],
)
def test_each_slip_in_a_pair_has_its_message(gold, corpora, change, message):
    """One changed field gives one fault that names the mend."""
    (why,) = faults(coding([PAIR | change]), gold, corpora)
    assert message in why


def test_statements_left_out_or_invented_are_reported(gold, corpora):
    """T2 is not answered, T7 is not on the sheet."""
    found = faults(coding([], [TONE[0], TONE[1] | {"id": "T7"}]), gold, corpora)
    assert any("T2 is not coded" in why for why in found)
    assert any("T7 is coded twice, or not on the sheet" in why for why in found)


def test_an_unknown_tone_is_reported(gold, corpora):
    """Only the three labels of the guide are allowed, for targets too."""
    odd = TONE[1] | {"tone": "bad", "targets": [{"target": "the plan", "tone": "angry"}]}
    found = faults(coding([], [TONE[0], odd]), gold, corpora)
    assert [("'bad' is not one of" in w, "not in the guide" in w) for w in found] == [
        (True, False),
        (False, True),
    ]


def pair(a, b, manner="denies", relation="disputes", sure=True):
    return Pair(End(*a, "x"), End(*b, "y"), relation, manner, "m", sure)


def test_pairs_align_in_either_order_and_by_half_of_the_shorter():
    """Crossed ends meet; an end that shares less than half of the shorter does not."""
    one = pair((1, 0, 20), (2, 0, 20))
    assert align([one], [pair((2, 5, 15), (1, 10, 40))]) == [(0, 0)]
    assert align([one], [pair((1, 0, 20), (2, 11, 40))]) == []


def test_each_pair_is_used_once():
    """Two readings of one coder cannot both match the other's single pair."""
    one = pair((1, 0, 20), (2, 0, 20))
    assert align([one, pair((1, 0, 20), (2, 0, 10))], [one]) == [(0, 0)]


def test_agreement_on_pairs():
    """Two of three and two of two in common: F1 0.8; one of two signs differs."""
    first = [pair((1, 0, 9), (2, 0, 9)), pair((3, 0, 9), (4, 0, 9)), pair((5, 0, 9), (6, 0, 9))]
    second = [
        pair((1, 0, 9), (2, 0, 9), "rejects"),
        pair((3, 0, 9), (4, 0, 9), "repeats", "agrees", sure=False),
    ]
    figures = pair_figures({"x": (first, second)})
    assert (figures["common"], figures["f1"], figures["f1_same_relation"]) == (2, 0.8, 0.4)
    assert figures["f1_sure"] == 0.75
    assert figures["sign_accuracy"] == 0.5
    assert figures["sign_kappa"] == 0.0


def test_kappa_by_hand():
    """Seen 0.75, by chance 0.5: kappa 0.5; one label alone has none."""
    assert kappa([("a", "a"), ("a", "a"), ("b", "b"), ("b", "a")]) == 0.5
    assert kappa([("a", "a"), ("a", "a")]) is None


def test_agreement_on_tone_counts_those_turned_round():
    """Negative against positive is counted apart from negative against neutral."""
    rows = [
        ({"tone": a, "targets": [], "sure": 1}, {"tone": b, "targets": [], "sure": s})
        for a, b, s in [
            ("negative", "negative", 1),
            ("negative", "positive", 0),
            ("neutral", "negative", 1),
            ("neutral", "neutral", 1),
        ]
    ]
    figures = tone_figures(rows)
    assert (figures["accuracy"], figures["turned_round"], figures["both_sure"]) == (0.5, 1, 3)
    assert figures["shares"][1] == {"negative": 0.5, "neutral": 0.25, "positive": 0.25}


def test_targets_match_by_their_words():
    """“Mayor Reyes” and “Reyes” are one target, “the union” and “the board” are two."""
    one = [
        {"target": "Mayor Reyes", "tone": "negative"},
        {"target": "the union", "tone": "neutral"},
    ]
    two = [{"target": "the board", "tone": "neutral"}, {"target": "Reyes", "tone": "negative"}]
    assert common_targets(one, two) == [(one[0], two[1])]


@pytest.fixture
def coders(tmp_path):
    other = [TONE[0], TONE[1] | {"tone": "neutral", "targets": []}]
    one = write(tmp_path / "one", coding([PAIR, HEADLINE, INSULT]))
    two = write(
        tmp_path / "two", coding([PAIR | {"sure": 0}, INSULT | {"manner": "denies"}], other)
    )
    return ["assemble", "--one", str(one), "--two", str(two)]


def test_what_differs_goes_to_a_third_reader(tmp_path, gold, corpora, coders, capsys):
    """One manner, one pair of one coder and one tone differ; what is agreed is not shown."""
    sheets = tmp_path / "third_sheets"
    places = ["--corpora", str(corpora), "--gold", str(gold)]
    assert main([*coders, *places, "--third-sheets", str(sheets)]) == 0
    text = (sheets / "BATCH_01.md").read_text("utf-8")
    assert "**P1**" in text
    assert "**P2**" in text
    assert "**P3**" not in text
    assert "**T2**" in text
    assert "**T1**" not in text
    figures = json.loads((gold / "pairs" / "agreement.json").read_text())
    assert figures["pairs"]["f1"] == 0.8
    assert figures["tone"]["accuracy"] == 0.5
    assert not (gold / "pairs" / "dev.jsonl").exists()


def test_the_gold_holds_no_text_that_may_not_be_shipped(tmp_path, gold, corpora, coders):
    """After the third reading the files hold offsets and hashes, and loading gives the words."""
    third = tmp_path / "third"
    keep = {"keep": 1, "relation": "disputes", "manner": "rejects", "matter": "cuts", "sure": 1}
    tone = [{"id": "T2", "tone": "negative", "targets": [], "sure": 1}]
    pairs = [{"id": "P1", "keep": 0}, {"id": "P2", **keep}]
    write(third, {"doc": FNC, "pairs": pairs, "tone": tone})
    places = ["--corpora", str(corpora), "--gold", str(gold), "--third", str(third)]
    assert main([*coders, *places]) == 0
    stored = "".join((gold / kind / "dev.jsonl").read_text("utf-8") for kind in ("pairs", "tone"))
    assert "close three schools" not in stored
    assert "insult" not in stored
    (row,) = load_pairs("dev", corpora, gold)
    found = {(p["a"]["text"], p["b"]["text"], p["manner"], p["sure"]) for p in row["pairs"]}
    assert found == {
        (PAIR["a"], "No school will be closed.", "denies", 0),
        (PAIR["a"], "an insult to every child", "rejects", 1),
    }
    (toned,) = load_tone("dev", corpora, gold)
    assert [s["tone"] for s in toned["statements"]] == ["neutral", "negative"]
    assert toned["statements"][1]["text"] == PARAGRAPHS[2]
    assert load_pairs("train", corpora, gold) == []


def test_a_third_reading_that_leaves_an_item_open_is_refused(
    tmp_path, gold, corpora, coders, capsys
):
    """Nothing is written, and the sentence names the item."""
    third = write(tmp_path / "third", {"doc": FNC, "pairs": [], "tone": []})
    places = ["--corpora", str(corpora), "--gold", str(gold), "--third", str(third)]
    assert main([*coders, *places]) == 2
    assert f"{FNC}, P1: the third reading does not decide it." in capsys.readouterr().err
    assert not (gold / "pairs" / "agreement.json").exists()


def test_a_text_that_changed_or_is_missing_is_named(tmp_path, gold, corpora):
    """Gold whose text is not the coded one is refused with a sentence."""
    row = {"doc": FNC, "sha256": "0" * 64, "pairs": []}
    (gold / "pairs" / "test.jsonl").write_text(json.dumps(row) + "\n")
    with pytest.raises(InputError, match="fnc-train-1: its text is not the one"):
        load_pairs("test", corpora, gold)
    (gold / "pairs" / "test.jsonl").write_text(json.dumps(row | {"doc": "fnc:gone"}) + "\n")
    with pytest.raises(InputError, match="fnc:gone: its text is missing"):
        load_pairs("test", corpora, gold)


def test_the_command_line_reports_faults_with_exit_1(tmp_path, gold, corpora, capsys):
    """A fault gives 1 and its sentence, a clean file 0, a file that is no JSON 2."""
    places = ["--corpora", str(corpora), "--gold", str(gold)]
    path = write(tmp_path / "one", coding([PAIR | {"sure": 2}])) / "BATCH_01.jsonl"
    assert main(["check", str(path), *places]) == 1
    assert "BATCH_01.jsonl: fnc:fnc-train-1, pair 1: sure" in capsys.readouterr().out
    path.write_text(json.dumps(coding([PAIR])))
    assert main(["check", str(path), *places]) == 0
    path.write_text("{not json")
    assert main(["check", str(path), *places]) == 2
    assert "BATCH_01.jsonl, line 1: not JSON" in capsys.readouterr().err


def test_captions_and_date_lines_of_gum_are_left_out(tmp_path):
    """What follows a caption without a mark of its own is a paragraph again."""
    lines = [
        "# newpar",
        "# newpar_block = head (1 s)",
        "# text = City votes",
        "# newpar",
        "# newpar_block = p (1 s)",
        "# text = Thursday, May 7, 2015",
        "# newpar",
        '# newpar_block = figure rend:::"a flag" (1 s) | caption (1 s)',
        "# text = The flag.",
        "# text = The council met.",
        "# text = It voted.",
    ]
    path = tmp_path / "GUM_news_city.conllu"
    path.write_text("\n".join(lines), "utf-8")
    document = read_gum(path)
    assert (document.title, document.paragraphs) == (
        "City votes",
        ("The council met. It voted.",),
    )


def test_the_stored_split_covers_every_document_once():
    """Each document drawn has a part, and the parts are about 100, 26 and 30."""
    plan = Plan(GOLD)
    assert set(plan.parts) == set(plan.hashes)
    counts = [list(plan.parts.values()).count(part) for part in PARTS]
    assert counts == [100, 26, 30]
    assert sum(map(len, plan.statements.values())) >= 850
