"""What must hold among the cells of a report, and the findings where it does not.

Structure gives most rules (a partition adds up, a subset stays below, a percentage follows from its
measures); section files declare the rest as expressions. A rule is bound to the cells of a report once;
evaluating it is arithmetic on exact fractions.

Two comparisons for rounded numbers: `near` holds when the right side lies within half a unit of the last
decimal shown on the left; `meet` holds when the intervals of both sides have a point in common (XBRL
Calculations 1.1). Failing `meet` is an error; failing only `near` is a warning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from forms.definitions.expressions import Amount, Comparison
from forms.values.frozen import frozen

if TYPE_CHECKING:
    from forms.definitions.sentences import Sentence


class Severity(StrEnum):
    """How much a finding weighs, most serious first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Its place in the order of weight, 0 the most serious."""
        return list(Severity).index(self)


SEVERITY_LABELS = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.INFO: "Lưu ý"}


class Kind(StrEnum):
    """What sort of rule it is: chooses message and help, never code. A section file may declare any from RATIO on."""

    DOMAIN = "domain"  # a number that its cell does not take
    LABELS = "labels"  # two open rows of one name
    PARTITION = "partition"
    SUBSET = "subset"
    OVERLAP = "overlap"
    MARGIN = "margin"  # a table of two breakdowns: its rows and its columns end in the same totals
    CUMULATIVE = "cumulative"  # what counts from January on does not fall
    CHANGE = "change"  # far from the year before
    SCALE = "scale"  # a thousand or a million times too large or too small
    COPIED = "copied"  # the numbers of the year before once more
    SHARED = "shared"  # the office's other report on the period says another number
    CHILDREN = "children"  # the reports of the lower offices add up
    RATIO = "ratio"
    COMPLETENESS = "completeness"
    EQUALITY = "equality"
    BOUND = "bound"
    STOCK_FLOW = "stock_flow"
    NORM = "norm"
    CONDITIONAL = "conditional"
    PLAN = "plan"


class WhenMissing(StrEnum):
    """What a rule does where cells have no value; a vouched nil has one, zero."""

    SKIP_ANY = "skip_any"  # says nothing until every cell is stated
    SKIP_ALL = "skip_all"  # counts missing cells as zero, as long as one is stated
    BOUND = "bound"  # a missing cell may still be anything from zero upwards


@frozen
class Rule:
    """A rule of a section file: what `holds`, `at` which rows, and what it `says` if not.

    `when` limits it to reports in which a condition holds. `any` names constants of which one must fit. `missing`
    says what blank cells do. `acceptable` lets an error stand for a written reason; a warning always may.
    """

    name: str
    kind: Kind
    holds: tuple[Comparison, ...]
    says: Sentence
    severity: Severity = Severity.ERROR
    instruction: str = ""
    at: str = ""
    when: tuple[Comparison, ...] = ()
    missing: WhenMissing = WhenMissing.SKIP_ANY
    acceptable: bool = False
    any: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)


BOUNDLESS = Fraction(10**18)  # how far a missing cell may reach: beyond every number that a cell takes
_UNKNOWN = BOUNDLESS / 1000  # what reaches so far has a missing cell in it


def compare(operator: str, left: Amount, right: Amount, *, loose: bool = False) -> str:
    """Return "" when two sides stand as the operator says, "near" when only rounding could explain it, else "fails".

    Sides that are `loose`, since a word leaves them open, fail only if they could not stand so. Where a cell is missing
    (`WhenMissing.BOUND`) the sides fail only if no value of it could make them hold.
    """
    if operator in ("near", "meet"):
        if left.low > right.high or right.low > left.high:
            return "fails"
        close = abs(left.value - right.value) <= (left.high - left.low) / 2
        return "" if loose or close or operator == "meet" else "near"
    if _holds(operator, left.value, right.value):
        return ""
    if not _could_hold(operator, left, right):  # asked first: most that fails could not hold either
        return "fails"
    unknown = max(left.high, right.high, -left.low, -right.low) >= _UNKNOWN
    return "" if unknown or (loose and operator != "together") else "fails"


def _holds(operator: str, left: Fraction, right: Fraction) -> bool:
    match operator:
        case "together":
            return (left > 0) == (right > 0)
        case "==":
            return left == right
        case "<=":
            return left <= right
        case ">=":
            return left >= right
        case "<":
            return left < right
        case _:
            return left > right


def _could_hold(operator: str, left: Amount, right: Amount) -> bool:
    match operator:
        case "<=" | "<":
            return left.low <= right.high
        case ">=" | ">":
            return left.high >= right.low
        case "==":
            return left.low <= right.high and right.low <= left.high
    return True
