"""Plan targets as plans print them: "< 3", ">= 1", "1,5-2", "khoảng 75", "100", or words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from forms import messages
from forms.amounts import Amounts, NotApplicable
from forms.bound import Check, Verdict
from forms.definitions import Target
from forms.errors import KnownError
from forms.expressions import Amount, Missing, split
from forms.numbers import read
from forms.period import PeriodKind
from forms.references import canonical
from forms.report import Address
from forms.rules import Finding, Severity

_WORDS = {"dưới": "<", "trên": ">", "không quá": "<=", "ít nhất": ">=", "từ": ">=", "≤": "<=", "≥": ">="}
_ABOUT = Fraction(1, 20)  # "khoảng" is met within a twentieth
_COMPARED = re.compile(rf"(<=|>=|<|>|{'|'.join(_WORDS)}|khoảng)?\s*([\d.,]+)\s*(?:[-–]\s*([\d.,]+))?\s*%?")


@dataclass(frozen=True, slots=True)
class Aim:
    """A target that can be compared: from `low` to `high` (None for no end), the ends themselves excluded if `open`."""

    low: Fraction | None
    high: Fraction | None
    open: bool = False

    def reached(self, value: Fraction) -> bool:
        """Whether a value reaches it."""
        if self.low is not None and (value < self.low or (self.open and value == self.low)):
            return False
        return self.high is None or value < self.high or (not self.open and value == self.high)


def aim(text: str, *, lower: bool = False) -> Aim | None:
    """Read a target; None for words, which nothing can be compared with.

    `lower` says that less is better: a plain number is then a ceiling, and a range is reached below it too.
    """
    match = _COMPARED.fullmatch(" ".join(text.casefold().split()))
    if match is None:
        return None
    try:
        low, high = (read(part).number.value if part else None for part in match.groups()[1:])
    except KnownError:
        return None
    operator = _WORDS.get(match[1] or "", match[1] or "")
    if low is None:
        return None
    if operator == "khoảng":
        return Aim(low * (1 - _ABOUT), low * (1 + _ABOUT))
    if operator in ("<", "<="):
        return Aim(None, low, operator == "<")
    if operator in (">", ">="):
        return Aim(low, None, operator == ">")
    return Aim(None, low if high is None else high) if lower else Aim(low, None)


def checks(amounts: Amounts) -> Iterator[Check]:
    """The targets of the report's year; a part of a year is not compared with them."""
    report = amounts.report
    if report.period.kind is not PeriodKind.YEAR:
        return
    for target in report.template.targets:
        compared = aim(target.text, lower=target.lower)
        if target.year == report.period.year and compared is not None:
            reference = split(target.cell)
            figure = report.template.figures[reference.figure]
            address = Address(figure.code, canonical(figure, reference.row), reference.measure)
            yield Reached(amounts, target, compared, address)


class Reached(Check):
    """A cell against the target for its year; informs where it is not reached."""

    def __init__(self, amounts: Amounts, target: Target, compared: Aim, address: Address) -> None:
        super().__init__(amounts, f"target.{target.name}", (address,))
        self.target = target
        self.aim = compared
        self.address = address

    def judge(self) -> Verdict | None:
        """Whether the value reaches the target."""
        try:
            now = self.amounts(self.address)
        except (Missing, NotApplicable):
            return None
        return None if self.aim.reached(now.value) else Verdict("plan.target", Severity.INFO, now, Amount.of(0))

    def tell(self, _verdict: Verdict) -> Finding:
        """Value and target as printed."""
        return messages.target(self.amounts.report, self.id, self.address, self.target)
