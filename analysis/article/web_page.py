"""A saved web page: its charset, what it says about itself, and its text.

What the page declares (JSON-LD, then meta tags) comes before what is shown; a date that is not
declared is not there. The text is found by trafilatura, after cookie notices, galleries, readers'
comments and the like are taken out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import unescape
from typing import Any

from analysis.article import line_rules as rules
from analysis.article.files import Record
from analysis.errors import ArticleError
from analysis.knowledge.wordlists import FOLDER, rows_of

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w.:-]+)""", re.I)
_XML = re.compile(rb"""^\s{0,20}<\?xml[^>]{0,100}encoding=["']([\w.:-]+)["']""")
_PAGE = re.compile(rb"^(?:\xef\xbb\xbf)?\s{0,200}<(?:!doctype\s+html|html|head|body)\b", re.I)
#: Browsers read these as Windows-1252, which fills the places they leave empty.
_LATIN = {"iso-8859-1", "latin-1", "latin1", "iso8859-1", "us-ascii", "ascii", "cp1252"}
_SPACE = re.compile(r"\s+")
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|Review)\Z|^LiveBlogPosting")


@cache
def _names_of(use: str) -> tuple[str, ...]:
    """The names that ``page_fields.tsv`` lists for a use, in its order."""
    pairs = rows_of(FOLDER.parent / "page_fields.tsv")
    return tuple(name for name, told in pairs if told == use)


@cache
def _outside() -> re.Pattern[str]:
    """A class or id of a block that is no part of the article."""
    names = "|".join(re.escape(name).replace(r"\*", r"\w*") for name in _names_of("outside"))
    return re.compile(rf"(?:^|[\s_-])(?:{names})(?:[\s_-]|$)", re.IGNORECASE)


def is_page(name: str, raw: bytes) -> bool:
    """Is the file a web page, by its ending or by how it begins?"""
    return name.lower().endswith((".html", ".htm", ".xhtml")) or bool(_PAGE.match(raw[:1000]))


def decode(raw: bytes, name: str) -> str:
    """The text of a page in the charset it declares: a byte-order mark, a meta tag, an XML
    declaration; else UTF-8, else Windows-1252, as browsers do.

    Raises ArticleError where the bytes are not text in that charset.
    """
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    found = _CHARSET.search(raw[:4096]) or _XML.match(raw[:200])
    told = found.group(1).decode("ascii").lower() if found else ""
    if told in _LATIN:
        told = "windows-1252"
    for charset in (told, "utf-8-sig", "windows-1252"):
        if not charset:
            continue
        try:
            if raw[:3] == b"\xef\xbb\xbf":
                return raw.decode("utf-8-sig")
            return raw.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("windows-1252", "replace")


@dataclass
class _About:
    """What a page declares about itself."""

    title: str = ""
    author: str = ""
    publisher: str = ""
    url: str = ""
    published: date | None = None
    updated: date | None = None
    body: str = ""


def from_html(text: str, name: str) -> Record:
    """The article of a saved web page.

    Args:
        text: The page, decoded.
        name: The file's name.

    Returns:
        Its text (title line, then paragraphs), into which offsets then point, and its metadata.

    Raises:
        ArticleError: No article is found in it.
    """
    import trafilatura  # slow to import, and needed for pages only
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8")
    source = text.encode("utf-8", "replace")
    try:
        tree = html.fromstring(source, parser=parser)
    except Exception:  # lxml's own errors have no common base worth naming
        tree = None
    about = _about(tree) if tree is not None else _About()
    body = ""
    if tree is not None:
        _prepare(tree)
        # the dates that trafilatura would guess, and the title it would choose, are not used
        found = trafilatura.bare_extraction(
            tree, with_metadata=False, include_comments=False, include_tables=True
        )
        body = (found.text or "").strip() if found else ""
    body = body or about.body
    if not body:
        raise ArticleError(
            f"{name}: no article text was found in this HTML page;"
            " save the text itself, one paragraph a line."
        )
    lines = [line for line in body.split("\n") if line.strip()]
    if about.title and lines and _alike(lines[0], about.title):
        lines = lines[1:]
    return Record(
        name,
        "\n".join([about.title, *lines]) if about.title else "\n".join(lines),
        about.published,
        about.url,
        title=None if about.title else "",
        author=about.author,
        publisher=about.publisher,
        updated=about.updated,
    )


def _alike(one: str, other: str) -> bool:
    def bare(text: str) -> str:
        return re.sub(r"\W+", " ", text).strip().casefold()

    return bare(one) == bare(other)


def _clean(value: object) -> str:
    return _SPACE.sub(" ", unescape(str(value))).strip() if isinstance(value, (str, int)) else ""


