"""What the book's search finds in tables and cards."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.utils import new_document

from analysis.present import search_words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<td>Stoltenberg</td><td>There is</td>", "Stoltenberg There is"),
        ("<style>a{b:c}</style><p>It&#8217;s late</p>", "It’s late"),
        ("<script>let a = 1</script>", ""),
        ("3 < 4 and no tag", "3 < 4 and no tag"),
        ("a &lt;b&gt; that the article wrote", "a <b> that the article wrote"),
    ],
)
def test_words_are_parted_where_a_tag_was(text, found):
    assert search_words.words(text) == found


def test_html_is_followed_by_its_words_and_other_formats_are_not():
    document = new_document("page")
    document += nodes.raw("", "<b>Kuleba</b><i>Dmytro</i>", format="html")
    document += nodes.raw("", r"\textbf{x}", format="latex")
    search_words._add(None, document, "page")
    beside = list(document.findall(search_words.SearchWords))
    assert [node.astext() for node in beside] == ["Kuleba Dmytro"]
    assert isinstance(document[1], search_words.SearchWords)
