"""The measured quality of claims: intervals, blind and development told apart, baselines beside."""

from __future__ import annotations

import pytest

from analysis.gold import claim_benchmarks
from analysis.gold.benchmarks import stored
from analysis.present import pages_trust_claims


@pytest.mark.parametrize(
    ("right", "of", "low", "high"), [(0, 0, 0, 1), (3, 3, 0.438, 1), (81, 263, 0.255, 0.366)]
)
def test_the_interval_is_wilsons(right, of, low, high):
    """Known values (Newcombe 1998: 81 of 263)."""
    assert claim_benchmarks.wilson(right, of) == pytest.approx((low, high), abs=0.001)


def test_blind_figures_stay_apart_from_those_after_mending():
    """The blind block names its commit and holds the same articles as the later one."""
    result = stored("claims")
    assert result["blind"]["commit"]
    assert set(result["blind"]["articles"]) == set(result["unseen"])
    assert not set(result["unseen"]) & set(result["development"])


def test_every_system_stands_in_every_part():
    """Ours and two rules of thumb, on blind, mended and development articles."""
    table = claim_benchmarks.relations()
    assert len(table) == 3 * len(claim_benchmarks.PARTS)
    assert table["system"].nunique() == 3
    assert set(claim_benchmarks.fields().columns) > set(claim_benchmarks.PARTS.values())


def test_the_page_gives_the_blind_counts_in_words():
    """What the sentence counts is what the file holds."""
    blind = stored("claims")["blind"]["articles"].values()
    found = sum(a["relations"][0]["found"] for a in blind)
    gold = sum(a["relations"][0]["gold"] for a in blind)
    assert f"found {found} of {gold}" in claim_benchmarks.quality_text()
    html = pages_trust_claims.quality_html() + pages_trust_claims.articles_html()
    assert html.count("<tr") > 20
    assert "same topic agrees" in html


def test_the_stance_model_stands_beside_its_baselines():
    """With and without the words that only the judged claim shows."""
    shown = pages_trust_claims.stance_html()
    assert "words alone" in shown
    assert "only the judged claim" in shown
