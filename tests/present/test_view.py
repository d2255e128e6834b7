"""What notebooks show: an article's words stay words in Markdown, and HTML brings its own look."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import mistune
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.base import DocutilsRenderer
from myst_parser.parsers.mdit import create_md_parser

from analysis.present import view
from analysis.present.palette import COLOURS

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    "<https://example.org>",
    "www.example.org and https://example.org/?a=b and a@example.org",
    "{raw}`html <b>`",
    "```{raw} html\n<script>alert(1)</script>\n```",
    ":::{note}\nx\n:::",
    "{{ substitution }}",
    "from $5 to $7, $$x$$ and \\(y\\) \\begin{z}",
    "\\href{javascript:alert(1)}{x}",
    "`$` `` ` `` \\` $`$ `$",
    "# Title",
    "- a list",
    "1. one",
    "12) twelve",
    "+ plus",
    "> quoted",
    "| a | b |\n|---|---|\n| c | d |",
    "a\n===\nb\n---\nc",
    "*bold* __bold__ ~~gone~~ snake_case_name",
    "&lt;b&gt; &copy; AT&T",
    "[^1]: note",
    "    indented code",
    "term\n: definition",
    "+++ {}",
    "% comment",
    "(target)=",
]


class Shown(HTMLParser):
    """What a reader sees of HTML, and which elements there are."""

    def __init__(self, html):
        super().__init__()
        self.text, self.tags = "", []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text += data


def _myst(text):
    config = MdParserConfig(
        enable_extensions={"attrs_inline", "colon_fence", "deflist", "substitution"},
        disable_syntax=["html_block", "html_inline"],
    )
    parser = create_md_parser(config, DocutilsRenderer)
    tokens = parser.parse(text)
    # the renderer is docutils; its tokens tell as much: only paragraphs of text and code
    kinds = {t.type for t in tokens} | {c.type for t in tokens for c in t.children or ()}
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "code_inline"}, kinds
    return "".join(c.content for t in tokens for c in t.children or ())


def _common(text):
    shown = Shown(MarkdownIt("gfm-like", {"linkify": False}).render(text))
    assert set(shown.tags) <= {"p", "code"}, shown.tags
    return shown.text.strip()


def _nbconvert(text):
    made = mistune.create_markdown(plugins=["table", "strikethrough", "url", "footnotes"])(text)
    shown = Shown(made)
    assert set(shown.tags) <= {"p", "code"}, shown.tags
    return shown.text.strip()


def words(text):
    return " ".join(text.split())


@pytest.mark.parametrize("read", [_myst, _common, _nbconvert])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_a_name(name, read):
    """No reader of Markdown makes an element, a link, a directive or maths of it, and the words
    are shown as they are."""
    for text in (name, f"{name} is heard most.", f"Most heard is {name}"):
        assert read(view.plain(text)) == words(text)


@given(st.text(alphabet=st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=40))
def test_any_words_stay_words(text):
    assert _common(view.plain(text)) == words(text)
    assert _myst(view.plain(text)) == words(text)


@given(st.text(max_size=40))
def test_no_dollar_or_backslash_reaches_mathjax(text):
    """MathJax reads what is on the page once Markdown is undone; code alone it passes by."""
    rendered = MarkdownIt().render(view.plain(text))
    assert not re.search(r"[$\\]", re.sub(r"<code>.*?</code>", "", rendered))


def test_plain_prose_is_left_readable():
    """A sentence of ours needs no backslash: who downloads the file reads the same."""
    text = "Vladimir Putin is heard most, with 7 statements. By side: Russia 12 (5 quoted); 3 % so."
    assert view.plain(text) == text
    assert view.plain("The year-long talks, “so far”, at 10:30.") == (
        "The year-long talks, “so far”, at 10\\:30."
    )
    assert view.say("One.", "Two.").data == "One. Two."


def test_what_is_shown_brings_its_own_look():
    """One small stylesheet an output, with the palette's colours, in a layer that the book's own
    stylesheet overrides; no dollar sign in it is mathematics to JupyterLab."""
    html = view.show("<p>x</p>").data
    assert html.count("<style>") == 1
    assert html.startswith("<style>@layer otr{")
    assert html.count("{") == html.count("}")
    assert len(html) < 3600
    for number, colour in enumerate(COLOURS, 1):
        assert f".side-{number}{{--side:{colour}}}" in html
    assert '<div class="otr tex2jax_ignore mathjax_ignore"><p>x</p></div>' in html
    assert not re.search(r"url\(|@import|https?:", html)
