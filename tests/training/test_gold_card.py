"""The data card of the gold of pairs and tone says what the files hold."""

import json

from analysis import paths
from analysis.bench.coded import PARTS, read_rows
from analysis.training import gold_card

CARD = (paths.GOLD / "DATACARD.md").read_text("utf-8")


def test_the_counts_of_the_card_are_those_of_the_files():
    """Every line of the printed tables stands in the card, and no other line of numbers in them."""
    counted = [line for line in gold_card.tables() if line]
    assert len(counted) > 40
    assert [line for line in counted if line not in CARD.split("\n")] == []
    tables = [line for line in CARD.split("\n") if line.startswith("|") and line.count("|") == 6]
    assert len(tables) == len(counted)


def test_the_agreement_of_the_card_is_the_measured_one():
    """Rounded to three places, and said to be no human ceiling."""
    figures = json.loads((paths.GOLD / "pairs" / "agreement.json").read_text("utf-8"))
    pairs, tone = figures["pairs"], figures["tone"]
    for figure in (
        pairs["f1"], pairs["sign_kappa"], pairs["manner_kappa"], tone["kappa"], tone["targets_f1"]
    ):  # fmt: skip
        assert f"| {figure:.3f} |" in CARD
    assert "no human ceiling" in " ".join(CARD.split())
    assert f"{tone['both_sure']} statements both called sure" in " ".join(CARD.split())
    assert f"{figures['to_third_reader']['pairs']} pairs" in CARD


def test_no_pair_stands_twice():
    """An article lists two places once, whoever found them."""
    for part in PARTS:
        for row in read_rows(paths.GOLD / "pairs" / f"{part}.jsonl"):
            assert gold_card.doubles(row["pairs"])["exact"] == 0, row["doc"]


def _pair(a, b, third=False):
    ends = ({"block": block, "start": 0, "end": end, "by": "x"} for block, end in (a, b))
    return dict(zip("ab", ends, strict=True)) | {"third": third}


def test_repetition_is_counted():
    """The same places either way round, places that overlap by half, and a star that is closed."""
    star = [_pair((1, 40), (2, 40)), _pair((1, 40), (3, 40))]
    none = {"exact": 0, "same_places": 0, "triangles": 0, "third": 0}
    assert gold_card.doubles(star) == none
    assert gold_card.doubles([*star, _pair((2, 30), (3, 40), third=True)]) == none | {
        "triangles": 1,
        "third": 1,
    }
    assert gold_card.doubles([*star, _pair((2, 40), (1, 40))])["exact"] == 1
    assert gold_card.doubles([*star, _pair((2, 40), (1, 25))])["same_places"] == 1
