"""Which claims are about the same matter, and a name for it that a reader understands.

Average-linkage clustering of the claims' sentence vectors, drawn together where two claims name
one event or meet; the name is the noun phrase of the claims that says most of what they share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from spacy.tokens import Token

from analysis.claims import events
from analysis.claims.claim import Made, Relation, same_camp
from analysis.knowledge import wordlists
from analysis.networks import sentence_vectors

#: Two groups are joined while their mean likeness is above this.
JOIN = 0.3
#: A lone claim joins a group when its two nearest there are at least so like.
ADOPT = 0.42
SMALL = 3
#: An event named with its things must be of like things to draw two claims together.
LIKE = 0.2
#: What a shared event, and a relation, add to the cosine of two claims.
EVENT, MEETING = 0.45, 0.55
#: What a pair that a person joined adds: more than all that may speak against it.
DECIDED = 3.0
_MOST_WORDS = 4
#: A name that says who and not what, one that needs another word, or one with a person in it.
_WHO, _LONE, _RARE, _PERSON = 0.5, 0.15, 0.25, 0.6
_LINKS = wordlists.words("pair_words", "link")


def _likeness(
    claims: Sequence[Made], vectors: np.ndarray, relations: Sequence[Relation]
) -> np.ndarray:
    # what all claims of an article share (its names) tells none of them apart
    centred = vectors - vectors.mean(axis=0)
    centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
    table = np.clip(centred @ centred.T, 0.0, 1.0)
    for i, a in enumerate(claims):
        for j in range(i + 1, len(claims)):
            pairs = events.shared(a.matter.events, claims[j].matter.events)
            things = (a.matter.themes & claims[j].matter.themes) or table[i, j] >= LIKE
            kinds = {
                k
                for x, y, k in pairs
                if not (events.is_turn(x) or events.is_turn(y)) and (things or x.bare or y.bare)
            }
            akin = "kin" in kinds and same_camp(a, claims[j])
            if kinds - {"kin"} or akin:
                table[i, j] += EVENT
                table[j, i] += EVENT
            units = {q["unit"] for q in a.quantities} & {q["unit"] for q in claims[j].quantities}
            near = a.proposition.parse is claims[j].proposition.parse
            if near and units - {""}:
                table[i, j] += EVENT
                table[j, i] += EVENT
            same = a.statement_id and a.statement_id == claims[j].statement_id
            if same:
                table[i, j] += 0.1
                table[j, i] += 0.1
    for relation in relations:
        by = DECIDED if relation.corrected else MEETING
        table[relation.a, relation.b] += by
        table[relation.b, relation.a] += by
    return table


def group(
    claims: Sequence[Made], vectors: np.ndarray, relations: Sequence[Relation]
) -> list[list[int]]:
    """Groups of claims about one matter, the largest first; ties in the text's order."""
    if not claims:
        return []
    table = _likeness(claims, vectors, relations)
    groups: list[list[int]] = [[i] for i in range(len(claims))]
    sizes = np.ones(len(claims))
    means = table.copy()  # the mean likeness of two groups, kept up as they join
    np.fill_diagonal(means, -1.0)
    while True:
        x, y = sorted(int(k) for k in np.unravel_index(int(np.argmax(means)), means.shape))
        if means[x, y] <= JOIN:
            break
        joined = (means[x] * sizes[x] + means[y] * sizes[y]) / (sizes[x] + sizes[y])
        means[x], means[:, x] = joined, joined
        means[y], means[:, y], means[x, x] = -1.0, -1.0, -1.0
        gone = [k for k, g in enumerate(groups) if not g]
        means[x, gone], means[gone, x] = -1.0, -1.0
        sizes[x] += sizes[y]
        groups[x], groups[y] = groups[x] + groups[y], []
    groups = [sorted(g) for g in groups if g]
    return sorted(_adopted(groups, table), key=lambda g: (-len(g), g[0]))


def _adopted(groups: list[list[int]], table: np.ndarray) -> list[list[int]]:
    """A claim left alone or in a small group joins the larger one whose two nearest members lie
    closer to it than those it stands with."""
    groups = [list(g) for g in groups]
    for i in [i for g in groups if len(g) <= SMALL for i in g]:
        own = next(g for g in groups if i in g)
        homes = [g for g in groups if len(g) > max(1, len(own)) and i not in g]
        if not homes:
            continue
        fits = [float(np.sort(table[i, g])[-2:].mean()) for g in homes]
        others = [j for j in own if j != i]
        kept = float(table[i, others].mean()) if others else 0.0
        if max(fits) >= max(ADOPT, kept):
            own.remove(i)
            homes[int(np.argmax(fits))].append(i)
    return [sorted(g) for g in groups if g]


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
        numbers = [n for n, t in enumerate(words) if t.like_num and t.ent_type_ != "ORG"]
        words = words[numbers[-1] + 1 :] if numbers else words
        if not words or len(words) > _MOST_WORDS or words[-1].pos_ not in ("NOUN", "PROPN"):
            continue
        if all(t.ent_type_ == "PERSON" for t in words) or any(
            t.ent_type_ in ("DATE", "TIME") for t in words
        ):
            continue
        found.append((_written(words), frozenset(t.lemma_.lower() for t in words)))
        found += _with_complement(words, inside)
    for verb in claim.proposition.words:
        objects = [c for c in verb.children if c.dep_ == "dobj" and c.i == verb.i + 1]
        if verb.tag_ == "VBG" and objects and objects[0].pos_ in ("NOUN", "PROPN"):
            pair = (verb, objects[0])
            text = f"{verb.lower_} {objects[0].text}"  # "joining NATO" names what NATO does not
            found.append((text, frozenset(t.lemma_.lower() for t in pair)))
    return found


