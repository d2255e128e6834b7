"""The book in a real browser, wide and narrow, by day and by night."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import axe_playwright_python
import pytest
from conftest import SCREENSHOTS

from analysis import paths

pytestmark = [pytest.mark.site, pytest.mark.browser]

WIDTHS = (1280, 390)
#: Every page of the book, as the table of contents names it.
PAGES = tuple(
    f"{name}.html"
    for name in re.findall(
        r"^\s*(?:root|- file): (\S+)", (paths.ROOT / "_toc.yml").read_text("utf-8"), re.M
    )
)
#: The preload would fetch stylesheets again, from addresses that axe resolves wrongly; what passes
#: a rule is found but not described, which takes a third of the time.
OPTIONS = (
    "{preload: false, resultTypes: ['violations'],"
    " rules: {'label-content-name-mismatch': {enabled: true}}}"
)
#: Nothing but the colours differs at night.
COLOURS = "{preload: false, resultTypes: ['violations'], runOnly: ['color-contrast']}"


@cache
def axe() -> str:
    """The source of axe-core."""
    return Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")


def violations(page: object, options: str = OPTIONS) -> list[str]:
    """What axe-core finds serious or critical on ``page``, a line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe())
    found = page.evaluate(f"axe.run(document, {options})")["violations"]
    return [
        f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:200]} and {len(v['nodes']) - 1} more"
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


def unfold(page: object) -> None:
    """Open whatever is folded, so that it is looked at too."""
    page.evaluate("for (const d of document.querySelectorAll('.bd-article details')) d.open = true")


def picture(page: object, address: str, width: int, scheme: str) -> None:
    """Keep a picture of the page for whoever reads the results."""
    name = address.removeprefix("book/").removesuffix(".html").replace("/", "-")
    page.screenshot(path=SCREENSHOTS / f"{name}-{width}-{scheme}.png", full_page=True)


def test_the_pages_looked_at_are_those_of_the_book(site_pages):
    """The table of contents names each page that was built."""
    assert sorted(PAGES) == sorted(site_pages)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_sound(page_at, address, width):
    """No console error, no request to another host, no file missing, no sideways scroll, and
    nothing that axe-core finds serious or critical, by day and (colours) by night."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    watched = page_at(width)
    page = watched.open(address)
    picture(page, address, width, "light")
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "scrolls sideways"
    assert violations(page) == []
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert violations(page, COLOURS) == []
    picture(page, address, width, "dark")
    assert (watched.errors, watched.foreign, watched.missing) == ([], [], [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_book_follows_the_readers_colours(page_at, scheme):
    """A first visit takes the colours that the reader's system asks for."""
    watched = page_at(1280, scheme)
    page = watched.open("book/index.html")
    assert page.evaluate("document.documentElement.dataset.theme") == scheme
    assert watched.errors == []


def test_the_search_page_finds_words(page_at):
    """Searching the book works without any server behind it."""
    watched = page_at(1280)
    page = watched.open("search.html?q=article")
    page.wait_for_selector("#search-results li a")
    assert page.locator("#search-results li a").count() > 0
    assert (watched.errors, watched.foreign, watched.missing) == ([], [], [])


def test_the_front_door_opens(page_at):
    """The site's index.html arrives at the front page."""
    watched = page_at(390)
    watched.page.goto(f"{watched.base}/index.html")
    watched.page.wait_for_url("**/book/index.html")
    assert watched.page.locator("article.bd-article h1").count() == 1


def test_the_pages_read_without_javascript(page_at, site_pages):
    """Text and tables are in the page itself; scripts only make them handier."""
    watched = page_at(390, javascript=False)
    for address in site_pages:
        page = watched.open(address)
        assert page.locator("article.bd-article h1").is_visible(), address
        assert len(page.locator("article.bd-article").inner_text()) > 200, address
