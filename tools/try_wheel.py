"""Build the wheel, install it outside the repository, and use it as a stranger would.

    python tools/try_wheel.py

The environment is made by the Python that runs this, with the pip it brings, in a temporary
folder; versions are those of the lock. What is tried: a text and a saved web page are read, the
command lines that need the repository say so, and nothing is imported from the repository.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXT = """A quiet day at the harbour
20220215

"The boats are back," said Anna Berg, the harbour master.

The council said on Tuesday that it would repair the pier.
"""
PAGE = """<html><head><title>A quiet day at the harbour</title></head><body><article>
<h1>A quiet day at the harbour</h1>
<p>"The boats are back," said Anna Berg, the harbour master, on a day that began with fog and ended
with the first sun of the week over the northern pier and its long row of empty moorings.</p>
<p>The council said on Tuesday that it would repair the pier, after years in which nobody had felt
responsible for the planks that the winter storms had carried away one by one.</p>
</article></body></html>
"""


def constraints(lock: str) -> str:
    """The versions of a hashed lock, without the hashes: a wheel has none in it."""
    pinned = re.findall(r"^([A-Za-z0-9][^ \n]*==[^ \n]+(?: ; [^\\\n]+)?)", lock, re.M)
    return "\n".join(re.sub(r"\[[^\]]*\]", "", line).strip() for line in pinned) + "\n"


def tell(done: subprocess.CompletedProcess[str]) -> str:
    """What a command printed, for an error message."""
    return f"{' '.join(map(str, done.args))}\nexit {done.returncode}\n{done.stdout}{done.stderr}"


def main() -> int:
    """Build, install, try; exit 0 when everything does what the README says."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        venv.create(folder / "env", with_pip=True)
        scripts = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}

        def run(*command: object, status: int = 0) -> str:
            done = subprocess.run(
                [str(part) for part in command],
                cwd=folder,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode != status:
                sys.exit(tell(done))
            return done.stdout + done.stderr

        pip = (scripts / "python", "-m", "pip", "--disable-pip-version-check", "-q")
        run(*pip, "wheel", "--no-deps", "--wheel-dir", folder, ROOT)
        wheel = next(folder.glob("*.whl"))
        (folder / "constraints.txt").write_text(
            constraints((ROOT / "requirements.txt").read_text(encoding="utf-8")), encoding="utf-8"
        )
        run(*pip, "install", "-c", folder / "constraints.txt", wheel)
        where = run(scripts / "python", "-c", "import analysis; print(analysis.__file__)")
        if str(ROOT / "analysis") in where:
            sys.exit(f"the repository was imported, not the wheel: {where}")
        for file, content in (("harbour.txt", TEXT), ("harbour.html", PAGE)):
            (folder / file).write_text(content, encoding="utf-8")
            run(scripts / "on-the-record", "extract", file, "--out", f"out-{file}")
            rows = (folder / f"out-{file}" / "statements.csv").read_text(encoding="utf-8")
            if "Anna Berg" not in rows:
                sys.exit(f"{file}: Anna Berg is not heard in\n{rows}")
        book = ("book", "harbour.txt", "--out", "b")
        for command in (("bench", "gold"), ("bench", "claims"), book):
            said = run(scripts / "on-the-record", *command, status=2)
            if "clone of the repository" not in said:
                sys.exit(f"{' '.join(command)} does not say what is missing: {said}")
        print(f"{wheel.name}: installed and tried on Python {sys.version.split()[0]}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
