"""The book in a real browser, wide and narrow, by day and by night."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest
from conftest import SCREENSHOTS

pytestmark = [pytest.mark.site, pytest.mark.browser]

WIDTHS = (1280, 390)
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
#: The preload would fetch stylesheets again, from addresses that axe resolves wrongly.
OPTIONS = "{preload: false, rules: {'label-content-name-mismatch': {enabled: true}}}"


def violations(page: object) -> list[str]:
    """What axe-core finds serious or critical on ``page``, a line each."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run(document, {OPTIONS})")["violations"]
    return [
        f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:200]} and {len(v['nodes']) - 1} more"
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


def unfold(page: object) -> None:
    """Open whatever is folded, so that it is looked at too."""
    page.evaluate("document.querySelectorAll('article details').forEach(d => { d.open = true })")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_sound(page_at, site_pages, width, scheme):
    """No console error, no request to another host, no file missing, no sideways scroll, and
    nothing that axe-core finds serious or critical."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    watched, faults = page_at(width, scheme), []
    for address in site_pages:
        page = watched.open(address)
        name = address.removeprefix("book/").removesuffix(".html").replace("/", "-")
        page.screenshot(path=SCREENSHOTS / f"{name}-{width}-{scheme}.png", full_page=True)
        unfold(page)
        across = page.evaluate("document.documentElement.scrollWidth")
        if across > width:
            faults.append(f"{address}: {across} pixels wide, scrolls sideways")
        faults += [f"{address}: {line}" for line in violations(page)]
    assert faults == []
    assert watched.errors == []
    assert watched.foreign == []
    assert watched.missing == []


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
    assert watched.page.locator("article h1").count() == 1


def test_the_pages_read_without_javascript(page_at, site_pages):
    """Text and tables are in the page itself; scripts only make them handier."""
    watched = page_at(390, javascript=False)
    for address in site_pages:
        page = watched.open(address)
        assert page.locator("article h1").is_visible(), address
        assert len(page.locator("article").inner_text()) > 200, address
