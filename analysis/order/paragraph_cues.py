"""What one paragraph shows that can tie it to another, read without parsing.

Names in full and in short, pronouns at the start, "also" and "added", definite references to
something introduced elsewhere, quotations that run on: plain text and regular expressions, so that
a long article costs milliseconds.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from analysis.knowledge import wordlists


def _any(group: str, name: str = "paragraph_cues") -> str:
    return wordlists.alternation(name, group)


WEEKDAYS = wordlists.alternation("calendar", "weekday", capital=True)
MONTHS = (
    f"(?:{wordlists.alternation('calendar', 'month', capital=True)}"
    rf"|{wordlists.alternation('calendar', 'agency', capital=True)}\.)"
)
_SAY = _any("paragraph", "saying_verbs")
_BETWEEN = rf"(?:\w+ly\s+|{_any('between')}\s+)?"
_PRONOUN = re.compile(rf"\b({_any('person', 'pronouns')})\b", re.I)
_START_PRONOUN = re.compile(rf"^[\"“'\s]*({_any('start', 'pronouns')})\b", re.I)
_SAYS_PRONOUN = re.compile(rf"\b({_any('says', 'pronouns')})\s+{_BETWEEN}{_SAY}\b", re.I)
_ADDS = re.compile(rf"\b({_any('adds')})\b", re.I)
_CONTRAST = re.compile(rf"^[\"“]?({_any('contrast')})\b", re.I)
_LATER_CONTRAST = re.compile(rf"^[^.!?]{{0,60}},\s+({_any('later_contrast')})\b", re.I)
DEMONSTRATIVE = re.compile(rf"^[\"“]?({_any('demonstrative')})\b", re.I)
START_TIME = re.compile(rf"^({_any('start_time')})\b", re.I)
DATELINE = re.compile(
    # Bounded, as the next: a text in capitals would be read to its end from each of its letters.
    r"^(?:[A-Z][A-Z.,'’ ]{3,60}[A-Z][A-Za-z., ]*(?:\([A-Za-z ]+\))?\s*[-–—]|"
    r"\(?(?:AP|Reuters|CNN)\)?\s*[-–—])"
)
_EXPANSION = re.compile(
    rf"((?:[A-Z][\w\-]{{1,59}}\s+(?:{_any('expansion')}\s+){{0,4}}){{2,16}})\(([A-Z]{{2,6}})\)"
)
ADDRESS = re.compile(r"(https?:|www\.|\S@\S|@\w+|pic\.twitter|\.com\b)")
CLOSING = re.compile(f"({_any('closing')})", re.I)
FIRST_PERSON = re.compile(rf"\b({_any('first_person', 'pronouns')})\b")
_ACRONYM = re.compile(r"\b[A-Z]{2,6}\b")
NAME = re.compile(
    r"[A-Z][A-Za-zÀ-ÿ'’\-]*(?:\.(?=\s[A-Z]))?"
    rf"(?:\s+(?:{_any('order', 'name_particles')}\s+)?[A-Z][A-Za-zÀ-ÿ'’\-]*(?:\.(?=\s[A-Z]))?)*"
)
_HONORIFIC = wordlists.words("paragraph_cues", "honorific")
_ROLE = wordlists.words("paragraph_cues", "role")
STOP = wordlists.words("paragraph_cues", "stop")
_NOT_NAMES = frozenset(
    word.capitalize()
    for word in (
        *STOP,
        *wordlists.forms("paragraph_cues", "no_name"),
        *wordlists.forms("calendar", "weekday"),
        *wordlists.forms("calendar", "month"),
    )
)
_FEMALE = wordlists.words("pronouns", "female")
_MALE = wordlists.words("pronouns", "male")
_SUFFIXES = wordlists.forms("paragraph_cues", "suffix")
_DEFINITE = re.compile(rf"\b{_any('definite')}\s+([a-z\-]{{3,}})(?:\s+([a-z\-]{{4,}}))?", re.I)
_INDEFINITE = re.compile(rf"\b{_any('indefinite')}\s+([a-z\-]{{3,}})(?:\s+([a-z\-]{{4,}}))?", re.I)
_WORD = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’\-]*|\d[\d,.]*")


@dataclass(frozen=True)
class Name:
    """One name in one paragraph: its longest form, and whether a role stands beside it."""

    text: str
    full: bool
    role: bool
    titled: bool
    first: int  # offset of the first occurrence


@dataclass
class Cues:
    """What a paragraph shows that can tie it to another; made by :func:`read_cues`."""

    text: str
    names: dict[str, Name] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)  # name keys as they occur
    people_speaking: list[str] = field(default_factory=list)
    stems: dict[str, str] = field(default_factory=dict)  # stem -> word as written
    counts: Counter[str] = field(default_factory=Counter)
    first_stems: frozenset[str] = frozenset()
    last_stems: frozenset[str] = frozenset()
    definites: dict[str, str] = field(default_factory=dict)  # stem -> "the announcement"
    demonstratives: dict[str, str] = field(default_factory=dict)
    indefinites: dict[str, str] = field(default_factory=dict)
    acronyms: set[str] = field(default_factory=set)
    expansions: dict[str, str] = field(default_factory=dict)  # acronym -> "Long Form (LF)"
    roles: dict[str, str] = field(default_factory=dict)  # "spokesman" after "the" -> words
    starts_pronoun: str = ""
    says_pronoun: str = ""
    adds: str = ""
    contrast: str = ""
    starts_quote: bool = False
    open_quote: bool = False
    female: int = 0
    male: int = 0
    weekdays: frozenset[str] = frozenset()
    first_word: str = ""
    first_person: bool = False


def plain(text: str) -> str:
    """Give *text* straight quotation marks and single spaces (offsets are not kept)."""
    text = text.replace("''", '"').replace("``", '"')
    text = re.sub("[“”„«»]", '"', text)
    text = re.sub("[‘’]", "'", text)
    return re.sub(r"\s+", " ", text).strip()


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Cut a word to a crude stem, so that "announced" and "announcement" meet."""
    word = word.lower().removesuffix("'s").strip("'-.")
    if len(word) > 5:
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= 4:
                return word[: -len(suffix)]
    return word


