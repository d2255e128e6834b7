"""A figure shows itself, whatever kernel it is in."""

from analysis.present.figure import Figure


def test_a_figure_brings_its_own_picture():
    """Made without pyplot, it is a PNG all the same, and the same one each time."""
    figure = Figure(figsize=(2, 1))
    figure.subplots().plot([1, 2])
    picture = figure._repr_png_()
    assert picture.startswith(b"\x89PNG")
    assert picture == figure._repr_png_()
