"""A newsroom that only passes a saying on: the saying is read as its inner speaker's."""

from __future__ import annotations

import pytest

from analysis.article.article import article_from_text
from analysis.attribution.extraction import Attribution
from analysis.attribution.passed_on import unwrap


def read(text, source, cue, content):
    """Source, cue and content after unwrapping, as text."""
    article = article_from_text(f"A title\n{text}")

    def at(words):
        start = article.text.index(words)
        return ((start, start + len(words)),) if words else ()

    one = Attribution(at(content), at(source), at(cue), 0.9, "by hand")
    (found,) = unwrap(article, [one])
    return tuple(article.cut(part) for part in (found.source, found.cue, found.content))


@pytest.mark.parametrize(
    ("content", "source", "cue", "rest"),
    [
        ("Basya also believes the boat sank", "Basya", "also believes", "the boat sank"),
        ("the ministry said the boat sank", "the ministry", "said", "the boat sank"),
        ("the Greek ministry has denied it", "the Greek ministry", "has denied", "it"),
        ("Ursula von der Leyen said it sank", "Ursula von der Leyen", "said", "it sank"),
        ("he on Monday told us it sank", "he", "told", "us it sank"),
        ("She said the boat sank,", "She", "said", "the boat sank"),
    ],
)
def test_the_inner_saying_takes_the_place_of_the_messengers(content, source, cue, rest):
    """A name, a description or a pronoun with a verb of saying and words behind it."""
    text = f"According to CNN, {content}."
    assert read(text, "CNN", "According to", content) == (source, cue, rest)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        # its own report: nobody speaks inside
        ("According to CNN, the boat sank.", "CNN", "According to", "the boat sank"),
        # nothing is said
        ("According to CNN, Basya said.", "CNN", "According to", "Basya said"),
        ("According to CNN, Basya said … .", "CNN", "According to", "Basya said … "),
        # in a quotation the newsroom's own words quote somebody
        ('According to CNN, the "end is near" Basya said there.', "CNN", "According to",
         'the "end is near" Basya said there'),
        ('According to CNN, “Basya said the boat sank”.', "CNN", "According to",
         "“Basya said the boat sank”"),
        # no newsroom, and a newsroom that vouches for it
        ("According to NATO, Basya said the boat sank.", "NATO", "According to",
         "Basya said the boat sank"),
        ("According to CNN viewers, Basya said the boat sank.", "CNN viewers", "According to",
         "Basya said the boat sank"),
        ("CNN confirmed Basya said the boat sank.", "CNN", "confirmed",
         "Basya said the boat sank"),
    ],
)  # fmt: skip
def test_what_is_no_passing_on_stays(text, source, cue, content):
    """Without an inner speaker, inside quotation marks, by somebody who is no newsroom, or where
    the newsroom stands for it, the attribution stays as it was found."""
    assert read(text, source, cue, content) == (source, cue, content)


@pytest.mark.parametrize("source", ["CNN", "the Associated Press", "The Associated Press"])
def test_an_article_before_its_name_is_no_part_of_the_newsroom(source):
    """ "the Associated Press" is the Associated Press."""
    text = f"The boat sank, per {source}; Basya said it did so at night."
    article = article_from_text(f"A title\n{text}")
    content = article.text.index("Basya said it did")
    named = article.text.index(source)
    cue = article.text.index("per ")
    one = Attribution(
        ((content, content + len("Basya said it did so at night")),),
        ((named, named + len(source)),),
        ((cue, cue + 3),),
        0.9,
        "by hand",
    )
    (found,) = unwrap(article, [one])
    assert article.cut(found.source) == "Basya"


def test_what_follows_in_further_pieces_stays_with_it():
    """A content in two pieces keeps its second."""
    article = article_from_text('A title\nBasya said it sank, CNN reports, "at night".')
    text = article.text

    def at(words):
        return text.index(words), text.index(words) + len(words)

    one = Attribution(
        (at("Basya said it sank"), at('"at night"')), (at("CNN"),), (at("reports"),), 0.9, "by hand"
    )
    (kept,) = unwrap(article, [one])
    assert kept == one  # "reports" vouches for it
    one = Attribution(one.content, one.source, (at("reports"),), 0.9, "by hand")
    article2 = article_from_text('A title\nBasya said it sank, per CNN, "at night".')
    text = article2.text
    one = Attribution(
        (at("Basya said it sank"), at('"at night"')), (at("CNN"),), (at("per"),), 0.9, "by hand"
    )
    (found,) = unwrap(article2, [one])
    assert [text[s:e] for s, e in found.content] == ["it sank", '"at night"']


@pytest.mark.parametrize(
    ("cue", "content", "expected"),
    [
        ("quoted", "Una Dahl as saying it was safe", ("Una Dahl", "as saying", "it was safe")),
        ("cited", "a doctor as saying nine fell", ("a doctor", "as saying", "nine fell")),
        (
            "quoted",
            "Lise Holm, a nurse, as saying the ward was full",
            ("Lise Holm, a nurse,", "as saying", "the ward was full"),
        ),
    ],
)
def test_who_is_quoted_as_saying_it_speaks(cue, content, expected):
    """Whoever quotes only passes it on, newsroom or not."""
    text = f"The Gazette {cue} {content}."
    assert read(text, "The Gazette", cue, content) == expected


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("quoted", "a poem as proof of it"),
        ("described", "him as saying little"),
        ("cited", '"the river" as saying enough'),
    ],
)
def test_what_is_quoted_as_something_else_is_left(cue, content):
    """No verb of saying behind "as", no cue of quoting, or no speaker before it."""
    text = f"The Gazette {cue} {content}."
    assert read(text, "The Gazette", cue, content) == ("The Gazette", cue, content)
