"""The notebooks in JupyterLab: a save leaves no difference, and another article can be read."""

from __future__ import annotations

import shutil
import sys

import nbformat
import pytest
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from jupytext.sync_contentsmanager import build_sync_jupytext_contents_manager_class
from traitlets.config.loader import PyFileConfigLoader

from analysis import paths
from analysis.errors import InputError
from analysis.present import kernels

sys.path.insert(0, str(paths.ROOT / "tools"))
import lab

BOOK = paths.ROOT / "book"
NOTEBOOKS = sorted(BOOK.glob("[!.]*.ipynb"))


@pytest.fixture
def manager(tmp_path):
    """What JupyterLab opens and saves with, on a copy of the book, set up as `make lab` does."""
    shutil.copytree(BOOK, tmp_path / "book", ignore=shutil.ignore_patterns(".*"))
    settings = PyFileConfigLoader("jupyter_server_config.py", path=str(lab.SETTINGS)).load_config()
    made = build_sync_jupytext_contents_manager_class(LargeFileManager)
    return made(root_dir=str(tmp_path / "book"), config=settings)


def as_lab_holds_it(content):
    """What JupyterLab adds to a notebook that it has opened and whose kernel has answered."""
    content["metadata"]["kernelspec"] = {
        "display_name": "Python 3.99 (somebody's)", "language": "python", "name": "python3",
    }  # fmt: skip
    content["metadata"]["language_info"] = {
        "name": "python", "version": "3.99.1", "file_extension": ".py", "nbconvert_exporter": "x",
    }  # fmt: skip
    for cell in content["cells"]:
        cell["metadata"]["trusted"] = True
        if cell["cell_type"] == "code":
            cell["metadata"]["collapsed"] = False
            cell["metadata"]["execution"] = {"iopub.execute_input": "2026-01-01T00:00:00Z"}
    return content


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_save_leaves_no_difference(manager, tmp_path, notebook):
    """Opened and saved, whatever the kernel said of itself: both halves are as they were."""
    model = manager.get(notebook.name)
    model["content"] = as_lab_holds_it(model["content"])
    manager.save(model, notebook.name)
    for path in (notebook, notebook.with_suffix(".py")):
        assert (tmp_path / "book" / path.name).read_bytes() == path.read_bytes(), path.name


def test_an_edit_is_in_both_halves(manager, tmp_path):
    """What somebody changed is saved; the hook drops nothing that an author wrote."""
    notebook = NOTEBOOKS[0]
    model = manager.get(notebook.name)
    cell = next(c for c in model["content"]["cells"] if c["cell_type"] == "code")
    cell["source"] += "\nedited = True"
    manager.save(model, notebook.name)
    saved = tmp_path / "book" / notebook.name
    assert "edited = True" in saved.with_suffix(".py").read_text(encoding="utf-8")
    told = nbformat.read(saved, as_version=4)
    assert [c.metadata.get("tags") for c in told.cells] == [
        c.metadata.get("tags") for c in nbformat.read(notebook, as_version=4).cells
    ]


def test_lab_reads_the_article_that_is_named(tmp_path, monkeypatch):
    """`make lab ARTICLE=path`, else the environment's, else the first; always a whole path, as
    kernels work in another folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(paths.ARTICLE_VARIABLE, raising=False)
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text("Title\n\nSome words.\n")
    assert lab.chosen_article(None) is None
    monkeypatch.setenv(paths.ARTICLE_VARIABLE, "two.txt")
    assert lab.chosen_article(None) == tmp_path / "two.txt"
    assert lab.chosen_article("one.txt") == tmp_path / "one.txt"
    environment = kernels.kernel_environment(tmp_path, lab.chosen_article("one.txt"))
    assert environment[paths.ARTICLE_VARIABLE] == str(tmp_path / "one.txt")
    with pytest.raises(InputError):
        lab.chosen_article("none.txt")


def test_make_lab_passes_the_article_on():
    """The Makefile's rule hands ARTICLE to the tool."""
    rule = (paths.ROOT / "Makefile").read_text(encoding="utf-8").split("\nlab:")[1].split("\n\n")[0]
    assert '$(if $(ARTICLE),--article "$(ARTICLE)")' in rule


def test_lab_starts_with_our_settings_and_the_article(tmp_path, monkeypatch):
    """The server finds the hook's file, its kernels the article; a bad article starts nothing."""
    started = []
    monkeypatch.setattr(lab.subprocess, "run", lambda command, **how: started.append((command, how))
                        or lab.subprocess.CompletedProcess(command, 0))  # fmt: skip
    monkeypatch.delenv(paths.ARTICLE_VARIABLE, raising=False)
    article = tmp_path / "one.txt"
    article.write_text("Title\n\nSome words.\n")
    monkeypatch.setattr(sys, "argv", ["lab.py", "--article", str(article), "--no-browser"])
    assert lab.main() == 0
    ((command, how),) = started
    assert "--no-browser" in command
    assert how["env"][paths.ARTICLE_VARIABLE] == str(article)
    assert how["env"]["JUPYTER_CONFIG_PATH"].startswith(str(lab.SETTINGS))
    monkeypatch.setattr(sys, "argv", ["lab.py", "--article", str(tmp_path / "none.txt")])
    assert lab.main() == 2
    assert len(started) == 1
