"""One place to add a thing: each test adds a toy there and finds it at the other end."""

from __future__ import annotations

import importlib
import shutil
from dataclasses import replace
from datetime import date
from enum import StrEnum

import claimed
import pytest
import stated

from analysis import paths, read, tables
from analysis.claims import claim_types
from analysis.knowledge import authority, wordlists
from analysis.present import charts_tone, pages_claims, pages_tone
from analysis.statements import medium
from analysis.summaries import lexicon_examples
from analysis.tables import ClaimType
from analysis.tone import lexicons
from analysis.words import dates


def forget():
    """What was read from files of data is read anew."""
    for module in (authority, wordlists):
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()
    medium._frames.cache_clear()


@pytest.fixture
def data(tmp_path, monkeypatch):
    """``data(file, line)`` adds a line to a copy of the authority files or of the word lists."""
    copies = {".csv": tmp_path / "authority", ".tsv": tmp_path / "en"}
    shutil.copytree(authority.folder(), copies[".csv"])
    shutil.copytree(wordlists.FOLDER, copies[".tsv"])
    monkeypatch.setattr(paths, "AUTHORITY", copies[".csv"])
    monkeypatch.setattr(wordlists, "FOLDER", copies[".tsv"])

    def add(name, line):
        with open(copies[name[-4:]] / name, "a", encoding="utf-8") as handle:
            handle.write(line + "\n")
        forget()

    yield add
    monkeypatch.undo()
    forget()


def test_a_medium_is_a_line_in_media_csv(data):
    """A saying by carrier pigeon is told as one."""
    text = "Anna Berg said in a pigeongram that it is over."
    before = stated.one(text, "Anna Berg", "said", "that it is over")
    assert before["medium"] == ""
    data("media.csv", "pigeongram,noun,pigeon")
    assert stated.one(text, "Anna Berg", "said", "that it is over")["medium"] == "pigeon"


def test_an_office_holder_is_a_line_in_offices_csv(data):
    """Whoever holds an office speaks for its state, while it is held."""
    text = "Xenia Quandary said that it is over."
    assert not stated.one(text, "Xenia Quandary", "said", "that it is over")["official"]
    data(
        "offices.csv",
        "Xenia Quandary,,f,Quandary,Minister of Toys,minister,Government of Belarus,Belarus,"
        "2022-01-01,2022-12-31,",
    )
    assert stated.one(text, "Xenia Quandary", "said", "that it is over")["official"]
    later = stated.one(text, "Xenia Quandary", "said", "that it is over", day="20240101")
    assert not later["official"]


def test_a_cue_is_a_line_in_cues_tsv(data):
    """A verb that accuses makes its content an accusation."""
    assert claimed.said("bewailed", "that the bridge is closed")["type"] == "assertion"
    data("cues.tsv", "bewail\taccusation\tprobable\tpositive")
    row = claimed.said("bewailed", "that the bridge is closed")
    assert (row["type"], row["certainty"]) == ("accusation", "probable")


def test_a_claim_type_is_a_member_and_its_words(data, monkeypatch):
    """A new type that a cue or a rule tells is in the tables, and pages count it."""
    toy = StrEnum("ClaimType", {**{one.name: one.value for one in ClaimType}, "THANKS": "thanks"})
    monkeypatch.setattr(pages_claims, "CLAIM_TYPES", tuple(toy))
    columns = tuple(
        replace(column, allowed=tuple(toy)) if column.name == "type" else column
        for column in tables.TABLES["claims"]
    )
    monkeypatch.setitem(tables.TABLES, "claims", columns)
    tables._schema.cache_clear()
    data("cues.tsv", "thank\tthanks\t-\tpositive")
    case = claimed.small("The man thanked the council.", ("The man", "thanked", "the council"))
    assert list(tables.frame("claims", case.claims)["type"]) == ["thanks"]
    assert "1 thanks" in pages_claims.types_text(case.claims)

    def grateful(proposition, cue, own):
        return any(word.lower_ == "grateful" for word in proposition.words)

    monkeypatch.setattr(claim_types, "RULES", ((toy.THANKS, grateful), *claim_types.RULES))
    assert claimed.said("said", "that he is grateful")["type"] == "thanks"
    tables._schema.cache_clear()


def test_a_lexicon_is_a_function_in_its_table(monkeypatch):
    """Its verdicts are in the table, the figure and the page, under its name."""
    monkeypatch.setitem(lexicons.LEXICONS, "toy", lambda text: lexicons.Tone(0.5, 0.5, 0.5, ()))
    reading = read(paths.ARTICLES / "wikinews-asylum-seekers-2015-05-18.txt")
    rows = reading["sentiment"]
    assert len(rows[rows["method"] == "toy"]) == len(reading["statements"])
    assert charts_tone.methods(rows) == ["model", "vader", "afinn", "toy"]
    few = reading["statements"].head(2)
    assert ">toy<" in pages_tone.verdicts_html(reading, few)
    assert ">toy<" in pages_tone.examples_html()
    assert list(lexicon_examples.examples()["toy"].unique()) == [0.5]
    figure = charts_tone.tone(rows, reading["statements"], reading["actors"], [])
    assert "toy" in [text.get_text() for text in figure.legends[0].get_texts()]


def test_a_word_of_a_rule_is_a_line_in_its_list(data):
    """ "Umpteen days ago" is a day once the list of numbers has the word."""
    text, day = "umpteen days ago", date(2022, 2, 15)
    assert not list(dates.expressions(text))
    data("numbers.tsv", "umpteen\tago\t17")
    importlib.reload(dates)
    try:
        (found,) = dates.expressions(text)
        assert dates.resolve(found, day).first == date(2022, 1, 29)
    finally:
        wordlists.FOLDER = paths.PACKAGE / "knowledge" / "en"
        forget()
        importlib.reload(dates)
