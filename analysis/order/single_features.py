"""Cohesion cues of one paragraph alone: how it begins and ends, whom it introduces, what it holds.

Some need the article around it: a paragraph's place among all by overlap with the title, what it
takes up from others and what others take up from it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.order.paragraph_cues import (
    ADDRESS,
    CLOSING,
    DATELINE,
    DEMONSTRATIVE,
    MONTHS,
    START_TIME,
    WEEKDAYS,
    Cues,
)


class Single(NamedTuple):
    """What the trained model reads of one paragraph, in its order: counts are logarithms, the
    rest are truth values or shares."""

    length: float
    starts_quote: float
    ends_quote: float
    open_quote: float
    starts_pronoun: float
    says_pronoun: float
    starts_contrast: float
    adds: float
    starts_demonstrative: float
    names_full: float
    names_short: float
    names_introduced: float
    names_known_elsewhere: float
    role_introduced: float
    weekday: float
    first_weekday: float
    month: float
    dateline: float
    title_overlap: float
    title_overlap_rank: float
    digits: float
    address: float
    closing_words: float
    centrality: float
    ends_colon: float
    no_full_stop: float
    all_quote: float
    question: float
    first_person: float
    starts_time: float
    definites_known: float
    indefinites_taken_up: float
    acronym_introduced: float
    short_line: float
    all_caps: float
    title_full_name: float


SINGLE_FEATURES = Single._fields


def paragraph_table(
    title: Cues,
    cues: Sequence[Cues],
    to_title: np.ndarray,
    similar: np.ndarray,
    pairs: np.ndarray,
    column: dict[str, int],
) -> np.ndarray:
    """One row a paragraph, one column a field of `Single`.

    :param title: the cues of the title.
    :param cues: the cues of each paragraph.
    :param to_title: how similar each paragraph is to the title.
    :param similar: how similar each two paragraphs are.
    :param pairs: the table of pairs, for what one paragraph takes up from another.
    :param column: the column of each pair feature in ``pairs``.
    """
    n = len(cues)
    out = np.zeros((n, len(SINGLE_FEATURES)), dtype=np.float32)
    if not n:
        return out
    # Equal overlaps share a rank: a rank by place in the file would give the order away.
    rank = (to_title[None, :] > to_title[:, None] + 1e-6).sum(axis=1) / max(1, n - 1)
    central = (similar.sum(axis=1) - 1.0) / max(1, n - 1)
    known = pairs[:, :, column["full_then_short"]]
    definite = pairs[:, :, column["definite_after_indefinite"]]
    word = pairs[:, :, column["definite_after_word"]]
    acronym = pairs[:, :, column["acronym_after_expansion"]]
    title_names = set(title.names)
    for k, c in enumerate(cues):
        text = c.text
        names = list(c.names.values())
        quoted = sum(len(q) for q in re.findall(r'"[^"]*"', text))
        letters = re.sub(r"[^A-Za-z]", "", text)
        weekday = re.search(rf"\b{WEEKDAYS}\b", text)
        out[k] = Single(
            length=math.log1p(len(text)) / 6.0,
            starts_quote=c.starts_quote,
            ends_quote=text.endswith('"'),
            open_quote=c.open_quote,
            starts_pronoun=c.starts_pronoun != "",
            says_pronoun=c.says_pronoun != "",
            starts_contrast=c.contrast != "",
            adds=c.adds != "",
            starts_demonstrative=DEMONSTRATIVE.match(text) is not None,
            names_full=math.log1p(sum(m.full for m in names)),
            names_short=math.log1p(sum(not m.full for m in names)),
            names_introduced=math.log1p(known[k].sum()) / 2,
            names_known_elsewhere=math.log1p(known[:, k].sum()) / 2,
            role_introduced=math.log1p(sum(m.role for m in names)),
            weekday=weekday is not None,
            first_weekday=weekday is not None and weekday.start() < 120,
            month=re.search(rf"\b{MONTHS}(?:\s|$)", text) is not None,
            dateline=DATELINE.match(text) is not None,
            title_overlap=to_title[k],
            title_overlap_rank=rank[k],
            digits=re.search(r"\d", text) is not None,
            address=ADDRESS.search(text) is not None,
            closing_words=CLOSING.search(text) is not None,
            centrality=central[k] * 3,
            ends_colon=text.endswith(":"),
            no_full_stop=text[-1:] not in '.!?"',
            all_quote=quoted > 0.9 * len(text),
            question=text.endswith("?"),
            first_person=c.first_person,
            starts_time=START_TIME.match(text) is not None,
            definites_known=math.log1p(definite[:, k].sum() + 0.3 * word[:, k].sum()) / 2,
            indefinites_taken_up=math.log1p(definite[k].sum() + 0.3 * word[k].sum()) / 2,
            acronym_introduced=acronym[k].sum() > 0,
            short_line=len(text) < 40,
            all_caps=len(letters) > 3 and letters.isupper(),
            title_full_name=any(m.full and key in title_names for key, m in c.names.items()),
        )
    return out
