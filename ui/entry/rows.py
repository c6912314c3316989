"""The rows of a section's form: figures with their measures, the grids of their breakdowns, and what is folded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from enum import StrEnum
from types import MappingProxyType

from forms.checks import progress
from forms.definitions.span import Across
from forms.definitions.tables import Extent
from forms.definitions.template import Breakdown, Figure, Measure, Relation, Section
from forms.report import details, strays
from forms.report.cells import Address
from forms.report.places import Place
from forms.report.report import Report
from forms.values import money
from forms.values.frozen import frozen
from ui.session import Session

FOLDED = 3  # so many figures in a row with nothing to look at become one line


class RowKind(StrEnum):
    """What a row is."""

    FIGURE = "figure"  # a measure of a figure; the first one carries label and number
    WORDS = "words"  # the amount of the row above, in words
    HEAD = "head"  # how a breakdown is called, and its columns
    PART = "part"  # a row of a breakdown
    NEW = "new"  # where the officer adds a row
    SUM = "sum"  # what the parts add up to
    GAP = "gap"  # air under a breakdown
    FOLD = "fold"  # a run of figures that are full and agree, or without a run the values that have no place
    STRAY = "stray"  # a value that has no place in the template: shown, never typed


@frozen
class Columns:
    """Where the columns stand: a breakdown with several measures uses those left of `value` too.

    Where several periods stand side by side, each has a column, for one of the `reports`.
    """

    grid: int
    reports: tuple[Report, ...] = ()

    number = 0
    label = 1

    @property
    def first(self) -> int:
        """The first column of numbers that are typed."""
        return 3 if self.reports else 2

    @property
    def periods(self) -> range:
        """The columns of the periods."""
        return range(self.first, self.first + len(self.reports))

    def report(self, column: int) -> Report:
        """The report of a column of periods."""
        return self.reports[column - self.first]

    @property
    def years(self) -> tuple[Report, Report] | None:
        """The last two whole years side by side, which alone are compared; None where there are fewer."""
        *_, before, last = (None, None, *(one for one in self.reports if Extent.of(one.period) is Extent.YEAR))
        return (before, last) if before and last else None

    @property
    def value(self) -> int:
        """The last column of numbers that are typed; figures have theirs here."""
        return self.first + self.grid - 1

    @property
    def unit(self) -> int:
        """The units."""
        return 2 if self.reports else self.value + 1

    @property
    def last(self) -> int:
        """The values of a year earlier; no column where they are a period beside."""
        return -1 if self.reports else self.value + 2

    @property
    def change(self) -> int:
        """The change since then in percent."""
        return self.value + (1 if self.reports else 3)

    @property
    def count(self) -> int:
        """How many columns there are."""
        return self.change + 1

    def of(self, breakdown: Breakdown) -> dict[int, Measure]:
        """The measures of a breakdown by their columns, the last one under the total's."""
        if self.reports:
            return {}
        start = self.value - len(breakdown.measures) + 1
        return dict(enumerate(breakdown.measures.values(), start=start))


_NOTHING: Mapping[int, Address] = MappingProxyType({})


@frozen
class FormRow:
    """A row of the form; `cells` are those that can be typed in, by column, `start` the leftmost column of numbers.

    Where columns are periods, a row has one `measure`, and `lanes` and `parents` say what it and the row above it are
    called in each; `across` is what its figure holds.
    """

    kind: RowKind
    figure: Figure
    start: int
    label: str = ""
    number: str = ""
    depth: int = 0
    unit: str = ""
    cells: Mapping[int, Address] = field(default_factory=lambda: _NOTHING)
    breakdown: Breakdown | None = None
    parent: str = ""
    row: str = ""
    run: tuple[str, ...] = ()
    measure: str = ""
    across: Across = Across.EACH
    lanes: Mapping[int, str] = field(default_factory=dict)
    parents: Mapping[int, str] = field(default_factory=dict)
    texts: Mapping[int, str] = field(default_factory=dict)  # what a value without a place says, by column

    @property
    def is_open(self) -> bool:
        """Whether it is a row that the officer added."""
        return self.kind is RowKind.PART and self.breakdown is not None and self.figure.fixed_row(self.row) is None

    def named(self, label: str) -> Place:
        """Its place under another name; that of a new row where one is added."""
        return Place(self.row, self.parent, self.breakdown.code if self.breakdown else "", label)


