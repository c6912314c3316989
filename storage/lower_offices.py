"""What the offices below one come to: whose reports are added up, each cell from exactly one source.

An office that sent a report stands for all offices below it; where it sent none, those below it stand for themselves.
In the year in which offices are dissolved, what they did until that day is added from their last report, flows only:
stocks stand at the end of the period and are those of the offices that are there then.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile

from forms.definitions import row_ids
from forms.definitions.template import Column, Template
from forms.report.cells import Address, MarkKind
from forms.report.changes import EDITED, Pin
from forms.report.report import Report
from forms.sums import preliminary, tallies
from forms.sums.called_rows import joined
from forms.sums.tallies import Tallies, Tally
from forms.values.frozen import frozen
from forms.values.period import Period
from storage import received, statements
from storage.received import Received
from storage.statements import KeptStatement
from storage.tables.units import Units

Drafts = Callable[[Period], Mapping[int, Report]]  # reports that are kept here themselves, by office
Sound = Callable[
    [str, str], None
]  # raises DatabaseError where cells on a template and period are not as they were sealed


@dataclass(slots=True)
class Chosen:
    """Whose reports are added up, and the lowest offices of which there is none."""

    received: dict[int, Received] = field(default_factory=dict)  # by office
    drafts: dict[int, Report] = field(default_factory=dict)
    absent: list[int] = field(default_factory=list)


@frozen
class Added:
    """What a dissolved office itself had added, which goes on by its name."""

    unit: str
    address: Address
    text: str


@frozen
class Former:
    """An office that ended within the period, and the period until then, of which a report is wanted."""

    office: int
    period: Period
    absent: bool  # nobody sent its part


@frozen
class LowerOffices:
    """The offices below one on a period: what they come to, which reports that is made of, and what is left out."""

    tallies: Tallies
    chosen: Chosen
    pins: Mapping[str, Pin]
    dissolved: tuple[str, ...] = ()  # offices of the year whose part of it nobody sent
    additions: tuple[Added, ...] = ()
    carried: Mapping[Address, Tally] = field(default_factory=dict)  # what dissolved offices add to flows
    statements: tuple[tuple[str, KeptStatement], ...] = ()  # that are open, with whose they are
    preliminary: Mapping[Address, tuple[str, ...]] = field(default_factory=dict)  # whose numbers, by joined cells


@frozen
class Senders:
    """Who is to send on a period: the offices below, and those that ended within it."""

    chosen: Chosen
    former: tuple[Former, ...]


class Tree:
    """The offices of a file with what they sent on one template."""

    def __init__(
        self, connection: sqlite3.Connection, offices: Units, template: Template, drafts: Drafts, sound: Sound
    ) -> None:
        self.connection = connection
        self.offices = offices
        self.template = template
        self.drafts = drafts
        self.sound = sound

    def below(self, root: int, period: Period) -> LowerOffices:
        """What the offices below one come to."""
        chosen = self._chosen(root, period)
        found = self._tallied(chosen, period)
        dissolved, additions, carried = [], [], dict[Address, Tally]()
        for shorter, office, whole in self._dissolved(root, period):
            flows, added, missing = self._flows(shorter, office, whole=whole)
            carried = tallies.merged([carried, flows])
            additions += added
            dissolved += missing
        weights = [one.weight for one in chosen.received.values()]
        weights += map(tallies.weight, chosen.drafts.values())
        there = sorted([*chosen.received, *chosen.drafts])
        units = [self.offices.at(number, period.end) for number in [*there, *chosen.absent]]
        absent = [self.offices.at(number, period.end).name for number in chosen.absent]
        owners = {one.id: self.offices.at(office, period.end).name for office, one in chosen.received.items()}
        waiting = statements.read(self.connection, self.template.code, period.code)
        waiting = [one for one in waiting if one.open and one.received in owners]
        counts = Counter(one.received for one in waiting)
        pins = {
            self.offices.ids[office]: Pin(one.digest, one.number, _remark(one, counts[one.id]))
            for office, one in chosen.received.items()
        }
        return LowerOffices(
            Tallies(tallies.merged([found, carried]), sum(weights), units, absent),
            chosen,
            pins,
            tuple(dissolved),
            tuple(additions),
            statements=tuple((owners[one.received], one) for one in waiting),
            preliminary=self._preliminary(chosen, period, owners),
            carried=carried,
        )

    def _preliminary(self, chosen: Chosen, period: Period, owners: Mapping[int, str]) -> dict[Address, tuple[str, ...]]:
        """Whose numbers in each sum are preliminary."""
        found: dict[Address, list[str]] = {}
        said = received.preliminary_places(self.connection, self.template.code, period.code)
        places = [(owners[number], place) for number, place in said if number in owners]
        for office, draft in chosen.drafts.items():
            name = self.offices.at(office, period.end).name
            places += [(name, place) for place in preliminary.places(draft)]
        for name, place in places:
            found.setdefault(place._replace(row=joined(place.row)), []).append(name)
        return {place: tuple(dict.fromkeys(names)) for place, names in found.items()}

    def senders(self, root: int, period: Period) -> Senders:
        """Who is to send, and who has; nothing is added up."""
        former = [
            Former(office, shorter, absent=whole and self._is_silent(shorter, office))
            for shorter, office, whole in self._dissolved(root, period)
        ]
        return Senders(self._chosen(root, period), tuple(former))

    def _is_silent(self, period: Period, office: int) -> bool:
        """Whether neither an office nor any of those below it sent."""
        found = received.found(self.connection, self.template.code, period.code)
        if office in self.drafts(period) or any(one.unit == office and one.counts for one in found):
            return False
        chosen = self._chosen(office, period)
        return not chosen.received and not chosen.drafts

    def _chosen(self, root: int, period: Period) -> Chosen:
        below = self._tree(period.end)
        standing = {
            one.unit: one for one in received.found(self.connection, self.template.code, period.code) if one.counts
        }
        drafts = self.drafts(period)
        chosen = Chosen()
        waiting = list(reversed(below.get(root, ())))
        while waiting:
            number = waiting.pop()
            if number in standing:
                chosen.received[number] = standing[number]
            elif number in drafts:
                chosen.drafts[number] = drafts[number]
            elif number in below:
                waiting += reversed(below[number])
            else:
                chosen.absent.append(number)
        return chosen

    def _tallied(self, chosen: Chosen, period: Period) -> dict[Address, Tally]:
        numbers = [one.id for one in chosen.received.values()]
        self.sound(self.template.code, period.code)
        stored = received.totals(self.connection, self.template.code, period.code, numbers) if numbers else {}
        kept = (tallies.tallied(tallies.parts(report)) for report in chosen.drafts.values())
        return tallies.merged([stored, *kept])

    def _dissolved(self, root: int, period: Period) -> Iterator[tuple[Period, int, bool]]:
        """Offices that stood below one, or below those before it, and ended within the period.

        Each comes with the period that ends with it, and whether its report stands for all that it was made of: one of
        which a lower office lives on would count that office's part of the year twice.
        """
        ended = self.offices.ended_within(period)
        if not ended:
            return
        roots = {root, *self.offices.predecessors.get(root, ())}
        now = self._all_below(root, period.end)
        former = {one for number in now for one in self.offices.predecessors.get(number, ()) if one in ended}
        former |= {one for number in former for one in self.offices.above(number, ended[number])}
        for number, last in ended.items():
            above = self.offices.above(number, last)
            known = number in former or bool(roots & {*above})
            if not known or self._ended_above(above, ended, last, roots):
                continue
            shorter = next((one for one in period.earlier() if one.end <= last), None)
            if shorter is not None:
                yield from self._parts_of(number, shorter, ended, last)

    def _ended_above(self, above: list[int], ended: Mapping[int, date], last: date, roots: set[int]) -> bool:
        """Whether an office goes with one above it, below the root, that ended too."""
        below = takewhile(lambda one: one not in roots, above)
        return any(ended.get(one) == last for one in below)

    def _parts_of(
        self, number: int, shorter: Period, ended: Mapping[int, date], last: date
    ) -> Iterator[tuple[Period, int, bool]]:
        below = [other for other in self.offices.ids if self.offices.era(other, last).parent == number]
        below = [other for other in below if self.offices.exists(other, last)]
        whole = all(other in ended for other in self._all_below(number, last))
        yield shorter, number, whole
        if not whole:
            for other in below:
                if other in ended:
                    yield from self._parts_of(other, shorter, ended, last)

    def _tree(self, on: date) -> dict[int, list[int]]:
        """The offices that stand under each on a day."""
        below: dict[int, list[int]] = {}
        for number in self.offices.ids:
            parent = self.offices.era(number, on).parent
            if parent is not None and self.offices.exists(number, on):
                below.setdefault(parent, []).append(number)
        return below

    def _all_below(self, number: int, on: date) -> list[int]:
        tree, found, waiting = self._tree(on), list[int](), [number]
        while waiting:
            lower = tree.get(waiting.pop(), [])
            found += lower
            waiting += lower
        return found

    def _flows(
        self, period: Period, office: int, *, whole: bool
    ) -> tuple[dict[Address, Tally], list[Added], list[str]]:
        """What a dissolved office adds to the flows of the year; not `whole`, only what it added itself."""
        name = self.offices.at(office, period.end).name
        standing = {
            one.unit: one for one in received.found(self.connection, self.template.code, period.code) if one.counts
        }
        drafts = self.drafts(period)
        if office not in standing and office not in drafts:
            chosen = self._chosen(office, period) if whole else Chosen()
            if not chosen.received and not chosen.drafts:
                return {}, [], [name] if whole else []
            return self._only_flows(self._tallied(chosen, period)), [], []
        report = (
            received.read(self.connection, standing[office].id, self.template)[0]
            if office in standing
            else drafts[office]
        )
        own = list(self._additions(name, report))
        if whole:
            return self._only_flows(tallies.tallied(tallies.parts(report))), own, []
        added = {one.address for one in own}
        parts = (part for part in tallies.parts(report) if part.address in added)
        kept = [replace_number(part, report) for part in parts]
        return self._only_flows(tallies.tallied(kept)), own, []

    def _additions(self, name: str, report: Report) -> Iterator[Added]:
        for address, cell in report.cells.items():
            mark = cell.mark(MarkKind.ADDED)
            if mark is not None and self._is_flow(address):
                yield Added(name, address, f"{mark.number} ({mark.text})")

    def _is_flow(self, address: Address) -> bool:
        figure = self.template.figures[address.figure]
        if not address.measure:
            return figure.cumulative
        breakdown = figure.breakdowns[row_ids.breakdown(address.row)] if address.row else None
        measure = (breakdown.measures if breakdown else figure.measures)[address.measure]
        return measure.column is Column.VALUE and (figure.cumulative or measure.cumulative)

    def _only_flows(self, found: Mapping[Address, Tally]) -> dict[Address, Tally]:
        """The flows, which add to numbers and count no office: those of the period's end are counted."""
        return {
            address: replace(tally, counted=0, having=0)
            for address, tally in found.items()
            if address.measure and self._is_flow(address) and tally.rank
        }


def _remark(one: Received, waiting: int) -> str:
    """How what is used of an office differs from the report that it issued."""
    parts = [EDITED] if one.edited else []
    parts += [f"{waiting} số báo ngoài báo cáo, chờ văn bản"] if waiting else []
    return "; ".join(parts)


def replace_number(part: tallies.Part, report: Report) -> tallies.Part:
    """A part that holds only what its office added itself."""
    mark = report.cells[part.address].mark(MarkKind.ADDED)
    return part._replace(number=mark.number if mark else None)


def basis(offices: Units, number: int, period: Period) -> tuple[list[int], str]:
    """Whose reports on an earlier period stand behind an office's: none for its own; or why there are none."""
    if offices.exists(number, period.end) or not offices.predecessors.get(number):
        return [], ""
    former = offices.predecessors[number]
    split = [one for one in former if len(offices.successors(one)) > 1]
    if split:
        names = ", ".join(offices.at(one, period.end).name for one in split)
        return [], f"tách từ {names}: không có gốc so sánh với {period.label}"
    return list(former), ""
