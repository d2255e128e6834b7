"""The benchmark of tone: scores by hand, predictions one a target, gold that is no gold."""

import json

import numpy as np
import pytest

from analysis.bench import sentiment as bench
from analysis.errors import InputError

#: Own sentences, in the form of the gold.
GOLD = (
    ("a", "Mayor Lind was praised for a brilliant, honest budget.", [("Mayor Lind", 6.0)]),
    ("b", "Auditors say Mr. Holm stole the money and lied to Ms. Berg.", [("Mr. Holm", 2.0),
                                                                       ("Ms. Berg", 4.0)]),
    ("c", "Ms. Berg arrived on Tuesday.", [("Ms. Berg", 4.0)]),
)  # fmt: skip


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "gold.jsonl"
    lines = []
    for gid, text, targets in GOLD:
        places = [
            {"from": text.index(name), "to": text.index(name) + len(name), "mention": name,
             "polarity": polarity}
            for name, polarity in targets
        ]  # fmt: skip
        sentence = {"primary_gid": gid, "sentence_normalized": text, "targets": places}
        lines.append(json.dumps(sentence))
    path.write_text("\n".join(lines) + "\n\n", "utf-8")
    return path


def bench_run(parser_args):
    import argparse

    parser = argparse.ArgumentParser()
    bench.add_arguments(parser)
    return bench.run(parser.parse_args([str(a) for a in parser_args]))


def test_scores_agree_with_a_count_by_hand():
    """Gold n n u u p p against n u n u p p: F1 0.5, 0.5, 1; a class never predicted is 0."""
    s = bench.score([0, 0, 1, 1, 2, 2], [0, 1, 0, 1, 2, 2])
    assert s["macro_f1"] == pytest.approx(2 / 3, abs=1e-4)
    assert s["accuracy"] == pytest.approx(4 / 6, abs=1e-4)
    assert s["f1_pos_neg"] == 0.75
    assert s["confusion"] == [[1, 1, 0], [1, 1, 0], [0, 0, 2]]
    constant = bench.score([0, 0, 1, 1, 2, 2], [1] * 6)
    assert constant["macro_f1"] == pytest.approx(0.5 / 3, abs=1e-4)
    assert constant["macro_recall"] == pytest.approx(1 / 3, abs=1e-4)


def test_calibration_error_is_the_gap_between_confidence_and_accuracy():
    """Sure of 90 % and right half the time: 0.4 off; sure and right: nought."""
    chances = np.array([[0.9, 0.05, 0.05]] * 4)
    assert bench.expected_calibration_error(chances, [0, 0, 1, 2]) == pytest.approx(0.4)
    assert bench.expected_calibration_error(np.eye(3), [0, 1, 2]) == 0


def test_every_target_gets_one_prediction_in_the_golds_order(gold, tmp_path, capsys):
    """Ids are primary_gid#place; labels and scores belong together."""
    out = tmp_path / "predictions.jsonl"
    assert bench_run(["--gold", gold, "--json", "--predictions", out]) == 0
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == ["a#0", "b#0", "b#1", "c#0"]
    assert [row["label"] for row in rows[:2]] == ["positive", "negative"]
    for row in rows:
        chances = [row[name] for name in bench.LABELS]
        assert sum(chances) == pytest.approx(1, abs=2e-3)
        assert row["score"] == pytest.approx(chances[2] - chances[0], abs=2e-4)
    methods = json.loads(capsys.readouterr().out)["gold"]["gold"]["methods"]
    assert set(methods) == {"always neutral", "vader", "afinn", "model"}
    assert methods["always neutral"]["accuracy"] == 0.5


def test_what_is_saved_holds_no_text_of_the_gold(gold, tmp_path, capsys):
    """A results file may be published where the corpus may not."""
    saved = tmp_path / "results" / "sentiment.json"
    assert bench_run(["--gold", gold, "--save", saved]) == 0
    text = saved.read_text("utf-8")
    assert "Holm" not in text
    assert json.loads(text)["gold"]["gold"]["targets"] == 4
    assert "macro-F1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "line 1"),
        ("[1]", "line 1"),
        ('{"id": "x", "label": "neutral"}', "line 1"),
        ('{"primary_gid": "x", "sentence_normalized": "A b.", "targets": [{"from": 0, "to": 9,'
         ' "polarity": 2.0}]}', "lies not in the sentence"),
        ('{"primary_gid": "x", "sentence_normalized": "A b.", "targets": [{"from": 0, "to": 1,'
         ' "polarity": 3.0}]}', "line 1"),
        ("", "no target"),
    ],
)  # fmt: skip
def test_gold_that_is_none_is_refused_with_its_line(tmp_path, line, words):
    """One sentence that names the file and the line."""
    path = tmp_path / "gold.jsonl"
    path.write_text(line, "utf-8")
    with pytest.raises(InputError, match=words) as caught:
        list(bench.read_gold(path))
    assert "gold.jsonl" in str(caught.value)


def test_a_missing_file_and_a_repeated_id_are_refused(tmp_path, gold):
    """Bad input is the reader's to mend: no traceback."""
    with pytest.raises(InputError, match="cannot be read"):
        list(bench.read_gold(tmp_path / "none.jsonl"))
    gold.write_text(gold.read_text("utf-8") * 2, "utf-8")
    with pytest.raises(InputError, match="occurs twice"):
        list(bench.read_gold(gold))
