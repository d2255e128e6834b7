"""Open the notebooks in JupyterLab, with the same kernel settings as the book (`make lab`)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from analysis.present.bookbuild import kernel_environment

ROOT = Path(__file__).resolve().parent.parent
#: By itself JupyterLab asks pypi.org for a newer version whenever a page of it is opened, offers
#: a feed of news, and lists extensions from there.
NOTHING_FETCHED = (
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.news_url=None",
    "--LabApp.extension_manager=readonly",
)


def main() -> int:
    """Run JupyterLab in book/ until it is closed."""
    command = [sys.executable, "-m", "jupyterlab", *NOTHING_FETCHED, *sys.argv[1:]]
    environment = kernel_environment(ROOT / "_build")
    try:
        return subprocess.run(command, cwd=ROOT / "book", env=environment, check=False).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
