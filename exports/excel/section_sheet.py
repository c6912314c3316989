"""One section of the report as a sheet of the workbook: a line for each quantity, with formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from exports.excel.formulas import Formulas
from exports.typesetting.layout import Look
from exports.typesetting.lines import lines, plain
from forms.checks.findings import Finding
from forms.definitions.rules import Severity
from forms.definitions.template import Section
from forms.document import appendix
from forms.document.appendix import Kind, Line, Series
from forms.narrative import movement
from forms.report.cells import Address, State
from forms.report.report import Report
from forms.values.numbers import Number, rounded

LINE = 16  # points, Times New Roman 12
NOTE = 11  # points
_DIGIT = 5.25  # points of column for a unit of its width
_INDENT = 9.0  # points of a step of indent
TOP = 4  # rows above the body: title, subtitle, blank, heads
_FIRST = (("STT", 5), ("Nội dung", 54), ("ĐVT", 12))
_LAST = ("Ghi chú", 32)
_WIDTHS = {Kind.PLAN: 13, Kind.VALUE: 17, Kind.PERCENT: 10, Kind.CHANGE: 10}

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
    sheet.set_row(TOP - 1, LINE * max(lines_of(head, width, bold=True) for head, width in heads) + 3)
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
        self.columns = appendix.series(report)
        self.places: dict[Address, str] = {}
        for row, line in enumerate(self.lines, start=TOP):
            for column, shown in enumerate(self.columns, start=len(_FIRST)):
                address = self._address(shown, line)
                if address is not None and shown.report is report:
                    self.places[address] = xl_rowcol_to_cell(row, column)
        self._formulas = Formulas(report, self.places)

    def _address(self, shown: Series, line: Line) -> Address | None:
        """The cell that stands in a column of a line, in the report of the column."""
        match shown.kind:
            case Kind.PLAN:
                return line.plan
            case Kind.PERCENT:
                return line.percent
            case Kind.VALUE if line.value is not None and shown.report is not self.report:
                return self.report.counterpart(shown.report, line.value)
            case Kind.VALUE:
                return line.value
        return None

    def write(self, findings: Sequence[Finding]) -> None:
        """Write the whole sheet."""
        report = self.report
        title = f"{self.section.code}. {self.section.title}"
        subtitle = f"{report.unit.name}, {report.period.label}"
        heads = [*_FIRST, *((shown.head, _WIDTHS[shown.kind]) for shown in self.columns), _LAST]
        frame(self.sheet, self.formats, title, subtitle, heads)
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
        for column, shown in enumerate(self.columns, start=len(_FIRST)):
            self._write_column(row, column, shown, line)
        addresses = [address for address in (line.value, line.percent, line.plan) if address is not None]
        said = next((notes[address] for address in addresses if address in notes), "")
        if not said and any(self._estimated(address) for address in addresses):
            said = "Số ước"
        sheet.write_string(row, len(_FIRST) + len(self.columns), said, formats["note"])
        label = lines_of(line.label, _FIRST[1][1], indent=min(line.depth, 6), bold=line.depth == 0)
        unit = lines_of(line.unit, _FIRST[2][1])
        sheet.set_row(row, LINE * max(label, unit, lines_of(said, _LAST[1], size=NOTE)) + 3)

    def _estimated(self, address: Address) -> bool:
        cell = self.report.cells.get(address)
        return cell is not None and cell.state is State.ESTIMATE

    def _write_column(self, row: int, column: int, shown: Series, line: Line) -> None:
        """Write what a column shows of a line: a cell of a report, or what follows from two."""
        address = self._address(shown, line)
        cell = shown.report.cells.get(address) if address is not None else None
        if cell is not None and cell.number is None:
            self.sheet.write_string(row, column, appendix.shown_cell(cell), self.formats["words"])
        elif cell is not None and cell.number is not None and address is not None:
            self._number(row, column, cell.number, self._formula(shown, line, address, cell.number))
        elif shown.kind is Kind.CHANGE and line.value is not None:
            self._write_change(row, column, line.value)
        elif shown.kind is Kind.PERCENT and line.value is not None and line.plan is not None:
            self._write_share(row, column, line.value, line.plan)
        else:
            self.sheet.write_blank(row, column, None, self.formats["center"])

    def _formula(self, shown: Series, line: Line, address: Address, number: Number) -> str:
        """The formula of a cell of this report; "" where the number just stands."""
        if shown.report is not self.report:
            return ""
        if shown.kind is Kind.VALUE and line.parts:
            return self._formulas.total(line.parts)
        return self._formulas.computed(address, number)

    def _write_change(self, row: int, column: int, address: Address) -> None:
        """Write the change since the year before, which stands in the column to the left."""
        moved = movement.change_in_numbers(self.report, address)
        if moved is None:
            self.sheet.write_blank(row, column, None, self.formats["center"])
            return
        now, then = self.places[address], xl_rowcol_to_cell(row, column - 1)
        last = self.report.last
        there = self.report.counterpart(last, address) if last else None
        cells = (self.report.cells.get(address), last.cells.get(there) if last and there else None)
        numeric = all(cell is not None and cell.number is not None for cell in cells)
        formula = f"=ROUND(100*({now}-{then})/ABS({then}),1)" if numeric else ""
        self._number(row, column, rounded(moved, 1), formula)

    def _write_share(self, row: int, column: int, address: Address, plan: Address) -> None:
        """Write how much of its plan a value reaches, where nobody stated it."""
        share = movement.share_of_plan(self.report, address)
        if share is None:
            self.sheet.write_blank(row, column, None, self.formats["center"])
            return
        cells = (self.report.cells.get(address), self.report.cells.get(plan))
        numeric = all(cell is not None and cell.number is not None for cell in cells)
        formula = f"=ROUND(100*{self.places[address]}/{self.places[plan]},{share.decimals})" if numeric else ""
        self._number(row, column, share, formula)

    def _number(self, row: int, column: int, number: Number, formula: str = "") -> None:
        style = self.formats[f"number{number.decimals}"]
        value = float(number.value) if number.decimals else number.digits
        if formula:
            self.sheet.write_formula(row, column, formula, style, value)
        else:
            self.sheet.write_number(row, column, value, style)
