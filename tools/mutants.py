"""Do the tests notice? Small faults are put into rule modules, one by one, and the tests are run.

    python tools/mutants.py                                 a seeded sample of every rule module
    python tools/mutants.py analysis/claims/certainty.py …  of these alone
    python tools/mutants.py --sample 40 --seed 1 --json FILE …
    python tools/mutants.py --by-hand tests/faults/own.json         faults that a person thought of

A module is tried against the test file that mirrors it (``tests/claims/test_certainty.py``), one
without it against all of its package. A fault that no test notices is printed with its line: either
a test is missing, or the code is. In the file of ``--json`` results are put together with earlier
ones, and a reason that somebody wrote beside a survivor stays.

Why not cosmic-ray or mutmut: the first starts a process for each fault, and here each process would
load the language models anew (seconds); the second makes no faults outside functions, where our
expressions and sets stand, and copies the tree with its weights. So this process loads the models
once, runs the tests once, keeps the parses of their sentences, and forks for each fault, as many at
a time as there are cores.
"""

from __future__ import annotations

import argparse
import ast
import importlib.abc
import importlib.util
import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from faults import by_hand, faults, spoiled

ROOT = Path(__file__).resolve().parent.parent
#: The packages whose modules are rules; what only calls a network or shows its reasons is none.
PACKAGES = ("words", "knowledge", "statements", "claims", "actors", "order", "attribution")
#: Modules of these packages without rules of their own: doors, what networks are fed, searches.
NO_RULES = frozenset(
    "__init__ spacy_models vectors candidate_ranking network_scores tree_scores search pairing"
    " tag_chain pair_model reasons speakers_told shuffle_test".split()
)
SAMPLE = 20


def rules() -> list[str]:
    """The rule modules, by their paths in the repository."""
    found = (path for name in PACKAGES for path in sorted((ROOT / "analysis" / name).glob("*.py")))
    return [str(path.relative_to(ROOT)) for path in found if path.stem not in NO_RULES]


@dataclass(frozen=True)
class Trial:
    """A module with a fault in it: the changed tree, its line and what was changed."""

    path: Path
    tree: ast.Module
    line: int
    told: str


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


def files_of_tests(path: Path) -> list[str]:
    """The test file that mirrors a module; without one, those of its package."""
    inside = path.relative_to(ROOT / "analysis")
    folder = ROOT / "tests" / inside.parent
    own = folder / f"test_{inside.name}"
    tests = [str(test) for test in ([own] if own.exists() else sorted(folder.glob("test_*.py")))]
    if not tests:
        sys.exit(f"error: {path.relative_to(ROOT)} has no tests in {folder.relative_to(ROOT)}")
    return tests


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


def _begin(trial: Trial, tests: Sequence[str], seconds: float) -> int:
    """Start a process that ends with 0 where no test fails, or fails to end in time."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        signal.alarm(int(seconds) + 1)
        name = _name(trial.path)
        _forget(name)
        sys.meta_path.insert(0, _Spoiled(name, trial.path, trial.tree))
        import readings

        readings.FOLDER = None  # what is kept there was read without the fault
        status = run_tests(tests)
    finally:
        os._exit(min(int(status), 120))


def unnoticed(trials: Sequence[Trial], tests: Sequence[str], seconds: float) -> list[Trial]:
    """Those that no test notices, in their order; as many are tried at once as there are cores."""
    running: dict[int, Trial] = {}
    left: list[Trial] = []
    waiting = list(reversed(trials))
    while waiting or running:
        while waiting and len(running) < (os.cpu_count() or 1):
            trial = waiting.pop()
            running[_begin(trial, tests, seconds)] = trial
        child, told = os.wait()
        trial = running.pop(child)
        if told == 0:
            left.append(trial)
    return [trial for trial in trials if trial in left]


@cache
def _usual(tests: frozenset[str]) -> float:
    """The seconds that tests take without a fault; what they need is loaded by then."""
    started = time.perf_counter()
    if run_tests(sorted(tests)):
        sys.exit(f"error: {' '.join(sorted(tests))} fail without any fault; mend that first")
    return time.perf_counter() - started


def _tried(path: Path, trials: Sequence[Trial], tests: Sequence[str]) -> dict[str, Any]:
    """What these tests noticed of a module's faults, and what not."""
    usual = _usual(frozenset(tests))
    started = time.perf_counter()
    survivors = unnoticed(trials, tests, 5 * usual + 20)
    return {
        "module": str(path.relative_to(ROOT)),
        "tried": len(trials),
        "noticed": len(trials) - len(survivors),
        "seconds": round(time.perf_counter() - started),
        "survivors": [{"line": trial.line, "fault": trial.told} for trial in survivors],
    }


