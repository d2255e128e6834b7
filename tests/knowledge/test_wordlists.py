"""Rule words are data: the lists load as they say, each stands once, and none stands in code."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from spacy.glossary import GLOSSARY

from analysis import paths
from analysis.errors import InputError
from analysis.knowledge import wordlists
from analysis.tables import TABLES

CODE = paths.ROOT / "analysis"
GROUPED = sorted(
    path.stem
    for path in wordlists.FOLDER.glob("*.tsv")
    if "# form\tgroups" in path.read_text(encoding="utf-8")
)
#: Where words may stand in a row and why; an entry whose files hold none any more must go.
EXEMPT = {
    "bench": "scores against gold with lists of its own",
    "training": "recipes",
    "claims/headline_stance.py": "the names of its features",
}
#: So many words make a list.
MANY = 6
WORD = re.compile(r"[a-z][a-z']*")


@cache
def names() -> frozenset[str]:
    """What is no English word of a rule: columns and values of the tables, labels of the parser,
    and names of the code that are in no list."""
    found: set[str] = set()
    for path in CODE.rglob("*.py"):
        found |= set(path.relative_to(CODE).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Name):
                found.add(node.id)
            elif isinstance(node, ast.arg | ast.keyword):
                found.add(node.arg or "")
            elif isinstance(node, ast.Attribute):
                found.add(node.attr)
            elif isinstance(node, ast.FunctionDef):
                found.add(node.name)
    for path in wordlists.FOLDER.glob("*.tsv"):
        found -= {row[0] for row in wordlists.rows(path.stem)}
    found |= {column.name for columns in TABLES.values() for column in columns}
    found |= {value for columns in TABLES.values() for c in columns for value in c.allowed}
    return frozenset(found | set(TABLES) | set(GLOSSARY))


def word_lists(source: str, known: frozenset[str] = frozenset()) -> list[tuple[int, list[str]]]:
    """Line and words of each collection, split text or alternation of `MANY` words or more."""
    tree = ast.parse(source)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Set | ast.List | ast.Tuple):
            texts = [e.value for e in node.elts if isinstance(e, ast.Constant)]
        elif isinstance(node, ast.Dict):
            texts = [e.value for e in node.keys if isinstance(e, ast.Constant)]
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "split"
            and isinstance(node.func.value, ast.Constant)
            and isinstance(node.func.value.value, str)
        ):
            texts = node.func.value.value.split()
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "|" in node.value:
            texts = re.split(r"[|()\[\]?:]+|\\[bsW][*+]?", node.value)
        else:
            continue
        words = [t.strip().lower() for t in texts if isinstance(t, str)]
        words = [w for w in words if WORD.fullmatch(w) and w not in known]
        if len(set(words)) >= MANY:
            found.append((node.lineno, words))
    return found


@pytest.mark.parametrize(
    "source",
    [
        'X = {"said", "told", "asked", "urged", "warned", "added"}',
        'X = ["said", "told", "asked", "urged", "warned", "added"]',
        'X = {"said": 1, "told": 2, "asked": 3, "urged": 4, "warned": 5, "added": 6}',
        'X = frozenset("said told asked urged warned added".split())',
        'X = r"\\b(?:said|told|asked|urged|warned|added)\\b"',
        'X = "said told asked urged warned added".split(" ")',
    ],
)
def test_a_word_list_is_found_in_any_form(source):
    """A set, a list, the keys of a dictionary, split text and an alternation are word lists."""
    assert word_lists(source)


@pytest.mark.parametrize(
    "source",
    [
        'X = {"said", "told", "asked", "urged", "warned"}',
        'X = "The machine reads who said what to whom and when."',
        'X = ("start", "end", "text", "kind", "number", "name")',
        'X = r"[a-z]+|\\d+"',
    ],
)
def test_what_is_no_word_list_is_left_alone(source):
    """Five words, a sentence, names of columns and a technical pattern are none."""
    known = frozenset({"start", "end", "text", "kind", "number", "name"})
    assert not word_lists(source, known)


def exempt(path: Path) -> bool:
    """Does an entry of `EXEMPT` cover a file?"""
    inside = path.relative_to(CODE).as_posix()
    return inside in EXEMPT or inside.split("/")[0] in EXEMPT


def listed(path: Path) -> list[str]:
    """Each word list of a file as one line to show."""
    return [
        f"{path.relative_to(CODE)}:{line}: {' '.join(words[:8])}"
        for line, words in word_lists(path.read_text(encoding="utf-8"), names())
    ]


def test_no_english_word_list_stands_in_code():
    """What a rule reads stands in analysis/knowledge/en, but for the exempt files."""
    paths_here = sorted(path for path in CODE.rglob("*.py") if not exempt(path))
    assert len(paths_here) > 50
    assert [line for path in paths_here for line in listed(path)] == []


@pytest.mark.parametrize("inside", sorted(EXEMPT))
def test_an_exemption_that_is_not_needed_is_gone(inside):
    """Each exempt file or folder still holds a word list."""
    path = CODE / inside
    files = [path] if path.suffix else sorted(path.rglob("*.py"))
    assert any(listed(file) for file in files)


@pytest.mark.parametrize("name", GROUPED)
def test_each_group_is_read_by_code_and_holds_words(name):
    """A group that no rule asks for, or without a form, is a leftover."""
    code = "\n".join(p.read_text(encoding="utf-8") for p in CODE.rglob("*.py"))
    named, entries = wordlists.entries(name)
    assert f'"{name}"' in code or f"'{name}'" in code
    for group in named:
        assert any(group in entry.groups for entry in entries), group
        assert f'"{group}"' in code or f"'{group}'" in code, group


def test_the_readme_says_what_each_file_is_for():
    """One row a file, and no row without a file."""
    text = (wordlists.FOLDER / "README.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `(\w+)\.tsv` \|", text, re.M))
    assert told == {path.stem for path in wordlists.FOLDER.glob("*.tsv")}


@pytest.mark.parametrize("path", sorted(wordlists.FOLDER.glob("*.tsv")), ids=lambda p: p.stem)
def test_each_file_names_its_source_and_licence(path):
    """And no form stands in it twice with the same columns."""
    text = path.read_text(encoding="utf-8")
    assert re.search(r"^# .*Source: ", text, re.M)
    assert "Licence: " in text
    rows = wordlists.rows(path.stem)
    assert len(rows) == len(set(rows))


@pytest.fixture
def toy(tmp_path, monkeypatch):
    """A list called ``toy`` from the lines given, in a folder of its own."""

    def write(*lines):
        (tmp_path / "toy.tsv").write_text("\n".join(lines), encoding="utf-8")
        wordlists.entries.cache_clear()
        monkeypatch.setattr(wordlists, "FOLDER", tmp_path)

    yield write
    wordlists.entries.cache_clear()


HEAD = ("# A toy.", "# form\tgroups", "#   big    what is big", "#   small  what is small")


def test_a_group_keeps_the_order_of_its_file_and_its_values(toy):
    """Forms come as they stand, a form may be in two groups, values are whole numbers."""
    toy(*HEAD, "whale\tbig\t3", "mouse\tsmall", "seal\tbig small\t2")
    assert wordlists.forms("toy", "big") == ("whale", "seal")
    assert wordlists.words("toy", "small") == {"mouse", "seal"}
    assert wordlists.numbers("toy", "big") == {"whale": 3, "seal": 2}
    with pytest.raises(KeyError, match="middling"):
        wordlists.words("toy", "middling")
    with pytest.raises(KeyError, match="mouse"):
        wordlists.numbers("toy", "small")


def test_an_alternation_takes_the_longest_form_and_either_apostrophe(toy):
    """ "sea lion" is not cut to "sea"; "bull's" is found with a curly mark; * is any letters."""
    toy(*HEAD, "sea\tbig", "sea lion\tbig", "bull's\tbig", "whal*\tbig")
    pattern = wordlists.alternation("toy", "big")
    assert re.match(pattern, "sea lion").group() == "sea lion"
    assert re.match(pattern, "bull’s eye").group() == "bull’s"
    assert re.match(pattern, "whaling now").group() == "whaling"
    assert re.match(wordlists.alternation("toy", "big", capital=True), "Sea lion")
    assert not re.match(pattern, "seal".replace("sea", "zea"))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("whale", "line 5: 'whale' has no group"),
        ("whale\thuge", "line 5: no group is called 'huge'"),
        ("whale\tbig\tmany", "line 5: 'many' is no whole number"),
        ("whale\tbig\nwhale\tsmall", "line 6: 'whale' stands there twice"),
    ],
)
def test_a_bad_row_is_one_sentence_with_file_and_line(toy, row, told):
    """Whoever edits a list is told where the slip is and how to mend it."""
    toy(*HEAD, *row.split("\n"))
    with pytest.raises(InputError, match=f"toy.tsv, {told}"):
        wordlists.entries("toy")
