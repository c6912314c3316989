"""What the form says of a cell beside its number: its finding, its marks, how it changed, until when it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forms.definitions.span import Across
from forms.report import details
from forms.report.cells import STATE_LABELS, Address, Cell, MarkKind
from forms.report.entry import shown
from forms.report.report import Report
from forms.values.numbers import show
from ui.entry.rows import FormRow
from ui.session import Session


def about(session: Session, address: Address, report: Report, last: Cell | None) -> str:
    """What there is to know of a cell: finding, state, working, what it was in the last period, note."""
    finding, cell, note = session.worst(address, report), report.cells.get(address), report.notes.get(address)
    carried = cell.mark(MarkKind.CARRIED) if cell else None
    statement = cell.mark(MarkKind.STATEMENT) if cell else None
    lines = [finding.message if finding else ""]
    if cell is not None:
        lines += [STATE_LABELS[cell.state].capitalize(), f"Phép cộng: {cell.working}" if cell.working else ""]
        lines += _marks(cell)
        waits = report.template.figures[address.figure].waits_for
        if waits and cell.number and not cell.preliminary and not report.locked:
            lines.append(f"Chưa có {waits} thì ghi là số sơ bộ: menu Số liệu, Số sơ bộ.")
    lines.append(f"Chuyển từ {carried.text}, sửa được." if carried else "")
    lines.append(f"Số tổng hợp {statement.text}." if statement else "")
    lines += [f"Cùng kỳ: {shown(last)}" if last else "", f"Ghi chú: {note}" if note else ""]
    return "\n".join(part for part in lines if part)


def _marks(cell: Cell) -> Iterator[str]:
    """What the marks of a sum say: whom it lacks, what was added, or what it stands against and why."""
    if cell.mark(MarkKind.COMPUTED):
        yield "Số tổng hợp" + (f", {cell.lacking}" if cell.lacking else "")
    if (own := cell.mark(MarkKind.ADDED)) and own.number:
        yield f"Trực tiếp thực hiện {show(own.number)}: {own.text}"
    if cell.preliminary:
        yield f"Số liệu {cell.preliminary}."
    if overruled := cell.mark(MarkKind.OVERRULED):
        number = show(overruled.number) if overruled.number else "chưa có"
        yield f"Số tổng hợp {number}; lý do ghi khác: {overruled.text}"


def cut_off(reports: Sequence[Report], row: FormRow, column: int) -> str:
    """What is said in the well of a figure that does not hold a value for each period; `column` is its own."""
    latest = reports[-1]
    day = details.as_of(latest, row.figure) or latest.period.end
    whole = "một số cho cả giai đoạn, " if row.across is Across.WHOLE else ""
    return "; ".join([f"{whole}đến {day.day}/{day.month}", *_apart(reports, row, column)])


def _apart(reports: Sequence[Report], row: FormRow, column: int) -> Iterator[str]:
    """What single periods say of a figure that holds one value for all of them: stored, and in no sum."""
    *earlier, latest = reports
    address = row.cells.get(column) if row.across is Across.WHOLE else None
    for report in earlier if address else ():
        there = latest.counterpart(report, address) if address else None
        if there and (cell := report.cells.get(there)):
            yield f"{report.period.label} đã ghi {shown(cell)}"
