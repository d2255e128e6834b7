"""Who is meant: sentences that need a kind of evidence, and sentences that must not trigger it."""

import attributed
import pytest

from analysis.actors import candidate_ranking, resolution
from analysis.actors.candidate_features import Kind
from analysis.words.spacy_models import parse


def speakers(text, rows):
    article, found = attributed.small(text, rows)
    cast = resolution.resolve(article, parse(article), None, found)
    return ["; ".join(cast.actor(i).name for i in s.actor_ids) for s in cast.speaker_of]


NEW = [
    ("Mayor Dorrit Vane opened the bridge. A man who had waited said it is over.",
     "A man who had waited", "man"),
    ("Foreman Piet Haas spoke. An official said it is over.", "An official", "official"),
    ("Police met sailors. One of them said it is over.", "One of them", ""),
    ("Grocer Hamid Sol put up a sign. A customer said it is over.", "A customer", "customer"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "name"), NEW)
def test_new_people_are_new(text, source, name):
    """An indefinite description is nobody named before; a part of several is nobody's name."""
    assert speakers(text, [(1, source, "said", ["it is over"])]) == [name]


KNOWN = [
    ("Tomas Brell, a hydrologist, measured the lake. The hydrologist said it is over.",
     "The hydrologist", "Tomas Brell"),
    ("Tidewater Holdings closed its yard. The company said it is over.",
     "The company", "Tidewater Holdings"),
    ("Researchers at Lund University counted birds. The researchers said it is over.",
     "The researchers", "Researchers at Lund University"),
    ("Police arrested a woman in Norby. She said it is over.", "She", "woman"),
    ("Helga Strand and Milo Pratt won the race. They said it is over.",
     "They", "Helga Strand; Milo Pratt"),
    ("The leak was big. Documents seen by the Herald show it is over.",
     "Documents seen by the Herald", "Documents seen by the Herald"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "name"), KNOWN)
def test_definite_words_point_back(text, source, name):
    """By role, by sort of organisation, by noun, by gender, by two named together; a paper is not
    the newspaper that saw it."""
    cue = "show" if "show" in text else "said"
    assert speakers(text, [(1, source, cue, ["it is over"])]) == [name]


def test_another_spokesman_is_a_second_one():
    """Two spokesmen of one harbour are two; the same words twice are one."""
    text = "A spokesman for the port said it is on. Another spokesman said it is over."
    rows = [
        (1, "A spokesman for the port", "said", ["it is on"]),
        (1, "Another spokesman", "Another spokesman |said", ["it is over"]),
    ]
    first, second = speakers(text, rows)
    assert first != second
    text = "A spokesman for the port said it is on. A spokesman for the port said it is over."
    rows[1] = (1, "on. |A spokesman for the port", "port |said", ["it is over"])
    first, second = speakers(text, rows)
    assert first == second


NAMES = [
    ("Maria de la Cruz, a nurse, came. De la Cruz said it is over.", "De la Cruz",
     "Maria de la Cruz"),
    ("Pieter van der Meulen came. On Monday Van der Meulen said it is over.",
     "Monday |Van der Meulen", "Pieter van der Meulen"),
    ('Dolores "Lola" Maretti bakes. On Monday Lola said it is over.', "Monday |Lola",
     'Dolores "Lola" Maretti'),
    ("Ana Luz Ruiz leads the board. On Monday Chair Ruiz said it is over.", "Chair Ruiz",
     "Ana Luz Ruiz"),
    ("Barbara and Sandor Keleti won. On Monday Barbara said it is over.", "Monday |Barbara",
     "Barbara Keleti"),
    ("The harbour doctor, Ulla Maier, resigned. She said it is over.", "She", "Ulla Maier"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "name"), NAMES)
def test_one_person_is_one_actor(text, source, name):
    """Particles, nicknames, roles as titles, a surname shared, a role before the name."""
    assert speakers(text, [(1, source, "said", ["it is over"])]) == [name]


def test_an_organisation_with_a_first_name_in_it_is_no_person():
    """ "Red" is a registered first name, and the British Red Cross is nobody's."""
    article, _ = attributed.small("The British Red Cross helped on Monday.", [])
    cast = resolution.resolve(article, parse(article), None, [])
    assert all(actor.kind != "person" for actor in cast.actors)


def test_a_resolved_pronoun_teaches_a_gender():
    """Who was "he" is not "she" a sentence later, whatever the name tells."""
    text = (
        "Reporters met Bo Krantz. He said it is on. His predecessor, Lena Aas, was there."
        " She said it is over."
    )
    rows = [(1, "He", "He |said", ["it is on"]), (1, "She", "She |said", ["it is over"])]
    assert speakers(text, rows) == ["Bo Krantz", "Lena Aas"]


def test_shares_sum_to_one_and_chances_rise_with_them():
    """The ranking is a probability over the candidates, the calibration keeps its order."""
    using = candidate_ranking.ranker()
    for kind in Kind:
        chances = [using.chance(kind, share / 10) for share in range(11)]
        assert chances == sorted(chances)
        assert 0 < chances[0] < chances[-1] < 1


ALONE = [
    ("Helga Strand and Lund University signed. They said it is over.", {"Helga Strand"}),
    ("Helga Strand and the harbour signed. They said it is over.", {"Helga Strand"}),
]


@pytest.mark.parametrize(("text", "without"), ALONE)
def test_a_person_and_a_thing_are_not_two_people(text, without):
    """ "Helga Strand and Lund University … they" are no pair: two of a kind are."""
    (found,) = speakers(text, [(1, "They", "They |said", ["it is over"])])
    assert not (set(found.split("; ")) >= without and ";" in found)


GOES_ON = [
    (['"It is closed."'], ["Anna Berg"]),
    (["It is closed."], [""]),
]


@pytest.mark.parametrize(("contents", "names"), GOES_ON)
def test_only_a_quotation_goes_on_in_the_next_paragraph(contents, names):
    """Without a source or a cue, quoted words are the last speaker's, plain ones nobody's."""
    text = f"Anna Berg said it is on.\n\n{contents[0]}"
    rows = [(1, "Anna Berg", "said", ["it is on"]), (2, "", "", contents)]
    assert speakers(text, rows)[1:] == names
