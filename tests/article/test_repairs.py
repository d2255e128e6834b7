"""The repaired view, and its map back to the stored text."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.article.repairs import repaired

TRICKY = st.text(
    alphabet=st.sampled_from(list("aB .,'\"“”‘’«»`  \t\r\nâ€™Ã©Â\u00a0—…3\U0001f600מ")), max_size=60
)


@given(TRICKY)
def test_every_view_character_maps_back_in_order(text):
    """The map never runs backwards, never leaves the text, and skips nothing but repairs."""
    view, repairs = repaired(text)
    assert len(view.starts) == len(view.ends) == len(view.text)
    assert all(0 <= s <= e <= len(text) for s, e in zip(view.starts, view.ends, strict=True))
    assert list(view.starts) == sorted(view.starts)
    assert list(view.ends) == sorted(view.ends)
    if view.text:
        assert view.to_stored(0, len(view.text)) == (0, len(text))
    mended = {i for r in repairs for i in range(r.start, r.end)}
    shown = {i for s, e in zip(view.starts, view.ends, strict=True) for i in range(s, e)}
    assert shown | mended == set(range(len(text)))


@given(TRICKY, st.data())
def test_stored_spans_survive_the_round_trip(text, data):
    """A stored span's view span covers it, and unrepaired text comes back exactly."""
    view, repairs = repaired(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = view.from_stored(start, end)
    assert 0 <= first <= last <= len(view.text)
    if start < end and not any(r.start < end and start < r.end for r in repairs):
        assert view.text[first:last] == text[start:end]
        assert view.to_stored(first, last) == (start, end)


def test_a_lost_dash_is_restored_and_recorded():
    """Two blanks inside a sentence stand where a dash was; offsets still point at the blanks."""
    text = "its ally Belarus  which also shares a border  were continuing"
    view, repairs = repaired(text)
    assert view.text == "its ally Belarus — which also shares a border — were continuing"
    assert [r.kind for r in repairs] == ["dash", "dash"]
    at = view.text.index("which")
    start, end = view.to_stored(at, at + 5)
    assert text[start:end] == "which"


def test_two_spaces_after_a_full_stop_are_a_typists_habit():
    """No dash is invented between sentences."""
    view, repairs = repaired("It ended.  He left.")
    assert view.text == "It ended. He left."
    assert [r.kind for r in repairs] == ["space"]


def test_mojibake_and_quotation_marks_are_mended():
    """UTF-8 read as Windows-1252 is read again; every kind of quotation mark is straight."""
    assert repaired("donâ€™t, cafÃ©")[0].text == "don't, café"
    assert repaired("“Yes,” ''no'' ‘so’")[0].text == '"Yes," "no" \'so\''
    assert repaired("São Tomé, Äpfel")[0].text == "São Tomé, Äpfel"
