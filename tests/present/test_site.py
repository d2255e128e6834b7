"""The address a book has, and the links of its outputs: to notebooks in Lab, to pages in a site."""

from __future__ import annotations

import shutil

import nbformat
import pytest
import yaml

from analysis import paths
from analysis.errors import InputError
from analysis.present import site

CONFIG = paths.ROOT / "_config.yml"


@pytest.fixture(autouse=True)
def nowhere(monkeypatch):
    """No test depends on the repository that the tests themselves run in."""
    for name in site.REPOSITORY_VARIABLES:
        monkeypatch.delenv(name, raising=False)


def settings(tmp_path, hosted):
    copied = tmp_path / "_config.yml"
    shutil.copy(CONFIG, copied)
    site.host(copied, hosted)
    return copied


def test_without_a_repository_nothing_is_claimed(tmp_path):
    """Neither address nor button: the settings are the stored ones, byte by byte."""
    assert site.hosting() is None
    assert settings(tmp_path, None).read_bytes() == CONFIG.read_bytes()


@pytest.mark.parametrize("variable", site.REPOSITORY_VARIABLES)
def test_one_setting_is_the_address_and_the_repository(tmp_path, monkeypatch, variable):
    """owner/name fills canonical addresses, the repository's buttons and Binder."""
    monkeypatch.setenv(variable, "An-Owner/the-record")
    hosted = site.hosting()
    assert hosted.address == "https://an-owner.github.io/the-record/"
    told = yaml.safe_load(settings(tmp_path, hosted).read_text(encoding="utf-8"))
    stored = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
    assert told["html"]["baseurl"] == hosted.address
    assert told["repository"]["url"] == "https://github.com/An-Owner/the-record"
    assert told["launch_buttons"]["binderhub_url"] == "https://mybinder.org"
    assert hosted.binder in told["html"]["extra_footer"]
    assert hosted.colab in told["html"]["extra_footer"]
    assert told["sphinx"] == stored["sphinx"]
    assert told["parse"] == stored["parse"]


def test_ours_goes_before_the_runners(monkeypatch):
    monkeypatch.setenv("GITHUB_REPOSITORY", "runner/one")
    monkeypatch.setenv("ON_THE_RECORD_REPOSITORY", "our/own")
    assert site.hosting() == site.Hosting("our", "own")


def test_an_owners_own_site_has_no_folder():
    assert site.Hosting("Ann", "ann.github.io").address == "https://ann.github.io/"


@pytest.mark.parametrize("told", ["no-slash", "a/b/c", 'a/"><script>', "a/..", "-a/b", "a b/c"])
def test_an_odd_repository_is_one_sentence(monkeypatch, told):
    monkeypatch.setenv("ON_THE_RECORD_REPOSITORY", told)
    with pytest.raises(InputError, match=r"ON_THE_RECORD_REPOSITORY .* must be owner/name"):
        site.hosting()


def test_pages_lead_to_pages_and_notebooks_to_notebooks(tmp_path):
    """Only links between pages that are there change, and only in HTML."""
    book = tmp_path / "book"
    (tmp_path / "_sources" / "book").mkdir(parents=True)
    book.mkdir()
    link = '<a href="article.ipynb#s3">3</a>'
    others = (
        '<a href="../_sources/book/article.ipynb">source</a> <a href="gone.ipynb#x">gone</a>'
        " article.ipynb#s3"
    )
    (book / "article.html").write_text("<p>the article</p>")
    (book / "actors.html").write_text(link + others + '<a href="article.ipynb">all</a>')
    (tmp_path / "_sources" / "book" / "actors.ipynb").write_text(link)
    site.link_pages(tmp_path)
    page = (book / "actors.html").read_text()
    assert page.startswith('<a href="article.html#s3">3</a>')
    assert page.endswith('<a href="article.html">all</a>')
    assert others in page
    assert (tmp_path / "_sources" / "book" / "actors.ipynb").read_text() == link


def test_binder_and_colab_install_what_they_need():
    """Binder's files name the lock and the package; Colab's notebook the same, and the badges and
    links of the README lead to files that are there."""
    binder = paths.ROOT / "binder"
    assert "-r ../requirements.txt" in (binder / "requirements.txt").read_text(encoding="utf-8")
    prepared = (binder / "postBuild").read_text(encoding="utf-8")
    assert "pip install --no-deps -e ." in prepared
    assert (paths.ROOT / "tools" / "jupyter" / "jupyter_server_config.py").exists()
    assert "tools/jupyter/jupyter_server_config.py" in prepared
    cells = nbformat.read(binder / "colab.ipynb", as_version=4).cells
    source = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    assert "--require-hashes -r requirements.txt" in source
    assert "git clone" in source
    hosted = site.Hosting("OWNER", "REPOSITORY")
    readme = (paths.ROOT / "README.md").read_text(encoding="utf-8")
    assert hosted.binder in readme
    assert hosted.colab in readme
    assert "https://OWNER.github.io/REPOSITORY/" in readme
    for address, folder in ((hosted.binder, "book/index.ipynb"), (hosted.colab, binder.name)):
        assert folder in address
