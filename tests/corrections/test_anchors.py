"""Quotes are found again: by their words, by what stands around them, or not, with the reason."""

import pytest

from analysis.corrections.anchors import Text, overlap, quoted
from analysis.corrections.decision import Quote

TEXT = (
    "“We will stay,” the mayor said. The council’s head – Ann Pell – said: “We will go.”\n"
    "“We will stay,” the teacher said. “It is  late,” he said, “and we are tired.”"
)


@pytest.mark.parametrize(
    ("exact", "prefix", "suffix", "found"),
    [
        ("the mayor", "", "", "the mayor"),
        # quotation marks, dashes and blanks as a keyboard has them
        ("The council's head - Ann Pell - said", "", "", "The council’s head – Ann Pell – said"),
        ("It is late,", "", "", "It is  late,"),
        ("it is LATE", "", "", "It is  late"),
        # a quotation without its comma, or with a full stop of one's own
        ("“It is late”", "", "", "It is  late,"),
        ("and we are tired!", "", "", "and we are tired."),
        # the same words twice: what stands around them tells
        ("“We will stay,”", "", " the teacher said", "“We will stay,” the teacher"),
        ("“We will stay,”", "", " the mayor said", "“We will stay,” the mayor"),
        ("said", "the teacher ", "", "said. “It is"),
    ],
)
def test_a_quote_is_found(exact, prefix, suffix, found):
    """The span is of the stored text."""
    ((start, _),) = Text(TEXT).find(Quote(exact, prefix, suffix)).spans
    assert TEXT[start:].startswith(found)


@pytest.mark.parametrize(
    ("exact", "because"),
    [
        ("We will leave", "not in the article"),
        ("", "not in the article"),
        ("“We will stay,”", "stand 2 times"),
    ],
)
def test_a_quote_that_does_not_fit_says_why(exact, because):
    """Never the wrong place in silence."""
    found = Text(TEXT).find(Quote(exact))
    assert found.spans == ()
    assert because in found.because


def test_pieces_of_an_interrupted_quotation_are_found():
    """As the column `content_text` joins them."""
    spans = Text(TEXT).find(Quote("“It is  late,” … “and we are tired.”")).spans
    assert [TEXT[s:e] for s, e in spans] == ["“It is  late,”", "“and we are tired.”"]


@pytest.mark.parametrize("span", [[0, 16], [20, 31], [84, 99], [17, 18]])
def test_what_is_quoted_is_found_where_it_stands(span):
    """`quoted` and `Text.find` are each other's inverse, twins or not."""
    quote = quoted(TEXT, [span])
    start, end = Text(TEXT).find(quote).spans[0]
    assert TEXT[start:end].strip() == TEXT[span[0] : span[1]].strip()


def test_a_quote_survives_an_edited_article():
    """Another sentence before it, another mark within: the words are found again."""
    at = TEXT.rindex("“We will stay,”")
    quote = quoted(TEXT, [(at, at + 15)])
    edited = "A new first sentence. " + TEXT.replace("“", '"').replace("”", '"')
    start, _ = Text(edited).find(quote).spans[0]
    assert edited[start:].startswith('"We will stay," the teacher')


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ([(0, 10)], [(0, 10)], 1.0),
        ([(0, 10)], [(5, 10)], 0.5),
        ([(0, 5)], [(5, 9)], 0.0),
        ([], [], 0),
    ],
)
def test_overlap(one, other, share):
    """Of all that either covers."""
    assert overlap(one, other) == share
