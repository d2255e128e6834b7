"""The running average of a network's weights, which recipes keep beside the weights themselves."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor


@torch.no_grad()
def blend(average: Mapping[str, Tensor], present: Mapping[str, Tensor], keep: float) -> None:
    """Move the weights in ``average`` towards the present ones of the same names, in place.

    Args:
        average: What moves; weights that rest are left out of it.
        present: All weights as they are now.
        keep: The share of the average that stays, 0 to 1.
    """
    for name, value in average.items():
        value.lerp_(present[name], 1 - keep)
