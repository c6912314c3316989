"""Two revisions of a report beside each other: every cell that differs, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from forms.definitions.template import Merge
from forms.report.cells import Address, Cell
from forms.report.entry import shown
from forms.report.report import Report
from forms.sums.methods import method
from forms.values.numbers import exact, show
from storage.intake import differences

BLANK = "để trống"


@dataclass(frozen=True, slots=True)
class CellDifference:
    """A cell as it was and is; `moves` is what that adds to a sum of offices, None where it is no part of one."""

    place: str
    before: str
    now: str
    moves: Fraction | None

    @property
    def move(self) -> str:
        """What it adds to a sum, with its sign; "" for nothing."""
        if not self.moves:
            return ""
        return f"{'+' if self.moves > 0 else '−'}{show(exact(abs(self.moves)))}"


def compared(before: Report, now: Report) -> Iterator[CellDifference]:
    """Every cell that differs between two revisions, in the order of their names."""
    there, here = _places(before), _places(now)
    for place in differences(before, now):
        old, new = (
            report.cells[places[place]] if place in places else None
            for report, places in ((before, there), (now, here))
        )
        report, places = (now, here) if place in here else (before, there)
        address = places[place]
        yield CellDifference(named(report, address), _text(old), _text(new), _moves(report, address, old, new))


def _places(report: Report) -> dict[tuple[str, str, str], Address]:
    """The cells of a report by what they are called in any revision."""
    figures = report.template.figures
    return {(one.figure, report.path(figures[one.figure], one.row), one.measure): one for one in report.cells}


def named(report: Report, address: Address) -> str:
    """What a cell is called: its figure, its row, and its measure where the figure has several."""
    figure = report.template.figures[address.figure]
    parts = [figure.name]
    if address.row:
        parts.append(report.label(figure, address.row))
    if len(figure.measures_at(address.row)) > 1:
        parts.append(report.measure(address).label.lower())
    return ", ".join(parts)


def _text(cell: Cell | None) -> str:
    return shown(cell) or BLANK


def _moves(report: Report, address: Address, old: Cell | None, new: Cell | None) -> Fraction | None:
    figure = report.template.figures[address.figure]
    if method(report.template, figure, address.row, report.measure(address)) is not Merge.SUM:
        return None
    values = [cell.number.value if cell and cell.number else Fraction(0) for cell in (old, new)]
    return values[1] - values[0]
