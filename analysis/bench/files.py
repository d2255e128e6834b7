"""Writing what a benchmark found: one clear sentence where the place will not have it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from analysis import outputs
from analysis.errors import InputError

#: The options of a benchmark that name a file to write.
_OUTPUTS = ("predictions", "write", "save")


def check(args: argparse.Namespace) -> None:
    """Before a benchmark begins: can its outputs be written, and are none of them its inputs?

    Raises InputError where one is empty, a folder, not to be written, or a file that is read.
    """
    given = {name: value for name, value in vars(args).items() if value is not None}
    inputs: list[str | Path] = []
    for name, value in given.items():
        if name not in _OUTPUTS:
            several = value if isinstance(value, (list, tuple)) else [value]
            inputs += [one for one in several if isinstance(one, (str, Path))]
    for name in _OUTPUTS:
        if name in given:
            path = outputs.check_file(given[name], inputs, f"--{name}")
            for one in inputs:
                if Path(one).is_dir() and path.exists():
                    _not_inside(path, Path(one), f"--{name}")


def _not_inside(path: Path, folder: Path, option: str) -> None:
    if path.resolve().is_relative_to(folder.resolve()):
        raise InputError(
            f"{path} lies in {folder}, which is to be read, and would be overwritten;"
            f" choose another {option}."
        )


def write(path: str | Path, text: str) -> None:
    """Write ``text``, making the folders on the way; whole or not at all.

    Raises InputError that names the file and why it cannot be written.
    """
    outputs.write_text(Path(path), text)


def report(result: Mapping[str, object], show: bool, path: str | None) -> None:
    """The result as JSON: printed where ``show`` asks for it, written where a path is given."""
    text = json.dumps(result, indent=1, ensure_ascii=False)
    if show:
        print(text)
    if path:
        write(path, text + "\n")
