"""Attributions written by hand, so that speakers are tested without the trained tagger."""

from __future__ import annotations

from pathlib import Path

from analysis.article.article import Article, article_from_text, read_article
from analysis.attribution.extraction import Attribution
from analysis.attribution.passed_on import unwrap
from analysis.paths import FIRST_ARTICLE

#: (paragraph, source, cue, contents): each string is looked for in the paragraph; what stands
#: before a `|` in it must stand before it there.
FIRST = [
    (0, "Russia", "says", ["it is pulling back some of its troops from the Ukrainian border"]),
    (1, "US Secretary of State Antony Blinken", "said",
     ['the US Embassy in Kyiv was "temporarily relocating" to Lviv, a city in western Ukraine,'
      ' "due to the dramatic acceleration in the buildup of Russian forces."']),
    (2, "the Kremlin", "insisting",
     ["that this is in response to Western aggression and to conduct military drills"]),
    (2, "Biden", "said", ["Russia had gathered over 150,000 troops near Ukraine, which was up from"
                          " the prior estimate of roughly 130,000"]),
    (3, "Ukrainian Foreign Minister Dmytro Kuleba", "said",
     ['"We in Ukraine have a rule: we don\'t believe what we hear, we believe what we see."']),
    (4, "Putin", "said", ["that Russia was ready to continue talks with the US and NATO on Moscow's"
                          " security concerns"]),
    (4, "But |Putin", "accused", ["the West of ignoring Russia's primary demands"]),
    (5, "Kuleba", "added", ['"If a real withdrawal follows these statements, we will believe in'
                            ' the beginning of a real de-escalation,"']),
    (6, "Kremlin spokesperson Dmitry Peskov", "confirmed", ["the start of a withdrawal"]),
    (6, "Kremlin spokesperson Dmitry Peskov", "slammed",
     ['Western "hysteria" over the reality of an invasion']),
    (7, 'optimism," |he', "he |said",
     ['"There are signs from Moscow that diplomacy should continue. This gives grounds for cautious'
      ' optimism,"']),
    (8, "the Russian Foreign Ministry spokeswoman Maria Zakharova", "said",
     ['Tuesday\'s date would "go down in history as the day Western war propaganda failed."']),
    (9, "Ukraine", "urging", ["it to pull back all its forces from the border"]),
    (10, "Konashenkov", "suggested",
     ["that other troops stationed at Ukraine's border could follow suit"]),
    (10, "points of permanent deployment,\" |he", "he |said",
     ['"As the combat training measures are completed, the troops, as always, will make marches in'
      ' a combined way to the points of permanent deployment,"']),
    (11, "Biden", "said", ['"Our analyst indicate that they remain very much in a threatening'
                           ' position,"', '"An invasion remains distinctly possible."']),
    (12, "Both the US and the UK", "warned", ["that Russia could invade any day"]),
    (13, "the defense ministry", "said",
     ["Some of Russia's military exercises, including with its ally Belarus  which also shares a"
      " border with Ukraine  were still continuing as of Tuesday"]),
    (14, "some of whom", "noted", ["they have yet to see signs of a significant pull-back"]),
    (15, "Biden", "said", ['the US has not yet "verified" Russia\'s claim that it\'s pulled some'
                           " troops back"]),
    (16, "NATO Secretary General Jens Stoltenberg", "said",
     ['that the troop withdrawal did not equate to a "real deescalation."']),
    (17, "defense ministry spokesperson Igor Konashenkov", "said in a statement",
     ['"The units of the southern and western military districts, having completed their tasks,'
      " have already begun loading onto rail and road transport and will begin moving to their"
      ' military garrisons today,"']),
    (18, "Russian Foreign Minister Sergey Lavrov", "telling",
     ["that a diplomatic solution to the Ukraine crisis was still on the table"]),
    (20, "Russia", "said",
     ["it was pulling some troops from the Ukrainian border after military drills"]),
    (21, "Russia", "insisted",
     ["that Ukraine and Georgia be permanently banned from joining NATO"]),
    (21, "The alliance and Washington", "said", ["this demand is a non-starter"]),
    (21, "But |Putin", "on Tuesday |said",
     ['that he wanted the issue addressed "now" through negotiations']),
    (22, "The Russian defense ministry", "said",
     ["it was pulling some of its troops from Ukraine's border"]),
]  # fmt: skip


def _find(article: Article, paragraph: int, text: str) -> tuple[int, int]:
    block = next(b for b in article.blocks() if b.number == paragraph)
    before, _, wanted = text.rpartition("|")
    at = article.text.index(before, block.start, block.end) + len(before) if before else block.start
    start = article.text.index(wanted, at, block.end)
    return start, start + len(wanted)


def bind(article: Article, rows: list) -> list[Attribution]:
    """Attributions from (paragraph, source, cue, contents); an empty source or cue is none.

    As the package's door hands them on: a messenger's are read as what he passes on.
    """
    found = []
    for paragraph, source, cue, contents in rows:
        found.append(
            Attribution(
                tuple(_find(article, paragraph, c) for c in contents),
                (_find(article, paragraph, source),) if source else (),
                (_find(article, paragraph, cue),) if cue else (),
                0.9,
                "by hand",
            )
        )
    return list(unwrap(article, found))


def first(path: Path = FIRST_ARTICLE) -> tuple[Article, list[Attribution]]:
    """The first article and its attributions."""
    article = read_article(path)
    return article, bind(article, FIRST)


def small(text: str, rows: list, day: str = "20220215") -> tuple[Article, list[Attribution]]:
    """A small article under a neutral title, and its attributions."""
    article = article_from_text(f"A title\n{day}\n{text}" if day else f"A title\n{text}")
    return article, bind(article, rows)
