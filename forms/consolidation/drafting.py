"""Putting what lower offices come to into the draft of the office above, beside what its officer typed.

A number that was typed is never replaced. One that was computed follows; one that stands against the sum for a reason
stays, and remembers the new sum; what the office itself adds is added again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from forms.consolidation.consolidating import Consolidated, Consolidation
from forms.definitions import row_ids
from forms.definitions.template import Merge
from forms.report.cells import Address, Cell, Mark, MarkKind, State
from forms.report.changes import Change, Coverage, Pin, SetCell, SetCoverage, SetRow, SetSource
from forms.report.report import Report
from forms.sums.called_rows import called, joined
from forms.sums.tallies import added
from forms.values.numbers import Number, show

_MOST_NAMED = 10


def changes(
    draft: Report,
    found: Consolidation,
    used: Mapping[str, Pin],
    silent: Callable[[Address], Iterable[str]] | None = None,
    remarks: Mapping[Address, Sequence[Mark]] = MappingProxyType({}),
) -> list[Change]:
    """The changes that put a consolidation into a draft; `used` pins the reports that it was made from.

    `remarks` are the marks of sums that have such numbers in them (given by word, preliminary), by cells whose rows are
    joined.
    `silent` names the offices that say nothing of a cell, else those of which nothing is there are named.
    """
    made: list[Change] = []
    for key, row in found.report.rows.items():
        if key not in draft.rows:
            made.append(SetRow(row))
    for item in found.cells:
        names = silent(item.address) if silent and item.missing else found.below.absent
        place = joined(called(draft.template.figures[item.address.figure], item.address.row, found.report.rows))
        marks = remarks.get(item.address._replace(row=place), ()) if remarks else ()
        new = _cell(draft.cells.get(item.address), item, names, marks)
        if new != draft.cells.get(item.address):
            made.append(SetCell(item.address, new))
    made += _differing(draft.coverage, dict(_coverage(found)), SetCoverage)
    made += _differing(draft.sources, used, SetSource)
    return made


def is_cell(change: Change) -> bool:
    """Whether a change is one of a cell."""
    return isinstance(change, SetCell)


def kept(draft: Report, found: Consolidation) -> list[Consolidated]:
    """What the officer typed and differs from what lower offices come to."""
    return [
        item
        for item in found.cells
        if item.cell is not None
        and (there := draft.cells.get(item.address)) is not None
        and there.mark(MarkKind.COMPUTED) is None
        and (there.number, there.state) != (item.cell.number, item.cell.state)
    ]


def taken(
    draft: Report,
    found: Consolidation,
    item: Consolidated,
    own: Mark | None,
    silent: Iterable[str],
    remarks: Sequence[Mark] = (),
) -> list[Change]:
    """The changes that put one sum in the place of what the draft states, with what the office itself adds (`own`)."""
    computed = Cell(Number(0)).marked(Mark(MarkKind.COMPUTED))
    return _put(draft, found, item, _cell(computed.marked(own) if own else computed, item, silent, remarks))


def estimated(
    draft: Report, found: Consolidation, item: Consolidated, missing: Mapping[str, Number], when: str
) -> list[Change]:
    """The changes that complete a sum by what missing offices (by name) stated at another time: an estimate."""
    number = item.cell.number if item.cell else None
    for stated in missing.values():
        number = added(number, stated)
    each = "; ".join(f"{name} {show(stated)}" for name, stated in missing.items())
    reason = f"ước theo số {when} của {each}"
    overruled = Mark(MarkKind.OVERRULED, reason, item.cell.number if item.cell else None)
    return _put(draft, found, item, Cell(number, State.ESTIMATE).marked(overruled))


def _put(draft: Report, found: Consolidation, item: Consolidated, cell: Cell | None) -> list[Change]:
    """The changes that put a cell in its place, in a row that the draft may not have yet."""
    code, row, _ = item.address
    rows = [SetRow(found.report.rows[code, one]) for one in row_ids.lineage(row) if (code, one) in found.report.rows]
    made: list[Change] = [change for change in rows if (code, change.row.id) not in draft.rows]
    covered = SetCoverage(item.address, Coverage(item.counted, item.missing))
    return [*made, SetCell(item.address, cell), covered]


def _cell(there: Cell | None, item: Consolidated, absent: Iterable[str], remarks: Sequence[Mark]) -> Cell | None:
    """What a cell of the draft holds from now on."""
    if item.how in {Merge.OWN, Merge.NONE}:
        return there
    overruled = there.mark(MarkKind.OVERRULED) if there else None
    if there is not None and overruled is not None:
        return there.marked(replace(overruled, number=item.cell.number if item.cell else None))
    if there is not None and there.mark(MarkKind.COMPUTED) is None:
        return there
    own = there.mark(MarkKind.ADDED) if there else None
    if item.cell is None and own is None:
        return None
    number = item.cell.number if item.cell else None
    state = item.state
    if own is not None:
        number = added(number, own.number)
        state = state if state is State.ESTIMATE else State.STATED
    computed = Cell(number, state).marked(Mark(MarkKind.COMPUTED, lacking(item, absent)))
    for remark in remarks:
        computed = computed.marked(remark)
    return computed.marked(own) if own else computed


def lacking(item: Consolidated, absent: Iterable[str]) -> str:
    """Which offices a sum does not contain, in words; "" where all are in it."""
    if not item.missing:
        return ""
    names = list(absent)[: min(item.missing, _MOST_NAMED)]
    others = item.missing - len(names)
    more = f"{others} đơn vị{' khác' if names else ''}" if others else ""
    return f"chưa gồm {' và '.join(filter(None, (', '.join(names), more)))}"


def _coverage(found: Consolidation) -> Iterator[tuple[Address, Coverage]]:
    expected = found.below.expected
    for figure in found.report.template.figures:
        place = Address(figure, "", "")
        counted = found.below.tally(place).counted
        yield place, Coverage(counted, expected - counted)
    for item in found.cells:
        yield item.address, Coverage(item.counted, item.missing)


def _differing(there: Mapping, wanted: Mapping, change: type) -> Iterator[Change]:  # type: ignore[type-arg]
    for key in sorted(there.keys() | wanted.keys()):
        if there.get(key) != wanted.get(key):
            yield change(key, wanted.get(key))
