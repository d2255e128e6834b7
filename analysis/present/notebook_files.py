"""What a notebook's file may say beside its cells, so that a save changes only what was edited."""

from __future__ import annotations

from typing import Any

#: All that a stored notebook says about where it ran; versions are the lock's business.
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
#: Cell metadata that authors write; everything else there is left by tools.
AUTHORED = ("mystnb", "tags", "slideshow")


def tidy(content: Any) -> None:
    """Drop what names a machine, a moment or a tool from a notebook (nbformat 4), in place."""
    import nbformat

    content["metadata"] = nbformat.from_dict(METADATA)
    content["nbformat"], content["nbformat_minor"] = 4, 5
    for cell in content["cells"]:
        cell["metadata"] = nbformat.from_dict(
            {key: value for key, value in cell["metadata"].items() if key in AUTHORED}
        )
        for output in cell.get("outputs", ()):
            output.get("metadata", {}).pop("filenames", None)


def before_save(model: dict[str, Any], path: str = "", **_: object) -> None:
    """Jupyter's hook on saving (``ContentsManager.pre_save_hook``): `tidy`, so that opening a
    notebook and saving it leaves its file, byte by byte, as it was."""
    if model.get("type") == "notebook" and model.get("content") and path.endswith(".ipynb"):
        tidy(model["content"])
