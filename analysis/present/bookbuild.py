"""Run the notebooks on an article and build the book around them.

The tracked notebooks are never touched: the book's sources are copied, the copies are run, and the
site is built from the copies. The article is read once and kept; each notebook takes that reading.
What has to run again is told by content: a notebook is run only if it, the article, what its tables
depend on, what notebooks import beside, or the locked versions have changed since its last run.

    python -m analysis.present.bookbuild                 the book of the first article: _build/html
    python -m analysis.present.bookbuild --article FILE  another's book: _build/own/<name>
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from analysis import outputs, paths
from analysis.errors import InputError
from analysis.outputs import folders
from analysis.outputs.fingerprints import LEFT_OUT, article_key, fingerprint, readings_key
from analysis.outputs.kept import reading_file
from analysis.present import bookcache
from analysis.present.kernels import BookError, kernel_environment, run_notebook
from analysis.present.site import Hosting, Say, build_site, host, hosting

#: What a book is made of, beside ``book/`` itself.
CONFIGURATION = ("_config.yml", "_toc.yml")
#: What decides what a notebook prints, beside the reading: what notebooks import after it, the
#: data these show, and the locked versions. Not bench/, corpus/ and training/: no page needs them.
RUN_INPUTS = (
    *(
        f"analysis/{name}"
        for name in ("across", "export", "gold", "outputs", "present", "summaries")
    ),
    *(f"data/{name}" for name in ("articles", "benchmarks", "gold")),
    "requirements.txt",
)
#: Pages of articles that come with the book; a book of somebody's own article has none of them,
#: one of several on an event has the first.
OWN_PAGES = ("across", "corpus")
#: Where the pages find the article's tables as files to download.
DOWNLOADS = Path("book", "tables")
#: All that Jupyter Book puts into a site; `jupyter-book build .` writes into ``_build/html`` too.
SITE_ENTRIES = frozenset(
    "_downloads _images _panels_static _plotly _sources _sphinx_design_static _static .buildinfo"
    " .nojekyll 404.html book genindex.html index.html objects.inv search.html searchindex.js"
    " sitemap.xml".split()
)


def build(
    article: Path | None = None,
    out: Path | None = None,
    *,
    corrections: Sequence[str | Path] | None = None,
    event: Sequence[Path] = (),
    root: Path = paths.ROOT,
    say: Say | None = None,
) -> Path:
    """Build the book of ``article`` and return the path of its front page.

    ``article``: the file to read; None is the first article, whose book must build without a
    single warning. ``out``: the folder of the site, replaced as a whole once it is complete;
    None is ``_build/html`` (``_build/own/<name>`` for another article). ``corrections`` are files
    of what a person decided about it; None: those found by name beside it. ``event`` are the
    articles that the page across shows, this one among them. ``say`` receives one line per step
    (standard error when None).

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
    decided = _decided(source, corrections)
    _check_article(source)
    build_dir = root / "_build"
    usual = build_dir / "own" / source.stem if own else build_dir / "html"
    hosted = hosting()
    out = _checked(out or usual, usual, root, source)
    folders.mend(out, "book")

    reading_key = readings_key(root / "analysis", root / "data" / "authority")
    run_key = run_fingerprint(root, source, reading_key, decided)
    for other in event:
        beside = _decided(other, None)
        run_key = hashlib.sha256(f"{run_key}{article_key(run_key, other, beside)}".encode())
        run_key = run_key.hexdigest()
    stamp, key = _stamp(build_dir, out), _site_fingerprint(root, run_key, not own, hosted)
    front = out / "index.html"
    if front.exists() and _is_whole(out) and _stamped(stamp) == key:
        say("Nothing changed since the last build: the book is up to date.")
        return front

    with outputs.work_folder("on-the-record-") as work:
        say(f"Reading {_shown(source, root)}")
        _copy_sources(root, work)
        _leave_out(work, () if not own else OWN_PAGES[1:] if event else OWN_PAGES)
        host(work / "_config.yml", hosted)
        environment = kernel_environment(build_dir, source, reading_key)
        environment[paths.CORRECTIONS_VARIABLE] = "\n".join(map(str, decided))
        environment[paths.EVENT_VARIABLE] = "\n".join(map(str, event))
        _run_notebooks(work, build_dir / "executed", run_key, environment, say)
        _write_downloads(work / DOWNLOADS, build_dir / "executed" / run_key[:20], environment, say)
        site = build_site(work, environment, strict=not own, say=say, hosted=hosted)
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


