"""People who are only described: sentences that need a rule, and that must not trigger it."""

import attributed
import pytest

from analysis.actors import resolution
from analysis.actors.candidate_features import Asked, Kind, may_be
from analysis.actors.draft_cast import Figure
from analysis.words.spacy_models import parse


def speaker(text, source):
    article, found = attributed.small(text, [(1, source, "said", ["it is over"])], "20220215")
    cast = resolution.resolve(article, parse(article), None, found)
    return [cast.actor(i) for i in cast.speaker_of[0].actor_ids]


@pytest.mark.parametrize(
    ("source", "side", "official"),
    [
        ("Ukrainian officials", "Ukraine", True),
        ("A Russian military spokesman", "Russia", True),
        ("White House officials", "United States", True),
        ("A government spokesman", "", True),
        ("Ukrainian farmers", "", False),
        ("A company spokesman", "", False),
    ],
)
def test_officials_have_the_side_of_their_words(source, side, official):
    """Who holds an office or speaks for one has its side; farmers and companies have none."""
    (actor,) = speaker(f"It rained. {source} said it is over.", source)
    assert (actor.side, actor.official) == (side, official)


def test_some_of_whom_are_those_named_right_before():
    """ "Western officials, some of whom said" are the officials, and a person is not."""
    (actor,) = speaker("He met Western officials, some of whom said it is over.", "some of whom")
    assert actor.name == "Western officials"
    found = speaker("He met Paul Renner, who said it is over.", "who")
    assert [a.name for a in found] == ["Paul Renner"]


@pytest.mark.parametrize(
    ("text", "source", "names"),
    [
        ("Anna Reed met the nurses. They said it is over.", "They", ["nurses"]),
        ("The nurses met Anna Reed. They said it is over.", "They", ["nurses"]),
        ("The nurses met Anna Reed. She said it is over.", "She", ["Anna Reed"]),
        ("Anna Reed and Paul Renner met. They said it is over.", "They",
         ["Anna Reed", "Paul Renner"]),
    ],
)  # fmt: skip
def test_they_are_several_and_she_is_one(text, source, names):
    """A group or two named together, never the one person beside them; and the other way."""
    assert [a.name for a in speaker(text, source)] == names


@pytest.mark.parametrize(
    ("kind", "fits"),
    [
        (Kind.PERSON_PRONOUN, ["Anna Reed"]),
        (Kind.PERSON, ["Anna Reed"]),
        (Kind.THEY, ["Anna Reed", "nurses", "Lund University", "Norway"]),
        (Kind.IT, ["Lund University", "Norway"]),
    ],
)
def test_what_is_asked_for_says_who_may_be_meant(kind, fits):
    """ "She" is one person, "it" no person and no group; "they" may be anybody."""
    figures = [
        Figure("Anna Reed", "person"),
        Figure("nurses", "person", plural=True),
        Figure("Lund University", "organisation"),
        Figure("Norway", "state"),
    ]
    assert [f.name for f in figures if may_be(f, Asked(0, 0, 1, kind))] == fits
