"""No regular expression of the package takes longer than its text grows."""

import importlib
import itertools
import pkgutil
import random
import re
import time

import pytest

import analysis
from analysis.article import files
from analysis.article.article import article_from_text
from analysis.attribution import passed_on
from analysis.order import paragraph_cues
from analysis.statements import assembly, when

#: Read with `match` at the head of a text; elsewhere the same would be slow, so they say where.
_AT_THE_HEAD = {
    "_FRONTED",
    "_URGED",
    "_HEARERS",
    "_HEARER_PRONOUN",
    "_DATE_LINE",
    "_WHO_FIRST",
    "_WHO_LAST",
    "_SELF",
    "_DATELINE",
    "DATELINE",
}
_UNITS = (
    " ", "\n", "a", "A", "x", "1", "Aa ", "A.", "a ", "A ", "1 ", "a-", "1,", "1.", "on ", "the ",
    "and ", "and, ", "of ", "to ", "not ", "said ", "Mr. ", "May 1", "2022-", "- ", ", ", ". ",
    "'s ", "'", '"', "“", "‘a ", "(", "[", "-", "$", "@", "<!-- -->", "<!--",
)  # fmt: skip
_HEADS = ("", "and ", "said ")


def patterns():
    """Every compiled expression that a module of the package holds, by its name."""
    found = {}
    for module in pkgutil.walk_packages(analysis.__path__, "analysis."):
        if module.name.split(".")[1] in ("__main__", "bench", "training"):
            continue  # these read no strangers' texts
        for name, value in vars(importlib.import_module(module.name)).items():
            parts = value if isinstance(value, (list, tuple)) else (value,)
            for part in itertools.chain.from_iterable(
                p if isinstance(p, (list, tuple)) else (p,) for p in parts
            ):
                if isinstance(part, re.Pattern) and isinstance(part.pattern, str):
                    found.setdefault(part.pattern, (name, part))
    return list(found.values())


#: Read on a headline or a short line, and so on no more characters than this.
_SHORT = {"_DATE_LINE", "_WHO_FIRST", "_WHO_LAST"}
_MOST = 300


def seconds(pattern, name, text):
    """The time of one reading: from every place, or at the head where it is used there."""
    text = text[:_MOST] if name in _SHORT else text
    began = time.process_time()
    if name in _AT_THE_HEAD:
        pattern.match(text)
    else:
        for _ in pattern.finditer(text):
            pass
        pattern.fullmatch(text)
    return time.process_time() - began


def grows(measure, small=1000, factor=8):
    """Whether the time grows faster than a text that becomes eight times as long, by much.

    The processor's time counts, and the growth must show three times over, so that a busy
    machine is no proof; a square would be 64 times, and what takes under 30 ms at the greater
    length is of no concern.
    """
    for _ in range(3):
        long = measure(small * factor)
        if long < 0.03 or long < 24 * max(measure(small), 1e-4):
            return False
    return True


