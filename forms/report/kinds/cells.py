"""The kinds of change that say something of cells and of the rows that they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import starmap

from forms.definitions import row_ids
from forms.errors import KnownError
from forms.report import entry, journal, limits
from forms.report.cells import Address, Cell, Mark, MarkKind, State
from forms.report.changes import Coverage, OpenRow, SetCell, SetCoverage, SetNote, SetRow
from forms.report.kinds.arriving import Arriving, require, stray, twice
from forms.report.kinds.kind import ArchiveTable, ChangeKind, Kept, Limited
from forms.report.kinds.plain import JsonObject, text, whole
from forms.report.report import Report
from forms.values import numbers
from forms.values.numbers import Number
from forms.values.text import lowered, quoted, tidy


def _address(line: JsonObject) -> Address:
    return Address(text(line, "figure"), text(line, "row"), text(line, "measure"))


def _named(change: SetCell | SetNote) -> tuple[Address]:
    return (change.address,)


# rows


def _rows(report: Report) -> Iterator[JsonObject]:
    """The open rows, each after the row that it hangs on; those without a place follow."""
    placed = [(figure.code, row) for figure in report.template.figures.values() for row in report.all_rows(figure)]
    strays = (key for key, row in sorted(report.rows.items()) if not row.removed and not report.has_row(*key))
    for key in (*placed, *strays):
        row = report.rows.get(key)
        if row is not None:
            yield {"figure": row.figure, "id": row.id, "label": row.label, "position": row.position}


def _row(line: JsonObject) -> SetRow:
    return SetRow(OpenRow(text(line, "figure"), text(line, "id"), text(line, "label"), whole(line, "position")))


def _row_arrives(there: Arriving, change: SetRow) -> None:
    """Refuse a row that has no place in the report, or stands there already."""
    row, rows = change.row, there.report.rows
    figure = there.figures.get(row.figure)
    parent = row_ids.parent(row.id)
    breakdown = figure.breakdowns.get(row_ids.breakdown(row.id)) if figure else None
    fits = breakdown is not None and breakdown.open and breakdown.hangs_on(parent)
    fits = fits and row_ids.number(row.id) is not None
    placed = fits and parent in there.rows[row.figure]
    strays_along = row.figure in there.called and row_ids.number(row.id) is not None
    if not (placed or strays_along):
        raise stray(row.figure, row.id)
    if (row.figure, row.id) in rows:
        raise twice("dòng", row.figure, row.id)
    if row.label != tidy(row.label) or not 0 < len(row.label) <= limits.LABEL:
        raise KnownError(
            f'Dữ liệu kèm theo có dòng "{row.figure} {row.id}" mà tên dòng trống, dài quá {limits.LABEL} chữ hoặc '
            "thừa dấu cách; đề nghị xin lại tệp từ nơi gửi, chưa nhập gì."
        )
    if len(rows) >= limits.ARRIVING:
        raise KnownError(f"Dữ liệu kèm theo có quá {limits.ARRIVING} dòng tự thêm; chưa nhập gì.")
    if placed:
        there.add_row(row.figure, row.id)


def _row_texts(change: SetRow) -> Limited:
    yield "Tên dòng", change.row.label, limits.LABEL


ROW = ChangeKind(
    "rows",
    "dòng tự thêm",
    _row_texts,
    ArchiveTable(_rows, _row, _row_arrives),
    cells=lambda change: (Address(change.row.figure, change.row.id, ""),),
    bounds=lambda change: limits.refuse_spoofed("Tên dòng", change.row.label),
)


# cells


def _cells(report: Report) -> Iterator[JsonObject]:
    """Every stored cell in the order of the paper, then those without a place; numbers keep their decimals as text."""
    placed = (address for figure in report.template.figures.values() for address in report.addresses(figure))
    for address in (*placed, *sorted(address for address in report.cells if not report.has(address))):
        cell = report.cells.get(address)
        if cell is not None:
            yield {
                "figure": address.figure,
                "row": address.row,
                "measure": address.measure,
                "value": str(cell.number) if cell.number else None,
                "state": cell.state,
                "working": cell.working,
                **({"marks": [_mark_line(mark) for mark in cell.marks]} if cell.marks else {}),
            }


def _mark_line(mark: Mark) -> JsonObject:
    line = {
        "kind": mark.kind,
        "text": mark.text,
        "value": str(mark.number) if mark.number else "",
        "who": mark.who,
        "at": mark.at.isoformat() if mark.at else "",
    }
    return {key: value for key, value in line.items() if value}


def _number(line: JsonObject) -> Number:
    """The number of a cell; raises KnownError for one that no program of ours writes so (`+5`, `-0`, `007`)."""
    found = numbers.parse(text(line, "value"))
    if str(found) != line["value"]:
        raise KnownError(f"Số {quoted(text(line, 'value'))} viết không đúng dạng (đúng là {found}); chưa nhập gì.")
    return found


def _cell(line: JsonObject) -> SetCell:
    value = None if line.get("value") is None else _number(line)
    marks = line.get("marks", [])
    if not isinstance(marks, list):
        raise TypeError("marks")
    cell = Cell(value, State(text(line, "state")), text(line, "working"), tuple(map(_mark, marks)))
    return SetCell(_address(line), cell)


def _mark(line: JsonObject) -> Mark:
    texts = {key: text(line, key) for key in line}
    number, at = texts.pop("value", ""), texts.pop("at", "")
    return Mark(
        MarkKind(texts.pop("kind")),
        number=numbers.parse(number) if number else None,
        at=datetime.fromisoformat(at) if at else None,
        **texts,
    )


def _cell_arrives(there: Arriving, change: SetCell) -> None:
    """Refuse a cell that has no place in the report, stands there already or holds what it cannot."""
    address, cell = change
    measure = there.measure(address)
    if cell is None:
        raise stray(*address)
    if address in there.report.cells:
        raise twice("ô", *address)
    if measure is None:
        return
    name = there.figures[address.figure].name
    if cell.number is not None:
        entry.refuse(cell.number, measure, name)
    if cell.working and not entry.adds_up(cell, measure):
        raise KnownError(
            f"{name}, {lowered(measure.label)}: phép cộng {quoted(cell.working)} kèm theo không ra số của ô; "
            "đề nghị hỏi lại nơi gửi, chưa nhập gì."
        )


def _cell_texts(change: SetCell) -> Limited:
    if change.cell:
        yield "Phép cộng", change.cell.working, limits.WORKING
        for mark in change.cell.marks:
            yield "Lý do ở ô", mark.text, limits.REASON
            yield "Người ghi ở ô", mark.who, limits.NAME


CELL = ChangeKind("cells", "số liệu", _cell_texts, ArchiveTable(_cells, _cell, _cell_arrives), cells=_named)


# notes


def _notes(report: Report) -> Iterator[JsonObject]:
    for address, note in sorted(report.notes.items()):
        yield {**address._asdict(), "text": note}


def _note_arrives(there: Arriving, change: SetNote) -> None:
    """Refuse a note to a cell that has no place in the report."""
    there.measure(change.address)


def _note_texts(change: SetNote) -> Limited:
    yield "Ghi chú ô", change.text or "", limits.NOTE


NOTE = ChangeKind(
    "notes",
    "ghi chú ô",
    _note_texts,
    ArchiveTable(_notes, lambda line: SetNote(_address(line), text(line, "text")), _note_arrives),
    cells=_named,
)


# of how many lower offices a cell is made


def _coverages(report: Report) -> Iterable[SetCoverage]:
    return starmap(SetCoverage, sorted(report.coverage.items()))


def _sums(report: Report) -> Iterator[JsonObject]:
    for address, coverage in sorted(report.coverage.items()):
        yield {**address._asdict(), **coverage._asdict()}


def _sum(line: JsonObject) -> SetCoverage:
    coverage = Coverage(whole(line, "counted"), whole(line, "missing"))
    if min(coverage) < 0:
        raise ValueError("fewer than none")
    return SetCoverage(_address(line), coverage)


def _sum_arrives(there: Arriving, change: SetCoverage) -> None:
    """Refuse the coverage of a cell that has no place in the report, or is covered already."""
    address = change.address
    require(address not in there.report.coverage)
    if address.row or address.measure or address.figure not in there.figures:
        there.measure(address)


def _sum_texts(change: SetCoverage) -> Limited:
    yield from (("Mã ô", part, limits.CODE) for part in change.address)


COVERAGE = ChangeKind(
    "sums",
    "số đơn vị đã tổng hợp",
    _sum_texts,
    ArchiveTable(_sums, _sum, _sum_arrives, new=True),
    Kept(
        _coverages,
        lambda change: (" ".join(change.address), journal.written(change.coverage) if change.coverage else ""),
        lambda key, said: SetCoverage(Address(*key.split(" ")), journal.read(Coverage, said)),
    ),
)
