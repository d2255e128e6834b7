"""Do the speakers survive the shuffle: statements of a shuffled article against the intact one."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.article.article import Article
from analysis.order.restoration import Order, Place

PRONOUNS = frozenset("he she they i we it him her them who".split())
Case = tuple[Article, Article, Sequence[int], Order, Order]
Row = tuple[tuple[str, ...], str, bool]  # content's pieces, speaker, source is a bare pronoun


def stored(article: Article) -> Order:
    """The stored order as if nobody had asked: the naive reading."""
    return Order(False, 0.0, {p.number: Place(p.number, 1.0) for p in article.paragraphs})


def speakers(article: Article, order: Order) -> list[Row]:
    """One row an attribution of *article* read in *order*."""
    from analysis.actors.resolution import resolve
    from analysis.attribution import extraction, passed_on
    from analysis.words import spacy_models

    found = extraction.find(article)
    parses = spacy_models.parse(article)
    cast = resolve(article, parses, order, passed_on.unwrap(article, found))
    rows = []
    for one, speaker in zip(found, cast.speaker_of, strict=True):
        content = tuple(article.text[start:end] for start, end in one.content)
        source = " ".join(article.text[start:end] for start, end in one.source)
        names = "; ".join(cast.actor(actor_id).name for actor_id in speaker.actor_ids)
        rows.append((content, names, source.lower() in PRONOUNS))
    return rows


def speaker_figures(cases: Sequence[Case]) -> dict[str, float]:
    """Shares over all statements found in both the intact and the shuffled article.

    ``attribution_f1`` counts the contents found in both against those found in either;
    ``same_speaker`` and ``same_speaker_pronoun`` are the shares with the same speaker, and the
    two with ``stored`` the same for the naive reading of the stored order.
    """
    found = both = total = 0
    counts = dict.fromkeys(("all", "pronoun"), 0)
    same = dict.fromkeys(("all", "pronoun", "all stored", "pronoun stored"), 0)
    for article, mixed, _, intact_order, order in cases:
        truth = {row[0]: row for row in speakers(article, intact_order)}
        ours = {row[0]: row for row in speakers(mixed, order)}
        naive = {row[0]: row for row in speakers(mixed, stored(mixed))}
        total += len(truth)
        found += len(ours)
        for content, (_, name, pronoun) in truth.items():
            if content not in ours:
                continue
            both += 1
            for kind in ("all", "pronoun") if pronoun else ("all",):
                counts[kind] += 1
                same[kind] += ours[content][1] == name
                same[f"{kind} stored"] += naive.get(content, ((), "", False))[1] == name
    return {
        "statements_intact": float(total),
        "statements_shuffled": float(found),
        "attribution_f1": 2 * both / max(1, total + found),
        "same_speaker": same["all"] / max(1, counts["all"]),
        "same_speaker_stored": same["all stored"] / max(1, counts["all"]),
        "pronoun_statements": float(counts["pronoun"]),
        "same_speaker_pronoun": same["pronoun"] / max(1, counts["pronoun"]),
        "same_speaker_pronoun_stored": same["pronoun stored"] / max(1, counts["pronoun"]),
    }
