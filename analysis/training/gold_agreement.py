"""How far two coders of pairs and tone agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.bench.coded_texts import Document

RELATIONS = {
    "agrees": ("repeats", "supports"),
    "disputes": ("denies", "doubts", "rejects", "other_figure"),
}
TONES = ("negative", "neutral", "positive")
_LIKE = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "`": "'", "–": "-", "—": "-", "‑": "-"}
_EDGES = " \"'.,;:…[]()"
Row = Mapping[str, Any]


@dataclass(frozen=True)
class End:
    """One claim of a pair: its block, ``[start, end)`` in code points of it, and its voice."""

    block: int
    start: int
    end: int
    by: str


@dataclass(frozen=True)
class Pair:
    """Two claims that meet, as one coder has them."""

    a: End
    b: End
    relation: str
    manner: str
    matter: str
    sure: bool


def plain(text: str) -> tuple[str, list[int]]:
    """Lower case, plain quotation marks, single spaces; and where each character came from."""
    kept: list[str] = []
    places: list[int] = []
    index = 0
    while index < len(text):
        character, step = _LIKE.get(text[index], text[index]), 1
        if text[index : index + 2] in ("''", "``", "’’", "‘‘"):
            character, step = '"', 2
        if character.isspace():
            character = " "
        lower = character.lower()
        if not (character == " " and kept and kept[-1] == " "):
            kept.append(lower if len(lower) == 1 else character)
            places.append(index)
        index += step
    return "".join(kept), [*places, len(text)]


def locate(snippet: str, block: str) -> tuple[int, int] | None:
    """Where a snippet stands in a block, as ``[start, end)`` code points; None if it does not.

    White space, the style of quotation marks and dashes, case, and marks at the snippet's
    edges may differ. Where it stands twice, the first place is taken.
    """
    text, places = plain(block)
    wanted = plain(snippet)[0].strip()
    for needle in (wanted, wanted.strip(_EDGES)):
        first = text.find(needle) if needle else -1
        if first >= 0:
            start, end = places[first], places[first + len(needle)]
            while end > start and block[end - 1].isspace():
                end -= 1
            return start, end
    return None


def pairs_of(row: Row, document: Document) -> list[Pair]:
    """A coder's pairs of one article, placed in its text. Expects a row that was checked."""
    found = []
    for one in row["pairs"]:
        ends = []
        for side in "ab":
            block = one[f"{side}_par"]
            span = locate(one[side], document.block(block) or "")
            if span is None:
                raise ValueError(f"{document.name}: {one[side]!r} does not stand in [{block}]")
            ends.append(End(block, *span, one[f"{side}_by"]))
        found.append(Pair(*ends, one["relation"], one["manner"], one["matter"], bool(one["sure"])))
    return found


def overlap(one: End, two: End) -> float:
    """Shared characters as a share of the shorter end."""
    if one.block != two.block:
        return 0.0
    shared = min(one.end, two.end) - max(one.start, two.start)
    return max(0, shared) / max(1, min(one.end - one.start, two.end - two.start))


def likeness(one: Pair, two: Pair) -> float:
    """The lesser overlap of two ends, in the better order; 0 where an end misses by half."""
    straight = min(overlap(one.a, two.a), overlap(one.b, two.b))
    crossed = min(overlap(one.a, two.b), overlap(one.b, two.a))
    best = max(straight, crossed)
    return best if best >= 0.5 else 0.0


def align(ones: Sequence[Pair], twos: Sequence[Pair]) -> list[tuple[int, int]]:
    """Indices of pairs that both coders have, the likest first, each used once."""
    scored = [
        (-likeness(one, two), one.relation != two.relation, i, j)
        for i, one in enumerate(ones)
        for j, two in enumerate(twos)
        if likeness(one, two)
    ]
    used_one: set[int] = set()
    used_two: set[int] = set()
    common = []
    for _, _, i, j in sorted(scored):
        if i not in used_one and j not in used_two:
            used_one.add(i)
            used_two.add(j)
            common.append((i, j))
    return sorted(common)