def test_no_expression_takes_the_square_of_a_text():
    """Each is given runs of every kind of unit, behind heads that start it, and no end to it."""
    found = patterns()
    assert len(found) > 50
    slow = [
        (name, head, unit)
        for name, pattern in found
        for unit in _UNITS
        for head in _HEADS
        if grows(
            lambda n, p=pattern, a=name, h=head, u=unit: seconds(
                p, a, h + u * (n // len(u)) + "\x01"
            )
        )
    ]
    assert slow == []


@pytest.mark.parametrize("times", [25, 50_000])
@pytest.mark.parametrize(
    ("unit", "end", "kind"),
    [
        ("<!-- a -->\n", "<html>", "html"),
        ("<!-- a -->", "\n<!DOCTYPE  html>", "html"),
        ("<!-- a -->\n", "A title", "text"),
        ("<!-- ", "<html>", "text"),
        (" \n", "<p>", "text"),
    ],
)
def test_comments_before_a_page_are_passed_once(unit, end, kind, times):
    """However many stand there, closed or not, the reader does not hang."""
    assert files.sniff("page", unit * times + end) == kind


def test_a_page_is_told_as_before():
    """The linear reading agrees with the expression that it replaces, on short texts."""
    old = re.compile(
        r"\s*(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
    )
    parts = ["<!--", "-->", " ", "\n", "<html>", "<HEAD", "<bodyx>", "<!doctype html>", "x", "-"]
    draw = random.Random(11)
    for _ in range(5000):
        text = "".join(draw.choices(parts, k=draw.randint(0, 7)))
        assert (files.sniff("a", text) == "html") == (old.match(text) is not None), text


def test_a_fronted_word_is_told_as_before():
    """ "And on", "late" and blanks before a date, possessive or not: the same answers."""
    old = re.compile(r"\W*(?:(?:and|but|then|also)\s+)?(?:on|late|early)?\s*", re.I)
    parts = ["and", "But", " ", "\n", ",", "on", "late", "x", '"', "then"]
    draw = random.Random(11)
    for _ in range(5000):
        text = "".join(draw.choices(parts, k=draw.randint(0, 7)))
        assert bool(old.fullmatch(text)) == bool(when._BARE.fullmatch(text)), text


def test_quotation_marks_are_told_as_before():
    """A pair of single marks is found wherever the one expression for a pair found it."""
    old = re.compile(r"(?<!\w)[‘'](?=\S).*?(?<=\S)[’'](?!\w)", re.S)
    double = re.compile('[“”"„«»‟]')
    parts = ["'", "‘", "’", "a", " ", ".", "n't ", '"', "\n"]
    draw = random.Random(11)
    for _ in range(5000):
        text = "a" + "".join(draw.choices(parts, k=draw.randint(0, 8))) + "a"
        said = assembly.kind_of(text, [(0, len(text))])
        joined = text.replace("''", '"')
        assert (said == "mixed") == bool(double.search(joined) or old.search(joined)), text


def test_an_address_is_told_as_before():
    """An @ between two letters is enough."""
    old = re.compile(r"(https?:|www\.|\S+@\S+|@\w+|pic\.twitter|\.com\b)")
    parts = ["a", "@", " ", ".com", "www.", "http:", "\n", "b@c"]
    draw = random.Random(11)
    for _ in range(3000):
        text = "".join(draw.choices(parts, k=draw.randint(0, 7)))
        assert bool(old.search(text)) == bool(paragraph_cues.ADDRESS.search(text)), text


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("according to it, Sergey Lavrov said the talks", "Sergey Lavrov "),
        ("Ursula Gertrud von der Leyen told them", None),
        ("Crown Prince Mohammed bin Salman bin Abdulaziz al Saud said he", None),
    ],
)
def test_names_of_people_are_shorter_than_the_bound(text, source):
    """Whoever passes words on is found by the bounded expression as by the unbounded one."""
    old = re.compile(passed_on._INNER.pattern.replace("{0,59}", "*").replace("{0,15}", "*")).search(
        text
    )
    new = passed_on._INNER.search(text)
    assert (old and old.span()) == (new and new.span())
    assert source is None or new["source"] == source


def test_an_abbreviation_finds_its_long_form():
    """ "Organization for the Prohibition of …": the bounded expression reaches far enough."""
    name = "Organization for the Prohibition of Chemical Weapons (OPCW)"
    assert paragraph_cues._EXPANSION.search(f"the {name} said").group() == name
    assert paragraph_cues._EXPANSION.search("the agency (IAEA) said") is None


def test_a_title_in_capitals_is_read_in_one_breath():
    """20,000 words in capitals in one paragraph, the worst case of the expressions for names."""
    body = "The Talks Of The Ministers Went On And On " * 2500 + "(UN) said he."
    article = article_from_text(f"A title\n{body}")
    began = time.process_time()
    text = article.text
    assert paragraph_cues._EXPANSION.search(text) is not None
    assert passed_on._INNER.search(text) is None
    assert time.process_time() - began < 5
