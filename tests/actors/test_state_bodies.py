"""What belongs to a state: sentences that need a rule, and sentences that must not trigger it."""

import pytest
import scenes

BODIES = [
    ("The Russian military said it is over.", "Russian military", "armed force", "Russia"),
    ("Russia's air force told reporters so.", "Russia's air force", "armed force", "Russia"),
    ("The Ukrainian authorities denied it.", "Ukrainian authorities", "government", "Ukraine"),
    ("The Russian police said it is over.", "Russian police", "police", ""),
    ("The Russian parliament voted.", "Russian parliament", "legislature", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "kind", "side"), BODIES)
def test_a_body_behind_its_state_is_one_name(text, words, kind, side):
    """Of the state's own bodies, police and parliament speak for no side."""
    place = scenes.named(scenes.scene(text), words)
    assert (place.figure.type, place.figure.side) == (kind, side)
    assert place.figure.official == bool(side)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Russia's military exercises went on.", "Russia"),
        ("Russia's army uniforms are green.", "Russia"),
        ("The Russian winter said nothing.", "Russian"),
    ],
)
def test_a_body_that_only_modifies_is_none(text, words):
    """ "Military exercises" are no military; nor is what no list has a body."""
    assert scenes.named(scenes.scene(text), words).figure.kind == "state"


MINISTRIES = [
    ("Russia's Ministry of Defence said so.", "Russia's Ministry of Defence", "Russia"),
    ("The Ukrainian Defence Ministry said so.", "Ukrainian Defence Ministry", "Ukraine"),
]


@pytest.mark.parametrize(("text", "words", "side"), MINISTRIES)
def test_a_ministry_is_its_countrys(text, words, side):
    """Either way round, whoever the country is."""
    place = scenes.named(scenes.scene(text), words)
    assert (place.figure.side, place.bare) == (side, False)


RUSSIAN = "The Russian Defence Ministry spoke."
UKRAINIAN = "The Ukrainian Defence Ministry spoke."
BARE = "The defence ministry said it is over."
BETWEEN = "Then it rained for a week."
COUNTRY_OF_BARE = [
    (f"{RUSSIAN} | {BETWEEN} | {BARE}", "Russia", 0.92),
    (f"{RUSSIAN} | {BETWEEN} | {UKRAINIAN} | {BARE}", "Ukraine", 0.6),
    (f"{UKRAINIAN} | {BETWEEN} | {RUSSIAN} | {BARE}", "Russia", 0.6),
    (f"{UKRAINIAN} | {BARE} | {BETWEEN} | {RUSSIAN}", "Ukraine", 0.6),
    (f"Troops left Ukraine. {BARE}", "Ukraine", 0.6),
]


@pytest.mark.parametrize(("text", "side", "sure"), COUNTRY_OF_BARE)
def test_a_bare_ministry_is_that_of_the_nearest_country(text, side, sure):
    """Of several ministries of that name the nearest counts, less surely; without one, the only
    state of the paragraph."""
    place = scenes.named(scenes.scene(text), "defence ministry")
    assert (place.figure.side, place.sure, place.bare) == (side, sure, True)


@pytest.mark.parametrize(
    "text", [BARE, f"Troops left Ukraine for Russia. {BARE}", f"Troops left Ukraine. | {BARE}"]
)
def test_a_bare_ministry_of_no_one_country_stays_bare(text):
    """No state, two states, or one in another paragraph: nobody's ministry."""
    place = scenes.named(scenes.scene(text), "defence ministry")
    assert place is None or not place.figure.side
