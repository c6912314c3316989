"""The appendix of a section as lines: one for each quantity of a figure or row, with its plan and percentage.

Writers turn lines into tables (PDF, DOCX) or into a sheet with formulas (XLSX).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import count, pairwise, zip_longest

from forms.definitions import row_ids
from forms.definitions.tables import Shows, TableDefinition
from forms.definitions.template import Breakdown, Column, Figure, Measure, Plan, Relation, Section
from forms.document import columns
from forms.document.columns import Series
from forms.document.signs import signed
from forms.narrative import movement
from forms.narrative.blocks import Table, TableCell
from forms.narrative.lacking import starred
from forms.report import details
from forms.report.cells import STATE_LABELS, Address, Cell, State, reads_as_zero
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.numbers import Number, rounded, show
from forms.values.style import printed, trimmed
from forms.values.text import fold, lowered

_WHERE_STATED = frozenset({Shows.PLAN, Shows.PERCENT, Shows.CHANGE})
_NOTHING = frozenset({"", STATE_LABELS[State.NIL]})


@frozen
class AppendixLine:
    """One line of an appendix: a quantity, one more plan of the quantity above it, or the head of a breakdown.

    Its cells are those of `report`: of the latest period that has the line. `of` is the cell that `plan` is the plan
    of, and `reached` what is planned of it. What `hangs` says more of the row above it; a line `leads` to what hangs
    on it.
    """

    report: Report
    number: str
    label: str
    depth: int
    unit: str = ""
    value: Address | None = None
    plan: Address | None = None
    percent: Address | None = None
    of: Address | None = None
    reached: Plan | None = None
    hangs: bool = False
    leads: bool = False

    def there(self, report: Report, address: Address | None) -> Address | None:
        """Where a cell of the line stands in another report; None where that has no such line."""
        return address and self.report.counterpart(report, address)

    @property
    def heads(self) -> bool:
        """Whether it is the head of a breakdown."""
        return self.value is None and self.of is None


def lines(report: Report, section: Section, beside: Sequence[Report] = ()) -> list[AppendixLine]:
    """Every line of a section, figures numbered from 1; rows that only reports `beside` have are among them."""
    there = (report, *(one for one in reversed(beside) if one is not report))
    figures = [figure for figure in section.figures.values() if any(one.concerns(figure) for one in there)]
    found: list[AppendixLine] = []
    for number, figure in enumerate(figures, start=1):
        found += _block(there, figure, "", AppendixLine(report, str(number), details.titled(report, figure), 0))
    return found


def _block(reports: Sequence[Report], figure: Figure, row: str, head: AppendixLine) -> Iterator[AppendixLine]:
    """A total or row of the first of the reports with its measures, then its breakdowns as any of them has them."""
    report = reports[0]
    measures = report.carried(figure, row).values()
    plans = {measure.code: figure.plans(row, measure.code) for measure in measures}
    beside = {part for planned in plans.values() for plan in planned for part in plan}
    own = [measure for measure in measures if measure.column is Column.VALUE or measure not in beside]
    for index, measure in enumerate(own):
        if index:
            line = AppendixLine(report, "", measure.label, head.depth + 1, hangs=True)
        else:
            line = head if len(own) == 1 else replace(head, label=f"{head.label}: {lowered(measure.label)}")
        address = Address(figure.code, row, measure.code)
        if measure.column is Column.PLAN:  # a plan of nothing that is counted here is still no result
            yield replace(line, unit=figure.unit(row, measure.code), plan=address, of=address)
        else:
            yield from _quantity(line, address, plans[measure.code])
    for breakdown in figure.breakdowns_of(row):
        rows = _rows(reports, figure, breakdown, row)
        if rows:
            label = f"{breakdown.head}:"
            yield AppendixLine(report, "", label, head.depth + 1)
        for there, part in rows:
            label = there[0].label(figure, part)
            yield from _block(there, figure, part, AppendixLine(there[0], "", label, head.depth + 2))


def _rows(
    reports: Sequence[Report], figure: Figure, breakdown: Breakdown, parent: str
) -> list[tuple[tuple[Report, ...], str]]:
    """The rows that any of the reports has under a row of the first, each once, with the reports that have it."""
    latest = reports[0]
    found: dict[str, tuple[tuple[Report, ...], str]] = {}
    for report in reversed(reports):  # in the order in which they came
        above = latest.counterpart(report, Address(figure.code, parent, ""))
        for row in report.rows_of(figure, breakdown, above.row) if above else ():
            name = fold(report.label(figure, row))
            while name in found and found[name][0][0] is report:  # two rows of one name stay two
                name += "+"
            found[name] = ((report, *found.get(name, ((), ""))[0]), row)
    order = {key: place for place, key in enumerate(breakdown.rows)}
    return sorted(found.values(), key=lambda one: order.get(row_ids.key(one[1]), len(order)))


def _quantity(line: AppendixLine, address: Address, plans: tuple[Plan, ...]) -> Iterator[AppendixLine]:
    """The line of a cell with its first plan, then a line for each other plan of it."""
    figure = line.report.template.figures[address.figure]

    def at(measure: Measure | None) -> Address | None:
        return address._replace(measure=measure.code) if measure else None

    def unit(measure: str) -> str:
        return figure.unit(address.row, measure)

    first = plans[0] if plans else Plan(None, None)
    shown = replace(line, unit=unit(address.measure), plan=at(first.measure), percent=at(first.percent))
    yield replace(shown, value=address, of=address, reached=first)
    for plan in plans[1:]:
        if plan.measure:
            more = AppendixLine(
                line.report, "", plan.measure.label, line.depth + 1, unit(plan.measure.code), hangs=True
            )
            yield replace(more, plan=at(plan.measure), percent=at(plan.percent), of=address, reached=plan)


def parts(report: Report, total: Address) -> tuple[Address, ...]:
    """The cells of a partition that add up to a total exactly as stated; none where they do not."""
    figure = report.template.figures[total.figure]
    stated = report.cell(total)
    if stated is None or stated.number is None:
        return ()
    for breakdown in figure.breakdowns_of(total.row):
        if breakdown.relation is Relation.PARTITION:
            found = tuple(
                Address(figure.code, row, measure.code)
                for row in report.rows_of(figure, breakdown, total.row)
                for measure in breakdown.columns_into(figure.measures_at(total.row)).get(total.measure, ())
            )
            if found and _adds_up(report, breakdown, found, stated.number.value):
                return found
    return ()


def _adds_up(report: Report, breakdown: Breakdown, parts: tuple[Address, ...], total: Fraction) -> bool:
    held = report.cell
    if any(held(part) is None and not reads_as_zero(breakdown, part, held) for part in parts):
        return False
    cells = map(held, parts)
    return sum((cell.number.value for cell in cells if cell and cell.number), Fraction(0)) == total


def change(report: Report, address: Address) -> Fraction | None:
    """The change in percent since the year before; None where one of the two is missing, open or zero."""
    return movement.change_in_numbers(report, address)


def text(report: Report, address: Address | None) -> str:
    """What a cell prints in a table: its number, the words of its state, or "" when blank."""
    return shown_cell(report.cell(address) if address else None)


def shown_cell(cell: Cell | None, write: Callable[[Number], str] = printed) -> str:
    """What a cell prints in a table, wherever it comes from; `write` is how its number is written."""
    if cell is None:
        return ""
    if cell.number is None:
        return STATE_LABELS[cell.state]
    word = f"{cell.word} " if cell.word else ""
    return word + write(cell.number) + (" (ước)" if cell.state is State.ESTIMATE else "")


def beneath_head(cell: Cell | None, *, estimated: bool) -> Cell | None:
    """A cell as a column shows it whose head says that all of it is `estimated`, or does not."""
    plain = estimated and cell is not None and cell.state is State.ESTIMATE
    return replace(cell, state=State.STATED) if plain and cell else cell


def shown(report: Report, column: Series, line: AppendixLine) -> str:
    """What a column of numbers prints on a line of the report; "" for nothing."""
    found = _found(report, column, line)
    if isinstance(found, str):
        return found
    return show(found) if isinstance(found, Number) else shown_cell(beneath_head(found, estimated=column.estimated))


def number_in(report: Report, column: Series, line: AppendixLine) -> Number | None:
    """The number that a column has on a line of the report."""
    found = _found(report, column, line)
    return found.number if isinstance(found, Cell) else found if isinstance(found, Number) else None


def headed(report: Report, every: Sequence[Series], told: Sequence[AppendixLine]) -> tuple[Series, ...]:
    """Columns under their heads, those that show nothing but estimates of some lines under heads that say so.

    What such numbers reach of a plan is said with them.
    """
    found = tuple(
        column.showing(cell for line in told if isinstance(cell := _found(report, column, line), Cell))
        for column in every
    )
    said = {column.report.period for column in found if column.shows == Shows.VALUE and column.estimated}
    return tuple(
        replace(column, estimated=column.report.period in said) if column.shows == Shows.PERCENT else column
        for column in found
    )


def _found(report: Report, column: Series, line: AppendixLine) -> Cell | Number | str | None:
    """What a column has on a line of the report: a cell, or a number or words that follow from others."""
    there = column.report
    cells = {Shows.PLAN: line.plan, Shows.VALUE: line.value, Shows.PERCENT: line.percent}
    address = line.there(there, cells.get(Shows(column.shows)))
    cell = there.cell(address) if address else None
    if cell is None and column.shows == Shows.PERCENT:
        of = line.there(there, line.of)
        if of is None or line.reached is None:
            return None
        if (share := movement.share_of_plan(there, of, line.reached)) is not None:
            return trimmed(share)
        below = movement.within(there, of, line.reached.measure)
        return None if below is None else "đạt" if below else "chưa đạt"
    if column.shows == Shows.CHANGE and (now := line.there(report, line.value)) is not None:
        moved = change(report, now)
        return None if moved is None else rounded(moved, 1)
    return cell


def table(report: Report, sections: Sequence[Section], definition: TableDefinition) -> Table:
    """The appendix of sections, one beneath the other, as a table for paper.

    Plans and what is compared with them, or with last year, have a column where something stands in it.
    """
    every = columns.on_paper(columns.series(report, definition))
    told = {section.code: list(_told(report, section, every)) for section in sections}
    every = headed(report, every, [line for standing in told.values() for line in standing])
    rows: list[tuple[TableCell, ...]] = []
    for section in sections:
        titled = (
            [tuple(_title(column, section) for column in every)] if len(sections) > 1 and told[section.code] else []
        )
        rows += titled + [tuple(_cell(report, column, line) for column in every) for line in told[section.code]]
    kept = [
        place
        for place, column in enumerate(every)
        if column.shows not in _WHERE_STATED or any(row[place].text not in _NOTHING for row in rows)
    ]
    standing = [every[place] for place in kept]
    widths = columns.widths([column.definition for column in standing])
    found = tuple(tuple(row[place] for place in kept) for row in rows)
    return starred(report, signed(Table(widths, columns.heads(standing), found)))


def _title(column: Series, section: Section) -> TableCell:
    """What stands in a column above the lines of a section."""
    text = {Shows.NUMBER: section.number, Shows.LABEL: section.title}.get(Shows(column.shows), "")
    return TableCell(text, column.definition.align, bold=True, leads=True)


def _told(report: Report, section: Section, every: Sequence[Series]) -> Iterator[AppendixLine]:
    """The lines of a section that say something: where there was nothing of a figure, its parts say no more.

    Nor does a figure that does not concern the office, or of which a final report says nothing at all, nor the head of
    a breakdown without a line beneath it.
    """
    said: list[AppendixLine] = []
    for head, *beneath in _figures(lines(report, section)):
        whole = (head, *beneath) if report.locked or _outside(report, head) else ()
        if whole and all(_blank(report, every, one) or _outside(report, one) for one in whole):
            continue
        said.append(head)
        nothing = _nothing(report, every, head)
        for line in beneath:
            unsaid = not line.heads and (
                _outside(report, line)
                or (nothing and _nothing(report, every, line))
                or (report.locked and _blank(report, every, line))
            )
            if not unsaid:
                said.append(line)
    numbers = count(1)
    standing = []
    for place, line in enumerate(said):
        following = next((after for after in said[place + 1 :] if not after.heads or after.depth <= line.depth), None)
        if not line.heads or (following is not None and following.depth > line.depth):
            standing.append(replace(line, number=str(next(numbers))) if line.number else line)
    yield from leading(standing)


def leading(found: Sequence[AppendixLine]) -> Iterator[AppendixLine]:
    """Lines beneath each other, those that lead to the next marked so."""
    for line, after in zip_longest(found, found[1:]):
        leads = after is not None and (line.heads or after.hangs or (after.heads and after.depth > line.depth))
        yield replace(line, leads=leads)


def _figures(found: Sequence[AppendixLine]) -> Iterator[Sequence[AppendixLine]]:
    """The lines of each figure together: its own bears the number."""
    starts = [place for place, line in enumerate(found) if line.number]
    return (found[start:end] for start, end in pairwise([*starts, len(found)]))


def _nothing(report: Report, every: Sequence[Series], line: AppendixLine) -> bool:
    """Whether somebody said that there was nothing, in all that a line shows."""
    found = [one for column in every if (one := _found(report, column, line)) is not None]
    cells = [one if isinstance(one, Cell) else Cell(one) for one in found if not isinstance(one, str)]
    return {number is not None and not number.digits for number in map(movement.number, cells)} == {True}


def _outside(report: Report, line: AppendixLine) -> bool:
    """Whether a line counts what does not concern the office."""
    cell = report.cell(line.of) if line.of else None
    return cell is not None and cell.state is State.NOT_APPLICABLE


def _blank(report: Report, every: Sequence[Series], line: AppendixLine) -> bool:
    """Whether a line has nothing to show: in a draft it is still to be filled in."""
    return all(_found(report, column, line) is None for column in every)


def _cell(report: Report, column: Series, line: AppendixLine) -> TableCell:
    """What stands in a column of a line."""
    align, total = column.definition.align, line.depth == 0
    match column.shows:
        case Shows.NUMBER:
            return TableCell(line.number, align, leads=line.leads)
        case Shows.LABEL:
            return TableCell(line.label, align, bold=total, italic=line.heads, indent=line.depth)
        case Shows.UNIT:
            return TableCell(line.unit, align)
    own = column.report is report
    cell = {Shows.PLAN: line.plan, Shows.VALUE: line.value, Shows.PERCENT: line.percent}.get(Shows(column.shows))
    bold = total and own and column.shows == Shows.VALUE
    found = _found(report, column, line)
    number = found.number and trimmed(found.number) if isinstance(found, Cell) else None
    number = found if isinstance(found, Number) else number
    return TableCell(shown(report, column, line), align, bold=bold, cell=cell if own else None, number=number)
