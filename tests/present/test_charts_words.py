"""Any article's words are drawn in every figure, letter by letter and without a warning."""

import inspect
import itertools
import warnings
from datetime import date

import pandas as pd
import pytest
import readings
from matplotlib import font_manager
from matplotlib import pyplot as plt
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from odd_article import ODD, WORDS

from analysis.gold import benchmarks
from analysis.present import charts, charts_claims, charts_order, charts_tone, charts_trust
from analysis.present.figure import Figure, drawable
from analysis.summaries import averages, speaker_counts, timeline


@pytest.fixture(scope="module")
def odd():
    return readings.of_text(ODD, "odd.txt")


def renamed(table, *columns):
    """The table with the cells of these columns replaced, each value by an odd one of its own."""
    table = table.copy()
    for column in columns:
        turn = itertools.cycle(word for word in WORDS if "\ud83d" not in word)  # no table takes it
        new = {value: next(turn) if value else value for value in dict.fromkeys(table[column])}
        table[column] = table[column].map(new)
    return table


def figures(reading, odd_words, into=None):
    """Every figure of the book, drawn from a reading, or from it with odd words all over; into
    the axes that ``into`` makes, where it is given."""
    change = renamed if odd_words else (lambda table, *columns: table.copy())
    statements = change(reading["statements"], "speaker", "content_text")
    actors = change(reading["actors"], "name", "side")
    claims = change(reading["claims"], "topic", "text")
    sides = list(dict.fromkeys(filter(None, actors["side"])))
    into = into or (lambda: None)
    spoken = averages.towards(reading["sentiment"], statements, actors)
    spoken = change(spoken, spoken.columns[0], "towards")
    events = timeline.build(reading.article, reading["statements"], reading["claims"])
    published = reading.article.published
    return {
        "charts.voices": charts.voices(
            speaker_counts.by_speaker(statements, actors), sides, ax=into()
        ),
        "charts.empty": charts.empty(WORDS[0], ax=into()),
        "charts_claims.types": charts_claims.types(claims, actors, sides, ax=into()),
        "charts_claims.collisions": charts_claims.collisions(
            claims, reading["relations"], actors, sides, ax=into()
        ),
        "charts_claims.timeline": charts_claims.timeline(
            events, actors, sides, published, ax=into()
        ),
        "charts_order.order_moves": charts_order.order_moves(reading["paragraphs"], ax=into()),
        "charts_tone.tone": charts_tone.tone(
            reading["sentiment"], statements, actors, sides, ax=into()
        ),
        "charts_tone.towards": charts_tone.towards(spoken, minimum=1, ax=into()),
        "charts_trust.reliability": charts_trust.reliability(benchmarks.reliability(), into()),
    }


def drawings():
    """Every function of a chart module that returns a figure."""
    return {
        f"{module.__name__.split('.')[-1]}.{name}"
        for module in (charts, charts_claims, charts_order, charts_tone, charts_trust)
        for name, made in inspect.getmembers(module, inspect.isfunction)
        if made.__module__ == module.__name__
        and made.__annotations__.get("return") == "mpl.Figure"
        and name != "finish"
    }


@pytest.mark.parametrize("odd_words", [False, True], ids=["as read", "odd words everywhere"])
def test_every_figure_draws_an_odd_article(odd, odd_words, capfd):
    """Dollars, per cents, backslashes, other scripts: no error, no warning, nothing on stderr."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made = figures(odd, odd_words)
        assert set(made) == drawings()
        for figure in made.values():
            assert isinstance(figure, Figure)
            assert figure._repr_png_().startswith(b"\x89PNG")
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("odd_words", [False, True], ids=["as read", "odd words everywhere"])
def test_every_figure_draws_into_axes_of_ones_own(odd, odd_words):
    """``fig, ax = plt.subplots()`` and ``ax=ax``: drawn there, returned, its size left alone, and
    "$5" is money there too."""
    made = []

    def into():
        made.append(plt.figure(figsize=(6, 4), layout="constrained").add_subplot())
        return made[-1]

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn = figures(odd, odd_words, into)
        assert set(drawn) == drawings()
        for figure, ax in zip(drawn.values(), made, strict=True):
            assert figure is ax.figure
            assert figure.get_size_inches().tolist() == [6, 4]
            assert ax.has_data() or ax.texts
            figure.canvas.draw()
            scales = {label for axis in (ax.xaxis, ax.yaxis) for label in axis.get_ticklabels()}
            texts = set(figure.findobj(Text)) - scales
            assert not any(text.get_parse_math() for text in texts if "$" in text.get_text())
            plt.close(figure)


def test_the_odd_article_has_something_to_draw(odd):
    """The test above draws marks and not nine empty figures."""
    assert len(odd["statements"]) >= 8
    assert len(odd["claims"]) >= 8
    assert odd["statements"]["content_text"].str.contains(r"\$5").any()
    assert not timeline.build(odd.article, odd["statements"], odd["claims"]).empty


@pytest.mark.parametrize("words", WORDS)
def test_words_are_drawn_wherever_a_figure_has_words(words):
    """Texts, titles, labels, ticks on both sides and legends, with and without a layout."""
    for layout in ("constrained", None):
        figure = Figure(figsize=(20, 5), layout=layout)
        ax = figure.subplots()
        ax.text(0.5, 0.5, words, fontweight="bold")
        ax.set_title(words)
        ax.set_xlabel(words)
        ax.set_yticks([0, 1], [words, words[::-1]])
        ax.tick_params(labelright=True)
        ax.plot([0, 1], label=f"x{words}")
        ax.legend(title=words)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert figure._repr_png_() == figure._repr_png_()


def test_dollars_are_shown_as_dollars():
    """ "from $5 (up 3%) to $7" is no mathematics, on an axis as little as in the text."""
    figure = Figure()
    ax = figure.subplots()
    ax.set_yticks([0], [WORDS[0]])
    note = ax.text(0, 0, "$a^2$")
    figure._repr_png_()
    assert not note.get_parse_math()
    (tick,) = ax.get_yticklabels()
    assert tick.get_text() == WORDS[0]
    assert not tick.get_parse_math()


def test_a_scale_keeps_its_own_mathematics():
    """The powers of ten of a logarithmic axis are matplotlib's, and stay raised."""
    figure = Figure()
    ax = figure.subplots()
    ax.semilogy([1, 1000])
    figure._repr_png_()
    assert all(label.get_parse_math() for label in ax.get_yticklabels())


