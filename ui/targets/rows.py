"""The rows of the two lists of a plan, as they are shown: groups that fold, targets or tasks beneath them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from forms.checks.attainment import Situation, Standing, standing_of
from forms.offices.plan import Attainment, PlanTarget, PlanTask
from forms.report.report import Report
from forms.values.frozen import frozen
from forms.values.style import ELLIPSIS, NBSP
from forms.values.text import fold

_QUIET = frozenset({Attainment.REACHED, Attainment.NOT_COMPARED})  # nothing is to be done about them
_RUN = 4  # so many lines beside each other are folded
WANTED, DONE = f"Mục{NBSP}tiêu", f"Thực{NBSP}hiện"  # heads of columns, held together over the year


@frozen
class PlanRow:
    """A row: the title of a group, a run of lines in its place, a heading, or a target or task with how it stands."""

    group: str
    texts: tuple[str, ...]
    line: PlanTarget | PlanTask | None = None  # None for the title of a group
    standing: Standing | None = None
    attainment: Attainment | None = None
    indent: int = 0
    folded: bool = False
    counts: str = ""  # of a group, in words
    start: Fraction | None = None  # what stood when the term began
    run: frozenset[str] = frozenset()  # the ids of the lines that it stands for

    @property
    def aloud(self) -> str:
        """What a screen reader says of it."""
        name = ", ".join(filter(None, self.texts))
        if self.run:
            return f"Dòng {name}: {self.counts}, đang thu gọn"
        if self.line is None:
            return f"Nhóm {name}: {self.counts}" + (", đang thu gọn" if self.folded else "")
        return f"{name}: {self.attainment.label}" if self.attainment else name


@frozen
class PlanFilter:
    """What of a plan is shown; "" and None for all."""

    agency: str = ""
    group: str = ""
    attainment: Attainment | None = None

    def fits(self, line: PlanTarget | PlanTask, attainment: Attainment) -> bool:
        """Whether a line is among what is chosen."""
        return self.fits_all_but_attainment(line) and self.attainment in (None, attainment)

    def fits_all_but_attainment(self, line: PlanTarget | PlanTask) -> bool:
        """Whether a line is among what is chosen, however it stands."""
        return (not self.agency or fold(line.agency) == fold(self.agency)) and self.group in ("", line.group)


class TargetList:
    """The targets."""

    def __init__(self, situation: Situation, starts: Mapping[int, Fraction]) -> None:
        """Take how the plan stands, and what stood at the start of the term by the numbers of targets."""
        self.situation, self.starts = situation, starts
        report = situation.report
        years = [f"{WANTED} {year}" for year in situation.plan.years]
        done = f"{DONE} {report.period.code}" if report else DONE
        self.heads = ("TT", "Nội dung", "ĐVT", *years, done, "Từ đầu kỳ đến mục tiêu", "Đánh giá")

    def rows(self, choice: PlanFilter, folded: Collection[str], hidden: Collection[str] = ()) -> list[PlanRow]:
        """The targets chosen under their groups, with the headings over them; a row for each run of `hidden` ones."""
        standings = [item for item in self.situation.standings if choice.fits(item.target, item.attainment)]
        above = {item.target.parent for item in standings}
        standing = {item.target.order: item for item in standings}
        rows = [
            self._row(target, standing.get(target.order))
            for target in self.situation.plan.targets
            if target.order in standing or (target.heading and target.indicator in above)
        ]
        return list(_grouped(rows, folded, hidden, "chỉ tiêu"))

    def _row(self, target: PlanTarget, item: Standing | None) -> PlanRow:
        years = self.situation.plan.years
        texts = [target.text(year) or ("-" if item else "") for year in years]
        got = (item.got or ELLIPSIS) if item else ""
        words = item.attainment.label if item else ""
        cells = (str(target.order), target.indicator.lstrip("-–+ "), target.unit, *texts, got, "", words)
        indent, start = int(bool(target.parent)), self.starts.get(target.order)
        state = item.attainment if item else None
        return PlanRow(target.group, cells, target, item, state, indent, start=start)


class TaskList:
    """The tasks."""

    heads = ("TT", "Nhiệm vụ", "Thời gian", "Tiến độ", "Đánh giá")

    def __init__(self, tasks: Sequence[PlanTask], report: Report) -> None:
        self.tasks = tasks
        self.report = report

    def rows(self, choice: PlanFilter, folded: Collection[str], hidden: Collection[str] = ()) -> list[PlanRow]:
        """The tasks chosen under their groups; a row for each run of `hidden` ones."""
        found = []
        for task in self.tasks:
            attainment = standing_of(self.report, task)
            answer = self.report.answers.get(task.id)
            progress = answer.value if answer and answer.value else ELLIPSIS
            if choice.fits(task, attainment):
                cells = (str(task.order), task.task, task.time, progress.replace("\n", " · "), attainment.label)
                found.append(PlanRow(task.group, cells, task, None, attainment))
        return list(_grouped(found, folded, hidden, "nhiệm vụ"))


def quiet(rows: Sequence[PlanRow]) -> set[str]:
    """The ids of lines that ask for nothing, where enough of them follow each other in a group."""
    found = set[str]()
    for (_, calm), run in groupby(rows, lambda row: (row.group, row.attainment in _QUIET)):
        ids = [row.line.id for row in run if row.line is not None]
        if calm and len(ids) >= _RUN:
            found.update(ids)
    return found


def _grouped(rows: Sequence[PlanRow], folded: Collection[str], hidden: Collection[str], what: str) -> Iterator[PlanRow]:
    """The rows under the titles of their groups; those of a folded group stay away."""
    groups: dict[str, list[PlanRow]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    for number, (group, members) in enumerate(groups.items(), start=1):
        if group:
            title = (str(number), group)
            yield PlanRow(group, title, folded=group in folded, counts=_counts(members, what))
        if group not in folded:
            yield from _with_runs(members, hidden, what)


def _with_runs(members: Sequence[PlanRow], hidden: Collection[str], what: str) -> Iterator[PlanRow]:
    """The lines of a group, one row in the place of those beside each other that are hidden; never of one alone."""
    for away, run in groupby(members, lambda row: row.line is not None and row.line.id in hidden):
        lines = list(run)
        if not away or len(lines) == 1:
            yield from lines
            continue
        places = f"{lines[0].texts[0]}–{lines[-1].texts[0]}"
        ids = frozenset(row.line.id for row in lines if row.line is not None)
        yield PlanRow(lines[0].group, (places,), folded=True, counts=_counts(lines, what), run=ids)


def _counts(members: Sequence[PlanRow], what: str) -> str:
    """How the lines of a group stand, in words."""
    states = [row.attainment for row in members if row.attainment]
    parts = [f"{states.count(state)} {state.label.lower()}" for state in Attainment if state in states]
    return f"{len(states)} {what}: {', '.join(parts)}"
