"""Blocks: paragraphs that stay together because one goes on from the other.

The order of the whole is decided by many weak signs, and their sum can part two paragraphs that
any reader would join.  So what goes on from what is decided first, and the decoder then orders
blocks.  A name says more than a pronoun: who speaks on by surname takes the paragraph where that
person spoke before, an official the answer of the own state, and only then a bare "he said"
chooses among those that are left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.order.neighbour_ties import Tie, tie_table
from analysis.order.network_scores import Scores, board, settings
from analysis.order.search import Board, Weights, best_order, link_chances

#: Kinds of tie that can join, in the order in which they choose.
JOINING = (
    ("two_quotation", "two_added", "two_plain"),
    ("few_after_fragment", "few_quotation"),
    ("official_after_answer",),
    ("pronoun_after_speaker",),
)
_AGAIN = 2.0  # times that a tie counts here: tried 1, 2, 3 and 5 on articles set aside
HELD = 1000.0  # what parting a block costs: more than the pairs of a whole article can pay


@dataclass(frozen=True)
class Decoded:
    """The best order found, and the board that it was found on."""

    order: list[int]
    board: Board


def decode(scores: Scores, rules: np.ndarray, weights: Weights | None = None) -> Decoded:
    """The best order of an article's paragraphs, neighbours first.

    :param rules: the table of the rules of introduction; :param weights: the tuned ones unless
        others are given.
    """
    made = board(scores, rules, weights)
    n = scores.size
    link = scores.link.copy()
    link[1:, :n] += (_AGAIN - 1) * tie_table(scores.ties, n, settings()["ties"])
    return Decoded(best_order(hold(made, joins(scores.ties, link))), made)


def joins(ties: Sequence[Tie], link: np.ndarray) -> list[tuple[int, int]]:
    """Which paragraph is joined to the one it goes on from: (before, after), from 0.

    :param ties: of the article; :param link: logits of direct succession, ties included.
    """
    n = link.shape[0] - 1
    chances = link_chances(link)[1:, :n]
    followed: set[int] = set()
    joined: dict[int, int] = {}
    for kinds in JOINING:
        asked = {(tie.before, tie.after) for tie in ties if tie.kind in kinds}
        for i, j in sorted(asked, key=lambda one: (-chances[one], one)):
            if i in followed or j in joined or _leads_to(joined, i, j):
                continue
            followed.add(i)
            joined[j] = i
    return sorted((i, j) for j, i in joined.items())


def _leads_to(joined: Mapping[int, int], start: int, goal: int) -> bool:
    """Is *goal* among those that *start* goes on from: joining them would make a ring."""
    while start in joined:
        start = joined[start]
        if start == goal:
            return True
    return False


def hold(board: Board, joined: Sequence[tuple[int, int]], cost: float = HELD) -> Board:
    """*board* on which parting what is joined costs *cost*."""
    link = board.link.copy()
    for i, j in joined:
        link[i, j] += cost
    return Board(link, board.pair)
