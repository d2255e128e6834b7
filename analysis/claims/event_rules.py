"""Which claims meet by rules, in an article whose matters are those of the list of events.

Two claims are about one matter where they name the same event, its opposite or its near kin, of the
same things (shared nouns or close sentence vectors, unless one names the event alone), or where one
speaks of the other ("this demand"). The sign follows from how each stands to the event: who affirms
it, who denies, doubts or belittles it. The stance model of `analysis.claims.headline_stance` and
the closeness of the words set the confidence. Precision before recall: what no rule carries is not
reported.

The list and the thresholds were shaped on articles like the first; on articles that it does not
cover the rules are mostly wrong (``analysis/models/relations/PAIRS.md``), so `covers` asks first.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.claims import events, headline_stance, wording_rules
from analysis.claims.claim import (
    ALIKE,
    CLOSE,
    FAINT,
    FAR,
    NEAR,
    Made,
    Relation,
    because,
    common_things,
    quote,
    same_camp,
)
from analysis.claims.events import Event, Matter, Pointer
from analysis.knowledge import wordlists

LEAST = 0.5
#: The rules are trusted where more than this share of the claims names a listed event. Of 126
#: hand-coded articles of many kinds none lies above it.
COVERED = 0.5
_MODALS = wordlists.words("pair_words", "refusing")
#: Two claims that name the article's own event by one word need lie no closer than this.
SOME = 0.30
#: An event named alone ("the withdrawal") is the article's where so many claims name it.
KNOWN, KNOWN_SHARE = 3, 0.06


def _comparable(a: Made, b: Made) -> bool:
    """Not the same statement, and not both the article's own voice."""
    if not a.statement_id and not b.statement_id:
        return False
    return a.statement_id != b.statement_id and _says(a) and _says(b)


def _says(claim: Made) -> bool:
    """Whether a claim says something: a verb or an event, not a bare name."""
    root = claim.proposition.root
    return bool(claim.matter.events or claim.matter.pointers) or root.pos_ in ("VERB", "AUX")


def _known(claims: Sequence[Made], matter: str) -> bool:
    number = sum(any(e.matter == matter for e in c.matter.events) for c in claims)
    return number >= max(KNOWN, KNOWN_SHARE * len(claims))


def _of_one_thing(
    a: Made, b: Made, pair: tuple[Event, Event, str], cosine: float, claims: Sequence[Made]
) -> bool:
    """Whether a shared event happens to the same thing in both claims."""
    if cosine < FAR:
        return False
    one, other, kind = pair
    words = {w.lemma_.lower() for e in (one, other) for w in e.words}
    common = common_things(a, b) - words
    if kind == "kin":
        return same_camp(a, b) and cosine >= FAINT
    if one.bare or other.bare:
        known = _known(claims, one.matter) or _known(claims, other.matter)
        return (known and events.fit(one, other)) or (bool(common) and cosine >= NEAR)
    if kind == "opposite":
        return bool(common) and cosine >= NEAR and events.fit(one, other)
    alike = one.words[0].lemma_.lower() == other.words[0].lemma_.lower()
    if alike and cosine >= SOME and _known(claims, one.matter) and events.fit(one, other):
        return True
    # to agree, claims may lie close without sharing a thing; a dispute must be about one
    denied = _sign(a, b, pair) < 0
    return (bool(common) and cosine >= NEAR) or cosine >= (ALIKE if denied else CLOSE)


def _stands(a: Made, b: Made) -> bool:
    return a.matter.stand != 0 and b.matter.stand != 0


def _sign(a: Made, b: Made, pair: tuple[Event, Event, str]) -> int:
    one, other, kind = pair
    sign = a.matter.stand * b.matter.stand
    for turned in (kind == "opposite", one.denied, other.denied):
        sign = -sign if turned else sign
    return sign


