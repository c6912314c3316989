"""What reports add to a cell, and adding it up: in any order, in any groups, through any number of tiers.

Everything that is kept of a cell is one of sums, least and most, so that sums of sums are the sums of all. Whoever
stores reports may add up what they add (`Part`) in another way, as long as the tallies come out the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple, TypeGuard

from forms.definitions.template import Figure, Merge
from forms.offices.units import Unit
from forms.report.below import Total
from forms.report.cells import Address, MarkKind, State, reads_as_zero
from forms.report.report import Report
from forms.sums.called_rows import called, is_added, joined, label
from forms.sums.methods import method
from forms.values.frozen import frozen
from forms.values.numbers import Number

RANKS = (None, State.NOT_APPLICABLE, State.NIL, State.STATED, State.ESTIMATE)
"""States in the order in which one prevails over those before it; None where nothing is stated."""
UNLIKE = len(RANKS)  # the rank of lists below that do not agree


class Part(NamedTuple):
    """What one report adds to a cell, whose row is called as in `called_rows`.

    `rank` is a place in `RANKS`, `counted` how many of its lowest offices say something of the cell. A part without
    measure says how many of them speak of the figure.
    """

    address: Address
    number: Number | None
    rank: int
    counted: int


@frozen
class Tally:
    """What some reports add to a cell: their sum, half the width of its rounding, the least and most of one of them.

    `finals` and `estimates` count reports; `counted` the lowest offices that say something, `having` those that speak
    of the figure in reports that have the row.
    """

    number: Number | None = None
    slack: Fraction = Fraction(0)
    least: Fraction | None = None
    most: Fraction | None = None
    rank: int = 0
    finals: int = 0
    estimates: int = 0
    counted: int = 0
    having: int = 0

    @classmethod
    def of(cls, part: Part, having: int) -> Tally:
        """The tally of one part."""
        number, rank = part.number, part.rank
        value = number.value if number else None
        slack = part.counted * number.half_unit if number else Fraction(0)
        state = RANKS[rank] if rank < UNLIKE else None
        return cls(
            number, slack, value, value, rank, state is State.STATED, state is State.ESTIMATE, part.counted, having
        )

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            added(self.number, other.number),
            self.slack + other.slack,
            min(filter(_known, (self.least, other.least)), default=None),
            max(filter(_known, (self.most, other.most)), default=None),
            max(self.rank, other.rank),
            self.finals + other.finals,
            self.estimates + other.estimates,
            self.counted + other.counted,
            self.having + other.having,
        )

    @property
    def state(self) -> State | None:
        """What they state together; None for nothing, or nothing that can be said."""
        return RANKS[self.rank] if self.rank < UNLIKE else None


def added(one: Number | None, other: Number | None) -> Number | None:
    """The sum of two numbers with the decimals of the finer one; None is nothing."""
    if one is None or other is None:
        return one or other
    decimals = max(one.decimals, other.decimals)
    return Number(sum(each.digits * 10 ** (decimals - each.decimals) for each in (one, other)), decimals)


def together(parts: Sequence[Part]) -> Part:
    """What several reports add to one cell, as if it were one report."""
    first, *others = parts
    for one in others:
        number, rank = added(first.number, one.number), max(first.rank, one.rank)
        first = Part(first.address, number, rank, first.counted + one.counted)
    return first


def _known(value: Fraction | None) -> TypeGuard[Fraction]:
    return value is not None


def weight(report: Report) -> int:
    """How many of the lowest offices a report stands for: those that it was made from, or its own one."""
    return max((sum(coverage) for coverage in report.coverage.values()), default=1) or 1


def parts(report: Report) -> Iterator[Part]:
    """What a report adds to each cell."""
    whole = weight(report)
    stated = {address.figure for address in report.cells}
    for figure in report.template.figures.values():
        speaking = report.coverage.get(Address(figure.code, "", ""))
        if figure.code not in stated and speaking is None:
            continue
        if any(breakdown.open for breakdown in figure.breakdowns.values()):
            counted = speaking.counted if speaking else whole
            yield Part(Address(figure.code, "", ""), None, 0, counted)
        for address in report.addresses(figure):
            part = _part(report, figure, address, whole)
            if part is not None:
                yield part


def _part(report: Report, figure: Figure, address: Address, whole: int) -> Part | None:
    cell = report.cell(address)
    row = called(figure, address.row, report.rows)
    place = address if row == address.row else address._replace(row=row)
    coverage = report.coverage.get(address)
    if cell is not None and cell.state is not State.AWAITED:
        covers = coverage is not None and cell.mark(MarkKind.COMPUTED) is not None
        return Part(place, cell.number, RANKS.index(cell.state), coverage.counted if coverage and covers else whole)
    if cell is None and not coverage and not address.row:
        return None
    listed = method(report.template, figure, address.row, report.measure(address)) is Merge.LIST
    breakdown = figure.breakdown_of(address.row) if address.row else None
    if cell is None and breakdown and not listed and reads_as_zero(breakdown, address, report.cell):
        return Part(place, None, 0, coverage.counted if coverage else whole)
    if cell is None and coverage and coverage.counted:
        return Part(place, None, UNLIKE if listed else 0, coverage.counted)
    return Part(place, None, 0, 0) if is_added(place.row) else None


def tallied(parts: Iterable[Part]) -> dict[Address, Tally]:
    """The tallies of one report's parts."""
    speaking: dict[str, int] = {}
    found: dict[Address, Tally] = {}
    for part in parts:
        if not part.address.measure:
            speaking[part.address.figure] = part.counted
        having = speaking.get(part.address.figure, 0) if is_added(part.address.row) else 0
        found[part.address] = Tally.of(part, having)
    return found


