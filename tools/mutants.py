"""Do the tests notice? Small faults are put into rule modules, one by one, and the tests are run.

    python tools/mutants.py                                 a seeded sample of every rule module
    python tools/mutants.py analysis/claims/certainty.py …  of these alone
    python tools/mutants.py --sample 40 --seed 1 --json FILE …

A module is tried against the test file that mirrors it (``tests/claims/test_certainty.py``). A
fault that no test notices is printed with its line: either a test is missing, or the code is.

Why not cosmic-ray or mutmut: the first starts a process for each fault, and here each process would
load the language models anew (seconds); the second makes no faults outside functions, where our
expressions and sets stand, and copies the tree with its weights. So this process loads the models
once, runs the tests once, keeps the parses of their sentences, and forks for each fault.
"""

from __future__ import annotations

import argparse
import ast
import importlib.abc
import importlib.util
import json
import os
import random
import re
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
#: The modules whose rules stay; a stage that an open issue replaces gets its tests there.
RULES = (
    "analysis/attribution/pairing.py",
    "analysis/attribution/passed_on.py",
    "analysis/claims/certainty.py",
    "analysis/claims/claim_types.py",
    "analysis/claims/clauses.py",
    "analysis/claims/quantities.py",
    "analysis/order/introduction_rules.py",
    "analysis/order/paragraph_cues.py",
    "analysis/statements/addressee.py",
    "analysis/statements/medium.py",
    "analysis/statements/via.py",
    "analysis/statements/when.py",
    "analysis/words/dates.py",
)
SAMPLE = 20

_COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COUNTED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.BitAnd: ast.BitOr,
            ast.BitOr: ast.BitAnd}  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """One change of a module: its line, the number of its node and of the change to that node."""

    line: int
    node: int
    change: int


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[Any], None]]]:
    """What can go wrong at a node: a name, and what makes a copy of the node wrong."""
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            if type(operator) in _COMPARED:
                other = _COMPARED[type(operator)]
                yield "compare", lambda n, at=at, other=other: n.ops.__setitem__(at, other())
    elif isinstance(node, ast.BoolOp):
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield "and/or", lambda n: setattr(n, "op", other())
        for at in range(len(node.values)):
            yield "condition dropped", lambda n, at=at: n.values.__setitem__(at, _idle(n))
    elif isinstance(node, ast.BinOp) and type(node.op) in _COUNTED:
        if not isinstance(node.left, ast.Constant | ast.JoinedStr) or not isinstance(
            getattr(node.left, "value", None), str
        ):
            yield "arithmetic", lambda n: setattr(n, "op", _COUNTED[type(n.op)]())
    elif isinstance(node, ast.Constant):
        yield from _of_constant(node)
    elif isinstance(node, ast.Return) and getattr(node.value, "value", node) not in (None, False):
        yield "returns nothing", lambda n: setattr(n, "value", ast.Constant(None))
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield "never", lambda n: setattr(n, "test", ast.Constant(False))
        yield "turned round", lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield "filter dropped", lambda n: n.ifs.pop()


def _idle(node: ast.BoolOp) -> ast.Constant:
    """A condition that decides nothing."""
    return ast.Constant(isinstance(node.op, ast.And))


def _of_constant(node: ast.Constant) -> Iterator[tuple[str, Callable[[Any], None]]]:
    if isinstance(node.value, bool):
        yield "flag", lambda n: setattr(n, "value", not n.value)
    elif isinstance(node.value, int | float):
        for by in (1, -1):
            yield "number", lambda n, by=by: setattr(n, "value", n.value + by)
    elif isinstance(node.value, str) and node.value:
        yield "text", lambda n: setattr(n, "value", _spoiled(n.value))


def _spoiled(text: str) -> str:
    """A text that means something else, and still is an expression where it was one."""
    alternatives = re.findall(r"\(\?:([\w' ]+(?:\|[\w' ]+)+)\)", text)
    if alternatives:
        first = alternatives[0]
        return text.replace(first, first.partition("|")[2], 1)
    return "\N{MODIFIER LETTER CROSS ACCENT}" + text


