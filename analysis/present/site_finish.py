"""The last step of a site: what its pages load, what they may do, and how they are found.

Icons are set into the pages as SVG from the theme's own script, which is then not loaded (it
weighs more than all the rest); every page gets a description, Open Graph's tags and a policy that
lets nothing run but the scripts of the site; a hosted site gets a map and a page for addresses
that lead nowhere.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Mapping
from pathlib import Path

#: What the theme brings and no page needs once the icons stand in the pages.
_SPARE = ("_static/**/*.map", "_static/vendor/fontawesome/**/*", "_static/scripts/fontawesome.js*")
_ICON_SCRIPT = re.compile(
    r"(?<![ \t])[ \t]*+<script[^<>]{0,200}/fontawesome\.js[^<>]{0,200}></script>\n?"
)
_ICON = re.compile(r'<i class="([^"<>]{0,200})"([^<>]{0,200})></i>')
_ICON_NAME = re.compile(r"(?<!\S)fa-(?!solid|brands|regular|lg\b)([a-z-]{1,40})(?!\S)")
_OTHER_NAMES = {"times": "xmark", "search": "magnifying-glass"}
#: Rules and fonts of icons in the theme's style sheet.
_ICON_RULE = re.compile(r"(?<=[{}])\.fa[a-z0-9.:>, -]{0,400}\{[^{}]{0,400}\}")
_ICON_FONT = re.compile(r"@font-face\{[^{}]{0,200}Font Awesome[^{}]{0,600}\}")
_INLINE = re.compile(r"<script(?![^<>]{0,300}\ssrc=)([^<>]{0,300})>(.*?)</script>", re.DOTALL)
#: The theme's button for printing; a handler in a tag would need a hole in the policy, so
#: ``book.js`` listens instead.
_PRINT, _PRINTS = ' onclick="window.print()"', " data-otr-print"
_TITLE = re.compile(r"<title>([^<]{0,1000})</title>")
_PARAGRAPH = re.compile(r"<p(?:\s[^<>]{0,300})?>(.{0,6000}?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_DESCRIPTION = 200  # characters
_NAME = "On the Record"
#: Says what the shared picture shows; it is drawn for the first article.
_PICTURE = "_static/book.png"
_LOST = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Not found · On the Record</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 1.1rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1rem }}
</style>
<h1>There is no page at this address</h1>
<p>It may have been renamed. <a href="{front}">To the front page</a> ·
<a href="{search}">Search the book</a></p>
</html>
"""  # noqa: E501


def finish(site: Path, address: str = "", first: bool = True) -> None:
    """Make a built site light, safe and findable, in place.

    Args:
        site: the folder of the finished HTML.
        address: where it will be read, with a slash at the end; empty: nowhere that is known.
            Without it no page claims an address and there is neither a map nor a page 404.
        first: whether it is the book of the first article, which has a picture to share.
    """
    paths = icon_paths(site)
    pages = [page for page in sorted(site.rglob("*.html")) if "_static" not in page.parts]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        text = _ICON_SCRIPT.sub("", text).replace(_PRINT, _PRINTS)
        text = _ICON.sub(lambda found: _drawn(found, paths), text)
        where = page.relative_to(site).as_posix()
        text = _headed(text, address and f"{address}{where}", address if first else "")
        page.write_text(with_policy(text), encoding="utf-8")
    _lighten(site)
    if address:
        _write_map(site, address, pages)
        lost = _LOST.format(front=html.escape(address), search=html.escape(f"{address}search.html"))
        (site / "404.html").write_text(with_policy(lost), encoding="utf-8")


# ---------------------------------------------------------------------------------------- icons


def icon_paths(site: Path) -> dict[str, tuple[int, int, str]]:
    """Width, height and outline of the solid icons in the theme's script, by name.

    Font Awesome Free, whose icons are under CC BY 4.0. Empty where there is no such script.
    """
    script = site / "_static" / "scripts" / "fontawesome.js"
    if not script.is_file():
        return {}
    form = re.compile(
        r'"?([a-z][a-z0-9-]{1,40})"?:\[(\d{1,4}),(\d{1,4}),\[[^\[\]]{0,300}\],'
        r'"[0-9a-f]{1,8}","([^"]{1,9000})"\]'
    )
    found: dict[str, tuple[int, int, str]] = {}
    for name, width, height, outline in form.findall(script.read_text(encoding="utf-8")):
        found[name] = (int(width), int(height), outline)  # the solid set comes last
    return found


