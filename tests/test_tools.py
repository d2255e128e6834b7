"""The small scripts behind the Makefile, and the files that make the project installable."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

import pytest
import yaml

from analysis import __version__, paths

sys.path.insert(0, str(paths.ROOT / "tools"))
import env
import notebooks

ROOT = paths.ROOT
LOCKS = ("requirements.txt", "requirements-dev.txt")
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)

SCRIPT = """\
# %% [markdown]
# # One
#
# Words.

# %% tags=["hide-input"]
1 + 1
"""


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def names(text):
    """The packages a .in file asks for."""
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    return {
        re.split(r"[\[=<>; ]", line)[0].lower().replace("_", "-")
        for line in lines
        if line and not line.startswith("-")
    }


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_is_hashed_and_names_no_index(lock):
    """Every pin carries a hash; no address or folder of some machine is in it."""
    text = read(lock)
    entries = re.split(r"\n(?=[a-z0-9])", text)[1:]
    assert len(entries) > 20
    assert [e.splitlines()[0] for e in entries if "--hash=sha256:" not in e] == []
    assert re.search(r"https?:|file:|--find-links|--index|/opt/|/home/", text) is None


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_what_is_asked_for(lock):
    """Each requirement of the .in file is pinned in the lock made of it."""
    pinned = {name for name, _ in PIN.findall(read(lock))}
    assert names(read(lock.replace(".txt", ".in"))) <= pinned


def test_the_two_locks_agree():
    """No package has one version for readers and another for tests."""
    run, dev = ({line for line in read(lock).splitlines() if "==" in line} for lock in LOCKS)
    versions = {re.split(r"==", line)[0]: set() for line in run | dev}
    for line in run | dev:
        versions[line.split("==")[0]].add(re.split(r"[ ;\\]", line.split("==")[1])[0])
    in_both = {line.split("==")[0] for line in run} & {line.split("==")[0] for line in dev}
    for name in in_both:
        mine = {re.split(r"[ ;\\]", x.split("==")[1])[0] for x in run if x.startswith(f"{name}==")}
        assert versions[name] == mine, name


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_each_requirement_says_why(name):
    """A dependency without a reason is one nobody can weigh; the reason stands beside or above."""
    commented = False
    for line in read(name).splitlines():
        if line.startswith("#"):
            commented = True
        elif line.strip() and not line.startswith("-"):
            assert "#" in line or commented, line
            commented = commented and "#" not in line
        else:
            commented = False


def test_the_versions_agree():
    """pyproject, the package and the citation name the same version."""
    assert tomllib.loads(read("pyproject.toml"))["project"]["version"] == __version__
    assert yaml.safe_load(read("CITATION.cff"))["version"] == __version__


def test_help_tells_every_command():
    """`make help` lists each target with what it does."""
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    for command in "book test lab notebooks lock bench serve clean".split():
        assert re.search(rf"^  make {command} +\S", told.stdout, re.MULTILINE), command


def test_the_environment_is_told_by_content(tmp_path):
    """The stamp follows the lock's bytes, not its date."""
    lock = tmp_path / "requirements.txt"
    lock.write_text("a==1\n")
    before = env.fingerprint(["requirements.txt"], root=str(tmp_path))
    lock.write_text("a==1\n")
    assert env.fingerprint(["requirements.txt"], root=str(tmp_path)) == before
    lock.write_text("a==2\n")
    assert env.fingerprint(["requirements.txt"], root=str(tmp_path)) != before


def test_an_old_python_is_told_in_one_sentence(monkeypatch):
    """Too old, and no newer one on the machine: one line that says what to do."""
    monkeypatch.setattr(env.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(env, "newer_python", lambda: None)
    with pytest.raises(SystemExit) as caught:
        env.main()
    assert re.fullmatch(
        r"error: this needs Python 3\.11 or later, and .* is 3\.9; .*", str(caught.value)
    )


def test_a_notebook_is_made_from_its_script(tmp_path):
    """.py to .ipynb and back is the same .py; the cells' ids stay put."""
    (tmp_path / "jupytext.toml").write_text(read("book/jupytext.toml"))
    script = tmp_path / "one.py"
    script.write_text(SCRIPT)
    content = notebooks.from_script(script)
    assert [cell.cell_type for cell in content.cells] == ["markdown", "code"]
    assert [cell.id for cell in content.cells] == ["cell-01", "cell-02"]
    assert content.cells[1].metadata == {"tags": ["hide-input"]}
    notebooks.nbformat.write(content, tmp_path / "one.ipynb")
    assert notebooks.pair_text(tmp_path / "one.ipynb") == SCRIPT
    assert notebooks.disagreement(tmp_path / "one.ipynb") == ""


def test_a_drifted_pair_is_shown(tmp_path, capsys):
    """An edit in one half only is told, with the lines that differ."""
    (tmp_path / "jupytext.toml").write_text(read("book/jupytext.toml"))
    script = tmp_path / "one.py"
    script.write_text(SCRIPT)
    notebooks.nbformat.write(notebooks.from_script(script), tmp_path / "one.ipynb")
    script.write_text(SCRIPT.replace("1 + 1", "1 + 2"))
    assert notebooks.check([tmp_path / "one.ipynb"]) == 1
    told = capsys.readouterr().out
    assert "-1 + 1" in told
    assert "+1 + 2" in told


def test_tidying_drops_what_names_a_moment():
    """Times, versions and tools leave no trace in a stored notebook; what authors wrote stays."""
    content = notebooks.nbformat.v4.new_notebook()
    cell = notebooks.nbformat.v4.new_code_cell("1")
    cell.metadata.update(
        {"execution": {"iopub.execute_input": "2026"}, "tags": ["hide-input"], "scrolled": True}
    )
    content.cells = [cell]
    content.metadata = {"language_info": {"name": "python", "version": "3.11.7"}, "jupytext": {}}
    notebooks.tidy(content)
    assert dict(content.cells[0].metadata) == {"tags": ["hide-input"]}
    assert dict(content.metadata) == notebooks.notebook_files.METADATA
