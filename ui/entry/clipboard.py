"""Blocks of cells: copied to and pasted from spreadsheets, all of a block or nothing."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex

from forms.errors import KnownError
from forms.report.cells import Address
from forms.report.changes import Change, SetCell, SetRow
from forms.report.entry import typed
from forms.values.text import fold, tidy
from ui.entry.model import FormModel
from ui.entry.rows import FormRow, Kind

_SHOWN = 12  # refusals told at once


@dataclass(frozen=True, slots=True)
class _Refusal:
    """A cell of the block that does not fit: its place in the block, its text, and why."""

    line: int
    column: int
    text: str
    reason: str


def is_block(text: str) -> bool:
    """Whether a text holds several cells."""
    return any(mark in text.rstrip("\r\n") for mark in "\t\n")


def cells_of(text: str) -> list[list[str]]:
    """The cells of a block as Excel and Calc copy it: tabs and lines, quoted where a cell holds either."""
    lines = [[tidy(cell) for cell in line] for line in csv.reader(text.splitlines(keepends=True), delimiter="\t")]
    while lines and not any(lines[-1]):
        lines.pop()
    return lines


def copied(model: FormModel, block: Sequence[QModelIndex]) -> str:
    """The chosen cells as text with tabs; labels and sums come along where they are chosen."""
    lines: dict[int, dict[int, str]] = {}
    for index in block:
        row = model.rows[index.row()]
        if row.kind is not Kind.WORDS:
            lines.setdefault(index.row(), {})[index.column()] = model.text(row, index.column())
    return "\n".join("\t".join(text for _, text in sorted(line.items())) for _, line in sorted(lines.items()))


def clear(model: FormModel, block: Sequence[QModelIndex]) -> None:
    """Blank the chosen cells, as one step."""
    found = [address for index in block if (address := model.address(index)) in model.session.report.cells]
    if found:
        model.session.put(*(SetCell(address, None) for address in found if address))


def paste(model: FormModel, at: QModelIndex, text: str) -> int:
    """Put a block into the cells from `at` on; returns how many changed.

    Raises KnownError, nothing pasted, when any of it does not fit.
    """
    lines = cells_of(text)
    if not lines or not at.isValid():
        return 0
    row = model.rows[at.row()]
    refusals: list[_Refusal] = []
    if row.kind is Kind.NEW:
        changes = _new_rows(model, row, lines, refusals)
    elif model.address(at) is not None:
        changes = _cells(model, at, lines, refusals)
    else:
        raise KnownError("Chưa dán được: đề nghị chọn ô số liệu đầu tiên của bảng rồi dán lại.")
    if refusals:
        told = "\n".join(f'Dòng {r.line}, cột {r.column} "{r.text}": {r.reason}' for r in refusals[:_SHOWN])
        more = f"\n… và {len(refusals) - _SHOWN} ô khác" if len(refusals) > _SHOWN else ""
        raise KnownError(f"Chưa dán ô nào, vì {len(refusals)} ô của khối không nhận được:\n{told}{more}")
    if changes:
        model.session.put(*changes)
    return sum(isinstance(change, SetCell) for change in changes)


def _lane(model: FormModel, at: QModelIndex) -> list[FormRow]:
    """The rows that a block fills downwards: those of the same grid, or the figures of the section."""
    first = model.rows[at.row()]

    def same(row: FormRow) -> bool:
        if first.kind is Kind.FIGURE:
            return row.kind is Kind.FIGURE
        grid = (row.figure.code, row.breakdown and row.breakdown.code, row.parent)
        return row.kind is Kind.PART and grid == (
            first.figure.code,
            first.breakdown and first.breakdown.code,
            first.parent,
        )

    return [row for row in model.rows[at.row() :] if same(row)]


def _cells(model: FormModel, at: QModelIndex, lines: list[list[str]], refusals: list[_Refusal]) -> list[Change]:
    lane = _lane(model, at)
    if len(lines) > 1 and len(lines[0]) > 1 and _begins_with_labels(lane, lines):
        lines = [line[1:] for line in lines]
    changes: list[Change] = []
    for number, line in enumerate(lines, start=1):
        cells = lane[number - 1].cells if number <= len(lane) else {}
        targets = [address for column, address in sorted(cells.items()) if column >= at.column()]
        for place, text in enumerate(line, start=1):
            if not text:
                continue
            if place > len(targets):
                where = "bảng không còn dòng này" if not cells else "bảng không còn cột này"
                refusals.append(_Refusal(number, place, text, where))
            else:
                _add(model, targets[place - 1], text, (number, place), changes, refusals)
    return changes


def _begins_with_labels(lane: list[FormRow], lines: list[list[str]]) -> bool:
    return len(lines) <= len(lane) and all(
        fold(line[0]) == fold(row.label) for row, line in zip(lane, lines, strict=False)
    )


def _add(
    model: FormModel, address: Address, text: str, place: tuple[int, int], changes: list[Change],
    refusals: list[_Refusal],
) -> None:  # fmt: skip
    figure = model.session.report.template.figures[address.figure]
    try:
        cell = typed(text, figure.measures_at(address.row)[address.measure], figure.name)
    except KnownError as error:
        refusals.append(_Refusal(*place, text, str(error)))
        return
    if cell != model.session.report.cells.get(address):
        changes.append(SetCell(address, cell))


def _new_rows(model: FormModel, row: FormRow, lines: list[list[str]], refusals: list[_Refusal]) -> list[Change]:
    """Rows that the block adds to an open breakdown: the label first, then its numbers."""
    report, breakdown = model.session.report, row.breakdown
    if breakdown is None:
        return []
    changes: list[Change] = []
    added: list[Change] = []
    try:
        for number, line in enumerate(lines, start=1):
            try:
                opened = SetRow(model.named(row, line[0]))
            except KnownError as error:
                refusals.append(_Refusal(number, 1, line[0], str(error)))
                continue
            # a row that stands already lets the next one be told apart from it
            added.append(report.apply(opened))
            changes.append(opened)
            for place, (text, measure) in enumerate(zip(line[1:], breakdown.measures, strict=False), start=2):
                if text:
                    address = Address(row.figure.code, opened.row.id, measure)
                    _add(model, address, text, (number, place), changes, refusals)
            refusals.extend(
                _Refusal(number, place, text, "bảng không còn cột này")
                for place, text in enumerate(line[len(breakdown.measures) + 1 :], start=len(breakdown.measures) + 2)
                if text
            )
    finally:
        for change in reversed(added):
            report.apply(change)
            if isinstance(change, SetRow):
                del report.rows[change.row.figure, change.row.id]
    return changes
