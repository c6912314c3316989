"""A report in memory: the cells of one template, unit and period, its open rows, and the changes to them.

The report is plain data. Whoever changes it says so as `Change`s, so that the same list can be applied
here, written to disk and undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import chain

from forms.definitions import row_ids
from forms.definitions.span import Span
from forms.definitions.template import Breakdown, Figure, Measure, Row, Section, Template
from forms.offices.plan import LocalPlan
from forms.offices.units import Unit
from forms.report.below import Below
from forms.report.cells import Address, Cell
from forms.report.changes import Change, Contents, OpenRow
from forms.report.neighbours import Neighbours
from forms.values.numbers import Number, exact
from forms.values.period import Period
from forms.values.text import fold, raised

LEFT_OUT = "periods_left_out"
"""The detail that names, by their codes, the periods that do not stand side by side though the file has them."""

FIRST_YEAR = "first_year"
"""The detail that says in which year the programme began, where that is not the year of the template."""


@dataclass(slots=True)
class Report(Contents):
    """The cells and open rows of one unit and period, and the reports that it is compared with."""

    template: Template
    unit: Unit
    period: Period
    neighbours: Neighbours[Report] = field(default_factory=Neighbours, compare=False)
    plan: LocalPlan | None = field(default=None, compare=False)  # that its office works by

    @property
    def last(self) -> Report | None:
        """The report on the same period a year earlier; None where there is none."""
        return self.neighbours.at(self.unit, self.period.a_year_earlier())

    @property
    def earlier(self) -> Report | None:
        """The report on the period before within the year; None where there is none."""
        return self.neighbours.earlier(self.unit, self.period)

    @property
    def opening(self) -> Report | None:
        """The report on the whole year before, from which stocks roll forward; None where there is none."""
        return self.neighbours.at(self.unit, self.period.opening())

    @property
    def term(self) -> Span | None:
        """The programme's term, from the year on that the office says; None where the template has none."""
        span, said = self.template.span, self.details.get(FIRST_YEAR)
        return replace(span, first=int(said)) if span and said else span

    @property
    def span(self) -> tuple[Report, ...]:
        """The reports whose periods stand side by side in its document: those before, then itself."""
        term = self.term
        if term is None:
            return (self,)
        left_out = self.details.get(LEFT_OUT, "").split()
        there = (period for period in self.neighbours.of(self.unit) if period.code not in left_out)
        periods = term.periods(self.period, there)
        before = (self.neighbours.at(self.unit, period) for period in periods[:-1])
        return (*(report for report in before if report), self)

    def in_period(self, period: Period | None) -> str:
        """What comes before a sentence about one of the periods side by side: "Năm 2023: "; "" where one is alone."""
        return f"{raised(period.label)}: " if period and len(self.span) > 1 else ""

    @property
    def opening_of_span(self) -> Report | None:
        """The report on the whole year before the first period side by side; None where it has no number."""
        first = self.span[0]
        found = first.opening if self.template.span else None
        return found if found and found.cells else None

    @property
    def shown_before(self) -> tuple[Report, ...]:
        """The earlier reports whose numbers its document shows: the opening one and those side by side."""
        opening = self.opening_of_span
        return (*((opening,) if opening else ()), *self.span[:-1])

    @property
    def so_far(self) -> tuple[Report, ...]:
        """The reports of the programme from its first day to the end of this one; none where a day is missing."""
        term = self.term
        if term is None:
            return ()
        day = date(term.first, 1, 1)
        for report in self.span:
            if report.period.start != day:
                return ()
            day = report.period.end + timedelta(days=1)
        return self.span

    @property
    def years(self) -> tuple[Report, ...]:
        """The reports on the single years of a period of several; none where one is missing."""
        periods = self.period.single_years()
        found = tuple(report for year in periods if (report := self.neighbours.at(self.unit, year)))
        return found if len(found) == len(periods) else ()

    @property
    def before(self) -> Report | None:
        """The report of the period before, of those that stand side by side; None where there is none."""
        return self.span[-2] if len(self.span) > 1 else None

    @property
    def below(self) -> Below | None:
        """What the reports of all lower offices come to, where that was added up as they arrived."""
        return self.neighbours.totals.get(self.period)

    @property
    def children(self) -> tuple[Report, ...]:
        """The reports of the lower offices for the same period, an empty one for an office that has none."""
        return self.neighbours.children(self.period)

    @property
    def siblings(self) -> tuple[Report, ...]:
        """The reports of the office on the same period on other templates."""
        return tuple(one for one in self.neighbours.siblings if one.period == self.period)

    def apply(self, change: Change) -> Change:
        """Make a change and return the one that would undo it."""
        return change.apply(self)

    def figures(self, section: Section) -> list[Figure]:
        """The figures of a section that hold in the period for offices of this level, or are filled."""
        return [figure for figure in section.figures.values() if self.concerns(figure)]

    def concerns(self, figure: Figure) -> bool:
        """Whether a figure holds in the period for offices of this level, or is filled."""
        return self._holds(figure) or self._filled(figure.code)

    def rows_of(self, figure: Figure, breakdown: Breakdown, parent: str = "", *, dated: bool = False) -> list[str]:
        """The ids of a breakdown's rows under a row: the fixed ones, then the open ones by position.

        A row outside its dates stands only where it is filled, or all of them where they are wanted `dated`.
        """
        named = [(row, row_ids.child(parent, breakdown.code, code)) for code, row in breakdown.rows.items()]
        ids = [row_id for row, row_id in named if dated or self._holds(row) or self._filled(figure.code, row_id)]
        return ids + [row.id for row in self.open_rows(figure, breakdown, parent)]

    def open_rows(self, figure: Figure, breakdown: Breakdown, parent: str = "") -> list[OpenRow]:
        """The rows that officers added to a breakdown under a row, by position."""
        if not breakdown.open:
            return []
        branch = row_ids.branch(row_ids.child(parent, breakdown.code, ""))
        mine = [
            row
            for (code, row_id), row in self.rows.items()
            if code == figure.code and not row.removed and row_ids.branch(row_id) == branch
        ]
        return sorted(mine, key=lambda row: (row.position, row.id))

    def of_level(self, levels: tuple[str, ...]) -> bool:
        """Whether what offices of some levels have is this office's: all have what names none."""
        return not levels or not self._levels.isdisjoint(levels)

    @property
    def _levels(self) -> frozenset[str]:
        """Its level and that with its kind; one without a kind has to do with what the office above has."""
        unit, level = self.unit, self.unit.level
        kind = self.template.offices[level].kind(unit.name, unit.kind)
        if kind or not unit.path:
            return frozenset((level, f"{level}/{kind}"))
        kind = self.template.kind_of_name(unit.path[-1])
        above = self.template.level_of_kind(kind, len(unit.path))
        return frozenset((level, above, f"{above}/{kind}"))

    def _holds(self, dated: Figure | Row) -> bool:
        """Whether some day of the period is within the dates of a figure or row, and its levels this office's."""
        if isinstance(dated, Figure) and not self.of_level(dated.levels):
            return False
        since, until = dated.since, dated.until
        return (since is None or since <= self.period.end) and (until is None or self.period.start <= until)

    def _filled(self, figure: str, row: str = "") -> bool:
        """Whether a figure, a row or what hangs on it says anything."""
        rows = (key for key, added in self.rows.items() if not added.removed)
        at = (key[1] for key in chain(self.cells, self.notes, rows) if key[0] == figure)
        return any(not row or row in row_ids.lineage(one) for one in at)

    def all_rows(self, figure: Figure, parent: str = "", *, dated: bool = False) -> Iterator[str]:
        """Every row id of a figure in reading order, beginning with the total ""; `dated` as `rows_of` has it."""
        yield parent
        for breakdown in figure.breakdowns_of(parent):
            for row in self.rows_of(figure, breakdown, parent, dated=dated):
                yield from self.all_rows(figure, row, dated=dated)

    def addresses(self, figure: Figure) -> Iterator[Address]:
        """Every cell that the figure has now, in reading order."""
        for row in self.all_rows(figure):
            for measure in self.carried(figure, row):
                yield Address(figure.code, row, measure)

    def carried(self, figure: Figure, row: str) -> Mapping[str, Measure]:
        """The measures that a row carries for offices of this level, or that are filled."""
        measures = figure.measures_at(row)
        if all(self.of_level(one.levels) for one in measures.values()):
            return measures
        return {code: one for code, one in measures.items() if self._carries(Address(figure.code, row, code), one)}

    def _carries(self, address: Address, measure: Measure) -> bool:
        """Whether offices of this level have a measure, or it says something here."""
        return self.of_level(measure.levels) or address in self.cells or address in self.notes

    def shape(self) -> tuple[object, ...]:
        """What decides which rows and cells it has: two of one template and one shape have the same ones."""
        added = sorted((row for row in self.rows.values() if not row.removed), key=lambda row: (row.position, row.id))
        dated = [code for code, figure in self.template.figures.items() if self._has_dates(figure)]
        filled = {(code, row) for code, row, _ in (*self.cells, *self.notes) if code in dated} if dated else ()
        others = (figure for figure in self.template.figures.values() if figure.leveled)
        more = [at for figure in others for at in self.addresses(figure) if not self.of_level(self.measure(at).levels)]
        rows = tuple((row.figure, row.id) for row in added)
        return self.period, self._levels, rows, frozenset(filled), tuple(more)

    def stands_as_filled(self, figure: Figure) -> bool:
        """Whether some cells of a figure stand here only while something is filled in, by their dates or levels."""
        return figure.leveled or self._has_dates(figure)

    def _has_dates(self, figure: Figure) -> bool:
        """Whether something of a figure stands here only where it is filled."""
        rows = [row for breakdown in figure.breakdowns.values() for row in breakdown.rows.values()]
        return not (self._holds(figure) and all(map(self._holds, rows)))

    def stands(self, address: Address) -> bool:
        """Whether a cell of the definition is within its dates and levels, or filled."""
        figure = self.template.figures[address.figure]
        measure = figure.measures_at(address.row).get(address.measure)
        if measure and not self._carries(address, measure):
            return False
        rows = ((row, figure.fixed_row(row)) for row in row_ids.lineage(address.row))
        dated: list[tuple[Figure | Row, str]] = [(figure, ""), *((fixed, row) for row, fixed in rows if fixed)]
        return all(self._holds(one) or self._filled(figure.code, row) for one, row in dated)

    def cell(self, address: Address) -> Cell | None:
        """What a cell says: as stored, else by the norm of its row, else by the rows that count in it."""
        stored = self.cells.get(address)
        if stored is not None or not self.template.figures[address.figure].implies:
            return stored
        return self._implied(address)

    def sum_below(self, address: Address) -> Number | None:
        """What lower offices come to, where a cell holds that or stands against it; None for any other cell."""
        cell = self.cells.get(address) if address in self.coverage else None
        return cell.summed if cell else None

    def _implied(self, address: Address) -> Cell | None:
        """What a blank cell says all the same."""
        figure = self.template.figures[address.figure]
        if (fixed := figure.fixed_row(address.row)) and address.measure in fixed.norm:
            return Cell(exact(fixed.norm[address.measure]))
        mine = figure.breakdown_of(address.row) if address.row else None
        if mine and mine.counts == "rows":
            return Cell(Number(1)) if address.measure == next(iter(mine.measures)) else None
        for breakdown in figure.breakdowns_of(address.row):
            first = next(iter(breakdown.measures.values()))
            if breakdown.counts == "rows" and address.measure == (first.into or first.code):
                rows = self.rows_of(figure, breakdown, address.row)
                counted = [self.cell(Address(figure.code, row, first.code)) for row in rows]
                if rows and all(cell and cell.number for cell in counted):
                    numbers = (cell.number.value for cell in counted if cell and cell.number)
                    return Cell(exact(sum(numbers, Fraction(0))))
        return None

    def has(self, address: Address) -> bool:
        """Whether the report has such a cell, or had it before a row was removed."""
        figure = self.template.figures.get(address.figure)
        return bool(figure and self.has_row(*address[:2]) and address.measure in figure.measures_at(address.row))

    def has_row(self, code: str, row: str) -> bool:
        """Whether the report has such a row of a figure, or had it before it was removed."""
        figure = self.template.figures.get(code)
        if figure is None:
            return False
        for one in row_ids.lineage(row):
            parent, branch, name = row_ids.split(one)
            breakdown = next((found for found in figure.breakdowns_of(parent) if found.code == branch), None)
            if breakdown is None or (name not in breakdown.rows and (code, one) not in self.rows):
                return False
        return True

    def matching(self, figure: Figure, pattern: str) -> list[str]:
        """The rows that a row id with `*` in it names, in the order of the paper."""
        if row_ids.ANY not in pattern:
            return [pattern]
        return [row for row in self.all_rows(figure) if row and row_ids.matches(row, pattern)]

    def label(self, figure: Figure, row: str) -> str:
        """What a row is called; the figure's label for the total."""
        if not row:
            return figure.label
        if (figure.code, row) in self.rows:
            return self.rows[figure.code, row].label
        return figure.breakdown_of(row).rows[row_ids.key(row)].label

    def counterpart(self, other: Report, address: Address) -> Address | None:
        """The same cell in another report of the template; open rows are the same where their labels are."""
        if other is self or not row_ids.hangs_on_added(address.row):
            return address
        figure = self.template.figures[address.figure]
        path = fold(self.path(figure, address.row))
        added = filter(row_ids.hangs_on_added, other.all_rows(figure))
        rows = (row for row in added if fold(other.path(figure, row)) == path)
        row = next(rows, None)
        return None if row is None else address._replace(row=row)

    def imprint(self, addresses: Iterable[Address]) -> str:
        """A short code of what cells hold: it changes as soon as one of them does."""
        from hashlib import blake2b  # noqa: PLC0415 - a report opens without it

        cells = ((address, self.cells.get(address)) for address in addresses)
        held = [(*address, f"{cell.word if cell else ''}{cell!r}") for address, cell in cells]
        return blake2b(repr(held).encode(), digest_size=12).hexdigest()

    def measure(self, address: Address) -> Measure:
        """The measure of a cell."""
        return self.template.figures[address.figure].measures_at(address.row)[address.measure]

    def unit_of(self, address: Address) -> str:
        """In what a cell counts."""
        return self.template.figures[address.figure].unit(address.row, address.measure)

    def path(self, figure: Figure, row: str) -> str:
        """The path of a row for files and people: `abroad/Nhật Bản`."""
        names: list[str] = []
        for one in row_ids.lineage(row):
            parent, code, name = row_ids.split(one)
            if not figure.fixed_row(one):
                name = row_ids.label_in_path(self.rows[figure.code, one].label)
            others = [other for other in figure.breakdowns_of(parent) if other.code != code]
            plain = not any(name in other.rows or other.open for other in others) and ":" not in name
            names.append(name if plain else f"{code}:{name}")
        return "/".join(names)
