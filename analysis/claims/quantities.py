"""Numbers in a claim: value, unit, bound, approximation, and which earlier figure they revise.

Read from the words themselves ("over 150,000 troops", "roughly 130,000", "one hundred and
twenty", "$2.5 million", "two-thirds", "a quarter"); dates, times of day and ordinals are none.
Words that name a range are one: "tens of thousands" is between 10,000 and 99,999.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TypedDict

from spacy.tokens import Token

from analysis.article.article import Span
from analysis.claims.clauses import Proposition
from analysis.knowledge import wordlists
from analysis.words import dates

_SMALL = wordlists.numbers("numbers", "cardinal")
_SCALE = wordlists.numbers("numbers", "scale")
_SCALE_WORDS = wordlists.numbers("numbers", "round")
_VAGUE = wordlists.numbers("numbers", "vague")
_DENOMINATORS = wordlists.numbers("numbers", "part")
_FEW = wordlists.words("quantity_words", "few")
_OF_WHOLE = wordlists.words("quantity_words", "of_whole")
_ORDERED = wordlists.words("quantity_words", "ordered")
_THOUSAND = 1000
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
#: What opens a round number, and how many of it there are.
_OPENINGS = {("half", "a"): 0.5, ("a", "couple", "of"): 2.0, ("a",): 1.0}
_OVER = re.compile(wordlists.alternation("quantity_words", "over") + "$")
_UNDER = re.compile(wordlists.alternation("quantity_words", "under") + "$")
_ROUGH = re.compile(wordlists.alternation("quantity_words", "rough") + "$")
_SIGN = re.compile(r" [a-z]{0,2}[$€£]$")
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
_MONTHS = wordlists.words("calendar", "month") | wordlists.words("calendar", "short")
#: Signs before a number; a bare "$" is taken for the US dollar.
_CURRENCY = {
    "$": "US dollar", "US$": "US dollar", "€": "euro", "£": "pound", "A$": "Australian dollar",
    "AU$": "Australian dollar", "C$": "Canadian dollar", "CA$": "Canadian dollar",
    "HK$": "Hong Kong dollar", "NZ$": "New Zealand dollar", "S$": "Singapore dollar",
}  # fmt: skip


class Quantity(TypedDict):
    """One number of a claim; ``start`` and ``end`` are stored offsets. ``bound`` is exact, at
    least, at most, or between: then ``value`` is the lower end and ``upper`` the other."""

    value: float
    upper: float | None
    unit: str
    bound: str
    approx: bool
    revises: float | None
    start: int
    end: int


@dataclass(frozen=True)
class _Amount:
    """A number that ``length`` tokens name; ``upper`` ends a range, ``vague`` words round it."""

    value: float
    length: int
    upper: float | None = None
    vague: bool = False


def _value(token: Token) -> float | None:
    text = token.lower_.lstrip("$€£")
    if text in _SMALL:
        return float(_SMALL[text])
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    value = float(match[1].replace(",", ""))
    if match[2] == "m" and not _is_million(token, token):
        return value
    return value * _SCALE.get(match[2], 1) if value < _MOST else None


def _priced(token: Token) -> bool:
    """Does a currency's sign stand before it?"""
    before = token.nbor(-1).text if token.i else ""
    return token.text[0] in _CURRENCY or before.upper() in _CURRENCY


def _is_million(number: Token, m: Token) -> bool:
    """ "$5m" and "5m people" are millions; "5 m" and "a 5m wall" are metres."""
    after = m.nbor(1) if m.i + 1 < len(m.doc) else None
    joined = number is m or not number.whitespace_
    return _priced(number) or bool(joined and after is not None and after.tag_ == "NNS")


def _amount(tokens: list[Token], index: int) -> _Amount | None:
    """The number that begins at a token: the longest reading of its words."""
    return (
        _range(tokens, index)
        or _rounded(tokens, index)
        or _part(tokens, index)
        or _counted(tokens, index)
    )


def _lower(tokens: list[Token], index: int, length: int) -> list[str]:
    return [t.lower_ for t in tokens[index : index + length]]


def _end(scale: float) -> float:
    """Where the next word for a number begins: hundreds end at thousands, dozens at a hundred."""
    return 99.0 if scale == _SCALE["dozen"] else scale * 10.0 - 1


