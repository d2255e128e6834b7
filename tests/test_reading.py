"""read(): the tables together, on real articles."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import read
from analysis.article.article import ArticleError, article_from_text
from analysis.paths import ARTICLES, FIRST_ARTICLE
from analysis.reading import read_one
from analysis.tables import TABLES

PATHS = sorted(ARTICLES.glob("*.txt"))


@pytest.fixture(scope="module", params=PATHS, ids=lambda path: path.stem)
def reading(request):
    return read(request.param)


def test_every_span_of_every_table_is_exact(reading):
    """`article.text[start:end]` is what each row says it is, always."""
    article = reading.article
    for table in ("paragraphs", "mentions", "claims"):
        for row in reading[table].itertuples():
            assert article.text[row.start : row.end] == row.text
    for row in reading["repairs"].itertuples():
        assert article.text[row.start : row.end] == row.before
    for row in reading["statements"].itertuples():
        for role in ("content", "source", "cue"):
            spans = getattr(row, role)
            assert spans == sorted(spans)
            assert all(0 <= s < e <= len(article.text) for s, e in spans)
            assert article.cut(spans) == getattr(row, f"{role}_text")
            assert all(article.text[s:e] == article.text[s:e].strip() for s, e in spans)


def test_keys_lead_from_table_to_table(reading):
    """No row points at a row that is not there; the counts of actors are those of the rows."""
    actors, statements = reading["actors"], reading["statements"]
    ids = set(actors["actor_id"])
    named = [i for cell in statements["actor_id"] for i in cell.split("; ") if i]
    assert set(named) <= ids
    assert set(reading["mentions"]["actor_id"]) <= ids
    assert set(reading["sentiment"]["statement_id"]) == set(statements["statement_id"])
    assert set(reading["claims"]["statement_id"]) <= {*statements["statement_id"], ""}
    claims = set(reading["claims"]["claim_id"])
    assert set(reading["relations"]["claim_a"]) | set(reading["relations"]["claim_b"]) <= claims
    for row in actors.itertuples():
        assert row.statements == named.count(row.actor_id)
        assert row.mentions == (reading["mentions"]["actor_id"] == row.actor_id).sum()


def test_the_reading_order_is_an_order(reading):
    """Each place is taken once, and an intact article is left as stored."""
    positions = list(reading["paragraphs"]["reading_position"])
    assert sorted(positions) == list(range(1, len(positions) + 1))
    if not reading["articles"]["shuffled"][0]:
        assert positions == sorted(positions)


def test_only_the_asked_tables_are_made():
    """And they are the same as when all are made."""
    whole, part = read(FIRST_ARTICLE), read(FIRST_ARTICLE, ["statements", "paragraphs"])
    assert list(part.tables) == ["paragraphs", "statements"]
    for name, table in part.tables.items():
        assert table.equals(whole[name])


NEWS = st.lists(
    st.sampled_from(
        [
            "“I will not go,” she said.",
            "The minister told reporters that talks had failed",
            'He added: "We',
            "said",
            "Angela Merkel",
            "''",
            "...",
            "\U0001f600\U0001f469\u200d\U0001f680",
            "قال الوزير",
            "a" * 300,
            "<script>alert(1)</script>",
            "According to the report, nobody knew.",
            '"',
        ]
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(NEWS, min_size=1, max_size=4))
def test_odd_text_is_read_without_a_crash(paragraphs):
    """Unclosed quotes, emoji, right-to-left text, endless words: rows or none, no crash."""
    text = "A title\n" + "\n".join(" ".join(words) for words in paragraphs)
    try:
        article = article_from_text(text)
    except ArticleError:
        return
    reading = read_one(article)
    assert set(reading.tables) == set(TABLES)
    for row in reading["statements"].itertuples():
        assert article.cut(row.content) == row.content_text


def test_a_reading_says_what_it_holds():
    """Short in a terminal; in a notebook a title, the tables and their rows, as text."""
    article = article_from_text('Pay <b>rises</b>\n\n"Fine," said Anna Berg.\n', "pay.txt")
    reading = read_one(article, ["actors", "statements"])
    assert repr(reading).startswith("<Reading of pay.txt: ")
    assert f"{len(reading['statements'])} statements" in repr(reading)
    shown = reading._repr_html_()
    assert "Pay &lt;b&gt;rises&lt;/b&gt;" in shown
    assert "<b>" not in shown


def test_a_table_that_is_not_there_is_answered_with_those_that_are():
    """A mistyped name costs no search through the documentation."""
    reading = read_one(article_from_text("Pay rises\n\nIt is fine.\n", "pay.txt"), ["actors"])
    with pytest.raises(KeyError, match="no table 'actor' here; there are actors"):
        reading["actor"]


def test_the_schema_names_every_column(reading):
    """No stage adds a column that the data dictionary does not explain."""
    for name, columns in TABLES.items():
        assert list(reading[name].columns) == [column.name for column in columns]
