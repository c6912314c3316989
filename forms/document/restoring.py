"""Putting a report together from an archive that arrived: only what the template has a place for."""

from __future__ import annotations

from forms.definitions import row_ids
from forms.definitions.template import Template
from forms.errors import KnownError
from forms.narrative import paragraphs
from forms.report import row_names, strays
from forms.report.archive import Archive
from forms.report.kinds.arriving import Arriving
from forms.report.kinds.plain import BROKEN
from forms.report.kinds.table import KINDS
from forms.report.report import Report
from forms.values.text import fold, quoted

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
    there = Arriving(report, archive.figures, paragraphs.TITLES)
    for change in archive.changes:
        table = KINDS[type(change)].table
        if table is None:  # no archive carries it
            raise KnownError(BROKEN)
        table.arrives(there, change)
        report.apply(change)
    report.called |= there.called
    report.called = {called.figure: called for called in strays.called(report)}
    return report
