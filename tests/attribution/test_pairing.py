"""Binding gold-like pieces: which cue a content goes to, whose it is."""

import numpy as np
import pytest

from analysis.article.article import article_from_text
from analysis.attribution import extraction, pairing
from analysis.attribution.pairing import CONTENT, CUE, SOURCE
from analysis.networks.word_pieces import to_pieces

TEXT = (
    "A bridge in the rain\n"
    "The mayor said the bridge was safe, but engineers warned that it could fall."
)


def pieces(sheet, *strings):
    spans = [(TEXT.index(s), TEXT.index(s) + len(s)) for s in strings]
    return sorted(p for span in spans for p in to_pieces(sheet, [span]))


def test_each_content_goes_to_its_cue_and_each_cue_to_its_source():
    """Two attributions in one sentence are kept apart."""
    using = extraction.engine()
    read = using.encode(article_from_text(TEXT))
    sheet = read.sheet
    _, vectors = using.read(read)
    spans = [
        pieces(sheet, "The mayor", "engineers"),
        pieces(sheet, "said", "warned"),
        pieces(sheet, "the bridge was safe", "that it could fall"),
    ]
    to_cue = pairing.choose(sheet, spans, vectors, using.weights, CONTENT, CUE)
    to_source = pairing.choose(sheet, spans, vectors, using.weights, CUE, SOURCE)
    assert [choice.partner for choice in to_cue] == [0, 1]
    assert [choice.partner for choice in to_source] == [0, 1]
    assert all(0.5 < choice.probability <= 1.0 for choice in (*to_cue, *to_source))


def test_without_partners_there_is_no_choice():
    """No cue at all leaves a content alone; no source leaves a cue with none."""
    using = extraction.engine()
    sheet = using.encode(article_from_text(TEXT)).sheet
    vectors = np.zeros((len(sheet.ids), 128), dtype=np.float32)
    spans = [[], pieces(sheet, "said"), pieces(sheet, "the bridge was safe")]
    alone = [[], [], spans[CONTENT]]
    assert pairing.choose(sheet, alone, vectors, using.weights, CONTENT, CUE)[0].partner is None
    assert pairing.choose(sheet, spans, vectors, using.weights, CUE, SOURCE)[0].partner is None


def test_features_tell_direction_and_distance():
    """What lies before and behind differ; a neighbour differs from a far one."""
    using = extraction.engine()
    sheet = using.encode(article_from_text(TEXT)).sheet
    said = pieces(sheet, "said")
    around = pieces(sheet, "The mayor", "the bridge was safe", "that it could fall")
    features = pairing.pair_features(sheet, [[], said, around], said, around)[0]
    assert features.shape == (3, pairing.WIDTH)
    assert len({tuple(row) for row in features.tolist()}) == 3


@pytest.mark.parametrize(("words", "reached"), [(40, True), (pairing.REACH + 60, False)])
def test_a_partner_is_looked_for_within_reach_and_no_further(words, reached):
    """A source a few sentences away is weighed, one beyond the reach of the linker is not: with
    even chances for all, it is the only one there is or there is none."""
    using = extraction.engine()
    text = "A title\nThe mayor " + "and then " * (words // 2) + "said it is safe."
    sheet = using.encode(article_from_text(text)).sheet

    def piece(string):
        start = text.index(string)
        return to_pieces(sheet, [(start, start + len(string))])[0]

    spans = [[], [piece("said")], [piece("The mayor")]]  # a content, so that "none" is no choice
    vectors = np.zeros((len(sheet.ids), 128), dtype=np.float32)
    (choice,) = pairing.choose(sheet, spans, vectors, using.weights, CONTENT, CUE)
    assert (choice.partner == 0) == reached
    assert choice.probability == 1.0
