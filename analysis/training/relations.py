"""Train the stance model: ``python -m analysis.training.relations --gold FILE.jsonl``.

The gold is Emergent's (Ferreira & Vlachos, NAACL 2016). Scores are five-fold cross-validation
with every claim wholly in one fold, over six ways of dealing the claims out; then the weights are
fitted to all pairs. Needs scikit-learn, which users do not.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from analysis.bench.relations import by_negation, by_words, read_gold, scores
from analysis.claims import headline_stance
from analysis.knowledge import wordlists

#: Chosen before training: what a headline's words say, and how well the two sides match.
FEATURES = (
    "refute doubt report reports confirm negated starts_no question colon quoted cosine"
    " worst_covered refute_or_negated plain length"
).split()
#: Of these the ones that need the word list.
_OF_LIST = frozenset("refute doubt report reports confirm refute_or_negated plain".split())
STRENGTH = 0.03
DEALS = 6
FOLDS = 5


def _classifier() -> object:
    return make_pipeline(
        StandardScaler(),
        LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=2000),
    )


def deal(claims: list[str], seed: int) -> np.ndarray:
    """A fold for each pair: claims go, large ones first, to the fold that is smallest."""
    counts = Counter(claims)
    rng = np.random.default_rng(seed)
    order = sorted(sorted(counts), key=lambda claim: -counts[claim] + rng.random() * 6)
    sizes, fold = [0] * FOLDS, {}
    for claim in order:
        fold[claim] = int(np.argmin(sizes))
        sizes[fold[claim]] += counts[claim]
    return np.array([fold[claim] for claim in claims])


def _entry(hit: wordlists.Hit) -> str:
    """The listed form behind a hit: a word is found under its stem too."""
    listed = wordlists.table("stance")
    if hit.form in listed:
        return hit.form
    stems = sorted((f for f in listed if f.endswith("*")), key=len, reverse=True)
    return next(stem for stem in stems if hit.form.startswith(stem[:-1]))


def unseen_words(pairs: list[dict[str, str]], table: np.ndarray, gold: np.ndarray) -> dict:
    """Leave one claim out, with its words: whoever wrote the list had read the headlines, so
    each claim is judged without the forms that only its own headlines show. With it, leave one
    claim out without any list, and the list's words alone under the same loss."""
    claims = np.array([pair["claim"] for pair in pairs])
    found = [{_entry(h) for h in headline_stance.cues(p["claim"], p["headline"])} for p in pairs]
    plain = [i for i, name in enumerate(FEATURES) if name not in _OF_LIST]
    predicted, alone, without = gold.copy(), gold.copy(), gold.copy()
    whole = headline_stance.cues
    for claim in sorted(set(claims)):
        out = claims == claim
        elsewhere = set().union(*(f for f, o in zip(found, out, strict=True) if not o))
        try:
            headline_stance.cues = lambda a, b, kept=elsewhere: [
                h for h in whole(a, b) if _entry(h) in kept
            ]
            at = np.flatnonzero(out)
            rows = [headline_stance.features(pairs[i]["claim"], pairs[i]["headline"]) for i in at]
            alone[out] = [by_words(pairs[i]) for i in at]
        finally:
            headline_stance.cues = whole
        held = np.array([[row[name] for name in FEATURES] for row in rows])
        predicted[out] = _classifier().fit(table[~out], gold[~out]).predict(held)
        model = _classifier().fit(table[~out][:, plain], gold[~out])
        without[out] = model.predict(table[out][:, plain])
    return {
        name: round(float(scores(list(gold), list(labels))["macro_f1"]), 3)
        for name, labels in (
            ("macro_f1", predicted),
            ("words_alone", alone),
            ("no_list", without),
        )
    }


def main() -> None:
    """Cross-validate, print, fit and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", required=True)
    parser.add_argument("--out", default=str(headline_stance.MODEL))
    args = parser.parse_args()
    pairs = read_gold(Path(args.gold))
    rows = [headline_stance.features(pair["claim"], pair["headline"]) for pair in pairs]
    table = np.array([[row[name] for name in FEATURES] for row in rows])
    gold = np.array([pair["stance"] for pair in pairs])
    claims = [pair["claim"] for pair in pairs]
    found = []
    for seed in range(DEALS):
        folds = deal(claims, seed)
        predicted = gold.copy()
        for fold in range(FOLDS):
            model = _classifier().fit(table[folds != fold], gold[folds != fold])
            predicted[folds == fold] = model.predict(table[folds == fold])
        found.append(scores(list(gold), list(predicted)))
    report = {
        "pairs": len(pairs),
        "claims": len(set(claims)),
        "cross_validated": {
            "accuracy": round(float(np.mean([f["accuracy"] for f in found])), 3),
            "macro_f1": round(float(np.mean([f["macro_f1"] for f in found])), 3),
            "lowest": round(min(f["macro_f1"] for f in found), 3),
            "stances": {
                name: round(float(np.mean([f["stances"][name]["f1"] for f in found])), 3)
                for name in found[0]["stances"]
            },
        },
        "unseen_words": unseen_words(pairs, table, gold),
        "baselines": {
            name: round(scores(list(gold), [rule(p) for p in pairs])["macro_f1"], 3)
            for name, rule in {
                "all for": lambda pair: "for",
                "negation is against": by_negation,
                "words alone": by_words,
            }.items()
        },
    }
    print(json.dumps(report, indent=1))
    scaler, model = (step for _, step in _classifier().fit(table, gold).steps)
    weights = {
        "features": FEATURES,
        "mean": scaler.mean_.round(5).tolist(),
        "scale": scaler.scale_.round(5).tolist(),
        "stances": list(model.classes_),
        "weights": model.coef_.round(5).tolist(),
        "bias": model.intercept_.round(5).tolist(),
        "report": report,
    }
    out = Path(args.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
