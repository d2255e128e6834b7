"""What the lexicons of tone make of a few short sentences: their blind spots, computed."""

from __future__ import annotations

import pandas as pd

from analysis.tone.lexicons import LEXICONS

#: Good news in terms of war, and bad news in friendly ones.
_SENTENCES = (
    "The ceasefire ended years of war, bloodshed and fear.",
    "This will go down as the day when war propaganda failed.",
    "The troops are returning to their bases.",
    "We thank the brave soldiers who bombed the city.",
)


def examples() -> pd.DataFrame:
    """One row a made-up sentence, with the score of each lexicon (−1 to 1) under its name."""
    return pd.DataFrame(
        [
            {"sentence": text, **{name: rate(text).score for name, rate in LEXICONS.items()}}
            for text in _SENTENCES
        ]
    )
