"""Claims and relations of the machine beside the hand-coded ones (see `gold.statements`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis import paths
from analysis.gold.statements import Gold, GoldError, agrees, pair_up, rates, words_in
from analysis.summaries.disputes import shown

if TYPE_CHECKING:
    from analysis.reading import Reading

#: What is compared on a claim that was found.
FIELDS = ("type", "certainty", "polarity")
#: What a field is where nobody looks: its commonest value.
COMMONEST = {"type": "assertion", "certainty": "certain", "polarity": "positive"}
#: The systems whose relations are scored: ours and two that a reader could think of at once.
OURS, SAME_TOPIC, NEGATION = "the machine", "same topic agrees", "negation disputes"

Pair = tuple[str, str]


def unseen_files() -> tuple[Path, ...]:
    """The coded claims of the articles in ``data/articles/unseen``, by name."""
    folder = paths.GOLD / "unseen"
    return tuple(p for p in sorted(folder.glob("*.json")) if p.name != "schema.json")


def load_unseen(document: str) -> Gold | None:
    """The coded claims of an unseen article; None where nobody has coded it."""
    path = paths.GOLD / "unseen" / f"{Path(document).stem}.json"
    if path not in unseen_files():
        return None
    stored = json.loads(path.read_text(encoding="utf-8"))
    claims, relations = tuple(stored["claims"]), tuple(stored["relations"])
    return Gold(stored["document"], stored["sha256"], (), (), claims, relations, ())


@dataclass(frozen=True)
class ClaimComparison:
    """``claims``: a row a hand-coded claim, found or not, with the fields that differ.
    ``fields``: accuracy of each field on those found, that of its commonest value
    (``baseline``), and how many were found.
    ``relations``: a row a pair that either side holds related, with ``status`` (right, wrong
    sign, not related, missed, accepted: right though the coder was not sure, unsure: not found
    and no fault). ``scores``: precision and recall of the relations, beside two baselines.
    """

    claims: pd.DataFrame
    fields: pd.DataFrame
    relations: pd.DataFrame
    scores: pd.DataFrame


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a <= b else (b, a)


def _related(rows: Iterable[Mapping[str, Any]], to_gold: Mapping[str, str]) -> dict[Pair, str]:
    """Relations between claims that the gold has too, under the gold's ids."""
    out: dict[Pair, str] = {}
    for row in rows:
        a, b = to_gold.get(row["claim_a"]), to_gold.get(row["claim_b"])
        if a and b and a != b:
            out.setdefault(_pair(a, b), row["relation"])
    return out


def baseline(claims: Iterable[Mapping[str, Any]], negation: bool) -> list[dict[str, str]]:
    """Every two claims of one topic are related: they agree, or, with ``negation``, dispute
    where one affirms and the other denies."""
    return [
        {
            "claim_a": a["claim_id"],
            "claim_b": b["claim_id"],
            "relation": "disputes" if negation and a["polarity"] != b["polarity"] else "agrees",
        }
        for a, b in combinations(claims, 2)
        if a["topic"] and a["topic"] == b["topic"]
    ]


def _judged(gold: Gold, found: Mapping[Pair, str]) -> pd.DataFrame:
    known = {_pair(r["claim_a"], r["claim_b"]): r for r in gold.relations}
    out = []
    for pair in sorted(known.keys() | found.keys()):
        right, said = known.get(pair), found.get(pair, "")
        if right is None:
            status = "not related"
        elif not said:
            status = "missed" if right["sure"] else "unsure"
        elif said != right["relation"]:
            status = "wrong sign"
        else:
            status = "right" if right["sure"] else "accepted"
        out.append(
            {
                "claim_a": pair[0],
                "claim_b": pair[1],
                "gold": right["relation"] if right else "",
                "machine": said,
                "status": status,
                "because": right["because"] if right else "",
            }
        )
    columns = ["claim_a", "claim_b", "gold", "machine", "status", "because"]
    return pd.DataFrame(out, columns=columns)


def _score(system: str, gold: Gold, judged: pd.DataFrame) -> dict[str, object]:
    count = judged["status"].value_counts()
    right, accepted = int(count.get("right", 0)), int(count.get("accepted", 0))
    sure = sum(r["sure"] for r in gold.relations)
    reported = int((judged["machine"] != "").sum())
    found = {"gold": sure, "found": right, "correct": right + accepted, "reported": reported}
    return {"system": system, **found, **rates(right, sure, right + accepted, reported)}


def compare_claims(gold: Gold, reading: Reading) -> ClaimComparison:
    """Hold the claims and relations of ``reading`` against ``gold``.

    Relations that are shown are judged between claims that both have; the pairs the coder was
    not sure of are no fault either way. Raises GoldError where the texts differ.
    """
    if reading.article.sha256 != gold.sha256:
        raise GoldError(f"the gold of {gold.document} was coded on another text than the one read")
    text = reading.article.text
    rows = reading.tables["claims"].to_dict("records")
    pairs = pair_up(
        [words_in(text, [(c["start"], c["end"])]) for c in gold.claims],
        [words_in(text, [(c["start"], c["end"])]) for c in rows],
    )
    claims = []
    for i, right in enumerate(gold.claims):
        row = rows[pairs[i]] if i in pairs else None
        claims.append(
            {
                "gold_id": right["id"],
                "claim_id": row["claim_id"] if row else "",
                "text": right["text"],
                **{f"{f}_gold": right[f] for f in FIELDS},
                **{f"{f}_machine": row[f] if row else "" for f in FIELDS},
                "wrong": ", ".join(f for f in FIELDS if row and not agrees(right, f, row[f])),
            }
        )
    claims_frame = pd.DataFrame(claims)
    found = [c for c in claims if c["claim_id"]]
    fields: list[dict[str, object]] = [
        {
            "field": "found",
            "right": len(found),
            "of": len(claims),
            "share": len(found) / len(claims) if claims else 0.0,
            "baseline": 0,
        }
    ]
    for field in FIELDS:
        right = sum(field not in str(c["wrong"]).split(", ") for c in found)
        share = right / len(found) if found else 0.0
        coded = [g for g, c in zip(gold.claims, claims, strict=True) if c["claim_id"]]
        common = sum(agrees(g, field, COMMONEST[field]) for g in coded)
        line = {"field": field, "right": right, "of": len(found), "share": share}
        fields.append({**line, "baseline": common})
    to_gold = {str(c["claim_id"]): str(c["gold_id"]) for c in found}
    relations = shown(reading.tables["relations"]).to_dict("records")
    judged = {
        OURS: _judged(gold, _related(relations, to_gold)),
        SAME_TOPIC: _judged(gold, _related(baseline(rows, negation=False), to_gold)),
        NEGATION: _judged(gold, _related(baseline(rows, negation=True), to_gold)),
    }
    scores = pd.DataFrame([_score(name, gold, frame) for name, frame in judged.items()])
    return ClaimComparison(claims_frame, pd.DataFrame(fields), judged[OURS], scores)
