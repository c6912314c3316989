"""An appendix of the document as a sheet of the workbook: its own head over heads, numbers that follow the sections."""

from __future__ import annotations

from typing import Any

from exports.excel.hidden_sheet import Places
from exports.excel.section_sheet import LINE, Formats, lines_of
from exports.typesetting import layout, wording
from exports.typesetting.columns import fit, paper
from forms.narrative.blocks import Appendix, Document, TableCell
from forms.report.report import Report
from forms.values.numbers import show

_TOP = 4  # rows above the heads: number, title, enclosure, blank
_DIGIT = 5.25  # points of column for a unit of its width, in Times New Roman 12

_ROOM = 1.5  # between a number and the rule beside it; the sheet is fitted to the paper all the same


class AppendixSheet:
    """One appendix; `places` says where the cells of the report stand in the sheets of the sections."""

    def __init__(self, report: Report, places: Places, book: Any, formats: Formats) -> None:  # noqa: ANN401 - no stubs
        self._report = report
        self._places = places
        self._book = book
        self._formats = formats
        self._numbers: dict[tuple[str, str, int, bool], Any] = {}

    def write(self, document: Document, appendix: Appendix) -> None:
        """Add the sheet to the workbook."""
        sheet = self._book.add_worksheet(wording.appendix_number(appendix))
        table, sheet_of_paper = appendix.table, paper(appendix)
        size, widths = fit(table, sheet_of_paper.text_width)
        digits = [width * layout.CELL.size / size / _DIGIT + _ROOM for width in widths]
        for column, width in enumerate(digits):
            sheet.set_column(column, column, width)
        self._title(sheet, document, appendix, sum(digits))
        body = self._heads(sheet, appendix, digits)
        for row, cells in enumerate(table.rows, start=body):
            for column, cell in enumerate(cells):
                self._write(sheet, row, column, cell)
            sheet.set_row(row, LINE * _lines(cells, digits) + 3)
        if table.note:
            last = body + len(table.rows)
            sheet.merge_range(last, 0, last, len(widths) - 1, table.note, self._formats["tablenote"])
            sheet.set_row(last, LINE * lines_of(table.note, sum(digits)) + 3)
        if sheet_of_paper is layout.LANDSCAPE:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=1.2, right=0.6, top=0.8, bottom=0.8)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)

    def _title(self, sheet: Any, document: Document, appendix: Appendix, digits: float) -> None:  # noqa: ANN401
        """Write what the decree puts over an appendix."""
        last = len(appendix.table.widths) - 1
        heads = (wording.appendix_number(appendix), wording.appendix_title(appendix), wording.enclosure(document))
        for row, (text, style) in enumerate(zip(heads, ("over", "over", "enclosure"), strict=True)):
            sheet.merge_range(row, 0, row, last, text, self._formats[style])
            sheet.set_row(row, (LINE + 2) * lines_of(text, digits, size=14, bold=style == "over") + 3)

    def _heads(self, sheet: Any, appendix: Appendix, digits: list[float]) -> int:  # noqa: ANN401
        """Write the head, and return the row beneath it."""
        heads = appendix.table.heads()
        levels = max(head.row + head.down for head in heads)
        for head in heads:
            style = self._formats["head" if head.cell.bold else "subhead"]
            first, column = _TOP + head.row, head.column
            if head.down == head.across == 1:
                sheet.write_string(first, column, head.cell.text, style)
            else:
                below, beside = first + head.down - 1, column + head.across - 1
                sheet.merge_range(first, column, below, beside, head.cell.text, style)
        for level in range(levels):
            ending = [head for head in heads if head.row + head.down == level + 1]
            lines = (
                -(
                    -lines_of(head.cell.text, sum(digits[head.column : head.column + head.across]), bold=True)
                    // head.down
                )
                for head in ending
            )
            sheet.set_row(_TOP + level, LINE * max(lines, default=1) + 3)
        sheet.freeze_panes(_TOP + levels, 2)
        sheet.repeat_rows(_TOP, _TOP + levels - 1)
        return _TOP + levels

    def _write(self, sheet: Any, row: int, column: int, cell: TableCell) -> None:  # noqa: ANN401
        """Write a cell: a number that can be counted with, or words."""
        if cell.number is None:
            sheet.write_string(row, column, cell.text, self._words(cell))
            return
        value = float(cell.number.value) if cell.number.decimals else cell.number.digits
        style = self._number(cell)
        if formula := self._formula(cell):
            sheet.write_formula(row, column, formula, style, value)
        else:
            sheet.write_number(row, column, value, style)

    def _words(self, cell: TableCell) -> Any:  # noqa: ANN401 - XlsxWriter has no stubs
        """The format of words."""
        if cell.align == "left":
            return self._formats[f"{'total' if cell.bold else 'label'}{min(cell.indent, 6)}"]
        return self._formats["boldcenter" if cell.bold else cell.align]

    def _number(self, cell: TableCell) -> Any:  # noqa: ANN401 - XlsxWriter has no stubs
        """The format of a number with the words that are printed beside it."""
        if cell.number is None:
            raise ValueError(cell)
        before, _, after = cell.text.partition(show(cell.number))
        key = (before, after, cell.number.decimals, cell.bold)
        if key not in self._numbers:
            pattern = "[$-42A]#,##0" + ("." + "0" * cell.number.decimals if cell.number.decimals else "")
            quoted = [f'"{words}"' if words else "" for words in (before, after)]
            look = {
                "font_name": "Times New Roman",
                "font_size": 12,
                "valign": "vcenter",
                "border": 1,
                "align": "right",
                "indent": 1,
            }
            made = self._book.add_format({**look, "bold": cell.bold, "num_format": pattern.join(quoted)})
            self._numbers[key] = made
        return self._numbers[key]

    def _formula(self, cell: TableCell) -> str:
        """What takes the number from the sheet of its section, where it stands in the same unit or in a smaller one."""
        stated = self._report.cell(cell.cell) if cell.cell else None
        if not (cell.cell in self._places and cell.cell and cell.number and stated and stated.number):
            return ""
        name, place = self._places[cell.cell]
        if stated.number.value == cell.number.value:
            return f"='{name}'!{place}"
        scale = stated.number.value / cell.number.value if cell.number.digits else 0
        return f"='{name}'!{place}/{scale}" if scale and scale.denominator == 1 else ""


def _lines(cells: tuple[TableCell, ...], digits: list[float]) -> int:
    """How many lines the words of a row take."""
    return max(
        lines_of(cell.text, width, indent=cell.indent, bold=cell.bold)
        for cell, width in zip(cells, digits, strict=True)
        if cell.number is None
    )
