"""Sentences as text: where they begin and end, what they lean on, their marks in pairs."""

from __future__ import annotations

import re

from analysis.article.article import Span
from analysis.knowledge import wordlists

_STOP = re.compile(r"[.!?…][\"”’')\]]{0,3}\s+(?=[\"“‘'(\[]?[A-Z0-9])")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def balanced(text: str) -> str:
    """``text`` on one line, its double quotation marks curly and in pairs: one that was cut off
    with the words around it is put back."""
    out: list[str] = []
    depth = 0
    before = " "
    for letter in " ".join(text.split()):
        opens = letter == '"' and depth == 0 and (before in " ([“‘'—–-" or before == "\x00")
        before = letter
        if letter in "“„«" or opens:
            depth += 1
            out.append("“")
        elif letter in "”»" or letter == '"':
            if depth == 0:
                out.insert(0, "“")
            else:
                depth -= 1
            out.append("”")
        else:
            out.append(letter)
    whole = "".join(out)
    return whole + "”" * depth if depth else whole


def sentences_of(text: str, start: int, end: int) -> list[Span]:
    """Where the sentences of ``text[start:end]`` lie; a full stop of an abbreviation ends none."""
    short = {form.lower().rstrip(".") for form in wordlists.forms("abbreviations", "title")}
    found, low = [], start
    for stop in _STOP.finditer(text, start, end):
        before = text[max(start, stop.start() - 12) : stop.start() + 1].split()
        word = before[-1].lower().strip('("“') if before else ""
        if text[stop.start()] == "." and (
            word in short or word[:-1] in short or re.fullmatch(r"(?:[a-z]\.)+", word)
        ):
            continue
        found.append((low, stop.end()))
        low = stop.end()
    found.append((low, end))
    return [(a, b) for a, b in found if text[a:b].strip()]


def first_word(text: str) -> str:
    """The first word, in small letters."""
    found = WORD.search(text)
    return found[0].lower() if found else ""


def leans(text: str) -> bool:
    """Does a sentence open with a word that leans on the one before it?"""
    return first_word(text) in wordlists.words("retelling", "leans")


def points(text: str) -> bool:
    """Does a word of it point to something said before ("these allegations")?"""
    there = wordlists.words("retelling", "points")
    return any(word.lower() in there for word in WORD.findall(text))


def capital(text: str) -> str:
    """``text`` with a capital first letter, behind a quotation mark too."""
    found = WORD.search(text)
    if not found or not text[found.start()].islower():
        return text
    return text[: found.start()] + text[found.start()].upper() + text[found.start() + 1 :]


def closed(text: str) -> str:
    """``text`` with a full stop, inside a closing quotation mark where one stands."""
    text = text.rstrip().rstrip(",;:–—-").rstrip()
    bare = text.rstrip("”’)")
    if not bare or bare[-1] in ".!?…":
        return text
    if text.endswith("”"):
        return text[:-1].rstrip(",;") + ".”"
    return text + "."
