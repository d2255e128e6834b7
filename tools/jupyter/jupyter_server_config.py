"""JupyterLab as `make lab` starts it: a save writes what was edited, not where it was run."""

from analysis.present.notebook_files import before_save

c = get_config()  # noqa: F821  (Jupyter puts it there)
c.ContentsManager.pre_save_hook = before_save
