"""Shuffled or intact: how well the stored order fits what the models expect of the article.

Two dozen figures, such as how far the stored order beats random ones, are weighed by a logistic
regression fitted on articles the models were not trained on (``analysis/training/order_tune.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from analysis.order.network_scores import Scores, settings
from analysis.order.search import Board, link_chances, values

TEST_FEATURES = (
    "log_size",
    "link_gain",
    "next_right",
    "pair_chance",
    "pairs_right",
    "first_chance",
    "first_rank",
    "end_chance",
    "decoded_gain",
    "standard_score",
    "weak_links",
    "place_fit",
    "standard_score_by_size",
    "next_right_by_size",
    "pair_chance_by_size",
    "rules_broken",
    "rules_kept",
    "decoded_tau",
    "decoded_neighbours",
    "pairs_standard_score",
    "links_standard_score",
    "pair_evidence",
    "lead_wins_rank",
    "lead_kept",
    "place_order",
)
SHORT = 8  # a text of fewer paragraphs shows too little; its threshold is one of its own
_DRAWN = 60


def test_features(
    scores: Scores, rules: np.ndarray, board: Board, decoded: Sequence[int]
) -> np.ndarray:
    """How well the stored order fits what the model expects; see :data:`TEST_FEATURES`.

    :param rules: the table of rules; :param board: the decoder's board;
    :param decoded: the best order found on it.
    """
    n = scores.size
    stored = np.arange(n)
    size = float(np.log(n))
    upper = np.triu_indices(n, 1)
    chances = link_chances(scores.link)
    steps = np.concatenate([chances[1:, :n][stored[:-1], stored[1:]], [chances[n, n]]])
    inner = chances[1:, :n].copy()
    inner[stored, stored] = -1e4
    first = chances[0, :n]
    pairs = scores.before[upper]
    logits = np.clip((scores.before - scores.before.T) / 2, -4.0, 4.0)
    wins = (1 / (1 + np.exp(-logits))).sum(axis=1)
    standard, by_pairs, by_links, gain = _against_random(board, decoded)
    right = float((inner[:-1].argmax(axis=1) == stored[1:]).mean())
    chance = float((1 / (1 + np.exp(-pairs))).mean())
    varied = n > 2 and float(scores.place.std()) > 1e-6
    fit = float(np.corrcoef(scores.place, stored)[0, 1]) if varied else 0.0
    ruled = rules[upper]
    place = np.empty(n)
    place[np.asarray(decoded)] = stored
    return np.array(
        [
            size,
            float(steps[:-1].mean() - inner[~np.eye(n, dtype=bool)].mean()),
            right,
            chance,
            float((pairs > 0).mean()),
            float(first[0]),
            float((first > first[0]).mean()),
            float(steps[-1]),
            gain / n,
            standard,
            float(np.quantile(steps[:-1], 0.2)),
            fit if np.isfinite(fit) else 0.0,
            standard / size,
            right * size,
            (chance - 0.5) * size,
            -float(ruled[ruled < 0].sum()) / np.sqrt(n),
            float(ruled[ruled > 0].sum()) / np.sqrt(n),
            float(np.sign(place[upper[1]] - place[upper[0]]).mean()),
            float((np.diff(np.asarray(decoded)) == 1).mean()),
            by_pairs,
            by_links,
            float(np.log(2 / (1 + np.exp(-logits[upper]))).mean()),
            float((wins > wins[0]).mean()),
            float(decoded[0] == 0),
            float((scores.place[upper[1]] - scores.place[upper[0]]).mean()) * np.sqrt(n),
        ]
    )


def _against_random(board: Board, decoded: Sequence[int]) -> tuple[float, float, float, float]:
    """Standard scores of the stored order among random ones (by all, by pairs, by links), and
    what the decoded order is worth beyond it."""
    n = board.size
    orders = np.stack([np.asarray(decoded), np.arange(n), *_random_orders(n)])
    pairs = values(Board(np.zeros_like(board.link), board.pair), orders)
    links = values(Board(board.link, np.zeros_like(board.pair)), orders)
    both = pairs + links
    standard, by_pairs, by_links = (
        float((worth[1] - worth[2:].mean()) / max(1e-6, float(worth[2:].std())))
        for worth in (both, pairs, links)
    )
    return standard, by_pairs, by_links, float(both[0] - both[1])


@lru_cache(maxsize=64)
def _random_orders(n: int) -> np.ndarray:
    """Sixty orders of *n* paragraphs, the same each time."""
    rng = np.random.default_rng(n)
    return np.stack([rng.permutation(n) for _ in range(_DRAWN)])


def shuffled_chance(features: np.ndarray, n: int) -> tuple[float, bool]:
    """The chance that the stored order of *n* paragraphs is not the published one, and whether
    that is enough to call the text shuffled."""
    test = settings()["test"]
    z = (features - np.asarray(test["mean"])) / np.asarray(test["scale"])
    logit = float(np.clip(z, -5, 5) @ np.asarray(test["weights"]) + test["bias"])
    chance = float(1 / (1 + np.exp(-logit)))
    return chance, chance >= test["threshold_short" if n < SHORT else "threshold"]
