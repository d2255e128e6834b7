"""Lines and paragraphs: hard-wrapped text is joined, other text is left as it is."""

import textwrap

import pytest

from analysis.article.article import article_from_text

PARAGRAPHS = [
    "The council of Velden voted on Monday to sell the old grain store beside the canal to a"
    " builder from the coast, after a debate that lasted until two in the morning.",
    '"We waited ten years for a buyer who would keep the beams and the floor as they were," Mayor'
    " Petra Lund said after the vote in the town hall.",
    "Farmer Joakim Brandt said the price was an insult to those who had built it with their own"
    " hands, and that he would not be there when it was signed in June.",
]


@pytest.mark.parametrize(
    ("width", "gap"), [(60, "\n\n"), (72, "\n\n"), (80, "\n\n"), (60, "\n"), (80, "\n")]
)
def test_wrapped_lines_are_one_paragraph(width, gap):
    """With blank lines between paragraphs and without."""
    body = gap.join(textwrap.fill(text, width) for text in PARAGRAPHS)
    article = article_from_text(f"Store sold\n\n{body}\n")
    assert len(article.paragraphs) == 3
    for paragraph, text in zip(article.paragraphs, PARAGRAPHS, strict=True):
        first, last = article.view.from_stored(paragraph.start, paragraph.end)
        assert article.view.text[first:last] == text


@pytest.mark.parametrize(
    "lines",
    [
        [
            "The council met on Monday in the town hall of Velden by the canal.",
            "It rained.",
            "She left.",
        ],
        ["Red", "Green", "Blue", "White", "Black", "Grey"],
        [f"Farmer number {n} said that the price was too low for such a store." for n in range(6)],
    ],
)
def test_paragraphs_of_a_line_each_stay_apart(lines):
    """Lines that end where a sentence does are paragraphs."""
    article = article_from_text("Store sold\n\n" + "\n".join(lines))
    assert len(article.paragraphs) == len(lines)


def test_entities_and_unseen_characters_are_read_as_meant():
    """The view has what a reader sees; the offsets lead to what is stored."""
    article = article_from_text(
        "Sold\n\n&quot;We waited&quot;, Pe\u00adtra Lund said of &pound;5 &amp; more."
        "\n\nR&D; &bogus;"
    )
    paragraph = article.paragraphs[0]
    first, last = article.view.from_stored(paragraph.start, paragraph.end)
    assert article.view.text[first:last] == '"We waited", Petra Lund said of £5 & more.'
    at = article.view.text.index("Petra")
    assert article.cut([article.view.to_stored(at, at + 5)]) == "Pe\u00adtra"
    assert "R&D; &bogus;" in article.view.text
