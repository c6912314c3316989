"""Expressions of rules and computed measures: a small subset of Python's syntax, never evaluated by Python.

    near(pct_plan, 100 * persons / plan)
    ncc.persons == last(ncc.persons) + ncc.new - ncc.stopped
    near(1000 * ton, k * param('rice_kg') * persons)
    together(gifts.count, gifts.amount)
    stated(gifts.count) + stated(gifts.amount) >= 1

A reference is `figure[row path].measure`, `figure.measure` for the total, or a bare measure of the row
at which the expression stands; `sum(figure[breakdown:*].measure)` adds up rows. `last(…)` reads the same period
of the year before, `earlier(…)` the period before within the year,
`opening(…)` the whole year before, `before(…)` the period before of those side by side, `cum(…)` adds up the periods
side by side from the programme's first day on,
`years(…)` the single years of a period of several, `stated(…)` counts the cells that say something,
`mod(a, b)` is what a division leaves. An amount carries the interval of values that its rounding leaves open, as in
XBRL Calculations 1.1; whole counts and plan targets are exact.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fractions import Fraction
from math import isfinite
from typing import NamedTuple

from forms.errors import KnownError, nearest
from forms.values.frozen import frozen
from forms.values.text import quoted

_DEEPEST = 100  # operations within each other
_REFERENCE = re.compile(r"(?<!\w)[a-z_]\w*(?:\[[^\]]*\])?(?:\.[a-z_]\w*)?(?!\w|\s*\()")
_FUNCTIONS = ("sum", "last", "earlier", "opening", "before", "cum", "years", "stated", "param", "months", "mod")
_RELATIONS = ("near", "meet", "together")
_OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_COMPARISONS = {ast.Eq: "==", ast.LtE: "<=", ast.GtE: ">=", ast.Lt: "<", ast.Gt: ">"}


@frozen
class Reference:
    """A cell, or with a `*` in its row several; `figure` is "" for the row at which it stands, or one beneath it."""

    figure: str
    row: str
    measure: str

    def path(self, at: str) -> str:
        """The path of the row that it names, `at` being the row where a relative one stands."""
        return self.row if self.figure or not at else f"{at}/{self.row}" if self.row else at


@frozen
class Constant:
    """A number written in the expression, exact."""

    value: Fraction


@frozen
class Param:
    """A legal constant by date."""

    name: str


@frozen
class Choice:
    """A name that stands for each of a list of constants in turn; one of them must fit."""

    name: str


@frozen
class Months:
    """The length of the period in months."""


@frozen
class Last:
    """A reference read in the report of the same period a year earlier."""

    of: Reference


@frozen
class Earlier:
    """A reference read in the report of the period before within the year."""

    of: Reference


@frozen
class Opening:
    """A reference read in the report on the whole year before: what stood when this year began."""

    of: Reference


@frozen
class Before:
    """A reference read in the report of the period before, of those that stand side by side."""

    of: Reference


@frozen
class Cumulated:
    """A reference added up over the reports side by side, from the programme's first day to the end of this one."""

    of: Reference


@frozen
class Years:
    """A reference added up over the reports on the single years of a period of several."""

    of: Reference


@frozen
class Stated:
    """How many of the cells that a reference names say something: a number or a state."""

    of: Reference


@frozen
class Sum:
    """The sum over the rows that a reference matches."""

    of: Reference


@frozen
class Operation:
    """An arithmetic operation: + - * / or "mod"."""

    operator: str
    left: Node
    right: Node


Elsewhere = Last | Earlier | Opening | Before | Cumulated | Years
"""What reads other reports."""

Node = Reference | Constant | Param | Choice | Months | Elsewhere | Stated | Sum | Operation
_READERS: dict[str, type[Elsewhere | Sum | Stated]] = {
    "sum": Sum,
    "last": Last,
    "earlier": Earlier,
    "opening": Opening,
    "before": Before,
    "cum": Cumulated,
    "years": Years,
    "stated": Stated,
}


@frozen
class Comparison:
    """Two sides and how they must stand: == <= >= < >, `near`, `meet`, or `together` (both above zero or neither)."""

    operator: str
    left: Node
    right: Node


def walk(node: Node) -> Iterator[Node]:
    """The node and everything beneath it."""
    yield node
    if isinstance(node, Operation):
        yield from walk(node.left)
        yield from walk(node.right)
    elif isinstance(node, Elsewhere | Stated | Sum):
        yield node.of


def here(node: Node) -> Iterator[Reference]:
    """The references of an expression that are read in the report itself, and in no other."""
    if isinstance(node, Reference):
        yield node
    elif isinstance(node, Operation):
        yield from here(node.left)
        yield from here(node.right)
    elif isinstance(node, Stated | Sum):
        yield node.of


def parse(text: str, choices: frozenset[str] = frozenset()) -> Node:
    """Read a value expression; raises KnownError that names what does not belong."""
    return _Parser(text, choices).value(_Parser.tree(text))


def parse_rule(text: str, choices: frozenset[str] = frozenset()) -> tuple[Comparison, ...]:
    """Read what must hold: a comparison, a chain of them, `near(a, b)` or `meet(a, b)`."""
    return _Parser(text, choices).comparisons(_Parser.tree(text))


