"""Counting who is heard, and saying it in words."""

import pandas as pd
from matplotlib.figure import Figure

from analysis.present import charts
from analysis.summaries import speaker_counts

ACTORS = pd.DataFrame(
    [
        {"actor_id": "a1", "name": "Ann Lee", "role": "minister", "side": "Utopia"},
        {"actor_id": "a2", "name": "Bo Ek", "role": "spokesman", "side": "Erewhon"},
        {"actor_id": "a3", "name": "Cy", "role": "", "side": ""},
        {"actor_id": "a4", "name": "Di", "role": "", "side": "Atlantis"},
    ]
)
STATEMENTS = pd.DataFrame(
    [
        {"actor_id": "a1; a2", "kind": "direct", "content_text": "one two"},
        {"actor_id": "a2", "kind": "indirect", "content_text": "three"},
        {"actor_id": "a3", "kind": "mixed", "content_text": "four five six"},
        {"actor_id": "", "kind": "indirect", "content_text": "seven"},
    ]
)


def test_a_joint_statement_counts_for_each_speaker():
    """Sides by their number of statements, those without a side last."""
    speakers = speaker_counts.by_speaker(STATEMENTS, ACTORS)
    assert list(speakers["speaker"]) == ["Bo Ek", "Ann Lee", "Cy", "not named"]
    assert list(speakers["statements"]) == [2, 1, 1, 1]
    assert list(speakers["words"]) == [3, 2, 3, 1]
    sides = speaker_counts.by_side(speakers)
    assert dict(zip(sides["side"], sides["statements"], strict=True)) == {
        "Erewhon": 2,
        "Utopia": 1,
        "": 2,
    }
    assert speaker_counts.sides(STATEMENTS, ACTORS) == ["Erewhon", "Utopia", "Atlantis"]


def test_the_sentence_says_what_the_figure_shows():
    """And is true with ties, without sides, and without anybody."""
    speakers = speaker_counts.by_speaker(STATEMENTS, ACTORS)
    text = charts.voices_text(speakers, speaker_counts.by_side(speakers))
    assert text.startswith("Bo Ek is heard most, with 2 statements. By side: Erewhon 2 (1 with")
    nobody = speaker_counts.by_speaker(STATEMENTS[:0], ACTORS)
    assert charts.voices_text(nobody, speaker_counts.by_side(nobody)).startswith("Nobody")
    assert isinstance(charts.voices(nobody, []), Figure)


def test_the_figure_draws_every_count():
    """One bar a kind and speaker, of the counted length."""
    speakers = speaker_counts.by_speaker(STATEMENTS, ACTORS)
    (ax,) = charts.voices(speakers, speaker_counts.sides(STATEMENTS, ACTORS)).axes
    assert sum(bar.get_width() for bar in ax.patches) == speakers["statements"].sum()
    labels = [tick.get_text() for tick in ax.get_yticklabels()]
    assert labels[:2] == ["Erewhon", "Bo Ek"]
    assert speaker_counts.NO_SIDE in labels
