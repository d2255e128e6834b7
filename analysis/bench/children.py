"""Code that is measured in a process of its own: one thread, and figures on its last line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

from analysis.environment import THREADS
from analysis.errors import InputError


def run(command: Sequence[str], failed: str, before: Callable[[], None] | None = None) -> Any:
    """Run a command with one thread, and read the last line that it prints as JSON.

    Args:
        command: A Python, ``-c``, its code, and what the code is given.
        failed: What is told of a process that fails, before its own last words.
        before: What the new process does before the command.

    Raises:
        InputError: The program cannot be run, or the process fails.
    """
    try:
        done = subprocess.run(
            command,
            env=os.environ | dict.fromkeys(THREADS, "1"),
            preexec_fn=before,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as error:
        raise InputError(f"{command[0]} cannot be run: {error.strerror}.") from error
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"no word why, exit {done.returncode}"])[-1]
        raise InputError(f"{failed}: {last}")
    return json.loads(done.stdout.splitlines()[-1])


def megabytes(peak: float) -> int:
    """A peak of memory as the system counts it: in kilobytes, on a Mac in bytes."""
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024))
