"""Who is who in small articles, read whole: the kinds of fault that readers of such tools report.

Each row is a text (paragraphs parted by `` | ``; the first is the title) and checks as
`case_checks` reads them. Names and places are made up.
"""

import json

import pytest
from case_checks import Outcome, holds

from analysis.article.article import article_from_text
from analysis.reading import read_one

SAID, NO, IS = "statement", "no_actor", "actor"


def said(words, speaker):
    return {SAID: words, "speaker": speaker}


PLACES_AND_THINGS = {
    "a town is nobody": (
        "Rain over the weekend | Rain fell on Vessel and in Harn on Friday. The bridge in Harn was"
        " shut. Mayor Ada Quist said it would open soon.",
        [{NO: "Harn"}, {NO: "Vessel"}, said("open soon", "Ada Quist")],
    ),
    "a province, a camp and a state are places": (
        "Aid trucks wait | Trucks waited in Torm province and at the Belka refugee camp. Drivers"
        ' came from the state of Oru Pradesh. "We are tired," said driver Ilan Roth.',
        [{NO: "Torm"}, {NO: "Belka"}, {NO: "Oru Pradesh"}, said("tired", "Ilan Roth")],
    ),
    "a headline's first noun is nobody": (
        "Doctors strike in two towns | The doctors began a strike on Monday. Union leader Mira Falk"
        " said it would last a week.",
        [{NO: "Doctors", "kind": "organisation"}, {NO: "Doctors", "kind": "person"}],
    ),
    "a paper is an organisation": (
        "Paper fined | The weekly newspaper Petit Roland was fined on Monday. Petit Roland had"
        " printed a cartoon. A court spokeswoman said the fine was small.",
        [{NO: "Petit Roland", "kind": "person"}],
    ),
    "behind an organisation's name stands a person": (
        "Refugees wait | CEO of the Refugee Council Enver Solomon said the rooms were cold.",
        [said("rooms were cold", "Enver Solomon"), {NO: "Enver Solomon", "kind": "organisation"}],
    ),
    "a device of a maker is nobody": (
        "New watch | Samsung showed the Samsung Loop on Monday. The Samsung Loop costs $300,"
        " analyst Piet Oster said.",
        [{NO: "Samsung Loop", "kind": "person"}, said("costs", "Piet Oster")],
    ),
    "a man who is tagged as something else stays a man": (
        "Two quit | The team doctor, Jorn Wessel, quit on Friday. Wessel said he was tired.",
        [{IS: "Jorn Wessel", "kind": "person"}, said("he was tired", "Jorn Wessel")],
    ),
    "a person with a strange name is one, by the surname that speaks": (
        "Prize is split | Oswin Tark thanked Feodra Zell. Zell told him the prize was fair.",
        [said("prize was fair", "Feodra Zell")],
    ),
}

NAMES = {
    "two of one surname, by Mr. and Ms.": (
        "Two Holts argue | Senator Rebecca Holt said the road was needed. Mayor Thomas Holt said it"
        ' was not. | "He never drove there," Ms. Holt said. | "I live there," Mr. Holt said.',
        [said("never drove", "Rebecca Holt"), said("live there", "Thomas Holt")],
    ),
    "a title of a woman is no woman of a man": (
        "Pastor held | Farid Karimi was arrested in May. Mrs. Karimi said her husband was ill. He"
        " said nothing.",
        [{IS: "Farid Karimi", "kind": "person"}, said("husband was ill", "Mrs. Karimi")],
    ),
    "an acronym by matching initials": (
        "Boats kept in port | The Norden Fishing Council said the ban stays. The NFC said it would"
        " pay the crews.",
        [said("ban stays", "Norden Fishing Council"), said("pay crews", "Norden Fishing Council")],
    ),
    "an acronym in brackets": (
        "Unions meet | The Workers Union of Harn (WUH) rejected the offer. WUH said it was too"
        " low.",
        [said("too low", ["Workers Union of Harn", "Workers Union of Harn (WUH)"])],
    ),
    "a month as a surname": (
        "Baker wins | Anna May said she was glad. May said the oven was old.",
        [said("she was glad", "Anna May"), said("oven was old", "Anna May")],
    ),
    "a known surname with another first name": (
        "Painter sells boat | Paul Trump, a painter, said the boat was sold.",
        [said("boat was sold", "Paul Trump"), {NO: "Donald Trump"}],
    ),
    "father and son": (
        "Shop closes | Carl Ober Sr. said the shop was his life. Carl Ober Jr. said it was a"
        " burden.",
        [said("was his life", "Carl Ober Sr."), said("burden", "Carl Ober Jr.")],
    ),
    "a name in a work's title before a role": (
        'Prizes | "Mr Harrow" star Lena Voss said she was surprised.',
        [said("she was surprised", "Lena Voss")],
    ),
}

