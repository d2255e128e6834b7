"""Statements of the first article and of small ones: kind, date, medium, addressee, via."""

import attributed
import pytest

from analysis import tables
from analysis.actors import resolution
from analysis.statements import assembly
from analysis.words.spacy_models import parse


def build(article, attributions):
    parses = parse(article)
    cast = resolution.resolve(article, parses, None, attributions)
    return assembly.build(article, parses, attributions, cast)


def one(text, source, cue, contents, day="20220215"):
    article, found = attributed.small(text, [(1, source, cue, contents)], day)
    return build(article, found)[0]


@pytest.fixture(scope="module")
def first():
    article, found = attributed.first()
    return article, build(article, found)


def by(rows, paragraph, start):
    return next(
        r for r in rows if r["paragraph"] == paragraph and r["content_text"].startswith(start)
    )


def test_rows_fit_the_schema_and_every_span_its_text(first):
    """The table takes the rows; each span shows what its text column says."""
    article, rows = first
    frame = tables.frame("statements", rows)
    assert len(frame) == len(attributed.FIRST)
    for row in rows:
        for role in ("content", "source", "cue"):
            assert article.cut(row[role]) == row[f"{role}_text"]
    assert [r["statement_id"] for r in rows] == [f"s{n}" for n in range(1, len(rows) + 1)]


@pytest.mark.parametrize(
    ("paragraph", "start", "day"),
    [
        (1, "the US Embassy", "2022-02-14"),
        (2, "Russia had gathered", "2022-02-15"),
        (3, '"We in Ukraine', ""),
        (4, "that Russia was ready", "2022-02-15"),
        (4, "the West", ""),
        (8, "Tuesday's date", ""),
        (12, "that Russia could", ""),
        (13, "Some of Russia's", ""),
        (15, "the US has not", "2022-02-15"),
        (16, "that the troop", "2022-02-15"),
        (17, '"The units', ""),
        (18, "that a diplomatic", "2022-02-14"),
        (20, "it was pulling", "2022-02-15"),
        (21, "this demand", ""),
        (21, "that he wanted", "2022-02-15"),
    ],
)
def test_the_saying_is_dated_only_where_the_text_dates_it(first, paragraph, start, day):
    """A weekday with the cue dates the saying; one inside the content, or "this week", not."""
    assert by(first[1], paragraph, start)["said_on"] == day


@pytest.mark.parametrize(
    ("paragraph", "start", "medium"),
    [(3, '"We', "tweet"), (15, "the US has", "remarks"), (17, '"The units', "statement"),
     (18, "that a dip", "meeting"), (1, "the US Em", "")],
)  # fmt: skip
def test_the_medium_is_the_one_the_sentence_names(first, paragraph, start, medium):
    """In a tweet, in a statement, at a meeting, in remarks; otherwise nothing."""
    assert by(first[1], paragraph, start)["medium"] == medium


def test_addressees_and_messenger(first):
    """Lavrov tells Putin, Ukraine urges "it", and the Associated Press passes Putin on."""
    rows = first[1]
    assert by(rows, 18, "that a dip")["addressee"] == "Vladimir Putin"
    assert by(rows, 9, "it to pull")["addressee"] == "Russia"
    assert by(rows, 12, "that Russia could")["addressee"] == ""
    assert by(rows, 4, "that Russia was")["via"] == "Associated Press"
    assert by(rows, 2, "Russia had")["via"] == ""


def test_official_speakers_are_told(first):
    """All who speak in the first article speak for states or for NATO."""
    assert all(row["official"] for row in first[1])


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ('"All of it."', "direct"),
        ("“Curly,”", "direct"),
        ("``Doubled''", "direct"),
        ('partly "so"', "mixed"),
        ('opened "and never closed', "mixed"),
        ("he 'might' go", "mixed"),
        ("nothing quoted, it's said", "indirect"),
        ('"', "mixed"),
    ],
)
def test_kind_follows_the_quotation_marks(content, kind):
    """The definition of the attribution scorer; an unpaired mark counts as mixed."""
    assert assembly.kind_of(content, [(0, len(content))]) == kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("&quot;The bridge is safe,&quot;", "direct"),
        ("&#8220;The bridge is safe,&#8221;", "direct"),
        ("The bridge is safe &amp; sound,", "indirect"),
    ],
)
def test_quotation_marks_written_as_entities_count(content, kind):
    """A page's source has its marks as entities; other entities quote nothing."""
    assert one(f"{content} Mayor Petra Lund said.", "Petra Lund", "said", [content])["kind"] == kind


def test_a_relative_clause_or_a_later_clause_dates_nothing():
    """ "who resigned on Monday" and "after Monday's vote" date something else."""
    row = one(
        '"It is over," said Anna Berg, who resigned on Monday.',
        "Anna Berg, who resigned on Monday", "said", ['"It is over,"'],
    )  # fmt: skip
    assert row["said_on"] == ""
    row = one("Anna Berg said after Monday's vote that it is over.", "Anna Berg", "said",
              ["that it is over"])  # fmt: skip
    assert row["said_on"] == ""


