"""The front page's sentences, on many kinds of article: whole, true to the text, few."""

import re

import pytest
import readings
from story_cases import ARTICLES, reading_of

from analysis.paths import ARTICLES as FOLDER
from analysis.summaries.retelling import Teller, plain
from analysis.summaries.story import WORDS, story, word_count
from analysis.tables import SHOWN

STORED = [*sorted(FOLDER.glob("*.txt")), *sorted((FOLDER / "unseen").glob("*.txt"))]
CASES = [pytest.param(kind, id=kind) for kind in ARTICLES] + [
    pytest.param(path, id=path.stem) for path in STORED
]
#: Words of a sentence that stand in the article; the rest is "said:" and how people are called.
OWN = {"said", "asked", "the"}


def told(case):
    reading = reading_of(case) if isinstance(case, str) else readings.reading(case)
    teller = Teller(reading)
    return teller, story(teller)


@pytest.mark.parametrize("case", CASES)
def test_every_sentence_is_whole_and_the_articles_own(case):
    """It begins with a capital and ends with a stop, its marks are in pairs, nothing in it
    points at a speaker who is not named, and its words stand in the article."""
    teller, passages = told(case)
    words = set(re.findall(r"\w+", teller.text.lower()))
    known = words | OWN
    for actor in teller.actors.values():
        known |= set(re.findall(r"\w+", f"{actor['name']} {actor['role']}".lower()))
    assert word_count(passages) <= WORDS
    for passage in passages:
        assert passage.label
        assert passage.sentences
        for sentence in passage.sentences:
            text = plain(sentence)
            assert re.match(r"[“‘(]?[A-Z0-9]", text), text
            assert re.search(r"[.!?…][”’)]?$", text), text
            assert text.count("“") == text.count("”"), text
            assert not re.search('"|  | ,|…,', text), text
            assert set(re.findall(r"\w+", text.lower())) <= known, text


@pytest.mark.parametrize("case", CASES)
def test_no_sentence_is_told_twice_and_none_of_an_unsure_statement(case):
    """Neither in two passages nor in one; what is less than half sure is never told."""
    teller, passages = told(case)
    texts = [plain(s) for passage in passages for s in passage.sentences]
    assert len(texts) == len(set(texts))
    keys = {part.key for p in passages for s in p.sentences for part in s if part.kind == "words"}
    assert all(teller.rows[key]["confidence"] >= SHOWN for key in keys if key)


EXPECTED = {
    "nobody speaks": "It rained on the hills above Strathorrin for a third day.",
    "one speaker": "Head teacher Moira Dunn said: “Our pupils talk to each other again at lunch,",
    "unnamed sources": "Another person close to the talks said: “Nothing is signed,",
    "no date": "Mayor Josef Huber said: “The children need a signal when the bus does not come.”",
    "strike without sides": "Bart Claes said: “Not a single shift has become longer.”",
    "science": "Lead author Hana Novak of Masaryk University said: “We were surprised how",
    "court": "Declan Roche said: “I never took a cent that was not owed to me.”",
    "states that disagree": "Kenyan Foreign Minister Alfred Mutua said: “There is no agreement",
}


@pytest.mark.parametrize(("kind", "words"), EXPECTED.items())
def test_what_an_editor_would_choose_is_there(kind, words):
    """The best quotation of a main voice, with who that is."""
    _, passages = told(kind)
    assert words in " ".join(plain(s) for p in passages for s in p.sentences)


NEVER = {
    "opinion": "My sister says",
    "interview": "How did you get through",
    "scare quotes and a single word": "Critics called it “brave",
    "unnamed sources": "Who doubts",
}


@pytest.mark.parametrize(("kind", "words"), NEVER.items())
def test_what_an_editor_would_leave_out_is_not(kind, words):
    """The writer's sister as a voice, the interviewer's question, one quoted word as a saying."""
    _, passages = told(kind)
    voices = [p for p in passages if p.label != "How it begins"]
    shown = " ".join([p.label for p in voices] + [plain(s) for p in voices for s in p.sentences])
    assert words not in shown


def test_a_dispute_is_told_by_its_camps():
    """What is said, then who doubts it and in which words, then what was left open."""
    _, passages = told(FOLDER / "russia-troop-pullback-2022-02-15.txt")
    assert [p.label for p in passages] == ["What is said", "Who doubts or denies it", "Left open"]
    said, doubted, open_ = (" ".join(plain(s) for s in p.sentences) for p in passages)
    assert "pulling some" in said
    assert "has not yet “verified” Russia's claim" in doubted
    assert "Dmytro Kuleba said: “We in Ukraine have a rule" in doubted
    assert open_ == "Russian officials left it unclear how many troops would be withdrawing."
