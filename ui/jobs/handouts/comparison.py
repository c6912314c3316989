"""The comparison between lower offices, from what they sent."""

from __future__ import annotations

from collections.abc import Iterable

from forms.definitions.template import Merge
from forms.document.handouts import comparison, course
from forms.document.handouts.comparison import ComparedFigure, ComparedNumber, ComparedOffice
from forms.errors import KnownError
from forms.narrative.blocks import Handout
from forms.report.cells import Address
from forms.report.report import Report
from forms.values.style import ELLIPSIS
from storage.workspace import Workspace
from ui.jobs.exporting import short
from ui.jobs.handouts.summary import chosen_in
from ui.jobs.matrix import Matrix, MatrixColumn

_USUAL = 5  # figures that are compared where nobody chose others


def of(workspace: Workspace, report: Report, chosen: Iterable[Address] = (), matrix: Matrix | None = None) -> Handout:
    """The comparison of chosen figures, unless said the first ones that are proposed; raises KnownError for none."""
    matrix = matrix or Matrix(workspace, report)
    wanted = list(chosen)
    if not wanted:
        usual = chosen_in(workspace, report)
        ordered = dict.fromkeys([*([usual.chart] if usual.chart else []), *usual.cells])
        wanted = [one for one in ordered if one in matrix.items][:_USUAL]
    unknown = [one for one in wanted if one not in matrix.items]
    if unknown or not wanted:
        raise KnownError("Không có chỉ tiêu nào như vậy để so sánh; đề nghị chọn chỉ tiêu mà cấp dưới báo cáo.")
    columns = [matrix.column(address) for address in wanted[: comparison.MOST]]
    offices = [ComparedOffice(one.unit.name, one.remark) for one in matrix.offices]
    compared = [_compared(matrix, column) for column in columns]
    return comparison.compose(report, offices, compared, workspace.edited(report))


def _compared(matrix: Matrix, column: MatrixColumn) -> ComparedFigure:
    numbers = []
    for office in matrix.offices:
        part = column.stated.get(office.number)
        text = column.texts[office.number].replace(ELLIPSIS, "")
        numbers.append(ComparedNumber(text, part.number if part else None, office.number in column.awaited))
    item = column.item
    if item.how is Merge.SUM:
        number = item.cell.number if item.cell else None
    else:
        number = column.own.number if column.own else None
    text = column.total if item.how is Merge.SUM or number is None else course.text(column.own)
    return ComparedFigure(item.address, item.how, tuple(numbers), ComparedNumber(text, number), column.counted)


def stem(report: Report) -> str:
    """How its files are called, less their endings."""
    return f"so-sanh-{short(report.unit.name)}-{report.template.code}-{report.period.code}"
