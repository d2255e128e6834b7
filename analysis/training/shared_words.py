"""Take out of an exported network what others bring along already.

    python -m analysis.training.shared_words GRAPH.onnx --out FILE.onnx [--words FILE.npz]
    python -m analysis.training.shared_words GRAPH.onnx --out BELOW.onnx --above ABOVE.onnx \\
        --at /layers.2/norm_two/LayerNormalization_output_0

The first form replaces the table of word pieces in an 8-bit graph by an input ``words``, which
`analysis.networks.encoding.word_vectors` fills: the table is MiniLM's in every network, for no
training here touches it. With ``--words`` the table is written too (once, from the attribution
model). The second form parts a graph in two at a tensor, which becomes ``states``: the shared
encoder below, attribution's own layers above. Neither changes a number. Needs onnx.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from analysis.networks.encoding import WIDTH

WORDS, STATES = "words", "states"


def without_words(model: onnx.ModelProto) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Take the largest embedding table out of a graph; gives its pieces, scale and zero point.

    Raises ValueError where the graph holds no 8-bit table of the encoder's width.
    """
    graph = model.graph
    stored = {tensor.name: tensor for tensor in graph.initializer}
    tables = [
        (stored[node.input[0]].dims[0], number)
        for number, node in enumerate(graph.node)
        if node.op_type == "Gather"
        and node.input[0] in stored
        and list(stored[node.input[0]].dims)[1:] == [WIDTH]
    ]
    if not tables:
        raise ValueError("the graph holds no table of word pieces")
    gather = graph.node[max(tables)[1]]
    table = stored[gather.input[0]]
    (widen,) = (node for node in graph.node if gather.output[0] in node.input)
    if widen.op_type != "DequantizeLinear":
        raise ValueError("the table of word pieces is not in 8 bits")
    pieces, scale, zero = (
        numpy_helper.to_array(stored[name]) for name in (table.name, *widen.input[1:])
    )
    sizes = graph.input[0].type.tensor_type.shape.dim
    for node in graph.node:
        for place, name in enumerate(node.input):
            if name == widen.output[0]:
                node.input[place] = WORDS
    for node in (gather, widen):
        graph.node.remove(node)
    graph.initializer.remove(table)
    used = {name for node in graph.node for name in node.input}
    for value in [value for value in graph.input if value.name not in used]:
        graph.input.remove(value)
    shape = [size.dim_param or size.dim_value for size in sizes]
    graph.input.append(
        onnx.helper.make_tensor_value_info(WORDS, onnx.TensorProto.FLOAT, [*shape, WIDTH])
    )
    onnx.checker.check_model(model)
    return pieces, scale, zero


def part(model: onnx.ModelProto, at: str) -> tuple[onnx.ModelProto, onnx.ModelProto]:
    """The graph below a tensor and the graph above it. Raises ValueError where what is above
    needs more from below than that tensor."""
    for node in model.graph.node:
        for names in (node.input, node.output):
            for place, name in enumerate(names):
                if name == at:
                    names[place] = STATES
    shape = [1, "length", WIDTH]
    states = onnx.helper.make_tensor_value_info(STATES, onnx.TensorProto.FLOAT, shape)
    said = list(model.graph.output)
    given = list(model.graph.input)
    return (
        _cut(model, given, [states]),
        _cut(model, [states], said),
    )


def _cut(
    model: onnx.ModelProto,
    given: Sequence[onnx.ValueInfoProto],
    wanted: Sequence[onnx.ValueInfoProto],
) -> onnx.ModelProto:
    graph = model.graph
    needed = _needed(graph, {value.name for value in given}, [value.name for value in wanted])
    made = onnx.helper.make_graph(
        [node for node in graph.node if needed & set(node.output)],
        graph.name or "network",
        list(given),
        list(wanted),
        [tensor for tensor in graph.initializer if tensor.name in needed],
    )
    found = onnx.helper.make_model(
        made, opset_imports=model.opset_import, ir_version=model.ir_version
    )
    found.doc_string = model.doc_string
    onnx.checker.check_model(found)
    return found


def _needed(graph: onnx.GraphProto, given: Collection[str], wanted: Sequence[str]) -> set[str]:
    makers = {name: node for node in graph.node for name in node.output}
    stored = {tensor.name for tensor in graph.initializer}
    found: set[str] = set()
    todo = list(wanted)
    while todo:
        name = todo.pop()
        if not name or name in given or name in found:
            continue
        if name not in makers and name not in stored:
            raise ValueError(f"the graph cannot be parted there: {name} comes from below")
        found.add(name)
        todo += makers[name].input if name in makers else ()
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Part a graph, or take its words out, and write what is left."""
    parser = argparse.ArgumentParser(prog="analysis.training.shared_words")
    parser.add_argument("graph", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--words", type=Path, help="write the table of word pieces here (.npz)")
    parser.add_argument("--above", type=Path, help="write what is above --at here")
    parser.add_argument("--at", help="the tensor at which the graph is parted")
    args = parser.parse_args(arguments)
    model = onnx.load(args.graph)
    if args.above:
        below, above = part(model, args.at)
        onnx.save(above, args.above)
        onnx.save(below, args.out)
        return
    pieces, scale, zero = without_words(model)
    onnx.save(model, args.out)
    if args.words:
        np.savez(args.words, pieces=pieces, scale=scale, zero=zero)


if __name__ == "__main__":
    main()
