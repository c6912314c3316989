"""Blocks of cells: copied to and pasted from spreadsheets, all of a block or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QModelIndex

from forms.errors import KnownError
from forms.report import naming, row_names
from forms.report.cells import Address, unmarked
from forms.report.changes import Change, SetCell, SetRow
from forms.report.entry import SIGNS, refuse_over_sum, typed
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.period import Period
from forms.values.text import fold, quoted
from ui.entry.block import Numbered, cells_of, likely_sums, rows_of, without_ordinals
from ui.entry.model import FormModel
from ui.entry.rows import FormRow, RowKind

_Made = tuple[Report, Change]  # a change, and the report in which it is made
_SHOWN = 12  # refusals told at once


@frozen
class _Refusal:
    """A cell of the block that does not fit: its place in the block, its text, and why."""

    line: int
    column: int
    text: str
    reason: str


def _is_row(row: FormRow, labels: Iterable[str], line: Sequence[str], office: str) -> bool:
    """Whether a line of a block is a row: not a sum, a heading, a numbering of columns or a unit.

    `labels` are the rows that stand there, `office` whose report it is.
    """
    filled = [cell for cell in line if cell]
    if not filled or fold(line[0]) in {fold(label) for label in labels} - {""}:
        return True
    if list(map(fold, filled)) == ["a", *(str(n) for n in range(1, len(filled)))]:  # how forms number their columns
        return False
    furniture = [
        cell == "%" or (cell not in SIGNS and bool(row_names.no_name(row.figure, row.breakdown, cell, office)))
        for cell in (line[0], *filled)
    ]
    return not (furniture[0] or all(furniture[1:]))


def copied(model: FormModel, block: Sequence[QModelIndex]) -> str:
    """The chosen cells as text with tabs; labels and sums come along where they are chosen."""
    lines: dict[int, dict[int, str]] = {}
    for index in block:
        row = model.rows[index.row()]
        if row.kind is not RowKind.WORDS:
            lines.setdefault(index.row(), {})[index.column()] = model.text(row, index.column())
    return "\n".join("\t".join(text for _, text in sorted(line.items())) for _, line in sorted(lines.items()))


def _by_report(made: Sequence[_Made]) -> list[tuple[Report, list[Change]]]:
    found: dict[Period, tuple[Report, list[Change]]] = {}
    for report, change in made:
        found.setdefault(report.period, (report, []))[1].append(change)
    return list(found.values())


def clear(model: FormModel, block: Sequence[QModelIndex]) -> None:
    """Blank the chosen cells, as one step."""
    found: list[_Made] = []
    for index in block:
        report, address = model.report_at(index), model.address(index)
        if address is not None and address in report.cells:
            found.append((report, SetCell(address, None)))
    if found:
        model.session.put_all(_by_report(found))


def paste(model: FormModel, at: QModelIndex, text: str) -> str:
    """Put a block into the cells from `at` on; returns what was done in a sentence, "" where nothing was.

    Raises KnownError, nothing pasted, when any of it does not fit.
    """
    lines = cells_of(text)
    if not lines or not at.isValid():
        return ""
    _refuse_ragged(lines)
    row = model.rows[at.row()]
    lane = _lane(model, at)
    known = row.breakdown.suggest if row.kind is RowKind.NEW and row.breakdown else [one.label for one in lane]
    office = model.session.report.unit.name
    rows = list(enumerate(lines, start=1))
    if row.kind is RowKind.NEW:
        rows = rows_of(rows, lambda line: _is_row(row, known, line, office), office)
    else:
        rows = [(number, line) for number, line in rows if _is_row(row, known, line, office)]
    refusals: list[_Refusal] = []
    if row.kind is RowKind.NEW:
        changes: list[_Made] = [(model.session.report, change) for change in _new_rows(model, row, rows, refusals)]
    elif model.address(at) is not None:
        changes = _cells(model, at, rows, refusals)
    else:
        raise KnownError("Chưa dán được: đề nghị chọn ô số liệu đầu tiên của bảng rồi dán lại.")
    if refusals:
        refused = "\n".join(f"Dòng {r.line}, cột {r.column} {quoted(r.text)}: {r.reason}" for r in refusals[:_SHOWN])
        more = f"\n… và {len(refusals) - _SHOWN} ô khác" if len(refusals) > _SHOWN else ""
        raise KnownError(f"Chưa dán ô nào, vì {len(refusals)} ô của khối không nhận được:\n{refused}{more}")
    if changes:
        model.session.put_all(_by_report(changes))
    kept = {number for number, _ in rows}
    left_out = [line for number, line in enumerate(lines, start=1) if number not in kept and any(line)]
    sums = likely_sums(rows, known) if row.kind is RowKind.NEW else []
    return _outcome(sum(isinstance(change, SetCell) for _, change in changes), left_out, sums)


def _refuse_ragged(lines: Sequence[Sequence[str]]) -> None:
    """Raise KnownError where lines have more cells than others: a break within a cell looks like the end of a row."""
    for number, line in enumerate(lines, start=1):
        if len(line) != len(lines[0]):
            raise KnownError(
                f"Chưa dán ô nào: dòng {number} của khối có {len(line)} cột, dòng 1 có {len(lines[0])} cột, có thể vì "
                "một ô ngắt dòng ở giữa. Đề nghị bỏ ngắt dòng trong ô rồi chép lại cả khối từ bảng tính."
            )


def _outcome(pasted: int, left_out: Sequence[Sequence[str]], sums: Sequence[str]) -> str:
    sentence = f"Đã dán {pasted} ô. Ctrl+Z để lấy lại." if pasted else ""
    if sums:
        sentence = f"{quoted(sums[0])} bằng đúng các dòng kia cộng lại: nếu là dòng cộng thì xóa đi. {sentence}"
    if left_out:
        names = ", ".join(quoted(next(filter(None, line))) for line in left_out[:3])
        more = ", …" if len(left_out) > 3 else ""
        sentence += f" Không lấy dòng cộng, tiêu đề, dòng không có số: {names}{more}."
    return sentence.strip()


def _lane(model: FormModel, at: QModelIndex) -> list[FormRow]:
    """The rows that a block fills downwards: those of the same grid, or the figures of the section."""
    first = model.rows[at.row()]

    def same(row: FormRow) -> bool:
        if first.kind is RowKind.FIGURE:
            return row.kind is RowKind.FIGURE
        grid = (row.figure.code, row.breakdown and row.breakdown.code, row.parent)
        return row.kind is RowKind.PART and grid == (
            first.figure.code,
            first.breakdown and first.breakdown.code,
            first.parent,
        )

    return [row for row in model.rows[at.row() :] if same(row)]


def _cells(model: FormModel, at: QModelIndex, lines: Numbered, refusals: list[_Refusal]) -> list[_Made]:
    lane = _lane(model, at)
    for named in (lines, without_ordinals(lines)):
        if len(named) > 1 and len(named[0][1]) > 1 and _begins_with_labels(lane, [line for _, line in named]):
            lines = [(number, line[1:]) for number, line in named]
            break
    changes: list[_Made] = []
    for below, (number, line) in enumerate(lines):
        cells = lane[below].cells if below < len(lane) else {}
        targets = [column for column in sorted(cells) if column >= at.column()]
        for place, text in enumerate(line, start=1):
            if not text:
                continue
            if place > len(targets):
                where = "bảng không còn dòng này" if not cells else "bảng không còn cột này"
                refusals.append(_Refusal(number, place, text, where))
            else:
                column = targets[place - 1]
                report = model.report_of(lane[below], column)
                read: list[Change] = []
                _add(report, cells[column], text, (number, place), read, refusals)
                placed = (model.placed(lane[below], column, change) for change in read)
                changes += [(there, change) for batch in placed for there, made in batch for change in made]
    return changes


def _begins_with_labels(lane: list[FormRow], lines: list[list[str]]) -> bool:
    return len(lines) <= len(lane) and all(
        fold(line[0]) == fold(row.label) for row, line in zip(lane, lines, strict=False)
    )


def _add(
    report: Report, address: Address, text: str, place: tuple[int, int], changes: list[Change],
    refusals: list[_Refusal],
) -> None:  # fmt: skip
    figure = report.template.figures[address.figure]
    try:
        cell = typed(text, figure.measures_at(address.row)[address.measure], figure.name)
        if cell != unmarked(report.cells.get(address)):
            refuse_over_sum(report, address, cell)
            changes.append(SetCell(address, cell))
    except KnownError as error:
        refusals.append(_Refusal(*place, text, str(error)))


def _new_rows(model: FormModel, row: FormRow, lines: Numbered, refusals: list[_Refusal]) -> list[Change]:
    """Rows that the block adds to an open breakdown: the label first, then its numbers."""
    report, breakdown = model.session.report, row.breakdown
    if breakdown is None:
        return []
    changes: list[Change] = []
    added: list[Change] = []
    try:
        for number, line in lines:
            try:
                opened = SetRow(naming.named(report, row.figure, row.named(line[0])))
            except KnownError as error:
                refusals.append(_Refusal(number, 1, line[0], str(error)))
                continue
            # a row that stands already lets the next one be told apart from it
            added.append(report.apply(opened))
            changes.append(opened)
            for place, (text, measure) in enumerate(zip(line[1:], breakdown.measures, strict=False), start=2):
                if text:
                    address = Address(row.figure.code, opened.row.id, measure)
                    _add(report, address, text, (number, place), changes, refusals)
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
