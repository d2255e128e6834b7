"""Which claims are about the same matter, and a name for it that a reader understands.

Average-linkage clustering of the claims' sentence vectors, drawn together where two claims name
one event or meet; the name is the noun phrase of the claims that says most of what they share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from analysis import matters, sentences
from analysis.relations import Made, Relation

#: Two groups are joined while their mean likeness is above this.
JOIN = 0.3
#: What a shared event, and a relation, add to the cosine of two claims.
EVENT, MEETING = 0.45, 0.55
_MOST_WORDS = 4


def _likeness(
    claims: Sequence[Made], vectors: np.ndarray, relations: Sequence[Relation]
) -> np.ndarray:
    # what all claims of an article share (its names) tells none of them apart
    centred = vectors - vectors.mean(axis=0)
    centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
    table = np.clip(centred @ centred.T, 0.0, 1.0)
    for i, a in enumerate(claims):
        for j in range(i + 1, len(claims)):
            pairs = matters.shared(a.matter.events, claims[j].matter.events)
            if any(not (matters.is_turn(x) or matters.is_turn(y)) for x, y, _ in pairs):
                table[i, j] += EVENT
                table[j, i] += EVENT
            same = a.statement_id and a.statement_id == claims[j].statement_id
            if same:
                table[i, j] += 0.1
                table[j, i] += 0.1
    for relation in relations:
        table[relation.a, relation.b] += MEETING
        table[relation.b, relation.a] += MEETING
    return table


def group(
    claims: Sequence[Made], vectors: np.ndarray, relations: Sequence[Relation]
) -> list[list[int]]:
    """Groups of claims about one matter, the largest first; ties in the text's order."""
    table = _likeness(claims, vectors, relations)
    groups = [[i] for i in range(len(claims))]
    while len(groups) > 1:
        best, pair = JOIN, None
        for x in range(len(groups)):
            for y in range(x + 1, len(groups)):
                mean = float(table[np.ix_(groups[x], groups[y])].mean())
                if mean > best:
                    best, pair = mean, (x, y)
        if pair is None:
            break
        groups[pair[0]] = sorted(groups[pair[0]] + groups.pop(pair[1]))
    return sorted(groups, key=lambda g: (-len(g), g[0]))


def _phrases(claim: Made) -> list[tuple[str, frozenset[str]]]:
    """Noun phrases of a claim, short and without determiners, with their lemmas."""
    found = []
    inside = claim.proposition.inside
    for chunk in claim.proposition.doc.noun_chunks:
        words = [t for t in chunk if t.i in inside]
        while words and (
            words[0].pos_ in ("DET", "PRON", "NUM", "ADV", "PUNCT", "PART")
            or words[0].dep_ in ("poss", "case", "predet")
            or words[0].like_num
        ):
            words = words[1:]
        words = [t for t in words if not t.is_quote]
        if not words or len(words) > _MOST_WORDS or words[-1].pos_ not in ("NOUN", "PROPN"):
            continue
        if all(t.ent_type_ == "PERSON" for t in words) or any(
            t.ent_type_ in ("DATE", "TIME") for t in words
        ):
            continue
        text = ""
        for token in words:
            text += token.text + token.whitespace_
        text = text.strip()
        if not words[0].ent_type_ and words[0].pos_ != "PROPN":
            text = text[0].lower() + text[1:]
        found.append((text, frozenset(t.lemma_.lower() for t in words)))
    return found


def name(members: Sequence[int], claims: Sequence[Made], vectors: np.ndarray) -> list[str]:
    """Names for a group, the best first."""
    centre = vectors[list(members)].mean(axis=0)
    centre /= max(float(np.linalg.norm(centre)), 1e-9)
    events = Counter(
        event.matter
        for i in members
        for event in {e.matter: e for e in claims[i].matter.events}.values()
        if not matters.is_turn(event)
    )
    words: Counter[str] = Counter()
    for i in members:
        words.update(claims[i].matter.themes)
    candidates: dict[str, tuple[frozenset[str], str]] = {}
    for i in members:
        naming = {
            w.lemma_.lower(): e.matter for e in claims[i].matter.events for w in e.words
        }
        for text, lemmas in _phrases(claims[i]):
            event = next((naming[w] for w in lemmas if w in naming), "")
            candidates.setdefault(text, (lemmas, event))
    if not candidates:
        return []
    texts = list(candidates)
    closeness = sentences.vectors(texts) @ centre
    scored = []
    for text, close in zip(texts, closeness, strict=True):
        lemmas, event = candidates[text]
        common = sum(words[w] for w in lemmas) / (len(lemmas) * len(members))
        shared = events[event] / len(members) if event else 0.0
        two = 0.1 if 2 <= len(text.split()) <= 3 else 0.0
        scored.append((float(close) + 0.5 * common + 1.0 * shared + two, text))
    return [text for _, text in sorted(scored, key=lambda s: (-s[0], s[1]))]


def label(
    claims: Sequence[Made], vectors: np.ndarray, relations: Sequence[Relation]
) -> list[str]:
    """A topic for each claim; no two groups share a name."""
    labels = [""] * len(claims)
    taken: set[str] = set()
    for members in group(claims, vectors, relations):
        names = name(members, claims, vectors)
        chosen = next((n for n in names if n.lower() not in taken), "")
        if not chosen:
            root = claims[members[0]].proposition.root
            chosen = root.lemma_.lower()
        taken.add(chosen.lower())
        for i in members:
            labels[i] = chosen
    return labels