def _left_alone(tree: ast.Module) -> set[int]:
    """Nodes in which a change is no fault: docstrings, annotations, imports, names of groups."""
    found: set[int] = set()

    def leave(node: ast.AST) -> None:
        found.update(id(inner) for inner in ast.walk(node))

    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom | ast.Raise | ast.Assert) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        ):
            leave(node)
        elif isinstance(node, ast.AnnAssign):
            leave(node.annotation)
        elif isinstance(node, ast.FunctionDef):
            for part in (node.args, node.returns, *node.decorator_list):
                if part is not None:
                    leave(part)
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            leave(node)
        elif isinstance(node, ast.Call) and "wordlists" in ast.unparse(node.func):
            leave(node)  # the words have tests of their own
    return found


def faults(source: str) -> list[Fault]:
    """Every fault that can be put into a module, in the order of its text."""
    tree = ast.parse(source)
    alone = _left_alone(tree)
    found = []
    for number, node in enumerate(ast.walk(tree)):
        if id(node) not in alone:
            # a comprehension's part has no line of its own
            line = getattr(node, "lineno", getattr(getattr(node, "target", None), "lineno", 0))
            found += [Fault(line, number, at) for at, _ in enumerate(_changes(node))]
    return sorted(found, key=lambda fault: (fault.line, fault.node, fault.change))


def spoiled(source: str, fault: Fault) -> tuple[ast.Module, str]:
    """The module with the fault in it, and what was changed into what."""
    tree = ast.parse(source)
    node = list(ast.walk(tree))[fault.node]
    name, change = list(_changes(node))[fault.change]
    before = _shown(node)
    change(node)
    return ast.fix_missing_locations(tree), f"{name}: {before}  →  {_shown(node)}"


def _shown(node: ast.AST) -> str:
    try:
        text = " ".join(ast.unparse(node).split())
    except (ValueError, AttributeError):
        text = type(node).__name__
    return text if len(text) <= 90 else text[:89] + "…"


# ------------------------------------------------------------------------------------- the tests


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(node: ast.AST) -> list[str]:
    """The modules of the package that an import statement needs."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom) or not node.module:
        return []
    found = []
    for alias in node.names:
        inner = ROOT.joinpath(*node.module.split("."), alias.name)
        is_module = inner.with_suffix(".py").exists() or inner.is_dir()
        found.append(f"{node.module}.{alias.name}" if is_module else node.module)
    return found


@cache
def _importers() -> dict[str, set[str]]:
    """Which modules of the package import each module, also in functions, not for types alone."""
    found: dict[str, set[str]] = {}
    for path in (ROOT / "analysis").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        typing = {
            id(inner)
            for node in ast.walk(tree)
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
            for inner in ast.walk(node)
        }
        for node in (node for node in ast.walk(tree) if id(node) not in typing):
            for name in _imported(node):
                found.setdefault(name, set()).add(_name(path))
    return found


def dependents(module: str) -> set[str]:
    """The module and all that import it, directly or not."""
    found, todo = set(), [module]
    while todo:
        name = todo.pop()
        if name not in found and name != "analysis":  # which imports on demand alone
            found.add(name)
            todo += _importers().get(name, set())
    return found


def _own_test(path: Path) -> list[str]:
    """The test file that mirrors a module."""
    inside = path.relative_to(ROOT / "analysis")
    test = ROOT / "tests" / inside.parent / f"test_{inside.name}"
    if not test.exists():
        sys.exit(f"error: {path.relative_to(ROOT)} has no {test.relative_to(ROOT)}")
    return [str(test)]


class _Kept:
    """A pipeline of spaCy that keeps what it made of a text."""

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline
        self._docs: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pipeline, name)

    def pipe(self, texts: Iterable[Any], **options: Any) -> Iterator[Any]:
        """As the pipeline's own; a document goes in as a copy, for it is filled in place."""
        given = list(texts)
        keys = [one if isinstance(one, str) else one.text for one in given]
        new = {
            key: one if isinstance(one, str) else one.copy()
            for key, one in zip(keys, given, strict=True)
            if key not in self._docs
        }
        self._docs.update(zip(new, self._pipeline.pipe(new.values(), **options), strict=True))
        yield from (self._docs[key] for key in keys)


def keep_parses() -> None:
    """Let the parse of a sentence be made once, in this process and its children."""
    from analysis.words import spacy_models

    names, grammar = _Kept(spacy_models.names()), _Kept(spacy_models.grammar())
    spacy_models.names = lambda: names  # type: ignore[assignment]
    spacy_models.grammar = lambda: grammar  # type: ignore[assignment]


