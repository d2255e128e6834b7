"""A reader checks the book in a real browser: from a row to its words and back, search, sort."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.site, pytest.mark.browser]

ARTICLE, TABLE = "book/article.html", "book/actors.html"
STATEMENTS = "table.otr-statements"
WIDTHS = (1280, 390)


def search_box(page):
    return page.locator(STATEMENTS).locator("xpath=..").get_by_label("Search this table")


def visible_rows(page):
    return page.locator(f"{STATEMENTS} tbody tr:visible")


def texts(page, column):
    return page.locator(f"{STATEMENTS} tbody tr > *:nth-child({column})").all_inner_texts()


@pytest.mark.parametrize("width", WIDTHS)
def test_from_a_row_to_its_words_and_back(page_at, width):
    """The number of a row opens the article at the words; their number leads back to the row."""
    watched = page_at(width)
    page = watched.open(TABLE)
    row = page.locator(f"{STATEMENTS} tbody tr").nth(2)
    identity = row.get_attribute("id")
    row.locator("a").first.click()
    page.wait_for_url(f"**/article.html#{identity.removeprefix('row-')}")
    mark = page.locator("mark:target")
    assert mark.is_visible()
    top = mark.bounding_box()["y"]
    assert 0 <= top < 900  # scrolled to, not hidden under the bar at the top
    page.locator(f"a.otr-ref[href$='#{identity}']").click()
    page.wait_for_url(f"**/actors.html#{identity}")
    assert page.locator("tr:target").is_visible()
    assert (watched.errors, watched.foreign, watched.missing) == ([], [], [])


def test_every_number_in_the_article_has_its_row_and_every_row_its_mark(page_at):
    watched = page_at(1280)
    page = watched.open(ARTICLE)
    marks = set(page.eval_on_selector_all("mark[id]", "all => all.map(m => m.id)"))
    links = page.eval_on_selector_all("a.otr-ref", "all => all.map(a => a.hash.slice(1))")
    page = watched.open(TABLE)
    rows = page.eval_on_selector_all(f"{STATEMENTS} tbody tr", "all => all.map(r => r.id)")
    assert sorted(links) == sorted(rows)
    assert {row.removeprefix("row-") for row in rows} == marks


@pytest.mark.parametrize("width", WIDTHS)
def test_searching_leaves_the_rows_that_hold_every_word(page_at, width):
    page = page_at(width).open(TABLE)
    total = visible_rows(page).count()
    name = texts(page, 2)[1].split("\n")[0].strip()
    search_box(page).fill(name.upper())
    shown = visible_rows(page).all_inner_texts()
    assert 0 < len(shown) < total
    assert all(name.casefold() in row.casefold() for row in shown)
    status = page.locator(f"{STATEMENTS} >> xpath=.. >> [role=status]")
    assert status.inner_text() == f"{len(shown)} of {total} rows"
    search_box(page).fill("no such words anywhere")
    assert visible_rows(page).count() == 0
    search_box(page).fill("")
    assert visible_rows(page).count() == total


def test_a_link_to_a_row_that_a_search_has_hidden_shows_it(page_at):
    page = page_at(1280).open(TABLE)
    search_box(page).fill("no such words anywhere")
    page.evaluate("location.hash = '#row-s1'")
    page.locator("#row-s1").wait_for(state="visible")
    assert search_box(page).input_value() == ""


@pytest.mark.parametrize("width", WIDTHS)
def test_sorting_by_click_and_by_keyboard(page_at, width):
    """A second press turns the order round; which column sorts is told to screen readers too."""
    page = page_at(width).open(TABLE)
    header = page.locator(f"{STATEMENTS} thead th", has_text="who")
    button = header.get_by_role("button")
    button.click()
    assert header.get_attribute("aria-sort") == "ascending"
    keys = page.eval_on_selector_all(
        f"{STATEMENTS} tbody td[data-label=who]", "all => all.map(c => c.dataset.sort)"
    )
    known = [key for key in keys if key]
    assert known == sorted(known, key=str.casefold)
    assert keys == known + [""] * (len(keys) - len(known))  # the unknown last
    button.focus()
    page.keyboard.press("Enter")
    assert header.get_attribute("aria-sort") == "descending"
    turned = page.eval_on_selector_all(
        f"{STATEMENTS} tbody td[data-label=who]", "all => all.map(c => c.dataset.sort)"
    )
    assert [key for key in turned if key] == sorted(known, key=str.casefold, reverse=True)


def test_numbers_sort_as_numbers(page_at):
    page = page_at(1280).open(TABLE)
    header = page.locator(f"{STATEMENTS} thead th", has_text="no.")
    header.get_by_role("button").click()
    numbers = [int(text) for text in texts(page, 1)]
    assert numbers == sorted(numbers)
    assert len(numbers) > 9


@pytest.mark.parametrize("width", WIDTHS)
def test_the_stored_order_can_be_seen_without_javascript(page_at, width):
    """The switch is a radio button and a style, nothing more."""
    page = page_at(width, javascript=False).open(ARTICLE)

    def seen():
        boxes = [
            (p.bounding_box()["y"], p.get_attribute("id")) for p in page.locator(".otr-par").all()
        ]
        return [name for _, name in sorted(boxes)]

    stored = sorted(seen(), key=lambda name: int(name[1:]))
    assert seen() != stored
    page.get_by_label("stored order").check()
    assert seen() == stored
    page.get_by_label("reading order").check()
    assert seen() != stored


def test_the_marks_say_more_than_a_colour(page_at):
    """Kinds differ by the line below them, and every mark has words about itself."""
    page = page_at(1280).open(ARTICLE)
    lines = page.eval_on_selector_all(
        "mark[id]",
        "all => all.map(m => [m.className.match(/kind-(\\w+)/)[1],"
        " getComputedStyle(m).textDecorationStyle])",
    )
    assert len(dict(lines)) == len(set(dict(lines).values())) == len({tuple(x) for x in lines})
    titles = page.eval_on_selector_all("mark", "all => all.map(m => m.title)")
    told = [title for title in titles if title]
    assert len(told) >= len(lines)
    assert all("% sure" in title for title in told)


def test_the_colours_of_the_sides_differ_by_day_and_by_night(page_at):
    for scheme in ("light", "dark"):
        page = page_at(1280, scheme).open(ARTICLE)
        pairs = page.eval_on_selector_all(
            "mark[id]",
            "all => all.map(m => [m.className.match(/side-\\d/)[0],"
            " getComputedStyle(m).backgroundColor])",
        )
        colours = dict(pairs)
        assert len(set(colours.values())) == len(colours)
