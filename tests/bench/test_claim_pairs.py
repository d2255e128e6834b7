"""Pairs beside hand-coded ones: what counts as found, and what as right."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.bench.claim_pairs import Met, article_of, coded, count, figures

GOLD = [
    Met((0, 20), (100, 130), "disputes", "denies", "the closure"),
    Met((0, 20), (200, 230), "agrees", "repeats", "the closure", sure=False),
]


@dataclass(frozen=True)
class Document:
    """As much of a hand-coded document as is needed."""

    name: str
    title: str
    paragraphs: tuple[str, ...]


def test_a_pair_is_found_in_either_order_where_both_ends_overlap_by_half():
    """The shorter end counts; a pair of which one end lies elsewhere is none."""
    told = count([Met((110, 125), (5, 40), "disputes", "denies")], GOLD)
    assert (told["right"], told["sure found"], told["manner right"]) == (1, 1, 1)
    assert count([Met((110, 125), (18, 60), "disputes")], GOLD)["right"] == 0


def test_the_other_sign_is_wrong_and_a_pair_is_found_once():
    """Agreement reported for a dispute is a wrong sign; a second report of one pair is no gain."""
    told = count([Met((0, 20), (100, 130), "agrees")], GOLD)
    assert (told["right"], told["wrong sign"]) == (0, 1)
    twice = [Met((0, 20), (100, 130), "disputes"), Met((0, 20), (100, 128), "disputes")]
    told = count(twice, GOLD)
    assert (told["right"], told["reported"]) == (1, 2)


def test_unsure_pairs_count_for_precision_and_not_for_recall():
    """Who reports a pair a coder was not sure of is right; who does not, misses nothing."""
    found = figures([count([Met((0, 20), (200, 230), "agrees", "repeats")], GOLD)])
    assert found["precision"]["share"] == 1
    assert found["recall_sure"]["right"] == 0
    assert found["recall_sure"]["of"] == 1


def test_nothing_reported_has_no_precision():
    """A share over no pair is unknown, not zero."""
    assert figures([count([], GOLD)])["precision"]["share"] is None


def test_offsets_of_blocks_become_offsets_of_the_text():
    """With a headline and without one."""
    for title in ("Schools to close", ""):
        document = Document("x.txt", title, ("The mayor spoke.", "The union said no."))
        article, starts = article_of(document)
        end = {"block": 2, "start": 4, "end": 9}
        pair = {"a": end, "b": {"block": 1, "start": 0, "end": 9}, "relation": "agrees"}
        row = {"pairs": [pair | {"manner": "other_figure", "matter": "m", "sure": 1}]}
        (met,) = coded(row, starts)
        assert article.text[slice(*met.a)] == "union"
        assert article.text[slice(*met.b)] == "The mayor"
        assert met.manner == "other figure"
