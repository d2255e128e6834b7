"""The built book, read as files: links, anchors, pictures, and nothing from anywhere else."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest
import yaml

from analysis import paths

pytestmark = pytest.mark.site

#: Attributes that make a browser fetch something by itself.
FETCHED = ("src", "srcset", "data", "poster", "action", "formaction", "background", "ping")
#: Addresses in scripts that would be fetched, not merely written down.
SCRIPTED = re.compile(
    r"""(?:fetch|import|importScripts|open|WebSocket|EventSource|sendBeacon)\s*\(\s*["'`][^"'`]*?"""
    r"""(?:https?:)?//[^"'`]+|\.src\s*=\s*["'`](?:https?:)?//[^"'`]+"""
)
STYLED = re.compile(r"""(?:url\(\s*["']?|@import\s+["'])((?:https?:)?//[^"')\s]+)""")


@cache
def tree(page: Path) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(page.read_text(encoding="utf-8"))


@cache
def anchors(page: Path) -> frozenset[str]:
    return frozenset(tree(page).xpath("//@id | //a/@name"))


def foreign(address: str) -> bool:
    """Whether an address leads to another host (``data:`` and ``mailto:`` lead nowhere)."""
    return address.startswith("//") or urlsplit(address.strip()).scheme in ("http", "https", "ftp")


def all_pages(site: Path) -> list[Path]:
    return sorted(site.glob("**/*.html"), key=str)


def book_pages(site: Path) -> list[Path]:
    return [page for page in all_pages(site) if page.parent == site / "book"]


def test_every_internal_link_and_anchor_resolves(site):
    """A link leads to a file that is there, and its fragment to an id on that page."""
    broken = []
    for page in all_pages(site):
        if "_static" in page.parts:
            continue
        for address in tree(page).xpath("//a/@href | //link/@href | //img/@src | //script/@src"):
            parts = urlsplit(address)
            if foreign(address) or parts.scheme in ("mailto", "data", "javascript"):
                continue
            target = page
            if parts.path:
                target = (page.parent / unquote(parts.path)).resolve()
            if not target.is_file():
                broken.append(f"{page.name}: {address} (no such file)")
            elif (
                parts.fragment  # "#" alone leads to the top of the page
                and target.suffix == ".html"
                and unquote(parts.fragment) not in anchors(target)
            ):
                broken.append(f"{page.name}: {address} (no such anchor)")
    assert broken == []


def test_nothing_is_fetched_from_another_host(site):
    """No page, style or script names a resource elsewhere. Hyperlinks (<a>) that a reader may
    follow, to the news source or to Wikidata, are no resource and allowed."""
    found = []
    for page in all_pages(site):
        text = page.read_text(encoding="utf-8")
        if not text.strip() or "_static" in page.parts:
            continue
        root = tree(page)
        for name in FETCHED:
            found += [f"{page.name}: {a}" for a in root.xpath(f"//@{name}") if foreign(a)]
        found += [
            f"{page.name}: {link.get('href')}"
            for link in root.xpath("//link[@href]")
            if foreign(link.get("href")) and link.get("rel") != "canonical"
        ]
        found += [f"{page.name}: {hit}" for hit in STYLED.findall(text) + SCRIPTED.findall(text)]
    for style in site.glob("**/*.css"):
        found += [f"{style.name}: {hit}" for hit in STYLED.findall(style.read_text("utf-8"))]
    for script in site.glob("**/*.js"):
        found += [f"{script.name}: {hit}" for hit in SCRIPTED.findall(script.read_text("utf-8"))]
    assert found == []


def test_outbound_links_go_to_the_web_only(site):
    """What a reader may follow out of the book is https or http with a host, and no script; a
    link that holds its own file of data is saved, not followed."""
    odd = [
        f"{page.name}: {address}"
        for page in book_pages(site)
        for address in tree(page).xpath(
            "//a[not(@download and starts-with(@href, 'data:text/csv;'))]/@href"
        )
        if (foreign(address) and not urlsplit(address).netloc)
        or urlsplit(address.strip().lower()).scheme not in ("", "http", "https", "mailto")
    ]
    assert odd == []


def test_every_picture_has_a_text_alternative(site):
    """An alt text is there and says something: a file's name or path is none."""
    bare = []
    for page in book_pages(site):
        for image in tree(page).xpath("//img"):
            alt = (image.get("alt") or "").strip()
            if not alt or re.search(r"\.(png|svg|jpe?g|webp)$|^[\w./-]*/[\w./-]+$", alt):
                bare.append(f"{page.name}: {image.get('src')} has the alt text {alt!r}")
    assert bare == []


def test_every_figure_has_a_caption(site):
    """A picture in a page stands in a figure, and the figure says what it shows."""
    bare = [
        f"{page.name}: {image.get('src')}"
        for page in book_pages(site)
        for image in tree(page).xpath("//article[contains(@class, 'bd-article')]//img")
        if not "".join(image.xpath("ancestor::figure[1]//figcaption//text()")).strip()
    ]
    assert bare == []


def test_each_page_has_one_title(site):
    """One h1 a page, a language, and a title in the tab that no other page has."""
    pages = book_pages(site)
    titles = [tree(page).findtext(".//title").strip() for page in pages]
    assert [
        len(tree(page).xpath("//article[contains(@class, 'bd-article')]//h1")) for page in pages
    ] == [1] * len(pages)
    assert {tree(page).get("lang") for page in pages} == {"en"}
    assert len(set(titles)) == len(titles)


def test_ids_are_unique(site):
    """No page has an id twice: a link would lead to the wrong one."""
    doubled = []
    for page in book_pages(site):
        ids = tree(page).xpath("//article[contains(@class, 'bd-article')]//@id")
        doubled += [f"{page.name}: {name}" for name in sorted(set(ids)) if ids.count(name) > 1]
    assert doubled == []


def test_every_page_source_is_in_the_book(site):
    """Whatever lies in book/ as a page is named in _toc.yml, and is built."""
    contents = yaml.safe_load((paths.ROOT / "_toc.yml").read_text(encoding="utf-8"))
    named = {contents["root"], *re.findall(r"'file': '([^']+)'", str(contents))}
    sources = {
        source.relative_to(paths.ROOT).with_suffix("").as_posix()
        for source in (paths.ROOT / "book").glob("*")
        if source.suffix in (".md", ".ipynb") and not source.name.startswith(".")
    }
    assert sources == named
    assert {page.relative_to(site).with_suffix("").as_posix() for page in book_pages(site)} == named


def test_no_page_names_a_place_on_this_machine(site):
    """The site says nothing about the folder or the user that it was built in."""
    places = [str(paths.ROOT), str(Path.home()), "/ipykernel_", "site-packages"]
    told = [
        f"{page.name}: {place}"
        for page in [*book_pages(site), *site.glob("_sources/**/*.ipynb")]
        for place in places
        if len(place) > 4 and re.search(re.escape(place) + r"(?![\w-])", page.read_text("utf-8"))
    ]
    assert told == []


def test_the_front_door_leads_to_the_book(site):
    """index.html at the top of the site leads to the front page, by itself and by a link."""
    door = tree(site / "index.html")
    assert door.xpath("//a/@href") == ["book/index.html"]
    assert "book/index.html" in door.xpath("//meta[@http-equiv='refresh']/@content")[0]


def test_rows_lead_to_pages_here_and_to_notebooks_in_the_downloads(site):
    """The pages link to pages; the notebooks that a reader downloads from them, to notebooks."""
    pages = [address for page in book_pages(site) for address in tree(page).xpath("//a/@href")]
    assert [address for address in pages if re.match(r"[\w-]+\.ipynb\b", address)] == []
    assert any(re.match(r"article\.html#s\d+$", address) for address in pages)
    source = (site / "_sources" / "book" / "actors.ipynb").read_text(encoding="utf-8")
    assert re.search(r'href=\\"article\.ipynb#s\d+\\"', source)
    assert "article.html#" not in source


def test_code_is_folded_and_what_came_of_it_is_not(site):
    """Each page of a notebook has code to unfold and DataFrames that nothing hides; no role of
    Markdown is left as raw text."""
    for page in book_pages(site):
        if not (site / "_sources" / "book" / f"{page.stem}.ipynb").exists():
            continue
        body = tree(page).xpath("//article[contains(@class, 'bd-article')]")[0]
        assert body.xpath(".//details[contains(@class, 'hide')]"), page.name
        assert body.xpath(".//table[contains(@class, 'dataframe')]") or page.stem == "data"
        assert body.xpath(".//details//*[contains(@class, 'cell_output')]") == [], page.name
        assert not re.search(r"\{glue|\{[a-z:]+\}`", body.text_content()), page.name


#: What a first visit may load, uncompressed, in bytes.
WEIGHT = 900_000


def loaded(site: Path, page: Path) -> int:
    """The bytes of a page and of all that it loads by itself; fonts in style sheets among them."""
    found = {page}
    for address in tree(page).xpath(
        "//script/@src | //link[@rel='stylesheet' or @rel='preload']/@href | //img/@src"
    ):
        path = urlsplit(address).path
        if path and not foreign(address):
            found.add((page.parent / unquote(path)).resolve())
    for style in [file for file in found if file.suffix == ".css"]:
        for address in re.findall(r"url\([\"']?([^\"')]+\.woff2)", style.read_text("utf-8")):
            found.add((style.parent / urlsplit(address).path).resolve())
    return sum(file.stat().st_size for file in found)


def test_a_first_visit_loads_little(site):
    heavy = {page.name: loaded(site, page) for page in book_pages(site)}
    assert {name: size for name, size in heavy.items() if size > WEIGHT} == {}


def test_every_page_says_what_may_run_on_it(site):
    """A strict policy stands before the first script, and lets no script of a page's text run."""
    for page in all_pages(site):
        if "_static" in page.parts or page == site / "index.html":
            continue
        text = page.read_text(encoding="utf-8")
        policy = text.find("Content-Security-Policy")
        assert 0 < policy < (text.find("<script") if "<script" in text else len(text)), page.name
        assert "'unsafe-inline'" not in text[policy:].split("style-src", 1)[0], page.name
        assert re.search(r"<[a-z][^<>]*\son[a-z]+=", text) is None, page.name


def test_a_name_is_found_on_every_page_that_shows_it(site):
    """The search finds a speaker by surname on each page on which the name can be read."""
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    data = json.loads(index[index.index("{") : index.rindex("}") + 1])
    for name in ("stoltenberg", "kuleba", "peskov"):
        numbers = data["terms"].get(name, [])
        numbers = numbers if isinstance(numbers, list) else [numbers]
        found = {data["docnames"][number] for number in numbers}
        shown = {
            f"book/{page.stem}"
            for page in book_pages(site)
            if re.search(rf"\b{name}\b", tree(page).text_content(), re.IGNORECASE)
        }
        assert shown, name
        assert shown - found == set(), name
