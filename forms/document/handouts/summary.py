"""One page for those who lead: about ten figures chosen once, with last year and plan, a chart, and what to notice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from forms.checks.findings import Finding
from forms.definitions.rules import Severity
from forms.document import letterhead
from forms.document.appendix import shown_cell
from forms.document.handouts import course, figures
from forms.document.handouts.course import MISSING
from forms.document.handouts.figures import ChosenFigures, PlanStanding
from forms.document.plain_table import TableColumn, table_of
from forms.narrative import estimates, movement
from forms.narrative.blocks import Chart, Gauge, Handout, Table, TableCell
from forms.narrative.lacking import starred
from forms.narrative.narrative import plain
from forms.narrative.scope import Scope
from forms.offices.plan import Attainment
from forms.report import archive, details
from forms.report.cells import Address, Cell, State
from forms.report.report import Report
from forms.values.numbers import exact, show
from forms.values.style import POINTS, day_in_figures, printed, quantity, trimmed
from forms.values.text import lowered, raised

_POINTS = 6  # sentences
_MOVED = 2  # of them, on what moved most

_Standings = Mapping[Address, PlanStanding | None]
"""The cells of the page in their order, and how each stands to its plan."""


def compose(
    report: Report,
    choice: ChosenFigures,
    edited: datetime,
    others: Sequence[Report] = (),
    findings: Iterable[Finding] = (),
    code: str | None = None,
) -> Handout:
    """The page; `others` are the unit's reports on other periods, for the chart; `code` as the document has it."""
    choice = figures.kept(report, choice)
    standings = {address: figures.standing(report, address) for address in choice.cells[: figures.MOST]}
    table = _SummaryLines(report, standings, _before(report)).table()
    chart = _chart(report, choice.chart, standings, others)
    missing = any(cell.text == MISSING for row in table.rows for cell in row)
    return Handout(
        office=" ".join(letterhead.head(report).agency),
        remark=remark(report),
        title=_title(report).upper(),
        about=plain(report.template.summary.about, Scope(report)) if report.template.summary else "",
        tables=(starred(report, table),),
        author=report.unit.name,
        edited=edited,
        chart=chart,
        points=tuple(_points(report, standings, findings))[:_POINTS],
        legend=_legend(standings.values(), chart, missing=missing),
        source=source(report, code),
        single=True,
    )


def _title(report: Report) -> str:
    summary = report.template.summary
    return plain(summary.title, Scope(report)) if summary else f"Một số chỉ tiêu chính {report.period.in_sentence}"


def remark(report: Report) -> str:
    """Of which day the numbers are, and whether they are final."""
    parts = []
    if day := details.cut_off(report):
        parts.append(f"Số liệu đến {day_in_figures(day)}")
    if report.period.estimated:
        parts.append("số ước thực hiện")
    parts.append("bản đã chốt" if report.locked else "bản dự thảo")
    return raised(", ".join(parts))


def source(report: Report, code: str | None = None) -> str:
    """From which report the numbers are, with the code of its data."""
    about = lowered(plain(report.template.document.subject, Scope(report)))
    code = archive.fingerprint(report) if code is None else code
    return f"Nguồn: {letterhead.cited(report)} {about}; mã dữ liệu {code}."


def _before(report: Report) -> Report | None:
    """With what the numbers are compared: a year ago, else the period before that stands beside; None for neither."""
    last = report.last
    return last if last is not None and last.cells else report.before


class _SummaryLines:
    """The lines of the page."""

    def __init__(self, report: Report, standings: _Standings, before: Report | None) -> None:
        self.report, self.standings, self.before = report, standings, before
        self.end, self.stroke = figures.gauge_shares(standings.values())

    def table(self) -> Table:
        """All of them under their heads; without a year before or a plan their columns do not stand."""
        report = self.report
        rows = []
        labels = figures.labels(report, [*self.standings])
        for place, (address, plan) in enumerate(self.standings.items()):
            label, depth = labels[place]
            named = TableCell(str(place + 1), "center"), TableCell(label, indent=depth)
            unit = TableCell(_short(report.unit_of(address)), "center")
            rows.append((*named, unit, *self._numbers(address), *self._plan(plan)))
        then = [TableColumn(raised(self.before.period.label), 10)] if self.before else []
        moved = [TableColumn("Tăng, giảm", 10)] if self._compares else []
        plans = [TableColumn("Kế hoạch", 9), TableColumn("% kế hoạch", 19)] if self._planned else []
        columns = [
            TableColumn("TT", 4),
            TableColumn("Chỉ tiêu", 0),
            TableColumn("ĐVT", 9),
            TableColumn(raised(report.period.label), 10 if then else 16),
            *then,
            *moved,
            *plans,
        ]
        return table_of(columns, rows)

    @property
    def _compares(self) -> bool:
        """Whether the numbers are compared with those of a year ago."""
        return self.before is not None and self.before is self.report.last

    @property
    def _planned(self) -> bool:
        return any(self.standings.values())

    def _numbers(self, address: Address) -> Iterator[TableCell]:
        report, before = self.report, self.before
        yield _number(report.cell(address), bold=True, at=address)
        if before is not None:
            there = report.counterpart(before, address)
            yield _number(before.cell(there) if there else None)
        if self._compares:
            yield TableCell(movement.in_brief(report, address), "right")

    def _plan(self, plan: PlanStanding | None) -> Iterator[TableCell]:
        if not self._planned:
            return
        if plan is None:
            yield from (TableCell("", "right"), TableCell("", "right"))
            return
        text = "-".join(dict.fromkeys(shown_cell(cell) for cell in plan.planned))
        alone = plan.planned[0].number if len(plan.planned) == 1 else None
        yield TableCell(f"dưới {text}" if plan.lower else text, "right", number=alone and trimmed(alone))
        if plan.share is None:
            verdict = _verdict(self.report, plan)
            yield TableCell(lowered(verdict.label) if verdict else "", "right", bold=True)
        else:
            length = min(max(plan.share.value / self.end, Fraction(0)), Fraction(1))
            gauge = Gauge(length, bool(plan.reached), self.stroke)
            share = trimmed(plan.share)
            yield TableCell(show(share), "right", bold=True, number=share, gauge=gauge)


