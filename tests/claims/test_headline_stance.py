"""The stance of a headline to a claim."""

from __future__ import annotations

import json

import pytest

from analysis.__main__ import main
from analysis.claims import headline_stance
from analysis.knowledge import wordlists
from analysis.networks import sentence_vectors

CLAIM = "A shark swam along a flooded street in Houston"


@pytest.mark.parametrize(
    ("headline", "label"),
    [
        ("Shark seen swimming along flooded Houston street", "for"),
        ("No, that is not a shark on a Houston street: the photo is fake", "against"),
        ("Houston street shark picture debunked as an old hoax", "against"),
        ("City denies that a shark swam along a flooded street", "against"),
        ("Shark reportedly seen on flooded Houston street, residents say", "observing"),
        ("Did a shark really swim along a Houston street?", "observing"),
    ],
)
def test_label(headline, label):
    """Refuting words, reporting words, a question, or none of them."""
    assert headline_stance.judge(CLAIM, headline).label == label


def test_words_that_the_claim_holds_too_do_not_count():
    """A headline that repeats "hoax" from the claim does not refute it."""
    claim = "The landing was a hoax"
    assert "hoax" not in [hit.form for hit in headline_stance.cues(claim, "Landing was a hoax")]


@pytest.mark.parametrize("headline", ["No joke: it rained fish", "Can't wait for the no-show fee"])
def test_hollow_negations_deny_nothing(headline):
    """ "No joke" is no negation."""
    assert headline_stance.negations(headline) == []


def test_probabilities_sum_to_one_and_words_are_given():
    """A judgement carries its evidence."""
    found = headline_stance.judge(CLAIM, "Police deny shark story")
    assert found.against + found.supporting + found.observing == pytest.approx(1)
    assert "deny" in found.because


def test_the_model_and_its_report_are_whole():
    """The weights name their features, and the report its cross-validated score."""
    model = json.loads(headline_stance.MODEL.read_text(encoding="utf-8"))
    assert len(model["weights"]) == 3
    assert len(model["weights"][0]) == len(model["features"]) == len(model["mean"])
    assert set(model["features"]) <= set(headline_stance.features(CLAIM, CLAIM))
    assert model["report"]["cross_validated"]["macro_f1"] >= 0.76


def test_one_text_has_one_vector_whatever_stands_beside_it():
    """Vectors are unit vectors and do not depend on the batch."""
    alone, beside = (
        sentence_vectors.vectors([CLAIM]),
        sentence_vectors.vectors(["Something else", CLAIM]),
    )
    assert (alone[0] == beside[1]).all()
    assert float(alone[0] @ alone[0]) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("name", ["stance", "cues", "markers", "valued", "speech_nouns"])
def test_every_word_list_names_its_source_and_licence(name):
    """Data apart from logic, and no form twice."""
    text = (wordlists.FOLDER / f"{name}.tsv").read_text(encoding="utf-8")
    assert "# Source:" in text
    assert "Licence:" in text
    forms = [row[0] for row in wordlists.rows(name)]
    assert len(forms) == len(set(forms))


def test_offsets_of_hits_are_of_the_text_as_given():
    """Letters whose lower case is longer do not shift what follows."""
    text = "İİ fake story"
    (hit,) = wordlists.hits("stance", text)
    assert text[hit.start : hit.end] == "fake"


def _write(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


ROWS = [
    {"id": "1", "claim": CLAIM, "headline": "Shark on Houston street", "stance": "for"},
    {"id": "2", "claim": CLAIM, "headline": "Shark story is a hoax", "stance": "against"},
]


def test_the_benchmark_writes_predictions_in_the_golds_order(tmp_path, capsys):
    """bench relations: scores as JSON, one line a pair."""
    gold = _write(tmp_path / "gold.jsonl", ROWS)
    out = tmp_path / "out.jsonl"
    arguments = ["bench", "relations", "--gold", gold, "--predictions", str(out), "--json"]
    assert main(arguments) == 0
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert lines == [{"id": "1", "stance": "for"}, {"id": "2", "stance": "against"}]
    report = json.loads(capsys.readouterr().out)
    assert report["systems"]["stance model"]["accuracy"] == 1.0
    assert report["systems"]["all for"]["accuracy"] == 0.5


@pytest.mark.parametrize(
    "rows", [[], [{"id": "1"}], [{**ROWS[0], "stance": "sideways"}], ["a string"]]
)
def test_a_bad_gold_file_is_one_sentence_and_status_2(rows, tmp_path, capsys):
    """No traceback for what a reader can mend."""
    gold = _write(tmp_path / "gold.jsonl", rows)
    assert main(["bench", "relations", "--gold", gold]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "gold.jsonl" in said
