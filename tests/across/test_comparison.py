"""Articles on one event beside each other: people, quotations, claims and dates."""

import pandas as pd
import pytest
import readings

from analysis import paths
from analysis.across import compare
from analysis.across.people import joined_actors, words_of
from analysis.across.quotations import Quoted, how_cut, sentences
from analysis.article.article import article_from_text
from analysis.errors import InputError
from analysis.present import pages_across
from analysis.present.event_books import files_of
from analysis.reading import Reading


@pytest.fixture(scope="module")
def event():
    return compare([readings.reading(path) for path in paths.event_articles()])


def actors(*rows):
    table = pd.DataFrame(rows, columns=["actor_id", "name", "kind", "wikidata"])
    article = article_from_text("A title\n\nSome words.")
    return Reading(article, {"actors": table})


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Petra Lund", "person", ""), ("Petra Lund", "person", ""), True),
        (("Petra Lund", "person", ""), ("Lund", "person", ""), True),
        (("The Harbour Board", "organisation", ""), ("Harbour Board", "organisation", ""), True),
        (("Kremlin", "organisation", "Q1"), ("Government of Russia", "organisation", "Q1"), True),
        (("Petra Lund", "person", ""), ("Nils Lund", "person", ""), False),
        (("Petra Lund", "person", ""), ("Petra", "person", ""), False),
        (("Petra Lund", "person", ""), ("Lund", "organisation", ""), False),
        (("council", "group", ""), ("city council", "group", ""), False),
    ],
)
def test_who_is_one_across_papers(one, other, same):
    """Alike names, a surname and the whole name, one Wikidata id; nothing less."""
    rows = joined_actors([actors(("a1", *one)), actors(("a1", *other))])
    assert (rows["who"].nunique() == 1) is same


def test_a_surname_of_two_people_is_nobodys():
    """Where another paper names two, it stays alone."""
    two = actors(("a1", "Petra Lund", "person", ""), ("a2", "Nils Lund", "person", ""))
    assert joined_actors([two, actors(("a1", "Lund", "person", ""))])["who"].nunique() == 3


@pytest.mark.parametrize(
    ("name", "words"), [("The Board", ("board",)), ("O’Neil", ("o'neil",)), ("The", ("the",))]
)
def test_words_of(name, words):
    assert words_of(name) == words


def quoted(text):
    return Quoted(0, "s1", 0, text, tuple(text.casefold().split()))


@pytest.mark.parametrize(
    ("version", "cut", "left_out"),
    [
        ("we will stay here and wait", "whole", ""),
        ("we will stay here", "without its end", "and wait"),
        ("stay here and wait", "without its beginning", "we will"),
        ("we will stay and wait", "without its middle", "here"),
        ("we will stop here and wait", "with other words", "stay"),
        ("we will stay", "without its end", "here and wait"),
    ],
)
def test_how_a_quotation_was_cut(version, cut, left_out):
    """Against the longest version of it."""
    assert how_cut(quoted(version), quoted("we will stay here and wait")) == (cut, left_out)


def test_a_sentence_that_its_cue_interrupts_is_one():
    """And two sentences are two."""
    table = pd.DataFrame(
        [
            {
                "statement_id": "s1",
                "kind": "mixed",
                "content": [[0, 9]],
                "content_text": "“We will stay,” … “and we will wait here. Nobody asked us"
                " about it.”",
            }
        ]
    )
    reading = Reading(article_from_text("A title\n\nSome words."), {"statements": table})
    assert [q.text for q in sentences(0, reading)] == [
        "We will stay, and we will wait here.",
        "Nobody asked us about it.",
    ]


def test_the_same_sentence_in_several_papers(event):
    """Each cut is told, with the words that only another paper quotes."""
    cuts = {
        (row["speaker"], row["cut"], row["left_out"]) for row in event.quotations.to_dict("records")
    }
    assert ("Martin Falk", "without its end", "when she left Velden") in cuts
    end = "and we ask everyone to wait for the investigators"
    assert ("Martin Falk", "without its end", end) in cuts
    assert event.quotations.groupby("quotation")["paper"].nunique().min() > 1