def kappa(labels: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa; None for no label at all, or where chance alone agrees fully."""
    if not labels:
        return None
    total = len(labels)
    ones, twos = Counter(a for a, _ in labels), Counter(b for _, b in labels)
    seen = sum(a == b for a, b in labels) / total
    chance = sum(ones[label] * twos[label] for label in ones) / total**2
    return None if chance == 1 else round((seen - chance) / (1 - chance), 4)


def f1(common: int, ones: int, twos: int) -> float | None:
    """Twice the common over the sum of both; None where neither coder has any."""
    return round(2 * common / (ones + twos), 4) if ones + twos else None


def shares(labels: Sequence[str]) -> dict[str, float]:
    """Share of each label."""
    counts = Counter(labels)
    return {label: round(counts[label] / len(labels), 4) for label in sorted(counts)}


def pair_figures(coded: Mapping[str, tuple[list[Pair], list[Pair]]]) -> dict[str, Any]:
    """Agreement on pairs over documents that both coders read.

    ``f1``: pairs whose two ends overlap by half of the shorter, whatever their label.
    ``f1_same_relation``: and with the same relation. ``f1_blocks``: the same two paragraphs.
    ``f1_sure``: a sure pair of one found at all by the other, and the other way round.
    """
    ones = [pair for first, _ in coded.values() for pair in first]
    twos = [pair for _, second in coded.values() for pair in second]
    signs: list[tuple[str, str]] = []
    manners: list[tuple[str, str]] = []
    blocks = sure = 0
    for first, second in coded.values():
        for i, j in align(first, second):
            signs.append((first[i].relation, second[j].relation))
            manners.append((first[i].manner, second[j].manner))
            sure += first[i].sure + second[j].sure
        left, right = (
            Counter(tuple(sorted((p.a.block, p.b.block))) for p in side) for side in (first, second)
        )
        blocks += sum((left & right).values())
    same = sum(a == b for a, b in signs)
    sure_all = sum(pair.sure for pair in (*ones, *twos))
    return {
        "articles": len(coded),
        "pairs": [len(ones), len(twos)],
        "common": len(signs),
        "f1": f1(len(signs), len(ones), len(twos)),
        "f1_same_relation": f1(same, len(ones), len(twos)),
        "f1_blocks": f1(blocks, len(ones), len(twos)),
        "f1_sure": round(sure / sure_all, 4) if sure_all else None,
        "f1_by_relation": {
            relation: f1(
                sum(a == b == relation for a, b in signs),
                sum(p.relation == relation for p in ones),
                sum(p.relation == relation for p in twos),
            )
            for relation in RELATIONS
        },
        "sign_accuracy": round(same / len(signs), 4) if signs else None,
        "sign_kappa": kappa(signs),
        "manner_kappa": kappa(manners),
        "manner_confusion": {f"{a} | {b}": n for (a, b), n in sorted(Counter(manners).items())},
        "shares": [shares([p.manner for p in side]) for side in (ones, twos)],
        "sure": [sum(p.sure for p in side) for side in (ones, twos)],
    }


def target_key(target: str) -> frozenset[str]:
    """The words of a target that tell it from others."""
    words = plain(target)[0].replace("'s", "").split()
    kept = {word.strip(_EDGES) for word in words} - {"the", "a", "an", "of", "his", "her", ""}
    return frozenset(kept)


def common_targets(one: Sequence[Row], two: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Targets that two coders share: one's words are all among the other's."""
    found, used = [], set()
    for first in one:
        for place, second in enumerate(two):
            left, right = target_key(first["target"]), target_key(second["target"])
            if place not in used and left and right and (left <= right or right <= left):
                used.add(place)
                found.append((first, second))
                break
    return found


def tone_figures(coded: Sequence[tuple[Row, Row]]) -> dict[str, Any]:
    """Agreement on tone over statements that both coders have."""
    labels = [(one["tone"], two["tone"]) for one, two in coded]
    sure = [(one["tone"], two["tone"]) for one, two in coded if one["sure"] and two["sure"]]
    targets = [p for one, two in coded for p in common_targets(one["targets"], two["targets"])]
    towards = [(first["tone"], second["tone"]) for first, second in targets]
    named = [sum(len(row[side]["targets"]) for row in coded) for side in (0, 1)]

    def accuracy(rows: Sequence[tuple[str, str]]) -> float | None:
        return round(sum(a == b for a, b in rows) / len(rows), 4) if rows else None

    return {
        "statements": len(labels),
        "accuracy": accuracy(labels),
        "kappa": kappa(labels),
        "turned_round": sum({a, b} == {"negative", "positive"} for a, b in labels),
        "both_sure": len(sure),
        "accuracy_sure": accuracy(sure),
        "kappa_sure": kappa(sure),
        "shares": [shares([row[side] for row in labels]) for side in (0, 1)],
        "targets": named,
        "targets_f1": f1(len(targets), *named),
        "targets_accuracy": accuracy(towards),
        "targets_kappa": kappa(towards),
    }
