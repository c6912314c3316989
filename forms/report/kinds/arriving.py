"""A report while it is put together from an archive that arrived: what has a place in it, and what stands there."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from forms.definitions import row_ids
from forms.definitions.template import Measure
from forms.errors import KnownError
from forms.report.cells import Address
from forms.report.changes import Called
from forms.report.kinds.plain import BROKEN
from forms.report.report import Report


class Arriving:
    """The report, and the rows that it has by now; `called` is what its sender calls what it sends."""

    def __init__(self, report: Report, called: Iterable[Called], titles: Collection[str]) -> None:
        self.report = report
        self.titles = titles  # of what stands before and after the sections
        self.figures = report.template.figures
        self.called: dict[str, Called] = {}
        for one in called:
            known = self.called.get(one.figure, replace(one, measures=(), rows=()))
            self.called[one.figure] = replace(known, measures=known.measures + one.measures, rows=known.rows + one.rows)
        self._empty = Report(report.template, report.unit, report.period)
        self.rows = {code: set(self._empty.all_rows(figure, dated=True)) for code, figure in self.figures.items()}

    def has_section(self, code: str) -> bool:
        """Whether the template has a section, or the sender figures in it."""
        return code in self.report.template.sections or any(one.section == code for one in self.called.values())

    def add_row(self, code: str, row: str) -> None:
        """Give a row its place, with the fixed rows that hang on it."""
        self.rows[code].update(self._empty.all_rows(self.figures[code], row, dated=True))

    def measure(self, address: Address) -> Measure | None:
        """The measure of a cell, None of one without a place; raises KnownError where nobody says what it is called."""
        figure = self.figures.get(address.figure)
        if figure is not None and address.row in self.rows[figure.code]:
            measure = figure.measures_at(address.row).get(address.measure)
            if measure is not None:
                return measure
        called = self.called.get(address.figure)
        if called is not None and any(known == address.measure for known, _, _ in called.measures):
            named = {row for row, _ in called.rows}
            rows = row_ids.lineage(address.row)
            if all(row in named or (address.figure, row) in self.report.rows for row in rows):
                return None
        raise stray(*address)


def require(fits: bool) -> None:  # noqa: FBT001 - what is required
    """Raise KnownError for an archive that no program of ours wrote so."""
    if not fits:
        raise KnownError(BROKEN)


def is_date(value: str) -> bool:
    """Whether a text is a day as archives write it."""
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def stray(*place: str) -> KnownError:
    """The refusal of what the template has no place for."""
    return KnownError(
        f'Dữ liệu kèm theo có ô "{" ".join(filter(None, place))}" không có trong mẫu báo cáo; chưa nhập gì.'
    )


def twice(what: str, *place: str) -> KnownError:
    """The refusal of what an archive says twice."""
    where = " ".join(filter(None, place))
    return KnownError(f'Dữ liệu kèm theo ghi {what} "{where}" hai lần; đề nghị xin lại tệp từ nơi gửi, chưa nhập gì.')