def _range(tokens: list[Token], index: int) -> _Amount | None:
    """ "Tens of thousands", "hundreds"; "several hundred", "a few thousand"."""
    token = tokens[index]
    plural = token.lemma_.lower()
    if plural in _VAGUE and token.lower_ != plural and token.tag_ in ("NNS", "CD"):
        least = float(_VAGUE[plural])
        rest = tokens[index + 1 : index + 3]
        if len(rest) == 2 and rest[0].lower_ == "of" and rest[1].lemma_.lower() in _VAGUE:
            least *= _VAGUE[rest[1].lemma_.lower()]
            return _Amount(least, 3, least * 10 - 1, True)
        return _Amount(least, 1, _end(least), True)
    words = _lower(tokens, index, 3)
    skip = 1 if words[0] == "a" and len(words) > 1 and words[1] in _FEW else 0
    if words[skip] not in _FEW or (words[0] == "a" and not skip) or len(words) < skip + 2:
        return None
    scale = _SCALE_WORDS.get(words[skip + 1])
    if scale is None:
        return None
    return _Amount(2.0 * scale, skip + 2, _end(scale), True)


def _rounded(tokens: list[Token], index: int) -> _Amount | None:
    """ "A hundred", "a dozen", "half a million", "a couple of hundred"."""
    words = _lower(tokens, index, 4)
    for opening, factor in _OPENINGS.items():
        size = len(opening)
        if tuple(words[:size]) == opening and len(words) > size and words[size] in _SCALE_WORDS:
            rest = _grown(tokens, index + size + 1, factor * _SCALE_WORDS[words[size]], True)
            return _Amount(rest.value, size + 1 + rest.length, vague=opening[-1] == "of")
    return None


def _part(tokens: list[Token], index: int) -> _Amount | None:
    """ "Two-thirds", "three quarters of", "a third of", "half of", "half the"."""
    words = _lower(tokens, index, 4)
    before = tokens[index].nbor(-1) if tokens[index].i else None
    if words[0] == "half":
        after = words[1] if len(words) > 1 else ""
        led = before is not None and (
            before.lower_ in _ORDERED or before.ent_type_ == "ORDINAL" or before.lower_ == "-"
        )
        alone = not after.isalpha() or tokens[index + 1].tag_ in _FINITE
        by = before is not None and before.lower_ == "by"
        bounded = alone and (by or _bound(tokens[index : index + 1]) != ("exact", False))
        good = not led and (after in _OF_WHOLE or bounded)
        return _Amount(0.5, 1) if good else None
    top = 1 if words[0] in ("a", "one") else _SMALL.get(words[0])
    hyphened = words[1:2] == ["-"]
    at = 2 if hyphened else 1
    if top is None or len(words) <= at:
        return None
    single = words[at] in _DENOMINATORS
    whole = _DENOMINATORS.get(words[at]) or _DENOMINATORS.get(words[at].removesuffix("s"))
    of = len(words) > at + 1 and words[at + 1] == "of"
    by = (before is not None and before.lower_ == "by") or _bound(tokens[index : index + 1])[1]
    last = index + at + 1 == len(tokens) or not tokens[index + at + 1].is_alpha
    if whole is None or single != (top == 1) or not (hyphened or of or (by and last)):
        return None
    return _Amount(top / whole, at + 1)


def _counted(tokens: list[Token], index: int) -> _Amount | None:
    """ "3 million", "one hundred and twenty", "twenty-five", "two and a half"."""
    token = tokens[index]
    value = _value(token)
    if value is None:
        return None
    rest = _grown(tokens, index + 1, value, token.lower_ in _SMALL)
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if rest.length or after is None or after.lower_ != "m." or not _is_million(token, after):
        return _Amount(rest.value, 1 + rest.length)
    return _Amount(value * _SCALE["m"], 1)  # "$5m." whose full stop is none of the claim


def _grown(tokens: list[Token], index: int, value: float, spelt: bool) -> _Amount:
    """A number with what the tokens from ``index`` on multiply it by and add to it."""
    begun, total, current = index, 0.0, value
    while index < len(tokens) and tokens[index].i == tokens[index - 1].i + 1:
        words = _lower(tokens, index, 3)
        words[0] = words[0].rstrip(".")  # "$5m."
        scale = _SCALE.get(words[0])
        more = _added(words, current) if spelt and value else 0
        if words[0] == "m" and not _is_million(tokens[index - 1], tokens[index]):
            break
        if scale is not None:
            current *= scale
            if scale >= _THOUSAND:
                total, current = total + current, 0.0
            index += 1
        elif words == ["and", "a", "half"]:
            current, index = current + 0.5, index + 3
        elif more:
            current += _SMALL[words[more - 1]]
            index += more
        else:
            break
    return _Amount(total + current, index - begun)


