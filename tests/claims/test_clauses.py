"""Contents are cut into propositions, each an exact piece of the text."""

from __future__ import annotations

import claimed
import pytest

from analysis.article.article import article_from_text
from analysis.claims import clauses
from analysis.words.spacy_models import parse


def _texts(case: claimed.Case) -> list[str]:
    return list(case.claims["text"])


def test_every_claim_is_the_text_between_its_offsets():
    """A reader who follows the offsets sees exactly the words of the claim."""
    case = claimed.first()
    for row in case.claims.itertuples():
        assert case.article.text[row.start : row.end] == row.text


def test_coordinated_clauses_with_their_own_verbs_part():
    """ "have begun loading … and will begin moving" is two claims."""
    texts = _texts(claimed.first())
    assert "will begin moving to their military garrisons today" in texts
    assert any(t.endswith("onto rail and road transport") for t in texts)


def test_sentences_of_one_quotation_part():
    """A quotation of two sentences holds two claims, without quotation marks or full stops."""
    texts = _texts(claimed.first())
    assert "There are signs from Moscow that diplomacy should continue" in texts
    assert "This gives grounds for cautious optimism" in texts


def test_a_cause_is_a_claim_beside_its_effect():
    """What something is "due to" is claimed too."""
    case = claimed.first()
    assert case.claim("dramatic acceleration")["text"].startswith("the dramatic acceleration")
    assert case.claim("temporarily relocating")["text"].endswith("western Ukraine")


def test_a_content_in_two_pieces_is_one_claim_with_what_stands_between():
    """The aside between dashes does not cut the claim in two."""
    text = claimed.first().claim("military exercises")["text"]
    assert text.startswith("Some of Russia's military exercises")
    assert text.endswith("were still continuing as of Tuesday")


def test_an_aside_at_the_end_is_a_claim_of_its_own():
    """ "…, which was up from …" is parted from the clause it follows."""
    content = "Russia had gathered 150,000 troops, which was up from an estimate of 130,000"
    case = claimed.small(f"The man said {content}.", ("The man", "said", content))
    assert _texts(case) == [
        "Russia had gathered 150,000 troops",
        "which was up from an estimate of 130,000",
    ]


@pytest.mark.parametrize(
    ("own", "framed"),
    [("NATO has not taken steps", "Kuleba in a tweet"), ("amassed tens of thousands", "Peskov")],
)
def test_the_articles_own_voice_is_what_stands_outside_frames(own, framed):
    """A sentence nobody is quoted in is the article's claim; "X said" is none."""
    case = claimed.first()
    mine = case.claims[case.claims["statement_id"] == ""]
    assert mine["text"].str.contains(own, regex=False).sum() == 1
    assert not mine["text"].str.contains(framed, regex=False).any()


def test_an_article_without_statements_speaks_for_itself():
    """With nobody quoted every clause with a subject is the article's own claim."""
    case = claimed.small("The river rose on Monday and the bridge was closed. No comment.")
    assert _texts(case) == ["The river rose on Monday", "the bridge was closed"]
    assert set(case.claims["actor_id"]) == {""}


def test_editors_brackets_and_hyphens_end_no_sentence():
    """ "[sic]" and "Co-founder" are not cut, and an omission before no clause goes on."""
    content = '"Theres [sic] something in the anarchy of the net that produces these events."'
    case = claimed.small(f"One poster wrote {content}", ("One poster", "wrote", content))
    assert len(case.claims) == 1
    content = '"it is damning that the office is not doing this yet [...] including for Albania"'
    case = claimed.small(f"She said {content}.", ("She", "said", content))
    assert len(case.claims) == 1


def test_verbs_that_share_subject_and_helper_stay_together():
    """ "Police arrested and questioned him" is one claim, not one and a headless half."""
    content = "police arrested and questioned the student"
    case = claimed.small(f"The school said {content}.", ("The school", "said", content))
    assert _texts(case) == [content]


def test_what_a_speaker_felt_is_the_claim_and_only_probable():
    """ "Said she felt he had been wronged": the feeling is a frame that lowers the certainty."""
    content = "she felt the boy had been subject to prejudice"
    case = claimed.small(f"The student said {content}.", ("The student", "said", content))
    assert _texts(case) == ["the boy had been subject to prejudice"]
    assert list(case.claims["certainty"]) == ["probable"]


def test_a_thing_only_named_is_no_claim():
    """ "Cited examples of complicated questions" says nothing that could be so or not."""
    content = "examples of complicated questions"
    case = claimed.small(f"The paper cited {content}.", ("The paper", "cited", content))
    assert case.claims.empty


def test_a_headline_without_a_verb_of_its_own_is_a_claim_of_the_articles():
    """ "Clarke to unveil immigration plan" is taken as it stands; "A title" is too little."""
    article = article_from_text("Clarke to unveil immigration plan\nThe minister spoke on Monday.")
    found = clauses.of_title(parse(article, full=True), [])
    assert [article.text[slice(*p.span)] for p in found] == ["Clarke to unveil immigration plan"]
    short = article_from_text("A title\nThe minister spoke on Monday.")
    assert clauses.of_title(parse(short, full=True), []) == []


def test_a_headline_in_which_a_claim_was_found_makes_no_other():
    """What the headline says is not told twice."""
    article = article_from_text("Clarke unveils a plan for borders\nThe minister spoke on Monday.")
    parses = parse(article, full=True)
    own = clauses.of_article(parses, [], [])
    assert any(p.parse is parses[0] for p in own)
    assert clauses.of_title(parses, own) == []
