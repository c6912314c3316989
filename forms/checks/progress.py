"""How far a report is: which cells are still to be filled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from forms.checks.findings import Finding
from forms.definitions.rules import Severity
from forms.definitions.span import Across
from forms.definitions.template import Figure, Section
from forms.report.cells import Address, reads_as_zero
from forms.report.report import Report
from forms.values.frozen import frozen


@frozen
class Left:
    """What a report still wants: errors, warnings without a written reason, blank cells, and where the first is."""

    errors: int
    warnings: int
    blank: int
    first: Address | None

    @property
    def sentence(self) -> str:
        """All of it in one line; "" when nothing is left."""
        parts = [
            f"{self.errors} lỗi" if self.errors else "",
            f"{self.warnings} cảnh báo chưa giải trình" if self.warnings else "",
            f"{self.blank} ô trống" if self.blank else "",
        ]
        sentence = ", ".join(part for part in parts if part)
        return f"Còn {sentence}." if sentence else ""


class Gap(NamedTuple):
    """How many cells of a figure need nothing more, and how many it has."""

    label: str
    full: int
    cells: int


def left(report: Report, findings: Iterable[Finding]) -> Left:
    """What a report with these findings still wants; those that are open come before blank cells."""
    standing = [finding for finding in findings if finding.open]
    errors = sum(finding.severity is Severity.ERROR for finding in standing)
    sections = report.template.sections.values()
    blank = [
        address for section in sections for figure in report.figures(section) for address in missing(report, figure)
    ]
    places = [*(finding.cells[0] for finding in standing), *blank]
    return Left(errors, len(standing) - errors, len(blank), places[0] if places else None)


def missing(report: Report, figure: Figure) -> list[Address]:
    """The blank cells of a figure, without those whose breakdown reads a blank as zero in a stated row."""
    return [
        address
        for address in report.addresses(figure)
        if report.cell(address) is None
        and not (address.row and reads_as_zero(figure.breakdown_of(address.row), address, report.cells.get))
    ]


def gaps(report: Report, section: Section) -> list[Gap]:
    """How full the figures of a section are in a whole document, as its form counts them, in order."""
    found = []
    for figure in report.figures(section):
        counts = [filled(one, figure) for one in (report.span if figure.across is Across.EACH else (report,))]
        found.append(Gap(figure.label, sum(full for full, _ in counts), sum(cells for _, cells in counts)))
    return found


def filled(report: Report, figure: Figure) -> tuple[int, int]:
    """How many cells of a figure need nothing more, and how many there are."""
    total = sum(1 for _ in report.addresses(figure))
    return total - len(missing(report, figure)), total


def whole(report: Report) -> tuple[int, int]:
    """How many cells of a whole document need nothing more, and how many there are, as its form counts them."""
    found = [gap for section in report.template.sections.values() for gap in gaps(report, section)]
    return sum(gap.full for gap in found), sum(gap.cells for gap in found)
