"""Run the notebooks on an article and build the book around them.

The tracked notebooks are never touched: the book's sources are copied, the copies are run, and the
site is built from the copies. What has to run again is told by content: a notebook is run only if
it, the article, ``analysis/``, ``data/`` or the locked versions have changed since its last run.

    python -m analysis.present.bookbuild                 the book of the first article: _build/html
    python -m analysis.present.bookbuild --article FILE  another's book: _build/own/<name>
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from analysis import outputs, paths
from analysis.errors import InputError
from analysis.outputs import folders
from analysis.outputs.fingerprints import LEFT_OUT, fingerprint
from analysis.present import bookcache

#: What a book is made of, beside ``book/`` itself.
CONFIGURATION = ("_config.yml", "_toc.yml")
#: Folders whose content decides what a notebook prints, and the files that fix the versions.
RUN_INPUTS = ("analysis", "data", "requirements.txt", "pyproject.toml")
#: Where the pages find the article's tables as files to download.
DOWNLOADS = Path("book", "tables")
CELL_TIMEOUT_S = 600
#: The `jupyter-book` command of this very interpreter, whatever stands first on the PATH.
JUPYTER_BOOK = "from jupyter_book.cli.main import main; main()"
#: Below an error, a kernel has nothing to tell a reader (it warns of its own TCP port); and
#: figures that were made without pyplot are drawn all the same.
KERNEL_SETTINGS = """\
get_config().IPKernelApp.log_level = 40
get_config().IPKernelApp.matplotlib = "inline"
"""
#: The site's index.html. Jupyter Book's own lacks a title and a link to follow by hand.
FRONT_DOOR = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>On the Record</title>
<meta http-equiv="refresh" content="0; url=book/index.html">
<p><a href="book/index.html">To the book</a></p>
</html>
"""

#: All that Jupyter Book puts into a site; `jupyter-book build .` writes into ``_build/html`` too.
SITE_ENTRIES = frozenset(
    "_downloads _images _panels_static _plotly _sources _sphinx_design_static _static .buildinfo"
    " .nojekyll book genindex.html index.html objects.inv search.html searchindex.js".split()
)

Say = Callable[[str], None]


class BookError(RuntimeError):
    """The book could not be built; the message names the notebook and cell, or the page."""


def build(
    article: Path | None = None,
    out: Path | None = None,
    *,
    root: Path = paths.ROOT,
    say: Say | None = None,
) -> Path:
    """Build the book of ``article`` and return the path of its front page.

    ``article``: the file to read; None is the first article, whose book must build without a
    single warning. ``out``: the folder of the site, replaced as a whole once it is complete;
    None is ``_build/html`` (``_build/own/<name>`` for another article). ``say`` receives one line
    per step (standard error when None).

    Raises `InputError` (bad article, no book sources beside the package, an ``out`` that is not
    the book's to replace) and `BookError`.
    """
    say = say or _to_stderr
    root = root.resolve()
    missing = [name for name in ("book", *CONFIGURATION) if not (root / name).exists()]
    if missing:
        raise InputError(
            f"The book's sources ({', '.join(missing)}) are not beside the package in {root}: "
            "clone the repository and run this there."
        )
    source = (article or paths.book_article()).resolve()
    own = source != paths.FIRST_ARTICLE.resolve()
    _check_article(source)
    build_dir = root / "_build"
    usual = build_dir / "own" / source.stem if own else build_dir / "html"
    out = _checked(out or usual, usual, root, source)
    folders.mend(out, "book")

    run_key = run_fingerprint(root, source)
    stamp, key = _stamp(build_dir, out), _site_fingerprint(root, run_key, strict=not own)
    front = out / "index.html"
    if front.exists() and _is_whole(out) and _stamped(stamp) == key:
        say("Nothing changed since the last build: the book is up to date.")
        return front

    with outputs.work_folder("on-the-record-") as work:
        say(f"Reading {_shown(source, root)}")
        _copy_sources(root, work)
        _run_notebooks(work, build_dir / "executed", run_key, source, say)
        _write_downloads(work / DOWNLOADS, build_dir / "executed" / run_key[:20], source, say)
        site = _build_site(work, kernel_environment(build_dir), strict=not own, say=say)
        stamp.unlink(missing_ok=True)  # from here on, the old site is no longer whole
        if out == usual.resolve() and _is_site(out):
            folders.mark(out, "book")
        left = folders.replace(site, out, "book")
        if left:
            say(f"Something new stood in the old book; it was kept in {left}")
    outputs.write_text(stamp, key)
    return front


