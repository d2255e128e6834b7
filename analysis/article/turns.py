"""Turns: interviews, transcripts, panels and live blogs, recognised as a whole.

A text with one line "Note: …" is none of them. What one voice says until the next one speaks is a
turn; the voices are told by their labels, or, in an interview whose questions are paragraphs of
their own, by who is introduced above it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from analysis.article import line_rules as rules
from analysis.article.interview_roles import guest_and_asker, person_voice
from analysis.article.turn_labels import (
    Label,
    Person,
    Voice,
    Where,
    fold,
    parts,
    people_in,
    read_label,
    same_person,
)
from analysis.knowledge import wordlists

_STAGE = re.compile(r"\W{0,3}[(\[][^()\[\]]{1,90}[)\]]\W{0,3}\Z")
_STAMP = re.compile(
    r"(?:[*_]{2})?(?:\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)"
    rf"(?:\s*\(?(?:[A-Z]{{2,4}}T|{wordlists.alternation('line_words', 'zone')})\b\)?)?"
    r"(?:[*_]{2})?\s*(?:[:|–—-]\s*)?(?=\D|\Z)",
)
_BOLD = re.compile(r"\A\s*(?:\*\*|__)(?P<words>.+?)(?:\*\*|__)\s*\Z", re.S)
_ASKS = re.compile(r"\?[\"”’'*_)\]]*\s*\Z")
_FIRST = re.compile(rf"\b{wordlists.alternation('interview_words', 'own_words')}\b")
_OPENING = re.compile(r"[\"“]|''")
#: A quotation that is not closed after so many characters is none.
_QUOTATION = 2000
_REPORTED = re.compile(
    rf"\b(?!I\b)[\w.]{{1,60}} {wordlists.alternation('interview_words', 'reporting')}\b"
)
_YOU = re.compile(r"\byour?\b", re.IGNORECASE)
_INTERVIEW = re.compile(
    rf"\b(?:{wordlists.alternation('interview_words', 'interview')}|q\s?&\s?a)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Turn:
    """What one voice says: ``pieces`` and ``label`` are places in paragraphs (0-based), and
    ``labels_alone`` paragraphs that hold nothing but a label. ``voice`` without a name:
    somebody who is not named. ``day`` is the day it bears, if it does (a post)."""

    voice: Voice
    label: Where | None
    pieces: tuple[Where, ...]
    labels_alone: tuple[int, ...] = ()
    day: date | None = None


@dataclass
class _Draft:
    """A turn in the making."""

    label: Label | None
    number: int
    asks: bool = False
    pieces: list[Where] = field(default_factory=list)
    alone: list[int] = field(default_factory=list)


def live_posts(texts: Sequence[str], kinds: Sequence[str]) -> dict[int, int]:
    """The paragraphs of a live blog that open with a time, and where their words begin.

    Empty where the text is none: fewer than three such paragraphs, or too few of all.
    """
    found = {}
    for number, text in enumerate(texts):
        match = _STAMP.match(text)
        if (
            match
            and kinds[number] in ("body", "header")
            and not re.match(r"\d{1,2}[.]\d\d?\s*(?:%|per)", text)
        ):
            found[number] = match.end()
    body = sum(kind == "body" for kind in kinds)
    return found if len(found) >= 3 and len(found) >= 0.2 * body else {}


def find_turns(
    title: str, texts: Sequence[str], kinds: list[str], authors: str
) -> tuple[tuple[Turn, ...], str]:
    """The turns of an interview or a transcript, and which of both it is.

    ``kinds`` is changed where a line turns out to be a stage direction or a subhead. No turns
    and "article" where the text is neither.
    """
    labels = {
        n: label
        for n, text in enumerate(texts)
        if kinds[n] == "body" and (label := read_label(text))
    }
    drafts = _labelled(title, texts, kinds, labels)
    if drafts:
        form = (
            "interview"
            if any(d.label and (d.label.asks or d.label.answers) for d in drafts)
            else ""
        )
        first = drafts[0].number
        voices = _voices(title, texts, drafts, first, authors)
        if len({(v.name, v.role) for v in voices}) >= 2:
            return _turns(drafts, voices), form or _formperson_voice(texts, drafts, voices)
        return (), "article"
    drafts = _unlabelled(title, texts, kinds)
    if drafts:
        first = drafts[0].number
        guest, interviewer = guest_and_asker(title, texts, first, authors)
        voices = [interviewer if d.asks else guest for d in drafts]
        return _turns(drafts, voices), "interview"
    return (), "article"


def _turns(drafts: Sequence[_Draft], voices: Sequence[Voice]) -> tuple[Turn, ...]:
    return tuple(
        Turn(
            voice,
            (d.number, d.label.start, d.label.end) if d.label else None,
            tuple(d.pieces),
            tuple(d.alone),
        )
        for d, voice in zip(drafts, voices, strict=True)
        if d.pieces
    )


def _formperson_voice(
    texts: Sequence[str], drafts: Sequence[_Draft], voices: Sequence[Voice]
) -> str:
    """An interview has one voice that mostly asks; else it is a transcript."""
    asked: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for draft, voice in zip(drafts, voices, strict=True):
        said[voice.name] += 1
        asked[voice.name] += bool(draft.pieces and _ASKS.search(texts[draft.pieces[-1][0]]))
    return (
        "interview"
        if any(asked[n] >= 0.6 * said[n] and said[n] > 1 for n in said)
        else "transcript"
    )


def _labelled(
    title: str, texts: Sequence[str], kinds: list[str], labels: dict[int, Label]
) -> list[_Draft]:
    """The drafts of a text whose turns bear labels, where it is one as a whole."""
    if len(labels) < 3:
        return []
    people = people_in([title, *texts], range(-1, len(texts)))
    keys: Counter[str] = Counter()
    known = certain = 0
    for number, label in labels.items():
        role, core = parts(label.text)
        person = same_person(core, people) if core else None
        keys[fold(person.name) if person else fold(core or role)] += 1
        loud = label.text.isupper() and texts[number][label.end : label.end + 1] in ":*("
        known += bool(label.asks or label.answers or person or role or loud)
        certain += bool(person or role)
    both = any(x.asks for x in labels.values()) and (
        any(x.answers for x in labels.values()) or len(keys) >= 2
    )
    again = sum(count for count in keys.values() if count > 1)
    panel = len(keys) >= 3 and certain == len(labels)
    if not (both or again >= max(2, 0.4 * len(labels)) or panel):
        return []
    first = min(labels)
    words = sum(len(texts[n].split()) for n in labels)
    steady = len(labels) >= 6 and again >= 0.7 * len(labels) and words >= 8 * len(labels)
    if len(keys) < 2 or (known < 0.5 * len(labels) and not steady):
        return []
    body = [
        n for n in range(first, len(texts)) if kinds[n] == "body" and not _STAGE.match(texts[n])
    ]
    if len(labels) < 0.3 * len(body) or len(keys) > 0.7 * len(labels) + 1 + panel * 3:
        return []
    return _gather(texts, kinds, labels, body, first)


def _gather(
    texts: Sequence[str],
    kinds: list[str],
    labels: dict[int, Label],
    body: Sequence[int],
    first: int,
) -> list[_Draft]:
    """Turns with the unlabelled paragraphs that go on from them."""
    drafts: list[_Draft] = []
    for number in body:
        text = texts[number]
        label = labels.get(number)
        if label:
            drafts.append(_Draft(label, number, asks=label.asks))
            if label.words_from < len(text.rstrip()):
                drafts[-1].pieces.append((number, label.words_from, len(text)))
            else:
                drafts[-1].alone.append(number)
        elif rules.is_subhead(text) and len(text.split()) <= 6 and drafts[-1].pieces:
            kinds[number] = "subhead"
        else:
            drafts[-1].pieces.append((number, 0, len(text)))
    longer = sum(len(d.pieces) > 1 for d in drafts[:-1])
    if len(drafts[-1].pieces) > 1 and longer < 0.2 * len(drafts):
        del drafts[-1].pieces[1:]  # what follows the last words is the article again
    for number in range(first, len(texts)):
        if kinds[number] == "body" and _STAGE.match(texts[number]):
            kinds[number] = "boilerplate"
    return drafts


def _unquoted(text: str) -> str:
    """The text with a blank for each quotation. Closing marks are looked up, not searched for
    from each opening one: a run of opening marks would take the square of its length."""
    closing = [n for n, letter in enumerate(text) if letter in '"”']
    single = [n for n, letter in enumerate(text) if letter == "'"]
    kept, at, found = [], 0, _OPENING.search(text)
    while found:
        marks = single if found.group() == "''" else closing
        after = bisect_left(marks, found.end())
        end = marks[after] if after < len(marks) else len(text)
        shut = text[end : end + len(found.group())]
        closed = end - found.end() <= _QUOTATION and (shut == "''" if marks is single else shut)
        if closed:
            kept += [text[at : found.start()], " "]
            at = end + len(shut)
        found = _OPENING.search(text, at if closed else found.start() + 1)
    return "".join([*kept, text[at:]])


def _unlabelled(title: str, texts: Sequence[str], kinds: list[str]) -> list[_Draft]:
    """The drafts of an interview whose questions are paragraphs of their own."""
    body = [n for n, kind in enumerate(kinds) if kind == "body"]
    bold = {n for n in body if _BOLD.match(texts[n])}
    marked = len(bold) >= 2 and any(_ASKS.search(texts[n]) for n in bold)
    asks = [
        n
        for n in body
        if (n in bold if marked else _question(texts[n])) and texts[n].lstrip()[:1] not in '"“'
    ]
    if marked:
        asks = [n for n in asks if len(texts[n].split()) > 2 or _ASKS.search(texts[n])]
    if len(asks) < (2 if marked else 3):
        return []
    if not marked:
        asks = _also_asked(texts, body, asks)
    first = asks[0]
    asked = set(asks)
    after = [n for n in body if n > first and n not in asked]
    answered = sum(a in asked and b not in asked for a, b in pairwise(body))
    above = " ".join([title, *(texts[n] for n in body if n < first)])
    spoken = sum(bool(_FIRST.search(_unquoted(texts[n]))) for n in after)
    if answered < 0.7 * len(asks) or not after:
        return []
    # an article that asks its reader something reports what others say, and asks late
    reported = sum(bool(_REPORTED.search(texts[n])) for n in after)
    most = 0.7 if _INTERVIEW.search(title) else 0.3
    if reported > most * len(after) or body.index(first) > 0.5 * len(body):
        return []
    enough = spoken >= 0.3 * len(after) and len(asks) >= 0.12 * (len(after) + len(asks))
    if not enough or not (_INTERVIEW.search(above) or (spoken >= 0.6 * len(after))):
        return []
    drafts: list[_Draft] = []
    for number in (n for n in body if n >= first):
        text = texts[number]
        if number in asked:
            inner = _BOLD.match(text)
            start, end = inner.span("words") if inner else (0, len(text))
            if drafts and drafts[-1].asks and drafts[-1].number == number - 1:
                drafts[-1].pieces.append((number, start, end))
            else:
                drafts.append(_Draft(None, number, True, [(number, start, end)]))
        elif (
            not _STAGE.match(text)
            and rules.is_subhead(text)
            and not _FIRST.search(text)
            and _heads(texts, number)
        ):
            kinds[number] = "subhead"
        elif drafts[-1].asks:
            drafts.append(_Draft(None, number, False, [(number, 0, len(text))]))
        else:
            drafts[-1].pieces.append((number, 0, len(text)))
    return drafts


def _question(text: str) -> bool:
    """Is a paragraph a question, and not an answer that ends in one?"""
    return bool(_ASKS.search(text)) and not (len(text.split()) > 60 and _FIRST.search(text))


def _also_asked(texts: Sequence[str], body: Sequence[int], asks: Sequence[int]) -> list[int]:
    """The questions with the short remarks that are put to the guest without a question mark:
    they say "you" and neither "I" nor "we", and what follows does."""
    found = set(asks)
    before: int | None = None
    for number, after in pairwise(body):
        text = texts[number]
        if (
            number not in found
            and after not in found
            and (before is None or before not in found)
            and len(text.split()) <= 40
            and _YOU.search(text)
            and not _FIRST.search(text)
            and _FIRST.search(texts[after])
            and not re.search(r"\b(?:said|says)\b", text)
        ):
            found.add(number)
        before = number
    return sorted(found)


def _heads(texts: Sequence[str], number: int) -> bool:
    """Does a short line stand above a question, as headings in interviews do?"""
    return number + 1 < len(texts) and "?" in texts[number + 1]


def _voices(
    title: str, texts: Sequence[str], drafts: Sequence[_Draft], first: int, authors: str
) -> list[Voice]:
    """The voice of each labelled turn."""
    above = people_in([title, *texts[:first]], range(-1, first))
    everybody = above + people_in(texts[first:], range(first, len(texts)))
    named = [d.label for d in drafts if d.label and not (d.label.asks or d.label.answers)]
    fulls = _full_labels(named)
    guest, interviewer = guest_and_asker(title, texts, first, authors)
    if named and not any(d.label and d.label.answers for d in drafts):
        interviewer = Voice("questioner", "person") if not interviewer.introduced else interviewer
    people = above + fulls + [p for p in everybody if p not in above]
    people += [Person(name, (-2, 0, 0)) for name in authors.split("; ") if " " in name]
    found = []
    for draft in drafts:
        label = draft.label
        assert label is not None
        if label.asks:
            found.append(interviewer if interviewer.name else Voice("interviewer", "person"))
        elif label.answers:
            found.append(guest)
        else:
            found.append(_voice(label, people, fulls, interviewer))
    roles: dict[str, str] = {}
    for voice in found:
        roles[voice.name] = roles.get(voice.name) or voice.role
    return [Voice(v.name, v.kind, roles[v.name], v.introduced) for v in found]


def _full_labels(labels: Sequence[Label]) -> list[Person]:
    """Labels that introduce somebody in full: "CHAIR EDNA PELL:", "DANA WELLS, HOST:"."""
    found = []
    for label in labels:
        role, core = parts(label.text)
        body = {fold(w) for w in core.split()} & rules.listed("not_person_words")
        if len(core.split()) >= 2 and not body:
            found.append(Person(rules.usual_case(core), (-2, 0, 0), role))
    return found


def _voice(
    label: Label, people: Sequence[Person], fulls: Sequence[Person], interviewer: Voice
) -> Voice:
    role, core = parts(label.text)
    if label.note.lower() in rules.listed("voice_titles"):  # else a party or a constituency
        role = role or label.note.lower()
    if not core:
        for person in people:
            if role and person.title == role:
                return person_voice(person, role)
        return Voice(role or fold(label.text), "person", role)
    person = same_person(core, fulls) or same_person(core, people)
    if person is not None:
        return person_voice(person, role or person.title)
    initials = "".join(w[0] for w in interviewer.name.split()).lower()
    if interviewer.name and core.replace(".", "").lower() in (initials, fold(interviewer.name)):
        return interviewer
    words = {fold(w) for w in core.split()}
    if interviewer.introduced is None and words & rules.listed("not_person_words"):
        return Voice(core, "organisation", role)
    kind = "organisation" if words & rules.listed("not_person_words") else "person"
    name = core if re.fullmatch(r"[A-Z]{2,3}", core) else rules.usual_case(core)
    return Voice(name, kind, role)
