"""Read a corpus the way every recipe of paragraph order reads it, and set articles aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.bench.order_lines import read_lines

_EVERY = 10
_TELLING = 80  # characters: two articles that share so long a paragraph tell of the same thing


@dataclass(frozen=True)
class Entry:
    """One article: its title (may be empty), its paragraphs, and whether it is set aside."""

    name: str
    title: str
    texts: list[str]
    held: bool = False


def read(source: Path) -> Iterator[tuple[str, list[str]]]:
    """Title and paragraphs of every article of *source*.

    Texts of fewer than three paragraphs are left out: they have no order to learn from.

    :param source: a folder of ``*.txt`` (or with a ``text`` subfolder of them), a title in the
        first line; or a file of JSON Lines with ``title`` and ``paragraphs``.
    """
    for _, title, texts in named(source):
        yield title, texts


def named(source: Path) -> Iterator[tuple[str, str, list[str]]]:
    """As :func:`read`, with the article's name first."""
    if source.is_file():
        for name, title, texts in read_lines(source):
            if len(texts) >= 3:
                yield name, title or "", texts
        return
    inner = source / "text"
    for path in sorted((inner if inner.is_dir() else source).glob("*.txt")):
        lines = [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
        if len(lines) >= 4:
            yield path.name, lines[0], lines[1:]


def split(sources: Sequence[Path], remainder: int = 3) -> list[Entry]:
    """All articles of *sources*; of each source every tenth is set aside.

    An article that shares a long paragraph with one set aside would give it away to the
    training, so it is left out altogether; the same article found twice counts once.
    """
    found = []
    for source in sources:
        rows = list(named(source))
        aside = {k for k in range(len(rows)) if k % _EVERY == remainder}
        known = {text for k in aside for text in rows[k][2] if len(text) > _TELLING}
        seen: set[tuple[str, ...]] = set()
        for k, (name, title, texts) in enumerate(rows):
            twice = tuple(texts) in seen
            seen.add(tuple(texts))
            if k in aside and not twice:
                found.append(Entry(name, title, texts, held=True))
            elif not twice and not known & set(texts):
                found.append(Entry(name, title, texts))
    return found
