"""A handout as a workbook: its table with numbers to count with, its chart as one of the spreadsheet over cells."""

from __future__ import annotations

from pathlib import Path

from exports.excel import official_sheet, styles
from exports.excel.appendix_sheet import AppendixSheet, levels_of, set_columns
from exports.excel.section_sheet import LINE, lines_of, pixels
from exports.typesetting import handouts, layout, wording
from forms.narrative.blocks import Chart, Handout
from forms.report.report import Report

_SHEET = "Số liệu"
_DARK, _LIGHT, _EDGE = "#4D4D4D", "#C7C7C7", "#404040"
_ROW = 15.75  # points of a row that nobody made higher
_PIXELS = 96 / 72  # of a point
_FACE = {"name": "Times New Roman", "size": 11}


def write(report: Report, handout: Handout, path: Path) -> None:
    """Write a handout about a report; the same gives the same bytes."""
    handout = wording.settled(handout)
    book = styles.Workbook(handout.title, handout.author, handout.edited)
    for number, _ in enumerate(handout.tables):
        _HandoutSheet(report, handout, book, number).write()
    book.save(path)


class _HandoutSheet:
    """One table of a handout as a sheet; the first has what stands above and beneath."""

    def __init__(self, report: Report, handout: Handout, book: styles.Workbook, number: int) -> None:
        self._handout, self._book = handout, book
        self._caption, self._table = handout.captioned()[number]
        self._first = not number
        sheet_of_paper = layout.LANDSCAPE if handout.landscape else layout.PORTRAIT
        self._width = sheet_of_paper.text_width
        self._name = f"{_SHEET} {number + 1}" if handout.tables[1:] else _SHEET
        self._sheet = official_sheet.add(book.made, self._name, sheet_of_paper)
        if handout.single:
            self._sheet.fit_to_pages(1, 1)
        self._digits = set_columns(self._sheet, self._table, self._width)
        self._writer = AppendixSheet(report, {}, book.made, book.formats)
        self._row = 0

    def write(self) -> None:
        """Write all of it from the top."""
        handout, table = self._handout, self._table
        if self._first:
            self._line(handout.office, "title")
            self._line(handout.remark, "subtitle")
        annex = (wording.ANNEX, "over") if handout.annex else ("", "over")
        for text, style in (annex, (handout.title, "over"), (handout.about, "enclosure"), (handout.annex, "enclosure")):
            self._line(text, style, size=14)
        self._row += 1
        self._line(self._caption, "title")
        top = self._row
        self._row = self._writer.write_table(self._sheet, table, top, self._digits)
        body = top + levels_of(table)
        self._sheet.freeze_panes(body, 2)
        self._sheet.repeat_rows(top, body - 1)
        self._bars(body)
        if not self._first:
            return
        self._line(handout.legend, "tablenote")
        self._row += 1
        if handout.points:
            self._line(handouts.POINTS, "title")
        for point in handout.points:
            self._line(f"- {point}", "tablenote")
        if handout.chart is not None:
            self._row += 1
            self._chart(handout.chart)
        self._line(handout.source, "tablenote")

    def _line(self, text: str, style: str, *, size: float = 12) -> None:
        """Write a text across the table."""
        if not text:
            return
        last, look = len(self._digits) - 1, self._book.formats[style]
        if last:
            self._sheet.merge_range(self._row, 0, self._row, last, text, look)
        else:
            self._sheet.write_string(self._row, 0, text, look)
        lines = lines_of(text, sum(self._digits), size=size, bold=style in ("over", "title"))
        self._sheet.set_row(self._row, (LINE + size - 12) * lines + 3)
        self._row += 1

    def _bars(self, body: int) -> None:
        """Draw the gauges of a column as bars of the spreadsheet, in grey."""
        for column in range(len(self._digits)):
            cells = [row[column] for row in self._table.rows]
            ends = [
                cell.number.value / cell.gauge.share
                for cell in cells
                if cell.number and cell.gauge and cell.gauge.share
            ]
            if ends:
                look = {"bar_solid": True, "bar_color": _LIGHT, "bar_border_color": _EDGE}
                range_of = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": float(max(ends))}
                bars = {"type": "data_bar", **look, **range_of}
                last = body + len(cells) - 1
                self._sheet.conditional_format(body, column, last, column, bars)
                if not self._handout.single:
                    self._chart_beside(body, last, column)

    def _chart_beside(self, first: int, last: int, column: int) -> None:
        """Draw the numbers of a column as bars beside the table, in its order; it is not printed."""
        made = self._book.made.add_chart({"type": "bar"})
        made.add_series(
            {
                "categories": [self._name, first, 1, last, 1],
                "values": [self._name, first, column, last, column],
                "fill": {"color": _LIGHT},
                "border": {"color": _EDGE},
                "gap": 40,
                "data_labels": {"value": True, "font": _FACE},
            }
        )
        made.set_title({"name": self._caption, "name_font": {**_FACE, "size": 12, "bold": True}})
        made.set_legend({"none": True})
        made.set_y_axis({"reverse": True, "num_font": _FACE})
        made.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        made.set_size({"width": 720, "height": 120 + 24 * (last - first + 1)})
        self._sheet.insert_chart(first, len(self._digits) + 1, made, {"object_position": 3})
        self._sheet.print_area(0, 0, last + 1, len(self._digits) - 1)

    def _chart(self, chart: Chart) -> None:
        """Write the numbers of the chart in two columns, and the chart beside them."""
        sheet, formats = self._sheet, self._book.formats
        self._line(chart.title, "title")
        first = self._row
        for row, bar in enumerate(chart.bars, start=first):
            sheet.write_string(row, 1, bar.label, formats["label0"])
            if bar.number is None:
                sheet.write_string(row, 2, bar.text, formats["right"])
            else:
                value = float(bar.number.value) if bar.number.decimals else bar.number.digits
                sheet.write_number(row, 2, value, formats[f"number{min(bar.number.decimals, 6)}"])
        last = first + len(chart.bars) - 1
        made = self._book.made.add_chart({"type": "column"})
        decimals = max((bar.number.decimals for bar in chart.bars if bar.number), default=0)
        made.add_series(
            {
                "name": chart.title,
                "categories": [self._name, first, 1, last, 1],
                "values": [self._name, first, 2, last, 2],
                "fill": {"color": _LIGHT},
                "border": {"color": _EDGE},
                "gap": 80,
                "points": [{"fill": {"color": _DARK}} if bar.strong else None for bar in chart.bars],
                "data_labels": {
                    "value": True,
                    "font": {**_FACE, "bold": True},
                    "num_format": "[$-42A]#,##0" + ("." + "0" * decimals if decimals else ""),
                },
            }
        )
        made.set_title({"name": chart.title, "name_font": {**_FACE, "size": 12, "bold": True}})
        made.set_legend({"none": True})
        made.set_x_axis({"num_font": _FACE})
        made.set_y_axis({"visible": False, "major_gridlines": {"visible": False}})
        share = self._width * layout.CHART_SHARE * _PIXELS
        beside = sum(map(pixels, self._digits[3:])) or share  # the table is as wide as the page
        made.set_size({"width": min(share, beside), "height": layout.CHART_MOST * _PIXELS})
        self._sheet.insert_chart(first, 3, made, {"object_position": 1})
        self._row = max(last + 1, first + round(layout.CHART_MOST / _ROW) + 1)
