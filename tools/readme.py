"""Write the README's table of figures from data/benchmarks, between its two markers.

python tools/readme.py           write it
python tools/readme.py --check   exit 1 where it differs
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from analysis.gold import benchmarks

README = Path(__file__).resolve().parent.parent / "README.md"
_BLOCK = re.compile(r"(<!-- figures:.*?-->\n).*?(<!-- /figures -->)", re.S)


def table() -> str:
    """The figures of `analysis.gold.benchmarks.benchmarks` as a Markdown table."""
    lines = ["| task | gold | measure | here | beside it |", "| --- | --- | --- | --- | --- |"]
    for row in benchmarks.benchmarks().itertuples():
        lines.append(f"| {row.task} | {row.gold} | {row.measure} | **{row.here}** | {row.beside} |")
    return "\n".join(lines)


def filled(text: str) -> str:
    """``text`` with the table between the markers."""
    return _BLOCK.sub(lambda found: f"{found[1]}{table()}\n{found[2]}", text)


def main() -> int:
    """The command line."""
    text = README.read_text(encoding="utf-8")
    fresh = filled(text)
    if "--check" in sys.argv[1:]:
        if fresh != text:
            print("README.md's figures differ from data/benchmarks: run `python tools/readme.py`.")
        return int(fresh != text)
    README.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
