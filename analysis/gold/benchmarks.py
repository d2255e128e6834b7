"""How far to trust the machine: stored benchmark figures, and the gold beside a reading."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.gold.statements import Comparison, compare, load_gold
from analysis.paths import BENCHMARKS, MODELS, PACKAGE
from analysis.reading import Reading
from analysis.summaries.wording import plural

#: The command that stored each file of data/benchmarks; DIR and FILE are the gold's place.
COMMANDS = {
    "attribution": "python -m analysis bench attribution --gold DIR --peers",
    "order": "python -m analysis bench order --texts DIR --seed 11 --json",
    "sentiment": "python -m analysis bench sentiment --gold FILE.jsonl",
    "relations": "python -m analysis bench relations --gold FILE.jsonl",
    "speakers": "python -m analysis bench speakers --gold DIR --unseen",
    "speed": "python -m analysis bench speed --texts DIR --save FILE",
    "gold": "python -m analysis bench gold",
    "claims": "python -m analysis bench claims",
}


def stored(task: str) -> Mapping[str, Any]:
    """The committed results of ``python -m analysis bench TASK``.

    Raises FileNotFoundError for a task that has none.
    """
    return json.loads((BENCHMARKS / f"{task}.json").read_text(encoding="utf-8"))


def beside_gold(reading: Reading) -> Comparison | None:
    """The reading held against its hand-coded gold; None where the article has none."""
    gold = load_gold(reading.article.document)
    if gold is None or gold.sha256 != reading.article.sha256:
        return None
    return compare(gold, reading)


def gold_text(comparison: Comparison | None) -> str:
    """How the machine did on this article, in a sentence or two; true where there is no gold."""
    if comparison is None:
        return (
            "Nobody has read this article by hand yet, so its rows cannot be checked one by one."
            " The figures below say how the machine does on articles that somebody has read."
        )
    whole = comparison.scores.set_index("kind").loc["all"]
    fields = comparison.fields.set_index("field")
    missed, extra = int(whole["gold"] - whole["found"]), int(whole["machine"] - whole["found"])
    speaker = fields.loc["speaker"]
    return (
        f"A reader found {plural(int(whole['gold']), 'statement')} in this article; the machine"
        f" found {int(whole['found'])} of them, missed {missed or 'none'}, and reported"
        f" {extra or 'none'} that the reader did not count. Of those it found it names the right"
        f" speaker for {int(speaker['right'])}."
    )


def gold_summary() -> pd.DataFrame:
    """One row a hand-coded article: what the reader found and what of it the machine has."""
    rows = []
    for document, result in stored("gold").items():
        (whole,) = (line for line in result["statements"] if line["kind"] == "all")
        fields = {line["field"]: line for line in result["fields"]}
        people = next(line for line in result["actors"] if line["kind"] == "person")
        relations = next(iter(result["relations"]), {"found": 0, "gold": 0})
        rows.append(
            {
                "article": document,
                "statements": f"{whole['found']} of {whole['gold']}",
                "extra": whole["machine"] - whole["found"],
                **{name: _of(fields[name]) for name in ("speaker", "kind", "said_on")},
                "people": f"{people['found']} of {people['gold']}",
                "relations": f"{relations['found']} of {relations['gold']}",
                "order": f"{result['order']['kept']} of {result['order']['constraints']}",
            }
        )
    return pd.DataFrame(rows)


def _of(line: Mapping[str, Any]) -> str:
    return f"{line['right']} of {line['of']}"


def fingerprints() -> pd.DataFrame:
    """The models and rule files in use, each with its SHA-256."""
    paths = [p for p in MODELS.rglob("*") if p.suffix in (".onnx", ".npz", ".json")]
    paths += (PACKAGE / "data").rglob("*.tsv")
    return pd.DataFrame(
        [
            {
                "file": path.relative_to(PACKAGE.parent).as_posix(),
                "kilobytes": round(path.stat().st_size / 1000),
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            }
            for path in sorted(paths)
        ]
    )


def reliability() -> pd.DataFrame:
    """The attribution model's confidence against the share of right rows, cross-fitted on dev:
    columns from, to, rows, confidence, right."""
    return pd.DataFrame(_calibration()["reliability_cross_fitted"])


def _calibration() -> Mapping[str, Any]:
    return json.loads((MODELS / "attribution" / "calibration.json").read_text(encoding="utf-8"))


def calibration_text() -> str:
    """How far stated confidence lies from what is seen, in words."""
    error = 100 * _calibration()["ece_cross_fitted"]
    rows = int(reliability()["rows"].sum())
    return (
        f"Over {rows:,} statements the stated confidence and the share that is right lie"
        f" {error:.1f} percentage points apart on average (expected calibration error,"
        " cross-fitted: no row was judged by a scale fitted on itself)."
    )


#: What a trained person reaches against another on 20 of the same articles (F1 in %).
HUMAN = {"attribution": 73.8, "direct only": 93.5, "content": 79.5}


def attribution_scores() -> pd.DataFrame:
    """F1 in % of every system on PolNeAR dev: columns system, attribution, direct only, content,
    source, cue, and the ratio of attribution F1 to ours."""
    result = stored("attribution")
    rows = []
    for system, found in result["systems"].items():
        rows.append(
            {
                "system": system,
                "attribution": 100 * found["statement"]["attribution"]["f1"],
                "direct only": 100 * found["direct_only"]["attribution"]["f1"],
                "content": 100 * found["statement"]["content@0.5"]["f1"],
                **{
                    f"{role} to the letter": 100 * found["span"][role]["f1"]
                    for role in ("source", "cue", "content")
                },
                "articles a second": result["articles_per_second"].get(system),
            }
        )
    table = pd.DataFrame(rows)
    table["ratio"] = table["attribution"] / table["attribution"].iloc[0]
    return table


def attribution_text() -> str:
    """Our attribution beside the best peer run and beside a person, in words."""
    table = attribution_scores()
    ours = table.iloc[0]
    peers = table[~table["system"].str.startswith("this model")]
    text = (
        f"On {stored('attribution')['articles']} news articles it had not seen it finds who says"
        f" what with an F1 of {ours['attribution']:.1f} %; one trained person against another"
        f" reached {HUMAN['attribution']} % on twenty of them."
    )
    if len(peers):
        best = peers.loc[peers["attribution"].idxmax()]
        text += (
            f" {best['system']}, run on the same articles at the same time, reaches"
            f" {best['attribution']:.1f} %."
        )
    return text


def benchmarks() -> pd.DataFrame:
    """The figure that says most of each stage, with what it stands beside and the command."""
    tone = stored("sentiment")["gold"]
    order = stored("order")["8 to 40 paragraphs"]
    relations = stored("relations")
    speakers = stored("speakers")["all"]
    attribution = attribution_scores().iloc[0]
    speed = stored("speed")["systems"]
    rows = [
        (
            "who says what",
            "PolNeAR dev",
            "F1 of attributions",
            f"{attribution['attribution']:.1f} %",
            f"person {HUMAN['attribution']} %",
            "attribution",
        ),
        (
            "whole quotations only",
            "PolNeAR dev",
            "F1 of attributions",
            f"{attribution['direct only']:.1f} %",
            f"person {HUMAN['direct only']} %",
            "attribution",
        ),
        (
            "who that is",
            "GUM, Wikinews, unseen half",
            "speakers put with the right entity",
            f"{100 * speakers['right']:.0f} %",
            "",
            "speakers",
        ),
        *(
            (
                "tone towards an actor",
                f"NewsMTSC {name}",
                "macro-F1",
                f"{100 * scores['methods']['model']['macro_f1']:.1f} %",
                f"VADER {100 * scores['methods']['vader']['macro_f1']:.1f} %",
                "sentiment",
            )
            for name, scores in tone.items()
        ),
        (
            "order of shuffled paragraphs",
            "PolNeAR dev",
            "Kendall's τ",
            f"{order['order']['on the record']['tau']:.2f}",
            f"as shuffled {order['order']['as stored']['tau']:.2f}",
            "order",
        ),
        (
            "intact articles left alone",
            "PolNeAR dev",
            "share",
            f"{100 * order['shuffled_or_intact']['intact_left_as_stored']:.0f} %",
            "",
            "order",
        ),
        (
            "stance of a headline to a claim",
            "Emergent, cross-validated",
            "macro-F1",
            f"{100 * relations['ours']['macro_f1']:.1f} %",
            f"on words it has not seen {100 * relations['unseen_words']['macro_f1']:.1f} %",
            "relations",
        ),
        (
            "all tables of an article, on one core",
            "PolNeAR dev",
            "share of the speed of spaCy's small pipeline alone",
            f"{speed['on the record, all tables']['of_spacy']:.2f}",
            f"statements only {speed['on the record, statements']['of_spacy']:.2f}",
            "speed",
        ),
    ]
    table = pd.DataFrame(rows, columns=["task", "gold", "measure", "here", "beside", "command"])
    return table.assign(command=table["command"].map(COMMANDS))
