"""The checks of tests/cases against a reading: what the words of the two expected files mean.

A check is one JSON object; its first key says what is checked:

    {"statement": WORDS, "speaker": NAME, "said_on": DATE, "kind": KIND, "without": WORD}
        some content holds all WORDS, and every one that does (and not WORD) agrees with the rest
    {"no_statement": WORDS}              no content holds all WORDS (no WORDS: no statement at all)
    {"not_speaker": NAME, "of": WORDS}   NAME says nothing (with "of": nothing that holds WORDS)
    {"one_actor": [NAME, …]}             exactly one actor goes by these names
    {"actor": NAME, "role_has": TEXT, "kind": KIND}
    {"no_actor": NAME, "kind": KIND}     no such actor (with "kind": none of that kind)
    {"article": {COLUMN: VALUE, …}}
    {"claim": WORDS, …} and {"no_claim": WORDS, …}   as "statement", by certainty, polarity, type
    {"exit": CODE, "stderr_has": TEXT}

A list as a value means any of its members. Names are compared without case, dots, quotation marks,
soft hyphens, articles and titles; joint speakers are parted by "; ".
"""

import re
import unicodedata
from dataclasses import dataclass, field

_MARKS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
_UNSEEN = re.compile("[\xad\u200b-\u200f\u2060\ufeff]")
_TITLES = set(
    """a an the mr mrs ms miss dr prof professor sir dame lord lady sgt sergeant capt
    captain commander mayor judge justice minister governor senator councillor councilman
    councilwoman chair chairman chairwoman commissioner rabbi coach prince princess president
    director""".split()
)


@dataclass
class Outcome:
    """What one file came to: the exit code, the messages, and rows by table."""

    code: int
    stderr: str
    tables: dict[str, list[dict]] = field(default_factory=dict)


def plain(text):
    """Text as it is compared: no case, no unseen characters, straight quotation marks."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", str(text)).translate(_MARKS))
    return " ".join(text.split()).casefold()


def name(text):
    """A name as it is compared; joint names are put in one order."""
    names = []
    for one in plain(text).replace(".", "").replace('"', "").split(";"):
        parts = one.split()
        while len(parts) > 1 and parts[0] in _TITLES:
            parts.pop(0)
        names.append(" ".join(parts))
    return "; ".join(sorted(names))


def _some(value):
    return value if isinstance(value, list) else [value]


def _holding(rows, column, words):
    words = [re.compile(rf"(?<!\w){re.escape(word)}(?!\w)") for word in plain(words).split()]
    return [row for row in rows if all(word.search(plain(row[column])) for word in words)]


def _agreeing(rows, check, *columns):
    for column in filter(check.__contains__, columns):
        same = name if column in ("speaker", "name") else plain
        wanted = set(map(same, _some(check[column])))
        rows = [row for row in rows if same(row[column]) in wanted]
    return rows


def _statement(check, tables):
    rows = _holding(tables["statements"], "content_text", check["statement"])
    if "without" in check:
        barred = _holding(rows, "content_text", check["without"])
        rows = [row for row in rows if row not in barred]
    return bool(rows) and _agreeing(rows, check, "speaker", "said_on", "kind") == rows


def _silent(check, tables):
    words = check.get("of", check.get("no_statement", ""))
    rows = _holding(tables["statements"], "content_text", words)
    if "not_speaker" in check:
        rows = [r for r in rows if name(check["not_speaker"]) in name(r["speaker"]).split("; ")]
    return not rows


def _claim(check, tables):
    key = next(iter(check))
    rows = _holding(tables["claims"], "text", check[key])
    good = _agreeing(rows, check, "certainty", "polarity", "type")
    return (bool(rows) and good == rows) if key == "claim" else not good


def _actor(check, tables):
    key = next(iter(check))
    rows = _agreeing(tables["actors"], {"name": check[key]}, "name")
    good = _agreeing(rows, check, "kind")
    roles = list(map(plain, _some(check.get("role_has", ""))))
    good = [row for row in good if any(role in plain(row["role"]) for role in roles)]
    return {"actor": bool(good), "one_actor": len(rows) == 1, "no_actor": not good}[key]


_KINDS = {
    "statement": _statement,
    "no_statement": _silent,
    "not_speaker": _silent,
    "claim": _claim,
    "no_claim": _claim,
    "actor": _actor,
    "one_actor": _actor,
    "no_actor": _actor,
}


def holds(check, outcome):
    """Does a check hold of what a file came to?"""
    key, value = next(iter(check.items()))
    if key == "exit":
        told = plain(check.get("stderr_has", "")) in plain(outcome.stderr)
        return outcome.code in _some(value) and told
    if not outcome.tables.get("articles"):
        return False
    if key == "article":
        return bool(_agreeing(outcome.tables["articles"][:1], value, *value))
    return _KINDS[key](check, outcome.tables)
