"""What a claim is about, and how it stands to it."""

from __future__ import annotations

import claimed
import pytest

from analysis.claims import certainty, clauses, events


def _matter(cue: str, content: str) -> events.Matter:
    case = claimed.small(f"The man {cue} {content}.", ("The man", cue, content))
    row = case.statements.iloc[0]
    found = clauses.of_statement(case.parses, row["content"], 0)[0]
    verb = certainty.cue_of(case.parses, row["cue"])
    return events.of(found, verb, str(case.claims.iloc[0]["polarity"]))


def _named(matter: events.Matter) -> set[str]:
    return {event.matter for event in matter.events}


@pytest.mark.parametrize(
    ("content", "matter"),
    [
        ("they are pulling back their troops", "withdraw"),
        ("the troop withdrawal is over", "withdraw"),
        ("there will be a pull-back of troops", "withdraw"),
        ("Russia could invade", "attack"),
        ("the boats were turned away", "bar"),
    ],
)
def test_verbs_and_nouns_of_one_sense_are_one_matter(content, matter):
    """A particle and a hyphen belong to the word."""
    assert matter in _named(_matter("said", f"that {content}"))


@pytest.mark.parametrize(
    "content",
    [
        "they rested after the withdrawal",
        "it left the matter unclear",
        "the threat remains possible",
        "the boat rescued on Friday sank",
    ],
)
def test_what_only_dates_or_describes_is_no_matter(content):
    """ "after the withdrawal" dates; "left it unclear" is no leaving."""
    assert not _named(_matter("said", f"that {content}")) & {"withdraw", "stay", "survive"}


@pytest.mark.parametrize(
    ("cue", "content", "stand"),
    [
        ("said", "that the troops withdrew", 1),
        ("said", "that the troops have not withdrawn", -1),
        ("denied", "that the troops withdrew", -1),
        ("said", "that we have yet to see a withdrawal", -1),
        ("slammed", "hysteria over an invasion", -1),
        ("said", "that it will rain if the troops withdraw", 0),
        ("asked", "how many troops would withdraw", 0),
    ],
)
def test_stand(cue, content, stand):
    """Affirmed, denied or doubted, or left open."""
    assert _matter(cue, content).stand == stand


def test_a_denied_force_leaves_the_work_alone():
    """ "never forced to leave" says nothing of the leaving."""
    assert _named(_matter("said", "that she was never forced to leave")) == {"force"}


def test_what_is_prevented_is_denied():
    """ "prevents him from leaving" turns the leaving round."""
    matter = _matter("said", "that nothing prevents him from leaving the country")
    assert [e.denied for e in matter.events if e.matter == "withdraw"] == [True]


def test_a_pointer_knows_its_noun_its_owner_and_the_types_it_can_mean():
    """ "Russia's claim" can be an assertion, "this demand" only a demand."""
    (owned,) = _matter("said", "that nobody has verified Russia's claim").pointers
    assert (owned.noun, owned.owner, owned.judged) == ("claim", "Russia", True)
    (near,) = _matter("said", "this demand is a non-starter").pointers
    assert (near.near, near.types, near.judged) == (True, ("demand",), True)


def test_opposites_and_kin_stand_in_the_list_both_ways():
    """Every matter named as an opposite or as kin has its own forms."""
    opposite, kin = events.relations()
    listed = set(opposite) | set(kin) | set(opposite.values()) | set(kin.values())
    assert {m for m in listed if m not in set(opposite) | set(kin) | {"withdraw"}} == set()
    for one, other in opposite.items():
        assert opposite[other] == one
