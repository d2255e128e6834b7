"""Newsrooms that pass a saying on: "Putin said that …, per the Associated Press".

The outermost attribution is the newsroom's, but the words are Putin's: a reader who asks who
says it wants him, with the newsroom as messenger. Such an attribution is read as its inner one;
the newsroom goes to the column ``via`` (`analysis.statements.via`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.article.article import Article, Span
from analysis.attribution.extraction import Attribution
from analysis.knowledge import authority, wordlists

_PASSED_ON = re.compile(rf"\b{wordlists.alternation('saying_verbs', 'passes_on')}\b", re.I)
_PARTICLE = wordlists.alternation("name_particles", "passed_on")
#: Bounded (a name of at most 16 words, each of 60 letters), or a text in capitals would be read
#: to its end from each of its words.
_NAME = rf"[A-Z][\w.'’-]{{0,59}}(?:\s+(?:[A-Z][\w.'’-]{{0,59}}|{_PARTICLE})){{0,15}}"
_INNER = re.compile(
    rf"(?<![\w\"“])(?P<source>(?:(?:[Tt]he|[Aa]n?)\s+(?:[\w'’-]+\s+){{1,4}}?|{_NAME}\s+"
    rf"|(?i:{wordlists.alternation('pronouns', 'says')})\s+))"
    rf"(?:on\s+{wordlists.alternation('calendar', 'weekday', capital=True)}\s+)?"
    rf"(?P<cue>(?:{wordlists.alternation('saying_verbs', 'before_inner')}\s+){{0,2}}"
    rf"{wordlists.alternation('saying_verbs', 'inner')})\s+"
)
_QUOTES = re.compile(rf"{wordlists.alternation('saying_verbs', 'quotes')}\Z", re.I)
#: "minister Una Dahl as saying": nothing but a name, a pronoun or a noun phrase before "as".
_QUOTED_AS = re.compile(
    rf"(?P<source>[\w'’.-]{{1,40}}(?:,?\s{{1,3}}[\w'’.-]{{1,40}}){{0,9}}?,?)\s{{1,3}}"
    rf"(?P<cue>{wordlists.alternation('saying_verbs', 'quoted_as')})\s+(?=\S)"
)


def unwrap(article: Article, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions, those of a mere messenger replaced by the saying they pass on.

    As many as given, in the same order. One is replaced where it quotes somebody "as saying", or
    where its source is a newsroom of the authority files, its cue only passes on ("per",
    "according to"), and its content holds, outside quotation marks, somebody with a verb of
    saying or thinking and words behind it.
    """
    return tuple(_unwrapped(article, _unquoted(article, one)) for one in attributions)


def _unquoted(article: Article, attribution: Attribution) -> Attribution:
    """ "The agency quoted Dahl as saying …": Dahl's words."""
    if not _QUOTES.search(article.cut(sorted(attribution.cue))):
        return attribution
    (start, end), *others = sorted(attribution.content)
    match = _QUOTED_AS.match(article.text, start, end)
    if match is None or not re.search(r"\w", article.text[match.end() : end]):
        return attribution
    return replace(
        attribution,
        content=((match.end(), end), *others),
        source=(match.span("source"),),
        cue=(match.span("cue"),),
    )


def _newsroom(text: str) -> bool:
    words = text.strip(" ,.")
    first = re.search(r"\w+", words)
    known = authority.gazetteer().get(first.group(), ()) if first else ()
    names = {words, re.sub(r"^[Tt]he\s+", "", words)}
    if len(names) == 2 and first is not None:
        second = re.search(r"\w+", min(names, key=len))
        known = (*known, *authority.gazetteer().get(second.group(), ())) if second else known
    return any(k.entity and k.entity.type == "media" and k.form in names for k in known)


def _unwrapped(article: Article, attribution: Attribution) -> Attribution:
    cue = article.cut(sorted(attribution.cue))
    if not _PASSED_ON.search(cue) or not _newsroom(article.cut(sorted(attribution.source))):
        return attribution
    spans = sorted(attribution.content)
    for number, (start, end) in enumerate(spans):
        match = _INNER.search(article.text, start, end)
        if match is None or re.search('["“]', article.text[start : match.start()]):
            continue
        rest: list[Span] = [(match.end(), end), *spans[number + 1 :]]
        if not re.search(r"\w", article.text[match.end() : end]):
            continue
        low, high = match.span("source")
        high -= len(article.text[low:high]) - len(article.text[low:high].rstrip())
        rest[0] = (rest[0][0], _trimmed(article.text, *rest[0]))
        return replace(
            attribution, content=tuple(rest), source=((low, high),), cue=(match.span("cue"),)
        )
    return attribution


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " ,;":
        end -= 1
    return end
