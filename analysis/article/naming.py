"""Names of documents where several files of one call have the same name."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path


def document_names(paths: Iterable[str]) -> dict[str, str]:
    """A name for each path: the file's name, or where others have it too, with as many of its
    folders as tell them apart (``north/story.txt``, ``south/story.txt``).

    A path given twice, in whatever spelling, is there once.
    """
    places: dict[str, str] = {}
    for path in paths:
        places.setdefault(os.path.abspath(path) if path != "-" else path, path)
    full = {path: Path(place).parts for place, path in places.items()}
    names = {path: parts[-1] for path, parts in full.items()}
    size = 1
    while True:
        count = Counter(names.values())
        again = [path for path, name in names.items() if count[name] > 1 and size < len(full[path])]
        if not again:
            return names
        size += 1
        for path in again:
            names[path] = "/".join(full[path][-size:])
