"""The marked article and the tables: every character shown as text, every link with an end."""

import re
from collections import Counter
from html.parser import HTMLParser
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import paths
from analysis.article.article import article_from_text, read_article
from analysis.gold.statements import load_gold
from analysis.present import marked_article, palette
from analysis.present.html import Html, table_html

VOID = {"input", "br", "wbr"}


SIGN = SimpleNamespace(kind="full name", other_paragraph=3, weight=-1.0, words="a <sign>")


class Page(HTMLParser):
    """Reads a fragment strictly: elements must nest, ids must be unique."""

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.links, self.elements = [], Counter(), [], []
        self.shown, self.marks = [], {}
        self.feed(source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attributes):
        given_ = dict(attributes)
        self.elements.append((tag, given_))
        if "id" in given_:
            self.ids[given_["id"]] += 1
        if tag == "a":
            self.links.append(given_["href"])
        if tag not in VOID:
            self.open.append((tag, given_))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        inside = [tag for tag, _ in self.open]
        if "p" not in inside or "sup" in inside or "details" in inside:
            return
        self.shown.append(data)
        for tag, given_ in self.open:
            if tag == "mark":
                self.marks.setdefault(given_["data-statement"], []).append(data)


def row(number, content, source=(), cue=(), **fields):
    return {
        "statement_id": f"s{number}", "paragraph": 1, "content": content, "source": list(source),
        "cue": list(cue), "content_text": "", "kind": "indirect", "actor_id": "", "speaker": "",
        "said_on": "", "medium": "", "addressee": "", "via": "", "confidence": 0.9, **fields,
    }  # fmt: skip


def reading_of(article, rows, actors=(), positions=None):
    order = None
    if positions:
        order = SimpleNamespace(
            positions={
                number: SimpleNamespace(position=p, confidence=0.8, evidence=(SIGN,))
                for number, p in positions.items()
            }
        )
    columns = list(row(1, []))
    return SimpleNamespace(
        article=article,
        order=order,
        tables={
            "statements": pd.DataFrame(rows, columns=columns),
            "actors": pd.DataFrame(list(actors), columns=["actor_id", "name", "role", "side"]),
        },
    )


@pytest.fixture(scope="module")
def first():
    """The first article with its hand-coded statements, as if the machine had found them."""
    gold = load_gold(paths.FIRST_ARTICLE.name)
    article = read_article(paths.FIRST_ARTICLE)
    names = {
        a["name"]: {"actor_id": f"a{n}", "name": a["name"], "role": a["role"], "side": a["side"]}
        for n, a in enumerate(gold.actors, 1)
    }
    rows = [
        {
            **s,
            "statement_id": f"s{n}",
            "actor_id": "; ".join(names[x]["actor_id"] for x in s["speaker"].split("; ") if x),
            "confidence": 0.3 if s["doubtful"] else 0.9,
        }
        for n, s in enumerate(gold.statements, 1)
    ]
    count = len(article.paragraphs)
    positions = {n: count + 1 - n for n in range(1, count + 1)}
    return reading_of(article, rows, names.values(), positions)


def stored_text(article):
    return "".join(article.text[b.start : b.end] for b in article.blocks())


def test_the_article_is_shown_whole_and_as_stored(first):
    page = Page(marked_article.article_html(first, order="stored"))
    assert "".join(page.shown) == stored_text(first.article)


def test_every_statement_has_one_id_and_its_words_are_marked(first):
    page = Page(marked_article.article_html(first, order="stored"))
    assert set(page.ids.values()) == {1}
    for r in first.tables["statements"].to_dict("records"):
        assert page.ids[r["statement_id"]] == 1
        words = "".join(page.marks[r["statement_id"]])
        assert words == "".join(first.article.text[a:b] for a, b in r["content"])


def test_every_mark_leads_to_its_row_and_every_row_to_its_mark(first):
    article, table = (
        Page(marked_article.article_html(first)),
        Page(marked_article.statements_table_html(first)),
    )
    to_rows = {link.partition("#")[2] for link in article.links if not link.startswith("#p")}
    to_marks = {link.partition("#")[2] for link in table.links}
    numbers = set(first.tables["statements"]["statement_id"])
    assert to_rows == {f"row-{n}" for n in numbers} <= set(table.ids)
    assert to_marks == numbers <= set(article.ids)
    assert {link.partition("#")[0] for link in article.links} == {marked_article.TABLE_PAGE, ""}


