"""What a file has for a warehouse of reports: offices, what cells mean, every report that was sent or is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial

from exports import dhis2
from exports.dhis2 import DataValueSets
from exports.warehouse.records import Carried, Meaning, OfficeEra, Publication, RateInput, SentReport, Topic
from forms.checks.amounts import Bound, Cells, Combined
from forms.consolidation.consolidating import Consolidation, consolidate, formulas
from forms.definitions.expressions import Amount
from forms.definitions.loading import load
from forms.definitions.template import Template
from forms.errors import KnownError
from forms.report import archive
from forms.report.cells import Address
from forms.report.report import Report
from forms.sums import tallies
from forms.sums.called_rows import called, is_added, joined
from forms.sums.tallies import Part
from forms.values import period as periods
from forms.values.period import Period
from storage.tables.units import Units
from storage.workspace import Workspace


def publication(workspace: Workspace) -> Publication:
    """Read what a file has; raises KnownError where it has no offices or no report."""
    own, offices = workspace.own, workspace.units()
    topics = _topics(workspace)
    if own is None or not topics:
        raise KnownError("Tệp này chưa có đơn vị chủ tệp hoặc chưa có báo cáo nào để đưa lên kho.")
    issues = [*_received(workspace, offices), *_kept(workspace, offices, topics)]
    successions = [
        (offices.ids[number], offices.ids[one]) for number, former in offices.predecessors.items() for one in former
    ]
    meant = [_topic(workspace, template, period) for template, period in topics]
    return Publication(own.id, list(_eras(offices)), successions, meant, issues)


def _topics(workspace: Workspace) -> list[tuple[Template, Period]]:
    """The templates and periods on which there is a report."""
    arrived = {(one.template, one.period) for one in workspace.arrivals()}
    kept = {(one.template, one.period.code) for one in workspace.reports()}
    return [(load(template), periods.parse(period)) for template, period in sorted(arrived | kept)]


def _eras(offices: Units) -> Iterator[OfficeEra]:
    for number, eras in offices.eras.items():
        for era in eras:
            since, until = date.fromisoformat(era.since), date.fromisoformat(era.until)
            parent = None if era.parent is None else offices.ids[era.parent]
            yield OfficeEra(offices.ids[number], since, until, era.code, era.name, era.level, era.kind, parent)


def _received(workspace: Workspace, offices: Units) -> Iterator[SentReport]:
    arrivals = workspace.arrivals()
    places = {(one.template, one.period) for one in arrivals}
    statements = [one for template, period in places for one in workspace.statements(template, periods.parse(period))]
    for template, version, period, one in arrivals:
        yield SentReport(
            offices.ids[one.unit],
            template,
            version,
            periods.parse(period),
            one.digest,
            one.number,
            one.state,
            one.standing,
            one.returned,
            one.edited,
            one.weight,
            one.file,
            one.at,
            kept=False,
            noted=" ".join(str(each.id) for each in statements if each.open and each.received == one.id),
            parts=partial(workspace.parts, load(template), one),
        )


def _kept(workspace: Workspace, offices: Units, topics: Iterable[tuple[Template, Period]]) -> Iterator[SentReport]:
    """The reports that are written in the file itself."""
    for template, period in topics:
        for number, report in workspace.drafts(template, period).items():
            yield SentReport(
                offices.ids[number],
                template.code,
                template.version,
                period,
                archive.digest(archive.encode(report)),
                0,
                report.state,
                standing=True,
                returned="",
                edited="",
                weight=tallies.weight(report),
                file=workspace.path.name,
                received=workspace.edited(report),
                kept=True,
                noted="",
                parts=partial(_parts, report),
            )


def _parts(report: Report) -> list[Part]:
    return list(tallies.parts(report))


def _topic(workspace: Workspace, template: Template, period: Period) -> Topic:
    own = workspace.own
    if own is None:
        raise KnownError("Tệp này chưa có đơn vị chủ tệp.")
    found = consolidate(Report(template, own, period), workspace.total(template, period))
    offices = workspace.units()
    above = [number for number in offices.ids if offices.below(number, period.end)]
    carried = list(_carried(workspace, offices, template, period, above)) if offices.ended_within(period) else []
    ids = [offices.ids[number] for number in above]
    return Topic(template.code, period, list(meanings(found)), list(rates(found)), carried, ids)


def _carried(
    workspace: Workspace, offices: Units, template: Template, period: Period, above: Iterable[int]
) -> Iterator[Carried]:
    for number in above:
        for address, tally in workspace.below(template, number, period).carried.items():
            yield Carried(offices.ids[number], address._replace(row=joined(address.row)), tally)


def meanings(found: Consolidation) -> Iterator[Meaning]:
    """What stands in each cell of a consolidation."""
    report = found.report
    for item in found.cells:
        measure = report.measure(item.address)
        label = " – ".join(filter(None, (_label(report, item.address), measure.label)))
        place = joined_address(report, item.address)
        yield Meaning(place, is_added(place.row), str(item.how), measure.decimals, measure.unit, label)


def _label(report: Report, address: Address) -> str:
    figure = report.template.figures[address.figure]
    return f"{figure.name}, {report.path(figure, address.row)}" if address.row else figure.name


def joined_address(report: Report, address: Address) -> Address:
    """A cell by its joined row: the same one in every report."""
    figure = report.template.figures[address.figure]
    return address._replace(row=joined(called(figure, address.row, report.rows)))


def rates(found: Consolidation) -> Iterator[RateInput]:
    """The inputs of rates that are a quotient of sums of cells."""
    items = {item.address: item for item in found.cells}
    for address, bound in formulas(found.report, items):
        if not isinstance(bound, Combined) or bound.operator != "/":
            continue
        over, under = _terms(bound.left), _terms(bound.right)
        for terms, above in ((over, True), (under, False)) if over and under else ():
            for cell, factor in terms.items():
                yield RateInput(
                    joined_address(found.report, address), above, joined_address(found.report, cell), factor
                )


def _terms(bound: Bound) -> dict[Address, Fraction]:
    """The cells of a sum, each with what it is multiplied by; empty for anything else."""
    match bound:
        case Cells(addresses=addresses, counted=False):
            return dict.fromkeys(addresses, Fraction(1))
        case Combined(operator="*", left=Amount() as factor, right=Cells() as sum_):
            return {address: factor.value * each for address, each in _terms(sum_).items()}
    return {}


def data_values(workspace: Workspace) -> DataValueSets:
    """Write the reports that count as data value sets of DHIS2, each office by the code that this file knows it by."""
    reports: list[Report] = []
    offices = workspace.units()
    for template, period in _topics(workspace):
        counting = {one.unit: one for one in workspace.received(template.code, period) if one.counts}
        kept = workspace.drafts(template, period)
        for number, one in counting.items():
            report = workspace.received_report(one.id, template)
            code = offices.at(number, period.end).code or report.unit.code
            reports.append(replace(report, unit=replace(report.unit, code=code)))
        reports += [report for number, report in kept.items() if number not in counting]
    if not reports:
        raise KnownError("Tệp này chưa có báo cáo nào để đưa lên kho.")
    return dhis2.encode(reports)
