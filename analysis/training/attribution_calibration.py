"""Fit and check the confidence of attributions on the articles the model was tuned on.

    python -m analysis.training.attribution_calibration --gold DIR --model DIR

Writes ``calibration.json`` beside the model: the weights of a logistic regression on
``analysis.attribution.extraction.EVIDENCE``, and its reliability by cross-fitting over articles
(each fifth is judged by a fit on the other four).  Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from analysis.article.article import article_from_text
from analysis.attribution import extraction
from analysis.bench.attribution_score import Tokens, count, pairs
from analysis.bench.brat import GoldArticle, Quoted, read_gold
from analysis.bench.reliability import expected_error, table

FOLDS = 5


def collect(
    articles: Sequence[GoldArticle], using: extraction.Engine
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Evidence, whether right, and the article's number of everything found."""
    facts, right, groups = [], [], []
    for number, one in enumerate(articles):
        article = article_from_text(one.text)
        read = using.encode(article)
        sheet = read.sheet
        found = extraction.find_bound(sheet, *using.read(read), using.weights)

        def stored(
            pieces: Sequence[tuple[int, int]],
            article: extraction.Article = article,
            sheet: extraction.Sheet = sheet,
        ) -> tuple[tuple[int, int], ...]:
            return tuple(
                article.view.to_stored(int(sheet.begin[a]), int(sheet.end[b - 1]))
                for a, b in pieces
            )

        quoted = [
            Quoted(
                stored((bound.source,) if bound.source else ()),
                stored((bound.cue,)),
                stored(bound.content),
            )
            for bound, _ in found
        ]
        tokens = Tokens(one.text)
        matched = pairs(count(one.text, tokens, one.gold), count(one.text, tokens, quoted))
        good = {pair.predicted for pair in matched if pair.right}
        facts += [row for _, row in found]
        right += [index in good for index in range(len(found))]
        groups += [number] * len(found)
    return np.asarray(facts), np.asarray(right, dtype=float), np.asarray(groups)


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, check, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    args = parser.parse_args(arguments)
    facts, right, groups = collect(read_gold(args.gold), extraction.load(args.model))
    fitted = np.zeros(len(right))
    for fold in range(FOLDS):
        held = groups % FOLDS == fold
        model = LogisticRegression(C=0.3, max_iter=2000).fit(facts[~held], right[~held])
        fitted[held] = model.predict_proba(facts[held])[:, 1]
    model = LogisticRegression(C=0.3, max_iter=2000).fit(facts, right)
    result = {
        "weights": dict(
            zip(extraction.EVIDENCE, [round(float(w), 6) for w in model.coef_[0]], strict=True)
        ),
        "intercept": round(float(model.intercept_[0]), 6),
        "ece_cross_fitted": round(expected_error(fitted, right), 4),
        "reliability_cross_fitted": table(fitted, right),
    }
    path = args.model / "calibration.json"
    path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
