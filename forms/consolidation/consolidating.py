"""The report that those of the lower offices come to: every cell with how it is made, and of how many offices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from forms.checks.amounts import Amounts, Bound, NotApplicable, Standpoint, bind, cells, evaluate
from forms.definitions import row_ids
from forms.definitions.expressions import Missing
from forms.definitions.template import Merge
from forms.report.cells import Address, Cell, State
from forms.report.changes import OpenRow
from forms.report.report import Report
from forms.sums.called_rows import called, joined
from forms.sums.methods import method
from forms.sums.tallies import Tallies, Tally
from forms.values.frozen import frozen
from forms.values.numbers import exact, rounded

_SILENT = frozenset({Merge.OWN, Merge.NONE})
_PASSES = 5  # formulas that read formulas


class Consolidated(NamedTuple):
    """A cell as lower offices state it: how it is made, what it holds (None: nothing can be said), of how many."""

    address: Address
    how: Merge
    cell: Cell | None
    counted: int
    missing: int
    mixed: bool = False  # some state it as final and some as an estimate
    unlike: bool = False  # a list of which they say different things
    uneven: bool = False  # a rate whose numbers may come from different offices

    @property
    def state(self) -> State:
        """What is stated; awaited where nothing can be said."""
        return self.cell.state if self.cell else State.AWAITED


@frozen
class Consolidation:
    """What lower offices come to: a report of those cells, its rows numbered as in the draft that it was made for."""

    report: Report
    cells: tuple[Consolidated, ...]
    below: Tallies


def consolidate(draft: Report, below: Tallies) -> Consolidation:
    """Make the report that lower offices come to; rows keep the numbers of the draft, which is not touched."""
    report = Report(draft.template, draft.unit, draft.period, rows=dict(draft.rows))
    _add_rows(report, below.labels)
    found: dict[Address, Consolidated] = {}
    for figure in report.template.figures.values():
        for address in report.addresses(figure):
            place = address._replace(row=joined(called(figure, address.row, report.rows)))
            how = method(report.template, figure, address.row, report.measure(address))
            made = _made(address, how, below.tally(place, how), below.expected)
            found[address] = made
            if made.cell is not None:
                report.cells[address] = made.cell
    _compute(report, found, below)
    return Consolidation(report, tuple(found.values()), below)


def _add_rows(report: Report, labels: Mapping[tuple[str, str], str]) -> None:
    """Add the rows that lower offices have, each after the one that it hangs on."""
    there = {
        (code, joined(called(report.template.figures[code], row, report.rows))): row
        for (code, row), held in report.rows.items()
        if not held.removed and code in report.template.figures
    }
    for code, row in sorted(labels, key=lambda key: (key[0], row_ids.depth(key[1]), key[1])):
        above, breakdown, _ = row_ids.split(row)
        if (code, row) in there:
            continue
        parent = _own(there, code, above)
        numbers = [row_ids.number(one) or 0 for figure, one in report.rows if figure == code]
        added = row_ids.added(parent, breakdown, max(numbers, default=0) + 1)
        there[code, row] = added
        position = 1 + max((one.position for one in report.rows.values() if one.figure == code), default=0)
        report.rows[code, added] = OpenRow(code, added, labels[code, row], position)


def _own(there: Mapping[tuple[str, str], str], code: str, row: str) -> str:
    """The id in the report of a joined row that may hang on added ones."""
    own = ""
    for one in row_ids.lineage(row):
        _, breakdown, key = row_ids.split(one)
        own = there.get((code, one)) or row_ids.child(own, breakdown, key)
    return own


def _made(address: Address, how: Merge, tally: Tally, expected: int) -> Consolidated:
    unlike = how is Merge.LIST and (tally.least != tally.most or (tally.counted > 0 and tally.state is None))
    cell = None
    if how not in _SILENT and how is not Merge.RECOMPUTE and not unlike and tally.state is not None:
        number = tally.number
        if number is not None and how is not Merge.SUM and tally.most is not None:
            number = exact(tally.most, number.decimals)
        cell = Cell(number, tally.state)
    return Consolidated(
        address,
        how,
        cell,
        tally.counted,
        expected - tally.counted,
        mixed=how is Merge.SUM and tally.finals > 0 and tally.estimates > 0,
        unlike=unlike and tally.counted > 0,
    )


def _compute(report: Report, found: dict[Address, Consolidated], below: Tallies) -> None:
    """Compute the rates from what was added up, as often as formulas read one another."""
    amounts = Amounts(report)
    waiting = dict(formulas(report, found))
    for _ in range(_PASSES):
        for address, bound in list(waiting.items()):
            inputs = [found[one] for one in cells(bound) if one in found]
            if any(one.address in waiting for one in inputs):
                continue
            del waiting[address]
            found[address] = _computed(report, found[address], inputs, _value(bound, amounts), below)
            cell = found[address].cell
            if cell is not None:
                report.cells[address] = cell


def formulas(report: Report, found: Mapping[Address, Consolidated]) -> Iterator[tuple[Address, Bound]]:
    """The rates that are computed anew, each bound to the cells that it reads."""
    for address, made in found.items():
        computed = report.measure(address).computed
        if made.how is Merge.RECOMPUTE and computed is not None:
            figure = report.template.figures[address.figure]
            try:
                yield address, bind(computed, Standpoint(report, figure, address.row))
            except Missing:
                continue  # a constant that is not in force


def _value(bound: Bound, amounts: Amounts) -> Fraction | None:
    try:
        return evaluate(bound, amounts, amounts).value
    except (Missing, NotApplicable):
        return None


def _computed(
    report: Report, made: Consolidated, inputs: list[Consolidated], value: Fraction | None, below: Tallies
) -> Consolidated:
    """A rate; nothing can be said of one whose numbers may come from different offices.

    Where not all that sent state a number, as many may state the other one and be others.
    """
    counts = {one.counted for one in inputs}
    counted = min(counts, default=0)
    even = counts <= {below.whole}
    states = {one.state for one in inputs}
    cell = None
    if value is not None and even:
        rate = rounded(value, report.measure(made.address).decimals)
        cell = Cell(rate, State.ESTIMATE if State.ESTIMATE in states else State.STATED)
    elif states and states <= {State.NIL, State.NOT_APPLICABLE}:
        cell = Cell(None, State.NIL if State.NIL in states else State.NOT_APPLICABLE)
    uneven = cell is None and not even and counted > 0
    return made._replace(cell=cell, counted=counted, missing=below.expected - counted, uneven=uneven)
