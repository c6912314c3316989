"""Findings: rules that do not hold, and what would make them hold."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from forms.values.frozen import frozen
from forms.values.numbers import Number

if TYPE_CHECKING:
    from forms.report.cells import Address
    from forms.report.changes import Acceptance
    from forms.values.period import Period
from forms.definitions.rules import Severity


@frozen
class CellChange:
    """What a suggestion would put in the place of a number; None for `new` clears the cell."""

    address: Address
    old: Number
    new: Number | None


@frozen
class Suggestion:
    """Changes after which rules hold that fail now; `reason` says it in a sentence, `why` is the end of it.

    `resolves` counts the errors and warnings that would go; `best` says that no other is nearly as likely. `price` says
    what would no longer hold: only what the parts of a total come to is offered at one, never as the best.
    """

    changes: tuple[CellChange, ...]
    reason: str
    resolves: int
    why: str
    best: bool = False
    price: str = ""
    period: Period | None = None  # of the report in which it would be made; set by who asked for it


@frozen
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
    period: Period | None = None  # of the report in which it stands; set by the checker

    @property
    def kind(self) -> str:
        """The kind of rule that does not hold: its code without what may be wrong with one."""
        return self.code.partition(".")[0]

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
