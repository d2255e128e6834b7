"""Draw the articles whose pairs and tone are coded by hand, and write the coders' sheets.

    python -m analysis.training.gold_sample --corpora ROOT --articles data/articles \\
        --gold data/gold --sheets SHEETS

Seeded: the same corpora give the same files. Written to the gold folder: ``pairs/split.json``
(document -> train, dev or test), ``pairs/documents.json`` (batch, words and hash of each) and
``tone/statements.jsonl`` (where each statement to be coded stands). Statements come from
PolNeAR's gold or from a surface rule, never from this project's own attribution.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from analysis.bench.coded_texts import Corpora, Document, lines_of, sha256
from analysis.errors import InputError
from analysis.training.gold_statements import Statement, statements_of

SEED = 20170
WANTED = {"polnear": 63, "fnc": 55, "bbc": 31, "gum": 7}
SHARES = {"train": 100, "dev": 26, "test": 30}
BATCHES = 12
SHORTEST, LONGEST = 250, 900
SHINGLE, SAME = 5, 0.08  # words a shingle, share of them that makes two articles one text
SAME_STORY = 0.45  # cosine of tf-idf above which two articles tell one story

_VOICE = re.compile(
    r"([A-Z][\w'’-]+|\bhe|\bshe|\bthey|spokes\w+|officials?|minist\w+|police|company|union)\s+"
    r"(?:has |have |had |also |later )?"
    r"(?:said|says|told|added|denied|rejected|claimed|insisted|warned|argued|accused|dismissed)\b"
    r"|\b(?:said|says|added|insisted|warned)\s+(?:the\s+)?([A-Z][\w'’-]+)"
)
_CLASH = re.compile(
    r"\b(?:den(?:y|ied|ies)|reject\w*|dismiss\w*|disput\w*|refut\w*|insist\w*|accus\w*|contradict\w*"
    r"|contrary|despite|critics|unfounded|false|untrue|hoax|disagree\w*|doubt\w*|skeptic\w*"
    r"|sceptic\w*|confirm\w*|rumou?rs?|however)\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"[{}]|;$|^[.#][\w-]+$")  # style sheets and scripts left in a text
_QUOTE = re.compile(r"[“\"]|''")
KINDS = {
    "courts": "court judge jury trial lawsuit prosecutor attorney charged sentenced verdict lawyer",
    "strikes": "strike strikes striking union unions walkout walkouts picket pickets stoppage",
    "business": "company profits shares market sales bank investors economy deal firm stock",
    "science": "scientists researchers study nasa research discovered species university climate",
    "health": "health ebola hospital patients doctors disease virus medical treatment vaccine",
    "sport": "match player club coach league team season game players cup",
    "war": "troops isis military soldiers militants rebels bombing killed army airstrikes war",
    "politics": "election vote senate party minister president campaign voters bill congress",
}
_KIND_WORDS = {kind: frozenset(words.split()) for kind, words in KINDS.items()}


def words_of(text: str) -> list[str]:
    """Lower-cased words."""
    return re.findall(r"[a-z0-9]+", text.lower())


def kind_of(document: Document) -> str:
    """A rough kind: the BBC's own section, or whose words the article uses most."""
    if document.source == "bbc":
        return document.name.rsplit("-", 2)[1]
    counts = Counter(words_of(document.text))
    scores = {k: sum(counts[w] for w in words) for k, words in _KIND_WORDS.items()}
    return max(scores, key=lambda kind: (scores[kind], kind))


def voices(text: str) -> int:
    """Different words that stand as who says something: a surface count of voices."""
    found = {(m.group(1) or m.group(2)).lower() for m in _VOICE.finditer(text)}
    return len(found - {"he", "she", "they"})


def fits(document: Document) -> bool:
    """Is it of the wanted length, with two voices and something quoted?"""
    quoted = len(_QUOTE.findall(document.text)) >= 4
    return (
        SHORTEST <= document.words <= LONGEST
        and len(document.paragraphs) >= 4
        and not any(_CODE.search(paragraph) for paragraph in document.paragraphs)
        and quoted
        and voices(document.text) >= 2
    )


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """All runs of five words."""
    words = words_of(text)
    return frozenset(tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))


class Seen:
    """Refuses what was taken before: the same text, or another telling of the same story."""

    def __init__(self, everything: list[Document]) -> None:
        self.frequency: Counter[str] = Counter()
        for document in everything:
            self.frequency.update(set(words_of(document.text)))
        self.total = len(everything)
        self.texts: list[frozenset[tuple[str, ...]]] = []
        self.vectors: list[dict[str, float]] = []

    def _vector(self, text: str) -> dict[str, float]:
        rare = self.total * 0.2
        counts = Counter(w for w in words_of(text) if self.frequency[w] < rare)
        # roots damp both counts: a name used twenty times must not be the whole story
        raw = {
            w: n**0.5 * (self.total / (1 + self.frequency[w])) ** 0.25 for w, n in counts.items()
        }
        norm = sum(v * v for v in raw.values()) ** 0.5 or 1.0
        return {w: v / norm for w, v in raw.items()}

    def take(self, text: str) -> bool:
        """Note the text, and say whether it is new."""
        runs, vector = shingles(text), self._vector(text)
        for other in self.texts:
            if len(runs & other) > SAME * max(1, min(len(runs), len(other))):
                return False
        for known in self.vectors:
            if sum(v * known.get(w, 0.0) for w, v in vector.items()) > SAME_STORY:
                return False
        self.texts.append(runs)
        self.vectors.append(vector)
        return True


