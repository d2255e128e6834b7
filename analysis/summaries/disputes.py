"""What is disputed: claims joined with who holds them, the camps of each dispute, the numbers
that differ. Everything here is a view of the tables, for figures and cards."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.tables import SHOWN, Relation, joined, parts_of

#: Who the article's own claims are held by, and those of speakers whose side is not known.
OWN_VOICE = "the article"
OTHERS = "others"
#: The camp of a claim that meets no other.
APART = 0


def shown(relations: pd.DataFrame) -> pd.DataFrame:
    """The relations that are sure enough to be shown; all, where nothing says how sure they are."""
    if "confidence" not in relations:
        return relations
    return relations[relations["confidence"] >= SHOWN]


def held(claims: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """The claims with ``holder`` (a name) and ``side``; joint claims name all holders, and a
    claim held by several sides stands once for each."""
    known = actors.drop_duplicates("actor_id").set_index("actor_id")
    rows = []
    for row in claims.to_dict("records"):
        ids = [i for i in parts_of(row["actor_id"]) if i in known.index]
        names = joined(str(known.loc[i, "name"]) for i in ids)
        sides = list(dict.fromkeys(str(known.loc[i, "side"]) or OTHERS for i in ids))
        if not row["statement_id"]:
            names, sides = OWN_VOICE, [OWN_VOICE]
        for side in sides or [OTHERS]:
            rows.append({**row, "holder": names or "not named", "side": side})
    return pd.DataFrame(rows, columns=[*claims.columns, "holder", "side"])


def camps(claims: pd.DataFrame, relations: pd.DataFrame) -> dict[str, int]:
    """The camp of each claim: 1 and 2 stand against each other within a topic, 0 meets nobody.

    Claims that agree are drawn into one camp and claims that dispute into two, the surest
    relations first; a relation that would contradict surer ones is passed over.
    """
    relations = shown(relations)
    parent = {c: c for c in claims["claim_id"]}
    turned = dict.fromkeys(parent, 0)
    size = dict.fromkeys(parent, 1)

    def find(claim: str) -> tuple[str, int]:
        parity = 0
        while parent[claim] != claim:
            parity ^= turned[claim]
            claim = parent[claim]
        return claim, parity

    met = relations.sort_values(["confidence", "claim_a", "claim_b"], ascending=[False, True, True])
    for row in met.itertuples():
        (a, pa), (b, pb) = find(row.claim_a), find(row.claim_b)
        if a != b:
            small, large = (a, b) if size[a] < size[b] else (b, a)
            parent[small] = large
            turned[small] = pa ^ pb ^ int(row.relation == Relation.DISPUTES)
            size[large] += size[small]
    meeting = set(relations["claim_a"]) | set(relations["claim_b"])
    first: dict[str, int] = {}
    found = {}
    for claim in claims["claim_id"]:
        root, parity = find(claim)
        first.setdefault(root, parity)
        found[claim] = (1 if parity == first[root] else 2) if claim in meeting else APART
    return found


def topics(claims: pd.DataFrame, relations: pd.DataFrame) -> list[str]:
    """The topics on which claims meet: those with most disputes first, then most agreement."""
    relations = shown(relations)
    topic = claims.set_index("claim_id")["topic"].to_dict()
    weight: dict[str, list[float]] = {}
    for row in relations.itertuples():
        for claim in (row.claim_a, row.claim_b):
            entry = weight.setdefault(topic[claim], [0.0, 0.0])
            entry[0 if row.relation == Relation.DISPUTES else 1] += 0.5
    return sorted(weight, key=lambda name: (-weight[name][0], -weight[name][1], name))


def cards(claims: pd.DataFrame, relations: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """One row a dispute between two claims, the surest first: both sides' words, holders,
    certainty, the topic, and the words that carry it."""
    relations = shown(relations)
    one = held(claims, actors).drop_duplicates("claim_id").set_index("claim_id")
    rows = []
    for row in relations[relations["relation"] == Relation.DISPUTES].itertuples():
        a, b = one.loc[row.claim_a], one.loc[row.claim_b]
        rows.append(
            {
                "topic": a["topic"],
                "claim_a": row.claim_a,
                "holder_a": a["holder"],
                "side_a": a["side"],
                "text_a": a["text"],
                "certainty_a": a["certainty"],
                "claim_b": row.claim_b,
                "holder_b": b["holder"],
                "side_b": b["side"],
                "text_b": b["text"],
                "certainty_b": b["certainty"],
                "confidence": row.confidence,
                "because": row.because,
            }
        )
    columns = (
        "topic claim_a holder_a side_a text_a certainty_a claim_b holder_b side_b text_b"
        " certainty_b confidence because"
    ).split()
    frame = pd.DataFrame(rows, columns=columns)
    order = {name: i for i, name in enumerate(topics(claims, relations))}
    frame["_topic"] = frame["topic"].map(order)
    frame = frame.sort_values(["_topic", "confidence"], ascending=[True, False], kind="stable")
    return frame.drop(columns="_topic").reset_index(drop=True)


def numbers(claims: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Every number that more than one claim gives for the same things, or that revises another:
    unit, value, bound, who holds it, its words."""
    rows = []
    for row in held(claims, actors).drop_duplicates("claim_id").to_dict("records"):
        for quantity in row["quantities"]:
            rows.append(
                {
                    "unit": quantity["unit"],
                    "value": quantity["value"],
                    "upper": quantity["upper"],
                    "bound": quantity["bound"],
                    "approx": quantity["approx"],
                    "revises": quantity["revises"],
                    "holder": row["holder"],
                    "side": row["side"],
                    "claim_id": row["claim_id"],
                    "text": row["text"],
                    "start": quantity["start"],
                    "end": quantity["end"],
                }
            )
    columns = "unit value upper bound approx revises holder side claim_id text start end".split()
    frame = pd.DataFrame(rows, columns=columns)
    if frame.empty:
        return frame
    values = frame.groupby("unit")["value"].transform("nunique")
    kept = frame[(frame["unit"] != "") & (values > 1)]
    return kept.sort_values(["unit", "value", "start"], kind="stable").reset_index(drop=True)


