"""What must hold among the cells of a report, and the findings where it does not.

Structure gives most rules (a partition adds up, a subset stays below, a percentage follows from its
measures); section files declare the rest as expressions. A rule is bound to the cells of a report once;
evaluating it is arithmetic on exact fractions.

Two comparisons for rounded numbers: `near` holds when the right side lies within half a unit of the last
decimal shown on the left; `meet` holds when the intervals of both sides have a point in common (XBRL
Calculations 1.1). Failing `meet` is an error; failing only `near` is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from forms import expressions
from forms.expressions import Amount, Choice, Comparison, Node, Operation
from forms.numbers import Number

if TYPE_CHECKING:
    from forms.report import Acceptance, Address
    from forms.sentences import Sentence


class Severity(StrEnum):
    """How much a finding weighs, most serious first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Kind(StrEnum):
    """What sort of rule it is: chooses message and help, never code."""

    DOMAIN = "domain"
    PARTITION = "partition"
    SUBSET = "subset"
    OVERLAP = "overlap"
    RATIO = "ratio"
    STOCK_FLOW = "stock_flow"
    NORM = "norm"
    EQUALITY = "equality"
    BOUND = "bound"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a section file: what `holds`, `at` which rows (all, where empty), and what to say if not.

    `any` names constants of which one must fit; `says` and `instruction` may print cells.
    """

    name: str
    kind: Kind
    holds: tuple[Comparison, ...]
    says: Sentence
    severity: Severity = Severity.ERROR
    instruction: str = ""
    at: str = ""
    any: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CellChange:
    """What a suggestion would put in the place of a number; None for `new` clears the cell."""

    address: Address
    old: Number
    new: Number | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Changes after which rules hold that fail now; `reason` says in words why they are likely.

    `resolves` counts the errors and warnings that would go.
    """

    changes: tuple[CellChange, ...]
    reason: str
    resolves: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that does not hold. `actual` is what stands there, `expected` what the rule computes.

    `id` is stable: the rule and the row at which it stands. `code` never changes its meaning. An `acceptable`
    finding may stand for a written reason, kept in `accepted` until one of its cells changes.
    """

    id: str
    code: str
    severity: Severity
    cells: tuple[Address, ...]
    message: str
    instruction: str
    expected: Number | None = None
    actual: Number | None = None
    acceptable: bool = False
    accepted: Acceptance | None = None

    @property
    def open(self) -> bool:
        """Whether it stands in the way of "final": an error or a warning that nobody has accepted."""
        return self.severity is not Severity.INFO and self.accepted is None

    @property
    def difference(self) -> Fraction | None:
        """Actual minus expected."""
        if self.actual is None or self.expected is None:
            return None
        return self.actual.value - self.expected.value


def compare(comparison: Comparison, left: Amount, right: Amount) -> str:
    """Return "" when the comparison holds, "near" when only rounding could explain it, else "fails"."""
    a, b = left.value, right.value
    match comparison.operator:
        case "near" | "meet" as operator:
            if left.low > right.high or right.low > left.high:
                return "fails"
            close = abs(a - b) <= (left.high - left.low) / 2
            return "" if close or operator == "meet" else "near"
        case "==":
            holds = a == b
        case "<=":
            holds = a <= b
        case ">=":
            holds = a >= b
        case "<":
            holds = a < b
        case _:
            holds = a > b
    return "" if holds else "fails"


def leaves(node: Node) -> Iterator[Node]:
    """The parts of an expression that are not arithmetic, sums and last-period references whole."""
    if isinstance(node, Operation):
        yield from leaves(node.left)
        yield from leaves(node.right)
    else:
        yield node


def substitute(node: Node, choices: Mapping[str, Fraction]) -> Node:
    """Put constants in the place of choices."""
    if isinstance(node, Operation):
        return Operation(node.operator, substitute(node.left, choices), substitute(node.right, choices))
    if isinstance(node, Choice):
        return expressions.Constant(choices[node.name])
    return node
