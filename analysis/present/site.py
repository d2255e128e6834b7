"""From run notebooks to a site: Jupyter Book, the links between pages, the address it has."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import InputError
from analysis.present.kernels import BookError
from analysis.present.site_finish import finish

Say = Callable[[str], None]

#: The `jupyter-book` command of this very interpreter, whatever stands first on the PATH.
JUPYTER_BOOK = "from jupyter_book.cli.main import main; main()"
#: The site's index.html. Jupyter Book's own lacks a title and a link to follow by hand.
FRONT_DOOR = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>On the Record</title>
<meta http-equiv="refresh" content="0; url=book/index.html">
<p><a href="book/index.html">To the book</a></p>
</html>
"""

#: Name the repository that the book is published from, as owner/name; the first that is set.
REPOSITORY_VARIABLES = ("ON_THE_RECORD_REPOSITORY", "GITHUB_REPOSITORY")
_REPOSITORY = re.compile(r"([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))/([A-Za-z0-9._-]{1,100})")
BRANCH = "main"
#: A link from one notebook's output to another notebook beside it.
_NOTEBOOK_LINK = re.compile(r'href="([A-Za-z0-9_-]+)\.ipynb(#[^"]*)?"')


@dataclass(frozen=True)
class Hosting:
    """Where a book is published from, and where it is then read: one setting."""

    owner: str
    name: str

    @property
    def repository(self) -> str:
        """The address of the repository."""
        return f"https://github.com/{self.owner}/{self.name}"

    @property
    def address(self) -> str:
        """The address of the book on GitHub Pages, with a slash at the end."""
        host = f"{self.owner.lower()}.github.io"
        own = self.name.lower() == host  # the owner's own site has no folder
        return f"https://{host}/" if own else f"https://{host}/{self.name}/"

    @property
    def binder(self) -> str:
        """The notebooks on Binder, which builds the environment from ``binder/``."""
        return (
            f"https://mybinder.org/v2/gh/{self.owner}/{self.name}/{BRANCH}"
            "?urlpath=lab/tree/book/index.ipynb"
        )

    @property
    def colab(self) -> str:
        """A notebook on Colab that fetches the repository and installs what it needs."""
        return (
            f"https://colab.research.google.com/github/{self.owner}/{self.name}"
            f"/blob/{BRANCH}/binder/colab.ipynb"
        )


def hosting() -> Hosting | None:
    """The repository that the environment names; None where it names none.

    Raises InputError where what it says is no owner/name.
    """
    for variable in REPOSITORY_VARIABLES:
        told = os.environ.get(variable, "").strip()
        if told:
            found = _REPOSITORY.fullmatch(told)
            if found is None or set(found[2]) == {"."}:
                raise InputError(f"{variable} is {told!r}; it must be owner/name, or not set.")
            return Hosting(found[1], found[2])
    return None


def host(config: Path, hosted: Hosting | None) -> None:
    """Write the address of the book and of its repository into the copied ``_config.yml``.

    Without a repository the file stays as it is: no button leads anywhere, and pages claim no
    address.
    """
    if hosted is None:
        return
    import yaml

    settings = yaml.safe_load(config.read_text(encoding="utf-8"))
    html = settings.setdefault("html", {})
    html["baseurl"] = hosted.address
    html["use_repository_button"] = True
    html["extra_footer"] = (
        f"{html.get('extra_footer', '')} Run the notebooks yourself:"
        f' <a href="{hosted.binder}">Binder</a> or <a href="{hosted.colab}">Colab</a>.'
    ).strip()
    settings["repository"] = {"url": hosted.repository, "branch": BRANCH, "path_to_book": ""}
    # No Colab here: it would open the page's notebook alone, without what the notebook imports.
    settings["launch_buttons"] = {
        "notebook_interface": "jupyterlab",
        "binderhub_url": "https://mybinder.org",
    }
    config.write_text(
        yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )


def link_pages(site: Path) -> None:
    """Turn links to notebooks into links to their pages, in the HTML alone.

    An output says ``article.ipynb#s3``, which JupyterLab opens, and so do the notebooks that a
    reader downloads; a page says ``article.html#s3``. Only where the page is there.
    """
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")

        def page_of(found: re.Match[str], folder: Path = page.parent) -> str:
            there = (folder / f"{found[1]}.html").is_file()
            return f'href="{found[1]}.html{found[2] or ""}"' if there else found[0]

        linked = _NOTEBOOK_LINK.sub(page_of, text)
        if linked != text:
            page.write_text(linked, encoding="utf-8")


def build_site(
    work: Path,
    environment: dict[str, str],
    strict: bool,
    say: Say,
    hosted: Hosting | None = None,
) -> Path:
    """Let Jupyter Book build ``work``; return the folder of the finished site.

    ``strict``: the book of the first article, in which a warning is an error.
    """
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
    link_pages(site)
    for leftover in (".buildinfo", "objects.inv"):
        (site / leftover).unlink(missing_ok=True)
    (site / "index.html").write_text(FRONT_DOOR, encoding="utf-8")
    finish(site, hosted.address if hosted else "", first=strict)
    (site / ".nojekyll").touch()  # GitHub Pages would otherwise drop _static/
    return site


def _faults(messages: str, lines: int = 40) -> str:
    """The warnings and errors among a build's messages; all of its end where there are none."""
    plain = [line for line in re.sub(r"\x1b\[[\d;]*m", "", messages).splitlines() if line.strip()]
    told = [line for line in plain if re.search(r"\b(WARNING|ERROR|CRITICAL|\w+Error)\b", line)]
    return "\n".join((told or plain)[-lines:])
