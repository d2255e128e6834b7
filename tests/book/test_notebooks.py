"""The stored notebooks: pairs in agreement, thin, explained, and free of the machine."""

from __future__ import annotations

import ast
import re
import sys

import nbformat
import pytest

from analysis import paths
from analysis.present import notebook_files

sys.path.insert(0, str(paths.ROOT / "tools"))
import notebooks as tool

NOTEBOOKS = sorted((paths.ROOT / "book").glob("[!.]*.ipynb"))
each = pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)


def cells(notebook, kind):
    return [c for c in nbformat.read(notebook, as_version=4).cells if c.cell_type == kind]


def outputs_of(notebook, kind):
    """What the cells of ``notebook`` put out as the media type ``kind``."""
    found = (output.get("data", {}) for cell in cells(notebook, "code") for output in cell.outputs)
    return [data[kind] for data in found if kind in data]


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
    assert dict(content.metadata) == notebook_files.METADATA
    assert {key for cell in content.cells for key in cell.metadata} <= set(notebook_files.AUTHORED)


@each
def test_notebooks_are_thin(notebook):
    """Notebooks call the package; they define nothing, and a cell is read at a glance."""
    for cell in cells(notebook, "code"):
        assert 1 <= len(cell.source.splitlines()) <= 8, cell.source
        nodes = list(ast.walk(ast.parse(cell.source)))
        defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
        assert not [node for node in nodes if isinstance(node, defined)], cell.source


@each
def test_code_is_folded_and_only_furniture_is_hidden(notebook):
    """A reader of the book unfolds any code and always sees what came of it; what is hidden
    imports and sets options, nothing more."""
    for cell in cells(notebook, "code"):
        tags = set(cell.metadata.get("tags", []))
        assert tags <= {"hide-input", "parameters", "remove-cell"}, tags
        assert len(tags & {"hide-input", "remove-cell"}) == 1, cell.source
        if "remove-cell" in tags:
            assert cell.outputs == []
            for node in ast.parse(cell.source).body:
                source = ast.unparse(node)
                imports = isinstance(node, ast.Import | ast.ImportFrom)
                assert imports or source.startswith("pd.set_option("), source


#: Pages about several articles, and what stands in their cell of parameters.
SEVERAL = {"across": "articles = event_articles()", "corpus": "files = corpus_articles()"}


@each
def test_another_article_can_be_put_in(notebook):
    """The article stands alone in a cell tagged `parameters`, so that papermill and people find
    it, and the reading of it is the next thing made."""
    code = cells(notebook, "code")
    (place,) = [n for n, c in enumerate(code) if "parameters" in c.metadata.get("tags", [])]
    last = code[place].source.splitlines()[-1]
    if notebook.stem in SEVERAL:
        assert last == SEVERAL[notebook.stem]
    else:
        assert last == "article = book_article()"
        assert code[place + 1].source.count("reading = read(article)") == 1
    assert sum(cell.source.count("read(") for cell in code) == 1


@each
def test_prose_is_markdown_that_reads_anywhere(notebook):
    """No glue: it is raw text in JupyterLab and in a downloaded notebook."""
    content = nbformat.read(notebook, as_version=4)
    for cell in content.cells:
        assert "glue" not in cell.source
        for output in cell.get("outputs", ()):
            assert "scrapbook" not in output.get("metadata", {})


@each
def test_html_outputs_bring_their_look_and_lead_to_notebooks(notebook):
    """Whatever HTML of ours stands in a notebook has its CSS in it, once, and its links are
    opened by JupyterLab: notebooks beside it, places on the page, the web, or data."""
    for html in outputs_of(notebook, "text/html"):
        if "otr" not in html:
            continue
        assert html.startswith("<style>@layer otr{") or 'class="dataframe ' in html
        assert html.count("<style>") <= 1
        for address in re.findall(r'href="([^"]*)"', html):
            beside = re.fullmatch(r"([a-z-]+)\.ipynb#[A-Za-z0-9_-]+", address)
            assert beside or re.match(r"#|https?://|data:text/csv;", address), address
            if beside:
                assert (notebook.with_name(f"{beside[1]}.ipynb")).exists(), address


def test_tables_and_charts_stand_in_the_open():
    """At least six DataFrames are shown as pandas shows them, the paragraphs, repairs, actors,
    claims by type and side and official statements with their sentiment among them, and at
    least three charts are drawn where a reader sees it, each as SVG with a title."""
    code = {p.stem: [c.source for c in cells(p, "code")] for p in NOTEBOOKS}
    frames = [h for p in NOTEBOOKS for h in outputs_of(p, "text/html") if 'class="dataframe ' in h]
    assert len(frames) >= 6
    drawn = [h for p in NOTEBOOKS for h in outputs_of(p, "text/html") if "<svg" in h]
    assert len(drawn) >= 3
    assert all(re.search(r"<figcaption>[^<]+</figcaption>", html) for html in drawn)
    assert 'reading["paragraphs"]' in "".join(code["article"])
    assert 'reading["repairs"]' in "".join(code["article"])
    assert 'reading["actors"]' in "".join(code["actors"])
    assert "pd.crosstab(" in "".join(code["claims"])
    assert ".merge(official" in "".join(code["tone"])


def test_every_figure_of_ones_own_is_left_to_the_inline_backend():
    """A cell that makes axes ends with plt.show(): shown once, wherever it is run."""
    for path in NOTEBOOKS:
        for cell in cells(path, "code"):
            if "plt.subplots(" in cell.source:
                assert cell.source.splitlines()[-1] == "plt.show()"
                assert [o.output_type for o in cell.outputs] == ["display_data"]


def test_article_text_is_never_rendered_as_markup():
    """Styler and to_html(escape=False) show cells as HTML, Markdown of a table as Markdown: no
    notebook uses them, and Markdown is given counts and the names of ours alone."""
    for path in NOTEBOOKS:
        for cell in cells(path, "code"):
            odd = re.search(r"\.style\b|to_html|to_markdown|\bHTML\(", cell.source)
            assert odd is None, cell.source
            for told in re.findall(r"Markdown\(f?\"+(.*?)\"+\)", cell.source, re.DOTALL):
                for value in re.findall(r"\{(.*?)\}", told, re.DOTALL):
                    counted = r"len\(.*\)|.*\.(?:sum|nunique)\(\)|[a-z_.]*MINIMUM|n|official"
                    counted += r"|dated|unknown|\"places?\" if .*"
                    assert re.fullmatch(counted, value, re.DOTALL), value


@each
def test_notebooks_open_and_close_in_words(notebook):
    """A page begins with its title and what the reader will see, and ends with what was found."""
    content = nbformat.read(notebook, as_version=4)
    first, last = content.cells[0], content.cells[-1]
    assert first.cell_type == last.cell_type == "markdown"
    assert first.source.startswith("# ")
    assert len(first.source.split("\n\n")) > 1
    headings = re.findall(r"^## .*", "\n".join(c.source for c in content.cells), re.MULTILINE)
    assert headings[-1] == "## In short" or notebook.stem == "index"


@each
def test_pictures_are_described(notebook):
    """A cell that draws a figure gives it an alt text and a caption."""
    for cell in cells(notebook, "code"):
        for output in cell.outputs:  # a figure that nothing has drawn shows as its name
            data = output.get("data", {})
            assert "image/png" in data or not data.get("text/plain", "").startswith("<Figure")
        drawn = [o for o in cell.outputs if "image/png" in o.get("data", {})]
        if drawn:
            about = cell.metadata.get("mystnb", {})
            assert about.get("image", {}).get("alt"), cell.source
            assert about.get("figure", {}).get("caption"), cell.source