def _drawn(found: re.Match[str], paths: Mapping[str, tuple[int, int, str]]) -> str:
    """An icon as inline SVG with the classes and attributes of its element."""
    named = _ICON_NAME.search(found[1])
    name = named[1] if named else ""
    outline = paths.get(name) or paths.get(_OTHER_NAMES.get(name, ""))
    if outline is None:
        return found[0]
    width, height, path = outline
    classes = " ".join(("otr-icon", *found[1].split()))
    return (
        f'<svg class="{classes}"{found[2]} aria-hidden="true" focusable="false"'
        f' viewBox="0 0 {width} {height}"><path fill="currentColor" d="{path}"/></svg>'
    )


def _lighten(site: Path) -> None:
    """Take away what no page loads any more."""
    for pattern in _SPARE:
        for spare in site.glob(pattern):
            if spare.is_file():
                spare.unlink()
    style = site / "_static" / "styles" / "pydata-sphinx-theme.css"
    if style.is_file():
        text = _ICON_FONT.sub("", style.read_text(encoding="utf-8"))
        text = re.sub(r"/\*# sourceMappingURL=[^*]{0,200}\*/", "", _ICON_RULE.sub("", text))
        style.write_text(text, encoding="utf-8")
    for script in site.glob("_static/scripts/*.js"):
        text = script.read_text(encoding="utf-8")
        script.write_text(re.sub(r"//# sourceMappingURL=\S{1,200}", "", text), encoding="utf-8")


# ----------------------------------------------------------------------------------------- head


def _headed(text: str, own_address: str, address: str) -> str:
    """A page with its description and Open Graph's tags, at the end of its head."""
    title = _TITLE.search(text)
    if title is None or 'name="description"' in text:
        return text
    words = html.unescape(title[1]).strip()
    described = description(text)
    tags = [("property", "og:type", "article"), ("property", "og:site_name", _NAME)]
    tags.append(("property", "og:title", words))
    if described:
        tags += [("name", "description", described), ("property", "og:description", described)]
    if own_address:
        tags.append(("property", "og:url", own_address))
    if address:
        tags += [
            ("property", "og:image", f"{address}{_PICTURE}"),
            ("name", "twitter:card", "summary_large_image"),
        ]
    lines = [f'<meta {kind}="{key}" content="{html.escape(v)}">' for kind, key, v in tags]
    return text.replace("</head>", "    " + "\n    ".join(lines) + "\n  </head>", 1)


def description(text: str) -> str:
    """The first words of a page's own text, cut at a word; empty where it has none."""
    begins = text.find('<article class="bd-article"')
    if begins < 0:
        return ""
    for found in _PARAGRAPH.finditer(text, begins, begins + 200_000):
        plain = " ".join(html.unescape(_TAG.sub("", found[1])).split())
        if len(plain) >= 40:
            if len(plain) <= _DESCRIPTION:
                return plain
            return plain[: _DESCRIPTION - 1].rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"
    return ""


def with_policy(text: str) -> str:
    """The page with a strict Content-Security-Policy as the first thing of its head.

    Only the site's own files are loaded, and of scripts in the page only those that the theme and
    the book wrote, each by its hash (W3C CSP 3): text of an article can never run. Styles in the
    page are allowed: figures and tables have them.
    """
    hashes = {_hash(found[2]) for found in _INLINE.finditer(text) if "json" not in found[1]}
    scripts = " ".join(["'self'", *sorted(hashes)])
    policy = (
        f"default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; "
        "form-action 'self'"
    )
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    opening = re.search(r'<meta charset="utf-8"\s{0,4}/?>', text)
    if opening is None:
        return text
    return f"{text[: opening.end()]}\n    {tag}{text[opening.end() :]}"


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _write_map(site: Path, address: str, pages: list[Path]) -> None:
    """``sitemap.xml`` (sitemaps.org 0.9) of the book's pages, without dates: two builds are
    alike."""
    listed = [p.relative_to(site).as_posix() for p in pages if p.parent == site / "book"]
    lines = [f"  <url><loc>{html.escape(address + where)}</loc></url>" for where in listed]
    (site / "sitemap.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        + "\n".join(lines)
        + "\n</urlset>\n",
        encoding="utf-8",
    )