def _added(words: list[str], current: float) -> int:
    """How many words add to a spelt number: "twenty" + "-five", "hundred" + "and twenty"."""
    skip = 1 if words[0] in ("and", "-") else 0
    one = _SMALL.get(words[skip]) if len(words) > skip else None
    if not one:
        return 0
    if words[0] == "-" or (current and current % 100):
        tens = current % 100 >= 20 and current % 10 == 0
        return skip + 1 if tens and one < 10 and words[0] != "and" else 0
    return skip + 1


def _is_date(tokens: list[Token]) -> bool:
    first, last = tokens[0], tokens[-1]
    after = last.nbor(1) if last.i + 1 < len(last.doc) else None
    before = first.nbor(-1) if first.i else None
    if re.fullmatch(r"(?:1[6-9]|20)\d\d", first.text) and len(tokens) == 1:
        return first.ent_type_ in _DATE_TYPES or after is None or after.pos_ != "NOUN"
    near = [t.lower_.rstrip(".") for t in (after, before) if t is not None]
    if any(word in ("a.m", "p.m", "am", "pm", "gmt") for word in near):
        return True
    if first.ent_type_ not in _DATE_TYPES:
        return False
    return any(word in _MONTHS for word in near) or (
        first.ent_type_ == "ORDINAL" or ":" in first.text
    )


def _stands_for_none(run: list[Token]) -> bool:
    """Is it no number: a date, a time, "one" for somebody, a part of a hyphened name?"""
    alone = len(run) == 1 and run[0].lower_ == "one" and run[0].dep_ != "nummod"
    return alone or _is_date(run) or "-" in run[0].text[1:]


def _calendar(proposition: Proposition) -> list[Span]:
    """Where days and months of the calendar stand in the block of a proposition."""
    text = proposition.doc.text
    words = proposition.words
    low, high = words[0].idx, words[-1].idx + len(words[-1])
    return [(e.start, e.end) for e in dates.expressions(text, low, high) if e.calendar]


def _within(run: list[Token], spans: list[Span]) -> bool:
    return any(start < run[-1].idx + len(run[-1]) and run[0].idx < end for start, end in spans)


def _unit(last: Token, tokens: list[Token]) -> str:
    doc = last.doc
    sign = doc[tokens[0].i - 1].text.upper() if tokens[0].i else ""
    if sign in _CURRENCY:
        return _CURRENCY[sign]
    if tokens[0].text[0] in _CURRENCY:
        return _CURRENCY[tokens[0].text[0]]
    following = doc[last.i + 1 :]
    if len(following) and following[0].lower_ in ("%", "percent", "per"):
        return "percent"
    if len(following) and following[0].lower_.rstrip(".") == "m":
        return "metre"
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
            return _money(token) or compound + token.lemma_.lower()
        if token.pos_ not in ("ADJ", "DET", "ADV", "PRON", "VERB"):
            break
    return ""


def _money(noun: Token) -> str:
    """ "Dollars" and "US dollars" are one unit, "Canadian dollars" another; "" for no dollar."""
    if noun.lemma_.lower() not in ("dollar", "dollars"):
        return ""
    before = noun.nbor(-1) if noun.i else None
    other = before is not None and before.text[0].isupper() and before.pos_ in ("ADJ", "PROPN")
    if not other or before.text.replace(".", "") in ("US", "USA", "American"):
        return _CURRENCY["$"]
    return f"{before.text} dollar"


def _bound(tokens: list[Token]) -> tuple[str, bool]:
    first = tokens[0]
    before = " ".join(t.lower_ for t in first.doc[max(first.sent.start, first.i - 3) : first.i])
    before = _SIGN.sub("", before)
    if _OVER.search(before):
        return "at least", False
    if _UNDER.search(before):
        return "at most", False
    return "exact", bool(_ROUGH.search(before))


def find(proposition: Proposition) -> list[Quantity]:
    """The quantities of a proposition, in the order of its text."""
    tokens = [t for t in proposition.words if not t.is_space]
    dated = _calendar(proposition)
    found: list[Quantity] = []
    index = 0
    while index < len(tokens):
        amount = _amount(tokens, index)
        if amount is None:
            index += 1
            continue
        run = tokens[index : index + amount.length]
        index += amount.length
        if not amount.vague and (_stands_for_none(run) or _within(run, dated)):
            continue
        bound, approx = ("between", True) if amount.upper else _bound(run)
        start, end = proposition.parse.span(run[0].idx, run[-1].idx + len(run[-1]))
        found.append(
            {
                "value": amount.value,
                "upper": amount.upper,
                "unit": _unit(run[-1], run),
                "bound": bound,
                "approx": approx or amount.vague,
                "revises": None,
                "start": start,
                "end": end,
            }
        )
    return found


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