def run_fingerprint(
    root: Path, article: Path, reading_key: str, decided: Sequence[Path] = ()
) -> str:
    """What every notebook's output depends on, but for the notebook itself.

    ``decided`` are the article's files of corrections; ``reading_key`` is
    `analysis.outputs.fingerprints.readings_key` of the package in ``root``.
    """
    parts = [article_key(reading_key, article, decided), fingerprint(root, RUN_INPUTS)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _site_fingerprint(root: Path, run_key: str, strict: bool, hosted: Hosting | None) -> str:
    sources = fingerprint(root, ("book", "_static", *CONFIGURATION))
    return hashlib.sha256(f"{run_key}\n{sources}\n{strict}\n{hosted}".encode()).hexdigest()


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


def _leave_out(work: Path, names: Sequence[str]) -> None:
    """Take pages out of the copied sources, and their lines out of the table of contents."""
    contents = work / "_toc.yml"
    lines = contents.read_text(encoding="utf-8").splitlines(keepends=True)
    gone = {f"- file: book/{name}" for name in names}
    contents.write_text("".join(x for x in lines if x.strip() not in gone), encoding="utf-8")
    for name in names:
        for ending in (".py", ".ipynb"):
            (work / "book" / f"{name}{ending}").unlink(missing_ok=True)


def _run_notebooks(
    work: Path, cache: Path, run_key: str, environment: dict[str, str], say: Say
) -> None:
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
    _read_once(environment)
    say(f"Running {_count(len(todo), 'notebook')} …")
    cache.mkdir(parents=True, exist_ok=True)

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


def _read_once(environment: dict[str, str]) -> None:
    """Read the article that ``environment`` names before the kernels start, lest each reads it."""
    folder = Path(environment[paths.READINGS_VARIABLE])
    key, article = environment[paths.READINGS_KEY_VARIABLE], environment[paths.ARTICLE_VARIABLE]
    decided = _named(environment)
    kept = reading_file(Path(article), folder, key, decided)
    if not kept.exists():
        from analysis.reading import read_kept

        read_kept(Path(article), folder, key, decided)
    bookcache.forget_old(folder, {kept}, pattern="*.pickle")


def _write_downloads(folder: Path, kept: Path, environment: dict[str, str], say: Say) -> None:
    """The tables as CSV beside the pages, from ``kept`` where they were written before."""

    def make(aside: Path) -> None:
        from analysis.export.tables import write_tables
        from analysis.export.web_annotations import write_jsonld
        from analysis.reading import read_kept

        say("Writing the tables …")
        reading = read_kept(
            Path(environment[paths.ARTICLE_VARIABLE]),
            Path(environment[paths.READINGS_VARIABLE]),
            environment[paths.READINGS_KEY_VARIABLE],
            _named(environment),
        )
        for note in reading.notes:
            say(note)
        write_tables(reading.tables, aside, "csv")
        write_jsonld(reading, aside / "annotations.jsonld")

    bookcache.copy_folder(bookcache.folder(kept, make), folder)


# ------------------------------------------------------------------------------------ the rest


def _check_article(source: Path) -> None:
    """Read the article once here: a bad file is one sentence now, not a failing notebook later."""
    from analysis.article.article import read_article

    read_article(source)


def _decided(source: Path, named: Sequence[str | Path] | None) -> tuple[Path, ...]:
    """The files of corrections for an article, each read once: a bad one is a sentence now."""
    from analysis.corrections import beside, read_decisions

    files = beside(source) if named is None else tuple(Path(name).resolve() for name in named)
    read_decisions(files)
    return files


def _named(environment: Mapping[str, str]) -> tuple[Path, ...]:
    named = environment.get(paths.CORRECTIONS_VARIABLE, "")
    return tuple(Path(name) for name in named.split("\n") if name)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


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
    parser.add_argument("--corrections", type=Path, action="append", help="what a person decided")
    asked = parser.parse_args(arguments)
    started = time.perf_counter()
    try:
        front = build(asked.article, asked.out, corrections=asked.corrections)
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
