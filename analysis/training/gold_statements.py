"""Choose the statements of an article whose tone is coded by hand.

From PolNeAR's gold where there is one; elsewhere by the surface of the sentence (a quotation,
or a name beside a verb of saying). The project's own attribution has no part in it.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.bench.brat import GoldArticle, Span, parse_annotations, read_text
from analysis.bench.coded import Place, snippet
from analysis.bench.coded_texts import Corpora, Document, lines_of, sha256

MOST_POLNEAR, MOST_OTHER = 8, 6
SHORTEST = 6  # words of a content

OFFICIAL = re.compile(
    r"\b(?:president|minist\w+|secretary|spokes\w+|senator|sen\.|congress\w*|rep\.|governor|gov\."
    r"|mayor|police|general|gen\.|court|judge|agency|official\w*|government|department|pentagon"
    r"|white house|kremlin|ambassador|commission\w*|council\w*|prosecutor\w*|attorney|sheriff|chief"
    r"|authorit\w+|parliament|mp|chancellor|treasury|embassy|army|military|united nations|u\.n\."
    r"|obama|clinton|biden|kerry|cameron|blair|putin|prime|director|fbi|cia|nasa|home office"
    r"|foreign office|justice|administration)(?!\w)",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|told|tells?|add(?:s|ed)|warn\w*|den(?:y|ied|ies|ying)|reject\w*"
    r"|claim\w*|insist\w*|argu\w*|announc\w*|accus\w*|dismiss\w*|declar\w*|explain\w*|tweet\w*"
    r"|wrote|writes?|call(?:s|ed|ing)|urg(?:e|es|ed|ing)|stat(?:es?|ed|ing)|repl(?:y|ied|ies)"
    r"|ask\w*|respond\w*|critici\w*|prais\w*|condemn\w*|admit\w*|acknowledg\w*|confirm\w*"
    r"|demand\w*|promis\w*|vow\w*|pledg\w*|suggest\w*|describ\w*|according|conced\w*|not(?:es|ed))\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"(?<=[.!?])[\"”’']*\s+(?=[A-Z\"“‘'(])")
_ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|St|Gov|Sen|Rep|Gen|No|Jr|Sr|Lt|Col|Sgt|Rev|Prof|vs|Inc|Corp|[A-Z])\.$"
)
_DIRECT = re.compile(r"(?:[“\"]|'')(?=\w)[^”\"]{15,}")


@dataclass(frozen=True)
class Statement:
    """What is to be coded: where it stands, and who says it where the corpus marks that."""

    name: str
    places: tuple[Place, ...]
    source: tuple[Place, ...]
    cue: tuple[Place, ...]
    official: bool

    def shown(self, document: Document) -> str:
        """The line of the sheet: paragraph, source and cue where known, content."""
        blocks = sorted({place[0] for place in self.places})
        where = ", ".join(f"[{block}]" for block in blocks)
        content = snippet(document, self.places)
        if not self.cue:
            return f"- **{self.name}** {where} {content}"
        said = " | ".join(snippet(document, x) or "—" for x in (self.source, self.cue))
        return f"- **{self.name}** {where} {said} | {content}"

    def row(self, document: Document) -> dict[str, object]:
        """The row of ``statements.jsonl``: no text, the hash of the content."""
        return {
            "doc": document.name,
            "id": self.name,
            "content": [list(place) for place in self.places],
            "source": [list(place) for place in self.source],
            "cue": [list(place) for place in self.cue],
            "official": self.official,
            "sha256": sha256(snippet(document, self.places)),
        }


def to_places(spans: tuple[Span, ...], lines: list[tuple[int, str]]) -> tuple[Place, ...]:
    """Spans of a whole text as places in its blocks; pieces that nearly touch become one."""
    found: list[Place] = []
    for start, end in sorted(spans):
        for block, (first, line) in enumerate(lines):
            low, high = max(start, first), min(end, first + len(line))
            if low >= high:
                continue
            if found and found[-1][0] == block and low - first - found[-1][2] <= 1:
                found[-1] = (block, found[-1][1], high - first)
            else:
                found.append((block, low - first, high - first))
    return tuple(found)


@cache
def _annotations(folder: Path) -> dict[str, Path]:
    files: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        files.setdefault(path.stem.rpartition("_")[0], path)
    return files


def read_article(corpora: Corpora, document: Document) -> GoldArticle:
    """PolNeAR's text and gold of one document."""
    key = document.name.partition(":")[2]
    text = read_text(corpora.polnear() / "text" / f"{key}.txt")
    path = _annotations(corpora.polnear())[key]
    gold, left_out = parse_annotations(read_text(path), text, path.name)
    return GoldArticle(key, text, (gold,), left_out)


