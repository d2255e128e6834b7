"""Writing what a benchmark found: one clear sentence where the place will not have it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from analysis.errors import InputError


def write(path: str | Path, text: str) -> None:
    """Write ``text``, making the folders on the way.

    Raises InputError that names the file and why it cannot be written.
    """
    path = Path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}.") from None


def report(result: Mapping[str, object], show: bool, path: str | None) -> None:
    """The result as JSON: printed where ``show`` asks for it, written where a path is given."""
    text = json.dumps(result, indent=1, ensure_ascii=False)
    if show:
        print(text)
    if path:
        write(path, text + "\n")
