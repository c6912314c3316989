"""One section of the report as a sheet of the workbook: a line for each quantity, with formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from exports.formulas import Formulas
from exports.layout import Look
from exports.prose import lines, plain
from forms import appendix
from forms.appendix import Line
from forms.definitions import Section
from forms.numbers import Number, rounded
from forms.report import Address, Report, State
from forms.rules import Finding, Severity

LINE = 16  # points, Times New Roman 12
NOTE = 11  # points
_DIGIT = 5.25  # points of column for a unit of its width
_INDENT = 9.0  # points of a step of indent
TOP = 4  # rows above the body: title, subtitle, blank, heads
_HEADS = ("STT", "Nội dung", "ĐVT", "Kế hoạch", "Thực hiện", "% kế hoạch", "Cùng kỳ", "Tăng/giảm (%)", "Ghi chú")
_WIDTHS = (5, 54, 12, 13, 17, 10, 17, 10, 32)
_PLAN, _VALUE, _PERCENT, _LAST, _CHANGE, _NOTE = range(3, 9)

Formats = Mapping[str, Any]


def lines_of(text: str, width: float, *, size: float = 12, indent: int = 0, bold: bool = False) -> int:
    """How many lines a text takes in a column so many digits wide; spreadsheets do not say it before they print."""
    look = Look("", size, 0, bold=bold)
    return max(len(lines(look, plain(text, look), width * _DIGIT - indent * _INDENT)), 1)


def frame(sheet: Any, formats: Formats, title: str, subtitle: str, heads: Sequence[tuple[str, float]]) -> None:  # noqa: ANN401 - XlsxWriter has no stubs
    """Write what stands above the body of every sheet, and how the sheet is shown and printed."""
    sheet.write_string(0, 0, title, formats["title"])
    sheet.write_string(1, 0, subtitle, formats["subtitle"])
    for column, (head, width) in enumerate(heads):
        sheet.write_string(TOP - 1, column, head, formats["head"])
        sheet.set_column(column, column, width)
    sheet.set_row(TOP - 1, 2 * LINE + 3)
    sheet.freeze_panes(TOP, 2)
    sheet.repeat_rows(TOP - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&R&P/&N")
    sheet.hide_gridlines(2)


class SectionSheet:
    """One section: its lines, with the place of every cell so that formulas can name it."""

    def __init__(self, report: Report, section: Section, sheet: Any, formats: Formats) -> None:  # noqa: ANN401 - no stubs
        self.report = report
        self.section = section
        self.sheet = sheet
        self.formats = formats
        self.lines = appendix.lines(report, section)
        self.places: dict[Address, str] = {}
        for row, line in enumerate(self.lines, start=TOP + 1):
            for column, address in (("D", line.plan), ("E", line.value), ("F", line.percent)):
                if address is not None:
                    self.places[address] = f"{column}{row}"
        self._formulas = Formulas(report, self.places)

    def write(self, findings: Sequence[Finding]) -> None:
        """Write the whole sheet."""
        report = self.report
        title = f"{self.section.code}. {self.section.title}"
        subtitle = f"{report.unit.name}, {report.period.label}"
        frame(self.sheet, self.formats, title, subtitle, list(zip(_HEADS, _WIDTHS, strict=True)))
        if report.last is None:
            self.sheet.set_column(_LAST, _CHANGE, None, None, {"hidden": True})
        notes = self._notes(findings)
        for row, line in enumerate(self.lines, start=TOP):
            self._write_line(row, line, notes)

    def _notes(self, findings: Sequence[Finding]) -> dict[Address, str]:
        """What is said beside a cell: the message of its most serious finding, or why that may stand."""
        notes: dict[Address, str] = {}
        for finding in findings:
            if finding.severity is not Severity.INFO and finding.cells[0].figure in self.section.figures:
                said = f"Giải trình: {finding.accepted.reason}" if finding.accepted else finding.message
                notes.setdefault(finding.cells[0], said)
        return notes

    def _write_line(self, row: int, line: Line, notes: Mapping[Address, str]) -> None:
        sheet, formats = self.sheet, self.formats
        sheet.write_string(row, 0, line.number, formats["center"])
        style = "caption" if line.value is None else "total" if line.depth == 0 else "label"
        sheet.write_string(row, 1, line.label, formats[f"{style}{min(line.depth, 6)}"])
        sheet.write_string(row, 2, line.unit, formats["center"])
        self._write_cell(row, _PLAN, line.plan)
        self._write_cell(row, _VALUE, line.value, line.parts)
        self._write_cell(row, _PERCENT, line.percent)
        self._write_last(row, line.value)
        addresses = [address for address in (line.value, line.percent, line.plan) if address is not None]
        said = next((notes[address] for address in addresses if address in notes), "")
        if not said and any(self._estimated(address) for address in addresses):
            said = "Số ước"
        sheet.write_string(row, _NOTE, said, formats["note"])
        label = lines_of(line.label, _WIDTHS[1], indent=min(line.depth, 6), bold=line.depth == 0)
        unit = lines_of(line.unit, _WIDTHS[2])
        sheet.set_row(row, LINE * max(label, unit, lines_of(said, _WIDTHS[_NOTE], size=NOTE)) + 3)

    def _estimated(self, address: Address) -> bool:
        cell = self.report.cells.get(address)
        return cell is not None and cell.state is State.ESTIMATE

    def _write_last(self, row: int, address: Address | None) -> None:
        """Write the value of the year before and the change since."""
        last = self.report.last
        there = self.report.counterpart(last, address) if last and address else None
        before = last.cells.get(there) if last and there else None
        now = self.report.cells.get(address) if address else None
        for column in (_LAST, _CHANGE):
            self.sheet.write_blank(row, column, None, self.formats["center"])
        if before is None or before.number is None:
            return
        self._number(row, _LAST, before.number)
        if now is not None and now.number is not None and before.number.digits:
            moved = rounded(100 * (now.number.value / before.number.value - 1), 1)
            self._number(row, _CHANGE, moved, f"=ROUND(100*(E{row + 1}/G{row + 1}-1),1)")

    def _write_cell(self, row: int, column: int, address: Address | None, parts: tuple[Address, ...] = ()) -> None:
        cell = self.report.cells.get(address) if address else None
        if address is None or cell is None:
            self.sheet.write_blank(row, column, None, self.formats["center"])
        elif cell.number is None:
            self.sheet.write_string(row, column, appendix.text(self.report, address), self.formats["words"])
        else:
            formula = self._formulas.total(parts) if parts else self._formulas.computed(address, cell.number)
            self._number(row, column, cell.number, formula)

    def _number(self, row: int, column: int, number: Number, formula: str = "") -> None:
        style = self.formats[f"number{number.decimals}"]
        value = float(number.value) if number.decimals else number.digits
        if formula:
            self.sheet.write_formula(row, column, formula, style, value)
        else:
            self.sheet.write_number(row, column, value, style)
