"""An appendix of the document as a sheet of the workbook: its own head over heads, numbers that follow the sections."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from exports.excel import official_sheet
from exports.excel.formulas import Formulas
from exports.excel.hidden_sheet import NamedPlace, Places
from exports.excel.official_sheet import TOP
from exports.excel.section_sheet import LINE, Formats, lines_of, pixels, write_words
from exports.excel.styles import white
from exports.typesetting import layout, wording
from exports.typesetting.columns import decimals, fit, lacking, paper, room
from forms.document.appendix import parts
from forms.document.signs import SIGNS
from forms.narrative.blocks import Appendix, Document, Table, TableCell
from forms.report.cells import Address
from forms.report.report import Report
from forms.values.numbers import Number, show
from forms.values.spreadsheet import position
from forms.values.style import NBSP

_DIGIT = 5.25  # points of column for a unit of its width, in Times New Roman 12

_ROOM = 0.7  # between a number and the rule beside it; the sheet is fitted to the paper all the same


class AppendixSheet:
    """The sheets of appendices; `places` says where the cells of the report stand in the sheets of its sections.

    Where there are no such sheets, a number follows from others of its own sheet.
    """

    def __init__(self, report: Report, places: Places, book: Any, formats: Formats) -> None:  # noqa: ANN401 - no stubs
        self._report = report
        self._places = places
        self._book = book
        self._formats = formats
        self._patterns: dict[tuple[str, bool], Any] = {}
        self.placed: dict[Address, NamedPlace] = {}
        """Where numbers of the report stand as they are stated."""

    def write(self, document: Document, appendix: Appendix) -> None:
        """Add the sheet to the workbook."""
        appendix = replace(appendix, table=_on_one_line(appendix.table))
        table, sheet_of_paper = appendix.table, paper(appendix)
        sheet = official_sheet.add(self._book, wording.appendix_number(appendix), sheet_of_paper)
        digits = set_columns(sheet, table, sheet_of_paper.text_width, room(document, appendix, sheet_of_paper))
        official_sheet.write_head(sheet, self._formats, document, appendix, sum(digits))
        body = TOP + levels_of(table)
        self.write_table(sheet, table, TOP, digits)
        sheet.freeze_panes(body, 2)
        sheet.repeat_rows(TOP, body - 1)

    def write_table(self, sheet: Any, table: Table, top: int, digits: list[float]) -> int:  # noqa: ANN401 - no stubs
        """Write a table from a row on, over columns so many digits wide, and return the row beneath it."""
        body = self._heads(sheet, table, top, digits)
        here = self._here(table, body)
        words = [next((cell.text for cell in cells if cell.align == "left"), "") for cells in table.rows]
        name = sheet.get_name()
        for at, place in here.items():
            row, column = position(place)
            self.placed[at] = NamedPlace(name, place, words[row - 1 - body], table.head[column - 1].text)
        formulas = Formulas(self._report, here)
        longest = decimals(table)
        for row, cells in enumerate(table.rows, start=body):
            for column, cell in enumerate(cells):
                self._write(sheet, row, column, cell, longest[column], formulas)
            sheet.set_row(row, LINE * _lines(cells, digits) + 3)
            if any(cell.leads for cell in cells):
                sheet.lead(row)
        last = body + len(table.rows)
        sheet.lead(last - 2)  # no row stands alone
        if table.note:
            sheet.lead(last - 1)
            sheet.merge_range(last, 0, last, len(digits) - 1, table.note, self._formats["tablenote"])
            sheet.set_row(last, LINE * lines_of(table.note, sum(digits), italic=True) + 3)
            last += 1
        return last

    def _here(self, table: Table, body: int) -> dict[Address, str]:
        """Where numbers of the report stand in a sheet as they are stated, not in another unit."""
        return {
            cell.cell: xl_rowcol_to_cell(row, column)
            for row, cells in enumerate(table.rows, start=body)
            for column, cell in enumerate(cells)
            if cell.cell is not None and cell.number and self._stated(cell.cell) == cell.number.value
        }

    def _stated(self, address: Address | None) -> Fraction | None:
        cell = self._report.cell(address) if address else None
        return cell.number.value if cell and cell.number else None

    def _heads(self, sheet: Any, table: Table, top: int, digits: list[float]) -> int:  # noqa: ANN401
        """Write the head, and return the row beneath it."""
        heads, levels = table.heads(), levels_of(table)
        for head in heads:
            style = self._formats["head" if head.cell.bold else "subhead"]
            first, column = top + head.row, head.column
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
            sheet.set_row(top + level, LINE * max(lines, default=1) + 3)
        return top + levels

    def _write(self, sheet: Any, row: int, column: int, cell: TableCell, longest: str, formulas: Formulas) -> None:  # noqa: ANN401
        """Write a cell: a number that can be counted with, or words; `longest` are the most decimals of its column."""
        if cell.number is None:
            write_words(sheet, row, column, cell.text, self._words(cell, longest), counted=not column)
        else:
            value = float(cell.number.value) if cell.number.decimals else cell.number.digits
            style = self._number(cell, cell.number, longest)
            if formula := self._elsewhere(cell) if self._places else self._formula(cell, cell.number, formulas):
                sheet.write_formula(row, column, formula, style, value)
            else:
                sheet.write_number(row, column, value, style)

    def _words(self, cell: TableCell, longest: str) -> Any:  # noqa: ANN401 - XlsxWriter has no stubs
        """The format of words, and of a sign in the place of a number, which stands where the units stand."""
        if cell.align == "left":
            style = "total" if cell.bold else "caption" if cell.italic else "label"
            return self._formats[f"{style}{min(cell.indent, 6)}"]
        if cell.align == "right" and cell.text in SIGNS:
            return self._at_the_right(f"@{white(lacking(cell, longest))}", bold=cell.bold)
        return self._formats[f"bold{cell.align}" if cell.bold else cell.align]

    def _number(self, cell: TableCell, number: Number, longest: str) -> Any:  # noqa: ANN401 - XlsxWriter has no stubs
        """The format of a number with the words that are printed beside it, and white for decimals that it lacks."""
        before, _, after = cell.text.partition(show(number))
        pattern = "#,##0" + ("." + "0" * number.decimals if number.decimals else "")
        quoted = [f'"{words}"' if words else "" for words in (before, after)]
        return self._at_the_right(f"[$-42A]{pattern.join(quoted)}{white(lacking(cell, longest))}", bold=cell.bold)

    def _at_the_right(self, pattern: str, *, bold: bool) -> Any:  # noqa: ANN401 - XlsxWriter has no stubs
        """The format of what stands at the right edge of a cell."""
        if (pattern, bold) not in self._patterns:
            look = {
                "font_name": "Times New Roman",
                "font_size": 12,
                "valign": "vcenter",
                "border": 1,
                "align": "right",
            }
            self._patterns[pattern, bold] = self._book.add_format({**look, "bold": bold, "num_format": pattern})
        return self._patterns[pattern, bold]

    def _formula(self, cell: TableCell, number: Number, formulas: Formulas) -> str:
        """What makes a number of others of its sheet; "" where it just stands."""
        if cell.cell is None or self._stated(cell.cell) != number.value:
            return ""
        found = parts(self._report, cell.cell)
        return formulas.total(found) if found and formulas.has(found) else formulas.computed(cell.cell, number)

    def _elsewhere(self, cell: TableCell) -> str:
        """What takes the number from the sheet of its section, where it stands in the same unit or in a smaller one."""
        stated = self._stated(cell.cell)
        if not (cell.cell in self._places and cell.cell and cell.number and stated is not None):
            return ""
        name, place, *_ = self._places[cell.cell]
        if stated == cell.number.value:
            return f"='{name}'!{place}"
        scale = stated / cell.number.value if cell.number.digits else 0
        return f"='{name}'!{place}/{scale}" if scale and scale.denominator == 1 else ""


def _on_one_line(table: Table) -> Table:
    """The table with numbers whole, whatever words are beside them: spreadsheets show ### where they have no room."""
    rows = (
        tuple(replace(cell, text=cell.text.replace(" ", NBSP)) if cell.number else cell for cell in row)
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def levels_of(table: Table) -> int:
    """How many rows the head of a table takes."""
    return max(head.row + head.down for head in table.heads())


def set_columns(sheet: Any, table: Table, width: float, height: float = 0.0) -> list[float]:  # noqa: ANN401 - no stubs
    """Make the columns of a sheet as wide as those of a table on paper of a size; returns them in digits."""
    size, widths, _ = fit(table, width, height)
    digits = [one * layout.CELL.size / size / _DIGIT + _ROOM for one in widths]
    for column, one in enumerate(digits):
        sheet.set_column_pixels(column, column, pixels(one))
    return digits


def _lines(cells: tuple[TableCell, ...], digits: list[float]) -> int:
    """How many lines the words of a row take."""
    return max(
        lines_of(cell.text, width, indent=cell.indent, bold=cell.bold, italic=cell.italic)
        for cell, width in zip(cells, digits, strict=True)
        if cell.number is None
    )