def spoken(claims: pd.DataFrame, relations: pd.DataFrame, topic: str, camp: Sequence[str]) -> str:
    """The claim that speaks for a camp: of its members on the topic, the one that meets most."""
    relations = shown(relations)
    count = pd.concat([relations["claim_a"], relations["claim_b"]]).value_counts()
    texts = claims.drop_duplicates("claim_id").set_index("claim_id")
    on_topic = [c for c in camp if texts.loc[c, "topic"] == topic]
    return max(on_topic, key=lambda c: (int(count.get(c, 0)), -len(texts.loc[c, "text"])))


def counts_text(relations: pd.DataFrame) -> str:
    """How many pairs of claims dispute each other and how many agree, in a sentence."""
    relations = shown(relations)
    against = int((relations["relation"] == Relation.DISPUTES).sum())
    agreed = len(relations) - against
    first = {0: "No two claims are found to dispute each other", 1: "One pair of claims collides"}
    then = {0: "no pair is found to agree", 1: "one pair agrees"}
    return (
        f"{first.get(against, f'{against} pairs of claims dispute each other')}"
        f" and {then.get(agreed, f'{agreed} pairs agree')}."
    )


def collisions_text(claims: pd.DataFrame, relations: pd.DataFrame) -> str:
    """The figure in a sentence, for its alternative text."""
    if relations.empty:
        return "No two claims in this article are found to meet."
    names = topics(claims, relations)
    topic = claims.drop_duplicates("claim_id").set_index("claim_id")["topic"]
    parts = []
    for name in names:
        here = relations[relations["claim_a"].map(topic) == name]
        against = int((here["relation"] == Relation.DISPUTES).sum())
        agreed = len(here) - against
        parts.append(
            f"{name}, {against or 'no'} {'pair' if against == 1 else 'pairs'} in dispute and"
            f" {agreed or 'none'} in agreement"
        )
    return "Claims meet on these topics, the most disputed first: " + "; ".join(parts) + "."
