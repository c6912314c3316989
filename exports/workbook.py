"""The appendix workbook: a sheet for each section, with formulas and their true values.

XlsxWriter writes a formula together with its value, so that readers that do not calculate see it too.
A total is a formula only where its parts add up to it exactly as stated; elsewhere the stated number
stands and a note says what the parts add up to. Text is never taken for a formula.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import xlsxwriter

from exports.replacement import replace
from forms import appendix
from forms.appendix import Line
from forms.checks import check
from forms.definitions import Section
from forms.expressions import Constant, Node, Operation, Reference
from forms.numbers import Number, rounded
from forms.references import canonical
from forms.report import Address, Report
from forms.rules import Finding, Severity

_HEADS = ("STT", "Nội dung", "ĐVT", "Kế hoạch", "Thực hiện", "% kế hoạch", "Cùng kỳ", "Tăng/giảm (%)", "Ghi chú")
_WIDTHS = (6, 58, 14, 14, 18, 12, 18, 13, 44)
_PLAN, _VALUE, _PERCENT, _LAST, _CHANGE, _NOTE = range(3, 9)
_LINE = 16  # points, Times New Roman 12
_TOP = 4  # rows above the body: title, subtitle, blank, heads

Cells = dict[Address, str]
Formats = Mapping[str, Any]


def write(report: Report, edited: datetime, path: Path) -> None:
    """Write the workbook; the same data gives the same bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties(
        {
            "title": f"{report.template.title} {report.period.label}",
            "author": report.unit.name,
            "created": edited.replace(tzinfo=None),
        }
    )
    book.set_size(2400, 1500)
    formats = _formats(book)
    findings = check(report)
    for section in report.template.sections.values():
        if section.figures:
            _Sheet(report, section, book.add_worksheet(section.code), formats).write(findings)
    _write_findings(report, findings, book.add_worksheet("Kiểm tra"), formats)
    book.close()
    replace(path, out.getvalue())


