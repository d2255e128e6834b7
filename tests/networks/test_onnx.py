"""A stored network gives out more than its own outputs, without being written anew."""

import pytest

from analysis.networks import onnx
from analysis.paths import MODELS

TONE = MODELS / "sentiment" / "model.onnx"


def test_a_value_inside_a_network_can_be_given_out():
    """Its own outputs stay in front."""
    session = onnx.open_network(TONE, ("/Concat_output_0",))
    assert [value.name for value in session.get_outputs()] == ["logits", "/Concat_output_0"]


def test_a_value_that_is_not_there_is_an_error():
    """A network that was exported anew under other names is noticed when it is opened."""
    with pytest.raises(Exception, match="/Nowhere_output_0"):
        onnx.open_network(TONE, ("/Nowhere_output_0",))


def test_lengths_are_written_as_protobuf_writes_them():
    """150 is 0x96 0x01 (Protocol Buffers, Encoding: base 128 varints)."""
    assert onnx._field(1, b"a" * 150)[:3] == b"\x0a\x96\x01"
    assert onnx._field(2, b"testing") == b"\x12\x07testing"
