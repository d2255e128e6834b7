"""Whole statements: the layer that learnt from hand-coded ones."""

import numpy as np
import pytest

from analysis.tone import target_network
from analysis.tone.measurement import ask
from analysis.tone.target_network import FOLDER, LABELS, statement_layer


def heard(text, said):
    """The label of the words ``said`` in a text of one's own."""
    start = text.index(said)
    return LABELS[int(ask(text, (start, start + len(said)), (), True).argmax())]


SENTENCES = (
    ("The ministry said the exercise would begin on Monday and last three days.",
     "the exercise would begin on Monday and last three days", "neutral"),
    ('"The new timetable takes effect on Monday and covers all three lines," the operator said.',
     "The new timetable takes effect on Monday and covers all three lines", "neutral"),
    ("Police said two men were being questioned.", "two men were being questioned", "neutral"),
    ('"We offer to share all our data and to help the inspectors," the laboratory said.',
     "We offer to share all our data and to help the inspectors", "positive"),
    ('"She led us brilliantly and the future is bright," Lind said.',
     "She led us brilliantly and the future is bright", "positive"),
    ('"This minister has failed every test and misled the country," Holm said.',
     "This minister has failed every test and misled the country", "negative"),
    ("The union said the owners had cheated their workers for years.",
     "the owners had cheated their workers for years", "negative"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "said", "right"), SENTENCES)
def test_a_statement_sounds_as_the_guide_says(text, said, right):
    """Plain announcements are neutral, offers and praise positive, blame negative."""
    assert heard(text, said) == right


def test_it_is_the_marked_words_that_are_judged():
    """Of one sentence with praise and blame, each half sounds as itself."""
    text = "Lind praised the nurses as wonderful, but Holm called the hospital a filthy disgrace."
    praise = ask(text, (text.index("the nurses"), text.index(", but")), (), True)
    blame = ask(text, (text.index("the hospital"), len(text) - 1), (), True)
    assert praise[2] - praise[0] > blame[2] - blame[0]


def test_chances_are_shares_and_the_same_alone_or_among_others():
    """They sum to one, come out the same twice, and no neighbour changes them."""
    asked = [(text, (text.index(said), text.index(said) + len(said)), (), True)
             for text, said, _ in SENTENCES]  # fmt: skip
    together = target_network.probabilities(asked)
    assert together.sum(1) == pytest.approx(1)
    assert (together >= 0).all()
    assert np.array_equal(together, target_network.probabilities(asked))
    alone = np.vstack([target_network.probabilities([one]) for one in asked])
    assert np.allclose(together, alone, atol=1e-3)
    assert (together.argmax(1) == alone.argmax(1)).all()


def test_towards_an_actor_the_layer_has_no_say():
    """A target's chances are the network's own, whatever whole is asked beside it."""
    text = "Holm has not kept a single one of his promises."
    target, whole = (text, (0, 4), (), False), (text, (0, len(text)), (), True)
    items = [target_network.encode(target_network.tokenizer(), text, (0, 4))]
    own = target_network.calibration()(target_network.logits(items))[0]
    both = target_network.probabilities([target, whole])
    assert both[0] == pytest.approx(own, abs=1e-3)
    assert both[0] != pytest.approx(both[1], abs=1e-3)


def test_nothing_asked_is_nothing_answered():
    """An article without statements costs no error."""
    assert target_network.probabilities([]).shape == (0, len(LABELS))


def test_the_layer_is_small_and_fits_the_network():
    """Three columns over the network's output and three means of its pieces; below 100 kB."""
    assert statement_layer().weights.shape == (len(LABELS) + 3 * 384, len(LABELS))
    assert (FOLDER / "statements.npz").stat().st_size < 100_000
