"""The words of the page of claims."""

import claimed

from analysis.present import pages_claims


def test_numbers_read_as_a_person_would_say_them():
    """A range is "10,000 to 99,999", an exact number has no word before it, a rough one "about"."""
    case = claimed.first()
    shown = pages_claims.numbers_html(case.claims, case.actors)
    assert "10,000 to 99,999" in shown
    assert "at least 150,000" in shown
    assert ">about 130,000<" in shown
    assert "exact" not in shown
    assert "more than one number of troops" in pages_claims.numbers_text(case.claims, case.actors)