class Outline:
    """Which breakdowns are collapsed and which figures folded; settled when a section is opened.

    What the officer works on stays open until the section is opened again, so that nothing jumps.
    """

    def __init__(self, session: Session, section: Section) -> None:
        self.session = session
        loud = {finding.cells[0].figure for finding in session.findings if finding.open}
        figures = {figure.code: figure for figure in session.report.figures(section)}
        calm = {
            code
            for code, figure in figures.items()
            if code not in loud and not any(progress.missing(one, figure) for one in session.periods_of(figure))
        }
        self.collapsed = {code for code in calm if section.figures[code].breakdowns and not self._bare(code)}
        self.strays = False  # whether values without a place are shown one by one
        self.runs: dict[str, tuple[str, ...]] = {}
        if len(calm) < len(figures):
            for run in _runs(list(figures), calm):
                self.runs[run[0]] = run

    def _bare(self, code: str) -> bool:
        """Whether an open breakdown waits for its first row while its total counts something."""
        report = self.session.report
        figure = report.template.figures[code]
        total = any(
            (cell := report.cell(Address(code, "", measure))) and cell.number and cell.number.digits
            for measure in figure.measures
        )
        return bool(total) and any(
            not report.rows_of(figure, breakdown) and breakdown.relation is Relation.PARTITION
            for breakdown in figure.breakdowns_of("")
        )

    def toggle(self, figure: str) -> None:
        """Open or collapse the breakdowns of a figure."""
        self.collapsed ^= {figure}

    def reveal(self, figure: str) -> bool:
        """Show a figure with its breakdowns; returns whether that changed anything."""
        hidden = [start for start, run in self.runs.items() if figure in run]
        for start in hidden:
            del self.runs[start]
        collapsed = figure in self.collapsed
        self.collapsed.discard(figure)
        return bool(hidden) or collapsed

    def unfold(self, run: tuple[str, ...]) -> None:
        """Show a folded run, its breakdowns still collapsed; without one the values that have no place."""
        if run:
            self.runs.pop(run[0], None)
        else:
            self.strays = True


def _runs(codes: list[str], calm: set[str]) -> Iterator[tuple[str, ...]]:
    run: list[str] = []
    for code in [*codes, ""]:
        if code in calm:
            run.append(code)
            continue
        if len(run) >= FOLDED:
            yield tuple(run)
        run = []


def columns(section: Section, reports: tuple[Report, ...]) -> Columns:
    """As many columns of numbers as the widest breakdown of a section needs, or as periods stand side by side."""
    if reports[-1].template.span is not None:
        return Columns(len(reports), reports)
    widths = [len(part.measures) for figure in section.figures.values() for part in figure.breakdowns.values()]
    return Columns(max(widths, default=1))


def build(session: Session, section: Section, at: Columns, outline: Outline) -> list[FormRow]:
    """The rows of a section in the order of the paper."""
    return list(Builder(session, at, outline).rows(section))


