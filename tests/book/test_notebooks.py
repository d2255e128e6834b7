"""The stored notebooks: pairs in agreement, thin, explained, and free of the machine."""

from __future__ import annotations

import sys

import nbformat
import pytest

from analysis import paths

sys.path.insert(0, str(paths.ROOT / "tools"))
import notebooks as tool

NOTEBOOKS = sorted((paths.ROOT / "book").glob("[!.]*.ipynb"))
each = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)


def cells(notebook, kind):
    return [c for c in nbformat.read(notebook, as_version=4).cells if c.cell_type == kind]


def test_every_script_has_its_notebook():
    """Each .py in book/ is half of a pair, and so is each .ipynb."""
    scripts = {path.stem for path in (paths.ROOT / "book").glob("*.py")}
    assert scripts == {path.stem for path in NOTEBOOKS}


@each
def test_pairs_agree(notebook):
    """The .py is exactly what Jupytext makes of the .ipynb."""
    assert tool.disagreement(notebook) == ""


@each
def test_stored_notebooks_are_whole_and_tidy(notebook):
    """Every code cell was run, in order, without an error or a warning; the metadata name no
    machine, moment or version."""
    content = nbformat.read(notebook, as_version=4)
    code = [cell for cell in content.cells if cell.cell_type == "code"]
    outputs = [output for cell in code for output in cell.outputs]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert [o for o in outputs if o.output_type == "error"] == []
    assert [o.text for o in outputs if o.get("name") == "stderr"] == []
    assert dict(content.metadata) == tool.METADATA
    assert {key for cell in content.cells for key in cell.metadata} <= set(tool.AUTHORED)


@each
def test_notebooks_are_thin(notebook):
    """Notebooks call the package; they define nothing, and no cell is longer than a screen."""
    for cell in cells(notebook, "code"):
        lines = cell.source.splitlines()
        assert len(lines) <= 25, cell.source
        assert not [line for line in lines if line.startswith(("def ", "class ", "async def "))]


@each
def test_notebooks_open_and_close_in_words(notebook):
    """A page begins with its title and what the reader will see, and ends with what was found."""
    content = nbformat.read(notebook, as_version=4)
    first, last = content.cells[0], content.cells[-1]
    assert first.cell_type == last.cell_type == "markdown"
    assert first.source.startswith("# ")
    assert len(first.source.split("\n\n")) > 1
    assert last.source.startswith("## In short") or notebook.stem == "index"


@each
def test_pictures_are_described(notebook):
    """A cell that draws a figure gives it an alt text and a caption."""
    for cell in cells(notebook, "code"):
        for output in cell.outputs:  # a figure that nothing has drawn shows as its name
            data = output.get("data", {})
            assert "image/png" in data or not data.get("text/plain", "").startswith("<Figure")
        drawn = [o for o in cell.outputs if "image/png" in o.get("data", {})]
        # a picture that is only glued is described where it is shown
        shown = [o for o in drawn if "scrapbook" not in o.get("metadata", {})]
        if shown and "remove-output" not in cell.metadata.get("tags", []):
            about = cell.metadata.get("mystnb", {})
            assert about.get("image", {}).get("alt"), cell.source
            assert about.get("figure", {}).get("caption"), cell.source
