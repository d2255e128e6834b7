"""The lexicons: their verdicts, their words, and intervals that widen with little evidence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.tone import lexicons

SENTENCES = (
    "The talks were a great success, but the victims were not happy.",
    "I can't stand it; the kind of war that nobody wants!",
    "NATO has NOT taken steps to make Ukraine a member at any point in the near future.",
)


@pytest.mark.parametrize("text", SENTENCES)
def test_vader_words_add_up_to_its_own_score(text):
    """The ratings shown word by word are those the published tool adds up."""
    total = sum(rating for _, rating in lexicons.vader_words(text))
    compound = SentimentIntensityAnalyzer().polarity_scores(text)["compound"]
    emphasis = 0.292 * text.count("!")
    mended = total + emphasis if total > 0 else total - emphasis
    assert lexicons.squeeze(mended) == pytest.approx(compound, abs=1e-3)


def test_afinn_knows_phrases_and_curly_apostrophes():
    """The longest entry wins: "can't stand" is one rating, however its apostrophe is set."""
    assert ("can't stand", -3.0) in lexicons.afinn_words("We can’t stand  it")


def test_labels_follow_the_published_cut_points():
    """Beyond ±0.05 a score is positive or negative; one AFINN point is always beyond."""
    assert [lexicons.label(s) for s in (-0.05, -0.04, 0, 0.04, 0.05)] == [
        "negative",
        "neutral",
        "neutral",
        "neutral",
        "positive",
    ]
    assert lexicons.label(lexicons.squeeze(1)) == "positive"


@pytest.mark.parametrize("name", lexicons.LEXICONS)
def test_a_text_without_rated_words_is_neutral_and_certain_of_nothing(name):
    """No rated word, no tone: nought with an interval of no width, also for no text at all."""
    for text in ("", "The troops return to their garrisons.", "…"):
        tone = lexicons.LEXICONS[name](text)
        assert (tone.score, tone.low, tone.high) == (0, 0, 0)


@pytest.mark.parametrize("name", lexicons.LEXICONS)
def test_one_rated_word_among_many_leaves_the_score_in_doubt(name):
    """Tone that hangs on one word of ten has an interval that reaches nought."""
    tone = lexicons.LEXICONS[name]("the officials met in the morning and the mood was good")
    assert tone.score > 0
    assert tone.low == 0 < tone.score < tone.high


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_text_has_a_score_within_its_interval(text):
    """Scores and intervals stay within −1..1 and in order, for any characters whatever."""
    for method in lexicons.LEXICONS.values():
        tone = method(text)
        assert -1 <= tone.low <= tone.score <= tone.high <= 1
        assert tone == method(text)
