"""Which numbers another one denies: an optional part of a sentence leaves them out, and a finding tells of both.

A part of what there is none of; a share that its own numbers do not give; what a rule wants together with a number that
stands before it. The number itself stays as it is, in its cell and in the appendix.
"""

from __future__ import annotations

from collections.abc import Iterator

from forms.definitions import row_ids
from forms.definitions.expressions import Constant, Node, Operation, Reference, split
from forms.definitions.references import canonical
from forms.definitions.rules import Rule
from forms.definitions.template import Column
from forms.narrative.movement import number
from forms.report.cells import Address
from forms.report.report import Report


def denied(report: Report, address: Address) -> bool:
    """Whether another number of the report denies that of a cell."""
    mine = _sign(report, address)
    if mine is None or report.measure(address).column is Column.PLAN:
        return False
    if mine and any(_sign(report, whole) == 0 for whole in (_whole(report, address), *_over(report, address))):
        return True
    beside = (_sign(report, one) for one in (*_of(report, address), *_together(report, address, mine)))
    return any((sign > 0) is not (mine > 0) for sign in beside if sign is not None)


def _sign(report: Report, address: Address) -> int | None:
    """1, 0 or -1 for the number of a cell; None where there is none."""
    found = number(report.cell(address))
    return None if found is None else (found.digits > 0) - (found.digits < 0)


def _whole(report: Report, address: Address) -> Address:
    """What a row is a part of, in the column into which it adds up; a total is its own."""
    measure = report.measure(address)
    return address._replace(
        row=row_ids.parent(address.row), measure=measure.code if measure.into is None else measure.into
    )


def _of(report: Report, address: Address) -> Iterator[Address]:
    """The number of which a cell is the percentage that was reached, or a share."""
    figure, measure = report.template.figures[address.figure], report.measure(address)
    if measure.column is Column.PERCENT:
        for code in figure.measures_at(address.row):
            if any(plan.percent is measure for plan in figure.plans(address.row, code)):
                yield address._replace(measure=code)
    elif isinstance(measure.computed, Operation) and measure.computed.operator == "/":
        yield from _cell(report, address, measure.computed.left)


def _over(report: Report, address: Address) -> Iterator[Address]:
    """What a cell is a share of."""
    computed = report.measure(address).computed
    if isinstance(computed, Operation) and computed.operator == "/":
        yield from _cell(report, address, computed.right)


def _cell(report: Report, address: Address, node: Node) -> Iterator[Address]:
    """The cell that a side of a division is, or is so many times of."""
    if isinstance(node, Operation) and node.operator == "*" and isinstance(node.left, Constant):
        node = node.right
    if isinstance(node, Reference):
        figure = report.template.figures[node.figure or address.figure]
        row = canonical(figure, node.row) if node.figure else node.path(address.row)
        yield Address(figure.code, row, node.measure)


def _together(report: Report, address: Address, mine: int) -> Iterator[Address]:
    """The numbers before a cell in its row with which a rule wants it: both above zero or neither."""
    before = []
    for code in report.template.figures[address.figure].measures_at(address.row):
        if code == address.measure:
            break
        if _sign(report, address._replace(measure=code)) != mine:
            before.append(code)
    for rule in report.template.rules if before else ():
        wanted = _wanted(report, rule, address)
        yield from (address._replace(measure=code) for code in before if address.measure in wanted and code in wanted)


def _wanted(report: Report, rule: Rule, address: Address) -> set[str]:
    """The two measures of a row that a rule always wants together; none where it speaks of another row."""
    (comparison, *_) = rule.holds
    found = set()
    for side in (comparison.left, comparison.right):
        if comparison.operator != "together" or rule.when or not isinstance(side, Reference):
            return set()
        at = side if side.figure else split(rule.at)
        figure = report.template.figures[at.figure]
        if figure.code != address.figure or not row_ids.matches(address.row, canonical(figure, at.row)):
            return set()
        found.add(side.measure)
    return found