def _checked(out: Path, usual: Path, root: Path, article: Path) -> Path:
    """``out`` as an absolute path, if a book may be put there.

    ``usual`` is in ``_build``, which is the tools' own: a site without our marker, as Jupyter
    Book leaves it, is replaced there; not so anywhere else. Raises InputError.
    """
    if out.resolve() == usual.resolve() and not out.is_symlink() and _is_site(out):
        return out.resolve()
    return folders.check(out, "book", root, [article])


def _is_site(out: Path) -> bool:
    """Does the folder hold nothing but what Jupyter Book puts into a site?"""
    known = SITE_ENTRIES | {folders.MARKER}
    return out.is_dir() and all(entry.name in known for entry in out.iterdir())


def _is_whole(out: Path) -> bool:
    """Is all there that was written? A page that somebody removed is a change too."""
    ours = folders.written(out, "book")
    return ours is not None and ours <= set(folders.entries(out))


def _stamped(stamp: Path) -> str:
    try:
        return stamp.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


# --------------------------------------------------------------------------------- fingerprints


def run_fingerprint(root: Path, article: Path) -> str:
    """What every notebook's output depends on, but for the notebook itself."""
    parts = [
        fingerprint(root, RUN_INPUTS),
        article.name,
        hashlib.sha256(article.read_bytes()).hexdigest(),
        ".".join(map(str, sys.version_info[:2])),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _site_fingerprint(root: Path, run_key: str, strict: bool) -> str:
    sources = fingerprint(root, ("book", "_static", *CONFIGURATION))
    return hashlib.sha256(f"{run_key}\n{sources}\n{strict}".encode()).hexdigest()


def _stamp(build_dir: Path, out: Path) -> Path:
    """Where the fingerprint of the site in ``out`` is kept: never inside the site itself."""
    return build_dir / "stamps" / hashlib.sha256(str(out).encode()).hexdigest()[:16]


# ------------------------------------------------------------------------------------ notebooks


def _copy_sources(root: Path, work: Path) -> None:
    for name in CONFIGURATION:
        shutil.copy2(root / name, work / name)
    # data/ goes along because pages offer files in it for download.
    for name in ("book", "_static", "data"):
        if (root / name).is_dir():
            shutil.copytree(root / name, work / name, ignore=LEFT_OUT)


def _run_notebooks(work: Path, cache: Path, run_key: str, article: Path, say: Say) -> None:
    """Run the stale notebooks of ``work/book`` in place; take the others from ``cache``."""
    todo: list[tuple[Path, Path]] = []
    keep: set[Path] = set()
    for notebook in sorted((work / "book").rglob("*.ipynb")):
        key = hashlib.sha256(run_key.encode() + notebook.read_bytes()).hexdigest()
        kept = cache / f"{notebook.stem}-{key[:20]}.ipynb"
        keep.add(kept)
        if not bookcache.take(kept, notebook):
            todo.append((notebook, kept))
    unchanged = len(keep) - len(todo)
    if unchanged:
        say(f"{_count(unchanged, 'notebook')} unchanged since the last run")
    if not todo:
        return
    say(f"Running {_count(len(todo), 'notebook')} …")
    cache.mkdir(parents=True, exist_ok=True)
    environment = kernel_environment(cache.parent, article)

    def one(pair: tuple[Path, Path]) -> None:
        notebook, kept = pair
        started = time.perf_counter()
        run_notebook(notebook, environment)
        outputs.copy(notebook, kept)
        say(f"  {notebook.stem}  {time.perf_counter() - started:.1f} s")

    # A kernel is one process: two at once use two cores, more would only crowd each other.
    with ThreadPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        list(pool.map(one, todo))
    bookcache.forget_old(cache, keep)


def _write_downloads(folder: Path, kept: Path, article: Path, say: Say) -> None:
    """The tables as CSV beside the pages, from ``kept`` where they were written before."""

    def make(aside: Path) -> None:
        from analysis.export.tables import write_tables
        from analysis.export.web_annotations import write_jsonld
        from analysis.reading import read

        say("Writing the tables …")
        reading = read(article)
        write_tables(reading.tables, aside, "csv")
        write_jsonld(reading, aside / "annotations.jsonld")

    bookcache.copy_folder(bookcache.folder(kept, make), folder)


def kernel_environment(build_dir: Path, article: Path | None = None) -> dict[str, str]:
    """The environment of a kernel: the article, and none of the user's own settings.

    A start-up file or a ``matplotlibrc`` in somebody's home would change what a notebook prints.
    The settings used instead (and matplotlib's list of fonts) are kept in ``build_dir``.
    """
    settings = build_dir / "settings"
    profile = settings / "ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    outputs.write_text(profile / "ipython_kernel_config.py", KERNEL_SETTINGS)
    environment = dict(os.environ)
    environment.pop(paths.ARTICLE_VARIABLE, None)
    if article is not None:
        environment[paths.ARTICLE_VARIABLE] = str(article)
    environment |= {
        "IPYTHONDIR": str(settings / "ipython"),
        "MPLCONFIGDIR": str(settings / "matplotlib"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "PYTHONHASHSEED": "0",
        # Sums in one order on every machine; and two kernels do not crowd each other.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    environment.pop("MPLBACKEND", None)
    return environment


def run_notebook(notebook: Path, environment: dict[str, str]) -> None:
    """Run ``notebook`` in a fresh kernel, its folder as working directory, and store the outputs.

    Raises `BookError` naming the cell that failed.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    content = nbformat.read(notebook, as_version=4)
    client = NotebookClient(
        content,
        timeout=CELL_TIMEOUT_S,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(notebook.parent)}},
    )
    try:
        client.execute(env=environment)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise BookError(_cell_failure(notebook, content, error)) from error
    nbformat.write(content, notebook)


def _cell_failure(notebook: Path, content: dict, error: Exception) -> str:
    """One sentence naming the failing cell, then its code and what it raised."""
    cells = [cell for cell in content["cells"] if cell["cell_type"] == "code"]
    failed = 0
    for number, cell in enumerate(cells, 1):
        if cell.get("execution_count"):
            failed = number
        if any(output["output_type"] == "error" for output in cell["outputs"]):
            break
    said = f"{getattr(error, 'ename', '')}: {getattr(error, 'evalue', '')}".strip(": ")
    code = cells[failed - 1]["source"] if failed else ""
    indented = "\n".join("    " + line for line in code.splitlines())
    return f"{notebook.name}, code cell {failed}, failed with {said or error}\n{indented}"


# ----------------------------------------------------------------------------------------- site


def _build_site(work: Path, environment: dict[str, str], strict: bool, say: Say) -> Path:
    """Let Jupyter Book build ``work``; return the folder of the finished site."""
    say("Building the pages …")
    started = time.perf_counter()
    strictness = ["-W", "-n", "--keep-going"] if strict else ["--keep-going"]
    run = subprocess.run(
        [sys.executable, "-c", JUPYTER_BOOK, "build", str(work), *strictness, "-q"],
        cwd=work,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    messages = (run.stdout + run.stderr).replace(str(work) + os.sep, "")
    if run.returncode != 0:
        raise BookError("Jupyter Book found fault with the pages:\n" + _faults(messages))
    if "WARNING" in messages:
        say(_faults(messages))
    say(f"  pages  {time.perf_counter() - started:.1f} s")
    site = work / "_build" / "html"
    for leftover in (".buildinfo", "objects.inv"):
        (site / leftover).unlink(missing_ok=True)
    (site / "index.html").write_text(FRONT_DOOR, encoding="utf-8")
    (site / ".nojekyll").touch()  # GitHub Pages would otherwise drop _static/
    return site


def _check_article(source: Path) -> None:
    """Read the article once here: a bad file is one sentence now, not a failing notebook later."""
    from analysis.article.article import read_article

    read_article(source)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _faults(messages: str, lines: int = 40) -> str:
    """The warnings and errors among a build's messages; all of its end where there are none."""
    plain = [line for line in re.sub(r"\x1b\[[\d;]*m", "", messages).splitlines() if line.strip()]
    told = [line for line in plain if re.search(r"\b(WARNING|ERROR|CRITICAL|\w+Error)\b", line)]
    return "\n".join((told or plain)[-lines:])


def _shown(path: Path, root: Path) -> str:
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)


def _to_stderr(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main(arguments: list[str] | None = None) -> int:
    """The command line; exit 0 done, 2 bad input, 1 a notebook or a page failed."""
    parser = argparse.ArgumentParser(
        prog="python -m analysis.present.bookbuild",
        description="Run the notebooks and build the book.",
    )
    parser.add_argument("--article", type=Path, help="a news article of your own")
    parser.add_argument("--out", type=Path, help="folder of the site")
    asked = parser.parse_args(arguments)
    started = time.perf_counter()
    try:
        front = build(asked.article, asked.out)
    except InputError as error:
        _to_stderr(f"error: {error}")
        return 2
    except BookError as error:
        _to_stderr(f"error: {error}")
        return 1
    print(f"The book: {front}  ({time.perf_counter() - started:.0f} s)")
    print(f"Open it:  {front.as_uri()}   or `make serve`")
    return 0


if __name__ == "__main__":
    sys.exit(main())
