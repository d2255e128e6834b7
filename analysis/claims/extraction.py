"""What is claimed: the propositions in statements and in the article's own voice, with type,
certainty, polarity, quantities and topic; and which claims agree or dispute."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from analysis.article.article import Article, Span
from analysis.claims import certainty, claim_types, clauses, events, matters, pairs, quantities
from analysis.claims.certainty import Cue
from analysis.claims.claim import Made, Relation
from analysis.knowledge import wordlists
from analysis.networks import sentence_vectors
from analysis.tables import SHOWN, ClaimType, Polarity, parts_of
from analysis.tables import Relation as Sign
from analysis.words.spacy_models import Parse

if TYPE_CHECKING:
    from analysis.actors.resolution import Cast

CLAIMS = (
    "document claim_id statement_id actor_id text start end type certainty polarity topic"
    " quantities because"
).split()
Settle = Callable[[Sequence[Made], Sequence[Relation]], list[Relation]]
_POSSESSIVES = wordlists.words("pronouns", "possessive")
RELATIONS = "document claim_a claim_b relation manner confidence because comments corrected".split()


def made(
    article: Article, parses: Sequence[Parse], statements: pd.DataFrame, cast: Cast | None = None
) -> list[tuple[Made, tuple[str, ...]]]:
    """The claims of an article, each with the words that set its certainty and polarity.

    ``parses`` must be full (with dependencies).
    """
    rows = statements.to_dict("records")
    found = _propositions(parses, rows)
    counted = [(proposition, quantities.find(proposition)) for proposition in found]
    quantities.link(counted)
    sides = _sides(cast)
    kept: list[tuple[Made, tuple[str, ...]]] = []
    for proposition, figures in counted:
        row = rows[proposition.statement] if proposition.statement is not None else None
        claim, because = _made(article, parses, proposition, row, sides)
        if _is_name(claim) and proposition.parse.paragraph.number:
            continue
        number = f"c{len(kept) + 1}"
        claim = replace(claim, claim_id=number, quantities=figures, readable=_readable(claim, cast))
        kept.append((claim, because))
    return kept


def find(
    article: Article,
    parses: Sequence[Parse],
    statements: pd.DataFrame,
    cast: Cast | None = None,
    settle: Settle | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables ``claims`` and ``relations`` of an article.

    ``parses`` must be full (with dependencies); ``settle`` changes the pairs that meet, as a
    person decided, before anything is read from them.
    """
    found = made(article, parses, statements, cast)
    spoken, reasons = [claim for claim, _ in found], [because for _, because in found]
    vectors = sentence_vectors.vectors([claim.readable for claim in spoken])
    met = pairs.find(spoken, vectors)
    if settle is not None:
        met = settle(spoken, met)
    shown = [relation for relation in met if relation.confidence >= SHOWN]
    spoken = _denials(spoken, shown)
    labels = matters.label(spoken, vectors, shown)
    claims = pd.DataFrame(
        [
            {
                "document": article.document,
                "claim_id": claim.claim_id,
                "statement_id": claim.statement_id,
                "actor_id": claim.actor_id,
                "text": claim.text,
                "start": claim.proposition.span[0],
                "end": claim.proposition.span[1],
                "type": claim.type,
                "certainty": claim.certainty,
                "polarity": claim.polarity,
                "topic": topic,
                "quantities": [dict(q) for q in claim.quantities],
                "because": " … ".join(because),
            }
            for claim, topic, because in zip(spoken, labels, reasons, strict=True)
        ],
        columns=CLAIMS,
    )
    relations = pd.DataFrame(
        [
            {
                "document": article.document,
                "claim_a": spoken[r.a].claim_id,
                "claim_b": spoken[r.b].claim_id,
                "relation": r.relation,
                "manner": r.manner,
                "confidence": r.confidence,
                "because": r.because,
                "comments": r.comments,
                "corrected": r.corrected,
            }
            for r in met
        ],
        columns=RELATIONS,
    )
    return claims, relations


def _spans(cell: object) -> list[Span]:
    return [(int(start), int(end)) for start, end in cell]  # type: ignore[attr-defined]