def merged(tallies: Iterable[Mapping[Address, Tally]]) -> dict[Address, Tally]:
    """The tallies of several groups of reports together."""
    found: dict[Address, Tally] = {}
    for group in tallies:
        for address, tally in group.items():
            found[address] = found[address] + tally if address in found else tally
    return found


class Tallies:
    """What the offices below come to: tallies with rows joined whose labels differ in spelling only.

    `absent` are the lowest offices of which nothing is there; `whole` counts those that the reports stand for.
    """

    def __init__(
        self, found: Mapping[Address, Tally], whole: int, offices: Iterable[Unit], absent: Iterable[str]
    ) -> None:
        self.offices: Sequence[Unit] = tuple(offices)
        self.absent = tuple(absent)
        self.whole = whole
        self.labels: dict[tuple[str, str], str] = {}  # the label of each added row, by figure and joined row
        self._tallies: dict[Address, Tally] = {}
        for address, tally in found.items():
            place = address._replace(row=joined(address.row))
            self._tallies[place] = self._tallies[place] + tally if place in self._tallies else tally
            if place.row != address.row or is_added(address.row):
                self._call(address, place)

    def _call(self, address: Address, place: Address) -> None:
        name = label(address.row)
        if name is not None:
            key = (address.figure, place.row)
            self.labels[key] = max(self.labels.get(key, ""), name, key=_standing)

    @property
    def expected(self) -> int:
        """How many of the lowest offices there are."""
        return self.whole + len(self.absent)

    def tally(self, address: Address, how: Merge = Merge.SUM) -> Tally:
        """What they add to a cell by its joined row.

        An added row that a report does not have is nought in it; a list that does not name it says nothing of it.
        """
        found = self._tallies.get(address, Tally())
        if how is Merge.LIST or not is_added(address.row):
            return found
        speaking = self._tallies.get(Address(address.figure, "", ""), Tally()).counted
        counted = speaking - found.having + found.counted
        return Tally(
            found.number, found.slack, found.least, found.most, found.rank, found.finals, found.estimates, counted
        )

    def total(self, figure: Figure, row: str, measure: str) -> Total | None:
        """What they state of a cell; see `forms.report.below.Below`."""
        tally = self.tally(Address(figure.code, joined(row), measure))
        if not tally.counted:
            return None
        value = tally.number.value if tally.number else Fraction(0)
        least, most = (value if end is None else end for end in (tally.least, tally.most))
        return Total(value, tally.slack, least, most, tally.counted, self.expected - tally.counted)


def _standing(name: str) -> tuple[bool, bool, str]:
    """The order of labels of one row: those that begin as a name does, not all in capitals, with the most marks."""
    return name[:1].isupper(), not name.isupper(), name


def of_reports(reports: Iterable[Report]) -> Tallies:
    """What some reports come to; one that states nothing is that of an office which is absent."""
    held = list(reports)
    there = [report for report in held if report.cells or report.coverage]
    absent = [report.unit.name for report in held if not (report.cells or report.coverage)]
    found = merged(tallied(parts(report)) for report in there)
    return Tallies(found, sum(map(weight, there)), [report.unit for report in held], absent)
