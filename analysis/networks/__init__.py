"""Trained networks: opened in one place, run without torch.

Comes in: the path of an ONNX graph. Goes out: a session that is ready to run.
"""

from __future__ import annotations

from analysis.networks.onnx import open_network

__all__ = ["open_network"]
