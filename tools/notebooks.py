"""Keep each notebook and its ``.py`` pair in agreement, and the stored outputs fresh.

    python tools/notebooks.py [NAME …]           make from the .py, run, store (`make notebooks`)
    python tools/notebooks.py --check [NAME …]   say which pairs differ; change nothing

The ``.py`` (percent format) is where code and prose are written. An edit made in JupyterLab is in
both files, because Jupytext saves both; an edit of the ``.ipynb`` alone is what ``--check`` finds.
"""

from __future__ import annotations

import argparse
import difflib
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from jupytext.config import load_jupytext_config

from analysis import outputs
from analysis.outputs.fingerprints import readings_key
from analysis.present import notebook_files
from analysis.present.kernels import BookError, kernel_environment, run_notebook

ROOT = Path(__file__).resolve().parent.parent
BOOK = ROOT / "book"
FORMAT = "py:percent"


def pair_text(notebook: Path) -> str:
    """The percent script that ``notebook`` is, as ``jupytext --to py:percent`` writes it."""
    config = load_jupytext_config(str(notebook))
    return jupytext.writes(jupytext.read(notebook, config=config), fmt=FORMAT, config=config)


def disagreement(notebook: Path) -> str:
    """How the pair of ``notebook`` differs from it, as a diff; empty when they agree."""
    script = notebook.with_suffix(".py")
    written = script.read_text(encoding="utf-8") if script.exists() else ""
    lines = difflib.unified_diff(
        pair_text(notebook).splitlines(),
        written.splitlines(),
        f"{notebook.name} as {FORMAT}",
        script.name,
        lineterm="",
        n=1,
    )
    return "\n".join(lines)


def tidy(content: Any) -> None:
    """Drop what names a machine, a moment or a tool; number the cells, so that ids stay put."""
    notebook_files.tidy(content)
    for number, cell in enumerate(content.cells, 1):
        cell["id"] = f"cell-{number:02}"


def from_script(script: Path) -> Any:
    """The notebook that ``script`` describes, without outputs."""
    content = jupytext.read(script, fmt=FORMAT, config=load_jupytext_config(str(script)))
    tidy(content)
    return content


def refresh(script: Path, environment: dict[str, str]) -> str:
    """Make the notebook of ``script`` anew, run it, store it; return one line about it."""
    started = time.perf_counter()
    notebook = script.with_suffix(".ipynb")
    # Run under another name in the same folder: a failing notebook leaves the stored one alone.
    aside = script.with_name(f".{script.stem}.running.ipynb")
    try:
        nbformat.write(from_script(script), aside)
        run_notebook(aside, environment)
        content = nbformat.read(aside, as_version=4)
    except BookError as error:
        raise BookError(str(error).replace(aside.name, notebook.name)) from error
    finally:
        aside.unlink(missing_ok=True)
    tidy(content)
    before = notebook.read_bytes() if notebook.exists() else b""
    # Whole or not at all: these are tracked files, and somebody's work.
    outputs.write_text(notebook, nbformat.writes(content).rstrip("\n") + "\n")
    outputs.write_text(script, pair_text(notebook))
    changed = "unchanged" if notebook.read_bytes() == before else "stored"
    return f"  {notebook.stem}  {changed}  {time.perf_counter() - started:.1f} s"


def check(notebooks: list[Path]) -> int:
    """Print every disagreement; return how many pairs disagree or lack a half."""
    wrong = 0
    for notebook in notebooks:
        if not notebook.exists():
            print(f"{notebook.name} is missing beside its .py: run `make notebooks`.")
            wrong += 1
        elif difference := disagreement(notebook):
            print(f"{difference}\n{notebook.name} and its .py differ: run `make notebooks`.")
            wrong += 1
    if not wrong:
        print(f"{len(notebooks)} notebooks agree with their .py pairs.")
    return wrong


def main() -> int:
    """The command line; exit 0 done, 1 a notebook fails or a pair disagrees."""
    parser = argparse.ArgumentParser(description="Run the notebooks and keep their pairs.")
    parser.add_argument("names", nargs="*", help="notebooks by name (all, when none is given)")
    parser.add_argument("--check", action="store_true", help="only tell which pairs differ")
    asked = parser.parse_args()
    stems = {path.stem for path in BOOK.glob("*.ipynb")} | {p.stem for p in BOOK.glob("*.py")}
    wanted = {Path(name).stem for name in asked.names} or stems
    if unknown := sorted(wanted - stems):
        sys.exit(f"error: no notebook called {', '.join(unknown)} in book/")
    if asked.check:
        return min(1, check([BOOK / f"{stem}.ipynb" for stem in sorted(wanted)]))
    for stem in sorted(wanted):  # one that came without a pair, from JupyterLab
        script = BOOK / f"{stem}.py"
        if not script.exists():
            outputs.write_text(script, pair_text(script.with_suffix(".ipynb")))
    print(f"Running {len(wanted)} notebooks …", flush=True)
    failed = 0
    environment = kernel_environment(ROOT / "_build", readings_key=readings_key())
    with ThreadPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        runs = [pool.submit(refresh, BOOK / f"{stem}.py", environment) for stem in sorted(wanted)]
        for run in runs:
            try:
                print(run.result(), flush=True)
            except BookError as error:
                failed += 1
                print(f"error: {error}", file=sys.stderr, flush=True)
    return min(1, failed)


if __name__ == "__main__":
    sys.exit(main())
