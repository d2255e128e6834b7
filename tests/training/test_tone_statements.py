"""The recipe of the layer for whole statements."""

import numpy as np

from analysis.training import tone_statements


def lessons(seed=0, count=240, width=150):
    """Features whose first three columns tell the label, with noise beside them."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 3, count)
    seen = rng.normal(size=(count, width)) + 5
    seen[:, :3] += 3 * np.eye(3)[labels]
    return seen, labels


def test_the_layer_learns_what_tells_and_is_the_same_twice():
    """Right on rows it never saw, and no chance in it."""
    seen, labels = lessons()
    new, right = lessons(1)
    layer = tone_statements.learn(seen, labels, 0.002)
    assert (layer(new).argmax(1) == right).mean() > 0.85
    again = tone_statements.learn(seen, labels, 0.002)
    assert np.array_equal(layer.weights, again.weights)


def test_a_heavier_penalty_leaves_less_certainty():
    """L2 draws the chances towards one another."""
    seen, labels = lessons()
    light, heavy = (tone_statements.learn(seen, labels, x)(seen).max(1).mean() for x in (1e-3, 1))
    assert heavy < light


def test_folds_never_part_an_article():
    """Each statement is held back once, with all of its article."""
    docs = [f"d{i % 17}" for i in range(100)]
    parts = list(tone_statements.folds(docs, seed=3))
    assert np.array_equal(np.sum(parts, axis=0), np.ones(100))
    for held in parts:
        inside = {doc for doc, one in zip(docs, held, strict=True) if one}
        assert not inside & {doc for doc, one in zip(docs, held, strict=True) if not one}
