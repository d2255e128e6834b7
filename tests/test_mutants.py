"""The tool that puts faults into rules: what it changes, what it leaves, and that it notices."""

from __future__ import annotations

import ast
import json
import sys

import pytest

from analysis import paths

sys.path.insert(0, str(paths.ROOT / "tools"))
import faults
import mutants

SOURCE = '''\
"""What it does."""
from analysis.knowledge import wordlists
WORDS = wordlists.words("claim_words", "modal")
def rule(number: int = 3) -> bool:
    """One more."""
    return number > 2 and number in (5, 7)
'''


def test_faults_stand_in_rules_and_not_in_words_about_them():
    """Docstrings, imports, annotations, defaults and names of lists stay; the rule does not."""
    lines = {fault.line for fault in faults.faults(SOURCE)}
    assert lines == {6}


@pytest.mark.parametrize(
    ("told", "number", "right"),
    [
        ("compare: number in (5, 7)", 3, False),
        ("and/or", 3, False),
        ("condition dropped", 3, False),
        ("returns nothing", 5, True),
        ("number: 5", 5, True),
    ],
)
def test_each_kind_of_fault_changes_what_the_rule_says(told, number, right):
    """For some input the spoilt rule answers otherwise than the right one."""

    def answers(fault):
        tree, name = faults.spoiled(SOURCE.replace("from", "# from", 1), fault)
        tree.body = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        space = {}
        exec(compile(tree, "toy", "exec"), space)
        return name, space["rule"](number)

    source = SOURCE.replace("from", "# from", 1)
    found = [answers(fault) for fault in faults.faults(source)]
    assert any(name.startswith(told) and bool(said) != right for name, said in found)


def test_what_imports_a_module_is_loaded_anew_and_the_models_are_not():
    """Whoever holds a function of the module holds the spoilt one; the parser is kept."""
    gone = mutants.dependents("analysis.claims.certainty")
    assert {"analysis.claims.certainty", "analysis.claims.extraction", "analysis.reading"} <= gone
    assert "analysis.words.spacy_models" not in gone
    assert "analysis.networks.sentence_vectors" not in gone


@pytest.mark.parametrize("module", mutants.rules())
def test_each_rule_module_has_tests(module):
    """Or its faults could not be tried: its own where there is one, else those of its package."""
    path = paths.ROOT / module
    found = mutants.files_of_tests(path)
    own = paths.ROOT / "tests" / path.parent.name / f"test_{path.name}"
    assert found == [str(own)] if own.exists() else len(found) > 1


def test_a_fault_by_hand_stands_for_one_piece_of_the_source():
    """A piece that is not there, or there twice, is told and changes nothing."""
    tree = faults.by_hand("a = 1\nb = 2\n", "b = 2", "b = 3")
    assert ast.unparse(tree) == "a = 1\nb = 3"
    for old in ("c = 2", "= "):
        with pytest.raises(ValueError, match="times"):
            faults.by_hand("a = 1\nb = 2\n", old, "")


def test_a_fault_is_noticed_where_a_test_needs_the_rule(tmp_path, monkeypatch):
    """A child with a spoilt module fails its test; one whose fault changes nothing does not."""
    path = paths.ROOT / "analysis" / "outputs" / "workbooks.py"
    source = path.read_text(encoding="utf-8")
    test = tmp_path / "test_toy.py"
    test.write_text(
        "from analysis.outputs import workbooks\ndef test_it(): assert workbooks.TOY == 1\n"
    )
    trials = [
        mutants.Trial(path, ast.parse(f"{source}\nTOY = {value}\n"), 1, f"TOY = {value}")
        for value in (1, 2)
    ]
    assert [t.told for t in mutants.unnoticed(trials, [str(test)], 60)] == ["TOY = 1"]


def test_results_are_put_together_and_reasons_stay(tmp_path):
    """A module tried again replaces its row; what somebody wrote beside a survivor is kept."""
    file = tmp_path / "mutants.json"
    row = {"module": "analysis/words/dates.py", "possible": 9, "tried": 4, "noticed": 3,
           "seconds": 1, "survivors": [{"line": 3, "fault": "number: 1  →  2"}]}  # fmt: skip
    other = {**row, "module": "analysis/words/tokens.py", "noticed": 4, "survivors": []}
    mutants.store(file, [row, other], 0)
    told = json.loads(file.read_text(encoding="utf-8"))
    assert told["packages"]["words"] == {"tried": 8, "noticed": 7, "share": 0.875}
    told["modules"][0]["survivors"][0]["reason"] = "equal values cannot be"
    file.write_text(json.dumps(told), encoding="utf-8")
    again = {**row, "survivors": [{"line": 5, "fault": "number: 1  →  2"}]}
    mutants.store(file, [again], 1)
    first, second = json.loads(file.read_text(encoding="utf-8"))["modules"]
    assert first["survivors"] == [
        {"line": 5, "fault": "number: 1  →  2", "reason": "equal values cannot be"}
    ]
    assert (first["seed"], second["seed"]) == (1, 0)
