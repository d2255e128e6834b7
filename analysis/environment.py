"""What the process must know before numpy and onnxruntime are loaded.

This is the one state set at import: both libraries read their environment once, while they are
imported, and whoever enters by `import analysis`, a notebook, a Dask worker or a tool passes
`analysis/__init__.py` and no other common door.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping

#: Libraries of linear algebra, and how each is told the number of its threads.
THREADS = (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)
#: onnxruntime from 1.24 on sends usage events to its maker and keeps a device id in the cache
#: folder, unless this is set when it is loaded; switching it off later is too late.
NO_TELEMETRY = "ORT_DISABLE_TELEMETRY"


def prepare(environment: MutableMapping[str, str] = os.environ) -> None:
    """Set, in ``environment``, no telemetry and one thread a process.

    The number of threads is the user's where they set any. Telemetry is off whatever the
    variable holds, since an empty value or ``0`` would switch it on again. Child processes
    inherit both.
    """
    environment[NO_TELEMETRY] = "1"
    for name in THREADS:
        # Our matrices are small: more threads spin for each other instead of working.
        environment.setdefault(name, "1")