def _day(value: str) -> date | None:
    """A declared date; the local day where it has a time and a zone."""
    value = value.strip()
    for form in (value[:10], value[:8] if value[:8].isdigit() else ""):
        try:
            return date.fromisoformat(form)
        except ValueError:
            continue
    return rules.day_in(value)


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(value.get(key), depth + 1)


def _names(value: Any) -> str:
    """The names in an author's or a publisher's JSON-LD, joined by ``; ``."""
    if isinstance(value, list):
        return "; ".join(dict.fromkeys(filter(None, map(_names, value))))
    if isinstance(value, dict):
        return _names(value.get("name"))
    told = re.sub(r"^(?:by|von)\s+", "", _clean(value), flags=re.I)
    return "" if told.startswith(("http:", "https:", "@")) else told


def _linked_data(tree: Any) -> dict[str, Any]:
    """The first article among the page's JSON-LD objects."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            data = json.loads(
                re.sub(r"^\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*$", "", script.text or ""),
                strict=False,
            )
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            kinds = item.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(k, str) and _ARTICLE.search(k) for k in kinds):
                return item
    return {}


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = (meta.get(key) or "").lower()
            if name and _clean(meta.get("content")):
                found.setdefault(name, _clean(meta.get("content")))
    for node in tree.xpath(
        "//*[@itemprop='datePublished' or @itemprop='dateModified' or @pubdate]"
    ):
        value = node.get("datetime") or node.get("content") or ""
        if value:
            key = "dateModified" if node.get("itemprop") == "dateModified" else "datePublished"
            found.setdefault(key.lower(), _clean(value))
    return found


def _first(metas: dict[str, str], names: Sequence[str]) -> str:
    return next((metas[name] for name in names if name in metas), "")


def _about(tree: Any) -> _About:
    data, metas = _linked_data(tree), _metas(tree)
    about = _About()
    about.published = _day(_clean(data.get("datePublished"))) or next(
        (day for name in _names_of("published") if name in metas and (day := _day(metas[name]))),
        None,
    )
    about.updated = _day(_clean(data.get("dateModified"))) or next(
        (day for name in _names_of("modified") if name in metas and (day := _day(metas[name]))),
        None,
    )
    about.publisher = _names(data.get("publisher")) or metas.get("og:site_name", "")
    about.author = _names(data.get("author")) or _names(_first(metas, _names_of("author")))
    links = [
        k.get("href") for k in tree.iter("link") if (k.get("rel") or "").lower() == "canonical"
    ]
    url = next(filter(None, map(_clean, links)), "") or metas.get("og:url", "")
    page = data.get("mainEntityOfPage")
    page = page.get("@id") if isinstance(page, dict) else page
    url = url or _clean(data.get("url")) or _clean(page)
    about.url = url if re.match(r"https?://\S+\Z", url) else ""
    about.title = _title(tree, data, metas, about.publisher)
    about.body = re.sub(
        r"<[^>]{1,500}>", "\n", unescape(str(data.get("articleBody") or ""))
    ).strip()
    return about


def _title(tree: Any, data: dict[str, Any], metas: dict[str, str], publisher: str) -> str:
    """The headline: declared, else the page's one heading, else its title without the site."""
    told = _clean(data.get("headline")) or metas.get("og:title", "")
    heads = [_clean(h.text_content()) for h in tree.iter("h1")]
    heads = [h for h in dict.fromkeys(heads) if h]
    shown = next((_clean(t.text_content()) for t in tree.iter("title")), "")
    title = told or (heads[0] if len(heads) == 1 else "") or shown
    if title in heads:
        return title
    for cut in re.finditer(r"\s+[|–—-]\s+", title):
        if _alike(title[cut.end() :], publisher) or title[: cut.start()].strip() in heads:
            return title[: cut.start()].strip()
    return title


def _prepare(tree: Any) -> None:
    """Take out what is no article, and keep quotations, times and their like as text."""
    whole = max(1, len(tree.text_content()))
    for node in list(tree.iter()):
        if not isinstance(node.tag, str) or node.tag in ("html", "body", "main", "article", "head"):
            continue
        mark = f"{node.get('id') or ''} {node.get('class') or ''}"
        out = mark.strip() and _outside().search(mark) and node.getparent() is not None
        if out and len(node.text_content()) < 0.4 * whole:
            node.drop_tree()
    for node in list(tree.iter("q")):
        if len(node):
            node[-1].tail = (node[-1].tail or "") + "”"
            node.text = "“" + (node.text or "")
        else:
            node.text = f"“{node.text or ''}”"
        node.drop_tag()
    for tag in _names_of("inline"):
        for node in list(tree.iter(tag)):
            if node.getparent() is not None:
                node.drop_tag()
