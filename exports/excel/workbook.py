"""The appendix workbook: the appendices of the document, in a draft a sheet for each section, and a hidden one of data.

XlsxWriter writes a formula together with its value, so that readers that do not calculate see it too.
Text is never taken for a formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from exports import payload
from exports.container import Container
from exports.excel import hidden_sheet
from exports.excel.appendix_sheet import AppendixSheet
from exports.excel.hidden_sheet import NamedPlace, Places
from exports.excel.section_sheet import LINE, NOTE, TOP, Formats, SectionSheet, frame, lines_of, whose, write_words
from exports.excel.styles import Workbook
from exports.payload import Cargo, Delivery
from exports.typesetting import wording
from forms.checks.checker import check
from forms.checks.findings import Finding
from forms.definitions.rules import SEVERITY_LABELS
from forms.definitions.tables import Lines
from forms.document.document import compose
from forms.narrative.blocks import Document
from forms.report.cells import Address
from forms.report.report import Report
from forms.values import clock
from forms.values.spreadsheet import position

FINDINGS = "Kiểm tra"
_NOTHING = "Báo cáo không có phụ lục."  # a workbook has a sheet to show
_COLUMNS = (("STT", 5), ("Mức độ", 10), ("Mục", 7), ("Nội dung", 52), ("Đề nghị", 36), ("Giải trình", 32))


def write(report: Report, edited: datetime, path: Path, cargo: Cargo) -> None:
    """Write the workbook; the same data gives the same bytes.

    A final one holds the appendices of the document and nothing else on show; a draft is what the office works with.
    """
    book = Workbook(f"{report.template.title} {report.period.label}", report.unit.name, edited)
    document = wording.settle(compose(report, edited, cargo.code))
    shown = {payload.name_of(one): one for one in report.shown_before} | {"": report}
    places: dict[str, dict[Address, NamedPlace]] = {name: {} for name in shown}
    if report.locked:
        sheets = AppendixSheet(report, {}, book.made, book.formats)
        for appendix in document.appendices:
            sheets.write(document, appendix)
        places[""] = sheets.placed
        if not document.appendices:
            book.add(wording.ANNEX).write_string(0, 0, _NOTHING)
    else:
        _write_draft(report, document, book, shown, places)
    hidden_sheet.write(book.made, cargo, {name: _stored(shown[name], held) for name, held in places.items()})
    book.save(path)


def _write_draft(
    report: Report,
    document: Document,
    book: Workbook,
    shown: Mapping[str, Report],
    places: Mapping[str, dict[Address, NamedPlace]],
) -> None:
    """Write a sheet for each section, the appendices as the document has them, and what was found."""
    formats = book.formats
    found = [finding for one in reversed(report.span) for finding in check(one)]
    findings = sorted(found, key=lambda finding: finding.severity.rank)
    table = report.template.table(Lines.QUANTITIES)
    for section in report.template.sections.values():
        if table is not None and any(one.figures(section) for one in report.span):
            made = book.add(section.number)
            sheet = SectionSheet(report, section, table, made, formats)
            sheet.write(findings)
            for name, one in shown.items():
                held = {
                    address: NamedPlace(
                        made.get_name(), at, sheet.lines[row - 1 - TOP].label, sheet.columns[column - 1].head
                    )
                    for address, at in sheet.places_of(one).items()
                    for row, column in (position(at),)
                }
                places[name].update(held)
    sheets = AppendixSheet(report, places[""], book.made, formats)
    for appendix in document.appendices:
        sheets.write(document, appendix)
    _write_findings(report, findings, book.add(FINDINGS), formats)


def _stored(report: Report, places: Places) -> Places:
    """The places of what is among the data: what a cell holds by its norm is not."""
    return {at: place for at, place in places.items() if at in report.cells or report.cell(at) is None}


def read(book: Container) -> Delivery:
    """Read the data that a workbook carries; a number changed in a sheet is a remark."""
    return hidden_sheet.read(book)


def _write_findings(report: Report, findings: Sequence[Finding], sheet: Any, formats: Formats) -> None:  # noqa: ANN401
    """Write what was found and, where somebody said so, why it may stand."""
    frame(sheet, formats, "Kết quả kiểm tra và giải trình", whose(report), _COLUMNS)
    for row, finding in enumerate(findings, start=TOP):
        section = report.template.sections[report.template.figures[finding.cells[0].figure].section]
        accepted = finding.accepted
        reason = f"{accepted.reason} ({accepted.who}, {clock.local(accepted.at):%d/%m/%Y})" if accepted else ""
        cells = (
            str(row - TOP + 1),
            SEVERITY_LABELS[finding.severity],
            section.number,
            f"{report.in_period(finding.period)}{finding.message}",
            finding.instruction,
            reason,
        )
        for column, text in enumerate(cells):
            write_words(sheet, row, column, text, formats["center" if column < 3 else "note"], counted=not column)
        wrapped = max(lines_of(text, width, size=NOTE) for text, (_, width) in zip(cells, _COLUMNS, strict=True))
        sheet.set_row(row, LINE * wrapped + 3)