def try_module(path: Path, sample: int, seed: int) -> dict[str, Any]:
    """Try a seeded sample of a module's faults."""
    source = path.read_text(encoding="utf-8")
    possible = faults(source)
    drawn = random.Random(f"{seed} {path.name}").sample(possible, min(sample, len(possible)))
    trials = []
    for fault in sorted(drawn, key=lambda f: f.line):
        tree, told = spoiled(source, fault)
        trials.append(Trial(path, tree, fault.line, told))
    result = _tried(path, trials, files_of_tests(path))
    return {"module": result.pop("module"), "possible": len(possible), **result}


def try_by_hand(file: Path) -> list[dict[str, Any]]:
    """Try the faults of a file: a list of objects with ``module``, ``old``, ``new``.

    A fault whose old text the module no longer has is told and left out.
    """
    asked: dict[Path, list[Trial]] = {}
    for row in json.loads(file.read_text(encoding="utf-8")):
        path = ROOT / row["module"]
        source = path.read_text(encoding="utf-8")
        try:
            tree = by_hand(source, row["old"], row["new"])
        except ValueError as error:
            print(f"error: {row['module']}: {error}", file=sys.stderr)
            continue
        line = source[: source.index(row["old"])].count("\n") + 1
        asked.setdefault(path, []).append(Trial(path, tree, line, f"{row['old']} → {row['new']}"))
    return [_shown(_tried(p, trials, files_of_tests(p))) for p, trials in asked.items()]


def _shown(result: dict[str, Any]) -> dict[str, Any]:
    share = result["noticed"] / max(1, result["tried"])
    print(
        f"{result['module']:<44} {result['noticed']:>3} of {result['tried']:>3} noticed"
        f" ({share:.0%}), {result['seconds']} s",
        flush=True,
    )
    for one in result["survivors"]:
        print(f"    line {one['line']}: {one['fault']}", flush=True)
    return result


def store_by_hand(file: Path, name: str, results: Sequence[dict[str, Any]]) -> None:
    """Put the score of a list of faults by hand into a file, under the list's name."""
    told = _stored(file)
    score: dict[str, Any] = {key: sum(r[key] for r in results) for key in ("tried", "noticed")}
    score["survivors"] = [{"module": r["module"], **one} for r in results for one in r["survivors"]]
    told.setdefault("by_hand", {})[name] = score
    _put(file, told)


def _stored(file: Path) -> dict[str, Any]:
    """The results in a file, where there is one."""
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return found


def _put(file: Path, told: dict[str, Any]) -> None:
    file.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def store(file: Path, results: Sequence[dict[str, Any]], seed: int) -> None:
    """Put results into a file: a module's new ones for its old ones, each package's score anew,
    the reasons beside survivors kept."""
    old = _stored(file)
    modules = {row["module"]: row for row in old.get("modules", ())}
    for result in results:
        reasons = {
            one["fault"]: one["reason"]
            for one in modules.get(result["module"], {}).get("survivors", ())
            if "reason" in one
        }
        for one in result["survivors"]:
            if one["fault"] in reasons:
                one["reason"] = reasons[one["fault"]]
        modules[result["module"]] = {"seed": seed, **result}
    packages: dict[str, dict[str, Any]] = {}
    for row in modules.values():
        score = packages.setdefault(row["module"].split("/")[1], {"tried": 0, "noticed": 0})
        score["tried"] += row["tried"]
        score["noticed"] += row["noticed"]
    for score in packages.values():
        score["share"] = round(score["noticed"] / max(1, score["tried"]), 3)
    kept = {key: value for key, value in old.items() if key not in ("packages", "modules")}
    ordered = sorted(modules.values(), key=lambda row: row["module"])
    _put(file, {"packages": packages, **kept, "modules": ordered})


def main(argv: Sequence[str] | None = None) -> int:
    """The command line; exit 0 whatever the score, 2 for a module that is not there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("modules", nargs="*", default=rules(), metavar="MODULE")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="faults a module")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--by-hand", type=Path, metavar="FILE", help="try these faults instead")
    parser.add_argument("--json", type=Path, metavar="FILE", help="put the results into this file")
    args = parser.parse_args(argv)
    paths = [(Path.cwd() / module).resolve() for module in args.modules]
    for path in paths:
        if not path.is_file() or not path.is_relative_to(ROOT / "analysis"):
            print(f"error: {path} is no module of this repository's analysis/", file=sys.stderr)
            return 2
    for folder in (str(ROOT / "tests"), str(ROOT)):
        sys.path.insert(0, folder)
    keep_parses()
    if args.by_hand:
        results = try_by_hand(args.by_hand)
        tried, noticed = (sum(r[key] for r in results) for key in ("tried", "noticed"))
        print(f"{noticed} of {tried} noticed")
        if args.json:
            store_by_hand(args.json, args.by_hand.stem, results)
        return 0
    for path in paths:
        result = _shown(try_module(path, args.sample, args.seed))
        if args.json:
            store(args.json, [result], args.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