def _written(words: Sequence[Token]) -> str:
    """Words as they stand, a capital that only begins a sentence taken down ("VIP" stays)."""
    text = "".join(t.text + t.whitespace_ for t in words).strip()
    first = words[0]
    if not first.ent_type_ and first.pos_ != "PROPN" and first.text[1:].islower():
        text = text[0].lower() + text[1:]
    return text


def _with_complement(
    words: Sequence[Token], inside: frozenset[int]
) -> list[tuple[str, frozenset[str]]]:
    """A noun with what it is of: "policy of turning" is none, "reduction of crop yields" is."""
    head = words[-1]
    found = []
    for link in head.children:
        if link.dep_ != "prep" or link.lower_ not in _LINKS or link.i != head.i + 1:
            continue
        for noun in link.children:
            if noun.dep_ != "pobj" or noun.pos_ not in ("NOUN", "PROPN") or noun.like_num:
                continue
            low = [t for t in noun.lefts if t.dep_ in ("compound", "amod") and t.i in inside]
            phrase = [*words, link, *low, noun]
            spread = phrase[-1].i - phrase[0].i + 1
            plain = all(t.is_alpha for t in phrase) and noun.ent_type_ not in ("DATE", "TIME")
            if plain and spread == len(phrase) <= _MOST_WORDS + 1 and noun.i in inside:
                lemmas = frozenset(t.lemma_.lower() for t in phrase if t is not link)
                found.append((_written(phrase), lemmas))
    return found


def _only_name(text: str, claims: Sequence[Made], members: Sequence[int]) -> bool:
    """Whether a phrase is a name and no more: it says who, not what."""
    return all(
        word in {t.text for i in members for t in claims[i].proposition.words if t.pos_ == "PROPN"}
        for word in text.split()
        if word not in _LINKS
    )


def name(members: Sequence[int], claims: Sequence[Made], vectors: np.ndarray) -> list[str]:
    """Names for a group, the best first."""
    centre = vectors[list(members)].mean(axis=0)
    centre /= max(float(np.linalg.norm(centre)), 1e-9)
    counted = Counter(
        event.matter
        for i in members
        for event in {e.matter: e for e in claims[i].matter.events}.values()
        if not events.is_turn(event)
    )
    words: Counter[str] = Counter()
    for i in members:
        words.update(claims[i].matter.themes)
    candidates: dict[str, tuple[frozenset[str], str]] = {}
    for i in members:
        naming = {w.lemma_.lower(): e.matter for e in claims[i].matter.events for w in e.words}
        for text, lemmas in _phrases(claims[i]):
            event = next((naming[w] for w in lemmas if w in naming), "")
            candidates.setdefault(text, (lemmas, event))
    if not candidates:
        return []
    people = {
        t.lemma_.lower()
        for i in members
        for t in claims[i].proposition.words
        if t.ent_type_ == "PERSON"
    }
    texts = list(candidates)
    closeness = sentence_vectors.vectors(texts) @ centre
    scored = []
    for text, close in zip(texts, closeness, strict=True):
        lemmas, event = candidates[text]
        common = sum(words[w] for w in lemmas) / (len(lemmas) * len(members))
        shared = counted[event] / len(members) if event else 0.0
        two = 0.1 if 2 <= len(text.split()) <= 3 else 0.0
        dull = _WHO if _only_name(text, claims, members) else 0.0
        if lemmas & people:
            dull += _PERSON
        if len(members) >= SMALL and max(words[w] for w in lemmas) < 2:
            dull += _RARE  # one claim's word does not stand for many
        if len(text.split()) == 1 and not event:
            dull += _LONE
        if lemmas & set(wordlists.table("speech_nouns")):
            dull += 0.2
        scored.append((float(close) + 0.5 * common + 1.0 * shared + two - dull, text))
    return [text for _, text in sorted(scored, key=lambda s: (-s[0], s[1]))]


def label(claims: Sequence[Made], vectors: np.ndarray, relations: Sequence[Relation]) -> list[str]:
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
