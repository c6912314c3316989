"""The lists of a plan as a workbook: each appendix of its document as a sheet, ready to print."""

from __future__ import annotations

from pathlib import Path

from exports.excel import styles
from exports.excel.appendix_sheet import AppendixSheet
from exports.typesetting import wording
from forms.narrative.blocks import Document
from forms.report.report import Report


def write(report: Report, document: Document, path: Path) -> None:
    """Write the appendices of a document about a report; the same document gives the same bytes."""
    document = wording.settle(document)
    book = styles.Workbook(document.subject, document.author, document.edited)
    sheets = AppendixSheet(report, {}, book.made, book.formats)
    for appendix in document.appendices:
        sheets.write(document, appendix)
    book.save(path)