def _propositions(
    parses: Sequence[Parse], rows: Sequence[Mapping[str, object]]
) -> list[clauses.Proposition]:
    taken: list[Span] = []
    cues: list[Span] = []
    found = []
    for number, row in enumerate(rows):
        content = _spans(row["content"])
        found += clauses.of_statement(parses, content, number)
        taken += content + _spans(row["source"])
        cues += _spans(row["cue"])
    found += clauses.of_article(parses, taken, cues)
    found += clauses.of_title(parses, found)
    return sorted(found, key=lambda p: (*p.span, p.statement is None))


def _sides(cast: Cast | None) -> dict[str, tuple[str, str]]:
    """Each actor's name and side."""
    actors = cast.actors if cast is not None else ()
    return {actor.actor_id: (actor.name, actor.side) for actor in actors}


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in text.lower().replace(";", " ").split())


def _made(
    article: Article,
    parses: Sequence[Parse],
    proposition: clauses.Proposition,
    row: Mapping[str, object] | None,
    sides: Mapping[str, tuple[str, str]],
) -> tuple[Made, tuple[str, ...]]:
    cue, actor, side, names = Cue(), "", "", frozenset[str]()
    said_by = said_with = ""
    if row is not None:
        spans = _spans(row["cue"])
        said_by, said_with = str(row["speaker"]), article.cut(spans)
        cue = certainty.cue_for(proposition, certainty.cue_of(parses, spans), spans)
        actor = str(row["actor_id"])
        known = [sides[a] for a in parts_of(actor) if a in sides]
        side = known[0][1] if known and len({s for _, s in known}) == 1 else ""
        names = _words(
            str(row["speaker"]), str(row["source_text"]), *(f"{n} {s}" for n, s in known)
        )
    act = claim_types.classify(proposition, cue, names - {"the", "of", "and"})
    degree = certainty.weigh(proposition, cue, act)
    start, end = proposition.span
    claim = Made(
        claim_id="",
        statement_id=str(row["statement_id"]) if row is not None else "",
        actor_id=actor,
        side=side,
        names=names,
        type=act,
        certainty=degree.certainty,
        polarity=degree.polarity,
        text=article.text[start:end],
        proposition=proposition,
        matter=events.of(proposition, cue, degree.polarity),
        quantities=[],
        speaker=said_by,
        cue=said_with,
    )
    return claim, degree.because


def _is_name(claim: Made) -> bool:
    """Whether a content is but a name of something ("responded to the announcement", "cited
    examples of questions"): whoever says it asserts nothing that could be so or not."""
    root, words = claim.proposition.root, claim.proposition.words
    if all(t.pos_ in ("PRON", "DET", "PUNCT") for t in words):
        return True
    if root.pos_ not in ("NOUN", "PROPN", "PRON", "NUM") or any(map(clauses.is_clause, words)):
        return False
    as_such = any(t.lower_ == "as" for t in words) or any(claim_types.valued(t) for t in words)
    if claim.type == ClaimType.ASSERTION:
        return not claim.matter.events and not as_such
    named_only = claim.type == ClaimType.EVALUATION and not claim.matter.rated
    return named_only and not claim.matter.events and not as_such


def _readable(claim: Made, cast: Cast | None) -> str:
    """The claim as a sentence of its own: pronouns that the cast resolves are named."""
    start, end = claim.proposition.span
    text = claim.text
    if cast is not None:
        named = {actor.actor_id: actor.name for actor in cast.actors}
        for mention in sorted(cast.mentions, key=lambda m: -m.start):
            inside = start <= mention.start and mention.end <= end
            if inside and mention.how == "pronoun" and named.get(mention.actor_id):
                name = named[mention.actor_id]
                own = mention.text.lower() in _POSSESSIVES
                at = slice(mention.start - start, mention.end - start)
                text = text[: at.start] + name + ("'s" if own else "") + text[at.stop :]
    return text


def _denials(made: Sequence[Made], met: Sequence[Relation]) -> list[Made]:
    """A negative assertion that says another's claim is not so is a denial."""
    denying = set()
    for relation in met:
        for one, other in ((relation.a, relation.b), (relation.b, relation.a)):
            claim = made[one]
            against = relation.relation == Sign.DISPUTES and (
                made[other].polarity == Polarity.POSITIVE
            )
            plain = claim.type == ClaimType.ASSERTION and claim.polarity == Polarity.NEGATIVE
            if against and plain and claim.statement_id and not claim.matter.doubts:
                denying.add(one)
    return [replace(c, type=ClaimType.DENIAL) if i in denying else c for i, c in enumerate(made)]
