"""Shuffled or intact: how well the stored order fits."""

import numpy as np
import pytest

from analysis.article.article import read_article
from analysis.order.introduction_rules import find_rules, rule_table
from analysis.order.network_scores import board, score, settings
from analysis.order.search import best_order
from analysis.order.shuffle_test import TEST_FEATURES, shuffled_chance, test_features
from analysis.paths import ARTICLES

test_features.__test__ = False  # a function of the product, not a test


def figures(title, texts):
    """The features of the stored order."""
    scores = score(title, texts)
    found = find_rules(scores.cohesion.title, scores.cohesion.cues)
    rules = rule_table(found, len(texts), settings()["rules"])
    table = board(scores, rules)
    return test_features(scores, rules, table, best_order(table))


@pytest.fixture(scope="module")
def texts():
    """Title and paragraphs of an intact article."""
    article = read_article(ARTICLES / "wikinews-asylum-questionnaire-2023-02-23.txt")
    title = article.text[article.title.start : article.title.end]
    return title, [article.text[p.start : p.end] for p in article.paragraphs]


def test_a_shuffled_article_looks_more_shuffled_than_the_intact_one(texts):
    """Every figure is finite; the chance rises with the shuffle, whichever it is."""
    title, body = texts
    intact = figures(title, body)
    assert len(intact) == len(TEST_FEATURES) == len(settings()["test"]["weights"])
    assert np.isfinite(intact).all()
    chance, called = shuffled_chance(intact, len(body))
    assert not called
    for seed in range(3):
        order = np.random.default_rng(seed).permutation(len(body))
        assert shuffled_chance(figures(title, [body[k] for k in order]), len(body))[0] > chance


def test_a_short_text_must_show_more_before_it_is_called_shuffled():
    """The threshold of texts below eight paragraphs is the higher one."""
    test = settings()["test"]
    assert test["threshold_short"] > test["threshold"] > 0.5


@pytest.mark.parametrize("texts", [["Same."] * 4, ["", "a", "…"]])
def test_texts_that_say_nothing_are_left_alone(texts):
    """Equal or empty paragraphs give finite figures and no alarm."""
    found = figures("", texts)
    assert np.isfinite(found).all()
    assert not shuffled_chance(found, len(texts))[1]
