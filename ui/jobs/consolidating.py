"""What the offices below one come to, as commands and screens tell it, and putting it into the office's own draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from forms.checks.checker import check
from forms.consolidation import drafting
from forms.consolidation.consolidating import Consolidation, consolidate
from forms.definitions.loading import load
from forms.definitions.rules import Kind
from forms.definitions.template import Template
from forms.errors import KnownError
from forms.report.cells import Address, Mark, MarkKind
from forms.report.entry import shown
from forms.report.report import Report
from forms.sums import preliminary
from forms.sums.called_rows import joined
from forms.values.frozen import frozen
from forms.values.period import Period
from storage.lower_offices import LowerOffices
from storage.statements import KeptStatement
from storage.workspace import Workspace


class Remark(NamedTuple):
    """Something that is to be known of a consolidation: its code, and in words."""

    code: str
    message: str


@frozen
class Result:
    """The lower offices of one, what they come to beside its draft, and what is to be known of it."""

    draft: Report
    stored: bool  # whether the file has that draft
    below: LowerOffices
    found: Consolidation
    remarks: tuple[Remark, ...]


def find(workspace: Workspace, unit: str | None, period: Period | None, code: str | None = None) -> Result:
    """Add up what the offices below one sent; what is not named is as in the report in hand.

    Raises KnownError where there is no such office, or none below it.
    """
    return of(workspace, *draft_of(workspace, unit, period, code))


def of(workspace: Workspace, draft: Report, stored: bool = True) -> Result:  # noqa: FBT001, FBT002 - as `draft_of` says
    """Add up what the offices below that of a draft sent; raises KnownError as `find` does."""
    office = workspace.units().number(draft.unit.id)
    if office is None:
        raise KnownError(f"Tệp này chưa có đơn vị {draft.unit.name}; đề nghị nhập danh sách đơn vị.")
    below = workspace.below(draft.template, office, draft.period)
    if not below.tallies.offices:
        raise KnownError(f"Trong tệp này chưa có đơn vị nào dưới {draft.unit.name}; đề nghị nhập danh sách đơn vị.")
    found = consolidate(draft, below.tallies)
    return Result(draft, stored, below, found, tuple(_remarks(draft, below, found)))


def draft_of(workspace: Workspace, unit: str | None, period: Period | None, code: str | None) -> tuple[Report, bool]:
    """The report of the office itself, or an empty one where the file has none for the office and period."""
    try:
        workspace.find(unit, period, code)
    except KnownError:
        own = workspace.own
        if period is None or (unit is None and own is None):
            raise
        offices = workspace.units()
        office = offices.find(unit, period.end) if unit is not None else offices.number(own.id if own else "")
        if office is None:
            raise
        return Report(_template(workspace, code), offices.at(office, period.end), period), False
    return workspace.load(load, unit, period, code), True


def _template(workspace: Workspace, code: str | None) -> Template:
    named = code or next((name.template for name in workspace.reports()), None)
    if named is not None:
        return load(named)
    from forms.definitions.loading import default  # noqa: PLC0415 - a file without any report

    return default()


def _remarks(draft: Report, below: LowerOffices, found: Consolidation) -> Iterator[Remark]:
    for item in found.cells:
        figure = draft.template.figures[item.address.figure]
        place = f"{figure.name}, {found.report.label(figure, item.address.row)}" if item.address.row else figure.name
        place += f", {figure.measures_at(item.address.row)[item.address.measure].label.lower()}"
        if item.mixed:
            yield Remark("estimate", f"{place}: có đơn vị ghi số ước, có đơn vị ghi số chính thức.")
        if item.uneven:
            yield Remark("rate", f"{place}: chưa tính vì có đơn vị đã gửi mà còn trống số để tính.")
        if item.unlike:
            yield Remark("list", f"{place}: các đơn vị ghi khác nhau nên chưa lấy số nào.")
    for item in drafting.kept(draft, found):
        if item.missing == 0:
            figure = draft.template.figures[item.address.figure]
            yield Remark("kept", f"{figure.name}: số đã ghi khác số tổng hợp; giữ số đã ghi.")
    yield from _of_offices(draft, below)
    yield from (Remark(one.code, one.message) for one in check(draft) if one.kind == Kind.CHILDREN)


def _of_offices(draft: Report, below: LowerOffices) -> Iterator[Remark]:
    """What is to be known of single offices."""
    figures = draft.template.figures
    if why := draft.neighbours.without_basis:
        yield Remark("basis", f"{draft.unit.name} {why}.")
    for office in below.chosen.received.values():
        if office.edited:
            yield Remark("edited", f"Báo cáo trong tệp {office.file} là bản đã sửa tay: {office.edited}")
    for unit, one in below.statements:
        yield Remark("statement", f"{figures[one.address.figure].name}: {statement_text(unit, one)}.")
    for place, names in below.preliminary.items():
        figure = figures[place.figure]
        if not place.row:
            yield Remark("preliminary", f"{figure.name}: {preliminary.remark_of_sum(figure, names)}.")
    for name in below.dissolved:
        yield Remark("dissolved", f"{name} đã sáp nhập trong kỳ: chưa có báo cáo đến ngày sáp nhập.")
    for added in below.additions:
        name = figures[added.address.figure].name
        yield Remark("addition", f"{name}: {added.unit} trực tiếp thực hiện {added.text}.")


def statement_text(unit: str, one: KeptStatement) -> str:
    """What an office gave otherwise than in a report, in words."""
    source = f" ({one.source})" if one.source else ""
    return f"{unit} báo {one.means.label}{source} {shown(one.cell)}, {one.giver}, chờ văn bản"


def marks(result: Result) -> dict[Address, list[Mark]]:
    """What is to be said of the cells whose sums have numbers in them that were given by word, or are preliminary."""
    found: dict[Address, list[str]] = {}
    for unit, one in result.below.statements:
        place = one.address._replace(row=joined(one.address.row))
        found.setdefault(place, []).append(f"{unit} báo {one.means.label}")
    said = {
        place: [Mark(MarkKind.STATEMENT, f"có số {', '.join(dict.fromkeys(words))}, chờ văn bản")]
        for place, words in found.items()
    }
    for place, names in result.below.preliminary.items():
        figure = result.draft.template.figures[place.figure]
        said.setdefault(place, []).append(Mark(MarkKind.PRELIMINARY, preliminary.remark_of_sum(figure, names)))
    return said
