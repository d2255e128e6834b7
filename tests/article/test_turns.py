"""Interviews, transcripts, panels and live blogs are recognised as a whole."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.article import turn_labels
from analysis.article import turns as module
from analysis.article.article import article_from_text

INTRO = "Oskar Lind, 64, has fished off Torr since he was nine. We met him on his boat."


def voices(text):
    """Who says each turn of a text."""
    return [turn.speaker for turn in article_from_text(text).turns]


def interview(*turns, intro=INTRO, title="The last fisherman of Torr"):
    return "\n\n".join([title, intro, *turns])


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Q: ", "A: "),
        ("Q. ", "A. "),
        ("Q ", "LIND: "),
        ("Question: ", "Answer: "),
        ("Velden Post: ", "Lind: "),
        ("Velden Post: ", "Oskar Lind: "),
        ("**Velden Post:** ", "**Lind:** "),
        ("VP: ", "OL: "),
        ("ANNA MOE: ", "MR. LIND: "),
        ("", ""),
    ],
)
def test_answers_go_to_the_guest_and_questions_to_who_asks(asked, told):
    """By letters, names, surnames, initials, titles, bold labels, or without any label."""
    text = interview(
        f"{asked}When did the herring leave?",
        f"{told}Ten years ago. My nets come up empty.",
        f"{asked}Do you still go out?",
        f"{told}Every day. I have stopped counting.",
        f"{asked}And what do your sons do?",
        f"{told}We do not talk about it.",
    )
    found = voices(text)
    assert found[1::2] == ["Oskar Lind"] * 3
    assert len(found) == 6
    assert "Oskar Lind" not in found[0::2]


def test_the_label_is_the_source_and_no_part_of_the_words():
    """Offsets lead to the label and to the words behind it."""
    article = article_from_text(
        interview("Q: Who left?", "A: The herring did.", "Q: When?", "A: In spring.")
    )
    first = article.turns[1]
    assert article.cut([first.label]) == "A"
    assert article.cut(first.content) == "The herring did."
    assert article.cut([first.introduced]) == "Oskar Lind"


def test_a_turn_goes_on_over_paragraphs_until_the_next_voice():
    """Paragraphs without a label belong to who spoke last; stage directions to nobody."""
    article = article_from_text(
        interview(
            "Q: Who left?",
            "A: The herring did.",
            "They never came back.",
            "(Laughs.)",
            "Q: When?",
            "A: In spring.",
            "It was cold.",
            "Q: And you?",
            "A: I stayed.",
        )
    )
    assert article.cut(article.turns[1].content) == "The herring did. … They never came back."
    assert [p.kind for p in article.paragraphs].count("boilerplate") == 1


def test_titles_in_labels_are_offices_and_one_person_is_one_voice():
    """'MAYOR IRENE LOWDEN' and 'MAYOR LOWDEN' are the mayor."""
    article = article_from_text(
        "Council hearing\n\nMAYOR IRENE LOWDEN: The budget is balanced.\n\n"
        "COUNCILMAN BRAD TOOMEY: On paper only.\n\nMAYOR LOWDEN: That is not true."
    )
    assert [t.speaker for t in article.turns] == ["Irene Lowden", "Brad Toomey", "Irene Lowden"]
    assert [t.role for t in article.turns] == ["mayor", "councilman", "mayor"]
    assert article.form == "transcript"


def test_a_panel_has_more_than_two_voices():
    """Each is introduced above and named by surname."""
    found = voices(
        "What should schools teach?\n\nWe asked Rina Sole, a chef, Per Dahl, a headmaster, and"
        " Ute Maas, a mother of four.\n\nSole: Teach them to cook.\n\n"
        "Dahl: Kitchens cost money.\n\n"
        "Maas: Let the parents do it.\n\nSole: Parents have no time."
    )
    assert found == ["Rina Sole", "Per Dahl", "Ute Maas", "Rina Sole"]


@pytest.mark.parametrize(
    "lines",
    [
        ["Note: The vote was held behind closed doors."],
        ["Labour: 41 seats", "Greens: 12 seats", "Farmers: 9 seats"],
        ["When: Friday", "Where: The town hall", "Price: 12 crowns"],
        ["Pros: It is cheap.", "Cons: It leaks.", "Verdict: Buy it."],
        ["Mayor Lund said: “We wait.”", "Farmer Brandt added: “We do not.”"],
        ["Who will pay? Nobody knows.", "What will it cost?", "The council would not say."],
    ],
)
def test_lines_with_colons_or_questions_make_no_turns(lines):
    """Notes, lists, boxes and rhetorical questions stay an article's own."""
    body = "The council of Velden voted on Monday to sell the old grain store beside the canal."
    article = article_from_text("\n\n".join(["Store sold", body, *lines, body]))
    assert article.turns == ()
    assert article.form == "article"


def test_times_open_the_posts_of_a_live_blog():
    """The stamp is not read, and a line that is nothing else is no body."""
    article = article_from_text(
        "Snow in Velden: live\n\n09:12 The road is closed, police say.\n\n10.05am\n\n"
        "The power is back.\n\n11:40 GMT School opens tomorrow."
    )
    assert article.form == "live blog"
    assert [p.kind for p in article.paragraphs] == ["body", "header", "body", "body"]
    assert article.cut([article.paragraphs[3].read]) == "School opens tomorrow."


def test_a_time_in_an_article_opens_no_post():
    """One or two are not enough."""
    article = article_from_text("Fire\n\n9.30 was the hour.\n\nNobody was hurt.\n\nIt rained.")
    assert article.form == "article"
    assert article.paragraphs[0].read == (0, 0)


def test_a_signed_post_is_its_authors_on_its_day():
    """As sites embed them: the words, then name, handle and day."""
    article = article_from_text(
        "Rabbi blesses bridge\n\nRabbi Noam Feldt tweeted on the bridge:\n\n"
        "Honoured to have blessed it today.\n\n— Noam Feldt (@noamfeldt) March 9, 2023"
    )
    (post,) = article.turns
    assert (post.speaker, post.role, post.day.isoformat()) == ("Noam Feldt", "rabbi", "2023-03-09")
    assert article.cut(post.content) == "Honoured to have blessed it today."
    assert article.form == "article"


def test_a_long_run_of_blanks_behind_a_word_is_read_at_once():
    """A line that begins like a label and goes on with thousands of blanks hung the reader."""
    began = time.process_time()
    assert turn_labels.read_label("and " + " " * 8000 + "x") is None
    assert turn_labels.read_label("Anna Berg" + " " * 50 + ": Yes.").text == "Anna Berg"
    assert time.process_time() - began < 1


_QUOTED = re.compile(r"[\"“][^\"”]{0,2000}[\"”]|\'\'[^']{0,2000}\'\'")


@given(
    st.text(alphabet="\"“”'ab ", max_size=30)
    | st.integers(1998, 2002).map(lambda n: '"' + "x" * n + '"')
)
def test_quotations_are_taken_out_as_the_plain_expression_would(text):
    """The linear way gives what one search from each opening mark gives."""
    assert module._unquoted(text) == _QUOTED.sub(" ", text)
