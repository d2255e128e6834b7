"""Attributions whose bounds the tagger drew across two voices, or where nobody speaks.

Each rule reads the words beside the spans: a second speaker behind a second quotation, a second
subject inside a source, a sentence of another speaker at the end of a content, a document whose
holder alone was taken for the source, a name in quotation marks that is only called so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.article import line_rules as rules
from analysis.article.article import Article, Span
from analysis.attribution.extraction import Attribution
from analysis.knowledge import wordlists


def _verbs(group: str) -> str:
    return wordlists.alternation("saying_verbs", group)


_NAME = rf"(?:{rules.NAME}|[A-Z][\w'’-]{{1,40}})"
_PRONOUN = rf"(?i:{wordlists.alternation('pronouns', 'says')})"
_WHO = rf"(?:{_NAME}|{_PRONOUN}|[Tt]he (?:[\w'’-]{{1,40}} ){{0,2}}?[\w'’-]{{1,40}})"
#: What stands behind a closed quotation: "Mr. Barlow said." or "said Mr. Barlow."
_BEHIND = re.compile(
    rf"\s{{0,3}}(?:(?P<source>{_WHO})\s{{1,3}}(?P<cue>{_verbs('behind_quote')})(?=[.,;]|\Z)"
    rf"|(?P<cue2>{_verbs('behind_quote')})\s{{1,3}}(?P<source2>{_WHO})(?=[.,;]|\Z))"
)
_CLOSED = re.compile(r"[\"“][^\"“”]+[\"”]\Z", re.S)
_SENTENCE_ENDS = re.compile(r"[.!?][\"”’')]*\s{1,3}(?=[\"“A-Z])")
_PARTED = re.compile(rf",?\s{{1,3}}{_verbs('parts_voices')}\s{{1,3}}(?=\w)")
_TITLES = wordlists.words("abbreviations", "title")
#: "Harald Potts admires Hermia Granth. Granth told him …"
_OWN_SENTENCE = re.compile(
    rf"(?<=[\w)])[.!?]\s{{1,3}}(?P<source>{_NAME}|{_PRONOUN})\s{{1,3}}(?P<cue>{_verbs('inner')})\s{{1,3}}"
    rf"(?:{wordlists.alternation('pronouns', 'hearer')}\s{{1,3}})?(?=\w)(?P<what>[^.!?]*)"
)
_DOCUMENT = re.compile(
    rf"(?:\A|[.!?][\"”]?\s{{1,3}}|[,;]\s{{1,3}}|\b{_verbs('joins')}\s{{1,3}})"
    rf"(?P<what>(?:(?!{_verbs('joins')}\b)[\w'’-]{{1,40}}\s{{1,3}}){{1,4}}){_verbs('handed_on')}\s{{1,3}}\Z"
)
_NAMED = re.compile(rf"(?:\w{{1,40}} )?{_verbs('names')}\Z", re.I)
_TITLE = re.compile(
    r"[\"“‘'](?P<words>[A-Z][\w'’-]{0,40}(?: [\w'’-]{1,40}){0,7})[.,]?[\"”’'][.,]?\Z"
)


def split(article: Article, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions with their bounds mended, those that attribute nothing left out."""
    taken = [span for one in attributions for span in (*one.source, *one.cue)]
    found: list[Attribution] = []
    for one in attributions:
        if _only_named(article, one):
            continue
        one = _one_subject(article, _whole_document(article, one), attributions)
        for part in _own_quotations(article, one, taken):
            found += _own_sentences(article, part)
    return tuple(sorted(found, key=lambda one: (one.content, one.cue)))


def _only_named(article: Article, one: Attribution) -> bool:
    """ "A band called 'Nine Lives'": a name in quotation marks, and nobody who says it."""
    if one.source or not one.content or not one.cue:
        return False
    if not _NAMED.match(article.cut(list(one.cue))):
        return False
    *others, (start, end) = one.content
    if article.text[one.cue[0][1] : start].strip() or re.search(
        '["“]', "".join(article.text[s:e] for s, e in others)
    ):
        return False
    title = _TITLE.match(article.text[start:end])
    return bool(title) and not any(w.islower() for w in title["words"].split() if len(w) > 4)


def _whole_document(article: Article, one: Attribution) -> Attribution:
    """ "Papers seen by the Herald show …": the papers show it, not the Herald."""
    if len(one.source) != 1 or not one.cue:
        return one
    (start, end), cue = one.source[0], one.cue[0]
    if article.text[end : cue[0]].strip() or cue[0] < end:
        return one
    block = article.paragraph_at(start)
    match = _DOCUMENT.search(article.text[block.start : start])
    if match is None:
        return one
    first = block.start + match.start("what")
    if any(s < start and first < e for s, e in one.content):
        return one
    return replace(one, source=((first, end),))


def _one_subject(
    article: Article, one: Attribution, attributions: Sequence[Attribution]
) -> Attribution:
    """ "…," said Aamodt, while her partner, Bird, insisted: "…": who stands at the cue speaks.

    Only of a source right behind a cue: "Duarte, who spoke while the band played, said" is one.
    """
    if len(one.source) != 1 or not one.cue:
        return one
    start, end = one.source[0]
    match = _PARTED.search(article.text, start, end)
    if match is None or not any(
        cue <= start and not article.text[cue:start].strip()
        for other in attributions
        for _, cue in other.cue
    ):
        return one
    if one.cue[0][1] <= start:
        return replace(one, source=((start, match.start()),))
    if one.cue[0][0] >= end:
        return replace(one, source=((match.end(), end),))
    return one


def _own_quotations(article: Article, one: Attribution, taken: Sequence[Span]) -> list[Attribution]:
    """ "'It is not,' Mrs. Barlow said. 'It is,' Mr. Barlow said.": two who speak."""
    if len(one.content) < 2 or not one.cue:
        return [one]
    kept, others = [one.content[0]], []
    for start, end in one.content[1:]:
        block = article.paragraph_at(start)
        behind = _BEHIND.match(article.text, end, block.end)
        between = article.text[kept[-1][1] : start]
        own = (
            behind
            and _CLOSED.match(article.text[start:end])
            and one.cue[0][0] < start
            and _SENTENCE_ENDS.search(between)
        )
        if not own:
            kept.append((start, end))
            continue
        mark = "" if behind["source"] else "2"
        source, cue = behind.span("source" + mark), behind.span("cue" + mark)
        others.append(replace(one, content=((start, end),), source=(source,), cue=(cue,)))
    return [replace(one, content=tuple(kept)), *others]


def _own_sentences(article: Article, one: Attribution) -> list[Attribution]:
    """A content that runs on, outside quotation marks, into what somebody else says."""
    if not one.cue:
        return [one]
    start, end = one.content[-1]
    text = article.text[start:end]
    matches = _OWN_SENTENCE.finditer(text)
    match = next((m for m in matches if not _short(text[: m.start()])), None)
    if match is None or re.search('["“”]', text):
        return [one]
    first = (*one.content[:-1], (start, start + match.start()))
    source, cue = (tuple(start + at for at in match.span(name)) for name in ("source", "cue"))
    own = replace(one, content=((start + match.start("what"), end),), source=(source,), cue=(cue,))
    return [replace(one, content=first), own]


def _short(before: str) -> bool:
    """Does the full stop behind these words only shorten the last: "Mr", "J"?"""
    last = re.search(r"\w+\Z", before)
    return bool(last) and (len(last[0]) == 1 or last[0] in _TITLES)