class Builder:
    """Lays the rows of a section one after the other."""

    def __init__(self, session: Session, at: Columns, outline: Outline) -> None:
        self.report = session.report
        self.reports = session.reports
        self.at = at
        self.outline = outline

    def rows(self, section: Section) -> Iterator[FormRow]:
        """The rows of a section in the order of the paper."""
        hidden: set[str] = set()
        figures = self.report.figures(section)
        numbers = {figure.code: str(number) for number, figure in enumerate(figures, start=1)}
        for figure in figures:
            code = figure.code
            if run := self.outline.runs.get(code):
                hidden.update(run)
                label = f"{len(run)} chỉ tiêu đã đủ và khớp"
                number = f"{numbers[run[0]]}\N{EN DASH}{numbers[run[-1]]}"
                yield FormRow(RowKind.FOLD, figure, self.at.unit, label, number, run=run)
            if code not in hidden:
                yield from self.figure(figure, numbers[code])
        yield from self._strays(section)

    def _strays(self, section: Section) -> Iterator[FormRow]:
        """What the section has no place for, folded; what belongs to no section stands in the last one."""
        sections = self.report.template.sections
        last = next(code for code in reversed(list(sections)) if sections[code].figures or code == section.code)
        found: dict[tuple[str, str], dict[int, str]] = {}
        for number, report in enumerate(self.reports):
            column = self.at.first + number if self.at.reports else self.at.value
            for stray in strays.strays(report) if strays.found(report) else ():
                if section.code == (stray.section if stray.section in sections else last):
                    found.setdefault((stray.label, stray.unit), {})[column] = stray.value
        none = Figure("", "", section.code, {}, {})
        if found:
            label = f"{len(found)} chỉ tiêu mẫu này không có, vẫn được giữ"
            yield FormRow(RowKind.FOLD, none, self.at.unit, label)
        for (label, unit), texts in found.items() if self.outline.strays else ():
            yield FormRow(RowKind.STRAY, none, min(texts), label, depth=1, unit=unit, texts=texts)

    def figure(self, figure: Figure, number: str) -> Iterator[FormRow]:
        """The rows of a figure."""
        for index, measure in enumerate(self.report.carried(figure, "").values()):
            label = measure.label if index else details.titled(self.report, figure)
            cells = {self.at.value: Address(figure.code, "", measure.code)}
            yield FormRow(
                RowKind.FIGURE, figure, self.at.value, label, "" if index else number, unit=measure.unit, cells=cells
            )
            if money.is_money(measure.unit):
                yield FormRow(RowKind.WORDS, figure, self.at.unit, unit=measure.unit, cells=cells)
        if figure.code not in self.outline.collapsed:
            yield from self._breakdowns(figure, "", 1)
            if figure.breakdowns:
                yield FormRow(RowKind.GAP, figure, self.at.count)

    def _breakdowns(self, figure: Figure, parent: str, depth: int) -> Iterator[FormRow]:
        for breakdown in figure.breakdowns_of(parent):
            yield from self._breakdown(figure, breakdown, parent, depth)

    def _breakdown(self, figure: Figure, breakdown: Breakdown, parent: str, depth: int) -> Iterator[FormRow]:
        measures = self.at.of(breakdown)
        start = min(measures)
        title = breakdown.head
        rows = self.report.rows_of(figure, breakdown, parent)
        yield FormRow(RowKind.HEAD, figure, start, title, depth=depth, breakdown=breakdown, parent=parent)
        for row in rows:
            carried = self.report.carried(figure, row)
            cells = {
                column: Address(figure.code, row, measure.code)
                for column, measure in measures.items()
                if measure.code in carried
            }
            unit = figure.unit(row, measures[self.at.value].code) if len(measures) == 1 else ""
            label = self.report.label(figure, row)
            yield FormRow(
                RowKind.PART, figure, start, label, depth=depth, unit=unit, cells=cells,
                breakdown=breakdown, parent=parent, row=row,
            )  # fmt: skip
            yield from self._breakdowns(figure, row, depth + 1)
        if breakdown.open and not self.report.locked:
            yield FormRow(RowKind.NEW, figure, start, "", depth=depth, breakdown=breakdown, parent=parent)
        if breakdown.relation is Relation.PARTITION:
            yield FormRow(RowKind.SUM, figure, start, "Cộng", depth=depth, breakdown=breakdown, parent=parent)
