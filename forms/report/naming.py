"""The name that an officer types for an open row: what row it makes, why not, and where it is doubtful."""

from __future__ import annotations

from dataclasses import replace

from forms.definitions.template import Breakdown, Figure
from forms.errors import KnownError
from forms.report import limits, row_names
from forms.report.changes import OpenRow, SetRow
from forms.report.entry import Entry, Typed
from forms.report.places import Place, new_row
from forms.report.report import Report
from forms.values.text import nearly, tidy


def read(report: Report, figure: Figure, place: Place) -> Typed:
    """How a name would be taken: one much like another is asked about, for two places may well be called so.

    `place` says the row that is renamed, or the breakdown and the row above that get another.
    """
    try:
        change = SetRow(named(report, figure, place))
    except KnownError as error:
        return Typed(Entry(refusal=str(error)))
    label, breakdown = change.row.label, figure.breakdowns[place.breakdown]
    suggested = breakdown.suggest if label not in breakdown.suggest else ()
    alike = nearly(label, (*_beside(report, figure, place), *suggested)) or ""
    if not alike:
        return Typed(Entry(), change)
    question = f'Tên "{label}" gần giống "{alike}". Nếu đây là dòng khác, nhấn Enter lần nữa; nếu không, sửa lại.'
    return Typed(Entry(question=question), change)


def named(report: Report, figure: Figure, place: Place) -> OpenRow:
    """The open row that a name makes: a new one, or a standing one renamed; raises KnownError if it cannot."""
    label = tidy(place.label)
    if not label or len(label) > limits.LABEL:
        raise KnownError(f"Tên dòng trống hoặc dài quá {limits.LABEL} chữ; đề nghị ghi lại.")
    if not any(mark.isalpha() for mark in label):  # numbers keyed on and on end up here
        raise KnownError(f'Ở đây ghi tên dòng, "{label}" không có chữ. Gõ tên; không thêm dòng thì Esc rồi Enter.')
    row_names.refuse(figure, figure.breakdowns[place.breakdown], label, report.unit.name)
    if label in _beside(report, figure, place):
        raise KnownError(f'Đã có dòng "{label}"; đề nghị nhập số vào dòng đó.')
    if not place.row:
        return new_row(report, replace(place, label=label), figure)
    return replace(report.rows[figure.code, place.row], label=label)


def proposed(report: Report, figure: Figure, breakdown: Breakdown, parent: str, used: list[str]) -> list[str]:
    """The names to propose in an open breakdown: those of this file, then those of the definition."""
    standing = _beside(report, figure, Place("", parent, breakdown.code))
    return [label for label in dict.fromkeys((*used, *breakdown.suggest)) if label not in standing]


def _beside(report: Report, figure: Figure, place: Place) -> list[str]:
    """The names of the rows beside."""
    rows = report.rows_of(figure, figure.breakdowns[place.breakdown], place.parent)
    return [report.label(figure, row) for row in rows if row != place.row]
