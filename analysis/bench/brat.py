"""Reading a gold corpus of attributions in brat standoff form.

A corpus is a folder with ``text/NAME.txt`` and ``attributions/NAME_XXXX.ann``, where XXXX is
the annotator; the alphabetically first annotator is the gold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import InputError

Span = tuple[int, int]
ROLES = ("source", "cue", "content")
WORD = re.compile(r"\w+")
# an annotated string may hold newlines itself: a record starts with its letter and a tab
_RECORD = re.compile(r"\n(?=[A-Z#*]\d*\t)")


class GoldError(InputError):
    """The gold corpus cannot be read; the message is one sentence."""


@dataclass(frozen=True)
class Quoted:
    """One attribution as spans of the text, each role's sorted."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True)
class GoldArticle:
    """A text with its attributions by each annotator, the gold first."""

    name: str
    text: str
    views: tuple[tuple[Quoted, ...], ...]
    left_out: int

    @property
    def gold(self) -> tuple[Quoted, ...]:
        """What the first annotator marked."""
        return self.views[0]


def read_text(path: Path) -> str:
    """The file's characters as they are: offsets count carriage returns too."""
    try:
        with open(path, encoding="utf-8", newline="") as handle:
            return handle.read()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"cannot read {path.name}: {error}") from error


def parse_annotations(records: str, text: str, name: str) -> tuple[tuple[Quoted, ...], int]:
    """The attributions of one .ann file, and how many had no content with a word in it.

    Raises GoldError for a malformed record or a span outside of the text.
    """
    spans: dict[str, list[Span]] = {}
    events: list[list[str]] = []
    for record in _RECORD.split(records.replace("\r\n", "\n")):
        fields = record.split("\t")
        try:
            if record.startswith("T"):
                offsets = fields[1].split(" ", 1)[1]
                pairs = [tuple(int(n) for n in pair.split()) for pair in offsets.split(";")]
                if not all(0 <= start < end <= len(text) for start, end in pairs):
                    raise ValueError("span outside of the text")
                spans[fields[0]] = [(start, end) for start, end in pairs]
            elif record.startswith("E"):
                events.append(fields[1].split()[1:])
        except (IndexError, ValueError) as error:
            raise GoldError(f"{name}: malformed record {record[:40]!r}: {error}") from error
    found, left_out = [], 0
    for event in events:
        parts: dict[str, list[Span]] = {role: [] for role in ROLES}
        for argument in event:
            role, _, identifier = argument.rpartition(":")
            role = role.rstrip("0123456789").lower()
            if role in parts:
                if identifier not in spans:
                    raise GoldError(f"{name}: an event names the unknown span {identifier}")
                parts[role].extend(spans[identifier])
        if any(WORD.search(text[start:end]) for start, end in parts["content"]):
            found.append(Quoted(*(tuple(sorted(parts[role])) for role in ROLES)))
        else:
            left_out += 1
    return tuple(found), left_out


def read_gold(folder: Path) -> list[GoldArticle]:
    """All articles of a corpus, by name.

    Raises GoldError where a folder or an annotation file is missing.
    """
    texts, annotations = folder / "text", folder / "attributions"
    if not texts.is_dir() or not annotations.is_dir():
        raise GoldError(f"{folder.name}: a gold corpus has the folders text and attributions")
    files: dict[str, list[Path]] = {}
    for path in sorted(annotations.glob("*.ann")):
        files.setdefault(path.stem.rpartition("_")[0], []).append(path)
    articles = []
    for path in sorted(texts.glob("*.txt")):
        if path.stem not in files:
            raise GoldError(f"{path.name} has no annotation file")
        text = read_text(path)
        views = [parse_annotations(read_text(one), text, one.name) for one in files[path.stem]]
        articles.append(GoldArticle(path.name, text, tuple(view for view, _ in views), views[0][1]))
    if not articles:
        raise GoldError(f"{folder.name}: no .txt files in its folder text")
    return articles
