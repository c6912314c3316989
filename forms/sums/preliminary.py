"""Numbers that are preliminary: a remark of a cell, and of a sum with it, until what recognises it is there.

The remark goes with the number through undo, history and files; whoever types another number leaves it behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from forms.definitions.template import Column, Figure
from forms.report.cells import Address, Mark, MarkKind
from forms.report.changes import SetCell
from forms.report.report import Report
from forms.sums.called_rows import called
from forms.values.text import first_named

_DECISION = "quyết định công nhận"
_NAMED = 3  # offices


def remark(figure: Figure) -> str:
    """What is said of its preliminary numbers: "sơ bộ, chờ quyết định công nhận"."""
    return f"sơ bộ, chờ {figure.waits_for or _DECISION}"


def remark_of_sum(figure: Figure, names: Sequence[str]) -> str:
    """What is said of a sum that has preliminary numbers of some offices in it."""
    return f"có số sơ bộ của {first_named(names, _NAMED, 'đơn vị')}, chờ {figure.waits_for or _DECISION}"


def numbers(report: Report, figure: Figure) -> list[Address]:
    """The cells of a figure that hold a number of what was done; its plan is nobody's result."""
    return [
        address
        for address in report.addresses(figure)
        if (cell := report.cells.get(address)) and cell.number and report.measure(address).column is Column.VALUE
    ]


def places(report: Report) -> list[Address]:
    """The cells of a report that are preliminary, their rows called as in every report."""
    figures = report.template.figures
    return [
        address._replace(row=called(figures[address.figure], address.row, report.rows))
        for address, cell in report.cells.items()
        if cell.preliminary and address.figure in figures and report.has(address)
    ]


def is_told(report: Report, addresses: Iterable[Address]) -> bool:
    """Whether all of some cells say that they are preliminary."""
    return all((cell := report.cells.get(address)) is not None and cell.preliminary for address in addresses)


def tell(report: Report, addresses: Iterable[Address]) -> Iterator[SetCell]:
    """The changes by which cells say that their numbers are preliminary."""
    for address in addresses:
        cell = report.cells.get(address)
        if cell is not None and cell.number is not None and not cell.preliminary:
            words = remark(report.template.figures[address.figure])
            yield SetCell(address, cell.marked(Mark(MarkKind.PRELIMINARY, words)))


def withdraw(report: Report, addresses: Iterable[Address]) -> Iterator[SetCell]:
    """The changes that take the remark back: the numbers are recognised, and stay as they are."""
    for address in addresses:
        cell = report.cells.get(address)
        if cell is not None and cell.preliminary:
            kept = tuple(mark for mark in cell.marks if mark.kind is not MarkKind.PRELIMINARY)
            yield SetCell(address, replace(cell, marks=kept))
