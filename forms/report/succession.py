"""What a new period takes over from an earlier report: the rows that were added and the words of the document.

Values are not taken over, but for those with which a year begins (`opens`), and those of the estimate of the same days,
which stay estimates until somebody types what it came to; those of the last period stand beside the new ones
(`Report.last`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from forms.definitions import row_ids
from forms.report import details
from forms.report.cells import Address, Cell, Mark, MarkKind, State
from forms.report.changes import Change, SetCell, SetDetail, SetLegalDocument, SetParagraphs, SetRow
from forms.report.places import Place, new_row
from forms.report.report import LEFT_OUT, Report

_OF_ONE_PERIOD = frozenset({LEFT_OUT, "request", "subject"})


def succeed(report: Report, earlier: Report) -> list[Change]:
    """The changes by which a report takes over the open rows and words of an earlier one.

    Rows keep their ids, so that last period's values stand beside them. What the report says already stays;
    rows whose breakdown the template no longer has, or no longer opens, are left behind.
    """
    changes: list[Change] = list(_rows(report, earlier))
    changes += carried(report, earlier)
    changes += foreseen(report, earlier)
    changes += [
        SetDetail(key, value)
        for key, value in earlier.details.items()
        if key not in report.details and key not in _OF_ONE_PERIOD and not details.is_cut_off(key)
    ]
    changes += _words(report, earlier)
    return changes


def carried(report: Report, earlier: Report) -> Iterator[SetCell]:
    """What a report begins with, where the earlier one ended the day before: each number says where it is from."""
    if earlier.period.end + timedelta(days=1) != report.period.start:
        return
    for address, cell in earlier.cells.items():
        figure = report.template.figures.get(address.figure)
        if figure is None or cell.number is None or not earlier.has(address):
            continue
        for measure in figure.measures_at(address.row).values():
            opened = Address(address.figure, address.row, measure.code)
            if measure.opens == address.measure and opened not in report.cells:
                yield SetCell(opened, Cell(cell.number).marked(Mark(MarkKind.CARRIED, earlier.period.label)))


def foreseen(report: Report, earlier: Report) -> Iterator[SetCell]:
    """What was foreseen of a period, for the report of that period, with the rows that it takes over."""
    if earlier.period != report.period.foreseen:
        return
    grown = Report(report.template, report.unit, report.period, rows=dict(report.rows))
    for change in _rows(report, earlier):
        grown.apply(change)
    said = Mark(MarkKind.CARRIED, earlier.period.label)
    for address, cell in earlier.cells.items():
        if cell.number is None or address in report.cells or not (grown.has(address) and earlier.has(address)):
            continue
        figure = report.template.figures[address.figure]
        if grown.path(figure, address.row) == earlier.path(figure, address.row):
            yield SetCell(address, Cell(cell.number, State.ESTIMATE).worded(cell.word).marked(said))


def _words(report: Report, earlier: Report) -> Iterator[SetParagraphs | SetLegalDocument]:
    """The officer's paragraphs, as a start, and the documents that they cite; those issued last time are not listed.

    A paragraph that names a row or a document which means something else here is left behind with its section.
    """
    for section, texts in earlier.paragraphs.items():
        text = "\n".join(texts)
        cited = [key for key in earlier.documents if f"{{legal:{key}}}" in text]
        if section in report.paragraphs or (report.rows and ":#" in text) or report.documents.keys() & set(cited):
            continue
        yield from (SetLegalDocument(key, earlier.documents[key]) for key in cited)
        yield SetParagraphs(section, texts)


def _rows(report: Report, earlier: Report) -> Iterator[SetRow]:
    grown = Report(report.template, report.unit, report.period, rows=dict(report.rows))
    moved: dict[tuple[str, str], str] = {}
    for row in sorted(earlier.rows.values(), key=lambda row: (row.figure, row_ids.depth(row.id), row.position, row.id)):
        figure = report.template.figures.get(row.figure)
        above, code, key = row_ids.split(row.id)
        parent = moved.get((row.figure, above), above)
        if row.removed or figure is None or parent not in grown.all_rows(figure):
            continue
        breakdown = next((found for found in figure.breakdowns_of(parent) if found.code == code and found.open), None)
        if breakdown is None:
            continue
        same = [there for there in grown.rows_of(figure, breakdown, parent) if grown.label(figure, there) == row.label]
        if same:
            moved[row.figure, row.id] = same[0]
            continue
        identity = row_ids.child(parent, code, key)
        if (row.figure, identity) in grown.rows:
            identity = new_row(grown, Place("", parent, code, row.label), figure).id
        moved[row.figure, row.id] = identity
        change = SetRow(replace(row, id=identity))
        grown.apply(change)
        yield change
