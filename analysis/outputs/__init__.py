"""Output without harm: files and folders are written whole or not at all, and only ours replaced.

Comes in: what to write, and where. Goes out: files in place, or one sentence why not.
"""

from __future__ import annotations

from analysis.outputs.files import (
    ASIDE,
    check_file,
    check_folder,
    copy,
    locked,
    make_folder,
    mend_set,
    same_file,
    shown,
    unwritable,
    why,
    work_folder,
    write_bytes,
    write_set,
    write_text,
)

__all__ = [
    "ASIDE",
    "check_file",
    "check_folder",
    "copy",
    "locked",
    "make_folder",
    "mend_set",
    "same_file",
    "shown",
    "unwritable",
    "why",
    "work_folder",
    "write_bytes",
    "write_set",
    "write_text",
]
