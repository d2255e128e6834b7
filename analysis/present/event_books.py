"""Several articles on one event: a book of each, in it a page across all, and a front page."""

from __future__ import annotations

import html
import shutil
from collections.abc import Sequence
from pathlib import Path

from analysis import outputs
from analysis.errors import InputError
from analysis.outputs import folders
from analysis.present.bookbuild import build
from analysis.present.pages_across import folder_names
from analysis.present.site import Say

KIND = "set of books"
#: What of a folder is taken for articles; corrections and hidden files are none.
_ENDINGS = frozenset({".txt", ".html", ".htm"})
#: Articles on one event are compared by eye: more are a corpus.
MOST = 12


def files_of(names: Sequence[str]) -> list[Path]:
    """The articles' files, in order; of a folder those that may be articles, by name.

    Raises InputError where there are fewer than two, or too many to be compared.
    """
    found: list[Path] = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.suffix.lower() in _ENDINGS)
            found += [p for p in inside if p.is_file() and not p.name.startswith(".")]
        else:
            found.append(path)
    unique = list({path.resolve(): None for path in found})
    if len(unique) < 2:
        where = outputs.shown(names[0])
        raise InputError(f"{where} holds fewer than two articles (.txt, .html); name another one.")
    if len(unique) > MOST:
        raise InputError(
            f"{len(unique)} articles are too many for one page (at most {MOST});"
            " `on-the-record corpus` reads any number."
        )
    return unique


def build_event(articles: Sequence[Path], titles: Sequence[str], out: str, say: Say) -> Path:
    """Build the book of each of ``articles`` below the folder ``out``; returns its front page.

    ``titles`` are their headlines. Raises InputError and `BookError`.
    """
    target = folders.check(out, KIND, None, articles)
    folders.mend(target, KIND)
    places = folder_names([path.name for path in articles])
    with outputs.work_folder("on-the-record-books-") as work:
        for path, place in zip(articles, places, strict=True):
            say(f"The book of {path.name}")
            build(path, work / "books" / place, event=articles, say=say)
            (work / "books" / place / folders.MARKER).unlink(missing_ok=True)
        site = work / "books"
        (site / "index.html").write_text(_front(titles, places), encoding="utf-8")
        left = folders.replace(site, target, KIND)
        shutil.rmtree(site, ignore_errors=True)
    if left:
        say(f"Something new stood in the old books; it was kept in {left}")
    return target / "index.html"


def _front(titles: Sequence[str], places: Sequence[str]) -> str:
    books = "".join(
        f'<li><a href="{place}/book/index.html">{html.escape(title)}</a></li>'
        for title, place in zip(titles, places, strict=True)
    )
    return f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>On the Record: several articles on one event</title>
<style>body{{font:1.1rem/1.5 system-ui,sans-serif;max-width:45rem;margin:3rem auto;padding:0 1rem}}
</style>
<h1>Several articles on one event</h1>
<p><a href="{places[0]}/book/across.html">The articles beside each other</a>: who is heard where,
how quotations were cut, what one paper says and another disputes.</p>
<h2>The book of each</h2>
<ul>{books}</ul>
</html>
"""
