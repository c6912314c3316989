"""Putting a values file into the reports of a workspace: one period, or each line into the period that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from exports.values import Values
from forms.definitions import row_ids
from forms.definitions.loading import load
from forms.definitions.span import Across
from forms.errors import KnownError
from forms.report import filling, row_names
from forms.report.cells import Address
from forms.report.changes import Change, SetCell, SetRow
from forms.report.report import Report
from forms.report.succession import carried
from forms.values.frozen import frozen
from forms.values.period import Period
from forms.values.text import quoted
from storage.workspace import Batch, Workspace


@frozen
class FilledPeriods:
    """How many cells changed, the periods that were added, and what the officer should know of the rest."""

    cells: int
    added: tuple[Period, ...]
    remarks: tuple[str, ...]


def fill(
    workspace: Workspace, report: Report, found: Values, who: str = "", *, new_periods: bool = False
) -> FilledPeriods:
    """Put values into a report and those of other periods of its office, all of them or none, and store them.

    Raises KnownError where a period has no report, unless `new_periods` are to be made; FillError as `filling.fill`.
    """
    mine = [
        name.period
        for name in workspace.reports()
        if (name.unit.id, name.template) == (report.unit.id, report.template.code)
    ]
    named = filling.periods_of(found.lines)
    missing = [period for period in named if period not in mine]
    if missing and not new_periods:
        codes = ", ".join(f"{period.code} ({period.label})" for period in missing)
        raise KnownError(
            f"{report.unit.name} chưa có báo cáo kỳ: {codes}; đề nghị thêm --new-periods để tạo, chưa ghi gì."
        )
    new = {period: Report(report.template, report.unit, period) for period in missing}
    others = new | {
        period: workspace.load(load, report.unit.id, period, report.template.code)
        for period in named
        if period in mine and period != report.period
    }
    done = filling.fill_periods(report, others, found.lines, vietnamese=found.vietnamese, sure=found.sure)
    reports = others | {report.period: report}
    _carry(reports, missing, done)
    latest = max([report.period, *missing], key=lambda period: (period.end, not period.estimated))
    workspace.save_all(
        [Batch(reports[period], changes) for period, changes in done.items()],
        who,
        new=list(new.values()),
        hold=new.get(latest),
    )
    cells = sum(isinstance(change, SetCell) for changes in done.values() for change in changes)
    remarks = list(_remarks(report, done, max((*mine, *missing), key=lambda one: one.end)))
    remarks += [remark for period, changes in done.items() for remark in _sums(reports[period], changes)]
    return FilledPeriods(cells, tuple(missing), tuple(remarks))


def _carry(reports: Mapping[Period, Report], new: Sequence[Period], done: dict[Period, list[Change]]) -> None:
    """Let new periods begin with what those before them left, where the file does not say it."""
    for period in new:
        for earlier in reports.values():
            for change in list(carried(reports[period], earlier)):
                reports[period].apply(change)
                done[period].append(change)


def _sums(report: Report, changes: Sequence[Change]) -> Iterator[str]:
    """Name each row that the file added and whose numbers are what all beside it come to: it may be a sum."""
    added = {(change.row.figure, change.row.id): change.row.label for change in changes if isinstance(change, SetRow)}
    for code, branch in dict.fromkeys((code, row_ids.branch(row)) for code, row in added):
        figure = report.template.figures[code]
        breakdown = figure.breakdown_of(branch)
        beside = report.rows_of(figure, breakdown, row_ids.parent(branch))
        numbers = [[_value(report, Address(code, row, one)) for one in breakdown.measures] for row in beside]
        for place in row_names.sums_among(numbers):
            label = added.get((code, beside[place]), "")
            if label and label not in breakdown.suggest:
                yield (
                    f"{figure.name}: dòng {quoted(label)} bằng đúng các dòng kia cộng lại; nếu là dòng cộng, "
                    "đề nghị xóa dòng ấy, kẻo tính hai lần."
                )


def _value(report: Report, address: Address) -> Fraction:
    cell = report.cells.get(address)
    return cell.number.value if cell and cell.number else Fraction(0)


def _remarks(report: Report, done: Mapping[Period, Sequence[Change]], latest: Period) -> Iterator[str]:
    """Say which figures got values for single periods though they hold one for all: once a figure, with the periods."""
    if report.template.span is None:
        return
    periods: dict[str, list[Period]] = {}
    for period, changes in sorted(done.items()):
        codes = dict.fromkeys(change.address.figure for change in changes if isinstance(change, SetCell))
        for code in codes if period != latest else ():
            periods.setdefault(code, []).append(period)
    for code, found in periods.items():
        figure = report.template.figures[code]
        if figure.across is not Across.EACH:
            labels = ", ".join(period.label for period in found)
            yield (
                f"{figure.name}: chỉ tiêu này ghi {figure.across.meaning}; đã ghi số của {labels} "
                f"vào kỳ ấy, báo cáo {latest.label} in số ghi ở kỳ của mình."
            )
