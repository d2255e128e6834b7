"""Open the notebooks in JupyterLab, with the same kernel settings as the book (`make lab`).

    python tools/lab.py [--article FILE] [JupyterLab's own options …]

The article is the one named, else ``$ON_THE_RECORD_ARTICLE``, else the book's first.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from analysis import paths
from analysis.article.article import read_article
from analysis.errors import InputError
from analysis.present.kernels import kernel_environment

ROOT = Path(__file__).resolve().parent.parent
#: By itself JupyterLab asks pypi.org for a newer version whenever a page of it is opened, offers
#: a feed of news, and lists extensions from there.
NOTHING_FETCHED = (
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.news_url=None",
    "--LabApp.extension_manager=readonly",
)
#: Holds the server's settings: what a save leaves out (a hook cannot be named on a command line).
SETTINGS = ROOT / "tools" / "jupyter"


def chosen_article(named: str | None) -> Path | None:
    """The article to read, as an absolute path (kernels work in ``book/``); None is the first.

    Raises InputError where it is none.
    """
    told = named or os.environ.get(paths.ARTICLE_VARIABLE)
    if not told:
        return None
    article = Path(told).resolve()
    read_article(article)  # one sentence now, not an error in every notebook
    return article


def main() -> int:
    """Run JupyterLab in book/ until it is closed; exit 2 where the article is none."""
    parser = argparse.ArgumentParser(description="Open the notebooks in JupyterLab.")
    parser.add_argument("--article", help="a news article of your own")
    asked, more = parser.parse_known_args()
    try:
        article = chosen_article(asked.article)
    except InputError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    command = [sys.executable, "-m", "jupyterlab", *NOTHING_FETCHED, *more]
    environment = kernel_environment(ROOT / "_build", article)
    others = os.environ.get("JUPYTER_CONFIG_PATH")
    environment["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, (str(SETTINGS), others)))
    try:
        return subprocess.run(command, cwd=ROOT / "book", env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
