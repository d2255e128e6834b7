"""Everything `make test` checks, step by step, with a summary at the end.

    python tools/check.py            all steps
    python tools/check.py STEP …     some of them, by the names in `STEPS`

A step that fails does not stop the others: one run tells all that is wrong.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from analysis import paths
from analysis.errors import InputError
from analysis.outputs.fingerprints import readings_key
from analysis.present import bookbuild, kernels

ROOT = Path(__file__).resolve().parent.parent
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
#: As many processes as there are cores, but each of them loads the models: not more than four.
WORKERS = ("-n", str(min(4, os.cpu_count() or 1)))


def run(*command: str, environment: dict[str, str] | None = None) -> bool:
    """Run a command in the repository; whether it succeeded."""
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0


def lint() -> bool:
    """Ruff finds nothing."""
    return run(sys.executable, "-m", "ruff", "check", "--no-cache", ".")


def workflows() -> bool:
    """The workflows pin what they run and ask for no right they do not need (zizmor, offline)."""
    zizmor = Path(sys.executable).with_name("zizmor.exe" if os.name == "nt" else "zizmor")
    return run(str(zizmor), "--offline", "--quiet", ".github")


def imports() -> bool:
    """Imports run one way, as [tool.importlinter] in pyproject.toml says."""
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return run(sys.executable, "-c", program, "--no-cache")


def pairs() -> bool:
    """Each notebook and its .py say the same."""
    return run(sys.executable, "tools/notebooks.py", "--check")


def unit() -> bool:
    """Unit and property tests."""
    return run(*PYTEST, *WORKERS, "--dist", "worksteal", "-m", "not site")


def notebooks() -> bool:
    """Every notebook, alone in a fresh kernel, prints what is stored (strict nbval)."""
    found = sorted(str(path) for path in (ROOT / "book").glob("[!.]*.ipynb"))
    if not found:
        print("error: there is no notebook in book/")
        return False
    return run(
        *PYTEST,
        *WORKERS,
        "--dist",
        "loadfile",  # the cells of a notebook run one after the other
        "--nbval",
        "--nbval-current-env",
        f"--nbval-cell-timeout={kernels.CELL_TIMEOUT_S}",
        *found,
        environment=kernels.kernel_environment(ROOT / "_build", readings_key=readings_key()),
    )


def build() -> bool:
    """The book builds without a warning."""
    try:
        bookbuild.build(paths.FIRST_ARTICLE, say=lambda line: print(line, flush=True))
    except (kernels.BookError, InputError) as error:
        print(f"error: {error}")
        return False
    return True


def site() -> bool:
    """Links, anchors, pictures and hosts of the built book, and the book in a browser."""
    return run(*PYTEST, *WORKERS, "--dist", "worksteal", "-m", "site")


STEPS: dict[str, Callable[[], bool]] = {
    step.__name__: step for step in (lint, imports, workflows, pairs, unit, notebooks, build, site)
}


def tree_state() -> tuple[str, str]:
    """The commit and what differs from it; empty outside a git checkout."""

    def git(*arguments: str) -> str:
        try:
            told = subprocess.run(
                ("git", *arguments), cwd=ROOT, capture_output=True, text=True, check=True
            )
        except (OSError, subprocess.CalledProcessError):
            return ""
        return told.stdout

    return git("rev-parse", "HEAD"), git("status", "--porcelain")


def main() -> int:
    """Run the steps; exit 0 when all is well and the tracked files are as they were."""
    asked = sys.argv[1:] or list(STEPS)
    if unknown := [name for name in asked if name not in STEPS]:
        sys.exit(f"error: no step called {', '.join(unknown)}; there are {', '.join(STEPS)}")
    os.environ.pop(paths.ARTICLE_VARIABLE, None)  # the checks are of the book's own article
    commit, before = tree_state()
    told: list[tuple[str, bool, float]] = []
    for name in asked:
        print(f"\n--- {name}: {STEPS[name].__doc__}", flush=True)
        started = time.perf_counter()
        told.append((name, STEPS[name](), time.perf_counter() - started))
    print()
    for name, passed, seconds in told:
        print(f"{'passed' if passed else 'FAILED'}  {name:<10} {seconds:6.0f} s")
    later, after = tree_state()
    if not before and later == commit:  # with somebody's edits in it, nothing can be told
        told.append(("clean", not after, 0))
        if after:
            print(f"FAILED  the checks changed files that are tracked or should be:\n{after}")
    return 0 if all(passed for _, passed, _ in told) else 1


if __name__ == "__main__":
    sys.exit(main())
