"""Rules of introduction that edited news keeps almost without exception.

A person who speaks is introduced once, in full and with a role beside the name, before being
called by surname alone; an abbreviation is spelt out before it is used.  How often each rule
holds was counted on intact articles (see :func:`count`) and is stored with the model; a rule's
weight in the decoder is the log-odds of that share, never a matter of taste.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.order.pair_features import Cohesion
from analysis.order.paragraph_cues import Cues

#: kind -> what it says, for readers.
RULES = {
    "introduced_then_speaks": "introduced in full with a role before speaking by surname",
    "introduced_then_named": "introduced in full with a role before the surname alone",
    "titled_then_speaks": "named in the title, still introduced before speaking by surname",
    "full_then_speaks": "full name before speaking by surname",
    "full_then_named": "full name before the surname alone",
    "spelt_out": "spelt out before the abbreviation",
}


@dataclass(frozen=True)
class Rule:
    """One rule at work: paragraph ``before`` should stand somewhere before ``after``."""

    kind: str
    before: int
    after: int
    words: str


def find_rules(title: Cues, cues: Sequence[Cues]) -> list[Rule]:
    """All rules that bind two paragraphs of an article.

    A name that several paragraphs give in full binds nothing: which of them introduces it cannot
    be told from the name.
    """
    found: list[Rule] = []
    holders: dict[str, list[int]] = {}
    speakers: set[str] = set()
    for row, c in enumerate(cues):
        for key in c.names:
            holders.setdefault(key, []).append(row)
        speakers.update(c.people_speaking)
    for key, rows in holders.items():
        full = [r for r in rows if cues[r].names[key].full]
        if len(full) != 1 or len(rows) < 2 or key not in speakers:
            continue
        name = cues[full[0]].names[key]
        for row in rows:
            if row == full[0]:
                continue
            speaks = key in cues[row].people_speaking
            if name.role and key in title.names:
                kind = "titled_then_speaks" if speaks else "full_then_named"
            elif name.role:
                kind = "introduced_then_speaks" if speaks else "introduced_then_named"
            else:
                kind = "full_then_speaks" if speaks else "full_then_named"
            found.append(Rule(kind, full[0], row, f"{name.text} … {cues[row].names[key].text}"))
    for j, c in enumerate(cues):
        for i, other in enumerate(cues):
            for short in sorted((c.acronyms - set(c.expansions)) & set(other.expansions)):
                if i != j:
                    found.append(Rule("spelt_out", i, j, f"{other.expansions[short]} … {short}"))
    return found


def count(articles: Sequence[Cohesion]) -> dict[str, tuple[int, int]]:
    """How often each rule holds in intact *articles*: (held, applied)."""
    held: Counter[str] = Counter()
    applied: Counter[str] = Counter()
    for article in articles:
        for rule in find_rules(article.title, article.cues):
            applied[rule.kind] += 1
            held[rule.kind] += rule.before < rule.after
    return {kind: (held[kind], applied[kind]) for kind in RULES}


def log_odds(counts: Mapping[str, Sequence[int]]) -> dict[str, float]:
    """The weight of each rule: the log-odds of its share, half a case added to either side."""
    return {
        kind: math.log((held + 0.5) / (applied - held + 0.5))
        for kind, (held, applied) in counts.items()
    }


def rule_table(rules: Sequence[Rule], n: int, weights: Mapping[str, float]) -> np.ndarray:
    """The rules as an antisymmetric (n, n) table of log-odds; the strongest of a pair counts."""
    table = np.zeros((n, n))
    for rule in rules:
        weight = weights.get(rule.kind, 0.0)
        if weight > table[rule.before, rule.after]:
            table[rule.before, rule.after] = weight
    return table - table.T
