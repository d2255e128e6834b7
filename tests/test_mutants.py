"""The tool that puts faults into rules: what it changes, what it leaves, and that it notices."""

from __future__ import annotations

import ast
import sys

import pytest

from analysis import paths

sys.path.insert(0, str(paths.ROOT / "tools"))
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
    lines = {fault.line for fault in mutants.faults(SOURCE)}
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
        tree, name = mutants.spoiled(SOURCE.replace("from", "# from", 1), fault)
        tree.body = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        space = {}
        exec(compile(tree, "toy", "exec"), space)
        return name, space["rule"](number)

    source = SOURCE.replace("from", "# from", 1)
    found = [answers(fault) for fault in mutants.faults(source)]
    assert any(name.startswith(told) and bool(said) != right for name, said in found)


def test_what_imports_a_module_is_loaded_anew_and_the_models_are_not():
    """Whoever holds a function of the module holds the spoilt one; the parser is kept."""
    gone = mutants.dependents("analysis.claims.certainty")
    assert {"analysis.claims.certainty", "analysis.claims.extraction", "analysis.reading"} <= gone
    assert "analysis.words.spacy_models" not in gone
    assert "analysis.networks.sentence_vectors" not in gone


@pytest.mark.parametrize("module", mutants.RULES)
def test_each_rule_module_has_the_tests_that_mirror_it(module):
    """Or its faults could not be tried."""
    assert mutants._own_test(paths.ROOT / module)
