"""The figures that a handout shows: which were chosen, what each is called there, and how it stands to its plan."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from forms.definitions import expressions, row_ids
from forms.definitions.references import canonical
from forms.definitions.template import Column, Template
from forms.errors import KnownError, nearest_end
from forms.narrative import movement
from forms.report import details, strays
from forms.report.cells import Address, Cell
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.numbers import Number, rounded
from forms.values.text import lowered

MOST = 15
"""How many figures a page takes at most."""

USUAL = 10  # figures that are proposed where the definitions name none


@frozen
class ChosenFigures:
    """The cells that handouts show, in their order, and the one whose course is drawn, if it was said."""

    cells: tuple[Address, ...]
    chart: Address | None = None


def proposed(template: Template) -> ChosenFigures:
    """What the definitions name; else the totals that have a plan, then the others, in the order of the template."""
    if template.summary is not None:
        cells = tuple(named(template, text) for text in template.summary.cells)
        return ChosenFigures(cells, named(template, template.summary.chart) if template.summary.chart else None)
    totals = [
        (not figure.plans("", measure.code), Address(figure.code, "", measure.code))
        for figure in template.figures.values()
        for measure in list(figure.measures.values())[:1]
        if measure.column is Column.VALUE
    ]
    return ChosenFigures(tuple(address for _, address in sorted(totals, key=lambda one: one[0])[:USUAL]))


def named(template: Template, text: str) -> Address:
    """The cell that a definition names: "jobs[abroad].persons"; raises KnownError where there is none."""
    reference = expressions.split(text)
    code = reference.figure or text
    if code not in template.figures:
        raise KnownError(f'Không có chỉ tiêu "{code}"{nearest_end(code, template.figures)}')
    figure = template.figures[code]
    return Address(figure.code, canonical(figure, reference.row), reference.measure)


def kept(report: Report, choice: ChosenFigures) -> ChosenFigures:
    """A choice as the report can show it: what was renamed by its new name, and without what is gone."""
    found = dict.fromkeys(there for address in choice.cells if (there := strays.now(report, address)))
    return ChosenFigures(tuple(found), strays.now(report, choice.chart) if choice.chart else None)


def choosable(report: Report) -> Iterator[Address]:
    """The cells of which a handout can show one: what is counted, no plan and no percentage of one."""
    for section in report.template.sections.values():
        for figure in report.figures(section):
            for address in report.addresses(figure):
                if report.measure(address).column is Column.VALUE:
                    yield address


def labels(report: Report, cells: Sequence[Address]) -> list[tuple[str, int]]:
    """What each cell is called in a list, and how far it is set in: one that goes with the line above says the rest."""
    found: list[tuple[str, int]] = []
    above: Address | None = None
    for address in cells:
        figure = report.template.figures[address.figure]
        measure = report.measure(address)
        if above is not None and address.figure == above.figure and address.row == above.row:
            found.append((measure.label, 1))
        elif address.row and above is not None and address.figure == above.figure and not above.row:
            label = _within(report, address)
            found.append((f"Trong đó: {label}{_apart(report, address)}", 1))
            continue
        else:
            row = f": {_within(report, address)}" if address.row else ""
            found.append((f"{details.titled(report, figure)}{row}{_apart(report, address)}", 0))
        above = address
    return found


def name(report: Report, address: Address) -> str:
    """What a cell is called in a sentence."""
    figure = report.template.figures[address.figure]
    row = f", {_within(report, address)}" if address.row else ""
    return f"{figure.name}{row}{_apart(report, address)}"


def _within(report: Report, address: Address) -> str:
    """The label of a row within a sentence: what an officer added is a name, mostly, and so is "Tết Nguyên đán"."""
    label = report.label(report.template.figures[address.figure], address.row)
    second = label.partition(" ")[2]
    is_name = row_ids.number(address.row) is not None or second[:1].isupper()
    return label if is_name else lowered(label)


def _apart(report: Report, address: Address) -> str:
    """The measure, where it is not the first that is counted there."""
    there = report.template.figures[address.figure].measures_at(address.row)
    first = next((code for code, one in there.items() if one.column is Column.VALUE), None)
    return "" if address.measure == first else f", {lowered(there[address.measure].label)}"


@frozen
class PlanStanding:
    """How a cell stands to its first plan: what is planned (two ends of a range), the percentage, and the verdict.

    `stated` is the percentage that the report states where it is not that of its numbers. Where less is better there is
    no percentage; where nobody can say, `reached` is None.
    """

    planned: tuple[Cell, ...]
    share: Number | None
    reached: bool | None
    lower: bool = False
    stated: Number | None = None


def standing(report: Report, address: Address) -> PlanStanding | None:
    """How a cell stands to its plan; None where it has none, or nothing is known of it."""
    figure = report.template.figures[address.figure]
    plans = figure.plans(address.row, address.measure)
    if not plans:
        return None
    given = [plan.measure for plan in plans if plan.measure]
    own = [one for one in given if not one.from_] or given[:1]
    planned = tuple(cell for one in own if (cell := report.cell(address._replace(measure=one.code))) and cell.number)
    now, goal = movement.exact(report.cell(address)), movement.exact(planned[0]) if planned else None
    percent = plans[0].percent
    stated = movement.number(report.cell(address._replace(measure=percent.code))) if percent else None
    if own and movement.has_ceiling(report, address, own[0]):
        reached = movement.within(report, address, own[0])
        return PlanStanding(planned, None, reached, lower=True) if planned else None
    if now is None or goal is None or goal.digits <= 0 or now.digits < 0:
        return (
            PlanStanding(planned, stated, None if stated is None else stated.value >= 100)
            if planned or stated
            else None
        )
    exact = 100 * now.value / goal.value
    fits = stated is not None and abs(stated.value - exact) <= stated.half_unit
    share = stated if fits else rounded(exact, percent.decimals if percent else 1)
    return PlanStanding(planned, share, exact >= 100, stated=None if fits else stated)


def gauge_shares(standings: Collection[PlanStanding | None]) -> tuple[Fraction, Fraction]:
    """The percentage at the end of the room for gauges, and where 100% stands in it; what is far beyond is cut."""
    most = max((one.share.value for one in standings if one and one.share), default=Fraction(100))
    end = min(max(most, Fraction(115)), Fraction(150))
    return end, 100 / end
