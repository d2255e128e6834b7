"""What people are called beside their names: sentences that need a rule, and that must not."""

import pytest
import scenes


def tarn(text):
    return scenes.named(scenes.scene(text), "Oleh Tarn").figure


ROLES = [
    ("Ukrainian minister Oleh Tarn said it is over.", "Ukrainian minister"),
    ("Malaysia's Prime Minister, Oleh Tarn, spoke.", "Prime Minister"),
    ("The company treasurer Oleh Tarn spoke.", "company treasurer"),
    ("After Mayor Oleh Tarn spoke, it rained.", "Mayor"),
    ("Oleh Tarn, a doctor, said it is over.", "doctor"),
    ("Oleh Tarn, who is a doctor, said it is over.", "doctor"),
    ("Oleh Tarn, 44, a doctor, said it is over.", "doctor"),
    ("Oleh Tarn, now the minister for ports, said it is over.", "minister for ports"),
    ("Oleh Tarn, a doctor who was there, said it is over.", "doctor"),
]


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_a_role_beside_a_name_is_read(text, role):
    """Before the name, with a comma or without; behind it with an age, an adverb, an article,
    which are no part of it, nor is the sentence's first word, nor a clause."""
    assert tarn(text).role == role


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Oleh Tarn said it is over.",
        "Oleh Tarn, who hired a doctor, said it is over.",
        "Oleh Tarn, the doctor said.",
        "Oleh Tarn, and a doctor was there, said it is over.",
        "Oleh Tarn, doctors say, is ill.",
        "Oleh Tarn, the doctor is here.",
        "When he met Oleh Tarn, the doctor of the town was ill.",
        "Mr. Oleh Tarn met a doctor.",
    ],
)
def test_what_is_no_role_is_left_out(text):
    """A form of address, a clause, somebody else."""
    assert tarn(text).role == ""


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Ukrainian minister Oleh Tarn said it is over.", "Ukraine"),
        ("Oleh Tarn, the Ukrainian minister for ports, said it is over.", "Ukraine"),
        ("Former Ukrainian minister Oleh Tarn said it is over.", ""),
        ("Oleh Tarn, a former Ukrainian minister, said it is over.", ""),
        ("Oleh Tarn, the onetime Ukrainian minister, said it is over.", ""),
        ("Ukrainian farmer Oleh Tarn said it is over.", ""),
    ],
)
def test_who_holds_an_office_speaks_for_its_side(text, side):
    """One who held it once speaks for no side, nor does a mere citizen."""
    figure = tarn(text)
    assert (figure.side, figure.official) == (side, bool(side))
