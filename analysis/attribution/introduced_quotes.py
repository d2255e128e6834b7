"""Quotations that the paragraph above introduces by name and colon: "And from Chairwoman Nwosu:".

The tagger finds those with a verb of saying; here the name before the colon is the source, where
nothing else has claimed the quotation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from analysis.article import line_rules as rules
from analysis.article.article import Article, Span

if TYPE_CHECKING:
    from analysis.attribution.extraction import Attribution

SURE = 0.75
RULE = "introduced quotation"
_OPEN = '"“'
_CLOSED = re.compile(r"[\"”]\W{0,3}\Z")
_NAMED = re.compile(rf"(?:[A-Z][\w-]{{1,40}}\s{{1,5}}){{0,2}}{rules.NAME}")


def with_introduced(
    article: Article, attributions: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """The attributions, and one for each quotation that only a name and a colon introduce."""
    from analysis.attribution.extraction import Attribution

    taken = [span for one in attributions for span in (*one.content, *one.cue)]
    found = []
    for above, below in pairwise(article.body()):
        text = article.text[above.start : above.end]
        words = article.text[below.start : below.end]
        if not text.endswith(":") or words[0] not in _OPEN or not _CLOSED.search(words):
            continue
        colon = (above.end - 1, above.end)
        if any(s < below.end and below.start < e for s, e in taken):
            continue
        source = _source(text, above.start)
        if source:
            found.append(Attribution(((below.start, below.end),), (source,), (colon,), SURE, RULE))
    if not found:
        return tuple(attributions)
    return tuple(sorted([*attributions, *found], key=lambda one: (one.content, one.cue)))


def _source(text: str, start: int) -> Span | None:
    """The last name of the sentence that the colon ends; there must be no other sentence's end
    between them."""
    names = list(_NAMED.finditer(text))
    if not names or re.search(r"[.!?]\s", text[names[-1].end() :]):
        return None
    return start + names[-1].start(), start + names[-1].end()
