"""The tone of statements: what is asked of the model, what it says, and why."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tone_case import case

from analysis import tables
from analysis.tone import measurement
from analysis.tone.target_network import LABELS


@pytest.fixture(scope="module")
def measured():
    c = case()
    return measurement.measure(c.article, c.statements, c.cast, c.parses)


def statement(c, ident):
    return c.statements.set_index("statement_id", drop=False).loc[ident].to_dict()


def towards(text, name):
    """The model's score towards a name in a text of one's own."""
    start = text.index(name)
    chances = measurement.ask(text, (start, start + len(name)))
    return float(chances[2] - chances[0]), LABELS[int(chances.argmax())]


def test_the_table_keeps_the_schema(measured):
    """Columns, ranges and labels are those of the data dictionary."""
    frame = tables.frame("sentiment", measured)
    assert list(frame.columns) == list(measurement.COLUMNS)
    assert ((frame["low"] <= frame["score"]) & (frame["score"] <= frame["high"])).all()


def test_every_statement_is_rated_by_every_method(measured):
    """One row a statement and method for the whole; targets only by the model."""
    whole = measured[measured["target"] == ""]
    counts = whole.groupby("statement_id")["method"].agg(lambda m: tuple(sorted(m)))
    assert set(counts) == {tuple(sorted(measurement.METHODS))}
    assert len(counts) == len(case().statements)
    assert set(measured.loc[measured["target"] != "", "method"]) == {"model"}


def test_targets_are_the_actors_that_the_content_names(measured):
    """What stands around the content (speaker, the rest of the sentence) is no target."""
    rows = measured[measured["target"] != ""].groupby("statement_id")["target"].agg(set)
    assert rows["g3"] == {"Russia", "Ukraine"}
    assert rows["g5"] == {"Russia", "United States", "NATO"}
    assert rows["g11"] == {"the West"}
    assert "g8" not in rows


def test_a_discontinuous_content_is_one_statement():
    """Both pieces lie in one passage, with the cue between them left standing."""
    c = case()
    passages = measurement.passages(c.article, statement(c, "g15")["content"], c.parses)
    assert len(passages) == 1
    assert "threatening position" in passages[0].text
    assert passages[0].text.endswith('possible."')
    assert len(passages[0].content) == 2


def test_lexicons_see_the_contents_own_words_only():
    """ "warned" and "slammed" are the writer's: VADER must not hear them."""
    c = case()
    said = measurement.words(c.article, statement(c, "g9")["content"])
    assert "slammed" not in said
    assert "hysteria" in said


def test_the_same_article_is_measured_the_same_twice(measured):
    """No chance is left in it."""
    c = case()
    again = measurement.measure(c.article, c.statements, c.cast, c.parses)
    pd.testing.assert_frame_equal(measured, again)


def test_an_article_without_statements_has_an_empty_table():
    """Columns, and no rows."""
    c = case()
    got = measurement.measure(c.article, c.statements.iloc[:0], c.cast, c.parses)
    assert got.empty
    assert list(got.columns) == list(measurement.COLUMNS)


def test_the_words_that_moved_a_score_lie_where_they_say():
    """Each word with its stored offsets; for a lexicon the words of its list alone move it."""
    c = case()
    row = statement(c, "g11")
    for method in ("model", "vader", "afinn"):
        moved = measurement.why(c.article, row, c.cast, c.parses, method=method)
        assert all(c.article.text[m.start : m.end] == m.word for m in moved)
    by = {m.word: m.by for m in measurement.why(c.article, row, c.cast, c.parses, method="afinn")}
    assert {word for word, change in by.items() if change} == {"war", "propaganda", "failed"}
    assert all(by[word] < 0 for word in ("war", "propaganda", "failed"))


def test_why_towards_a_target_leaves_its_name_in_place():
    """The name asked about is not taken away; a target that is not there is an error."""
    c = case()
    row = statement(c, "g6")
    moved = measurement.why(c.article, row, c.cast, c.parses, target="the West")
    assert "West" not in {m.word for m in moved}
    assert min(moved, key=lambda m: m.by).by < 0
    with pytest.raises(KeyError):
        measurement.why(c.article, row, c.cast, c.parses, target="NATO")
    with pytest.raises(KeyError):
        measurement.why(c.article, row, c.cast, c.parses, target="the West", method="vader")


