"""What one paragraph shows that can tie it to another."""

import pytest

from analysis.order.paragraph_cues import CLOSING, plain, read_cues, stem


@pytest.mark.parametrize(
    ("text", "key", "name", "full", "role"),
    [
        ("Kremlin spokesman Dmitry Peskov said so.", "Peskov", "Dmitry Peskov", True, True),
        ("US Secretary of State Antony Blinken left.", "Blinken", "Antony Blinken", True, True),
        ("Jane Doe, a lawyer, disagreed.", "Doe", "Jane Doe", True, True),
        ("Peskov said so.", "Peskov", "Peskov", False, False),
        ("But Putin on Tuesday agreed.", "Putin", "Putin", False, False),
        ("Some of Russia's troops left.", "Russia", "Russia", False, False),
    ],
)
def test_a_name_is_read_in_its_longest_form_with_its_role(text, key, name, full, role):
    """Honorifics, offices and words that merely begin a sentence are no part of the name."""
    found = read_cues(text).names[key]
    assert (found.text, found.full, found.role) == (name, full, role)


def test_a_speaker_stands_beside_a_verb_of_saying():
    """Before or after it, with an adverb between."""
    assert read_cues('"No," Kuleba added.').people_speaking == ["Kuleba"]
    assert read_cues('"No," said Mr. Kuleba.').people_speaking == ["Kuleba"]
    assert read_cues("Stoltenberg also said it rained.").people_speaking == ["Stoltenberg"]
    assert read_cues("Kuleba slept.").people_speaking == []


def test_a_pronoun_at_the_start_and_one_that_speaks_are_told():
    """Both look back to a paragraph that names the person."""
    cues = read_cues('"There is hope," he said.')
    assert (cues.starts_pronoun, cues.says_pronoun) == ("", "he said")
    assert read_cues("She left early.").starts_pronoun == "She"


def test_an_unclosed_quotation_runs_on():
    """A quotation of several paragraphs closes only in its last one."""
    assert read_cues("“This is the first part of what I have to say.").open_quote
    assert not read_cues("“This is all,” he said.").open_quote


def test_definite_and_indefinite_references_meet_in_the_stem():
    """ "announced" and "the announcement" have one stem; articles are kept with their noun."""
    assert stem("announcement") == stem("announced") == "announc"
    assert "announc" in read_cues("The announcement came late.").definites
    assert (
        "statement" in read_cues("He issued a statement.").indefinites
        or "stat" in read_cues("He issued a statement.").indefinites
    )


def test_abbreviations_are_spelt_out_once():
    """The long form with the short one in brackets introduces it."""
    cues = read_cues("The World Health Organization (WHO) met.")
    assert "WHO" in cues.expansions


def test_any_quotation_mark_reads_as_a_straight_one():
    """Curly, angled and doubled apostrophes alike."""
    assert plain("''Yes,''  “no” «so» ‘it’") == '"Yes," "no" "so" \'it\''


@pytest.mark.parametrize("text", ["", "   ", "…", '"""', "ТАСС сообщает", "1 2 3", "'"])
def test_odd_texts_are_read_without_a_fault(text):
    """Nothing there is nothing found."""
    assert read_cues(text).people_speaking == []


@pytest.mark.parametrize(
    ("text", "field", "found"),
    [
        ("He also slept.", "adds", "also"),
        ("It went on.", "adds", "went on"),
        ("He slept.", "adds", ""),
        ("But he slept.", "contrast", "But"),
        ("He slept, however, well.", "contrast", "however"),
        ("Butter melted.", "contrast", ""),
        ("Their house fell.", "starts_pronoun", "Their"),
        ("Theirs is a house.", "starts_pronoun", ""),
        ('"No," she later said.', "says_pronoun", "she later said"),
        ("She slept and said nothing.", "says_pronoun", ""),
        ("They met on Monday and Friday.", "weekdays", frozenset({"Monday", "Friday"})),
        ("It was a sunday.", "weekdays", frozenset()),
        ("Here I left early.", "first_person", True),
        ('"We left early," he said.', "first_person", False),
        ("The Kremlin spokesman left.", "roles", {"spokesman": "The Kremlin spokesman"}),
        ("The weather turned.", "roles", {}),
        ("Mrs. Smith said she slept.", "female", 2),
        ("Mrs. Smith said she slept.", "male", 0),
        ('"It is', "starts_quote", True),
        ('It is "', "starts_quote", False),
        ("The FBI and the CIA met.", "acronyms", {"FBI", "CIA"}),
    ],
)
def test_each_cue_is_read_where_it_stands(text, field, found):
    """One text that shows the cue, and one close to it that does not."""
    assert getattr(read_cues(text), field) == found


@pytest.mark.parametrize(
    ("text", "closes"),
    [
        ("Jane Doe contributed reporting.", True),
        ("Follow Jane on Twitter.", True),
        ("Follow him here.", True),
        ("Jane Doe is a senior writer.", True),
        ("Editor’s note: this was changed.", True),
        ("Jane Doe is a lawyer.", False),
        ("They follow a plan.", False),
    ],
)
def test_what_closes_an_article_is_told_by_its_words(text, closes):
    """Credits, notes and links, not ordinary sentences."""
    assert bool(CLOSING.search(plain(text))) == closes


@pytest.mark.parametrize(
    ("word", "cut"),
    [("announcements", "announc"), ("Russia's", "russia"), ("used", "used"), ("cities", "citi")],
)
def test_a_stem_keeps_at_least_four_letters(word, cut):
    """Endings are cut off long words only, the longest first."""
    assert stem(word) == cut
