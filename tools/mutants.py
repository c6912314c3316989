"""What can be changed in a module: each mutant is one small change of its syntax tree, of a kind that people slip into.

Left alone: docstrings, annotations, decorators, names of types, the wording of messages, also of those between the
modules (`raise ValueError("…")`), and the number of a limit, which tests call by its name.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten

_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
_QUERIES = ((" AND ", " OR "), (" DESC", ""), (" ASC", " DESC"), ("LEFT JOIN", "JOIN"), (">", "<"))
"""What is changed inside a query, first word by second."""
_TYPES = {"cast", "dict", "frozenset", "iter", "list", "set", "tuple", "isinstance"}
"""Calls that change nothing but the type of what they are given."""
_UNTOUCHED = {"annotation", "decorator_list", "returns", "type_params"}
"""Fields of the tree whose nodes stay as they are."""


@dataclass(frozen=True)
class Mutant:
    """A node of a module's tree, and what stands in its place."""

    path: Path
    tree: ast.Module
    parent: ast.AST
    field: str
    index: int | None
    after: ast.AST
    lines: range
    """Those that run when the mutant does: of the simple statement that holds it, or of the head of a longer one."""

    @property
    def before(self) -> ast.AST:
        """The node as it is written."""
        node = getattr(self.parent, self.field)
        return node if self.index is None else node[self.index]  # type: ignore[no-any-return]

    def __str__(self) -> str:
        line = getattr(self.before, "lineno", self.lines.start)
        return f"{self.path}:{line}  {_text(self.before)}  ->  {_text(self.after)}"

    def apply(self) -> ast.Module:
        """Change the tree, for good, and hand it over."""
        ast.copy_location(self.after, self.before if hasattr(self.before, "lineno") else self.parent)
        if self.index is None:
            setattr(self.parent, self.field, self.after)
        else:
            getattr(self.parent, self.field)[self.index] = self.after
        return ast.fix_missing_locations(self.tree)


def _text(node: ast.AST) -> str:
    return shorten(ast.unparse(ast.fix_missing_locations(node)), 100, placeholder=" …")


def mutants(path: Path) -> list[Mutant]:
    """Every mutant of a module, in the order of its lines."""
    tree = ast.parse(path.read_bytes(), str(path))
    return [
        Mutant(path, tree, parent, field, index, after, lines)
        for parent, field, index, node, lines in _places(tree, range(0))
        for after in _once(node, _variants(node, parent, field))
    ]


def _places(parent: ast.AST, lines: range) -> Iterator[tuple[ast.AST, str, int | None, ast.AST, range]]:
    """Every node that may be changed: what holds it and where, itself, and the lines of its statement."""
    for field, value in ast.iter_fields(parent):
        for index, node in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(node, ast.AST) or field in _UNTOUCHED or _is_unseen(node, parent):
                continue
            inside = _lines(node) or lines
            yield parent, field, index if isinstance(value, list) else None, node, inside
            yield from _places(node, inside)


def _lines(node: ast.AST) -> range:
    """The lines of a simple statement, or of the head of a longer one; none for what is no statement."""
    match node:
        case ast.match_case():
            start = node.pattern.lineno
        case ast.stmt() | ast.ExceptHandler():
            start = node.lineno
        case _:
            return range(0)
    body: list[ast.stmt] | None = getattr(node, "body", None)
    end = body[0].lineno if body else (getattr(node, "end_lineno", None) or start) + 1
    return range(start, max(end, start + 1))


def _is_unseen(node: ast.AST, parent: ast.AST) -> bool:
    """Whether a node is for people and type checkers only, or tests take what they expect from it."""
    match node:
        case ast.Expr(ast.Constant(str())) | ast.Import() | ast.ImportFrom():
            return True
        case ast.Constant(str(text)):
            return not text.isascii() or isinstance(parent, (ast.JoinedStr, ast.FormattedValue)) or _is_error(parent)
        case ast.Constant(int() | float() as value) if isinstance(parent, ast.Assign) and not isinstance(value, bool):
            return all(isinstance(name, ast.Name) and name.id.isupper() for name in parent.targets)
        case ast.If(ast.Name("TYPE_CHECKING")):
            return True
        case ast.Assign([ast.Name(name)]):
            return name.lstrip("_")[:2].istitle()  # another name of a type
    return False