def _allowed(a: Made, b: Made, sign: int) -> bool:
    """Which types can meet with which sign: to ask for a thing is not to say that it is so."""
    if sign < 0 and same_camp(a, b):
        return False
    if (a.type == "demand") != (b.type == "demand"):
        asked, other = (a, b) if a.type == "demand" else (b, a)
        # asking for what is lacking is no dispute; asking to leave off what is done is one
        refusing = other.type in ("denial", "evaluation", "commitment") or _refuses(other)
        refused = refusing and other.matter.stand < 0
        return sign < 0 and (refused or (asked.matter.stand < 0 and other.matter.stand > 0))
    return True


def _refuses(claim: Made) -> bool:
    """Whether a claim says that something cannot, should not or will not be done."""
    return any(
        c.dep_ == "aux" and c.lower_ in _MODALS
        for clause in claim.proposition.clauses
        for c in clause.children
    )


def _turned(a: Made, b: Made, kind: list[tuple[Event, Event, str]]) -> bool:
    """Whether one begins what the other ends."""
    return any(k == "opposite" and events.is_turn(x) and events.is_turn(y) for x, y, k in kind)


def _by_event(
    i: int, j: int, claims: Sequence[Made], cosine: float
) -> tuple[int, float, str] | None:
    a, b = claims[i], claims[j]
    found = events.shared(a.matter.events, b.matter.events)
    solid = [p for p in found if not (events.is_turn(p[0]) or events.is_turn(p[1]))]
    best: tuple[int, float, str] | None = None
    for pair in solid:
        if not _of_one_thing(a, b, pair, cosine, claims):
            continue
        one, other, kind = pair
        sign = _sign(a, b, pair)
        if kind == "kin" and sign < 0:
            continue
        if _turned(a, b, found):
            sign = -sign
        base = {"same": 0.62, "opposite": 0.55, "kin": 0.5}[kind]
        bare = 0.05 if (one.bare or other.bare) else 0.0
        score = base + 0.3 * max(cosine, 0.0) - bare
        if best is None or score > best[1]:
            best = (sign, score, because(a, b, one.text, other.text))
    if best is None and found and cosine >= ALIKE and (a.matter.themes & b.matter.themes):
        one, other, kind = found[0]
        standing = events.is_stand(one) and events.fit(one, other)
        if kind == "opposite" and standing:
            score = 0.4 + 0.3 * cosine
            return _sign(a, b, found[0]), score, because(a, b, one.text, other.text)
    return best


def _points(a: Made, b: Made, pointer: Pointer, cosine: float) -> float:
    """How well claim ``b`` fits what ``a`` speaks of with a pointer; 0 where it does not."""
    if b.type not in pointer.types or b.actor_id == a.actor_id or not b.statement_id:
        return 0.0
    if b.matter.stand == 0:
        return 0.0
    if pointer.owner and pointer.owner.lower() not in b.names | {b.side.lower()}:
        return 0.0
    here, there = a.proposition, b.proposition
    same = here.parse.paragraph.number == there.parse.paragraph.number
    before = same and there.words[0].i < here.words[0].i
    if pointer.near and before:
        return 0.75
    shared = any(
        kind == "same" and not events.is_turn(x)
        for x, _, kind in events.shared(a.matter.events, b.matter.events)
    )
    named = any(not events.is_turn(e) for e in a.matter.events)
    if pointer.owner and (shared if named else cosine >= NEAR):
        return 0.7
    next_door = here.parse.paragraph.number - there.parse.paragraph.number in (0, 1, 2)
    if pointer.near and next_door and b.type != "assertion":
        return 0.55
    return 0.0


def _by_pointer(
    i: int, claims: Sequence[Made], cosines: np.ndarray
) -> list[tuple[int, int, float, str]]:
    """What a claim that speaks of others says of them: ``(other, sign, confidence, words)``."""
    a = claims[i]
    found = []
    for pointer in a.matter.pointers:
        fits = [
            (j, _points(a, b, pointer, float(cosines[i, j])))
            for j, b in enumerate(claims)
            if j != i and _comparable(a, b)
        ]
        fits = [(j, fit) for j, fit in fits if fit]
        top = max((fit for _, fit in fits), default=0.0)
        for j, fit in fits:
            if fit < top:
                continue
            upheld = a.matter.stand > 0 and events.upholds(a.proposition)
            sign = -1 if a.matter.stand < 0 else 1 if upheld else 0
            sign = sign if pointer.judged else 0
            words = quote((*a.matter.carriers, pointer.text)) if sign < 0 else pointer.text
            found.append((j, sign, fit, words))
    return found


