"""What is counted over many articles, and the three lines of SQL that count the same."""

import re

import pandas as pd
import pytest

from analysis import paths
from analysis.summaries import corpus_counts

ACTORS = pd.DataFrame(
    [
        ("a.txt", "a1", "Ann Pell", "person", "f"),
        ("a.txt", "a2", "Council", "organisation", ""),
        ("b.txt", "a1", "Bo Orr", "person", "m"),
        ("b.txt", "a2", "Ann Pell", "person", "f"),
        ("b.txt", "a3", "Kim Lee", "person", ""),
    ],
    columns=["document", "actor_id", "name", "kind", "gender"],
)
STATEMENTS = pd.DataFrame(
    [
        ("a.txt", "s1", "a1", "direct", "one"),
        ("a.txt", "s2", "a1; a2", "indirect", "two"),
        ("a.txt", "s3", "", "indirect", "three"),
        ("b.txt", "s1", "a1", "mixed", "four"),
        ("b.txt", "s2", "a2", "turn", "five"),
        ("b.txt", "s3", "a3", "indirect", "six"),
    ],
    columns=["document", "statement_id", "actor_id", "kind", "content_text"],
)
ARTICLES = pd.DataFrame({"document": ["a.txt", "b.txt"], "published": ["2021-02-01", "2020-01-01"]})


@pytest.fixture
def said():
    return corpus_counts.spoken(STATEMENTS, ACTORS)


def test_a_joint_statement_counts_for_both_and_nobodys_for_none(said):
    assert len(said) == 6
    assert list(said.loc[said["statement_id"] == "s2", "name"])[:2] == ["Ann Pell", "Council"]


def test_who_is_heard_in_most_articles_stands_first(said):
    table = corpus_counts.most_quoted(said)
    assert table.index[0] == "Ann Pell"
    assert tuple(table.iloc[0]) == (2, 3, 2)


def test_one_speaker_over_time(said):
    """The earliest article first, whatever its name."""
    table = corpus_counts.over_time(said, ARTICLES, "Ann Pell")
    assert list(table["content_text"]) == ["five", "one", "two"]


def test_women_and_men_once_an_article_and_unknown_shown(said):
    table = corpus_counts.genders(said)
    assert table["people"].to_dict() == {"women": 2, "men": 1, "unknown": 1}
    assert table["statements"].to_dict() == {"women": 3, "men": 1, "unknown": 1}
    assert corpus_counts.genders_text(said) == (
        "Of 4 people who speak, counted once an article, 2 are women and 1 is a man; of 1 the"
        " articles do not tell."
    )


def test_quoted_against_reported(said):
    assert "3 (50 %) are quoted" in corpus_counts.quoted_text(said)


def test_nothing_said_is_said(said):
    none = said.iloc[:0]
    assert corpus_counts.quoted_text(none) == "No statement has a speaker that is known."
    assert corpus_counts.genders_text(none) == "No person speaks in these articles."
    assert "Nobody speaks in more than one" in corpus_counts.most_text(none)
    assert list(corpus_counts.genders(none)["people"]) == [0, 0, 0]


def test_the_three_lines_of_sql_that_the_page_shows(tmp_path, monkeypatch, capsys):
    """Run as they stand, on Parquet in the folders that `corpus` writes."""
    duckdb = pytest.importorskip("duckdb")
    from analysis.article.article import read_article
    from analysis.export import write_tables
    from analysis.reading import join, read_one

    read = [read_one(read_article(path), ["statements"]) for path in paths.event_articles()[:2]]
    for number, one in enumerate(read):
        folder = tmp_path / "corpus" / "parts" / f"{number:05d}"
        folder.mkdir(parents=True)
        write_tables(one.tables, folder, "parquet")
    page = (paths.ROOT / "book" / "corpus.py").read_text(encoding="utf-8")
    lines = re.search(r"# ```python\n(.*?)# ```\n", page, re.DOTALL)[1].replace("# ", "")
    assert lines.count("\n") == 3
    monkeypatch.chdir(tmp_path)
    exec(lines, {})
    counts = join(read, ["statements"])["statements"]["speaker"].value_counts()
    shown = capsys.readouterr().out
    assert counts.index[0] in shown
    assert str(counts.iloc[0]) in shown
    assert duckdb.__version__
