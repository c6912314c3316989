"""Putting a report together from an archive that arrived: only what the template has a place for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from forms.definitions import row_ids
from forms.definitions.template import Measure, Template
from forms.errors import KnownError
from forms.narrative import paragraphs
from forms.offices.plan import Attainment
from forms.report import details, entry, limits, row_names, strays
from forms.report.archive import BROKEN, Archive
from forms.report.cells import Address
from forms.report.changes import (
    Called,
    Change,
    SetAcceptance,
    SetAnswer,
    SetCalled,
    SetCell,
    SetCoverage,
    SetDetail,
    SetIssue,
    SetLegalDocument,
    SetNote,
    SetParagraphs,
    SetRow,
    SetSection,
    SetSource,
    SetState,
)
from forms.report.report import Report
from forms.values.text import fold, lowered, quoted, tidy

_MOST_REMARKS = 10


def doubtful_rows(report: Report) -> tuple[str, ...]:
    """Say which open rows of a report that arrived would count something twice: sums among the rows, and twins.

    An earlier program, or another, may have let them be. They stay as they were sent: no number vanishes.
    """
    remarks: dict[str, None] = {}
    seen: set[tuple[str, str, str]] = set()
    for (code, row_id), row in report.rows.items():
        figure = report.template.figures.get(code)
        if figure is None or row_ids.breakdown(row_id) not in figure.breakdowns:
            continue
        where = f"{figure.name}: dòng {quoted(row.label)}"
        what = row_names.no_name(figure, figure.breakdowns[row_ids.breakdown(row_id)], row.label, report.unit.name)
        if what:
            remarks[f"{where} là {what}, có thể bị cộng hai lần; đề nghị xem lại rồi xóa dòng này."] = None
        key = code, row_ids.branch(row_id), fold(row.label)
        if key in seen:
            remarks[f"{where} có hơn một lần; đề nghị hỏi lại nơi gửi rồi gộp các dòng trùng tên."] = None
        seen.add(key)
    return tuple(remarks)[:_MOST_REMARKS]


def restore(archive: Archive, template: Template) -> Report:
    """Make the report from its archive; raises KnownError for what the template has no place for."""
    if archive.version > template.version:
        raise KnownError(
            f'Dữ liệu theo mẫu "{archive.template}" bản {archive.version}, chương trình có bản {template.version}; '
            "đề nghị cập nhật chương trình rồi đọc lại."
        )
    if archive.unit.level not in template.offices or not archive.unit.name:
        raise KnownError(BROKEN)
    report = Report(template, archive.unit, archive.period)
    places = _Places(template, archive)
    for change in archive.changes:
        CHECKS[type(change)](places, report, change)
        report.apply(change)
    report.called |= places.called
    report.called = {called.figure: called for called in strays.called(report)}
    return report


class _Places:
    """The rows that a report has while it is put together."""

    def __init__(self, template: Template, archive: Archive) -> None:
        self._figures = template.figures
        self._empty = Report(template, archive.unit, archive.period)
        self.called: dict[str, Called] = {}
        for one in archive.figures:
            known = self.called.get(one.figure, replace(one, measures=(), rows=()))
            self.called[one.figure] = replace(known, measures=known.measures + one.measures, rows=known.rows + one.rows)
        self._rows = {code: set(self._empty.all_rows(figure, dated=True)) for code, figure in template.figures.items()}

    def has_section(self, code: str) -> bool:
        """Whether the sender has figures in a section."""
        return any(called.section == code for called in self.called.values())

    def check_row(self, report: Report, change: SetRow) -> None:
        """Refuse a row that has no place in the report, or stands there already."""
        row = change.row
        figure = self._figures.get(row.figure)
        parent = row_ids.parent(row.id)
        breakdown = figure.breakdowns.get(row_ids.breakdown(row.id)) if figure else None
        fits = breakdown is not None and breakdown.open and breakdown.hangs_on(parent)
        fits = fits and row_ids.number(row.id) is not None
        placed = fits and parent in self._rows[row.figure]
        strays_along = row.figure in self.called and row_ids.number(row.id) is not None
        if not (placed or strays_along):
            raise KnownError(_stray(row.figure, row.id))
        if (row.figure, row.id) in report.rows:
            raise KnownError(_twice("dòng", row.figure, row.id))
        if row.label != tidy(row.label) or not 0 < len(row.label) <= limits.LABEL:
            raise KnownError(
                f'Dữ liệu kèm theo có dòng "{row.figure} {row.id}" mà tên dòng trống, dài quá {limits.LABEL} chữ hoặc '
                "thừa dấu cách; đề nghị xin lại tệp từ nơi gửi, chưa nhập gì."
            )
        if len(report.rows) >= limits.ARRIVING:
            raise KnownError(f"Dữ liệu kèm theo có quá {limits.ARRIVING} dòng tự thêm; chưa nhập gì.")
        if placed:
            self._rows[row.figure].update(self._empty.all_rows(self._figures[row.figure], row.id, dated=True))

    def check_cell(self, report: Report, change: SetCell) -> None:
        """Refuse a cell that has no place in the report, stands there already or holds what it cannot."""
        address, cell = change
        measure = self._measure(report, address)
        if cell is None:
            raise KnownError(_stray(*address))
        if address in report.cells:
            raise KnownError(_twice("ô", *address))
        if measure is None:
            return
        if cell.number is not None:
            entry.refuse(cell.number, measure, self._figures[address.figure].name)
        if cell.working and not entry.adds_up(cell, measure):
            name = self._figures[address.figure].name
            raise KnownError(
                f"{name}, {lowered(measure.label)}: phép cộng {quoted(cell.working)} kèm theo không ra số của ô; "
                "đề nghị hỏi lại nơi gửi, chưa nhập gì."
            )

    def check_coverage(self, report: Report, change: SetCoverage) -> None:
        """Refuse the coverage of a cell that has no place in the report, or is covered already."""
        address = change.address
        _require(address not in report.coverage)
        if address.row or address.measure or address.figure not in self._figures:
            self._measure(report, address)

    def check_note(self, report: Report, change: SetNote) -> None:
        """Refuse a note to a cell that has no place in the report."""
        self._measure(report, change.address)

    def _measure(self, report: Report, address: Address) -> Measure | None:
        """The measure of a cell, None of one without a place; raises KnownError where nobody says what it is called."""
        figure = self._figures.get(address.figure)
        if figure is not None and address.row in self._rows[figure.code]:
            measure = figure.measures_at(address.row).get(address.measure)
            if measure is not None:
                return measure
        called = self.called.get(address.figure)
        if called is not None and any(known == address.measure for known, _, _ in called.measures):
            named = {row for row, _ in called.rows}
            if all(row in named or (address.figure, row) in report.rows for row in row_ids.lineage(address.row)):
                return None
        raise KnownError(_stray(*address))


def _check_detail(_: _Places, report: Report, change: SetDetail) -> None:
    key, value = change
    fits = bool(details.known(report, key)) and value in details.CHOICES.get(key, (value,))
    _require(fits and (key.partition(":")[0] != details.AS_OF or _is_date(value or "")))


def _check_paragraphs(places: _Places, report: Report, change: SetParagraphs) -> None:
    known = change.section in report.template.sections or change.section in paragraphs.TITLES
    known = known or places.has_section(change.section)
    _require(known and sum(map(len, change.texts or ())) <= limits.SECTION)


def _check_document(_: _Places, report: Report, __: SetLegalDocument) -> None:
    _require(len(report.documents) < limits.ARRIVING)


def _check_section(places: _Places, report: Report, change: SetSection) -> None:
    known = change.section in report.template.sections or places.has_section(change.section)
    _require(known and change.section not in report.sections)


def _check_source(_: _Places, report: Report, change: SetSource) -> None:
    _require(change.unit not in report.sources)


def _check_acceptance(_: _Places, report: Report, __: SetAcceptance) -> None:
    _require(len(report.acceptances) < limits.ARRIVING)


def _check_answer(_: _Places, report: Report, change: SetAnswer) -> None:
    answer = change.answer
    fits = answer is not None and (not answer.day or _is_date(answer.day)) and answer.attainment in {"", *Attainment}
    _require(fits and change.subject not in report.answers and len(report.answers) < limits.ARRIVING)


def _refuse(_: _Places, __: Report, ___: Change) -> None:
    """Refuse a kind of change that no archive carries."""
    _require(fits=False)


def _require(fits: bool) -> None:  # noqa: FBT001 - what is required
    if not fits:
        raise KnownError(BROKEN)


CHECKS: Mapping[type[Change], Callable[[_Places, Report, Any], None]] = {
    SetRow: _Places.check_row,
    SetCell: _Places.check_cell,
    SetNote: _Places.check_note,
    SetAcceptance: _check_acceptance,
    SetDetail: _check_detail,
    SetParagraphs: _check_paragraphs,
    SetLegalDocument: _check_document,
    SetAnswer: _check_answer,
    SetSection: _check_section,
    SetCoverage: _Places.check_coverage,
    SetSource: _check_source,
    SetCalled: _refuse,
    SetState: _refuse,
    SetIssue: _refuse,
}
"""What may arrive, by kind of change: raises KnownError for what the template has no place for."""


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _stray(*place: str) -> str:
    return f'Dữ liệu kèm theo có ô "{" ".join(filter(None, place))}" không có trong mẫu báo cáo; chưa nhập gì.'


def _twice(what: str, *place: str) -> str:
    where = " ".join(filter(None, place))
    return f'Dữ liệu kèm theo ghi {what} "{where}" hai lần; đề nghị xin lại tệp từ nơi gửi, chưa nhập gì.'
