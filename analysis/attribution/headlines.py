"""Headlines that give words to somebody without a verb: "Minister: no tax rise", "'No': mayor".

The tagger was trained on running text and misses or misreads these. What stands before (or, in
quotations, behind) the colon is a speaker only where the article has it speak, or where it is an
office; "Storm Ulla: live updates" and "Explainer: …" attribute nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.article import line_rules as rules
from analysis.article.article import Article, Span
from analysis.knowledge import wordlists

if TYPE_CHECKING:
    from analysis.attribution.extraction import Attribution

#: How sure such a row is; the colon alone says it.
SURE = 0.7
RULE = "headline"
#: A title beyond it is no headline, and the expressions below would be slow on it.
_LONGEST = 300
_WHO_FIRST = re.compile(r"(?P<who>[^:–—\"“‘]{2,60}?)\s*(?P<cue>:)\s+(?P<what>\S.*\S)\s*\Z", re.S)
_WHO_LAST = re.compile(
    r"(?P<what>[\"“'‘].*[\"”'’])\s*(?P<cue>:|\s[–—-]|,)\s+(?P<who>[^:\"“”]{2,50}?)\s*\Z"
    r"|(?P<what2>[^:]{8,}?)\s*(?P<cue2>:|\s[–—-])\s+(?P<who2>[^:\"“”'‘’]{2,40}?)\s*\Z",
    re.S,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: What stands behind these is what is spoken of: "mayor on old store".
_ABOUT = re.compile(r"(?:^|(?<!\s)\s+)(?:on|over|about|as|after|in)\s+")
_LIGHT = wordlists.words("headline_words", "light")


def _words(text: str) -> set[str]:
    text = re.sub(r"['’]s\b", "", text)
    return {w.casefold() for w in _WORD.findall(text)} - _LIGHT


def _speaks(who: str, article: Article, attributions: Sequence[Attribution]) -> bool:
    """Can this be a speaker: does the article have it speak, or is it an office?"""
    words = _words(who)
    low = " ".join(who.lower().split())
    if not words or len(words) > 6 or low in rules.listed("label_words"):
        return False
    if rules.is_section_label(who) or re.search(r"\d", who):
        return False
    for one in attributions:
        source = _words(article.cut(sorted(one.source)))
        if source and words <= source:
            return True
        if one.source and words <= _sentence(article, one.source[0]) and len(words) > 1:
            return True
    last = _WORD.findall(who)[-1].casefold()
    return last in {row[0] for row in wordlists.rows("speaking_offices")}


def _sentence(article: Article, span: Span) -> set[str]:
    """The words around a source: an office may stand behind the name."""
    block = article.paragraph_at(span[0])
    return _words(article.text[max(block.start, span[0] - 60) : min(block.end, span[1] + 60)])


def read_headline(article: Article, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions with the headline's by form, and without what is none there.

    Args:
        article: The article.
        attributions: All that the tagger found in it.

    Returns:
        The same, but for those whose content lies in the title.
    """
    from analysis.attribution.extraction import Attribution

    if article.title is None or article.title.end - article.title.start > _LONGEST:
        return tuple(attributions)
    start, end = article.title.start, article.title.end
    title = article.text[start:end]
    inside = [one for one in attributions if one.content and start <= one.content[0][0] < end]
    rest = [one for one in attributions if one not in inside]
    match = _WHO_FIRST.match(title)
    if match and inside:
        who = match.span("who")
        inside = [
            one
            for one in inside
            if not (
                one.source
                and one.source[0][0] - start < who[1]
                and not re.match("[\"“'‘]", match.group("what"))
                and not _speaks(match.group("who"), article, rest)
            )
        ]
    if not inside:
        found = _by_form(title, match, article, rest)
        if found:
            who, cue, what = (((start + a, start + b),) for a, b in found)
            inside = [Attribution(what, who, cue, SURE, RULE)]
    return tuple(sorted([*inside, *rest], key=lambda one: (one.content, one.cue)))


def _by_form(
    title: str, match: re.Match[str] | None, article: Article, rest: Sequence[Attribution]
) -> tuple[Span, Span, Span] | None:
    """Who, the mark that attributes, and what, in a title of one of the two forms."""
    if (
        match
        and _speaks(match.group("who"), article, rest)
        and len(_words(match.group("what"))) > 1
    ):
        return match.span("who"), match.span("cue"), match.span("what")
    last = _WHO_LAST.match(title)
    if last:
        mark = "" if last.group("what") else "2"
        who = re.split(_ABOUT, last.group("who" + mark))[0]
        if who and _speaks(who, article, rest):
            first = last.start("who" + mark)
            cue = last.end("cue" + mark) - 1
            return (first, first + len(who)), (cue, cue + 1), last.span("what" + mark)
    return None
