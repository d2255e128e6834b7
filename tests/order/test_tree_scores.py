"""Boosted trees over the cues: which of two paragraphs stands earlier."""

import numpy as np
import pytest

from analysis.article.article import read_article
from analysis.order.network_scores import session
from analysis.order.pair_features import PAIR_FEATURES, read_cohesion
from analysis.order.single_features import SINGLE_FEATURES
from analysis.order.tree_scores import tree_before, tree_rows
from analysis.paths import ARTICLES


@pytest.fixture(scope="module")
def texts():
    """Title and paragraphs of an intact article."""
    article = read_article(ARTICLES / "wikinews-scientology-ship-2011-12-02.txt")
    title = article.text[article.title.start : article.title.end]
    return title, [article.text[p.start : p.end] for p in article.paragraphs]


@pytest.fixture(scope="module")
def trees():
    """The shipped trees."""
    return session("trees.onnx")


def test_a_pair_is_read_by_both_paragraphs_and_what_ties_them(texts):
    """One row a pair; the pair turned round swaps its halves."""
    cohesion = read_cohesion(*texts)
    row, turned = tree_rows(cohesion, np.array([0, 1]), np.array([1, 0]))
    single, pair = len(SINGLE_FEATURES), len(PAIR_FEATURES)
    assert len(row) == 2 * single + 2 * pair + 1
    assert (row[:single] == turned[single : 2 * single]).all()
    assert (row[2 * single : 2 * single + pair] == turned[2 * single + pair : -1]).all()


def test_the_opinion_turns_round_with_the_pair_and_not_with_the_file(texts, trees):
    """Log-odds are antisymmetric, and shuffling the file only shuffles them."""
    title, body = texts
    table = tree_before(read_cohesion(title, body), trees)
    assert np.allclose(table, -table.T)
    order = np.random.default_rng(0).permutation(len(body))
    mixed = tree_before(read_cohesion(title, [body[k] for k in order]), trees)
    assert np.allclose(mixed, table[np.ix_(order, order)], atol=1e-3)


def test_the_published_order_is_favoured(texts, trees):
    """Most pairs of an intact article are seen the right way round."""
    table = tree_before(read_cohesion(*texts), trees)
    assert (table[np.triu_indices(len(table), 1)] > 0).mean() > 0.5
