"""The rows of a form whose columns are periods: each measure has a row, each period its own report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from forms.definitions import row_ids
from forms.definitions.span import Across
from forms.definitions.template import Breakdown, Figure, Measure, Relation, Section
from forms.report import details
from forms.report.cells import Address
from forms.values.text import fold, lowered
from ui.entry.rows import Builder, Columns, FormRow, Outline, RowKind
from ui.session import Session

_MISSING = "?"  # before the name of a row that a period does not have yet

Lanes = Mapping[int, str]  # what a row is called in the report of each column


def wanting(address: Address) -> bool:
    """Whether a cell stands in a row that its report does not have yet: typing there adds the row."""
    return row_ids.key(address.row).startswith(_MISSING)


def build(session: Session, section: Section, at: Columns, outline: Outline) -> list[FormRow]:
    """The rows of a section in the order of the paper."""
    return list(_PeriodBuilder(session, at, outline).rows(section))


class _PeriodBuilder(Builder):
    """Lays the rows of figures over the reports of several periods."""

    def figure(self, figure: Figure, number: str) -> Iterator[FormRow]:
        """The measures of a figure, each with its periods, and its breakdowns."""
        everywhere = dict.fromkeys(self.at.periods, "")
        for index, measure in enumerate(self.report.carried(figure, "").values()):
            yield FormRow(
                RowKind.FIGURE, figure, self.at.unit, measure.label if index else details.titled(self.report, figure),
                "" if index else number, unit=measure.unit, cells=self._cells(figure, measure, everywhere),
                measure=measure.code, across=figure.across,
            )  # fmt: skip

        if figure.code not in self.outline.collapsed:
            yield from self._under(figure, everywhere, 1)
            if figure.breakdowns:
                yield FormRow(RowKind.GAP, figure, self.at.count)

    def _cells(self, figure: Figure, measure: Measure, lanes: Lanes) -> dict[int, Address]:
        cells = {column: Address(figure.code, row, measure.code) for column, row in lanes.items()}
        latest = cells.get(self.at.value)
        match figure.across:
            case Across.WHOLE:
                return {self.at.first: latest} if latest else {}
            case Across.END:
                return {
                    column: address
                    for column, address in cells.items()
                    if column == self.at.value or address in self.at.report(column).cells
                }
        return cells

    def _under(self, figure: Figure, parents: Lanes, depth: int) -> Iterator[FormRow]:
        """The breakdowns under a row, which each period may have or not."""
        one = next(iter(parents.values()), None)
        for breakdown in figure.breakdowns_of(one) if one is not None else ():
            yield from self._grid(figure, breakdown, parents, depth)

    def _grid(self, figure: Figure, breakdown: Breakdown, parents: Lanes, depth: int) -> Iterator[FormRow]:
        at = self.at
        title = breakdown.head
        parent = parents.get(at.value, "")
        yield FormRow(
            RowKind.HEAD, figure, at.first, title, depth=depth, breakdown=breakdown, parent=parent, parents=parents
        )
        for label, lanes in self._rows(figure, breakdown, parents):
            standing = {column: row for column, row in lanes.items() if not row_ids.key(row).startswith(_MISSING)}
            yield from self._part(figure, breakdown, label, lanes, parents, depth)
            yield from self._under(figure, standing, depth + 1)
        if breakdown.open and not self.report.locked and at.value in parents:
            yield FormRow(RowKind.NEW, figure, at.first, "", depth=depth, breakdown=breakdown, parent=parent)
        if breakdown.relation is Relation.PARTITION:
            added = [measure for group in self._added(figure, breakdown, parents) for measure in group]
            for measure in added:
                label = "Cộng" if len(added) == 1 else f"Cộng {lowered(measure.label)}"
                yield FormRow(
                    RowKind.SUM, figure, at.first, label, depth=depth, breakdown=breakdown, parent=parent,
                    parents=parents, measure=measure.code, across=figure.across,
                )  # fmt: skip

    def _added(self, figure: Figure, breakdown: Breakdown, parents: Lanes) -> list[list[Measure]]:
        return list(breakdown.columns_into(figure.measures_at(next(iter(parents.values())))).values())

    def _part(
        self, figure: Figure, breakdown: Breakdown, label: str, lanes: Lanes, parents: Lanes, depth: int
    ) -> Iterator[FormRow]:
        row = next(reversed([row for row in lanes.values() if not row_ids.key(row).startswith(_MISSING)]))
        carried = self.report.carried(figure, row)
        for index, measure in enumerate(carried.values()):
            yield FormRow(
                RowKind.PART, figure, self.at.unit, measure.label if index else label,
                depth=depth + bool(index), unit=figure.unit(row, measure.code),
                cells=self._cells(figure, measure, lanes), breakdown=None if index else breakdown,
                parent=row_ids.parent(row), row=row, parents=parents, lanes=lanes, measure=measure.code,
                across=figure.across,
            )  # fmt: skip

    def _rows(self, figure: Figure, breakdown: Breakdown, parents: Lanes) -> Iterator[tuple[str, Lanes]]:
        """The rows that any period has, by name, in the order of the first that has them."""
        found: dict[str, tuple[str, dict[int, str]]] = {}
        for column, parent in parents.items():
            report = self.at.report(column)
            for row in report.rows_of(figure, breakdown, parent):
                label = report.label(figure, row)
                found.setdefault(fold(label), (label, {}))[1][column] = row
        for label, lanes in found.values():
            name = _MISSING + row_ids.label_in_path(label)
            yield (
                label,
                {
                    column: lanes.get(column) or row_ids.child(parent, breakdown.code, name)
                    for column, parent in parents.items()
                },
            )
