"""What several test files share: the built site, a server for it, and a browser on it."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from analysis import paths

#: Where the browser's pictures of the pages are left (an artefact in CI).
SCREENSHOTS = paths.ROOT / "_build" / "screenshots"
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def find_chromium() -> str | None:
    """The system's Chromium or Chrome, or the one that ``$CHROMIUM`` names."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)), None)
    return found or (_MAC if Path(_MAC).exists() else None)


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the built book, brought up to date first (at once where nothing changed)."""
    from analysis.present import bookbuild

    return bookbuild.build(article=paths.FIRST_ARTICLE).parent


@pytest.fixture(scope="session")
def site_pages(site: Path) -> tuple[str, ...]:
    """Every page of the book, as an address below ``site``: ``book/index.html`` first."""
    pages = sorted(p.relative_to(site).as_posix() for p in (site / "book").glob("**/*.html"))
    return tuple(sorted(pages, key=lambda page: page != "book/index.html"))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Say nothing: the tests' output is for the tests."""


@pytest.fixture(scope="session")
def site_url(site: Path) -> Iterator[str]:
    """The book on a local server, without a final slash."""
    handler = functools.partial(_Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """The system's Chromium, driven by Playwright. Without one: skipped, but never in CI."""
    executable = find_chromium()
    if executable is None:
        message = "no Chromium here (Debian and Ubuntu: `apt install chromium`)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page of the browser, and what it did that it should not have."""

    page: object
    base: str
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def open(self, address: str) -> object:
        """Go to ``address`` (as in ``book/actors.html#row-s12``), wait until it is still, and
        return the Playwright page."""
        self.page.goto(f"{self.base}/{address}")
        self.page.wait_for_load_state("networkidle")
        return self.page

    def watch(self) -> None:
        """Note console errors, requests to other hosts and files that are not there."""
        page, own = self.page, urlsplit(self.base).netloc

        def request(asked: object) -> None:
            parts = urlsplit(asked.url)
            if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != own:
                self.foreign.append(asked.url)

        page.on("request", request)
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("response", lambda r: self.missing.append(r.url) if r.status >= 400 else None)


@pytest.fixture(scope="session")
def context_of(chromium: object) -> Iterator[Callable[[int, str, bool], object]]:
    """The visitor with that width, those colours and that wish for scripts: one a session, so that
    styles and scripts are fetched once."""
    contexts = {}

    def of(width: int, scheme: str, javascript: bool) -> object:
        key = width, scheme, javascript
        if key not in contexts:
            contexts[key] = chromium.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
                java_script_enabled=javascript,
                reduced_motion="reduce",
            )
            contexts[key].set_default_timeout(30_000)
        return contexts[key]

    yield of
    for context in contexts.values():
        context.close()


@pytest.fixture
def page_at(
    context_of: Callable[[int, str, bool], object], site_url: str
) -> Iterator[Callable[..., Watched]]:
    """``page_at(width, scheme="light")``: a fresh browser page of that width on the book."""
    pages = []

    def at(width: int, scheme: str = "light", javascript: bool = True) -> Watched:
        pages.append(context_of(width, scheme, javascript).new_page())
        watched = Watched(pages[-1], site_url)
        watched.watch()
        return watched

    yield at
    for page in pages:
        page.close()
