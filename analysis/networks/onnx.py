"""The one way a trained network is opened: onnxruntime, on one thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

#: The fused kernel is slower than the two it replaces: a tenth of a BERT layer's time.
_SLOWER = ("SkipLayerNormFusion",)


def open_network(path: Path) -> InferenceSession:
    """The ONNX graph in ``path``, ready to run.

    One thread: sums then come out the same on every machine, and corpora run in processes.
    """
    import onnxruntime  # slow to import, and not every table needs a network

    # `analysis.environment` has switched its usage events off where it came first; where the
    # caller had loaded onnxruntime before, this is what is left to do.
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=list(_SLOWER)
    )
