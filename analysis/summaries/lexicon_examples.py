"""What the lexicons of tone make of a few short sentences: their blind spots, computed."""

from __future__ import annotations

import pandas as pd

from analysis.tone.lexicons import LEXICONS

#: Bad news in friendly words, and good news in terms of harm; the model hears each as people do.
_SENTENCES = (
    "They promised great savings and then stole the money.",
    "The fire is out and no one was hurt.",
    "Fewer people died in accidents than ever before.",
)


def examples() -> pd.DataFrame:
    """One row a made-up sentence, with the score of each lexicon (−1 to 1) under its name."""
    return pd.DataFrame(
        [
            {"sentence": text, **{name: rate(text).score for name, rate in LEXICONS.items()}}
            for text in _SENTENCES
        ]
    )