SHORT = {
    "a company by its first word": (
        "Mills close | Brightwater Holdings said profits fell. Brightwater said it would close two"
        " mills.",
        [said("profits fell", "Brightwater Holdings"), said("two mills", "Brightwater Holdings")],
    ),
    "all capitals at the head": (
        "Bridge | MARTA QUILL, the mayor of Harn, said the bridge was unsafe. Quill said it was"
        " old.",
        [said("was unsafe", "Marta Quill"), said("was old", "Marta Quill"), {NO: "Harn"}],
    ),
    "a nickname alone": (
        'Race | Roberto "Beto" Sanz said he would run. Beto said he was ready.',
        [{"one_actor": ['Roberto "Beto" Sanz', "Beto", "Roberto Sanz"]}],
    ),
    "a first name alone": (
        "Surgery | Iga Velska was awake. Iga said it was strange. Velska herself said it was fun.",
        [said("was strange", "Iga Velska"), said("was fun", "Iga Velska")],
    ),
    "not a single person is nobody": (
        "Crater | Not a single person said it was loud. We'll say so, Ana Ruiz said.",
        [said("it was loud", ""), {NO: "Not a single person"}, {NO: "We'll"}],
    ),
    "a paper by its name is no person": (
        "Leak | The letter was seen by the Herald. Dan Oak said it was false.",
        [{NO: "Herald", "kind": "person"}],
    ),
}

ROLES = {
    "ranks": (
        "Rescue | Lt. Gen. Abel Stroud said the road was open. Cpl. Ida Renn said it was icy.",
        [
            {IS: "Abel Stroud", "role_has": "Gen"},
            {IS: "Ida Renn", "role_has": ["Cpl", "corporal"]},
        ],
    ),
    "a role after who is": (
        "Flood | Wim Arend, who is a hydrologist, said the dam was safe.",
        [{IS: "Wim Arend", "role_has": "hydrologist"}, said("dam was safe", "Wim Arend")],
    ),
    "a speaker behind a name in the content is no apposition": (
        "Vote | The winner is Oleh Tarn, the minister said. Tarn smiled.",
        [{NO: "Oleh Tarn and nobody"}, {"not_speaker": "Oleh Tarn", "of": "winner"}],
    ),
}

SOURCES = {
    "data on a topic": (
        "Sickness | New data on measles show that cases doubled. Figures from Ostby suggest the"
        " same.",
        [said("cases doubled", ["New data on measles", "New data", "data"]), {NO: "New data on"}],
    ),
    "a possessor is not the one who speaks": (
        "Hostage | Marcus Bell was seized in June. Bell's family said he was alive. Jones' family"
        " said nothing.",
        [{"not_speaker": "Marcus Bell", "of": "he was alive"}],
    ),
    "who is the one described right before": (
        "Video | The clip opens with a masked gunman, who says the raids must stop.",
        [said("raids must stop", ["masked gunman", "gunman"])],
    ),
    "one by his age": (
        "Rescue | Nils Aker was found on Monday. The 34-year-old said he had eaten snow.",
        [said("eaten snow", "Nils Aker")],
    ),
    "another spokesman is a second": (
        "Strike | A spokesman said the trains would run. Another spokesman said they would not.",
        [{"one_actor": ["another spokesman"]}],
    ),
    "one of them is nobody": (
        "Miners out | Two miners, Per Holm and Jan Rask, were rescued. One of them said the air was"
        " bad.",
        [said("air was bad", "")],
    ),
    "they who is one": (
        "Poet honoured | Poet Alex Morrow won the Harn medal. They said it was heavy.",
        [said("it was heavy", ["Alex Morrow", ""])],
    ),
    "the council once named": (
        "Ban | Harn City Council voted on Monday. The council said the ban starts in May.",
        [said("ban starts", "Harn City Council")],
    ),
    "a group is not its member": (
        "Ships | Captain Bo Lund left on Monday. The captains said the sea was calm.",
        [{"not_speaker": "Bo Lund", "of": "sea was calm"}],
    ),
}  # fmt: skip

TABLES = {
    "places and things": PLACES_AND_THINGS,
    "names": NAMES,
    "short names": SHORT,
    "roles": ROLES,
    "sources": SOURCES,
}
ALL = [pytest.param(*row, id=name) for table in TABLES.values() for name, row in table.items()]


@pytest.mark.parametrize(("text", "checks"), ALL)
def test_who_is_who(text, checks):
    """Every check of a row holds."""
    title, *paragraphs = text.split(" | ")
    article = article_from_text("\n\n".join([title, "20220215", *paragraphs]), "case.txt")
    wanted = ("articles", "statements", "actors")
    reading = read_one(article, wanted, check=False)
    outcome = Outcome(0, "", {name: reading[name].to_dict("records") for name in wanted})
    missed = [check for check in checks if not holds(check, outcome)]
    assert not missed, json.dumps(missed)
