"""Relations that the wording of two claims carries, whatever they are about: the same figure, the
same verb affirmed and denied, "but" between two descriptions, praise against criticism.

Each rule gives ``(sign, score, words)``, sign 1 for agreement and -1 for dispute, or None.
"""

from __future__ import annotations

from analysis.claims import events
from analysis.claims.claim import (
    ALIKE,
    CLOSE,
    COMMON_UNITS,
    FAINT,
    NEAR,
    SAME,
    Made,
    because,
    common_things,
    quote,
    same_camp,
)
from analysis.claims.clauses import Proposition
from analysis.claims.events import Event
from analysis.knowledge import wordlists

Found = tuple[int, float, str]

_FEW = 3
_RELATIVE = frozenset({"WDT", "WP"})
#: So close two claims must lie for a bare verb, affirmed and denied, to set them at odds.
DENYING = 0.5
_ASKING = wordlists.words("pair_words", "asking")
#: Between two contents of one sentence these set the second against the first.
_CONTRASTS = wordlists.words("pair_words", "contrast")
#: "That number", said of what was just counted.
_COUNTED = wordlists.words("pair_words", "counted")


def by_words(a: Made, b: Made, cosine: float) -> Found | None:
    """Claims so close in words that they say the same, or one the negation of the other."""
    if cosine < SAME or a.proposition.predicate != b.proposition.predicate:
        return None
    common = sorted(common_things(a, b))
    if len(common) < 2:
        return None
    return a.matter.stand * b.matter.stand, 0.25 + 0.5 * cosine, quote(common[:3])


def _asks(claim: Made) -> bool:
    """Whether it says what must or should be, whatever its type."""
    helpers = (c for c in claim.proposition.root.children if c.dep_ == "aux")
    return claim.type == "demand" or any(c.lower_ in _ASKING for c in helpers)


def by_predicate(a: Made, b: Made, cosine: float) -> Found | None:
    """The same verb of the same things, listed or not: one affirms and the other denies it, or
    both say so in nearly the same words."""
    sign = a.matter.stand * b.matter.stand
    if sign == 0 or cosine < (DENYING if sign < 0 else ALIKE) or _asks(a) != _asks(b):
        return None
    one, other = a.proposition.root, b.proposition.root
    common = common_things(a, b)
    verb = one.lemma_.lower()
    if verb != other.lemma_.lower() or one.pos_ != "VERB" or verb in events.LIGHT or not common:
        return None
    parties = [Event(verb, (token,), False) for token in (one, other)]
    if not events.fit(*parties) or (sign > 0 and a.type != b.type):
        return None
    return sign, 0.42 + 0.3 * cosine, because(a, b, one.text, other.text)


def by_contrast(a: Made, b: Made) -> Found | None:
    """Two sources that describe one thing in one sentence, the second set against the first:
    "which the firm calls a misunderstanding, but critics say is fraud"."""
    first, second = sorted((a.proposition, b.proposition), key=lambda p: p.words[0].i)
    if first.parse is not second.parse or a.actor_id == b.actor_id:
        return None
    if not (a.statement_id and b.statement_id) or first.words[-1].sent != second.words[0].sent:
        return None
    if a.matter.stand * b.matter.stand <= 0 or _has_subject(first) or _has_subject(second):
        return None
    between = first.doc[first.words[-1].i + 1 : second.words[0].i]
    turning = [t.text for t in between if t.lower_ in _CONTRASTS]
    # one may have taken the other's frame along: "critics charge is fraud"
    turning = turning or [t.text for t in first.doc[second.words[0].i - 2 : second.words[0].i]
                          if t.lower_ in _CONTRASTS]  # fmt: skip
    return (-1, 0.6, turning[-1]) if turning else None


def _has_subject(proposition: Proposition) -> bool:
    """Whether a claim names what it speaks of, rather than leave it to words before it."""
    return any(
        c.dep_ in ("nsubj", "nsubjpass") and c.i in proposition.inside and c.tag_ not in _RELATIVE
        for c in proposition.root.children
        if not any(g.dep_ == "relcl" and g.i == proposition.root.i for g in c.ancestors)
    )


def recounted(a: Made, b: Made) -> Found | None:
    """Another figure for what was just counted: "that number is closer to 40,000"."""
    if a.proposition.parse is not b.proposition.parse:
        return None
    first, second = sorted((a, b), key=lambda c: c.proposition.words[0].i)
    here, there = second.proposition, first.proposition
    apart = here.words[0].sent.start - there.words[-1].sent.end
    if apart not in (0, 1) or not first.quantities:
        return None
    subject = [c for c in here.root.children if c.dep_ in ("nsubj", "nsubjpass")]
    pointing = any(
        s.lemma_.lower() in _COUNTED and all(c.dep_ == "det" for c in s.children) for s in subject
    )
    named = [q for q in first.quantities if q["unit"] and q["unit"] not in COMMON_UNITS]
    given = [q for q in second.quantities if q["unit"] not in COMMON_UNITS]
    if not pointing or len(named) != 1 or len(given) != 1:
        return None
    values = sorted((named[0]["value"], given[0]["value"]))
    if values[0] <= 0 or a.matter.stand * b.matter.stand <= 0:
        return None
    sign = -1 if values[1] / values[0] > 1.1 else 1
    return sign, 0.7, f"{named[0]['value']:g} ↔ {given[0]['value']:g}"


