"""How a plan stands, as a document: a short report, the list of targets as its appendix, and the tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from forms.checks.attainment import Situation, standing_of
from forms.document import letterhead
from forms.document.plain_table import TableColumn, row_of, table_of
from forms.errors import KnownError
from forms.narrative.blocks import Appendix, Document, Head, Paragraph, Table, TableCell, Text
from forms.offices.plan import Attainment, Line, PlanTarget, PlanTask
from forms.report.office import speaker
from forms.report.report import Report
from forms.values.style import ELLIPSIS, day_in_figures, roman


def compose(situation: Situation, edited: datetime) -> Document:
    """Make the document; `edited` is the time of the last edit of the data (UTC), the only time in files.

    Raises KnownError where no report tells how far the plan has come.
    """
    report = situation.report
    if report is None:
        raise KnownError("Chưa có báo cáo nào đến năm này nên chưa in được; đề nghị tạo báo cáo, hoặc chọn năm khác.")
    return Document(
        kind=report.template.document.kind,
        subject=f"Tình hình thực hiện chỉ tiêu kế hoạch, {report.period.label}",
        letterhead=letterhead.head(report),
        addressee=letterhead.addressee(report),
        body=tuple(Paragraph((Text(sentence),)) for sentence in _sentences(situation, report)),
        signature=letterhead.signature(report),
        recipients=letterhead.recipients(report),
        appendices=tuple(_appendices(situation, report)),
        author=report.unit.name,
        edited=edited,
        fingerprint="",
        issuer=speaker(report),
    )


def _appendices(situation: Situation, report: Report) -> list[Appendix]:
    """The list of targets, and that of tasks where the plan has any; a single one takes no number."""
    found = [Appendix("", "Tình hình thực hiện chỉ tiêu kế hoạch", targets(situation))]
    if situation.plan.tasks:
        found.append(Appendix("", "Tình hình thực hiện nhiệm vụ của kế hoạch", tasks(situation.plan.tasks, report)))
    return [replace(item, number=roman(place)) for place, item in enumerate(found, start=1)] if found[1:] else found


def _sentences(situation: Situation, report: Report) -> Iterator[str]:
    """What the report says before its appendix."""
    counts = ", ".join(f"{count} {state.label.lower()}" for state, count in situation.counts().items() if count)
    yield (
        f"Kế hoạch của {situation.plan.locality} có {len(situation.standings)} chỉ tiêu được theo dõi. "
        f"Theo số liệu {report.period.label}, so với mục tiêu năm {situation.year}: {counts}."
    )
    missed = [item for item in situation.standings if item.attainment is Attainment.MISSED]
    if missed:
        named = "; ".join(f"{item.target.full} ({item.got}, mục tiêu {item.text})" for item in missed)
        yield f"Chỉ tiêu chưa đạt: {named}."
    yield "Chi tiết từng chỉ tiêu tại phụ lục kèm theo."


def targets(situation: Situation) -> Table:
    """The list of targets: what is wanted by each year, what was achieved, how it stands, who leads it."""
    plan, report = situation.plan, situation.report
    standing = {item.target.order: item for item in situation.standings}
    noted = any(item.target.note for item in situation.standings)
    columns = [
        TableColumn("TT", 5, "center"),
        TableColumn("Nội dung", 0),
        TableColumn("ĐVT", 8, "center"),
        *(TableColumn(str(year), 8, "center") for year in plan.years),
        TableColumn(f"Thực hiện {report.period.label}" if report else "Thực hiện", 9, "center"),
        TableColumn("Đánh giá", 13, "center"),
        TableColumn("Cơ quan chủ trì", 18),
        *([TableColumn("Ghi chú", 14)] if noted else ()),
    ]

    def cells(target: PlanTarget) -> list[str]:
        """What stands in the row of a target; a heading wants nothing."""
        item = standing.get(target.order)
        texts = [target.text(year) or ("-" if item else "") for year in plan.years]
        stands = [item.got or ELLIPSIS, item.attainment.label] if item else ["", ""]
        return [
            str(target.order),
            target.indicator,
            target.unit,
            *texts,
            *stands,
            target.agency,
            *[target.note] * noted,
        ]

    above = {item.target.parent for item in situation.standings}
    shown = [target for target in plan.targets if target.order in standing or target.indicator in above]
    rows = [
        row
        for number, (group, members) in enumerate(_grouped(shown), start=1)
        for row in (
            *([_title(columns, roman(number), group)] if group else ()),
            *(row_of(columns, cells(one), indent=int(bool(one.parent)), leads=one.heading) for one in members),
        )
    ]
    over = Head(TableCell("Mục tiêu", "center", bold=True), 0, 3, across=len(plan.years))
    return replace(table_of(columns, rows), over=(over,))


def tasks(listed: Sequence[PlanTask], report: Report) -> Table:
    """The list of tasks: who leads, who takes part, by when, how far it has come in words."""
    noted = any(task.note for task in listed)
    columns = [
        TableColumn("TT", 5, "center"),
        TableColumn("Nhiệm vụ", 0),
        TableColumn("Cơ quan chủ trì", 15),
        TableColumn("Cơ quan phối hợp", 15),
        TableColumn("Thời gian", 10, "center"),
        TableColumn("Tiến độ", 20),
        TableColumn("Đánh giá", 13, "center"),
        *([TableColumn("Ghi chú", 12)] if noted else ()),
    ]

    def cells(task: PlanTask) -> list[str]:
        """What stands in the row of a task."""
        answer = report.answers.get(task.id)
        when = f" ({day_in_figures(date.fromisoformat(answer.day))})" if answer and answer.day else ""
        progress = f"{answer.value}{when}" if answer and answer.value else ELLIPSIS
        state = standing_of(report, task).label
        who = [task.agency, task.partners, task.time]
        return [str(task.order), task.task, *who, progress, state, *[task.note] * noted]

    rows = [
        row
        for number, (group, members) in enumerate(_grouped(listed), start=1)
        for row in (
            *([_title(columns, roman(number), group)] if group else ()),
            *(row_of(columns, cells(one)) for one in members),
        )
    ]
    return table_of(columns, rows)


def _grouped(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """The lines of each group together, groups in the order in which they first come."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.group, []).append(line)
    return list(found.items())


def _title(columns: Sequence[TableColumn], number: str, title: str) -> tuple[TableCell, ...]:
    """The row that is the title of a group."""
    blank = [TableCell("") for _ in columns[2:]]
    return (TableCell(number, "center", bold=True, leads=True), TableCell(title, bold=True, leads=True), *blank)