def _verdict(report: Report, plan: PlanStanding) -> Attainment | None:
    """Whether a plan is reached; within a year that is not over it is under way. None where nobody can say."""
    if plan.reached is None:
        return None
    if plan.reached:
        return Attainment.REACHED
    return Attainment.UNDER_WAY if report.period.within_year else Attainment.MISSED


def _number(cell: Cell | None, *, bold: bool = False, at: Address | None = None) -> TableCell:
    number = trimmed(cell.number) if cell and cell.number else None
    return TableCell(course.text(cell), "right", bold=bold, cell=at, number=number)


def _short(unit: str) -> str:
    """A unit as a narrow column has it."""
    return "điểm" if unit == POINTS else unit


def _chart(report: Report, chosen: Address | None, cells: Iterable[Address], others: Sequence[Report]) -> Chart | None:
    """The course of the cell that was chosen for it, else of the first whose course is known."""
    for address in (*([chosen] if chosen else []), *cells):
        unit = report.unit_of(address)
        found = course.chart(report, address, others, f"{figures.name(report, address)} ({unit})")
        if found is not None:
            return found
    return None


def _points(report: Report, standings: _Standings, findings: Iterable[Finding]) -> Iterator[str]:
    """What to notice: what is doubtful or missing, what is not reached, what is, and what moved most."""
    wrong = {cell for one in findings if one.open and one.severity is Severity.ERROR for cell in one.cells}
    if doubted := [address for address in standings if address in wrong]:
        yield f"Số liệu còn sai khớp, đang rà soát: {_list(report, doubted)}."
    for address, plan in standings.items():
        if plan and plan.stated and plan.share:
            yield (
                f"{figures.name(report, address)}: báo cáo ghi {printed(plan.stated)}% kế hoạch; "
                f"trang này in số tính lại {printed(plan.share)}%."
            )
    absent = [address for address in standings if _absent(report.cell(address))]
    if absent:
        yield f"Chưa có số liệu: {_list(report, absent)}."
    verdicts = [(address, plan, _verdict(report, plan)) for address, plan in standings.items() if plan]
    for address, plan, verdict in verdicts:
        if verdict is Attainment.MISSED:
            yield _missed(report, address, plan)
    for wanted in (Attainment.REACHED, Attainment.UNDER_WAY):
        done = [_reached(report, address, plan) for address, plan, verdict in verdicts if verdict is wanted]
        if done:
            words = f"Ước {lowered(wanted.label)}" if report.period.estimated else wanted.label
            yield f"{words} kế hoạch: {'; '.join(done)}."
    yield from _movements(report, standings)


def _absent(cell: Cell | None) -> bool:
    return cell is None or cell.state is State.AWAITED


def _list(report: Report, cells: Sequence[Address]) -> str:
    return "; ".join(lowered(figures.name(report, address)) for address in cells)


def _missed(report: Report, address: Address, plan: PlanStanding) -> str:
    """That a plan is not reached, and by how much."""
    reached = "ước đạt" if estimates.foreseen(report, address) else "đạt"
    unit = report.unit_of(address)
    now = movement.exact(report.cell(address))
    goal = movement.exact(plan.planned[0]) if plan.planned else None
    if plan.share is None or now is None or goal is None:
        return f"{figures.name(report, address)} chưa đạt kế hoạch."
    lacking = exact(goal.value - now.value)
    short = quantity(lacking, POINTS if unit == "%" else unit, whole=report.measure(address).integer)
    return f"{figures.name(report, address)} {reached} {printed(plan.share)}% kế hoạch, còn thiếu {short}."


def _reached(report: Report, address: Address, plan: PlanStanding) -> str:
    share = f" ({printed(plan.share)}%)" if plan.share else ""
    return f"{lowered(figures.name(report, address))}{share}"


def _movements(report: Report, cells: Iterable[Address]) -> Iterator[str]:
    """What moved most since a year ago."""
    moved = [
        (abs(found), address) for address in cells if (found := movement.change_in_numbers(report, address)) is not None
    ]
    for _, address in sorted(moved, key=lambda one: one[0], reverse=True)[:_MOVED]:
        yield f"{figures.name(report, address)} {movement.change(report, address)}."


def _legend(standings: Collection[PlanStanding | None], chart: Chart | None, *, missing: bool) -> str:
    """What the signs of the page mean, as far as they stand on it."""
    parts = []
    if any(one and one.share for one in standings):
        parts.append("Vạch đứng: 100% kế hoạch. Thanh đặc: đạt; thanh gạch chéo: chưa đạt.")
    if any(one and len(one.planned) > 1 for one in standings):
        parts.append("Kế hoạch là khoảng thì tính theo mốc thấp.")
    if any(one and one.share is None and one.reached is not None for one in standings):
        parts.append("Kế hoạch ghi “dưới”: chỉ ghi đã đạt hay chưa.")
    if chart and any(bar.partial for bar in chart.bars):
        parts.append("Cột rỗng: chưa hết năm.")
    if missing:
        parts.append(f"Dấu “{MISSING}”: chưa có số liệu.")
    return " ".join(parts)
