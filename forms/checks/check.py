"""A rule bound to cells of one report: how it judges them, and how it says so."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from forms.checks.amounts import Amounts
from forms.checks.findings import Finding
from forms.definitions.expressions import Amount
from forms.definitions.rules import Severity
from forms.report.cells import Address
from forms.values.frozen import frozen


@frozen
class Verdict:
    """Why a check does not hold: its code and weight, and what the sides of the rule came to, where it has sides."""

    code: str
    severity: Severity
    left: Amount | None = None
    right: Amount | None = None
    blank: int = 0  # cells without a value, where the code is about them

    @property
    def values(self) -> tuple[Fraction, Fraction]:
        """What the sides came to; nought for a side that the rule does not have."""
        left, right = (side.value if side else Fraction(0) for side in (self.left, self.right))
        return left, right


class Check(ABC):
    """A rule bound to cells of one report. `cells` begin with the one that officers compute from the others."""

    sums = False  # whether the first cell is the sum of the others
    equates = False  # whether it is an equation, which can be solved for one of its cells
    reads_others = False  # whether it compares its cells with numbers of other periods

    def __init__(self, amounts: Amounts, identity: str, cells: Iterable[Address]) -> None:
        self.amounts = amounts
        self.id = identity
        self.cells = tuple(dict.fromkeys(cells))

    @property
    def beside(self) -> frozenset[Address]:
        """Cells that bear upon what is wrong with its own, though it does not judge them."""
        return frozenset()

    @abstractmethod
    def judge(self) -> Verdict | None:
        """What is wrong with the cells as they stand; None where the rule holds or cannot speak yet."""

    def weighed(self, verdict: Verdict) -> Verdict:
        """A verdict of its own, which is a mere information where sums lack offices that its other numbers contain."""
        report = self.amounts.report
        if verdict.severity is Severity.INFO or not report.coverage:
            return verdict
        cells = [(address, self.amounts.cell(address)) for address in self.cells]
        covers = {report.coverage.get(address) if cell.lacking else None for address, cell in cells if cell is not None}
        uneven = covers != {None} and (len(covers) > 1 or self.reads_others)
        return replace(verdict, severity=Severity.INFO) if uneven else verdict

    @abstractmethod
    def finding(self, verdict: Verdict) -> Finding:
        """The verdict as a finding, in words."""

    def likely(self, value: Fraction) -> float:  # noqa: ARG002 - most rules favour no value
        """How likely a value of its first cell is by what the rule compares with: from 0 to 1."""
        return 1.0

    def gap(self) -> tuple[Fraction, Fraction] | None:
        """How far apart the sides of an equation are (left minus right), and how far they may be.

        None for a rule that is no equation or cannot speak yet.
        """
        return None
