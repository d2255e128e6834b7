"""Statements: attributions with their speaker, date, medium, addressee and messenger.

The circumstances are read from the zone of a saying (`analysis.statements.zone`), one module each;
speakers are told by `analysis.actors.resolution`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from analysis.actors.resolution import Actor, Cast, Speaker
from analysis.actors.rules import Rule
from analysis.article.article import Article, Span
from analysis.attribution.turns import TURN
from analysis.knowledge import wordlists
from analysis.statements.addressee import addressee
from analysis.statements.medium import medium
from analysis.statements.via import via
from analysis.statements.when import said_on
from analysis.statements.zone import Zone, zone_of
from analysis.tables import Kind, joined
from analysis.words.spacy_models import Parse

if TYPE_CHECKING:
    from analysis.attribution.extraction import Attribution

_OPENING = "“\"„«‟‘'‚`"
_CLOSING = "”\"»’'"
_DOUBLE = re.compile('[“”"„«»‟]')
_SINGLE_OPEN = re.compile(r"(?<!\w)[‘'](?=\S)")
_SINGLE_CLOSE = re.compile(r"(?<=\S)[’'](?!\w)")
_FINAL = ".,;:!?…-–— \t\r\n\xa0"

_PASSIVE = re.compile(rf"\b{wordlists.alternation('phrase_words', 'passive')}\b", re.I)
#: What somebody holds or says, though the text does not tell who: "is believed", "was reported".
_HELD = re.compile(rf"\b{wordlists.alternation('phrase_words', 'held')}\b", re.I)
_UNFOUND, _HARDLY_SAID = 0.5, 0.7


def kind_of(text: str, content: Sequence[Span]) -> Kind:
    """direct, mixed or indirect, by the quotation marks of the content.

    Direct begins with an opening and ends with a closing mark (final punctuation aside); mixed
    holds a pair, or a double mark without its partner; indirect holds none.
    """
    joined = " ".join(text[s:e] for s, e in sorted(content))
    joined = joined.replace("''", '"').replace("``", '"').strip()
    tail = joined.rstrip(_FINAL)
    if len(tail) > 1 and tail[0] in _OPENING and tail[-1] in _CLOSING:
        return Kind.DIRECT
    opened = _SINGLE_OPEN.search(joined)
    # apart, since "any mark up to any other" would search to the end from every mark
    quoted = opened is not None and _SINGLE_CLOSE.search(joined, opened.end())
    return Kind.MIXED if _DOUBLE.search(joined) or quoted else Kind.INDIRECT


def _kind(article: Article, content: Sequence[Span]) -> str:
    """The kind of a content; where quotation marks are written as entities, as they are read."""
    if any(
        repair.kind == "entity" and start <= repair.start < end
        for repair in article.repairs
        for start, end in content
    ):
        return kind_of(article.view.text, [article.view.from_stored(*span) for span in content])
    return kind_of(article.text, content)


def _day(article: Article, attribution: Attribution) -> str:
    """The day a post bears, as an ISO date."""
    if attribution.resolved_by != TURN:
        return ""
    content = sorted(attribution.content)
    turns = (turn for turn in article.turns if sorted(turn.content) == content)
    return next((turn.day.isoformat() for turn in turns if turn.day), "")


def build(
    article: Article,
    parses: Sequence[Parse],
    attributions: Sequence[Attribution],
    cast: Cast,
) -> list[dict[str, Any]]:
    """The rows of the table `statements`, in the stored text's order.

    ``cast`` must be of the same attributions (`analysis.actors.resolution.resolve`).
    """
    pairs = sorted(
        zip(attributions, cast.speaker_of, strict=True),
        key=lambda pair: (min(pair[0].content, default=(0, 0)), pair[0].cue),
    )
    actors = {actor.actor_id: actor for actor in cast.actors}
    # a turn is no content to be blanked out of a sentence: the sentences in it are its own
    everything = [
        span
        for attribution in attributions
        if attribution.resolved_by != TURN
        for span in attribution.content
    ]
    rows = []
    for number, (attribution, speaker) in enumerate(pairs, 1):
        zone = None
        if attribution.resolved_by != TURN:
            zone = zone_of(article, parses, attribution, everything, attributions)
        rows.append(_row(article, cast, actors, attribution, speaker, zone, number))
    return rows


def _sure(speaker: Speaker, cue: str) -> float:
    """How sure it is whose a saying is. That a pronoun is nobody's is little more than a guess;
    that "it is believed" names none is certain, but what "is known as" something is hardly said."""
    if speaker.actor_ids:
        return speaker.confidence
    if speaker.resolved_by in (Rule.NOBODY_FITS, Rule.FIRST_PERSON_OPEN):
        return _UNFOUND
    passive = _PASSIVE.search(cue) and not _HELD.search(cue)
    return _HARDLY_SAID if passive else 1.0


def _row(
    article: Article,
    cast: Cast,
    actors: dict[str, Actor],
    attribution: Attribution,
    speaker: Speaker,
    zone: Zone | None,
    number: int,
) -> dict[str, Any]:
    content = sorted(attribution.content)
    who = [actors[actor_id] for actor_id in speaker.actor_ids]
    cue = article.cut(sorted(attribution.cue))
    return {
        "document": article.document,
        "statement_id": f"s{number}",
        "paragraph": article.paragraph_at(content[0][0]).number,
        "content": [list(span) for span in content],
        "source": [list(span) for span in sorted(attribution.source)],
        "cue": [list(span) for span in sorted(attribution.cue)],
        "content_text": article.cut(content),
        "source_text": article.cut(sorted(attribution.source)),
        "cue_text": cue,
        "kind": Kind.TURN if attribution.resolved_by == TURN else _kind(article, content),
        "actor_id": joined(actor.actor_id for actor in who),
        "speaker": joined(actor.name for actor in who),
        "official": bool(who) and all(actor.official for actor in who),
        "said_on": said_on(article, zone) if zone else _day(article, attribution),
        "medium": medium(zone) if zone else "",
        "addressee": addressee(cast, article, zone, attribution, who) if zone else "",
        "via": via(cast, zone, who) if zone else "",
        "confidence": round(max(0.0, min(1.0, attribution.confidence * _sure(speaker, cue))), 4),
        "resolved_by": speaker.resolved_by,
        "alternatives": [
            {"actor_id": actor_id, "speaker": actors[actor_id].name, "share": round(share, 3)}
            for actor_id, share in speaker.alternatives
        ],
    }
