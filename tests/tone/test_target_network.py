"""Encoding a target in a text, calibration, and the network's reproducibility."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.tone import target_network
from analysis.tone.target_network import MENTION, PLAIN, TARGET, WHOLE

TEXT = "Ms. Berg, who runs the port, said she would not resign."


def pieces(encoded):
    vocabulary = target_network.tokenizer()
    return [vocabulary.id_to_token(i) for i in encoded.ids]


def test_the_target_stands_in_brackets_and_its_other_mentions_are_marked():
    """Brackets around the target; "she" is another mention, all else is plain."""
    she = TEXT.index("she")
    got = target_network.encode(target_network.tokenizer(), TEXT, (4, 8), [(she, she + 3)])
    words = pieces(got)
    assert words[0] == "[CLS]"
    assert words[-1] == "[SEP]"
    first, last = words.index("[unused0]"), words.index("[unused1]")
    assert words[first + 1 : last] == ["berg"]
    assert set(got.marks[first : last + 1]) == {TARGET}
    assert [w for w, mark in zip(words, got.marks, strict=True) if mark == MENTION] == ["she"]
    assert got.marks.count(PLAIN) == len(words) - 3 - 1


def test_words_asked_about_as_a_whole_have_a_mark_of_their_own():
    """The same brackets, another mark: another question, and another answer."""
    text = "The minister said that the talks had gone well and a truce was near."
    span = text.index("the talks"), len(text) - 1
    got = target_network.encode(target_network.tokenizer(), text, span, kind=WHOLE)
    assert set(got.marks) == {PLAIN, WHOLE}
    whole = target_network.probabilities([(text, span, (), True)])[0]
    assert whole.argmax() == 2
    assert whole.tolist() != target_network.probabilities([(text, span, (), False)])[0].tolist()


def test_a_long_text_is_cropped_around_its_target():
    """A target at the end of a thousand words keeps its neighbours and is not cut off."""
    text = "word " * 1000 + "before Holm after " + "word " * 1000
    start = text.index("Holm")
    got = target_network.encode(target_network.tokenizer(), text, (start, start + 4))
    words = pieces(got)
    assert len(words) == target_network.MAX_PIECES
    at = words.index("[unused0]")
    assert words[at - 1 : at + 4] == ["before", "[unused0]", "holm", "[unused1]", "after"]


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_any_target_of_any_text_can_be_encoded(data):
    """Never more pieces than allowed, a mark for each, always one pair of brackets."""
    text = data.draw(st.text(min_size=1, max_size=300))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    got = target_network.encode(target_network.tokenizer(), text, (start, end), limit=40)
    assert len(got.ids) == len(got.marks) <= 40
    words = pieces(got)
    assert words.count("[unused0]") >= 1
    assert words.count("[unused1]") >= 1


def test_probabilities_do_not_depend_on_the_neighbours():
    """A text gets the same tone alone and in company."""
    one = (TEXT, (4, 8), (), False)
    two = ("Holm lied.", (0, 4), (), False)
    alone = target_network.probabilities([one])
    together = target_network.probabilities([two, one])
    assert together[1].tolist() == alone[0].tolist()
    assert together.sum(1) == pytest.approx(1)


def test_no_texts_give_no_rows():
    """An article without statements is no reason to fail."""
    assert target_network.probabilities([]).shape == (0, 3)


def test_a_higher_temperature_is_less_sure():
    """Calibration flattens without turning the order."""
    raw = np.array([[2.0, 0.0, -1.0]])
    cool = target_network.Calibration(1.0)(raw)
    warm = target_network.Calibration(3.0)(raw)
    assert cool.argmax() == warm.argmax() == 0
    assert warm.max() < cool.max()
    assert target_network.Calibration(3.0, 1.0)(raw, whole=True).tolist() == cool.tolist()