def by_rating(a: Made, b: Made, cosine: float) -> Found | None:
    """What one only names to criticise or praise, the other praises, criticises or means to do."""
    if not (a.matter.rated or b.matter.rated) or same_camp(a, b) or cosine < CLOSE:
        return None
    common = common_things(a, b)
    if not common:
        return None
    if a.matter.rated and b.matter.rated:
        sign = a.matter.rated * b.matter.rated
    else:
        rated, other = (a, b) if a.matter.rated else (b, a)
        pairs = events.shared(rated.matter.events, other.matter.events)
        if not any(kind == "same" and not events.is_turn(x) for x, _, kind in pairs):
            return None
        if other.type not in ("commitment", "demand") or other.matter.stand == 0:
            return None
        sign = rated.matter.rated * other.matter.stand
    return sign, 0.45 + 0.3 * cosine, quote(sorted(common)[:3])


def unfolded(a: Made, b: Made, cosine: float) -> Found | None:
    """A speaker's words in the same paragraph that unfold what was just reported of them:
    indirect speech, then the quotation."""
    one, other = a.proposition.parse.paragraph.number, b.proposition.parse.paragraph.number
    if one != other or not a.actor_id or a.actor_id != b.actor_id:
        return None
    if cosine < NEAR or a.matter.stand * b.matter.stand < 0 or (a.type != b.type):
        return None
    common = sorted(common_things(a, b))
    if not common:
        return None
    return 1, 0.45 + 0.3 * cosine, quote(common[:3])


def same_figure(a: Made, b: Made, cosine: float) -> Found | None:
    """The same number of the same things, said of one matter."""
    if cosine < FAINT or a.matter.stand * b.matter.stand <= 0:
        return None
    if not (a.quantities and b.quantities):
        return None
    common = common_things(a, b)
    for one in a.quantities:
        for other in b.quantities:
            unit = one["unit"] and one["unit"] == other["unit"]
            # "twelve years" again from one mouth is the same; "one percent" is in every article
            usual = one["unit"] in COMMON_UNITS
            unit = unit and not (usual and (one["value"] <= _FEW or not same_camp(a, b)))
            counted = set(str(one["unit"]).lower().split())
            near = same_camp(a, b) or (cosine >= CLOSE and common - counted)
            if unit and one["value"] == other["value"] and near:
                return 1, 0.48 + 0.3 * cosine, f"{one['value']:g} {one['unit']}"
    return None


def conflicting(a: Made, b: Made, cosine: float) -> Found | None:
    """Different exact figures for one thing."""
    if cosine < SAME or a.proposition.predicate != b.proposition.predicate:
        return None
    if len(common_things(a, b)) < 2:
        return None
    for one in a.quantities:
        for other in b.quantities:
            exact = one["bound"] == other["bound"] == "exact" and one["unit"]
            exact = exact and one["unit"] not in COMMON_UNITS
            if exact and one["unit"] == other["unit"] and one["value"] != other["value"]:
                spread = max(one["value"], other["value"]) / max(
                    min(one["value"], other["value"]), 1
                )
                if spread > (1.3 if one["approx"] or other["approx"] else 1.0):
                    text = f"{one['value']:g} ↔ {other['value']:g} {one['unit']}"
                    return -1, 0.35 + 0.4 * cosine, text
    return None


def _subject(proposition: Proposition) -> str:
    """The noun that the claim's predicate is said of; empty for names and pronouns."""
    for child in proposition.root.children:
        if child.dep_ in ("nsubj", "nsubjpass") and child.pos_ == "NOUN":
            return child.lemma_.lower()
    return ""


def by_turn(a: Made, b: Made, cosine: float) -> Found | None:
    """One noun that both say rises, or that one says rises and the other says falls."""
    thing = _subject(a.proposition)
    if not thing or thing != _subject(b.proposition) or cosine < ALIKE or a.type != b.type:
        return None
    for one, other, kind in events.shared(a.matter.events, b.matter.events):
        roots = a.proposition.root in one.words and b.proposition.root in other.words
        if roots and events.is_turn(one) and events.is_turn(other) and kind != "kin":
            sign = a.matter.stand * b.matter.stand * (-1 if kind == "opposite" else 1)
            return sign, 0.42 + 0.3 * cosine, because(a, b, one.text, other.text)
    return None
