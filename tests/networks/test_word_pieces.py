"""Word pieces, quotation states, windows and spans."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.article.article import article_from_text
from analysis.networks import word_pieces
from analysis.networks.word_pieces import normalise, quote_states, spans_of, windows
from analysis.words.vectors import encode_article


def letters(text):
    """The states of the first letters of a text's words, as a string."""
    states = quote_states(normalise(text)[0])
    return "".join(str(s) for s in states)


@given(st.text(alphabet=st.sampled_from(list("a'’‘`“”\"— é"))))
def test_every_normalised_character_knows_where_it_came_from(text):
    """The map rises, ends at the text's length, and other characters stay as they are."""
    plain, origin = normalise(text)
    assert len(origin) == len(plain) + 1
    assert origin[-1] == len(text)
    assert (np.diff(origin) >= 1).all()
    assert all(text[i] == c for c, i in zip(plain, origin, strict=False) if c in "aé ")


def test_doubled_apostrophes_are_one_mark():
    """The newspaper's '' and the typewriter's " are the same to the model."""
    assert normalise("''Yes,'' he said")[0] == '"Yes," he said'


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ('"a" b', "21300"),
        ('b "a', "0024"),
        ('"a" "b"', "2130213"),
        ('a"', "03"),
        ('("a")', "02130"),
    ],
)
def test_quotation_states(text, states):
    """Outside, inside, opening, closing, and inside one that is never closed."""
    assert letters(text) == states


@pytest.mark.parametrize(
    ("word", "shape"), [("said", 1), ("Biden", 2), ("NATO", 3), ("McCain", 4), ("2022", 5)]
)
def test_shapes(word, shape):
    """The encoder lowers all letters, so how a word was written is told beside it."""
    assert word_pieces.shape_of(word) == shape


def sheet_for(paragraphs):
    text = "A bridge in the rain\n" + "\n".join(paragraphs)
    return encode_article(article_from_text(text)).sheet


@pytest.mark.parametrize("words", [3, 40, 350, 2000])
def test_windows_cover_every_piece(words):
    """Nothing is left unread, no window is too long, and each brings something new."""
    sheet = sheet_for(["The committee met " + "again " * words + "."] * 12)
    found = windows(sheet)
    covered = np.zeros(len(sheet.ids), dtype=bool)
    for start, stop in found:
        assert 0 < stop - start < word_pieces.WINDOW
        covered[start:stop] = True
    assert covered.all()
    assert [stop for _, stop in found] == sorted({stop for _, stop in found})


def test_spans_of_a_row_of_tags():
    """A span begins and ends, or is a single piece."""
    tags = [word_pieces.TAGS.index(t) for t in ("S-source", "S-cue", "O", "B-content", "I-content")]
    tags.append(word_pieces.TAGS.index("E-content"))
    assert spans_of(tags) == [(0, 0, 1), (1, 1, 2), (2, 3, 6)]


def test_a_span_that_begins_must_end():
    """The chain forbids what `spans_of` could not read."""
    may = word_pieces.allowed()
    at = word_pieces.TAGS.index
    assert may[at("B-cue"), at("E-cue")]
    assert not may[at("B-cue"), at("O")]
    assert not may[at("B-cue"), at("E-source")]
    assert not may[at("O"), at("I-content")]
    assert may[at("E-content"), at("B-content")]


def test_characters_and_pieces_agree():
    """A span of whole words comes back from its pieces unchanged, one to a paragraph."""
    sheet = sheet_for(["The mayor said it was over.", "Nobody objected."])
    start = len("A bridge in the rain\n")
    pieces = word_pieces.to_pieces(sheet, [(start + 4, start + 14)])
    assert [(sheet.begin[a], sheet.end[b - 1]) for a, b in pieces] == [(start + 4, start + 14)]
    assert len(word_pieces.to_pieces(sheet, [(start, start + 40)])) == 2