class _Spoiled(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module from a changed tree."""

    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        self.name, self.path, self.tree = name, path, tree

    def find_spec(self, name: str, path: object = None, target: object = None) -> Any:
        """Only the one module is ours."""
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(name, self.path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed code."""
        exec(compile(self.tree, str(self.path), "exec"), module.__dict__)


def _forget(name: str) -> None:
    """Drop a module, what imports it, and the tests with their helpers from this process."""
    gone = dependents(name)
    tests = str(ROOT / "tests")
    for known, module in list(sys.modules.items()):
        if known in gone or str(getattr(module, "__file__", None) or "").startswith(tests):
            del sys.modules[known]
    for known in gone:  # or `from package import module` would find the old one
        parent, _, child = known.rpartition(".")
        if parent in sys.modules:
            vars(sys.modules[parent]).pop(child, None)


def run_tests(tests: Sequence[str]) -> int:
    """Pytest's exit status in this process, without its output."""
    import pytest

    out = os.open(os.devnull, os.O_WRONLY)
    kept = os.dup(1), os.dup(2)
    os.dup2(out, 1)
    os.dup2(out, 2)
    try:
        return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--no-header", *tests]))
    finally:
        sys.stdout.flush()
        os.dup2(kept[0], 1)
        os.dup2(kept[1], 2)
        for handle in (out, *kept):
            os.close(handle)


def noticed(path: Path, tree: ast.Module, tests: Sequence[str], seconds: float) -> bool:
    """Whether a test fails, or does not end in time, with the fault in place."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            signal.alarm(int(seconds) + 1)
            name = _name(path)
            _forget(name)
            sys.meta_path.insert(0, _Spoiled(name, path, tree))
            status = run_tests(tests)
        finally:
            os._exit(min(int(status), 120))
    _, told = os.waitpid(child, 0)
    return told != 0


def try_module(path: Path, sample: int, seed: int) -> dict[str, Any]:
    """Try a seeded sample of a module's faults; what was noticed and what was not."""
    tests = _own_test(path)
    run_tests(tests)  # loads what the tests need
    _forget(_name(path))
    started = time.perf_counter()
    if run_tests(tests):
        sys.exit(f"error: {tests[0]} fails without any fault; mend that first")
    usual = time.perf_counter() - started
    source = path.read_text(encoding="utf-8")
    possible = faults(source)
    drawn = random.Random(f"{seed} {path.name}").sample(possible, min(sample, len(possible)))
    survivors = []
    for fault in sorted(drawn, key=lambda f: f.line):
        tree, told = spoiled(source, fault)
        if not noticed(path, tree, tests, 5 * usual + 10):
            survivors.append({"line": fault.line, "fault": told})
    return {
        "module": str(path.relative_to(ROOT)),
        "possible": len(possible),
        "tried": len(drawn),
        "noticed": len(drawn) - len(survivors),
        "seconds": round(time.perf_counter() - started),
        "survivors": survivors,
    }


def main(argv: Sequence[str] | None = None) -> int:
    """The command line; exit 0 whatever the score, 2 for a module that is not there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("modules", nargs="*", default=list(RULES), metavar="MODULE")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="faults a module")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the result here too")
    args = parser.parse_args(argv)
    paths = [(Path.cwd() / module).resolve() for module in args.modules]
    for path in paths:
        if not path.is_file() or not path.is_relative_to(ROOT / "analysis"):
            print(f"error: {path} is no module of this repository's analysis/", file=sys.stderr)
            return 2
    for folder in (str(ROOT / "tests"), str(ROOT)):
        sys.path.insert(0, folder)
    keep_parses()
    results = []
    for path in paths:
        result = try_module(path, args.sample, args.seed)
        results.append(result)
        share = result["noticed"] / max(1, result["tried"])
        print(
            f"{result['module']:<44} {result['noticed']:>3} of {result['tried']:>3} noticed"
            f" ({share:.0%}), {result['seconds']} s",
            flush=True,
        )
        for one in result["survivors"]:
            print(f"    line {one['line']}: {one['fault']}", flush=True)
    if args.json:
        text = json.dumps({"seed": args.seed, "modules": results}, indent=2, ensure_ascii=False)
        args.json.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
