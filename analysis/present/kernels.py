"""The kernels that run the notebooks: their settings, and what they say when a cell fails."""

from __future__ import annotations

import os
from pathlib import Path

from analysis import outputs, paths

CELL_TIMEOUT_S = 600
#: Below an error, a kernel has nothing to tell a reader (it warns of its own TCP port); and
#: figures that were made without pyplot are drawn all the same.
KERNEL_SETTINGS = """\
get_config().IPKernelApp.log_level = 40
get_config().IPKernelApp.matplotlib = "inline"
"""


class BookError(RuntimeError):
    """The book could not be built; the message names the notebook and cell, or the page."""


def kernel_environment(
    build_dir: Path, article: Path | None = None, readings_key: str | None = None
) -> dict[str, str]:
    """The environment of a kernel: the article, and none of the user's own settings.

    A start-up file or a ``matplotlibrc`` in somebody's home would change what a notebook prints.
    The settings used instead (and matplotlib's list of fonts) are kept in ``build_dir``, and
    there too the readings that its kernels share. ``readings_key`` saves each of them from hashing
    the models; leave it out where code may change while the kernel lives.
    """
    settings = build_dir / "settings"
    profile = settings / "ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    outputs.write_text(profile / "ipython_kernel_config.py", KERNEL_SETTINGS)
    environment = dict(os.environ)
    for name in (paths.ARTICLE_VARIABLE, paths.READINGS_KEY_VARIABLE):
        environment.pop(name, None)
    environment[paths.READINGS_VARIABLE] = str((build_dir / "readings").resolve())
    if readings_key:
        environment[paths.READINGS_KEY_VARIABLE] = readings_key
    if article is not None:
        environment[paths.ARTICLE_VARIABLE] = str(article)
    environment |= {
        "IPYTHONDIR": str(settings / "ipython"),
        "MPLCONFIGDIR": str(settings / "matplotlib"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "PYTHONHASHSEED": "0",
        # Sums in one order on every machine; and two kernels do not crowd each other.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    environment.pop("MPLBACKEND", None)
    return environment


def run_notebook(notebook: Path, environment: dict[str, str]) -> None:
    """Run ``notebook`` in a fresh kernel, its folder as working directory, and store the outputs.

    Raises `BookError` naming the cell that failed.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    content = nbformat.read(notebook, as_version=4)
    client = NotebookClient(
        content,
        timeout=CELL_TIMEOUT_S,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(notebook.parent)}},
    )
    try:
        client.execute(env=environment)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise BookError(_cell_failure(notebook, content, error)) from error
    nbformat.write(content, notebook)


def _cell_failure(notebook: Path, content: dict, error: Exception) -> str:
    """One sentence naming the failing cell, then its code and what it raised."""
    cells = [cell for cell in content["cells"] if cell["cell_type"] == "code"]
    failed = 0
    for number, cell in enumerate(cells, 1):
        if cell.get("execution_count"):
            failed = number
        if any(output["output_type"] == "error" for output in cell["outputs"]):
            break
    said = f"{getattr(error, 'ename', '')}: {getattr(error, 'evalue', '')}".strip(": ")
    code = cells[failed - 1]["source"] if failed else ""
    indented = "\n".join("    " + line for line in code.splitlines())
    return f"{notebook.name}, code cell {failed}, failed with {said or error}\n{indented}"
