"""Small faults of a module's code: what can go wrong at each node of its syntax tree.

`faults` lists them in the order of the text; `spoiled` gives the tree with one of them in it. A
fault by hand is a piece of the source and what stands in its place (`by_hand`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

_COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_COUNTED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.BitAnd: ast.BitOr,
            ast.BitOr: ast.BitAnd}  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """One change of a module: its line, the number of its node and of the change to that node."""

    line: int
    node: int
    change: int


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[Any], None]]]:
    """What can go wrong at a node: a name, and what makes a copy of the node wrong."""
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            if type(operator) in _COMPARED:
                other = _COMPARED[type(operator)]
                yield "compare", lambda n, at=at, other=other: n.ops.__setitem__(at, other())
    elif isinstance(node, ast.BoolOp):
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield "and/or", lambda n: setattr(n, "op", other())
        for at in range(len(node.values)):
            yield "condition dropped", lambda n, at=at: n.values.__setitem__(at, _idle(n))
    elif isinstance(node, ast.BinOp) and type(node.op) in _COUNTED:
        if not isinstance(node.left, ast.Constant | ast.JoinedStr) or not isinstance(
            getattr(node.left, "value", None), str
        ):
            yield "arithmetic", lambda n: setattr(n, "op", _COUNTED[type(n.op)]())
    elif isinstance(node, ast.Constant):
        yield from _of_constant(node)
    elif isinstance(node, ast.Return) and getattr(node.value, "value", node) not in (None, False):
        yield "returns nothing", lambda n: setattr(n, "value", ast.Constant(None))
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield "never", lambda n: setattr(n, "test", ast.Constant(False))
        yield "turned round", lambda n: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield "filter dropped", lambda n: n.ifs.pop()


def _idle(node: ast.BoolOp) -> ast.Constant:
    """A condition that decides nothing."""
    return ast.Constant(isinstance(node.op, ast.And))


def _of_constant(node: ast.Constant) -> Iterator[tuple[str, Callable[[Any], None]]]:
    if isinstance(node.value, bool):
        yield "flag", lambda n: setattr(n, "value", not n.value)
    elif isinstance(node.value, int | float):
        for by in (1, -1):
            yield "number", lambda n, by=by: setattr(n, "value", n.value + by)
    elif isinstance(node.value, str) and node.value:
        yield "text", lambda n: setattr(n, "value", _spoiled(n.value))


def _spoiled(text: str) -> str:
    """A text that means something else, and still is an expression where it was one."""
    alternatives = re.findall(r"\(\?:([\w' ]+(?:\|[\w' ]+)+)\)", text)
    if alternatives:
        first = alternatives[0]
        return text.replace(first, first.partition("|")[2], 1)
    return "\N{MODIFIER LETTER CROSS ACCENT}" + text


def _left_alone(tree: ast.Module) -> set[int]:
    """Nodes in which a change is no fault: docstrings, annotations, imports, names of groups."""
    found: set[int] = set()

    def leave(node: ast.AST) -> None:
        found.update(id(inner) for inner in ast.walk(node))

    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom | ast.Raise | ast.Assert) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        ):
            leave(node)
        elif isinstance(node, ast.AnnAssign):
            leave(node.annotation)
        elif isinstance(node, ast.FunctionDef):
            for part in (node.args, node.returns, *node.decorator_list):
                if part is not None:
                    leave(part)
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            leave(node)
        elif isinstance(node, ast.Call) and "wordlists" in ast.unparse(node.func):
            leave(node)  # the words have tests of their own
    return found


def faults(source: str) -> list[Fault]:
    """Every fault that can be put into a module, in the order of its text."""
    tree = ast.parse(source)
    alone = _left_alone(tree)
    found = []
    for number, node in enumerate(ast.walk(tree)):
        if id(node) not in alone:
            # a comprehension's part has no line of its own
            line = getattr(node, "lineno", getattr(getattr(node, "target", None), "lineno", 0))
            found += [Fault(line, number, at) for at, _ in enumerate(_changes(node))]
    return sorted(found, key=lambda fault: (fault.line, fault.node, fault.change))


def spoiled(source: str, fault: Fault) -> tuple[ast.Module, str]:
    """The module with the fault in it, and what was changed into what."""
    tree = ast.parse(source)
    node = list(ast.walk(tree))[fault.node]
    name, change = list(_changes(node))[fault.change]
    before = _shown(node)
    change(node)
    return ast.fix_missing_locations(tree), f"{name}: {before}  →  {_shown(node)}"


def _shown(node: ast.AST) -> str:
    try:
        text = " ".join(ast.unparse(node).split())
    except (ValueError, AttributeError):
        text = type(node).__name__
    return text if len(text) <= 90 else text[:89] + "…"


def by_hand(source: str, old: str, new: str) -> ast.Module:
    """The tree of a source in which ``new`` stands for ``old``.

    Raises ValueError where ``old`` does not stand there exactly once, and SyntaxError.
    """
    if source.count(old) != 1:
        raise ValueError(f"{old!r} stands there {source.count(old)} times")
    return ast.parse(source.replace(old, new))
