"""How often types, certainty and relations of claims are right: stored figures with intervals.

The blind figures are of articles coded before the machine read them, taken at the commit that
the file names; the others are of articles that were looked at while the rules were mended.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from analysis.gold.benchmarks import stored

#: How each part of the stored file is called on the page, and what it holds.
PARTS = {
    "blind": "blind",
    "unseen": "the same, after mending",
    "development": "development",
}
_MEASURES = {
    "found": "coded claims found",
    "type": "right type",
    "certainty": "right certainty",
    "polarity": "is so or is not so",
}
_Z = 1.959964  # 95 % of a normal distribution


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927); (0, 1) over no cases."""
    if of == 0:
        return 0.0, 1.0
    share, z2 = right / of, _Z * _Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = _Z / (1 + z2 / of) * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def told(right: int, of: int) -> str:
    """A share in words: count, per cent and interval."""
    if of == 0:
        return "none of 0"
    low, high = wilson(right, of)
    return f"{right} of {of}, {100 * right / of:.0f} % ({100 * low:.0f} to {100 * high:.0f})"


def _articles(part: str) -> Mapping[str, Any]:
    result = stored("claims")
    return result["blind"]["articles"] if part == "blind" else result[part]


def _sum(lines: Iterable[Mapping[str, Any]], *names: str) -> tuple[int, ...]:
    rows = list(lines)
    return tuple(sum(int(row[name]) for row in rows) for name in names)


def fields() -> pd.DataFrame:
    """A row a measure of single claims: its share in each part, and its baseline's."""
    rows = []
    for field, title in _MEASURES.items():
        row = {"measure": title}
        for part, name in PARTS.items():
            lines = [c for a in _articles(part).values() for c in a["claims"]]
            right, of, common = _sum(
                (c for c in lines if c["field"] == field), "right", "of", "baseline"
            )
            row[name] = told(right, of)
            if part == "blind":
                row["always the commonest"] = told(common, of) if field != "found" else ""
        rows.append(row)
    return pd.DataFrame(rows)


def relations() -> pd.DataFrame:
    """A row a part and system: how many sure pairs it finds, how many of its pairs are right."""
    rows = []
    for part, name in PARTS.items():
        lines = [r for a in _articles(part).values() for r in a["relations"]]
        for system in dict.fromkeys(line["system"] for line in lines):
            gold, found, correct, reported = _sum(
                (r for r in lines if r["system"] == system),
                "gold",
                "found",
                "correct",
                "reported",
            )
            rows.append(
                {
                    "articles": name,
                    "system": system,
                    "found": told(found, gold),
                    "right": told(correct, reported),
                }
            )
    return pd.DataFrame(rows)


def by_article() -> pd.DataFrame:
    """A row an article and part: the counts behind the shares."""
    rows = []
    for part, name in PARTS.items():
        for document, result in _articles(part).items():
            counts = {c["field"]: f"{c['right']} of {c['of']}" for c in result["claims"]}
            ours = result["relations"][0]
            rows.append(
                {
                    "article": document,
                    "articles": name,
                    **{field: counts[field] for field in _MEASURES},
                    "pairs": f"{ours['found']} of {ours['gold']}",
                    "right": f"{ours['correct']} of {ours['reported']}",
                }
            )
    return pd.DataFrame(rows)


def _line(part: str, field: str) -> tuple[int, int]:
    lines = [c for a in _articles(part).values() for c in a["claims"] if c["field"] == field]
    right, of = _sum(lines, "right", "of")
    return right, of


def quality_text() -> str:
    """The blind figures in words, and what they mean for a reader."""
    blind = _articles("blind")
    kinds = {field: told(*_line("blind", field)) for field in ("type", "certainty")}
    ours = [a["relations"][0] for a in blind.values()]
    gold, found, correct, reported = _sum(ours, "gold", "found", "correct", "reported")
    return (
        f"On {len(blind)} articles coded before the machine read them, it gives the right type to"
        f" {kinds['type']} of the claims it found and the right certainty to"
        f" {kinds['certainty']}; of the agreements and disputes that any reader should see it"
        f" found {found} of {gold}, and of the {reported} it reported between coded claims"
        f" {correct} were right. It misses far more than it invents: that two claims are not"
        " shown to meet says little."
    )


def commit() -> str:
    """The commit at which the blind figures were taken."""
    return str(stored("claims")["blind"]["commit"])


def stance() -> pd.DataFrame:
    """The stance of headlines to claims: macro-F1 in % beside baselines, with and without the
    word list's knowledge of the headlines."""
    result = stored("relations")
    base, unseen = result["baselines"], result["unseen_words"]
    rows = [
        ("stance model, cross-validated", result["ours"]["macro_f1"]),
        ("stance model, without the words that only the judged claim shows", unseen["macro_f1"]),
        ("stance model, without any list", unseen["no_list"]),
        ("words alone", base["words alone"]["macro_f1"]),
        ("words alone, without those that only the judged claim shows", unseen["words_alone"]),
        ("any negation is against", base["negation is against"]["macro_f1"]),
        ("everything for", base["all for"]["macro_f1"]),
        ("published, on another part", result["published"]["macro_f1_other_part"]),
    ]
    shown = [(name, f"{100 * value:.1f} %") for name, value in rows]
    return pd.DataFrame(shown, columns=["system", "macro_f1"])