def _lent(claims: Sequence[Made]) -> list[Made]:
    """Claims, where one that doubts without saying what ("we don't believe what we hear") takes
    the matter of the claim in which the same speaker comments on others' words."""
    lent = []
    for claim in claims:
        if claim.matter.doubts and not claim.matter.events and claim.actor_id:
            others = [
                c.matter
                for c in claims
                if c.actor_id == claim.actor_id and c is not claim and c.matter.pointers
            ]
            named = tuple(e for m in others for e in m.events if not events.is_turn(e))
            if named:
                matter = Matter(
                    named,
                    frozenset().union(*(m.themes for m in others)),
                    claim.matter.pointers,
                    claim.matter.stand,
                    True,
                    claim.matter.carriers,
                )
                claim = Made(**{**vars(claim), "matter": matter})
        lent.append(claim)
    return lent


def _stance(a: Made, b: Made, sign: int) -> float:
    """What the stance model adds: how far it sees the one against, or with, the other."""
    one, other = headline_stance.judge(a.text, b.text), headline_stance.judge(b.text, a.text)
    if sign < 0:
        return max(one.against, other.against) - 0.33
    return 0.67 - max(one.against, other.against)


def covers(claims: Sequence[Made]) -> bool:
    """Whether the list of events names what most of an article's claims are about."""
    named = sum(bool(claim.matter.events) for claim in claims)
    return bool(claims) and named > COVERED * len(claims)


def find(claims: Sequence[Made], vectors: np.ndarray) -> list[Relation]:
    """The relations between claims, by the claims' places in ``claims``; ``a`` before ``b``."""
    cosines = vectors @ vectors.T if len(claims) else np.zeros((0, 0))
    lent = _lent(claims)
    found: dict[tuple[int, int], Relation] = {}

    def keep(i: int, j: int, sign: int, score: float, because: str, comments: bool) -> None:
        a, b = min(i, j), max(i, j)
        confidence = score + 0.12 * _stance(claims[a], claims[b], sign)
        if sign < 0 and claims[a].side and claims[b].side:
            confidence += 0.05  # two sides that are known to differ
        confidence = round(float(min(max(confidence, 0.0), 0.97)), 3)
        old = found.get((a, b))
        if confidence >= LEAST and (old is None or old.confidence < confidence):
            name = "agrees" if sign > 0 else "disputes"
            found[a, b] = Relation(a, b, name, confidence, because, comments)

    for i in range(len(lent)):
        for j in range(i + 1, len(lent)):
            a, b = lent[i], lent[j]
            if not _comparable(a, b) or not _stands(a, b):
                continue
            cosine = float(cosines[i, j])
            if a.matter.rated or b.matter.rated:
                rated = wording_rules.by_rating(a, b, cosine)
                if rated:
                    keep(i, j, *rated, comments=False)
                continue
            if a.matter is not claims[i].matter or b.matter is not claims[j].matter:
                cosine = max(cosine, FAR)
            result = (
                wording_rules.conflicting(a, b, cosine)
                or wording_rules.recounted(a, b)
                or wording_rules.by_contrast(a, b)
                or _by_event(i, j, lent, cosine)
                or wording_rules.by_predicate(a, b, cosine)
                or wording_rules.by_turn(a, b, cosine)
                or wording_rules.by_words(a, b, cosine)
                or wording_rules.unfolded(a, b, cosine)
                or wording_rules.same_figure(a, b, cosine)
            )
            if result and result[0] and _allowed(a, b, result[0]):
                keep(i, j, *result, comments=False)
    for i in range(len(claims)):
        for j, sign, fit, words in _by_pointer(i, claims, cosines):
            if sign and not (sign < 0 and same_camp(claims[i], claims[j])):
                keep(i, j, sign, fit, words, comments=True)
    return [found[key] for key in sorted(found)]
