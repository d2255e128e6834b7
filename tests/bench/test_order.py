"""The benchmark of paragraph order: its shuffles, its figures, its output."""

import json
from argparse import ArgumentParser
from pathlib import Path

import pytest

from analysis.article.article import read_article
from analysis.bench import order as bench
from analysis.errors import InputError
from analysis.paths import ARTICLES

WIKINEWS = sorted(ARTICLES.glob("wikinews-*.txt"))


def arguments(*words):
    """Parse *words* as the command line would."""
    parser = ArgumentParser()
    bench.add_arguments(parser)
    return parser.parse_args(words)


def test_a_shuffle_is_drawn_from_seed_and_name_alone():
    """The same again, another with another seed or name, never the stored order."""
    assert bench.draw(9, 3, "a.txt") == bench.draw(9, 3, "a.txt")
    assert bench.draw(9, 3, "a.txt") != bench.draw(9, 4, "a.txt")
    assert bench.draw(9, 3, "a.txt") != bench.draw(9, 3, "b.txt")
    assert all(bench.draw(2, seed, "a.txt") == (1, 0) for seed in range(5))
    assert (bench.draw(0, 1, "a"), bench.draw(1, 1, "a")) == ((), (0,))


def test_a_shuffled_article_keeps_its_head_and_every_paragraph():
    """Title, date and address stay; the paragraphs stand in the drawn order."""
    article = read_article(WIKINEWS[0])
    drawn = bench.draw(len(article.paragraphs), 1, article.document)
    mixed = bench.shuffle(article, drawn)
    assert (mixed.published, mixed.url) == (article.published, article.url)
    texts = [article.text[p.start : p.end] for p in article.paragraphs]
    assert [mixed.text[p.start : p.end] for p in mixed.paragraphs] == [texts[k] for k in drawn]


@pytest.mark.parametrize(
    ("order", "tau"), [([0, 1, 2], 1.0), ([2, 1, 0], -1.0), ([1, 0, 2], 1 / 3), ([0], 1.0)]
)
def test_kendalls_tau_counts_pairs(order, tau):
    """Pairs in order less pairs out of order, over all pairs."""
    assert bench.kendall(order) == pytest.approx(tau)


def test_figures_are_means_over_articles():
    """One article in perfect order, one reversed."""
    found = bench.figures([[0, 1, 2], [2, 1, 0]])
    assert (found["tau"], found["perfect"], found["first"], found["next"]) == (0.0, 0.5, 0.5, 0.5)
    assert found["positions"] == pytest.approx((1 + 1 / 3) / 2)
    assert bench.figures([]) == {}


def test_the_baseline_begins_with_the_paragraph_most_like_the_title():
    """And goes on with the one most like the last."""
    article = read_article(WIKINEWS[0])
    order = bench.by_title(article)
    assert sorted(order) == list(range(len(article.paragraphs)))


def test_the_benchmark_prints_figures_and_writes_predictions(tmp_path, capsys):
    """One prediction a shuffled article, in its own paragraph numbers."""
    folder = tmp_path / "text"
    folder.mkdir()
    for path in WIKINEWS:
        (folder / path.name).write_bytes(path.read_bytes())
    out = tmp_path / "order.jsonl"
    args = arguments("--texts", str(tmp_path), "--seed", "2", "--json", "--predictions", str(out))
    assert bench.run(args) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["all"]["order"]["on the record"]["articles"] == len(WIKINEWS)
    assert result["all"]["order"]["as stored"]["perfect"] == 0
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [row["doc"] for row in rows] == [path.name for path in WIKINEWS]
    for row, path in zip(rows, WIKINEWS, strict=True):
        count = len(read_article(path).paragraphs)
        assert sorted(row["order"]) == list(range(1, count + 1))
    assert bench.run(arguments("--texts", str(tmp_path))) == 0
    assert "Kendall's tau" in capsys.readouterr().out


def test_an_empty_folder_is_one_sentence(tmp_path):
    """No traceback for a folder without articles, nor for one that is not there."""
    for folder in (tmp_path, Path(tmp_path / "nowhere")):
        with pytest.raises(InputError, match="holds no article"):
            bench.run(arguments("--texts", str(folder)))


def test_articles_may_come_as_lines_of_json(tmp_path, capsys):
    """Title and paragraphs of a line are an article; every second is taken where asked."""
    file = tmp_path / "papers.jsonl"
    rows = [
        {
            "id": f"paper-{number}",
            "title": "Council delays bridge repair",
            "paragraphs": [
                "The council put off the repair of the old bridge on Monday.",
                "Mayor Ida Brandt said the\nmoney was not there.",
                "“We will try again in spring,” she added.",
            ],
        }
        for number in range(3)
    ]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    articles = bench.read_texts(file)
    assert [a.document for a in articles] == ["paper-0", "paper-1", "paper-2"]
    assert [len(a.paragraphs) for a in articles] == [3, 3, 3]
    assert bench.run(arguments("--texts", str(file), "--every", "2", "--json")) == 0
    assert json.loads(capsys.readouterr().out)["all"]["order"]["as stored"]["articles"] == 2


@pytest.mark.parametrize("line", ["{", "[]", "7", '{"id": "a"}', '{"id": "a", "paragraphs": [1]}'])
def test_a_line_that_is_no_article_is_named(tmp_path, line):
    """The file, the line and what it needs."""
    file = tmp_path / "papers.jsonl"
    file.write_text(
        '{"id": "a", "title": "A bridge", "paragraphs": ["One said so."]}\n' + line,
        encoding="utf-8",
    )
    with pytest.raises(InputError, match=r"papers\.jsonl, line 2: .* paragraphs"):
        bench.read_texts(file)
