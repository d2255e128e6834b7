"""Compile requirements*.in to the hashed locks, for every platform and Python 3.11 and later.

The resolver (uv) is installed into a throw-away environment. Only PyPI is asked, whatever mirror
or local folder this machine's own settings name, and none of them gets into a lock.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = (
    "--generate-hashes",
    "--universal",
    "--python-version=3.11",
    "--upgrade",
    "--default-index=https://pypi.org/simple",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--quiet",
)
#: Each lock and what it is compiled from; the second takes the first as constraint.
LOCKS = {
    "requirements.txt": ("requirements.in", "requirements-book.in", "requirements-corpus.in"),
    "requirements-dev.txt": ("requirements-dev.in",),
}


def main() -> int:
    """Write requirements.txt, then requirements-dev.txt, which takes the first as constraint."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "UV_"))}
    environment |= {"UV_NO_CONFIG": "1", "UV_CUSTOM_COMPILE_COMMAND": "make lock"}
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        scripts = Path(folder, "Scripts" if os.name == "nt" else "bin")
        subprocess.run([scripts / "python", "-m", "pip", "install", "-q", "uv"], check=True)
        for lock, sources in LOCKS.items():
            print(f"Resolving {', '.join(sources)} …", flush=True)
            command = [scripts / "uv", "pip", "compile", *OPTIONS, *sources, "-o", lock]
            subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