def _formats(book: xlsxwriter.Workbook) -> Formats:
    base = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
    cell = {**base, "border": 1, "text_wrap": True}
    made = {
        "title": book.add_format({**base, "bold": True, "font_size": 14}),
        "subtitle": book.add_format({**base, "italic": True}),
        "head": book.add_format({**cell, "bold": True, "align": "center"}),
        "center": book.add_format({**cell, "align": "center"}),
        "note": book.add_format({**cell, "font_size": 10}),
        "total": book.add_format({**cell, "bold": True}),
        "caption": book.add_format({**cell, "italic": True, "indent": 1}),
        "words": book.add_format({**cell, "align": "right", "italic": True}),
    }
    for depth in range(1, 8):
        made[f"label{depth}"] = book.add_format({**cell, "indent": min(depth, 6)})
    for decimals in range(7):
        pattern = "[$-42A]#,##0" + ("." + "0" * decimals if decimals else "")
        made[f"number{decimals}"] = book.add_format({**cell, "num_format": pattern, "align": "right"})
    return made


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column so many characters wide, with a little to spare."""
    return max(len(textwrap.wrap(text, width)), 1)


class _Sheet:
    """One section: lines, with the place of every cell so that formulas can name it."""

    def __init__(self, report: Report, section: Section, sheet: Any, formats: Formats) -> None:  # noqa: ANN401 - no stubs
        self.report = report
        self.section = section
        self.sheet = sheet
        self.formats = formats
        self.lines = appendix.lines(report, section)
        self.places: Cells = {}
        for row, line in enumerate(self.lines, start=_TOP + 1):
            for column, address in (("D", line.plan), ("E", line.value), ("F", line.percent)):
                if address is not None:
                    self.places[address] = f"{column}{row}"

    def write(self, findings: list[Finding]) -> None:
        """Write the whole sheet."""
        sheet, formats = self.sheet, self.formats
        sheet.write_string(0, 0, f"{self.section.code}. {self.section.title}", formats["title"])
        sheet.write_string(1, 0, f"{self.report.unit.name}, {self.report.period.label}", formats["subtitle"])
        for column, (head, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True)):
            sheet.write_string(_TOP - 1, column, head, formats["head"])
            unused = self.report.last is None and column in (_LAST, _CHANGE)
            sheet.set_column(column, column, width, None, {"hidden": unused})
        notes = self._notes(findings)
        for row, line in enumerate(self.lines, start=_TOP):
            self._write_line(row, line, notes)
        sheet.freeze_panes(_TOP, 2)
        sheet.repeat_rows(_TOP - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P/&N")

    def _notes(self, findings: list[Finding]) -> dict[Address, str]:
        notes: dict[Address, str] = {}
        for finding in findings:
            if finding.severity is not Severity.INFO and finding.cells[0].figure in self.section.figures:
                notes.setdefault(finding.cells[0], finding.message)
        return notes

    def _write_line(self, row: int, line: Line, notes: dict[Address, str]) -> None:
        sheet, formats = self.sheet, self.formats
        sheet.write_string(row, 0, line.number, formats["center"])
        style = "caption" if line.value is None else "total" if line.depth == 0 else f"label{min(line.depth, 7)}"
        sheet.write_string(row, 1, line.label, formats[style])
        sheet.write_string(row, 2, line.unit, formats["center"])
        self._write_cell(row, _PLAN, line.plan)
        self._write_cell(row, _VALUE, line.value, line.parts)
        self._write_cell(row, _PERCENT, line.percent)
        last = self.report.last
        before = last.cells.get(line.value) if last and line.value else None
        if before and before.number:
            self._number(row, _LAST, before.number)
        else:
            sheet.write_blank(row, _LAST, None, formats["center"])
        moved = appendix.change(self.report, line.value) if line.value else None
        if moved is None:
            sheet.write_blank(row, _CHANGE, None, formats["center"])
        else:
            value = rounded(moved, 1)
            formula = f"=ROUND(100*(E{row + 1}/G{row + 1}-1),1)"
            sheet.write_formula(row, _CHANGE, formula, formats["number1"], float(value.value))
        said = next((notes[a] for a in (line.value, line.percent, line.plan) if a in notes), "")
        sheet.write_string(row, _NOTE, said, formats["note"])
        wrapped = max(_lines(line.label, _WIDTHS[1] * 5 // 4 - 2 * line.depth), _lines(said, _WIDTHS[_NOTE] + 8))
        sheet.set_row(row, _LINE * wrapped + 3)

    def _write_cell(self, row: int, column: int, address: Address | None, parts: tuple[Address, ...] = ()) -> None:
        cell = self.report.cells.get(address) if address else None
        if address is None or cell is None:
            self.sheet.write_blank(row, column, None, self.formats["center"])
        elif cell.number is None:
            self.sheet.write_string(row, column, appendix.text(self.report, address), self.formats["words"])
        else:
            self._number(row, column, cell.number, self._formula(address, cell.number, parts))

    def _number(self, row: int, column: int, number: Number, formula: str = "") -> None:
        style = self.formats[f"number{number.decimals}"]
        value = float(number.value) if number.decimals else number.digits
        if formula:
            self.sheet.write_formula(row, column, formula, style, value)
        else:
            self.sheet.write_number(row, column, value, style)

    def _formula(self, address: Address, number: Number, parts: tuple[Address, ...]) -> str:
        """The formula whose value is the stated number; "" where there is none."""
        if parts:
            return "=" + "+".join(self.places[part] for part in parts)
        measure = self.report.measure(address)
        if measure.computed is None:
            return ""
        value = self._value(measure.computed, address)
        if value is None or rounded(value, number.decimals) != number:
            return ""
        return f"=ROUND({self._text(measure.computed, address)},{number.decimals})"

    def _address(self, node: Reference, at: Address) -> Address:
        if not node.figure:
            return at._replace(measure=node.measure)
        figure = self.report.template.figures[node.figure]
        return Address(node.figure, canonical(figure, node.row), node.measure)

    def _value(self, node: Node, at: Address) -> Fraction | None:
        match node:
            case Constant(value=value):
                return value
            case Reference():
                address = self._address(node, at)
                cell = self.report.cells.get(address)
                return cell.number.value if cell and cell.number and address in self.places else None
            case Operation(operator=operator, left=left, right=right):
                a, b = self._value(left, at), self._value(right, at)
                if a is None or b is None or (operator == "/" and not b):
                    return None
                return {"+": a + b, "-": a - b, "*": a * b}[operator] if operator != "/" else a / b
        return None

    def _text(self, node: Node, at: Address) -> str:
        match node:
            case Constant(value=value):
                return str(float(value)) if value.denominator != 1 else str(value.numerator)
            case Reference():
                return self.places[self._address(node, at)]
            case Operation(operator=operator, left=left, right=right):
                return f"({self._text(left, at)}{operator}{self._text(right, at)})"
        raise ValueError(f"no formula for {node}")


def _write_findings(report: Report, findings: list[Finding], sheet: Any, formats: Formats) -> None:  # noqa: ANN401
    words = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.INFO: "Lưu ý"}
    sheet.write_string(0, 0, "Kết quả kiểm tra", formats["title"])
    sheet.write_string(1, 0, f"{report.unit.name}, {report.period.label}", formats["subtitle"])
    for column, (head, width) in enumerate((("Mức độ", 12), ("Mục", 8), ("Nội dung", 90), ("Đề nghị", 60))):
        sheet.write_string(_TOP - 1, column, head, formats["head"])
        sheet.set_column(column, column, width)
    for row, finding in enumerate(findings, start=_TOP):
        section = report.template.figures[finding.cells[0].figure].section
        cells = (words[finding.severity], section, finding.message, finding.instruction)
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text, formats["center" if column < 2 else "note"])
        sheet.set_row(row, _LINE * max(_lines(finding.message, 90), _lines(finding.instruction, 60)) + 3)
    sheet.freeze_panes(_TOP, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
