"""Nothing leaves the machine, and numpy works on one thread, by whichever door one enters."""

import os
import re
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from analysis import environment, paths

#: Written into the folder of a child's `sitecustomize`: every Python process below it, workers
#: too, notes whom it calls. It sees Python's own calls only; strace sees those of libraries.
HOOK = """\
import sys
def note(event, args, log={log!r}):
    if event == "socket.getaddrinfo":
        where = str(args[0] or "")
    elif event in ("socket.connect", "socket.sendto") and isinstance(args[1], tuple):
        where = str(args[1][0])
    else:
        return
    if where not in ("", "localhost", "::1", "None") and not where.startswith("127."):
        with open(log, "a") as out:
            out.write(where + chr(10))
sys.addaudithook(note)
"""
#: A line of strace about another host, or about a name server wherever it is.
AWAY = re.compile(r'sin6?_port=htons\((?P<port>\d+)\).*?"(?P<host>[0-9a-f.:]+)"')
#: A short article: whom a reading calls does not depend on how much there is to read.
SHORT = str(min(paths.ARTICLES.glob("*.txt"), key=lambda path: path.stat().st_size))
READ = f"import time, analysis; analysis.read({SHORT!r}); time.sleep(8)"


def strace(log: Path) -> list[str]:
    """The command that watches a process and its children from outside, where it works here."""
    command = ["strace", "-f", "-qq", "-s", "0", "-e", "trace=connect,sendto,sendmsg,sendmmsg"]
    if not shutil.which("strace"):
        return []
    tried = subprocess.run(["strace", "-qq", "true"], capture_output=True, check=False)
    return [*command, "-o", str(log)] if tried.returncode == 0 else []


def watched(arguments: list[str], tmp_path: Path) -> tuple[list[str], list[str]]:
    """Run Python so in a home folder of its own; whom it called, and what files it left there."""
    home, hook, log = tmp_path / "home", tmp_path / "hook", tmp_path / "calls"
    home.mkdir()
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(HOOK.format(log=str(tmp_path / "python")))
    watch = strace(log)
    if not watch:
        warnings.warn("no strace here: only Python's own calls and files are seen", stacklevel=2)
    ours = {environment.NO_TELEMETRY, *environment.THREADS}
    inherited = {k: v for k, v in os.environ.items() if k not in ours and k[:4] != "XDG_"}
    homes = dict.fromkeys(("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA"), str(home))
    search = os.pathsep.join(filter(None, [str(hook), os.environ.get("PYTHONPATH")]))
    subprocess.run(
        [*watch, sys.executable, *arguments],
        cwd=paths.ROOT,
        env=inherited | homes | {"PYTHONPATH": search},
        check=True,
        capture_output=True,
        timeout=300,
    )
    called = (tmp_path / "python").read_text().split() if (tmp_path / "python").exists() else []
    for line in log.read_text(errors="replace").splitlines() if watch else ():
        found = AWAY.search(line)
        local = found and (found["host"].startswith("127.") or found["host"] in ("::1", "::"))
        if found and (not local or found["port"] == "53"):
            called.append(line)
    return called, sorted(p.relative_to(home).as_posix() for p in home.rglob("*") if p.is_file())


@pytest.mark.parametrize(
    "arguments",
    [
        ["-c", READ],  # usage events come in batches, the first some seconds after a reading
        ["-m", "analysis", "extract", SHORT, "--out", "OUT"],
        ["-m", "analysis", "corpus", SHORT, "--out", "OUT", "--workers", "1"],
    ],
    ids=["read", "extract", "corpus"],
)
def test_nothing_is_sent_and_nothing_left_in_the_home_folder(arguments, tmp_path):
    """A reading calls no other host and no name server, and keeps no device id in a cache."""
    out = str(tmp_path / "out")
    called, left = watched([out if a == "OUT" else a for a in arguments], tmp_path)
    assert called == []
    assert left == []


def test_a_call_would_be_seen(tmp_path):
    """The watch above notices a process that turns to another host (here nothing is sent)."""
    code = "import socket; socket.socket(type=socket.SOCK_DGRAM).connect(('192.0.2.1', 9))"
    called, _ = watched(["-c", code], tmp_path)
    assert called != []


def test_jupyterlab_asks_for_no_news_and_no_version():
    """`make lab` switches off what JupyterLab would fetch; each option is one that it knows."""
    sys.path.insert(0, str(paths.ROOT / "tools"))
    from jupyterlab.labapp import LabApp
    from lab import NOTHING_FETCHED

    options = dict(option.removeprefix("--LabApp.").split("=") for option in NOTHING_FETCHED)
    assert options["news_url"] == "None"
    assert options["check_for_updates_class"].endswith("NeverCheckForUpdate")
    assert set(options) <= set(LabApp.class_trait_names(config=True))


def test_one_thread_unless_the_user_says_otherwise():
    """Every library of linear algebra gets one thread; a number the user set stays."""
    found = {"OMP_NUM_THREADS": "3"}
    environment.prepare(found)
    assert found["OMP_NUM_THREADS"] == "3"
    assert found["OPENBLAS_NUM_THREADS"] == found["MKL_NUM_THREADS"] == "1"


@pytest.mark.parametrize("before", ["", "0", "no"])
def test_telemetry_stays_off_whatever_the_variable_holds(before):
    """An empty value or 0 would switch it on: there is no wish to respect here."""
    found = {environment.NO_TELEMETRY: before}
    environment.prepare(found)
    assert found[environment.NO_TELEMETRY] == "1"


@pytest.mark.parametrize(
    "module", ["analysis", "analysis.networks.sentence_vectors", "analysis.__main__"]
)
def test_the_environment_is_set_before_numpy_and_onnxruntime(module):
    """Whichever module is imported first, both find the settings there when they load."""
    code = (
        "import sys, os\n"
        "class Door:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name in ('numpy', 'onnxruntime'):\n"
        "            assert os.environ['ORT_DISABLE_TELEMETRY'] == '1', name\n"
        "            assert os.environ['OPENBLAS_NUM_THREADS'] == '1', name\n"
        "sys.meta_path.insert(0, Door())\n"
        f"import {module}, analysis.networks.onnx, numpy, onnxruntime\n"
    )
    ours = {environment.NO_TELEMETRY, *environment.THREADS}
    clean = {name: value for name, value in os.environ.items() if name not in ours}
    subprocess.run([sys.executable, "-c", code], cwd=paths.ROOT, env=clean, check=True)
