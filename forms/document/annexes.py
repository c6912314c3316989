"""The appendices of the document: figures by section, documents issued, corrections, explanations, notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from forms.checks.checker import check
from forms.definitions.tables import Lines, TableDefinition
from forms.document import appendix, columns, revisions
from forms.narrative.blocks import Appendix, Table, TableCell
from forms.report.report import Report
from forms.values.style import VIETNAM, day_in_figures

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


Texts = Mapping[str, str]
"""What the columns of a table may show of one line."""


def of(report: Report) -> tuple[Appendix, ...]:
    """Every appendix that the report has, numbered in Roman figures; a single one takes no number."""
    found = [
        item
        for table in report.template.appendices.values()
        for item in (_figures(report, table) if table.lines is Lines.QUANTITIES else _listed(report, table))
    ]
    if len(found) == 1:
        return tuple(found)
    return tuple(replace(item, number=roman(place)) for place, item in enumerate(found, start=1))


def number_of(appendices: tuple[Appendix, ...], table: TableDefinition | None) -> str | None:
    """The number of the appendix that a table is; None when there is none."""
    return next((item.number for item in appendices if table is not None and item.title == table.title), None)


def roman(number: int) -> str:
    """A whole number from 1 to 39 in Roman figures."""
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text


def _figures(report: Report, table: TableDefinition) -> Iterator[Appendix]:
    """A table for each section; one without a number has a table to be filled in while the report is a draft."""
    stated = {address.figure for address in report.cells}
    for section in report.template.sections.values():
        if report.figures(section) and (not report.locked or stated & section.figures.keys()):
            title = table.title.format(section=section.number, title=section.title)
            found = appendix.table(report, section, table)
            yield Appendix("", title, found, landscape=True, section=section.code)


def _listed(report: Report, table: TableDefinition) -> Iterator[Appendix]:
    """A table of the report's documents, corrections, explanations or notes, where it has any."""
    standing = columns.on_paper(columns.series(report, table))
    rows = [
        tuple(TableCell(texts[column.shows], column.definition.align) for column in standing)
        for number, line in enumerate(_LISTED[table.lines](report), start=1)
        for texts in ({"number": str(number), **line},)
    ]
    if rows:
        found = Table(columns.widths(standing), columns.heads(standing), tuple(rows))
        yield Appendix("", table.title, found, landscape=True)


def _documents(report: Report) -> Iterator[Texts]:
    """The documents that the office issued or lists."""
    for document in report.documents.values():
        yield {
            "kind": document.kind,
            "symbol": document.number,
            "issued": document.issued,
            "issuer": document.issuer,
            "title": document.title,
        }


def _corrections(report: Report) -> Iterator[Texts]:
    """What the issue before reported, what is now reported, and why."""
    for item in revisions.corrections(report):
        yield {
            "label": item.label,
            "unit": item.unit,
            "reported": item.reported,
            "corrected": item.corrected,
            "difference": item.difference,
            "reason": report.reason,
        }


def _explanations(report: Report) -> Iterator[Texts]:
    """The findings that the office accepted, with its reasons."""
    for finding in check(report) if report.acceptances else ():
        if (accepted := finding.accepted) is not None:
            signed = f"{accepted.who}, {_local(accepted.at)}"
            yield {"finding": finding.message, "reason": accepted.reason, "signed": signed}


def _notes(report: Report) -> Iterator[Texts]:
    """The notes to cells, in the order of the paper, where the office wants them printed."""
    if report.details.get("cell_notes") != "có":
        return
    for section in report.template.sections.values():
        for figure in report.figures(section):
            for address in report.addresses(figure):
                if address in report.notes:
                    label, unit = revisions.named(report, address, {})
                    yield {
                        "section": section.number,
                        "label": label,
                        "unit": unit,
                        "value": appendix.text(report, address),
                        "note": report.notes[address],
                    }


_LISTED: Mapping[Lines, Callable[[Report], Iterator[Texts]]] = {
    Lines.DOCUMENTS: _documents,
    Lines.CORRECTIONS: _corrections,
    Lines.EXPLANATIONS: _explanations,
    Lines.NOTES: _notes,
}


def _local(at: datetime) -> str:
    """The day in Vietnam on which something happened, wherever the file is written."""
    return day_in_figures(at.astimezone(VIETNAM).date())