def sentences(paragraph: str) -> list[Span]:
    """Sentences by full stop and capital letter, abbreviations minded."""
    found, start = [], 0
    for match in _STOP.finditer(paragraph):
        head = paragraph[start : match.start()]
        if _ABBREVIATION.search(head):
            continue
        # a closing quotation mark belongs to the sentence before it
        end = match.start() + len(match.group()) - len(match.group().lstrip("\"”’'"))
        found.append((start, end))
        start = match.end()
    return [*found, (start, len(paragraph))]


def from_gold(article: GoldArticle) -> list[Statement]:
    """Candidates among PolNeAR's attributions: contents of six words at least, outermost."""
    lines = lines_of(article.text)
    found: list[Statement] = []
    taken: list[Span] = []
    ordered = sorted(article.gold, key=lambda q: (q.content[0][0], -q.content[-1][1]))
    for quoted in ordered:
        whole = (quoted.content[0][0], quoted.content[-1][1])
        content = " ".join(article.text[s:e] for s, e in quoted.content)
        inside = any(s <= whole[0] and whole[1] <= e for s, e in taken)
        if inside or len(content.split()) < SHORTEST:
            continue
        taken.append(whole)
        source, cue = (to_places(spans, lines) for spans in (quoted.source, quoted.cue))
        words = " ".join(article.text[s:e] for s, e in quoted.source)
        official = bool(OFFICIAL.search(words))
        found.append(Statement("", to_places(quoted.content, lines), source, cue, official))
    return found


def from_surface(document: Document) -> list[Statement]:
    """Candidates elsewhere: sentences with a quotation or a verb of saying."""
    found = []
    for block, paragraph in enumerate(document.paragraphs, 1):
        for start, end in sentences(paragraph):
            text = paragraph[start:end]
            if len(text.split()) < SHORTEST:
                continue
            outside = re.sub(r"[“\"][^”\"]*[”\"]", " ", text)
            if _DIRECT.search(text) or _SPOKEN.search(outside):
                official = bool(OFFICIAL.search(outside))
                found.append(Statement("", ((block, start, end),), (), (), official))
    return found


def statements_of(document: Document, corpora: Corpora, chance: random.Random) -> list[Statement]:
    """The statements to code, T1, T2, … in the order of the text."""
    if document.source == "polnear":
        article = read_article(corpora, document)
        found, most = from_gold(article), MOST_POLNEAR
        spoken = [
            bool(_SPOKEN.search(snippet(document, one.cue))) or "“" in snippet(document, one.places)
            for one in found
        ]
    else:
        found, most = from_surface(document), MOST_OTHER
        spoken = [bool(_DIRECT.search(snippet(document, one.places))) for one in found]
    # officials and spoken words first, a part of chance so that the others are not shut out
    order = sorted(
        range(len(found)),
        key=lambda i: -(found[i].official + spoken[i] + 1.5 * chance.random()),
    )
    kept = sorted(order[:most], key=lambda i: (found[i].places[0], found[i].places[-1]))
    return [
        Statement(f"T{n}", found[i].places, found[i].source, found[i].cue, found[i].official)
        for n, i in enumerate(kept, 1)
    ]