def test_who_is_heard_and_who_is_left_out(event):
    """As the three articles were written."""
    table = event.heard.set_index("name")["status"].to_dict()
    assert table["Martin Falk"] == ["heard", "heard", "heard"]
    assert table["Ingrid Solheim"] == ["heard", "heard", "left out"]
    assert table["Olav Stenersen"] == ["heard", "left out", "left out"]
    assert table["Transport Safety Board"] == ["heard", "heard", "named"]


def test_corrections_beside_an_article_count_here_too(event):
    """One paper's passenger and mayor are people that a person named."""
    assert {"Amira Haddad", "Petra Lund"} <= set(event.heard["name"])
    assert {"passenger", "mayor", "Lund"}.isdisjoint(event.heard["name"])


def test_what_one_paper_says_and_another_disputes(event):
    """The engines, and the crossing: between papers and voices, and said to be by wording."""
    voices = {
        frozenset((row["holder_a"], row["holder_b"])) for row in event.disputes.to_dict("records")
    }
    assert frozenset(("Martin Falk", "Seafarers' Union")) in voices
    assert frozenset(("Olav Stenersen", "Petra Lund")) in voices
    assert (event.disputes["paper_a"] != event.disputes["paper_b"]).all()


def test_what_was_reported_first(event):
    """By the files' dates; a day that two papers share tells nothing."""
    for row in event.first.to_dict("records"):
        assert row["dates"] == sorted(row["dates"])
        assert len(set(row["papers"])) > 1
    assert "do not tell which paper was first" in pages_across.first_text(event)


def test_claims_meet_across_papers_on_one_matter(event):
    """Two papers that report the same have one matter, and everything in it is known."""
    known = set(event.claims["claim_id"])
    across = [set(row) for row in event.matters["claims"]]
    assert any(len({claim.split(":")[0] for claim in row}) > 1 for row in across)
    assert set().union(*across) <= known


def test_one_article_is_no_comparison():
    """A sentence, not an empty page."""
    with pytest.raises(InputError, match="from two up"):
        compare([readings.reading(paths.event_articles()[0])])


def test_an_articles_words_are_words_on_the_page(event):
    """What looks like markup is shown."""
    evil = event.heard.assign(name="<script>alert(1)</script>")
    changed = event.__class__(**{**vars(event), "heard": evil})
    assert "<script>" not in pages_across.heard_html(changed)
    assert "&lt;script&gt;" in pages_across.heard_html(changed)


@pytest.mark.parametrize("page", ["papers", "heard", "quotations", "disputes", "matters", "first"])
def test_every_part_of_the_page_is_a_table(event, page):
    assert "<caption>" in getattr(pages_across, f"{page}_html")(event)


def test_folders_are_named_for_their_files_and_never_twice():
    """An address holds letters and digits of ASCII alone."""
    names = ["may/report.txt", "june/Report.txt", "ä b.html", "….txt"]
    assert pages_across.folder_names(names) == ["report", "Report-2", "b", "book"]


def test_a_folder_stands_for_its_articles(tmp_path):
    """Corrections and hidden files are none."""
    for name in ("b.txt", "a.html", ".c.txt", "a.corrections.csv", "notes.md"):
        (tmp_path / name).write_text("x")
    assert [path.name for path in files_of([str(tmp_path)])] == ["a.html", "b.txt"]
    with pytest.raises(InputError, match="fewer than two"):
        files_of([str(tmp_path / "a.html"), str(tmp_path / "a.html")])
    for number in range(12):
        (tmp_path / f"n{number}.txt").write_text("x")
    with pytest.raises(InputError, match=r"14 articles are too many"):
        files_of([str(tmp_path)])
