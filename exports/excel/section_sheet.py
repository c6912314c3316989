"""One section of the report as a sheet of the workbook: a line for each quantity, with formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from exports.excel.formulas import Formulas
from exports.typesetting import fonts
from exports.typesetting.layout import Look
from exports.typesetting.lines import lines, plain
from exports.typesetting.titles import by_sense
from forms.checks.findings import Finding
from forms.definitions.rules import Severity
from forms.definitions.tables import Shows, Source, TableDefinition
from forms.definitions.template import Section
from forms.document import appendix, columns
from forms.document.appendix import AppendixLine
from forms.document.columns import Series
from forms.narrative import movement
from forms.narrative.lacking import lacking
from forms.report.cells import Address, State
from forms.report.report import Report
from forms.values.numbers import Number, rounded
from forms.values.period import Period
from forms.values.text import raised

LINE = 16  # points, Times New Roman 12
NOTE = 11  # points
_DIGIT = 5.25  # points of column for a unit of its width
_PIXEL = 0.75  # points
_PAD = 5  # pixels of a column beside its words
_INDENT = 9.0  # points of a step of indent
_MOST = 160  # digits in which columns print in type that is easy to read
_WORDS = (Shows.LABEL, Shows.FINDING)  # what wraps
TOP = 4  # rows above the body: title, subtitle, blank, heads

Formats = Mapping[str, Any]
_Notes = dict[tuple[Period | None, Address], str]  # by the period in which a cell stands


def pixels(width: float) -> int:
    """How wide a column is that has room for so many digits."""
    return round(width * _DIGIT / _PIXEL) + _PAD


def lines_of(
    text: str, width: float, *, size: float = 12, indent: int = 0, bold: bool = False, italic: bool = False
) -> int:
    """How many lines a text takes in a column so many digits wide; spreadsheets do not say it before they print."""
    look = Look("", size, 0, bold=bold, italic=italic)
    return max(len(lines(look, plain(text, look), width * _DIGIT - indent * _INDENT)), 1)


def balanced(look: Look, text: str, width: float) -> str:
    """A title over columns that are together so many digits wide, broken where it is on paper."""
    return by_sense(look, text, width * _DIGIT)


def frame(sheet: Any, formats: Formats, title: str, subtitle: str, heads: Sequence[tuple[str, float]]) -> None:  # noqa: ANN401 - XlsxWriter has no stubs
    """Write what stands above the body of every sheet, and how the sheet is shown and printed."""
    sheet.write_string(0, 0, title, formats["title"])
    sheet.write_string(1, 0, subtitle, formats["subtitle"])
    for column, (head, width) in enumerate(heads):
        sheet.write_string(TOP - 1, column, head, formats["head"])
        sheet.set_column_pixels(column, column, pixels(width))
    sheet.set_row(TOP - 1, LINE * max(lines_of(head, width, bold=True) for head, width in heads) + 3)
    sheet.freeze_panes(TOP, 2)
    sheet.repeat_rows(TOP - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&R&P/&N")
    sheet.hide_gridlines(2)


def write_words(sheet: Any, row: int, column: int, text: str, style: Any, *, counted: bool) -> None:  # noqa: ANN401
    """Write words into a cell; an ordinal of what is `counted` as a number, with which people sort and fill down."""
    if counted and text.isdecimal():
        sheet.write_number(row, column, int(text), style)
    else:
        sheet.write_string(row, column, text, style)


def whose(report: Report) -> str:
    """Whose numbers a sheet shows, and of which periods."""
    return ", ".join((report.unit.name, *(one.period.label for one in report.span)))


def _narrowed(shown: Sequence[Series]) -> list[float]:
    """How wide columns are: those of words give up to half where all together would print small."""
    widths = [one.definition.digits for one in shown]
    words = sum(width for one, width in zip(shown, widths, strict=True) if one.shows in _WORDS)
    kept = max(1 - max(sum(widths) - _MOST, 0) / words, 0.5) if words else 1
    return [width * kept if one.shows in _WORDS else width for one, width in zip(shown, widths, strict=True)]


class SectionSheet:
    """One section: its lines, with the place of every cell so that formulas can name it."""

    def __init__(self, report: Report, section: Section, table: TableDefinition, sheet: Any, formats: Formats) -> None:  # noqa: ANN401 - no stubs
        self.report = report
        self.section = section
        self.sheet = sheet
        self.formats = formats
        shown = [one for one in columns.series(report, table) if one.definition.digits]
        side_by_side = any(one.definition.report is Source.EACH for one in shown)
        self._beside = report.span if side_by_side else (report,)
        self.lines = [*appendix.leading(appendix.lines(report, section, self._beside))]
        wanted = [one for one in shown if one.definition.report is not Source.EACH or self._wanted(one)]
        self.columns = appendix.headed(report, wanted, self.lines)
        self._estimates = {one.report.period for one in self.columns if one.estimated}  # as their heads say
        self._most = [max(map(self._decimals, repeat(one), self.lines), default=0) for one in self.columns]
        self._widths = list(map(max, _narrowed(self.columns), map(self._needed, self.columns, self._most)))
        self._places: dict[Period, dict[Address, str]] = {}
        for row, line in enumerate(self.lines, start=TOP):
            for column, one in enumerate(self.columns):
                address = self._address(one, line)
                if address is not None and not self._follows(one, address, line):
                    held = self._places.setdefault(one.report.period, {})
                    held.setdefault(address, xl_rowcol_to_cell(row, column))

    def places_of(self, report: Report) -> Mapping[Address, str]:
        """Where the cells of a report stand in the sheet."""
        return self._places.get(report.period, {})

    def _wanted(self, shown: Series) -> bool:
        """Whether a column of one period has anything to show beside the values, which always stand."""
        return shown.shows == Shows.VALUE or any(appendix.shown(self.report, shown, line) for line in self.lines)

    @staticmethod
    def _address(shown: Series, line: AppendixLine) -> Address | None:
        """The cell that stands in a column of a line, in the report of the column."""
        held = {Shows.PLAN: line.plan, Shows.PERCENT: line.percent, Shows.VALUE: line.value}
        return line.there(shown.report, held.get(Shows(shown.shows)))

    @staticmethod
    def _follows(shown: Series, address: Address, line: AppendixLine) -> bool:
        """Whether a column shows what follows from other cells in the place of one that is blank."""
        if shown.shows != Shows.PERCENT or shown.report.cell(address) is not None:
            return False
        return bool(appendix.shown(shown.report, shown, line))

    def write(self, findings: Sequence[Finding]) -> None:
        """Write the whole sheet."""
        title = f"{self.section.number}. {self.section.title}"
        heads = [(shown.head, width) for shown, width in zip(self.columns, self._widths, strict=True)]
        frame(self.sheet, self.formats, title, whose(self.report), heads)
        notes = self._notes(findings)
        for row, line in enumerate(self.lines, start=TOP):
            self._write_line(row, line, notes)

    def _notes(self, findings: Sequence[Finding]) -> _Notes:
        """What is said beside a cell: the message of its most serious finding, or why that may stand."""
        notes: _Notes = {}
        for finding in findings:
            if finding.severity is not Severity.INFO and finding.cells[0].figure in self.section.figures:
                note = f"Giải trình: {finding.accepted.reason}" if finding.accepted else finding.message
                notes.setdefault((finding.period, finding.cells[0]), note)
        return notes

    def _write_line(self, row: int, line: AppendixLine, notes: _Notes) -> None:
        height = 1
        for column, shown in enumerate(self.columns):
            if (words := self._words(shown, line, notes)) is None:
                self._write_number(row, column, shown, line)
                continue
            text, style = words
            write_words(self.sheet, row, column, text, self.formats[style], counted=shown.shows == Shows.NUMBER)
            if shown.shows != Shows.NUMBER:
                height = max(height, self._lines(shown, line, text, self._widths[column]))
        self.sheet.set_row(row, LINE * height + 3)
        if line.leads:
            self.sheet.lead(row)

    def _words(self, shown: Series, line: AppendixLine, notes: _Notes) -> tuple[str, str] | None:
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
                return self._remarks(line, notes), "note"
        return None

    @staticmethod
    def _lines(shown: Series, line: AppendixLine, text: str, width: float) -> int:
        """How many lines words take in their column."""
        match shown.shows:
            case Shows.LABEL:
                bold = line.depth == 0 and not line.heads
                return lines_of(text, width, indent=min(line.depth, 6), bold=bold, italic=line.heads)
            case Shows.FINDING:
                return lines_of(text, width, size=NOTE)
        return lines_of(text, width)

    def _remarks(self, line: AppendixLine, notes: _Notes) -> str:
        """What is said beside a line, of each of its periods."""
        remarks: list[str] = []
        for report in self._beside:
            held = [line.there(report, address) for address in (line.value, line.percent, line.plan)]
            addresses = [address for address in held if address is not None]
            found = next((notes[key] for at in addresses if (key := (report.period, at)) in notes), "")
            cells = (report.cell(address) for address in addresses)
            estimated = any(cell is not None and cell.state is State.ESTIMATE for cell in cells)
            beside = ["Số ước"] if estimated and report.period not in self._estimates else []
            beside += [raised(words) for address in addresses if (words := lacking(report, address))]
            found = found or ". ".join(dict.fromkeys(beside))
            remarks += [f"{self.report.in_period(report.period)}{found}"] if found else []
        return "; ".join(remarks)

    def _write_number(self, row: int, column: int, shown: Series, line: AppendixLine) -> None:
        """Write what a column shows of a line: a cell of a report, or what follows from two."""
        address = self._address(shown, line)
        cell = shown.report.cell(address) if address is not None else None
        if cell is not None and cell.number is None:
            self.sheet.write_string(row, column, appendix.shown_cell(cell), self.formats["words"])
        elif cell is not None and cell.number is not None and address is not None:
            self._number(row, column, cell.number, self._formula(shown, address, cell.number), cell.word)
        elif shown.shows == Shows.CHANGE and (now := line.there(self.report, line.value)) is not None:
            self._write_change(row, column, now)
        elif shown.shows == Shows.PERCENT:
            self._write_share(row, column, shown, line)
        else:
            self.sheet.write_blank(row, column, None, self.formats["center"])

    def _formula(self, shown: Series, address: Address, number: Number) -> str:
        """The formula of a cell; "" where the number just stands."""
        if shown.definition.report not in (Source.THIS, Source.EACH):
            return ""
        formulas = Formulas(shown.report, self.places_of(shown.report))
        parts = appendix.parts(shown.report, address) if shown.shows == Shows.VALUE else ()
        return formulas.total(parts) if parts else formulas.computed(address, number)

    def _write_change(self, row: int, column: int, address: Address) -> None:
        """Write the change since the year before, as a formula where both numbers stand in the sheet."""
        moved = movement.change_in_numbers(self.report, address)
        if moved is None:
            self.sheet.write_blank(row, column, None, self.formats["center"])
            return
        last = self.report.last
        there = self.report.counterpart(last, address) if last else None
        cells = (self.report.cell(address), last.cell(there) if last and there else None)
        numeric = all(cell is not None and cell.number is not None for cell in cells)
        now = self.places_of(self.report).get(address)
        then = self.places_of(last).get(there) if last and there else None
        formula = f"=ROUND(100*({now}-{then})/ABS({then}),1)" if numeric and now and then else ""
        self._number(row, column, rounded(moved, 1), formula)

    def _write_share(self, row: int, column: int, shown: Series, line: AppendixLine) -> None:
        """Write how much of a plan a value reaches in a report, where nobody stated it."""
        report = shown.report
        of, plan = line.there(report, line.of), line.there(report, line.plan)
        share = movement.share_of_plan(report, of, line.reached) if of and plan and line.reached else None
        if share is None or of is None or plan is None:
            words = appendix.shown(self.report, shown, line)  # a plan of which less is better is met or not
            self.sheet.write(row, column, words or None, self.formats["words" if words else "center"])
            return
        cells = (report.cell(of), report.cell(plan))
        numeric = all(cell is not None and cell.number is not None for cell in cells)
        done, wanted = map(self.places_of(report).get, (of, plan))
        formula = f"=ROUND(100*{done}/{wanted},{share.decimals})" if numeric and done and wanted else ""
        self._number(row, column, share, formula)

    def _decimals(self, shown: Series, line: AppendixLine) -> int:
        """How many decimals the number has that a column shows of a line."""
        number = appendix.number_in(self.report, shown, line)
        return number.decimals if number else 0

    def _needed(self, shown: Series, most: int) -> float:
        """How many digits the longest number of a column takes with its words and so many decimals."""
        face = fonts.face()
        whole = (
            fonts.width(appendix.shown(self.report, shown, line).partition(",")[0], face, 12)
            for line in self.lines
            if appendix.number_in(self.report, shown, line)
        )
        return (max(whole, default=0) + fonts.width(f",{'0' * most}" if most else "", face, 12)) / _DIGIT + 2

    def _number(self, row: int, column: int, number: Number, formula: str = "", word: str = "") -> None:
        key = f"number{number.decimals}of{max(self._most[column], number.decimals)}"
        style = self.formats.get(f"{key}{word}", self.formats[key])
        value = float(number.value) if number.decimals else number.digits
        if formula:
            self.sheet.write_formula(row, column, formula, style, value)
        else:
            self.sheet.write_number(row, column, value, style)
