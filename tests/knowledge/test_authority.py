"""The authority files: consistent, dated, and found where they are looked for."""

import csv
import re
from datetime import date

import pytest

from analysis import paths
from analysis.knowledge import authority


def rows(name):
    with open(authority.folder() / f"{name}.csv", encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_offices_are_many_and_dated():
    """At least 300 rows; every office begins before it ends; no row stands twice."""
    found = authority.offices()
    assert len(found) >= 300
    assert all(o.last is None or o.first <= o.last for o in found)
    keys = [(o.person, o.first, o.title) for o in found]
    assert len(keys) == len(set(keys))


def test_every_side_is_a_state_or_an_organisation_of_the_files():
    """A side is spelled as the file that describes it spells it."""
    known = set(authority.entities())
    assert {o.side for o in authority.offices() if o.side} <= known


def test_wikidata_ids_look_like_ids_and_name_one_thing():
    """An id is Q and digits, and stands for one name only."""
    named = {}
    for table, column in (("offices", "person"), ("states", "name"), ("organisations", "name")):
        for row in rows(table):
            if row["wikidata"]:
                assert re.fullmatch(r"Q[1-9]\d*", row["wikidata"])
                assert named.setdefault(row["wikidata"], row[column]) == row[column]


@pytest.mark.parametrize(
    ("person", "day", "title"),
    [
        ("Joe Biden", date(2022, 2, 15), "President of the United States"),
        ("Joe Biden", date(2016, 5, 1), "Vice President of the United States"),
        ("Jens Stoltenberg", date(2022, 2, 15), "Secretary General of NATO"),
        ("Boris Johnson", date(2017, 1, 1), "Foreign Secretary of the United Kingdom"),
    ],
)
def test_an_office_is_that_of_the_day(person, day, title):
    """The same person held different offices; the article's date decides."""
    office = authority.office_on(person, day)
    assert office is not None
    assert office.title == title


def test_a_family_name_has_the_bearers_of_the_day():
    """In 2022 there is one Putin in office, and no Cameron."""
    assert authority.bearers("Putin", date(2022, 2, 15)) == ("Vladimir Putin",)
    assert authority.bearers("Cameron", date(2022, 2, 15)) == ()


def test_months_and_years_reach_to_their_ends():
    """ "2017" as the end of an office is the last day of that year."""
    assert authority._day("2017", last=True) == date(2017, 12, 31)
    assert authority._day("2020-02", last=True) == date(2020, 2, 29)
    assert authority._day("2020-02", last=False) == date(2020, 2, 1)
    assert authority._day("2020-12", last=True) == date(2020, 12, 31)


def test_every_state_is_there():
    """193 members of the United Nations and a few more, each with its Wikidata id."""
    states = rows("states")
    assert len(states) >= 195
    assert all(row["wikidata"] for row in states)


def test_an_installed_copy_is_found_where_the_repository_is_not(tmp_path, monkeypatch):
    """Without the repository's folder the package's own copy is read."""
    monkeypatch.setattr(paths, "AUTHORITY", tmp_path / "nowhere")
    assert authority.folder() == paths.PACKAGE / "data" / "authority"


def test_a_nickname_is_no_family_name():
    """ "Jokowi" and "MBS" stand for one person each; "Lula", a family name, is looked up as one."""
    assert authority.nicknames()["Jokowi"] == "Joko Widodo"
    assert authority.nicknames()["MBS"] == "Mohammed bin Salman"
    assert "Lula" not in authority.nicknames()


@pytest.mark.parametrize(
    ("person", "day", "title"),
    [
        ("Joe Biden", date(2018, 5, 1), None),
        ("Joe Biden", date(2016, 5, 1), "Vice President of the United States"),
        ("Nobody Known", date(2018, 5, 1), None),
        ("Joe Biden", None, None),
    ],
)
def test_between_two_offices_there_is_none(person, day, title):
    """Nor for somebody the file does not know, nor, of several, on an unknown day."""
    office = authority.office_on(person, day)
    assert (office.title if office else None) == title
