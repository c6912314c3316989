"""Checking a report: every rule bound to its cells, judged all at once or only where a cell changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from forms.checks import comparisons, declared, structure, targets, unplaced
from forms.checks.amounts import Amounts
from forms.checks.check import Check, Verdict
from forms.checks.findings import Finding
from forms.definitions.rules import Kind, Severity
from forms.definitions.template import Breakdown, Figure
from forms.errors import KnownError
from forms.report import strays
from forms.report.cells import Address
from forms.report.changes import Acceptance, SetAcceptance
from forms.report.report import Report
from forms.values import clock
from forms.values.text import tidy

_UNEVEN = "Số tổng hợp ở đây còn thiếu đơn vị nên chưa kết luận được."
_MOST_SHAPES = 100  # some 0.3 MB each


def check(report: Report) -> list[Finding]:
    """Every finding of a report, most serious first, then in the order of the paper."""
    return Checker(report).findings()


class Weigher:
    """How serious the findings of many reports are: those of one shape share the checks that are bound for it."""

    def __init__(self) -> None:
        self._bound: dict[object, tuple[Amounts, list[Check]]] = {}

    def weights(self, report: Report) -> Iterator[Severity]:
        """How serious each finding of a report is, without saying what it is."""
        for item in self._checks(report):
            verdict = item.judge()
            if verdict is not None:
                yield item.weighed(verdict).severity

    def _checks(self, report: Report) -> Iterable[Check]:
        if report.neighbours or report.plan is not None or strays.found(report):
            return _bind(Amounts(report))
        key = (id(report.template), report.shape())  # a template that is bound is kept with its amounts
        if key not in self._bound:
            if len(self._bound) == _MOST_SHAPES:
                del self._bound[next(iter(self._bound))]
            amounts = Amounts(report)
            self._bound[key] = (amounts, list(_bind(amounts)))
        amounts, checks = self._bound[key]
        amounts.report = report
        return checks


class Checker:
    """The checks of one report, by the cells that they touch; make a new one when rows were added or renamed."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.amounts = Amounts(report)
        self.checks: list[Check] = list(_bind(self.amounts))
        self._touching: dict[Address, list[int]] = defaultdict(list)
        for index, item in enumerate(self.checks):
            for address in item.cells:
                self._touching[address].append(index)
        self._verdicts: dict[int, Verdict] = {}
        self._found: dict[int, Finding] = {}
        self._run(range(len(self.checks)))

    def findings(self) -> list[Finding]:
        """What was found, most serious first, then in the order of the paper; the accepted ones say so."""
        found = [self._with_acceptance(self._found[index]) for index in sorted(self._found)]
        return sorted(found, key=lambda finding: finding.severity.rank)

    def changed(self, address: Address) -> None:
        """Judge again the rules that touch a cell, or one that stands by what is filled in, and that fail beside it."""
        reached = [address]
        if self.report.stands_as_filled(self.report.template.figures[address.figure]):
            reached = [one for one in self._touching if one.figure == address.figure]
        touched = dict.fromkeys(index for one in reached for index in self.touching(one))
        self._run((*touched, *self.failing_beside(address)))

    def touching(self, address: Address) -> Sequence[int]:
        """The checks of a cell, by their places in `checks`."""
        return self._touching.get(address, ())

    def failing_beside(self, address: Address) -> Iterator[int]:
        """The failing checks that a cell bears upon though they do not judge it, by their places in `checks`."""
        return (index for index in self._verdicts if address in self.checks[index].beside)

    def additions(self, figure: Figure, breakdown: Breakdown, row: str) -> list[structure.Addition]:
        """The checks of the rows of a breakdown against the row that they break down, one for each of its measures."""
        totals = [Address(figure.code, row, target) for target in breakdown.columns_into(figure.measures_at(row))]
        checks = (self.checks[index] for total in totals for index in self._touching.get(total, ()))
        found = [check for check in checks if isinstance(check, structure.Addition) and check.breakdown is breakdown]
        return [check for check in found if check.total in totals and check.kind is not Kind.MARGIN]

    def verdict(self, index: int) -> Verdict | None:
        """What a check found."""
        return self._verdicts.get(index)

    def failing(self) -> dict[int, Verdict]:
        """The checks that found an error or a warning, by their places in `checks`."""
        return {i: verdict for i, verdict in self._verdicts.items() if verdict.severity is not Severity.INFO}

    def index(self, finding: Finding) -> int:
        """The place in `checks` of the check that a finding came from."""
        return next(index for index, found in self._found.items() if found.id == finding.id)

    def _run(self, indexes: Iterable[int]) -> None:
        for index in indexes:
            verdict = self.checks[index].judge()
            if verdict is None:
                self._verdicts.pop(index, None)
                self._found.pop(index, None)
            else:
                self._verdicts[index] = weighed = self.checks[index].weighed(verdict)
                finding = replace(self.checks[index].finding(verdict), period=self.report.period)
                if weighed is not verdict:
                    remark = f"{finding.message} {_UNEVEN}"
                    finding = replace(finding, severity=weighed.severity, message=remark)
                self._found[index] = finding

    def _with_acceptance(self, finding: Finding) -> Finding:
        accepted = self.report.acceptances.get(finding.id)
        if accepted is None or not finding.acceptable or accepted.cells != _seen(self.report, finding):
            return finding
        return replace(finding, accepted=accepted)


def accept(report: Report, finding: Finding, reason: str, who: str, at: datetime | None = None) -> SetAcceptance:
    """The change by which a finding is accepted for a written reason; it lapses when one of its cells changes.

    Raises KnownError where the rule lets nobody accept it, or the reason is empty.
    """
    reason = tidy(reason)
    if not finding.acceptable:
        raise KnownError(f"{finding.message} Lỗi này phải sửa số, không giải trình được.")
    if not reason:
        raise KnownError(f"{finding.message} Đề nghị ghi lý do giải trình.")
    when = (at or clock.now()).replace(microsecond=0)
    return SetAcceptance(finding.id, Acceptance(reason, who, when, _seen(report, finding)))


def _seen(report: Report, finding: Finding) -> str:
    """What was seen when a finding was accepted: its cells, and what they were compared with."""
    return f"{report.imprint(finding.cells)}:{finding.expected or ''}"


def _bind(amounts: Amounts) -> Iterator[Check]:
    """Every check of a report, in the order of the paper."""
    template = amounts.report.template
    for figure in template.figures.values():
        yield from structure.checks(amounts, figure)
        yield from comparisons.of_figure(amounts, figure)
    for rule in template.rules:
        yield from declared.checks(amounts, rule)
    yield from declared.lapsed(amounts)
    yield from targets.checks(amounts)
    yield from unplaced.checks(amounts)
    for section in template.sections.values():
        yield from comparisons.of_section(amounts, section)
