"""Who says what: the shipped model on real text, and odd text that must not hurt it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.article.article import article_from_text, read_article
from analysis.attribution import extraction
from analysis.attribution.extraction import find
from analysis.paths import ARTICLES, FIRST_ARTICLE

WIKINEWS = sorted(ARTICLES.glob("wikinews-*.txt"))


@pytest.fixture(scope="module")
def first():
    article = read_article(FIRST_ARTICLE)
    return article, find(article)


def rows(text):
    """(source, cue, content pieces) of what is found under a neutral headline."""
    article = article_from_text("A bridge in the rain\n" + text)
    return [
        (article.cut(one.source), article.cut(one.cue), [article.text[s:e] for s, e in one.content])
        for one in find(article)
    ]


def test_the_first_article_has_its_statements(first):
    """Its headline and nearly thirty statements below it are found, each with a cue."""
    article, found = first
    assert len(found) >= 27
    assert all(one.cue and one.content for one in found)
    headline = [one for one in found if article.paragraph_at(one.content[0][0]).number == 0]
    assert [(article.cut(one.source), article.cut(one.cue)) for one in headline] == [
        ("Russia", "says")
    ]


def test_he_said_on_line_ten_keeps_its_pronoun(first):
    """The source of a pronoun is the pronoun as written; who that is, other stages find."""
    article, found = first
    said = [one for one in found if article.paragraph_at(one.content[0][0]).line == 10]
    assert [article.cut(one.source) for one in said] == ["he"]
    assert article.cut(said[0].content).startswith('"There are signs from Moscow')


def test_a_quotation_interrupted_by_its_cue_is_one_statement(first):
    """Two sentences around "Biden said." are one attribution with two spans."""
    article, found = first
    pieces = [
        [article.text[s:e] for s, e in one.content]
        for one in found
        if article.paragraph_at(one.content[0][0]).number == 11
    ]
    assert pieces == [
        [
            '"Our analyst indicate that they remain very much in a threatening position,"',
            '"An invasion remains distinctly possible."',
        ]
    ]


def test_a_comma_or_a_full_stop_after_the_cue_makes_no_difference():
    """Both ways of going on after "she said" give one statement with the marks kept."""
    for mark, second in ((",", "and we will stay"), (".", "And we will stay")):
        text = f'"We have nothing to hide," the mayor said{mark} "{second} until it is over."'
        assert rows(text) == [
            (
                "the mayor",
                "said",
                ['"We have nothing to hide,"', f'"{second} until it is over."'],
            )
        ]


@pytest.mark.parametrize(("opening", "closing"), ["“”", '""', ("''", "''")])
def test_quotation_marks_of_any_kind_stay_with_the_content(opening, closing):
    """Curly, straight and doubled apostrophes are seen alike, and all belong to the content."""
    quotation = f"{opening}The vote was a mistake and we regret it,{closing}"
    assert rows(f"{quotation} Senator Jane Miller said on Friday.")[0][2] == [quotation]


def test_a_quotation_goes_on_in_the_next_paragraph():
    """Where a paragraph leaves its quotation open and the next opens one, it is the same."""
    article = read_article(ARTICLES / "wikinews-asylum-questionnaire-2023-02-23.txt")
    long = [one for one in find(article) if "continued quotation" in one.resolved_by]
    assert long
    for one in long:
        numbers = [article.paragraph_at(start).number for start, _ in one.content]
        assert numbers[-1] == numbers[0] + 1
        assert article.text[one.content[-1][0]] in '"“'


@pytest.mark.parametrize("path", [FIRST_ARTICLE, *WIKINEWS], ids=lambda path: path.stem)
def test_spans_keep_within_paragraphs_and_do_not_overlap(path):
    """Spans are stored offsets inside one paragraph; content belongs to one attribution."""
    article = read_article(path)
    found = find(article)
    assert found
    taken: set[int] = set()
    for one in found:
        assert 0.0 <= one.confidence <= 1.0
        assert one.resolved_by.startswith("tagger+linker")
        for start, end in (*one.content, *one.source, *one.cue):
            paragraph = article.paragraph_at(start)
            assert paragraph.start <= start < end <= paragraph.end
        for start, end in one.content:
            assert taken.isdisjoint(range(start, end))
            taken.update(range(start, end))
    assert [one.content[0] for one in found] == sorted(one.content[0] for one in found)


def test_two_runs_agree(first):
    """The same article gives the same rows, confidence included."""
    article, found = first
    assert find(article) == found


def test_text_before_does_not_change_far_text_much(first):
    """A statement is found wherever in a long article it stands."""
    article, _ = first
    filler = "The committee met in room four and adjourned at noon.\n" * 120
    longer = article_from_text("A bridge in the rain\n" + filler + article.text)
    quoted = [longer.cut(one.content) for one in find(longer)]
    assert any(said.startswith('"We in Ukraine have a rule') for said in quoted)


@pytest.mark.parametrize(
    "body",
    [
        "word " * 2500,
        '"' * 300 + " she said",
        "She said: “we never",
        "😀 said 😀 that 😀😀",
        "وقال الوزير إن المحادثات ستستمر",
        "[SEP] said [CLS] that [PAD] [MASK] is here",
        "a\u200bb\ufeff \x1b said it",
        "x" * 10000,
    ],
    ids=["long", "marks", "unclosed", "emoji", "arabic", "specials", "invisible", "one-word"],
)
def test_odd_text_is_read_without_complaint(body):
    """Whatever the text, there is an answer, and its spans lie in the text."""
    article = article_from_text("A headline\n" + body)
    for one in find(article):
        assert all(0 <= s < e <= len(article.text) for s, e in one.content)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("a said \"“”'.,\n\t—é😀")), min_size=1, max_size=160))
def test_any_mixture_of_marks_is_read(body):
    """Quotation marks in any order break nothing."""
    for one in find(article_from_text("A headline\nword\n" + body)):
        assert one.content


def test_no_rows_below_the_least_confidence(first):
    """What is more likely wrong than right by far is not shown."""
    assert min(one.confidence for one in first[1]) >= extraction.LEAST - 1e-4
