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
from forms.definitions.tables import Shows, TableDefinition
from forms.definitions.template import Plan, Section
from forms.document import appendix, columns
from forms.document.appendix import AppendixLine
from forms.document.columns import Series
from forms.narrative import movement
from forms.report.cells import Address, State
from forms.report.report import Report
from forms.values.numbers import Number, rounded

LINE = 16  # points, Times New Roman 12
NOTE = 11  # points
_DIGIT = 5.25  # points of column for a unit of its width
_INDENT = 9.0  # points of a step of indent
TOP = 4  # rows above the body: title, subtitle, blank, heads

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

    def __init__(self, report: Report, section: Section, table: TableDefinition, sheet: Any, formats: Formats) -> None:  # noqa: ANN401 - no stubs
        self.report = report
        self.section = section
        self.sheet = sheet
        self.formats = formats
        self.lines = appendix.lines(report, section)
        self.columns = [shown for shown in columns.series(report, table) if shown.definition.digits]
        self.places: dict[Address, str] = {}
        for row, line in enumerate(self.lines, start=TOP):
            for column, shown in enumerate(self.columns):
                address = self._address(shown, line)
                if address is not None and shown.report is report:
                    self.places[address] = xl_rowcol_to_cell(row, column)
        self._formulas = Formulas(report, self.places)

    def _address(self, shown: Series, line: AppendixLine) -> Address | None:
        """The cell that stands in a column of a line, in the report of the column."""
        match shown.shows:
            case Shows.PLAN:
                return line.plan
            case Shows.PERCENT:
                return line.percent
            case Shows.VALUE if line.value is not None and shown.report is not self.report:
                return self.report.counterpart(shown.report, line.value)
            case Shows.VALUE:
                return line.value
        return None

    def write(self, findings: Sequence[Finding]) -> None:
        """Write the whole sheet."""
        report = self.report
        title = f"{self.section.number}. {self.section.title}"
        subtitle = f"{report.unit.name}, {report.period.label}"
        heads = [(shown.head, shown.definition.digits) for shown in self.columns]
        frame(self.sheet, self.formats, title, subtitle, heads)
        notes = self._notes(findings)
        for row, line in enumerate(self.lines, start=TOP):
            self._write_line(row, line, notes)

    def _notes(self, findings: Sequence[Finding]) -> dict[Address, str]:
        """What is said beside a cell: the message of its most serious finding, or why that may stand."""
        notes: dict[Address, str] = {}
        for finding in findings:
            if finding.severity is not Severity.INFO and finding.cells[0].figure in self.section.figures:
                note = f"Giải trình: {finding.accepted.reason}" if finding.accepted else finding.message
                notes.setdefault(finding.cells[0], note)
        return notes

    def _write_line(self, row: int, line: AppendixLine, notes: Mapping[Address, str]) -> None:
        height = 1
        for column, shown in enumerate(self.columns):
            if (words := self._words(shown, line, notes)) is None:
                self._write_number(row, column, shown, line)
                continue
            text, style = words
            self.sheet.write_string(row, column, text, self.formats[style])
            if shown.shows != Shows.NUMBER:
                height = max(height, self._lines(shown, line, text))
        self.sheet.set_row(row, LINE * height + 3)

    def _words(self, shown: Series, line: AppendixLine, notes: Mapping[Address, str]) -> tuple[str, str] | None:
        """The words that a column has for a line, and their style; None where it has a number."""
        match shown.shows:
            case Shows.NUMBER:
                return line.number, "center"
            case Shows.LABEL:
                style = "caption" if line.heads else "total" if line.depth == 0 else "label"
                return line.label, f"{style}{min(line.depth, 6)}"
            case Shows.UNIT:
                return line.unit, "center"
            case Shows.FINDING:
                addresses = [address for address in (line.value, line.percent, line.plan) if address is not None]
                note = next((notes[address] for address in addresses if address in notes), "")
                return note or ("Số ước" if any(map(self._estimated, addresses)) else ""), "note"
        return None

    @staticmethod
    def _lines(shown: Series, line: AppendixLine, text: str) -> int:
        """How many lines words take in their column."""
        width = shown.definition.digits
        match shown.shows:
            case Shows.LABEL:
                return lines_of(text, width, indent=min(line.depth, 6), bold=line.depth == 0)
            case Shows.FINDING:
                return lines_of(text, width, size=NOTE)
        return lines_of(text, width)

    def _estimated(self, address: Address) -> bool:
        cell = self.report.cell(address)
        return cell is not None and cell.state is State.ESTIMATE

    def _write_number(self, row: int, column: int, shown: Series, line: AppendixLine) -> None:
        """Write what a column shows of a line: a cell of a report, or what follows from two."""
        address = self._address(shown, line)
        cell = shown.report.cell(address) if address is not None else None
        if cell is not None and cell.number is None:
            self.sheet.write_string(row, column, appendix.shown_cell(cell), self.formats["words"])
        elif cell is not None and cell.number is not None and address is not None:
            self._number(row, column, cell.number, self._formula(shown, line, address, cell.number), cell.word)
        elif shown.shows == Shows.CHANGE and line.value is not None:
            self._write_change(row, column, line.value)
        elif shown.shows == Shows.PERCENT and line.of and line.plan and line.reached:
            self._write_share(row, column, line.of, line.plan, line.reached)
        else:
            self.sheet.write_blank(row, column, None, self.formats["center"])

    def _formula(self, shown: Series, line: AppendixLine, address: Address, number: Number) -> str:
        """The formula of a cell of this report; "" where the number just stands."""
        if shown.report is not self.report:
            return ""
        if shown.shows == Shows.VALUE and line.parts:
            return self._formulas.total(line.parts)
        return self._formulas.computed(address, number)

    def _write_change(self, row: int, column: int, address: Address) -> None:
        """Write the change since the year before, as a formula where both numbers stand on the line."""
        moved = movement.change_in_numbers(self.report, address)
        if moved is None:
            self.sheet.write_blank(row, column, None, self.formats["center"])
            return
        last = self.report.last
        there = self.report.counterpart(last, address) if last else None
        cells = (self.report.cell(address), last.cell(there) if last and there else None)
        numeric = all(cell is not None and cell.number is not None for cell in cells)
        now, then = self.places.get(address), self._place(row, last)
        formula = f"=ROUND(100*({now}-{then})/ABS({then}),1)" if numeric and now and then else ""
        self._number(row, column, rounded(moved, 1), formula)

    def _place(self, row: int, report: Report | None) -> str:
        """Where the value of another report stands on a line; "" where no column shows it."""
        for column, shown in enumerate(self.columns):
            if shown.report is report and shown.shows == Shows.VALUE:
                return str(xl_rowcol_to_cell(row, column))
        return ""

    def _write_share(self, row: int, column: int, address: Address, plan: Address, planned: Plan) -> None:
        """Write how much of a plan a value reaches, where nobody stated it."""
        share = movement.share_of_plan(self.report, address, planned)
        if share is None:
            self.sheet.write_blank(row, column, None, self.formats["center"])
            return
        cells = (self.report.cell(address), self.report.cell(plan))
        numeric = all(cell is not None and cell.number is not None for cell in cells)
        done, wanted = self.places.get(address), self.places.get(plan)
        formula = f"=ROUND(100*{done}/{wanted},{share.decimals})" if numeric and done and wanted else ""
        self._number(row, column, share, formula)

    def _number(self, row: int, column: int, number: Number, formula: str = "", word: str = "") -> None:
        style = self.formats.get(f"number{number.decimals}{word}", self.formats[f"number{number.decimals}"])
        value = float(number.value) if number.decimals else number.digits
        if formula:
            self.sheet.write_formula(row, column, formula, style, value)
        else:
            self.sheet.write_number(row, column, value, style)