def split_name(chain: str) -> tuple[list[str], bool]:
    """Strip sentence starts and honorifics from a capitalised chain; say if it had a title."""
    words = chain.split()
    while words and words[0].rstrip(".") in _NOT_NAMES:
        words.pop(0)
    last = max(
        (k for k, w in enumerate(words[:-1]) if w.rstrip(".").lower() in _HONORIFIC), default=-1
    )
    words = words[last + 1 :]
    while words and words[0] in ("of", "for", "de") and len(words) > 1:
        words = words[2:] if last >= 0 and len(words) > 2 else words[1:]
    titled = last >= 0
    words = [w.removesuffix("'s").rstrip("'") for w in words]
    while words and words[-1].rstrip(".") in _NOT_NAMES:
        words.pop()
    return [w for w in words if w], titled


def _names(cues: Cues) -> None:
    text = cues.text
    for match in NAME.finditer(text):
        words, titled = split_name(match.group())
        if not words or (len(words[-1]) < 3 and not words[-1].isupper()):
            continue
        key = words[-1]
        if key.lower() in STOP:
            continue
        before = re.findall(r"[A-Za-z]+", text[max(0, match.start() - 40) : match.start()])[-3:]
        after = re.findall(r"[A-Za-z]+", text[match.end() : match.end() + 50])
        tail = text[match.end() : match.end() + 3]
        role = titled or any(w.lower() in _ROLE for w in before)
        role = role or (tail.startswith(",") and any(w.lower() in _ROLE for w in after[:6]))
        role = role or tail.startswith((" (", ", a", ", t"))
        old = cues.names.get(key)
        full = len([w for w in words if len(w.rstrip(".")) > 1]) > 1
        if old is None:
            cues.names[key] = Name(" ".join(words), full, role and full, titled, match.start())
            cues.order.append(key)
        elif full and not old.full:
            cues.names[key] = Name(" ".join(words), True, role, titled, old.first)
        near = text[match.end() : match.end() + 25]
        prior = text[max(0, match.start() - 14) : match.start()]
        if re.match(rf",?\s+{_BETWEEN}{_SAY}\b", near) or re.search(
            rf"\b{_SAY}\s+(?:\w+\.?\s+)?$", prior
        ):
            cues.people_speaking.append(key)


def _reference(pattern: re.Pattern[str], text: str, into: dict[str, str]) -> None:
    for match in pattern.finditer(text):
        for word in match.groups():
            if word and word.lower() not in STOP and len(word) > 3:
                into.setdefault(stem(word), match.group())


def read_cues(text: str) -> Cues:
    """Read the cues of one paragraph.

    :param text: the paragraph, with any quotation marks.
    """
    text = plain(text)
    cues = Cues(text)
    _names(cues)
    words = _WORD.findall(text)
    for word in words:
        low = word.lower()
        if low in _FEMALE:
            cues.female += 1
        elif low in _MALE:
            cues.male += 1
        if low in STOP or len(low) < 3:
            continue
        key = stem(word)
        cues.stems.setdefault(key, word)
        cues.counts[key] += 1
    sentences = re.split(r"(?<=[.!?][\"'])\s+|(?<=[.!?])\s+(?=[\"A-Z])", text)
    cues.first_stems = _stem_set(sentences[0])
    cues.last_stems = _stem_set(sentences[-1])
    _reference(_DEFINITE, text, cues.definites)
    _reference(_INDEFINITE, text, cues.indefinites)
    head = DEMONSTRATIVE.match(text)
    if head:
        _reference(_DEFINITE, text[: head.end() + 40], cues.demonstratives)
    cues.acronyms = set(_ACRONYM.findall(text))
    for match in _EXPANSION.finditer(text):
        cues.expansions[match.group(2)] = match.group()
    for match in re.finditer(r"\b[Tt]he\s+(?:\w+\s+)?([a-z]+)\b", text):
        if match.group(1) in _ROLE:
            cues.roles.setdefault(match.group(1), match.group())
    found = _START_PRONOUN.match(text)
    cues.starts_pronoun = found.group(1) if found else ""
    found = _SAYS_PRONOUN.search(text)
    cues.says_pronoun = found.group() if found else ""
    found = _ADDS.search(text)
    cues.adds = found.group() if found else ""
    found = _CONTRAST.match(text) or _LATER_CONTRAST.match(text)
    cues.contrast = found.group(1) if found else ""
    cues.starts_quote = text.startswith('"')
    cues.open_quote = text.count('"') % 2 == 1
    cues.weekdays = frozenset(re.findall(rf"\b{WEEKDAYS}\b", text))
    cues.first_word = words[0].lower() if words else ""
    cues.first_person = FIRST_PERSON.search(re.sub(r'"[^"]*"', "", text)) is not None
    return cues


def _stem_set(text: str) -> frozenset[str]:
    return frozenset(stem(w) for w in _WORD.findall(text) if w.lower() not in STOP and len(w) > 2)
