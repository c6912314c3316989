"""How far a report is: which cells are still to be filled."""

from __future__ import annotations

from forms.definitions import Figure
from forms.report import Address, Report


def missing(report: Report, figure: Figure) -> list[Address]:
    """The blank cells of a figure, without those whose breakdown reads a blank as zero in a stated row."""
    return [
        address
        for address in report.addresses(figure)
        if address not in report.cells and not _counts_as_zero(report, figure, address)
    ]


def _counts_as_zero(report: Report, figure: Figure, address: Address) -> bool:
    if not address.row:
        return False
    breakdown = figure.breakdown_of(address.row)
    return breakdown.blank == "zero" and any(
        Address(address.figure, address.row, measure) in report.cells for measure in breakdown.measures
    )


def filled(report: Report, figure: Figure) -> tuple[int, int]:
    """How many cells of a figure need nothing more, and how many there are."""
    total = sum(1 for _ in report.addresses(figure))
    return total - len(missing(report, figure)), total