def test_a_mark_says_who_when_how_and_how_sure(first):
    source = marked_article.article_html(first)
    assert "Joe Biden, partly quoted, on 15 February 2022, remarks, 90 % sure" in source
    assert re.search(r'aria-label="(\d+): Sergey Lavrov[^"]*to Vladimir Putin[^"]*">\1</a>', source)


def test_sides_have_the_palettes_numbers_and_doubt_is_marked(first):
    page = Page(marked_article.article_html(first))
    marks = {g["id"]: g["class"].split() for tag, g in page.elements if tag == "mark" and "id" in g}
    by_speaker = {
        r["speaker"]: marks[r["statement_id"]]
        for r in first.tables["statements"].to_dict("records")
    }
    assert "side-1" in by_speaker["Vladimir Putin"]  # Russia speaks most
    assert by_speaker["Joe Biden"][1] == by_speaker["Antony Blinken"][1] != "side-1"
    assert "side-0" in by_speaker["Western officials"]
    assert "unsure" in by_speaker["Russian officials"]
    assert "unsure" not in by_speaker["Vladimir Putin"]


def test_a_shuffled_article_can_be_switched_to_its_stored_order_without_script(first):
    source = marked_article.article_html(first)
    page = Page(source)
    inputs = [g for tag, g in page.elements if tag == "input"]
    assert [("checked" in g, g["class"]) for g in inputs] == [
        (True, "otr-order-reading"),
        (False, "otr-order-stored"),
    ]
    assert "<script" not in source
    first_paragraph = next(g for tag, g in page.elements if g.get("class") == "otr-par")
    assert first_paragraph["id"] == "p22"  # the last one stored reads first here
    assert "full name: “a &lt;sign&gt;”" in source
    assert '<a href="#p3">paragraph 3</a> (speaks against)' in source


def test_an_article_stored_in_order_has_no_switch(first):
    plain = reading_of(
        first.article, [], (), {p.number: p.number for p in first.article.paragraphs}
    )
    source = marked_article.article_html(plain)
    assert "<input" not in source
    assert "<details" not in source


def test_stored_line_numbers_stand_beside_the_paragraphs(first):
    source = marked_article.article_html(first)
    for block in first.article.blocks():
        assert f"line </span>{block.line}</span>" in source


def test_a_lost_dash_can_be_seen(first):
    assert marked_article.article_html(first).count('class="otr-lost"') == 2


def test_another_order_is_refused(first):
    with pytest.raises(ValueError, match="sideways"):
        marked_article.article_html(first, order="sideways")


NASTY = [
    "<script>alert(1)</script>",
    "[a link](javascript:alert(1)) and ![image](http://example.org/x.png)",
    "```{raw} html\n<b>bold</b>\n```",
    "{glue:text}`x` $5 and $10 {{ 7*7 }}",
    '"onmouseover="alert(1)',
    "</p></div></mark><img src=x onerror=alert(1)>",
    "&lt;b&gt; &amp;amp;",
]


