"""How attributions are scored against a gold standard.

Measured on word tokens, so that punctuation never counts; only ``span`` wants agreement to
the character.  The measures are those of the PolNeAR comparison in the project's benchmark:

* ``span``: unbroken stretches of one role that agree exactly, as sequence labellers report
* ``token``: tokens that lie in any span of a role
* ``content@t``: attributions paired one to one by falling Jaccard of their content tokens,
  kept at Jaccard >= t
* ``attribution``: content@0.5, and the source has token F1 >= 0.5 or both have none
* ``attribution_overlap``: the same with one source token in common
* by type: recall of gold attributions that are direct, mixed, unpaired or indirect speech
* ``direct_only``: all of it with only the direct attributions of both sides
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.bench.brat import ROLES, WORD, Quoted, Span

KINDS = ("direct", "mixed", "unpaired", "indirect")
MEASURES = ("content@0.5", "content@0.9", "attribution", "attribution_overlap")
_OPENING, _CLOSING = "“\"„«‟‘'‚`", "”\"»’'"
_DOUBLE = re.compile('[“”"„«»‟]')
_DOUBLE_PAIR = re.compile('[“"„«‟].*?[”"»]', re.DOTALL)
_SINGLE_PAIR = re.compile(r"(?<!\w)[‘'](?=\S).*?(?<=\S)[’'](?!\w)", re.DOTALL)
_FINAL = ".,;:!?…-–— \t\r\n\xa0"


def quote_type(text: str, content: Sequence[Span]) -> str:
    """Direct, mixed, unpaired or indirect, by the quotation marks of the content."""
    said = " ".join(text[start:end] for start, end in sorted(content))
    said = said.replace("''", '"').replace("``", '"').strip()
    bare = said.rstrip(_FINAL)
    if len(bare) > 1 and bare[0] in _OPENING and bare[-1] in _CLOSING:
        return "direct"
    if _DOUBLE_PAIR.search(said) or _SINGLE_PAIR.search(said):
        return "mixed"
    return "unpaired" if _DOUBLE.search(said) else "indirect"


class Tokens:
    """The words of a text by their place."""

    def __init__(self, text: str) -> None:
        places = [match.span() for match in WORD.finditer(text)]
        self._starts = [start for start, _ in places]
        self._ends = [end for _, end in places]

    def within(self, spans: Sequence[Span]) -> frozenset[int]:
        """Numbers of the words that share a character with a span."""
        return frozenset(
            number
            for start, end in spans
            for number in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        )


@dataclass(frozen=True)
class Counted:
    """An attribution as word numbers."""

    content: frozenset[int]
    source: frozenset[int]
    cue: frozenset[int]
    kind: str


@dataclass(frozen=True)
class Pair:
    """A gold and a predicted attribution that belong together."""

    gold: int
    predicted: int
    jaccard: float
    source: float

    @property
    def right(self) -> bool:
        """Content and source both right: what ``attribution`` counts."""
        return self.jaccard >= 0.5 and self.source >= 0.5


def count(text: str, tokens: Tokens, attributions: Sequence[Quoted]) -> list[Counted]:
    """The words and the kind of each attribution."""
    return [
        Counted(
            tokens.within(one.content),
            tokens.within(one.source),
            tokens.within(one.cue),
            quote_type(text, one.content),
        )
        for one in attributions
    ]


def overlap_f1(one: frozenset[int], other: frozenset[int]) -> float:
    """F1 of two sets of words; two empty ones agree."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def pairs(gold: Sequence[Counted], predicted: Sequence[Counted]) -> list[Pair]:
    """One-to-one pairs, the best content first and of equals the better source."""
    options = [
        Pair(
            g,
            p,
            len(one.content & other.content) / len(one.content | other.content),
            overlap_f1(one.source, other.source),
        )
        for g, one in enumerate(gold)
        for p, other in enumerate(predicted)
        if one.content & other.content
    ]
    options.sort(key=lambda pair: (-pair.jaccard, -pair.source, pair.gold, pair.predicted))
    found: list[Pair] = []
    taken_gold: set[int] = set()
    taken: set[int] = set()
    for pair in options:
        if pair.gold not in taken_gold and pair.predicted not in taken:
            taken_gold.add(pair.gold)
            taken.add(pair.predicted)
            found.append(pair)
    return found