def _is_error(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.endswith("Error")


def _once(node: ast.AST, variants: Iterator[ast.AST]) -> Iterator[ast.AST]:
    seen = {ast.dump(node)}
    for variant in variants:
        if (dumped := ast.dump(variant)) not in seen:
            seen.add(dumped)
            yield variant


def _variants(node: ast.AST, parent: ast.AST, field: str) -> Iterator[ast.AST]:
    if field in {"test", "guard"} and not isinstance(parent, (ast.Assert, ast.IfExp)):
        yield ast.Constant(value=False)
        if not isinstance(parent, ast.While):
            yield ast.Constant(value=True)
    if field == "iter" and not isinstance(node, ast.Tuple):
        yield ast.Tuple([], ast.Load())
    if isinstance(node, ast.expr):
        yield from _operations(node)
        yield from _operands(node)
    elif isinstance(node, ast.stmt):
        yield from _statements(node)
    elif isinstance(node, ast.comprehension):
        for n in range(len(node.ifs)):
            yield ast.comprehension(node.target, node.iter, [*node.ifs[:n], *node.ifs[n + 1 :]], node.is_async)
    elif isinstance(node, ast.ExceptHandler) and not isinstance(node.body[-1], ast.Raise):
        yield ast.ExceptHandler(node.type, node.name, [ast.Raise()])


def _statements(node: ast.stmt) -> Iterator[ast.AST]:
    match node:
        case ast.Return(ast.expr() as value) if not isinstance(value, ast.Constant) or value.value is not None:
            yield ast.Return(ast.Constant(value=None))
        case (
            ast.Expr() | ast.Raise() | ast.Delete() | ast.AugAssign() | ast.Assign([ast.Attribute() | ast.Subscript()])
        ):
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()
        case ast.With(items, body) if not any(item.optional_vars for item in items):
            yield ast.If(ast.Constant(value=True), body, [])


def _operations(node: ast.expr) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(left, ops, right):
            for n, op in enumerate(ops):
                for other in _COMPARISONS[type(op)]:
                    yield ast.Compare(left, [*ops[:n], other(), *ops[n + 1 :]], right)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
            for n in range(len(values)):
                rest = [*values[:n], *values[n + 1 :]]
                yield ast.BoolOp(op, rest) if len(rest) > 1 else rest[0]
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            yield operand
        case ast.BinOp(left, op, right) if type(op) in _ARITHMETIC:
            yield ast.BinOp(left, _ARITHMETIC[type(op)](), right)
            yield left
        case ast.IfExp(_, body, other):
            yield body
            yield other


def _operands(node: ast.expr) -> Iterator[ast.AST]:
    match node:
        case ast.Constant(value):
            yield from (ast.Constant(value=changed) for changed in _values(value))
        case ast.List([_, *_], ast.Load()) | ast.ListComp():
            yield ast.List([], ast.Load())
        case ast.Tuple([_, *_], ast.Load()) | ast.GeneratorExp():
            yield ast.Tuple([], ast.Load())
        case ast.Dict([_, *_]) | ast.DictComp():
            yield ast.Dict([], [])
        case ast.Call():
            yield from _calls(node)


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in _TYPES:
        return
    if name in _CALLS:
        yield ast.Call(ast.Name(_CALLS[name], ast.Load()), node.args, node.keywords)
    for n in range(len(node.keywords)):
        yield ast.Call(node.func, node.args, [*node.keywords[:n], *node.keywords[n + 1 :]])
    match node.args:
        case [one] if name.islower() and not isinstance(one, ast.Starred):
            yield one
        case [] if isinstance(node.func, ast.Attribute) and not node.keywords:
            yield node.func.value
        case [one, other, *rest] if name not in _CALLS and not {type(one), type(other)} & {ast.Starred}:
            yield ast.Call(node.func, [other, one, *rest], node.keywords)


def _values(value: object) -> Iterator[bool | int | str]:
    match value:
        case bool():
            yield not value
        case int():
            yield value + 1
            yield value - 1
        case str() if value.isupper() or " " in value:  # a query, mostly
            yield from (value.replace(word, other) for word, other in _QUERIES if word in value)
            yield ""
        case str():
            yield "" if value else "mutant"
