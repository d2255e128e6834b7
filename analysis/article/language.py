"""Which language a text is in: enough to tell English from others, offline and at no cost.

Each language of ``analysis/knowledge/languages.tsv`` is its most frequent function words (after
Grefenstette 1995, *Comparing two language identification schemes*). A word counts for a language
the more, the fewer languages share it, so that neighbours (Danish and Norwegian, Dutch and
Afrikaans) are told apart by what differs. Measured in ``tests/article/test_language.py``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from analysis.knowledge.wordlists import FOLDER, rows_of

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|['’]n\b")
_LONGEST = 3000


@cache
def _scripts() -> dict[str, tuple[str, str]]:
    """Letters that decide without words: script to the code and the name of its language."""
    found = {}
    for script, code, *name in rows_of(FOLDER.parent / "scripts.tsv"):
        found[script] = (code, "".join(name))
    return found


@cache
def _profiles() -> tuple[dict[str, dict[str, float]], dict[str, str]]:
    """For each word the languages that have it with their weights; and the languages' names."""
    shared: dict[str, list[str]] = {}
    names = {}
    for code, name, words in rows_of(FOLDER.parent / "languages.tsv"):
        names[code] = name
        for word in dict.fromkeys(words.split()):
            shared.setdefault(word, []).append(code)
    weights = {w: {code: 1 / len(codes) ** 0.5 for code in codes} for w, codes in shared.items()}
    return weights, names


def name_of(code: str) -> str:
    """The English name of a language that `language_of` tells; the code where it has none."""
    others = {told: name for told, name in _scripts().values() if name}
    return _profiles()[1].get(code) or others.get(code) or f"the language {code!r}"


def _script(text: str) -> str:
    """The language of a script that most of the letters are in; empty for Latin letters."""
    letters = [c for c in text[:4000] if c.isalpha()]
    found: Counter[str] = Counter()
    for char in letters:
        if ord(char) > 0x24F:
            found[unicodedata.name(char, "").partition(" ")[0]] += 1
    kana = found["HIRAGANA"] + found["KATAKANA"]
    for script, count in found.most_common(3):
        if script in _scripts() and count + kana * (script == "CJK") > 0.5 * len(letters):
            return "ja" if kana > 0.1 * len(letters) else _scripts()[script][0]
    return ""


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language most of a text is in; empty where nothing tells it.

    A text in several languages is in that of most of its function words, so an English article
    with quotations in another language is English.
    """
    script = _script(text)
    if script:
        return script
    words = [w.lower().replace("’", "'") for w in _WORD.findall(text)[:_LONGEST]]
    weights, _ = _profiles()
    scores: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for word in words:
        for code, weight in weights.get(word, {}).items():
            scores[code] += weight
            hits[code] += 1
    if not scores:
        return ""
    best, score = max(scores.items(), key=lambda item: (item[1], item[0] == "en", item[0]))
    if best != "en" and (score < 1.4 * scores["en"] or hits[best] < 0.12 * len(words)):
        # another language must be plain to see: one of its words in a name proves nothing
        best = "en" if hits["en"] >= 0.08 * len(words) and hits["en"] else ""
    if best == "en" and hits["en"] < 0.06 * len(words):
        return ""
    return best


def foreign_warning(document: str, language: str) -> str:
    """What to say of an article that is not in English; empty for one that is."""
    if language == "en":
        return ""
    if not language:
        return (
            f"WARNING: what language {document} is in could not be told; only English is"
            " understood, so its rows may be few or wrong."
        )
    return (
        f"WARNING: {document} is in {name_of(language)}, and only English is understood: what is"
        " read from it is few and wrong."
    )