@pytest.mark.parametrize(
    ("words", "drawn"),
    [
        ("Zelenskyy said $5", "Zelenskyy said $5"),
        ("Владимир Ένας فلاديمير", "Владимир Ένας فلاديمير"),
        ("two\nlines", "two\nlines"),
        ("a\tb\x07", "a b "),
        ("half \ud83d, private \ue000", "half □, private □"),
        ("tag\U000e0041ged", "tagged"),
    ],
)
def test_only_what_has_no_glyph_is_replaced(words, drawn):
    """Letters of the default font stay; controls are blanks, the rest squares or nothing."""
    assert drawable(words, FontProperties()) == (drawn, ())


def test_a_font_of_the_machine_draws_what_the_default_lacks(tmp_path, monkeypatch):
    """A letter is a square without a font for it, and itself once such a font is installed."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    from analysis.present import figure as module

    letter = "\U00014400"  # an Anatolian hieroglyph: hardly any machine has it
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((500, 700))
    pen.lineTo((900, 0))
    pen.closePath()
    shape = pen.glyph()
    built = FontBuilder(1000, isTTF=True)
    built.setupGlyphOrder([".notdef", "shape"])
    built.setupCharacterMap({ord(letter): "shape"})
    built.setupGlyf({".notdef": shape, "shape": shape})
    built.setupHorizontalMetrics({".notdef": (1000, 0), "shape": (1000, 0)})
    built.setupHorizontalHeader(ascent=800, descent=-200)
    built.setupNameTable({"familyName": "Toy Hieroglyphs", "styleName": "Regular"})
    built.setupOS2()
    built.setupPost()
    built.save(tmp_path / "toy.ttf")

    module._families.cache_clear()
    assert drawable(f"King {letter}", FontProperties()) == ("King □", ())
    fonts = list(font_manager.fontManager.ttflist)
    monkeypatch.setattr(font_manager.fontManager, "ttflist", fonts)
    font_manager.fontManager.addfont(tmp_path / "toy.ttf")
    module._families.cache_clear()
    assert drawable(f"King {letter}", FontProperties()) == (f"King {letter}", ("Toy Hieroglyphs",))
    figure = Figure()
    note = figure.text(0, 0, f"King {letter}", fontweight="bold")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure._repr_png_()
    assert note.get_text() == f"King {letter}"
    module._families.cache_clear()


def test_a_timeline_at_the_ends_of_the_calendar_is_drawn():
    """Years 1 and 9999 are days like others."""
    actors = pd.DataFrame({"actor_id": ["a1"], "name": ["Xi"], "side": ["China"]})
    for day in (date.min, date.max):
        row = {"statement_id": "s1", "actor_id": "a1", "what": "said"}
        events = pd.DataFrame([row | {"first": day.isoformat(), "last": day.isoformat()}])
        figure = charts_claims.timeline(events, actors, ["China"], day)
        assert figure._repr_png_().startswith(b"\x89PNG")


def test_an_extent_without_a_first_day_is_drawn_as_cut_off():
    """ "In recent months" reaches the day of publication and shows that it began before."""
    actors = pd.DataFrame({"actor_id": ["a1"], "name": ["Xi"], "side": ["China"]})
    row = {"statement_id": "s1", "actor_id": "a1", "what": "spoken of"}
    events = pd.DataFrame([row | {"first": "", "last": "2022-02-15"}])
    figure = charts_claims.timeline(events, actors, ["China"], date(2022, 2, 15))
    assert "◂" in [text.get_text() for text in figure.axes[0].texts]
    whole = pd.DataFrame([row | {"first": "2022-02-14", "last": "2022-02-15"}])
    figure = charts_claims.timeline(whole, actors, ["China"], date(2022, 2, 15))
    assert "◂" not in [text.get_text() for text in figure.axes[0].texts]


def test_a_long_name_leaves_room_for_the_marks(odd):
    """A speaker of a hundred letters is shortened; the axis keeps most of the figure's width."""
    statements = odd["statements"].assign(speaker="A commission of enquiry into prices " * 3)
    actors = odd["actors"].assign(side="The Organisation for Cooperation and Much Else " * 3)
    for figure in (
        charts_tone.tone(odd["sentiment"], statements, actors, []),
        charts.voices(speaker_counts.by_speaker(statements, actors), []),
    ):
        figure._repr_png_()
        assert figure.axes[0].get_position().width > 0.35