@pytest.mark.parametrize("words", NASTY)
def test_markup_in_an_article_is_shown_as_text(words):
    article = article_from_text(f"A title {words.split(chr(10))[0]}\n\nX said {words}\n")
    start = article.paragraphs[0].start + 7
    end = article.paragraphs[0].end
    reading = reading_of(
        article,
        [row(1, [[start, end]], speaker=words, medium=words, content_text=words)],
        [{"actor_id": "a1", "name": words, "role": words, "side": words}],
    )
    page = Page(marked_article.article_html(reading))
    assert "".join(page.shown) == stored_text(article)
    table = Page(marked_article.statements_table_html(reading))
    tags = {tag for tag, _ in page.elements + table.elements}
    assert not tags & {"script", "img", "b", "iframe"}
    attributes = {name for _, given_ in page.elements + table.elements for name in given_}
    assert not any(name.startswith("on") for name in attributes)
    assert not any(link.startswith(("http", "javascript")) for link in page.links + table.links)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_spans_that_overlap_in_any_way_still_nest(data):
    text = 'One & <two>\n\n"Three", said four.\nFive six  seven eight.\n'
    article = article_from_text(text)
    span = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 30)).map(
        lambda s: [s[0], min(len(text), s[0] + s[1])]
    )
    spans = st.lists(span, max_size=3).map(sorted)
    rows = [
        row(n, data.draw(spans), data.draw(spans), data.draw(spans))
        for n in range(1, data.draw(st.integers(0, 4)) + 1)
    ]
    page = Page(marked_article.article_html(reading_of(article, rows)))
    assert "".join(page.shown) == stored_text(article)
    assert all(n == 1 for n in page.ids.values())
    for r in rows:
        inside = {
            i
            for a, b in r["content"]
            for block in article.blocks()
            for i in range(max(a, block.start), min(b, block.end))
        }
        words = "".join(page.marks.get(r["statement_id"], []))
        assert words == "".join(text[i] for i in sorted(inside))
        assert page.ids[r["statement_id"]] == (1 if inside else 0)
        assert sum(link.endswith(f"#row-{r['statement_id']}") for link in page.links) == bool(
            inside
        )


def test_a_row_of_any_table_can_lead_to_its_words(first):
    block = first.article.paragraphs[4]
    link = marked_article.words_link(first, block.start + 3)
    assert link == f'<a href="article.ipynb#p5">line {block.line}</a>'
    assert 'href="article.ipynb#s8"' in marked_article.words_link(first, block.start, "s8")
    assert Page(marked_article.article_html(first)).ids["p5"] == 1


def test_a_table_escapes_all_but_what_says_it_is_html():
    df = pd.DataFrame({"a": ["<b>", None], "n": [1, 2], "x": [0.123, float("nan")]})
    source = table_html(
        df,
        {"a": "<i>", "n": "count", "x": "share", "y": "made"},
        caption="<u>",
        id_prefix="row",
        sortable=True,
        render={"y": lambda r: Html("<em>yes</em>")},
    )
    page = Page(source)
    assert {"em"} == {tag for tag, _ in page.elements} & {"b", "i", "u", "em"}
    assert page.ids == Counter({"row-1": 1, "row-2": 1})
    assert "0.12" in source
    assert "nan" not in source.lower()
    assert 'class="otr-table otr-sortable"' in source


def test_a_word_too_long_for_a_phone_can_be_broken_and_is_still_one_word():
    source = table_html(pd.DataFrame({"a": ["&" * 60]}), {"a": "A"}, caption="c")
    assert "&amp;" * 20 + "<wbr>" + "&amp;" * 20 in source


def test_a_table_without_rows_says_so_and_an_unknown_column_is_refused():
    empty = pd.DataFrame({"a": []})
    assert "none" in table_html(empty, {"a": "A"}, caption="c")
    with pytest.raises(KeyError, match="b"):
        table_html(empty, {"b": "B"}, caption="c")
    with pytest.raises(TypeError, match="Html"):
        table_html(pd.DataFrame({"a": [1]}), {"a": "A"}, caption="c", render={"a": lambda r: "x"})


def test_an_empty_heading_is_no_header_cell():
    page = Page(table_html(pd.DataFrame({"a": [1]}), {"a": ""}, caption="c"))
    assert "columnheader" not in {given_.get("role") for _, given_ in page.elements}


def test_the_style_sheet_has_the_palettes_colours():
    css = (paths.ROOT / "_static" / "otr-evidence.css").read_text(encoding="utf-8")
    expected = [palette.NO_SIDE, *palette.COLOURS]
    found = re.findall(r"--side-\d: (#[0-9A-F]{6});", css)
    assert found == expected


def test_neither_script_nor_style_asks_another_host():
    for name in ("otr-tables.js", "otr-evidence.css"):
        source = (paths.ROOT / "_static" / name).read_text(encoding="utf-8")
        assert not re.search(r"https?:|//[a-z]|@import|url\(", source)
        assert not re.search(r"innerHTML|eval\(|document\.write", source)
