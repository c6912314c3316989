"""Values that have no place in the template: of figures that an office added for itself, or of an earlier version.

Nothing of them is lost: they stay in the report, are carried by its files, and stand in a table of their own. A
definition says by `was` what it took the place of; a value that has one heir can be moved there, one that was split
cannot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from forms.definitions import expressions, row_ids
from forms.definitions.template import Breakdown, Figure, Template
from forms.report.cells import STATE_LABELS, Address, Cell
from forms.report.changes import Called, Change, SetCell, SetNote, SetRow
from forms.report.entry import plain_text
from forms.report.report import Report
from forms.values.text import lowered


class Stray(NamedTuple):
    """A value without a place, what it is called, and the cells that have taken the place of its own."""

    address: Address
    cell: Cell
    section: str
    label: str
    unit: str
    heirs: tuple[Address, ...]

    @property
    def value(self) -> str:
        """What it says, in words."""
        return " ".join(part for part in (plain_text(self.cell), STATE_LABELS[self.cell.state]) if part)

    @property
    def counted(self) -> str:
        """What it says, a number with its unit."""
        return f"{self.value} {self.unit}".strip() if self.cell.number else self.value


def strays(report: Report) -> list[Stray]:
    """The values that have no place in the template, by their addresses."""
    return [
        Stray(address, cell, *named(report, address), tuple(_heirs_here(report, address)))
        for address, cell in sorted(report.cells.items())
        if not report.has(address)
    ]


def found(report: Report) -> bool:
    """Whether some value has no place in the template."""
    there = {place: report.has_row(*place) for place in {address[:2] for address in report.cells}}
    figures = report.template.figures
    return any(
        not there[address[:2]] or address.measure not in figures[address.figure].measures_at(address.row)
        for address in report.cells
    )


def named(report: Report, address: Address) -> tuple[str, str, str]:
    """Section, label and unit of a value without a place: by who sent it, else by what the template still has of it."""
    called = _called(report, address)
    label, unit = called.measure(address.measure)
    rows = [_row(report, called, row) for row in row_ids.lineage(address.row)]
    return called.section, " - ".join((called.label, *rows, lowered(label))), unit


def called(report: Report) -> list[Called]:
    """What the figures of the values without a place are called, for files that carry them: all that is in them."""
    found: dict[str, Called] = {}
    for address in sorted(address for address in report.cells if not report.has(address)):
        one = found.get(address.figure) or replace(_called(report, address), measures=(), rows=())
        past = _called(report, address)
        measures = dict.fromkeys((*one.measures, (address.measure, *past.measure(address.measure))))
        fixed = (row for row in row_ids.lineage(address.row) if (address.figure, row) not in report.rows)
        rows = dict.fromkeys((*one.rows, *((row, _row(report, past, row)) for row in fixed)))
        found[address.figure] = replace(one, measures=tuple(measures), rows=tuple(rows))
    return list(found.values())


def _called(report: Report, address: Address) -> Called:
    """What a figure is called: as it was sent, else as the template has it by now, else by its code.

    In what unit a value was counted that has another name now, nobody has said.
    """
    if address.figure in report.called:
        return report.called[address.figure]
    figure = _figure_now(report.template, address.figure)
    if figure is None:
        return Called(address.figure, "", address.figure)
    kept = figure.code == address.figure
    measures = [(one.code, one.label, one.unit if kept else "") for one in figure.measures.values()]
    measures += [(code, one.label, "") for one in figure.measures.values() for code in one.was]
    return Called(address.figure, figure.section, figure.label, tuple(measures))


def _figure_now(template: Template, code: str) -> Figure | None:
    """The figure of a code, else the first that was called so; None where the template says nothing of it."""
    renamed = (figure for figure in template.figures.values() if code in figure.was)
    return template.figures.get(code) or next(renamed, None)


def _row(report: Report, called: Called, row: str) -> str:
    """The label of a row of a value without a place."""
    added = report.rows.get((called.figure, row))
    figure = _figure_now(report.template, called.figure)
    now = _rows_now(figure, row) if figure else []
    fixed = figure.fixed_row(now[0]) if figure and len(now) == 1 else None
    return added.label if added else fixed.label if fixed else called.row(row)


def now(report: Report, address: Address) -> Address | None:
    """A cell that something else keeps the name of, by its name of now; None where it is gone, or was split."""
    if report.has(address):
        return address
    found = [*_heirs_here(report, address)]
    return found[0] if len(found) == 1 and report.has(found[0]) else None


def _heirs_here(report: Report, address: Address) -> Iterator[Address]:
    """The cells that took the place of one, but for those in a row that was added there by another name."""
    for heir in heirs(report.template, address):
        pairs = zip(row_ids.lineage(address.row), row_ids.lineage(heir.row), strict=False)
        rows = ((report.rows.get((heir.figure, new)), report.rows.get((address.figure, old))) for old, new in pairs)
        if all(there is None or mine is None or there.label == mine.label for there, mine in rows):
            yield heir


def heirs(template: Template, address: Address, *, labels: bool = False) -> tuple[Address, ...]:
    """The cells that say that they were this one, under whatever name.

    The row may be a path of codes; with `labels` one of codes and labels, as `Report.path` writes it, and so are those
    of the heirs.
    """
    found: list[Address] = []
    for figure in template.figures.values():
        if address.figure in (figure.code, *figure.was):
            found += [
                Address(figure.code, row, measure.code)
                for row in _rows_now(figure, address.row, labels=labels)
                for measure in figure.measures_at(row).values()
                if address.measure in (measure.code, *measure.was)
            ]
        found += [
            Address(figure.code, row, measure.code)
            for measure in figure.measures.values()
            for old in measure.was
            for row in _row_from(figure, old, address, labels=labels)
        ]
    return tuple(dict.fromkeys(found))


def _row_from(figure: Figure, old: str, address: Address, *, labels: bool) -> Iterator[str]:
    """The rows of a figure in which a cell may stand whose earlier name was in another figure; none if it was not."""
    was = expressions.split(old)
    if was.figure != address.figure or was.measure != address.measure:
        return
    if was.row:
        if row_ids.named(address.row, was.row):
            yield ""
        return
    yield from _rows_now(figure, address.row, labels=labels)


def _rows_now(figure: Figure, row: str, *, labels: bool = False) -> list[str]:
    """The ids of a row by what it is called now: several where it was split, none where it has no place."""
    found = [""]
    for code, key in row_ids.steps(row):
        added = labels or row_ids.number(row_ids.child("", code, key)) is not None
        found = [
            row_ids.child(now, breakdown.code, name)
            for now in found
            for breakdown in figure.breakdowns_of(now)
            if code in ("", breakdown.code, *breakdown.was)
            for name in _names_now(breakdown, key, added=added)
        ]
    return found


def _names_now(breakdown: Breakdown, key: str, *, added: bool) -> list[str]:
    """The keys of a row that was called so: itself where an officer may have added it, and still may."""
    fixed = [row.code for row in breakdown.rows.values() if key in (row.code, *row.was)]
    return fixed or ([key] if added and breakdown.open else [])


def moves(report: Report) -> list[Change]:
    """The changes that move values to the one cell that took the place of theirs; what has none or several stays."""
    taken = set(report.cells)
    changes: list[Change] = []
    rows: dict[tuple[str, str], SetRow] = {}
    for stray in strays(report):
        if len(stray.heirs) != 1 or stray.heirs[0] in taken or not fits(report, stray):
            continue
        (heir,) = stray.heirs
        taken.add(heir)
        for old, new in zip(row_ids.lineage(stray.address.row), row_ids.lineage(heir.row), strict=False):
            added = report.rows.get((stray.address.figure, old))
            if added is not None and (heir.figure, new) not in report.rows:
                rows.setdefault((heir.figure, new), SetRow(replace(added, figure=heir.figure, id=new)))
        changes += [SetCell(stray.address, None), SetCell(heir, stray.cell)]
        if note := report.notes.get(stray.address):
            changes += [SetNote(stray.address, None), SetNote(heir, note)]
    return [*rows.values(), *changes]


def fits(report: Report, stray: Stray) -> bool:
    """Whether the unit is still the same, as far as anybody said."""
    (heir,) = stray.heirs
    figure = report.template.figures[heir.figure]
    return stray.unit in ("", figure.unit(heir.row, heir.measure))


def settled(report: Report) -> Report:
    """The report with its values moved, for comparing with it; nothing is stored."""
    for change in moves(report):
        report.apply(change)
    return report


def remark(report: Report) -> str:
    """Say which values have no place, and what can be done; "" where all have one."""
    held = strays(report)
    if not held:
        return ""
    shown = "; ".join(f"{stray.label}: {stray.counted}" for stray in held[:_MOST])
    more = f"; và {len(held) - _MOST} số liệu khác" if len(held) > _MOST else ""
    movable = any(isinstance(change, SetCell) for change in moves(report))
    advice = (
        "chương trình giữ nguyên; có thể chuyển sang chỗ mới (Báo cáo › Số liệu ngoài mẫu…)"
        if movable
        else "chương trình giữ nguyên và in thành bảng riêng"
    )
    return f"Có {len(held)} số liệu không có chỗ trong mẫu này, {advice}: {shown}{more}."


_MOST = 5  # that are told one by one
