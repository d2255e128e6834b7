"""What the tagger joins or invents across two voices is parted or left out."""

from __future__ import annotations

import pytest

from analysis.article.article import article_from_text
from analysis.attribution.extraction import Attribution
from analysis.attribution.split_voices import split


def read(text, *rows):
    """Source, cue and content of each attribution after splitting, as text; ``rows`` are (source,
    cue, contents) as the tagger gives them. What stands before a `|` only tells the place."""
    article = article_from_text(f"A title\n{text}")

    def at(words):
        before, _, wanted = words.rpartition("|")
        start = article.text.index(before + wanted) + len(before)
        return (start, start + len(wanted))

    given = [
        Attribution(
            tuple(map(at, contents)),
            (at(source),) if source else (),
            (at(cue),) if cue else (),
            0.9,
            "by hand",
        )
        for source, cue, contents in rows
    ]
    return [
        tuple(article.cut(list(part)) for part in (one.source, one.cue, one.content))
        for one in split(article, given)
    ]


@pytest.mark.parametrize(
    ("text", "cue", "contents"),
    [
        ('He bought a horse called "Silver Rain" for a pound.', "called", ['"Silver Rain"']),
        ('They run a scheme dubbed "Warm Rooms".', "dubbed", ["a scheme", '"Warm Rooms"']),
    ],
)
def test_what_is_only_called_so_is_no_statement(text, cue, contents):
    """A name in quotation marks behind "called", of which nobody is the source."""
    assert read(text, ("", cue, contents)) == []


@pytest.mark.parametrize(
    ("text", "source", "cue", "contents"),
    [
        ('Ada Finch called it "Daylight Robbery".', "Ada Finch", "called", ['"Daylight Robbery"']),
        ('The plan was called "a disgrace to us".', "", "called", ['"a disgrace to us"']),
        ('"Silver Rain" was the name, it was said.', "", "said", ['"Silver Rain"']),
    ],
)
def test_a_judgement_in_quotation_marks_stays(text, source, cue, contents):
    """Somebody calls it so, or the words are no name, or the cue is none of naming."""
    assert len(read(text, (source, cue, contents))) == 1


@pytest.mark.parametrize(
    ("tail", "source", "cue"),
    [
        ('"It is," Mr. Barlow said.', "Mr. Barlow", "said"),
        ('"It is," replied the landlord.', "the landlord", "replied"),
        ('"It is," he added.', "he", "added"),
    ],
)
def test_a_second_quotation_with_a_speaker_of_its_own_is_parted(tail, source, cue):
    """The words behind it name who says it."""
    text = f'"It is not," Mrs. Barlow said. {tail}'
    assert read(text, ("Mrs. Barlow", "Barlow |said", ['"It is not,"', '"It is,"'])) == [
        ("Mrs. Barlow", "said", '"It is not,"'),
        (source, cue, '"It is,"'),
    ]


@pytest.mark.parametrize("tail", ['"It is old."', '"It is old," and it was.'])
def test_a_second_quotation_without_one_goes_on(tail):
    """Nobody else is named behind it."""
    second = tail[: tail.rindex('"') + 1]
    text = f'"It is not," Mrs. Barlow said. {tail}'
    assert len(read(text, ("Mrs. Barlow", "said", ['"It is not,"', second]))) == 1


def test_a_source_with_two_subjects_is_parted():
    """Who stands behind the first cue said the first, who stands before the second the other."""
    text = '"It is safe," said Ines Duarte, while her brother, Paulo, warned: "It is a trap."'
    both = "Ines Duarte, while her brother, Paulo,"
    assert read(text, (both, "said", ['"It is safe,"']), (both, "warned", ['"It is a trap."'])) == [
        ("Ines Duarte", "said", '"It is safe,"'),
        ("her brother, Paulo,", "warned", '"It is a trap."'),
    ]


def test_a_clause_inside_a_source_parts_nothing():
    """ "Duarte, who spoke while the band played, said": one subject."""
    source = "Ines Duarte, who spoke, while the band played,"
    found = read(f"{source} said it was safe.", (source, "said", ["it was safe"]))
    assert found == [(source, "said", "it was safe")]


@pytest.mark.parametrize(
    ("next_one", "source", "cue", "what"),
    [
        ("Granth told him the prize was his.", "Granth", "told", "the prize was his"),
        ("Granth said the prize was his.", "Granth", "said", "the prize was his"),
    ],
)
def test_a_sentence_of_another_speaker_ends_a_content(next_one, source, cue, what):
    """What the next sentence says is its own subject's."""
    content = f"Hermia Granth. {next_one.rstrip('.')}"
    text = f"Harald Potts admires Hermia Granth. {next_one}"
    assert read(text, ("Harald Potts", "admires", [content])) == [
        ("Harald Potts", "admires", "Hermia Granth"),
        (source, cue, what),
    ]


@pytest.mark.parametrize(
    "content",
    [
        '"the mill. Granth said so"',  # a quotation may tell what others said
        "the mill is old. Its wheel is gone",
        "Mr. Potts said no",  # the full stop ends no sentence
    ],
)
def test_a_content_of_one_voice_is_whole(content):
    """Quotations, and sentences in which nobody speaks."""
    found = read(f"Lind said {content}.", ("Lind", "Lind |said", [content]))
    assert found == [("Lind", "said", content)]


@pytest.mark.parametrize(
    ("text", "holder", "whole"),
    [
        ("Papers seen by the Herald show it.", "the Herald", "Papers seen by the Herald"),
        (
            "Rain fell, and letters leaked by a clerk show it.",
            "a clerk",
            "letters leaked by a clerk",
        ),
    ],
)
def test_a_document_is_the_source_not_who_has_it(text, holder, whole):
    """ "Papers seen by the Herald show": the papers show."""
    assert read(text, (holder, "show", ["it"]))[0][0] == whole


def test_who_stands_behind_another_by_is_left():
    """ "The report praised by the Herald": no word of handing on."""
    text = "Papers praised by the Herald show it."
    assert read(text, ("the Herald", "show", ["it"]))[0][0] == "the Herald"


def test_two_quotations_before_their_cue_are_its_own():
    """ "… It is,' Mr. Barlow said": what stands behind the second is the cue of both."""
    text = '"It is not." "It is," Mr. Barlow said.'
    (found,) = read(text, ("Mr. Barlow", "said", ['"It is not."', '"It is,"']))
    assert found == ("Mr. Barlow", "said", '"It is not." … "It is,"')
