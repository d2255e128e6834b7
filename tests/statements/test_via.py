"""Through whom a saying came: a newsroom that hands it on, not one that is told or that speaks."""

from __future__ import annotations

import pytest
import stated


@pytest.mark.parametrize(
    ("text", "newsroom"),
    [
        ("Anna Berg said that it is over, according to CNN.", "CNN"),
        ("Anna Berg said that it is over, as reported by the Associated Press.",
         "Associated Press"),
        ("Anna Berg said that it is over, CNN reported.", "CNN"),
        ("Anna Berg told CNN that it is over.", ""),
        ("Anna Berg said near the CNN building that it is over.", ""),
        ("Anna Berg said that it is over, according to NATO.", ""),
    ],
)  # fmt: skip
def test_a_newsroom_passes_on_where_its_words_say_so(text, newsroom):
    """Right behind "per", "according to", or before "reported"; only a newsroom."""
    assert stated.one(text, "Anna Berg", text.split()[2], "that it is over")["via"] == newsroom


def test_a_newsroom_that_speaks_passes_nothing_on():
    """It is the speaker."""
    text = "According to CNN, it is over."
    row = stated.one(text, "CNN", "According to", "it is over")
    assert (row["speaker"], row["via"]) == ("CNN", "")
