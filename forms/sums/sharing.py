"""One number in several reports: what an office says of one figure for one period on more than one template.

A figure is the same where code, name, row and unit are: templates that mean something else call it something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from forms.report.cells import STATE_LABELS, Address, Cell, Mark, MarkKind
from forms.report.changes import SetCell
from forms.report.report import Report
from forms.values.numbers import show
from forms.values.text import fold, lowered


class Shared(NamedTuple):
    """A cell of a report, and what another report says of the same number."""

    address: Address
    other: Report
    cell: Cell


def twin(report: Report, other: Report, address: Address) -> Address | None:
    """Where another template has the same number; None where it has not."""
    mine, theirs = report.template.figures[address.figure], other.template.figures.get(address.figure)
    if theirs is None or fold(theirs.label) != fold(mine.label):
        return None
    there = report.counterpart(other, address)
    if there is None or there.row not in other.all_rows(theirs):
        return None
    if there.row and fold(other.label(theirs, there.row)) != fold(report.label(mine, address.row)):
        return None
    measure = theirs.measures_at(there.row).get(address.measure)
    alike = measure is not None and theirs.unit(there.row, there.measure) == mine.unit(address.row, address.measure)
    return there if alike else None


def offered(report: Report) -> Iterator[Shared]:
    """What other reports of the office on this period say of the cells that are blank here, in the order of paper.

    Where several say something, it is the first one's.
    """
    figures = (figure for figure in report.template.figures.values() if report.siblings and report.concerns(figure))
    for address in (address for figure in figures for address in report.addresses(figure)):
        if report.cell(address) is None:
            twins = ((other, twin(report, other, address)) for other in report.siblings)
            said = (Shared(address, other, cell) for other, there in twins if there and (cell := other.cell(there)))
            yield from islice(said, 1)


def lines(report: Report) -> list[str]:
    """What is offered, a line a cell: which number, from which report."""
    found = []
    for one in offered(report):
        figure = report.template.figures[one.address.figure]
        row = f" - {report.label(figure, one.address.row)}" if one.address.row else ""
        number = show(one.cell.number) if one.cell.number else STATE_LABELS[one.cell.state].lower()
        place = f"{figure.label}{row}, {lowered(report.measure(one.address).label)}"
        found.append(f"{place}: {number} ({one.other.template.title})")
    return found


def changes(report: Report) -> list[SetCell]:
    """The changes that take over what is offered."""
    return [
        SetCell(one.address, Cell(one.cell.number, one.cell.state, marks=_kept(one.cell))) for one in offered(report)
    ]


def _kept(cell: Cell) -> tuple[Mark, ...]:
    """What is said of a number wherever it stands: its word, and that it is preliminary."""
    return tuple(mark for mark in cell.marks if mark.kind in {MarkKind.WORDED, MarkKind.PRELIMINARY})
