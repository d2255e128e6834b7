"""Numbers in a claim: value, unit, bound, approximation, and which earlier figure they revise.

Read from the words themselves ("over 150,000 troops", "roughly 130,000", "tens of thousands of
troops", "$2.5 million", "a quarter"); dates, times of day and ordinals are none.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TypedDict

from spacy.tokens import Token

from analysis.claims.clauses import Proposition
from analysis.knowledge import wordlists

_SMALL = wordlists.numbers("numbers", "cardinal")
_SCALE = wordlists.numbers("numbers", "scale")
_VAGUE = wordlists.numbers("numbers", "vague")
_OVER = re.compile(wordlists.alternation("quantity_words", "over") + "$")
_UNDER = re.compile(wordlists.alternation("quantity_words", "under") + "$")
_ROUGH = re.compile(wordlists.alternation("quantity_words", "rough") + "$")
_EARLIER = re.compile(
    rf"\b{wordlists.alternation('quantity_words', 'compared')}\b(?:\s+\S+){{0,4}}?"
    rf"\s+{wordlists.alternation('quantity_words', 'earlier')}\b"
    r"|\b(?:up|down|revised) from\b|\binstead of\b"
)
#: Commas part thousands (India's hundred thousands too); "1,5" and "1,2,3" are no number here.
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d+)(?:\.\d+)?"
_NUMBER = re.compile(rf"({_DIGITS})(m|bn|k)?")
#: Beyond it a float no longer holds every whole number: a serial number, not a count.
_MOST = 2**53
_DATE_TYPES = frozenset({"DATE", "TIME", "ORDINAL"})
_MONTHS = wordlists.words("calendar", "month")
_CURRENCY = {"$": "US dollar", "€": "euro", "£": "pound"}


class Quantity(TypedDict):
    """One number of a claim; ``start`` and ``end`` are stored offsets."""

    value: float
    unit: str
    bound: str
    approx: bool
    revises: float | None
    start: int
    end: int


def _value(token: Token) -> float | None:
    text = token.lower_.lstrip("$€£")
    if text in _SMALL:
        return float(_SMALL[text])
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    value = float(match[1].replace(",", ""))
    return value * _SCALE.get(match[2], 1) if value < _MOST else None


def _is_date(tokens: list[Token]) -> bool:
    first, last = tokens[0], tokens[-1]
    after = last.nbor(1) if last.i + 1 < len(last.doc) else None
    before = first.nbor(-1) if first.i else None
    if re.fullmatch(r"(?:1[6-9]|20)\d\d", first.text) and len(tokens) == 1:
        return first.ent_type_ in _DATE_TYPES or after is None or after.pos_ != "NOUN"
    if first.ent_type_ not in _DATE_TYPES:
        return False
    near = [t.lower_.rstrip(".") for t in (after, before) if t is not None]
    return any(word in _MONTHS or word in ("a.m", "p.m", "am", "pm", "gmt") for word in near) or (
        first.ent_type_ == "ORDINAL" or ":" in first.text
    )


def _unit(last: Token, tokens: list[Token]) -> str:
    doc = last.doc
    if tokens[0].i and doc[tokens[0].i - 1].text in _CURRENCY:
        return _CURRENCY[doc[tokens[0].i - 1].text]
    if tokens[0].text[0] in _CURRENCY:
        return _CURRENCY[tokens[0].text[0]]
    following = doc[last.i + 1 :]
    if len(following) and following[0].lower_ in ("%", "percent", "per"):
        return "percent"
    words = list(following)
    if words and words[0].lower_ == "of":
        words = words[1:]
    if len(words) > 1 and words[0].lower_ in ("to", "or") and _value(words[1]) is not None:
        return _unit(words[1], [words[1]])  # "ten to 32 pages"
    compound = ""
    for token in words[:5]:
        if token.dep_ == "compound" and token.pos_ in ("NOUN", "PROPN"):
            compound += token.lower_ + " "
            continue
        if token.pos_ in ("NOUN", "PROPN"):
            return compound + token.lemma_.lower()
        if token.pos_ not in ("ADJ", "DET", "ADV", "PRON", "VERB"):
            break
    return ""


def _bound(tokens: list[Token]) -> tuple[str, bool]:
    first = tokens[0]
    before = " ".join(t.lower_ for t in first.doc[max(first.sent.start, first.i - 3) : first.i])
    before = before.removesuffix(" $").removesuffix(" £").removesuffix(" €")
    if _OVER.search(before):
        return "at least", False
    if _UNDER.search(before):
        return "at most", False
    return "exact", bool(_ROUGH.search(before))


def find(proposition: Proposition) -> list[Quantity]:
    """The quantities of a proposition, in the order of its text."""
    tokens = [t for t in proposition.words if not t.is_space]
    found: list[Quantity] = []
    index = 0
    while index < len(tokens):
        number = _number(tokens, index)
        if number is None:
            index += 1
            continue
        value, run, vague = number
        index += len(run)
        first = run[0]
        alone = first.lower_ == "one" and first.dep_ != "nummod"
        if alone or (not vague and _is_date(run)) or "-" in first.text[1:]:
            continue
        bound, approx = ("at least", True) if vague else _bound(run)
        start, end = proposition.parse.span(first.idx, run[-1].idx + len(run[-1]))
        found.append(
            {
                "value": value,
                "unit": _unit(run[-1], run),
                "bound": bound,
                "approx": approx,
                "revises": None,
                "start": start,
                "end": end,
            }
        )
    return found


def _number(tokens: list[Token], index: int) -> tuple[float, list[Token], bool] | None:
    """The number whose words begin at ``tokens[index]``: its value, its words, and whether it is
    vague ("tens of thousands"); None where none begins there."""
    token = tokens[index]
    value, run = _value(token), [token]
    if value is not None:
        for later in tokens[index + 1 : index + 4]:
            if later.lower_ not in _SCALE or later.i != run[-1].i + 1:
                break
            value *= _SCALE[later.lower_]
            run.append(later)
        return value, run, False
    if token.tag_ != "NNS" or token.lemma_.lower() not in _VAGUE:
        return None
    value = float(_VAGUE[token.lemma_.lower()])
    rest = tokens[index + 1 : index + 3]
    if len(rest) == 2 and rest[0].lower_ == "of" and rest[1].lemma_.lower() in _VAGUE:
        value *= _VAGUE[rest[1].lemma_.lower()]
        run += rest
    return value, run, True


def is_earlier(proposition: Proposition, quantity: Quantity) -> bool:
    """Whether a number is named as the one before: "up from the prior estimate of 130,000"."""
    text = proposition.parse
    before = []
    for token in proposition.words:
        if text.span(token.idx, token.idx + 1)[0] >= quantity["start"]:
            break
        before.append(token.lower_)
    return bool(_EARLIER.search(" ".join(before[-8:])))


def link(claims: list[tuple[Proposition, list[Quantity]]]) -> None:
    """Fill ``revises``: a number named as the earlier one is what the number before it revises.

    "over 150,000 troops …, which was up from the prior estimate of roughly 130,000": the first
    revises the second, in one sentence, whoever's voice each part is; the second takes the unit.
    """
    by_sentence: dict[tuple[int, int], list[tuple[Proposition, Quantity]]] = {}
    for proposition, quantities in claims:
        key = (proposition.parse.paragraph.number, proposition.words[0].sent.start)
        by_sentence.setdefault(key, []).extend((proposition, q) for q in quantities)
    for pairs in by_sentence.values():
        pairs.sort(key=lambda pair: pair[1]["start"])
        for (_, first), (proposition, second) in pairwise(pairs):
            same = not second["unit"] or second["unit"] == first["unit"]
            if same and is_earlier(proposition, second):
                second["unit"] = first["unit"]
                first["revises"] = second["value"]
