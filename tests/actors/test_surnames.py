"""Whose a surname is: sentences that need a rule, and sentences that must not trigger it."""

import pytest
import scenes

COUPLE = "Paul Renner and Anna Renner came."


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Paul Renner came. Renner said it is over.", "Renner", "Paul Renner"),
        ("Paul Renner came. Mr. Renner said it is over.", "Renner", "Paul Renner"),
        ("Paul Renner came. Mrs. Renner said it is over.", "Renner", "Mrs. Renner"),
        ("Anna Renner came. Mr. Renner said it is over.", "Renner", "Mr. Renner"),
        (f"{COUPLE} Mrs. Renner said it is over.", "Renner", "Anna Renner"),
        (f"{COUPLE} Mr. Renner said it is over.", "Renner", "Paul Renner"),
        ("Paul Renner left. Anna Renner came. Renner said so.", "Renner", "Anna Renner"),
        ("Renner said so. Then Paul Renner came.", "Renner", "Paul Renner"),
        ("Paul Bell came. Best of all, Bell said so.", "Bell", "Paul Bell"),
    ],
)
def test_a_surname_is_its_bearers(text, words, name):
    """The title's gender decides, then the full name nearest before; Mrs is never Mr."""
    assert scenes.named(scenes.scene(text), words).figure.name == name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Paul Renner came. The Renner Campaign said so.", "Renner"),
        ("Paul Renner came. It burned near Renner Street.", "Renner"),
        ("Paul Wood came. Wood burns well.", "Wood"),
        ("Paul Cash came. Cash was short.", "Cash"),
        ("They met. A Reagan-like smile was all.", "Reagan-like"),
        ("Paul Renner came. At home the Renners slept.", "Renners"),
    ],
)
def test_what_only_looks_like_a_surname_is_nobody(text, words):
    """A body or street called so, or an everyday word at the head of a sentence."""
    place = scenes.named(scenes.scene(text), words)
    assert place is None or place.figure.kind != "person"