def exact_spans(text: str, attributions: Sequence[Quoted], role: str) -> set[Span]:
    """The spans of one role without the white space at their ends."""
    found = set()
    for one in attributions:
        for start, end in getattr(one, role):
            said = text[start:end]
            first, last = start + len(said) - len(said.lstrip()), start + len(said.rstrip())
            if first < last:
                found.add((first, last))
    return found


def rates(true: int, predicted: int, gold: int) -> dict[str, float]:
    """Precision, recall and F1 with the counts they come from."""
    precision = true / predicted if predicted else 0.0
    recall = true / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if true else 0.0
    return {
        "p": round(precision, 4),
        "r": round(recall, 4),
        "f1": round(f1, 4),
        "true": true,
        "pred": predicted,
        "gold": gold,
    }


def score(
    gold: Sequence[tuple[str, Sequence[Quoted]]], predicted: Sequence[Sequence[Quoted]]
) -> dict[str, dict]:
    """All measures over a set of articles, micro-averaged.

    ``gold`` holds (text, attributions) of each article, ``predicted`` what was found in it,
    in the same order.
    """
    span: Counter[tuple[str, str]] = Counter()
    token: Counter[tuple[str, str]] = Counter()
    hits: Counter[tuple[str, str]] = Counter()
    kinds: Counter[tuple[str, str]] = Counter()
    for (text, marked), found in zip(gold, predicted, strict=True):
        tokens = Tokens(text)
        one, other = count(text, tokens, marked), count(text, tokens, found)
        for role in ROLES:
            for table, g, p in (
                (span, exact_spans(text, marked, role), exact_spans(text, found, role)),
                (
                    token,
                    set().union(*(getattr(s, role) for s in one)),
                    set().union(*(getattr(s, role) for s in other)),
                ),
            ):
                table.update(
                    {(role, "true"): len(g & p), (role, "pred"): len(p), (role, "gold"): len(g)}
                )
        kinds.update(("gold", s.kind) for s in one)
        kinds.update(("pred", s.kind) for s in other)
        for scope in ("statement", "direct_only"):
            if scope == "direct_only":
                one = [s for s in one if s.kind == "direct"]
                other = [s for s in other if s.kind == "direct"]
            hits.update({(scope, "gold"): len(one), (scope, "pred"): len(other)})
            for pair in pairs(one, other):
                if pair.jaccard < 0.5:
                    continue
                a, b = one[pair.gold], other[pair.predicted]
                shared = bool(a.source & b.source) or not (a.source or b.source)
                for name, yes in zip(
                    MEASURES, (True, pair.jaccard >= 0.9, pair.right, shared), strict=True
                ):
                    hits[scope, name] += yes
                if scope == "statement":
                    kinds["content@0.5", a.kind] += 1
                    kinds["attribution", a.kind] += pair.right
    result: dict[str, dict] = {"docs": len(gold)}
    for name, table in (("token", token), ("span", span)):
        result[name] = {
            role: rates(table[role, "true"], table[role, "pred"], table[role, "gold"])
            for role in ROLES
        }
    for scope in ("statement", "direct_only"):
        result[scope] = {
            name: rates(hits[scope, name], hits[scope, "pred"], hits[scope, "gold"])
            for name in MEASURES
        }
    result["recall_by_gold_type"] = {
        kind: {
            "gold": kinds["gold", kind],
            "pred": kinds["pred", kind],
            **{
                name: round(kinds[name, kind] / kinds["gold", kind], 4)
                if kinds["gold", kind]
                else None
                for name in ("content@0.5", "attribution")
            },
        }
        for kind in KINDS
    }
    return result