def split(text: str) -> Reference:
    """Take a reference apart: `rice[local/tet].ton`, `rice[local_occasion:*]`, `ton`."""
    match = re.fullmatch(r"([a-z_]\w*)?(?:\[([^\]]*)\])?(?:\.([a-z_]\w*))?", text.strip())
    if match is None:
        raise KnownError(f'"{text}" không phải là cách gọi một ô (chỉ_tiêu[dòng].cột)')
    name, row, measure = match.groups()
    if measure is None and row is None:
        return Reference("", "", name or "")
    return Reference(name or "", row or "", measure or "")


class _Parser:
    def __init__(self, text: str, choices: frozenset[str]) -> None:
        self.choices = choices
        found = _REFERENCE.finditer(_strings_out(text))
        self.references = {f"_{number}": match.group() for number, match in enumerate(found)}

    @staticmethod
    def tree(text: str) -> ast.expr:
        count = iter(range(10_000))
        masked = _REFERENCE.sub(lambda _: f"_{next(count)}", _strings_out(text))
        strings = iter(re.findall(r"'[^']*'", text))
        masked = re.sub(r"''", lambda _: next(strings), masked)
        try:
            tree = ast.parse(masked, mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise KnownError(f"biểu thức {quoted(text)} viết sai cú pháp") from error
        level: list[ast.AST] = [tree]
        for _ in range(_DEEPEST):
            level = [child for node in level for child in ast.iter_child_nodes(node)]
        if level:
            raise KnownError(f"biểu thức {quoted(text)} lồng nhau quá sâu")
        return tree

    def value(self, tree: ast.expr) -> Node:
        match tree:
            case ast.Name(id=name) if name in self.references:
                text = self.references[name]
                return Choice(text) if text in self.choices else split(text)
            case ast.Constant(value=int() as number):
                return Constant(Fraction(number))
            case ast.Constant(value=float() as number) if isfinite(number):
                return Constant(Fraction(str(number)))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Operation("-", Constant(Fraction(0)), self.value(operand))
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATORS:
                return Operation(_OPERATORS[type(operator)], self.value(left), self.value(right))
            case ast.Call(func=ast.Name(id=name), args=args):
                return self.call(name, args)
        raise KnownError(f'biểu thức không dùng được "{ast.unparse(tree)}"')

    def call(self, name: str, args: list[ast.expr]) -> Node:
        match name, args:
            case "param", [ast.Constant(value=str() as param)]:
                return Param(param)
            case "months", []:
                return Months()
            case "mod", [left, right]:
                return Operation("mod", self.value(left), self.value(right))
            case _, [ast.Name()] if name in _READERS:
                inner = self.value(args[0])
                if isinstance(inner, Reference):
                    return _READERS[name](inner)
        if name not in _FUNCTIONS:
            raise KnownError(f'không có hàm "{name}"{nearest(name, (*_FUNCTIONS, *_RELATIONS))}')
        raise KnownError(f'hàm "{name}" dùng sai đối số')

    def comparisons(self, tree: ast.expr) -> tuple[Comparison, ...]:
        match tree:
            case ast.Call(func=ast.Name(id=name), args=[left, right]) if name in _RELATIONS:
                return (Comparison(name, self.value(left), self.value(right)),)
            case ast.Compare(left=first, ops=operators, comparators=rest) if all(
                type(operator) in _COMPARISONS for operator in operators
            ):
                sides = [self.value(side) for side in (first, *rest)]
                return tuple(
                    Comparison(_COMPARISONS[type(operator)], sides[i], sides[i + 1])
                    for i, operator in enumerate(operators)
                )
        raise KnownError(
            f'"{ast.unparse(tree)}" không phải là một phép so sánh (==, <=, >=, <, >, near, meet, together)'
        )


def _strings_out(text: str) -> str:
    return re.sub(r"'[^']*'", "''", text)


class Amount(NamedTuple):
    """A value and the interval that its rounding leaves open; all three are equal for an exact value."""

    value: Fraction
    low: Fraction
    high: Fraction

    @classmethod
    def of(cls, value: Fraction | int) -> Amount:
        """An exact amount."""
        exact = value if isinstance(value, Fraction) else Fraction(value)
        return cls(exact, exact, exact)


class Missing(Exception):  # noqa: N818 - not an error: the answer is "cannot be said yet"
    """A cell of the expression has no value."""


def operate(operator: str, left: Amount, right: Amount) -> Amount:
    """Interval arithmetic; division by an interval that holds zero raises Missing (nothing can be said)."""
    a, al, ah = left
    b, bl, bh = right
    exact = al is ah and bl is bh  # as `Amount.of` makes them
    if operator == "+":
        return Amount.of(a + b) if exact else Amount(a + b, al + bl, ah + bh)
    if operator == "-":
        return Amount.of(a - b) if exact else Amount(a - b, al - bh, ah - bl)
    if operator == "*":
        if exact:
            return Amount.of(a * b)
        ends = (al * bl, al * bh, ah * bl, ah * bh)
        return Amount(a * b, min(ends), max(ends))
    if bl.numerator <= 0 <= bh.numerator:
        raise Missing
    if operator == "mod":
        return Amount.of(a % b)
    if exact:
        return Amount.of(a / b)
    ends = (al / bl, al / bh, ah / bl, ah / bh)
    return Amount(a / b, min(ends), max(ends))
