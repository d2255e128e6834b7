"""bench tone: the hand-coded statements as they are asked about, and how they are counted."""

import json

import numpy as np
import pytest

from analysis.article.article import article_from_text
from analysis.bench import tone
from analysis.bench.tone import Coded
from analysis.errors import InputError
from analysis.paths import BENCHMARKS, GOLD
from analysis.tone.measurement import Passage

TEXT = 'Talks begin\n\n"We are glad to meet," said Lind. Holm called it a trick.'


def coded(label, sure=True, official=False):
    return Coded("a", "T1", "words", (Passage("words", 0, ((0, 5),)),), label, sure, official)


def test_a_coded_statement_is_asked_in_its_own_sentence():
    """Block and offsets of the gold lead to the words and the sentence around them."""
    article = article_from_text(TEXT, "talks.txt")
    row = {"id": "T1", "content": [[1, 1, 20]], "tone": "positive", "sure": 0, "official": True}
    (one,) = tone._coded(article, "talks", [row], {0: 0, 1: TEXT.index('"')})
    assert one.said == "We are glad to meet"
    assert [p.text for p in one.passages] == ['"We are glad to meet," said Lind.']
    ((text, (start, end), _, whole),) = one.questions()
    assert text[start:end] == one.said
    assert whole
    assert (one.label, one.sure, one.official) == (2, False, True)


def test_turned_round_is_the_opposite_and_not_a_step():
    """Positive for negative counts, neutral for negative does not; sure ones stand apart."""
    gold = [coded(0), coded(0), coded(2, sure=False), coded(1, official=True)]
    found = tone.score(gold, np.array([2, 1, 0, 1]))
    assert (found["all"]["right"], found["all"]["turned_round"]) == (1, 2)
    assert (found["sure"]["of"], found["sure"]["turned_round"]) == (3, 1)
    assert (found["official"]["right"], found["official"]["of"]) == (1, 1)


def test_wilsons_interval():
    """8 of 10: Newcombe (1998) gives 0.490 to 0.943 by this method; nothing seen says nothing."""
    assert tone.wilson(8, 10) == pytest.approx((0.490, 0.943), abs=5e-4)
    assert tone.wilson(0, 0) == (0, 1)


def test_without_the_corpora_it_says_what_is_missing(tmp_path):
    """One sentence that names the file, and nothing is written."""
    with pytest.raises(InputError, match="is missing; put the corpus there"):
        tone.read_part("dev", tmp_path)


def test_the_stored_figures_are_those_of_this_gold():
    """As many statements, and as many sure ones, as the parts hold."""
    stored = json.loads((BENCHMARKS / "tone.json").read_text("utf-8"))["parts"]
    for part, found in stored.items():
        lines = (GOLD / "tone" / f"{part}.jsonl").read_text("utf-8").splitlines()
        rows = [one for line in lines for one in json.loads(line)["statements"]]
        assert found["statements"] == len(rows)
        for scores in found["methods"].values():
            assert scores["sure"]["of"] == sum(one["sure"] for one in rows)
            assert scores["all"]["right"] == sum(scores["confusion"][i][i] for i in range(3))
