"""The last step of a site, on small pages."""

from __future__ import annotations

import base64
import hashlib

import pytest

from analysis.present import site_finish

PAGE = """<!DOCTYPE html>
<html lang="en"><head>
    <meta charset="utf-8" />
    <title>Strike at the port &#8212; On the Record</title>
  <script defer src="../_static/scripts/fontawesome.js?digest=55"></script>
    <script>let toggleHintShow = 'Click to show';</script>
    <script src="../_static/book.js"></script>
  </head><body>
  <i class="theme-switch fa-solid fa-moon  fa-lg" data-mode="dark" title="Dark"></i>
  <i class="fas fa-unheard"></i>
  <button onclick="window.print()">Print</button>
  <article class="bd-article"><h1>Strike</h1><p>Short.</p>
  <p>The union said: <a href="x.html">&ldquo;We will &lt;not&gt; go back&rdquo;</a> until it hears from the minister.</p>
  </article></body></html>
"""  # noqa: E501
ICONS = (
    'x={"moon":[320,512,[],"f186","OLD"]};'
    'y={moon:[384,512,[127769,9214],"f186","M223.5 32C100 32"],"circle-half-stroke":[512,512,[],"f042","M1 2"]}'  # noqa: E501
)


def hashed(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


@pytest.fixture
def site(tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / "_static" / "scripts").mkdir(parents=True)
    (tmp_path / "_static" / "scripts" / "fontawesome.js").write_text(ICONS)
    (tmp_path / "_static" / "scripts" / "a.js.map").write_text("{}")
    (tmp_path / "book" / "index.html").write_text(PAGE)
    return tmp_path


def finished(site, **options):
    site_finish.finish(site, **options)
    return (site / "book" / "index.html").read_text()


def test_icons_are_drawn_in_the_page_and_their_script_is_gone(site):
    page = finished(site)
    assert "fontawesome.js" not in page
    assert not (site / "_static" / "scripts" / "fontawesome.js").exists()
    assert not (site / "_static" / "scripts" / "a.js.map").exists()
    drawn = page[page.index("<svg") : page.index("</svg>")]
    assert 'd="M223.5 32C100 32"' in drawn
    assert 'data-mode="dark"' in drawn
    assert "theme-switch" in drawn
    assert 'viewBox="0 0 384 512"' in drawn


def test_an_icon_that_the_theme_does_not_have_stays_as_it_is(site):
    assert '<i class="fas fa-unheard"></i>' in finished(site)


def test_only_scripts_of_the_site_may_run(site):
    page = finished(site)
    policy = page[page.index("Content-Security-Policy") :].split(">", 1)[0]
    assert "default-src 'none'" in policy
    assert "'unsafe-inline'" not in policy.split("style-src")[0]
    assert hashed("let toggleHintShow = 'Click to show';") in policy
    assert "onclick" not in page
    assert "<button data-otr-print>" in page
    assert page.index("Content-Security-Policy") < page.index("<script")


def test_a_script_that_is_added_afterwards_is_not_among_the_allowed(site):
    policy = finished(site).split("Content-Security-Policy", 1)[1].split(">", 1)[0]
    assert hashed("alert(1)") not in policy


def test_the_description_is_the_first_paragraph_that_says_something(site):
    page = finished(site)
    assert (
        'name="description" content="The union said: “We will &lt;not&gt; go back” until it hears'
        in page
    )


def test_a_long_description_ends_at_a_word():
    words = "The council of the town voted on the new budget after a debate. " * 9
    said = site_finish.description(f'<article class="bd-article"><p>{words}</p>')
    assert len(said) <= 200
    assert said.endswith("…")
    assert words.startswith(said[:-1] + " ")


def test_a_site_without_an_address_claims_none(site):
    page = finished(site)
    assert "og:url" not in page
    assert "og:image" not in page
    assert not (site / "sitemap.xml").exists()
    assert not (site / "404.html").exists()


def test_a_hosted_site_has_a_map_and_a_page_for_what_is_not_there(site):
    page = finished(site, address="https://owner.github.io/book/")
    assert '"og:url" content="https://owner.github.io/book/book/index.html"' in page
    assert (
        "<loc>https://owner.github.io/book/book/index.html</loc>"
        in (site / "sitemap.xml").read_text()
    )
    assert 'href="https://owner.github.io/book/"' in (site / "404.html").read_text()
    assert "Content-Security-Policy" in (site / "404.html").read_text()


def test_the_picture_of_the_first_article_is_not_claimed_by_another(site):
    page = finished(site, address="https://owner.github.io/book/", first=False)
    assert "og:url" in page
    assert "og:image" not in page
