"""Camps, cards, numbers, timeline, and the figures drawn from them."""

from __future__ import annotations

import base64
import io

import claimed
import pandas as pd
import pytest

from analysis.present import charts_claims, pages_claims
from analysis.summaries import disputes, timeline

SIDES = ["Russia", "United States", "Ukraine", "NATO", "United Kingdom"]
EMPTY = "wikinews-asylum-questionnaire-2023-02-23"


def test_those_who_agree_share_a_camp_and_those_who_dispute_do_not():
    """The surest relations decide; who meets nobody stands apart."""
    claims = pd.DataFrame({"claim_id": list("abcde")})
    met = pd.DataFrame(
        [("a", "b", "agrees", 0.9), ("b", "c", "disputes", 0.8), ("a", "c", "agrees", 0.5),
         ("c", "d", "disputes", 0.7)],
        columns=["claim_a", "claim_b", "relation", "confidence"],
    )  # fmt: skip
    assert disputes.camps(claims, met) == {"a": 1, "b": 1, "c": 2, "d": 1, "e": 0}


def test_cards_show_both_sides_words_the_most_disputed_topic_first():
    """A card holds the two claims as they stand in the text."""
    case = claimed.first()
    cards = disputes.cards(case.claims, case.relations, case.actors)
    assert len(cards) == (case.shown["relation"] == "disputes").sum()
    assert cards.iloc[0]["topic"] == "troop withdrawal"
    assert all(text in case.article.text for text in [*cards["text_a"], *cards["text_b"]])
    assert (cards["side_a"] != cards["side_b"]).all()


def test_numbers_that_differ_stand_together():
    """Three counts of troops, the later one with what it revises."""
    case = claimed.first()
    numbers = disputes.numbers(case.claims, case.actors)
    assert list(numbers["unit"]) == ["troop"] * 3
    assert list(numbers["value"]) == [10_000, 130_000, 150_000]
    assert numbers.iloc[2]["holder"] == "Joe Biden"


def test_topics_come_with_the_most_disputed_first():
    """And only those on which claims meet."""
    case = claimed.first()
    names = disputes.topics(case.claims, case.relations)
    assert names[:2] == ["troop withdrawal", "invasion"]
    assert "cautious optimism" not in names
    assert "troop withdrawal" in disputes.collisions_text(case.claims, case.relations)


def test_the_timeline_gives_each_saying_the_days_its_words_allow():
    """ "Monday" is one day, "this week" several and none of them after publication; "in recent
    months" an extent without a first day, "weeks of" no time at all."""
    case = claimed.first()
    events = timeline.build(case.article, case.statements, case.claims)
    warned = events[events["words"] == "this week"].iloc[0]
    assert (warned["first"], warned["last"]) == ("2022-02-14", "2022-02-15")
    assert warned["what"] == "said"
    massed = events[events["words"] == "in recent months"].iloc[0]
    assert (massed["what"], massed["precision"]) == ("spoken of", "some months")
    assert (massed["first"], massed["last"]) == ("", "2022-02-15")
    assert not events["words"].str.contains("weeks of").any()
    for row in events.itertuples():
        assert case.article.text[row.start : row.end] == row.words
        assert row.first <= row.last


@pytest.mark.parametrize("name", ["first", "others", "none"])
def test_each_figure_can_be_drawn_of_any_article(name, tmp_path):
    """With sides, without any, and with nothing to show."""
    if name == "none":
        case = claimed.small("No comment.")
    else:
        case = claimed.first() if name == "first" else claimed.gold(EMPTY)
    events = timeline.build(case.article, case.statements, case.claims)
    drawn = {
        "types": charts_claims.types(case.claims, case.actors, SIDES),
        "collisions": charts_claims.collisions(case.claims, case.relations, case.actors, SIDES),
        "timeline": charts_claims.timeline(events, case.actors, SIDES, case.article.published),
    }
    for key, figure in drawn.items():
        figure.savefig(tmp_path / f"{key}.png", dpi=40)
        assert (tmp_path / f"{key}.png").stat().st_size > 500
        assert figure.get_figwidth() <= 7.2


def test_the_figure_names_every_topic_and_counts_every_collision():
    """What the picture says is what the tables say."""
    case = claimed.first()
    figure = charts_claims.collisions(case.claims, case.relations, case.actors, SIDES)
    words = [text.get_text() for text in figure.axes[0].texts]
    for topic in disputes.topics(case.claims, case.relations):
        assert topic in words
    assert any(word.endswith("disputes") for word in words)


def test_the_data_of_each_figure_can_be_saved_and_runs_nothing():
    """A link holds the file itself: every claim with its camp, and no cell is a formula."""
    case = claimed.first()
    link = pages_claims.collisions_csv(case.claims, case.relations, case.actors)
    data = base64.b64decode(link.split("base64,")[1].split('"')[0]).decode("utf-8-sig")
    table = pd.read_csv(io.StringIO(data), dtype=str).fillna("")
    assert set(table["claim_id"]) == set(case.claims["claim_id"])
    disputing = case.relations[case.relations["relation"] == "disputes"].iloc[0]
    row = table[table["claim_id"] == disputing["claim_a"]].iloc[0]
    assert disputing["claim_b"] in row["disputes"].split()
    assert "'=1+1" in base64.b64decode(
        pages_claims.csv_html(pd.DataFrame({"a": ["=1+1"]}), "x.csv", "x").split("base64,")[1]
        .split('"')[0]
    ).decode("utf-8")  # fmt: skip


@pytest.mark.parametrize(
    ("disputed", "agreed", "text"),
    [
        (0, 3, "No two claims are found to dispute each other and 3 pairs agree."),
        (1, 0, "One pair of claims collides and no pair is found to agree."),
        (27, 1, "27 pairs of claims dispute each other and one pair agrees."),
    ],
)
def test_the_count_reads_well_for_any_number(disputed, agreed, text):
    """None, one and many each have their own words."""
    relations = pd.DataFrame({"relation": ["disputes"] * disputed + ["agrees"] * agreed})
    assert disputes.counts_text(relations) == text