HARD = (
    # negated
    ("The minister said this was not a real de-escalation and that Moscow had moved nothing.",
     "Moscow", {"negative"}),
    ("The mayor is no hero and did nothing brave, the report concluded.", "The mayor",
     {"negative"}),
    ("Holm has not kept a single one of his promises.", "Holm", {"negative"}),
    ("The committee found that the general did not fail his soldiers.", "the general",
     {"neutral", "positive"}),
    # reported: the speaker denies, mocks or doubts another's word
    ("Holm denied that he had stolen the money.", "Holm", {"negative", "neutral"}),
    ("Nobody should be fooled by Moscow's friendly words, the president warned.", "Moscow",
     {"negative"}),
    # terms of war in hopeful sentences
    ("The war is over at last, and President Lind brought the fighters home to their families"
     " in peace.", "President Lind", {"positive"}),
    ("The envoy ended the bloodshed and won the release of every hostage.", "The envoy",
     {"positive"}),
    ("Lind fought hatred and terror all her life and never gave in to fear.", "Lind",
     {"positive"}),
    ("The doctor risked death in the siege to save wounded children.", "The doctor",
     {"positive"}),
    # hopeful terms in grim ones
    ("The regime calls its bombing of the hospital a humanitarian success.", "The regime",
     {"negative"}),
)  # fmt: skip


@pytest.mark.parametrize(("text", "name", "right"), HARD)
def test_turned_words_do_not_turn_the_verdict(text, name, right):
    """Negation, denial, war in hope and hope in war: what adding up words gets wrong."""
    assert towards(text, name)[1] in right


def test_nobody_of_the_west_is_friendly_to_russia_nor_zakharova_to_the_west(measured):
    """Kuleba, Stoltenberg and Biden do not welcome the announcement, as wholes or of Russia."""
    c = case()
    ours = measured[measured["method"] == "model"].merge(
        c.statements[["statement_id", "speaker", "tone"]], on="statement_id"
    )
    wary = ours["speaker"].isin(["Dmytro Kuleba", "Jens Stoltenberg", "Joe Biden"])
    hopeful = (ours["target"] == "") & (ours["tone"] == "positive")
    assert not (ours[wary & ~hopeful]["label"] == "positive").any()
    assert not (ours[wary & (ours["target"] == "Russia")]["label"] == "positive").any()
    zakharova = ours[ours["speaker"] == "Maria Zakharova"]
    assert set(zakharova["label"]) == {"negative"}


def test_no_plain_tone_of_the_first_article_is_turned_round(measured):
    """Where a careful reader hears good or bad news, the model never hears the opposite."""
    tones = case().statements.set_index("statement_id")["tone"]
    ours = measured[(measured["method"] == "model") & (measured["target"] == "")]
    labels = ours.set_index("statement_id")["label"]
    pairs = set(zip(tones, labels[tones.index], strict=True))
    assert not pairs & {("positive", "negative"), ("negative", "positive")}


@given(st.text(max_size=60), st.data())
def test_a_word_left_out_shifts_what_follows(text, data):
    """Spans before stay, spans after move back, what they cover stays the same."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    left, moved = measurement.leave_out(text, (start, end))
    assert left[: moved((0, start))[1]] == text[:start]
    after = (min(len(text), end + 1), len(text))
    low, high = moved(after)
    assert left[low:high] == text[slice(*after)]


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3).filter(lambda p: sum(p) > 0))
def test_a_panels_interval_stays_on_the_scale(shares):
    """Between −1 and 1, and certainty has no width."""
    chances = [p / sum(shares) for p in shares]
    low, high = measurement.panel(chances)
    assert -1 <= low <= high <= 1
    assert measurement.panel([1, 0, 0]) == (-1, -1)
    assert measurement.panel([0, 1, 0]) == (0, 0)


def test_a_doubtful_verdict_has_the_wider_interval():
    """A panel agrees on what is plain and parts over what is not."""
    low, high = measurement.panel([0.9, 0.08, 0.02])
    wide = measurement.panel([0.4, 0.3, 0.3])
    assert high - low < wide[1] - wide[0]