def draw(corpora: Corpora, shipped: list[str], chance: random.Random) -> list[Document]:
    """The articles to code: per corpus as many as wanted, its kinds in turn.

    Articles in which someone denies, rejects or confirms are drawn three times as often as
    others of their kind. All of GUM that is not shipped as an example is taken, short or long.
    Raises InputError where a corpus holds too few.
    """
    pools = {source: corpora.all(source) for source in WANTED}
    seen = Seen([document for pool in pools.values() for document in pool])
    for text in shipped:
        seen.take(text)
    chosen: list[Document] = []
    for source in sorted(WANTED, key=WANTED.__getitem__):
        buckets: dict[str, list[tuple[float, Document]]] = defaultdict(list)
        for document in pools[source]:
            weight = 3.0 if len(_CLASH.findall(document.text)) >= 3 else 1.0
            # weighted draw without replacement (Efraimidis and Spirakis 2006)
            key = chance.random() ** (1 / weight)
            if source == "gum":
                buckets["news"].append((key, document))
            elif fits(document):
                buckets[kind_of(document)].append((key, document))
        queues = [
            [d for _, d in sorted(buckets[kind], key=lambda pair: pair[0])]
            for kind in sorted(buckets)
        ]
        taken = 0
        while taken < WANTED[source] and any(queues):
            for queue in queues:
                while taken < WANTED[source] and queue:
                    document = queue.pop()
                    if seen.take(document.text):
                        chosen.append(document)
                        taken += 1
                        break
        if taken < WANTED[source]:
            raise InputError(f"{source}: only {taken} of {WANTED[source]} articles fit.")
    return chosen


def split(documents: list[Document], chance: random.Random) -> dict[str, str]:
    """Document name -> part, each corpus shared out like the whole."""
    by_source: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        by_source[document.source].append(document.name)
    dealt: list[str] = []
    for source in sorted(by_source):
        dealt.extend(chance.sample(sorted(by_source[source]), len(by_source[source])))
    # parts spread evenly over the row of all documents, so evenly over the corpora too
    total, given = len(dealt), Counter()
    parts = {}
    for place, name in enumerate(dealt, 1):
        part = max(SHARES, key=lambda p: (SHARES[p] * place / total - given[p], p))
        given[part] += 1
        parts[name] = part
    return dict(sorted(parts.items()))


def batches(documents: list[Document], chance: random.Random) -> list[list[Document]]:
    """Deal the documents so that every batch has its share of every corpus."""
    dealt: list[list[Document]] = [[] for _ in range(BATCHES)]
    ordered = sorted(documents, key=lambda d: (d.source, d.name))
    for place, document in enumerate(ordered):
        dealt[place % BATCHES].append(document)
    for batch in dealt:
        chance.shuffle(batch)
    return dealt


def sheet(number: int, batch: list[Document], statements: dict[str, list[Statement]]) -> str:
    """One batch as the coders see it."""
    lines = [f"# Batch {number:02d}", ""]
    for place, document in enumerate(batch, 1):
        lines += [f"## Article {place} of {len(batch)} · doc: `{document.name}`", ""]
        if document.title:
            lines += [f"[0] (headline) {document.title}", ""]
        for count, paragraph in enumerate(document.paragraphs, 1):
            lines += [f"[{count}] {paragraph}", ""]
        lines += ["### Statements whose tone is to be coded", ""]
        lines += [one.shown(document) for one in statements[document.name]]
        lines.append("")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Draw, split, write. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpora", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--articles", type=Path, required=True, help="articles to leave out")
    parser.add_argument("--gold", type=Path, required=True, help="folder the gold goes to")
    parser.add_argument("--sheets", type=Path, required=True, help="folder for the sheets")
    options = parser.parse_args(arguments)
    chance = random.Random(SEED)
    corpora = Corpora(options.corpora)
    shipped = [
        "\n".join(line for _, line in lines_of(path.read_text("utf-8")))
        for path in sorted(options.articles.rglob("*.txt"))
    ]
    try:
        documents = draw(corpora, shipped, chance)
        parts, dealt = split(documents, chance), batches(documents, chance)
        statements = {d.name: statements_of(d, corpora, chance) for b in dealt for d in b}
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    for folder in (options.gold / "pairs", options.gold / "tone", options.sheets):
        folder.mkdir(parents=True, exist_ok=True)
    table = [
        {"doc": d.name, "batch": n, "kind": kind_of(d), "words": d.words, "sha256": sha256(d.text)}
        for n, batch in enumerate(dealt, 1)
        for d in batch
    ]
    write = {
        options.gold / "pairs" / "split.json": json.dumps(parts, indent=1),
        options.gold / "pairs" / "documents.json": json.dumps(table, indent=1),
        options.gold / "tone" / "statements.jsonl": "\n".join(
            json.dumps(one.row(d)) for b in dealt for d in b for one in statements[d.name]
        ),
    }
    for number, batch in enumerate(dealt, 1):
        write[options.sheets / f"BATCH_{number:02d}.md"] = sheet(number, batch, statements)
    for path, text in write.items():
        path.write_text(text + "\n", "utf-8")
    print(
        f"{len(documents)} articles {dict(Counter(d.source for d in documents))}, "
        f"{dict(Counter(row['kind'] for row in table))}, {dict(Counter(parts.values()))}, "
        f"{sum(map(len, statements.values()))} statements, "
        f"{sum(s.official for rows in statements.values() for s in rows)} by officials"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
