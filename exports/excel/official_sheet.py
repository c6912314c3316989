"""A sheet as paper of an office: what the decree puts over an appendix, its margins, its own page numbers."""

from __future__ import annotations

from typing import Any

from exports.excel.paged_sheet import PagedSheet
from exports.excel.section_sheet import LINE, Formats, balanced
from exports.typesetting import layout, wording
from exports.typesetting.layout import Sheet
from forms.narrative.blocks import Appendix, Document

TOP = 4  # rows above the heads: number, title, enclosure, blank
_INCH = 72.0  # points
_NUMBER = f'&C&"Times New Roman,Regular"&{layout.PAGE_NUMBER.size}&P'


class OfficialSheet(PagedSheet):
    """A sheet whose first page shows no number, which XlsxWriter has no word for."""

    def _write_header_footer(self) -> None:
        self._xml_start_tag("headerFooter", [("differentFirst", 1)])
        self._write_odd_header()
        self._xml_end_tag("headerFooter")


def add(book: Any, name: str, sheet_of_paper: Sheet) -> Any:  # noqa: ANN401 - XlsxWriter has no stubs
    """Add a sheet to a workbook, with the margins of a document and pages numbered from 1."""
    sheet = book.add_worksheet(name, OfficialSheet)
    if sheet_of_paper is layout.LANDSCAPE:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(
        left=layout.MARGIN_LEFT / _INCH,
        right=layout.MARGIN_RIGHT / _INCH,
        top=layout.MARGIN_TOP / _INCH,
        bottom=layout.MARGIN_BOTTOM / _INCH,
    )
    sheet.set_header(_NUMBER, {"margin": layout.PAGE_NUMBER_TOP / _INCH})
    sheet.set_start_page(1)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    return sheet


def write_head(sheet: Any, formats: Formats, document: Document, appendix: Appendix, digits: float) -> None:  # noqa: ANN401
    """Write what the decree puts over an appendix, over columns that are together so many digits wide."""
    last = len(appendix.table.widths) - 1
    heads = (
        (layout.APPENDIX, wording.appendix_number(appendix), "over"),
        (layout.APPENDIX_TITLE, wording.appendix_title(appendix), "over"),
        (layout.ENCLOSURE, wording.enclosure(document), "enclosure"),
    )
    for row, (look, text, style) in enumerate(heads):
        title = balanced(look, text, digits)
        sheet.merge_range(row, 0, row, last, title, formats[style])
        sheet.set_row(row, (LINE + 2) * (title.count("\n") + 1) + 3)
