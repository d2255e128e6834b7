"""The one way a trained network is opened: onnxruntime, on one thread."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

#: The fused kernel is slower than the two it replaces: a tenth of a BERT layer's time.
_SLOWER = ("SkipLayerNormFusion",)
#: Numbers of the fields ModelProto.graph, GraphProto.output and ValueInfoProto.name (onnx.proto).
_GRAPH, _OUTPUT, _NAME = 7, 12, 1


def open_network(path: Path, also: Sequence[str] = ()) -> InferenceSession:
    """The ONNX graph in ``path``, ready to run.

    One thread: sums then come out the same on every machine, and corpora run in processes.
    ``also`` names values inside the graph that it is to give out behind its own outputs.
    """
    import onnxruntime  # slow to import, and not every table needs a network

    # `analysis.environment` has switched its usage events off where it came first; where the
    # caller had loaded onnxruntime before, this is what is left to do.
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    graph = path.read_bytes() + _outputs(also) if also else str(path)
    return onnxruntime.InferenceSession(
        graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=list(_SLOWER)
    )


def _outputs(names: Sequence[str]) -> bytes:
    """Further outputs of a graph, to stand behind the bytes of its file.

    ONNX is protobuf, where a message that comes twice is merged and its lists are joined
    (Protocol Buffers, Encoding: "Last One Wins"). So a stored network need not be written anew.
    """
    values = b"".join(_field(_OUTPUT, _field(_NAME, name.encode())) for name in names)
    return _field(_GRAPH, values)


def _field(number: int, value: bytes) -> bytes:
    """A protobuf field with a length (wire type 2), of a number below 16."""
    size, left = b"", len(value)
    while left > 127:
        size, left = size + bytes([left & 127 | 128]), left >> 7
    return bytes([number << 3 | 2]) + size + bytes([left]) + value
