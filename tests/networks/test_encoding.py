"""The shared encoder: read once, by position, the same wherever its blocks begin."""

import numpy as np

from analysis.article.article import article_from_text
from analysis.networks import encoding, heads
from analysis.networks.encoding import Block
from analysis.words.vectors import encode_article

TEXT = "Talks begin\n\nThe mayor said the bridge was safe.\n\nEngineers warned it could fall.\n"


def test_words_are_found_by_where_they_stand():
    """The rows of a word are its pieces, in positions of the repaired view, and nothing else."""
    article = article_from_text(TEXT)
    read = encode_article(article)
    start = article.view.text.index("bridge")
    rows = read.rows(start, start + len("bridge"))
    assert [encoding.tokenizer().id_to_token(int(read.sheet.ids[row])) for row in rows] == [
        "bridge"
    ]
    assert read.states[rows].shape == (1, encoding.WIDTH)


def test_a_text_is_read_once(monkeypatch):
    """Who asks for the same text again pays nothing, also where its blocks lie elsewhere."""
    blocks = [Block(0, "Nobody else has read this."), Block(30, "Nor this line.")]
    first = encoding.encode(blocks)
    monkeypatch.setattr(encoding, "encoder", lambda: None)  # it could not be read now
    moved = encoding.encode([Block(block.start + 100, block.text) for block in blocks])
    assert np.array_equal(first.states, moved.states)
    assert np.array_equal(first.sheet.begin + 100, moved.sheet.begin)


def test_no_words_have_no_rows():
    """An empty text is no reason to fail."""
    assert encoding.encode([]).states.shape == (0, encoding.WIDTH)


def test_batches_hold_every_item_once_and_like_lengths_together():
    """Whatever the lengths, no item is lost, and a batch's padding stays small."""
    lengths = [3, 700, 5, 4, 900, 3, 40, 41]
    batches = list(heads.buckets(lengths))
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    assert [1] in batches
    assert [4] in batches