def test_told_names_the_hearers():
    """Reporters are hearers, and so is a newsroom that is told: it passes nothing on."""
    row = one("Anna Berg told reporters on Monday that it is over.", "Anna Berg",
              "told reporters on Monday", ["that it is over"])  # fmt: skip
    assert (row["addressee"], row["said_on"], row["via"]) == ("reporters", "2022-02-14", "")
    row = one('"It is over," Anna Berg told CNN in an interview.', "Anna Berg", "told",
              ['"It is over,"'])  # fmt: skip
    assert (row["addressee"], row["via"], row["medium"]) == ("CNN", "", "interview")


def test_a_newspaper_is_no_post():
    """ "In The Washington Post" is no social-media post."""
    row = one("Anna Berg wrote in The Washington Post that it is over.", "Anna Berg", "wrote",
              ["that it is over"])  # fmt: skip
    assert row["medium"] == ""


def test_an_undated_article_dates_no_weekday():
    """Without a day of publication "Monday" is no date."""
    row = one("Anna Berg said on Monday that it is over.", "Anna Berg", "said",
              ["that it is over"], day="")  # fmt: skip
    assert row["said_on"] == ""


@pytest.mark.parametrize(
    ("text", "cue", "content", "day"),
    [
        ("Anna Berg said on March 20 that it is over.", "said", "that it is over", "2021-03-20"),
        ("Anna Berg said on Feb. 3 that it is over.", "said", "that it is over", "2022-02-03"),
        ("Anna Berg said in a plan for Feb. 20 that it is over.", "said", "that it is over", ""),
        ("Anna Berg said March 20 that it is over.", "said", "that it is over", "2021-03-20"),
        ("Anna Berg will announce on Feb. 3 that it is over.", "announce", "that it is over", ""),
        ("It will be bad, Anna Berg said on March 20.", "said", "It will be bad", "2021-03-20"),
        ("Anna Berg said the day before yesterday that it is over.", "said", "that it is over",
         "2022-02-13"),
        ("Anna Berg told the Today programme that it is over.", "told the Today programme",
         "that it is over", ""),
    ],
)  # fmt: skip
def test_what_was_said_lies_behind(text, cue, content, day):
    """A saying is never after the day of publication, one that is announced is on no day yet, and
    the name of a programme is no day."""
    assert one(text, "Anna Berg", cue, [content])["said_on"] == day


def test_no_source_is_no_speaker():
    """ "It is believed" has nobody to speak."""
    row = one("It is believed that it is over.", "", "is believed", ["that it is over"])
    assert (row["speaker"], row["actor_id"], row["official"]) == ("", "", False)


def test_a_newsroom_that_passes_on_is_no_speaker():
    """ "According to ABC News, Basya also believes": Basya's words, through ABC News."""
    text = "According to ABC News, Basya also believes the boat sank. Fuad Basya spoke."
    row = one(text, "ABC News", "According to", ["Basya also believes the boat sank"])
    assert (row["speaker"], row["via"]) == ("Fuad Basya", "ABC News")
    assert (row["source_text"], row["cue_text"]) == ("Basya", "also believes")
    assert row["content_text"] == "the boat sank"


def test_a_newsroom_that_reports_itself_speaks():
    """Without anybody's saying inside, the newsroom is the source."""
    text = "According to ABC News, the boat sank."
    row = one(text, "ABC News", "According to", ["the boat sank"])
    assert (row["speaker"], row["via"]) == ("ABC News", "")


def test_a_document_speaks_for_its_author():
    """ "The Home Office letter says": the Home Office, by letter."""
    text = "The Home Office letter says it is over."
    row = one(text, "The Home Office letter", "says", ["it is over"], "20230223")
    assert (row["speaker"], row["medium"], row["official"]) == ("Home Office", "letter", True)
    row = one("A statement from NATO said it is over.", "A statement from NATO", "said",
              ["it is over"])  # fmt: skip
    assert (row["speaker"], row["medium"]) == ("NATO", "statement")
    row = one("A leaked letter seen by CNN says it is over.", "A leaked letter seen by CNN", "says",
              ["it is over"])  # fmt: skip
    assert row["speaker"] == "leaked letter seen by CNN"


@pytest.mark.parametrize(
    ("text", "cue", "content", "sure"),
    [
        ("It is believed that it is over.", "is believed", "that it is over", 0.9),
        ("It was reported that it is over.", "was reported", "that it is over", 0.9),
        ("It is known as the bridge of sighs.", "is known as", "the bridge of sighs", 0.63),
    ],
)
def test_what_is_hardly_said_is_less_sure(text, cue, content, sure):
    """That "it is believed" names nobody is certain; what "is known as" something is hardly
    said."""
    assert one(text, "", cue, [content])["confidence"] == sure
