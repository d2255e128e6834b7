"""Checksums over many files: what has changed is told by content, never by modification time."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from analysis import paths

#: Left out wherever files are listed or copied: made by tools, not by authors.
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", "*.egg-info", ".*")


def fingerprint(root: Path, names: Iterable[str]) -> str:
    """SHA-256 over the relative paths and bytes of all files under ``names`` in ``root``.

    Modification times play no part, so a fresh clone and an old one agree.
    """
    digest = hashlib.sha256()
    for name in names:
        for path in _files(root / name):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(path: Path) -> list[Path]:
    """All authored files under ``path`` (a file or a folder), in a fixed order."""
    if path.is_file():
        return [path]
    found: list[Path] = []
    for folder, subfolders, names in os.walk(path):
        dropped = LEFT_OUT(folder, [*subfolders, *names])
        subfolders[:] = sorted(s for s in subfolders if s not in dropped)
        found += [Path(folder, name) for name in names if name not in dropped]
    return sorted(found)


#: What of the package no table of a reading depends on.
_AFTER_READING = frozenset(
    "__main__.py across bench corpus data export gold outputs present review summaries"
    " training".split()
)


def reading_fingerprint(package: Path = paths.PACKAGE, authority: Path = paths.AUTHORITY) -> str:
    """What the tables of every article depend on: the stages' code, models and authority files."""
    own = sorted(path.name for path in package.iterdir() if path.name not in _AFTER_READING)
    return fingerprint(package, own) + fingerprint(authority.parent, [authority.name])


#: The libraries whose version may change a table.
_LIBRARIES = "numpy onnxruntime openpyxl pandas spacy tokenizers vaderSentiment".split()


def readings_key(package: Path = paths.PACKAGE, authority: Path = paths.AUTHORITY) -> str:
    """`reading_fingerprint` together with the versions of Python and of the libraries in use."""
    versions = [".".join(map(str, sys.version_info[:2]))]
    for name in _LIBRARIES:
        try:
            versions.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            versions.append(f"{name} none")
    parts = [reading_fingerprint(package, authority), *versions]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def article_key(key: str, path: Path, beside: Iterable[Path] = ()) -> str:
    """What a reading of the file ``path`` depends on: `readings_key`, its name and bytes, and
    those of the files ``beside`` it (corrections)."""
    parts = [key]
    for file in (path, *beside):
        parts += [file.name, hashlib.sha256(file.read_bytes()).hexdigest()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
