"""The formulas of the workbook: totals from their parts, percentages from what they compare.

A formula stands only where it gives the number that was stated; elsewhere it would change a number silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction

from forms.definitions.expressions import Constant, Node, Operation, Reference
from forms.definitions.references import canonical
from forms.report.cells import Address
from forms.report.report import Report
from forms.values.numbers import Number, rounded

_PLACE = re.compile(r"([A-Z]+)(\d+)")


class Formulas:
    """Formulas of one sheet, whose cells stand at `places`."""

    def __init__(self, report: Report, places: Mapping[Address, str]) -> None:
        self._report = report
        self._places = places

    def has(self, cells: Iterable[Address]) -> bool:
        """Return whether all of some cells stand on the sheet."""
        return all(cell in self._places for cell in cells)

    def total(self, parts: Iterable[Address]) -> str:
        """Return the formula that adds up parts; it passes over words, as SUM does and + does not."""
        return f"=SUM({','.join(_ranges([self._places[part] for part in parts]))})"

    def computed(self, address: Address, number: Number) -> str:
        """Return the formula of a computed measure; "" where it would not give the stated number."""
        node = self._report.measure(address).computed
        value = self._value(node, address) if node is not None else None
        if node is None or value is None or rounded(value, number.decimals) != number:
            return ""
        return f"=ROUND({self._text(node, address)},{number.decimals})"

    def _address(self, node: Reference, at: Address) -> Address:
        if not node.figure:
            return at._replace(measure=node.measure)
        figure = self._report.template.figures[node.figure]
        return Address(node.figure, canonical(figure, node.row), node.measure)

    def _value(self, node: Node, at: Address) -> Fraction | None:
        """Return what the sheet would compute; None for what is not on it."""
        match node:
            case Constant(value=value):
                return value
            case Reference():
                address = self._address(node, at)
                cell = self._report.cell(address)
                return cell.number.value if cell and cell.number and address in self._places else None
            case Operation(operator="+" | "-" | "*" | "/" as operator, left=left, right=right):
                a, b = self._value(left, at), self._value(right, at)
                if a is None or b is None or (operator == "/" and not b):
                    return None
                return a / b if operator == "/" else {"+": a + b, "-": a - b, "*": a * b}[operator]
        return None

    def _text(self, node: Node, at: Address) -> str:
        match node:
            case Constant(value=value):
                return f"({value})" if value.denominator != 1 else str(value)
            case Reference():
                return self._places[self._address(node, at)]
            case Operation(operator=operator, left=left, right=right):
                return f"({self._text(left, at)}{operator}{self._text(right, at)})"
        raise ValueError(f"no formula for {node}")


def _ranges(places: list[str]) -> list[str]:
    """Return places with neighbours in one column joined: E7, E8, E9, E12 is E7:E9, E12."""
    joined: list[tuple[str, int, int]] = []
    for place in places:
        match = _PLACE.fullmatch(place)
        if match is None:
            raise ValueError(place)
        column, row = match[1], int(match[2])
        if joined and joined[-1][0] == column and joined[-1][2] == row - 1:
            joined[-1] = (column, joined[-1][1], row)
        else:
            joined.append((column, row, row))
    return [f"{c}{first}" if first == last else f"{c}{first}:{c}{last}" for c, first, last in joined]
