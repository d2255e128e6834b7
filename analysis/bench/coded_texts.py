"""The articles that gold for pairs and tone is coded on, rebuilt from the corpora.

A document is named by its corpus and its name there: ``polnear:NAME``, ``gum:NAME``, ``fnc:ID``,
``bbc:ID``. Block 0 is the headline (where there is one), blocks 1, 2, … the paragraphs; every
offset in the gold counts code points of one block. Nothing but GUM may be shipped, so the gold
of the others holds offsets and hashes, and this module reads the texts from a folder of corpora.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.bench.brat import read_text
from analysis.errors import InputError

LIMIT = 900  # words of an article of FNC-1, the BBC or GUM that are kept, whole paragraphs
SHIPPED = ("gum",)  # corpora whose texts may stand in the gold itself
JSON_LINES = ("fnc", "bbc")
_SENTENCES = re.compile(r"\((\d+) s\)")
_DATE_LINE = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \w+ \d{1,2}, \d{4}$")


def sha256(text: str) -> str:
    """Hexadecimal SHA-256 of a text's UTF-8 bytes."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@dataclass(frozen=True)
class Document:
    """A headline, empty where unknown, and its paragraphs."""

    name: str
    title: str
    paragraphs: tuple[str, ...]

    @property
    def source(self) -> str:
        """The corpus: polnear, gum, fnc or bbc."""
        return self.name.partition(":")[0]

    @property
    def text(self) -> str:
        """Headline and paragraphs, a newline between: what the hash is taken of."""
        return "\n".join((self.title, *self.paragraphs))

    @property
    def words(self) -> int:
        """Number of words of the paragraphs, parted at white space."""
        return sum(len(paragraph.split()) for paragraph in self.paragraphs)

    def block(self, number: int) -> str | None:
        """Headline (0) or paragraph *number* (from 1); None where there is none."""
        if number == 0:
            return self.title or None
        return self.paragraphs[number - 1] if 0 < number <= len(self.paragraphs) else None


def lines_of(text: str) -> list[tuple[int, str]]:
    """Start, in code points, and characters of every line with ink, trimmed."""
    found, start = [], 0
    for line in text.split("\n"):
        inner = line.strip()
        if inner:
            found.append((start + line.index(inner[0]), inner))
        start += len(line) + 1
    return found


def read_polnear(path: Path) -> Document:
    """A text of PolNeAR: its first line is the headline."""
    lines = [line for _, line in lines_of(read_text(path))]
    if not lines:
        raise InputError(f"{path.name} holds no text: fetch the corpus anew.")
    return Document(f"polnear:{path.stem}", lines[0], tuple(lines[1:]))


def read_gum(path: Path) -> Document:
    """A Wikinews article of GUM: sentences joined by a space, without date line and captions.

    ``newpar_block`` says how many sentences a block has; what stands after them without a new
    mark is a paragraph of its own.
    """
    blocks: list[list[str]] = [[]]
    caption, left = False, 0
    for line in read_text(path).splitlines():
        if line.startswith("# newpar_block"):
            caption = "caption" in line
            left = max(map(int, _SENTENCES.findall(line)), default=0) or -1
        elif line.startswith("# newpar"):
            blocks.append([])
            caption, left = False, -1
        elif line.startswith("# text = "):
            if left == 0:
                blocks.append([])
                caption, left = False, -1
            left -= 1
            if not caption:
                blocks[-1].append(line.removeprefix("# text = "))
    texts = [" ".join(block) for block in blocks if block]
    texts = [text for text in texts if not _DATE_LINE.match(text)]
    if not texts:
        raise InputError(f"{path.name} holds no paragraph: fetch the corpus anew.")
    return Document(f"gum:{path.stem}", texts[0], cut(texts[1:]))


def cut(paragraphs: list[str], limit: int = LIMIT) -> tuple[str, ...]:
    """The first paragraphs that hold at most *limit* words together, one at least."""
    kept: list[str] = []
    for paragraph in paragraphs:
        if kept and sum(len(p.split()) for p in (*kept, paragraph)) > limit:
            break
        kept.append(paragraph)
    return tuple(kept)


def read_json_lines(path: Path, source: str) -> Iterator[Document]:
    """All articles of a JSON Lines file with ``id``, ``title`` and ``paragraphs``."""
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            title, paragraphs = row["title"].strip(), [p.strip() for p in row["paragraphs"]]
            name = f"{source}:{row['id']}"
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(
                f"{path.name}, line {number}: not an object with id, title and paragraphs."
            ) from error
        yield Document(name, title, cut([p for p in paragraphs if p]))


class Corpora:
    """A folder with ``polnear/train``, ``gum_news`` and ``order_news``, read when asked."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lines: dict[str, dict[str, Document]] = {}

    def polnear(self) -> Path:
        """The folder of PolNeAR's training part."""
        return self.root / "polnear" / "train"

    def all(self, source: str) -> list[Document]:
        """Every document of one corpus, by name. Raises InputError where it is missing."""
        if source == "polnear":
            found = map(read_polnear, sorted((self.polnear() / "text").glob("*.txt")))
        elif source == "gum":
            found = map(read_gum, sorted((self.root / "gum_news").glob("*.conllu")))
        else:
            found = iter(self._table(source).values())
        documents = list(found)
        if not documents:
            raise InputError(f"no text of {source} in {self.root}: name the folder of corpora.")
        return documents

    def read(self, name: str) -> Document:
        """One document. Raises InputError, naming it, where its text is missing."""
        source, _, key = name.partition(":")
        if source in JSON_LINES:
            document = self._table(source).get(name)
            if document is not None:
                return document
        elif source in ("polnear", "gum"):
            if source == "polnear":
                path = self.polnear() / "text" / f"{key}.txt"
            else:
                path = self.root / "gum_news" / f"{key}.conllu"
            if path.is_file():
                return read_polnear(path) if source == "polnear" else read_gum(path)
        raise InputError(f"{name}: its text is missing in {self.root}; put the corpus there.")

    def _table(self, source: str) -> dict[str, Document]:
        if source not in self._lines:
            path = self.root / "order_news" / f"{source}.jsonl"
            if not path.is_file():
                raise InputError(f"{path} is missing; put the corpus there.")
            self._lines[source] = {d.name: d for d in read_json_lines(path, source)}
        return self._lines[source]
