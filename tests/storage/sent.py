"""Reports of other offices as they come, without files: data, envelope, and who sent them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from forms.definitions.loading import load
from forms.document import restoring, revisions
from forms.offices.units import Unit
from forms.report import archive, envelope
from forms.report.cells import Address, Cell, Mark
from forms.report.changes import SetCell
from forms.report.report import Report
from forms.values.numbers import Number
from forms.values.period import parse
from storage.intake import Intake, Judgement, Reception, Sending, Yes
from storage.received import SourceFile
from storage.workspace import Workspace

AT = datetime(2024, 12, 1, 7, 30, tzinfo=UTC)
TEMPLATE = load("nq42")
COUNT = Address("ncc_funeral", "", "count")
STOCK = Address("vnah_sponsored", "", "persons")
DISTRICT = Unit("Huyện Kon Rẫy", "huyen")
NEW = Yes(new_units=True)


class Office:
    """An office that reports from its own machine."""

    def __init__(self, name: str, period: str = "2024", *, level: str = "xa", path: tuple[str, ...] = ()) -> None:
        self.report = Report(TEMPLATE, Unit(name, level, path=path), parse(period))

    def put(self, count: int, address: Address = COUNT) -> Office:
        """Type a number."""
        self.report.apply(SetCell(address, Cell(Number(count))))
        return self

    def send(
        self, count: int, *, final: bool = True, marks: tuple[Mark, ...] = (), children: tuple[Sending, ...] = ()
    ) -> Sending:
        """The report with a number in it; final ones follow one another."""
        if self.report.locked:
            self.report.apply(revisions.reopen(self.report, "Sót số liệu", "Y Hà", AT))
        self.report.apply(SetCell(COUNT, Cell(Number(count), marks=marks)))
        if final:
            self.report.apply(revisions.finalise(self.report, "Y Hà", AT))
        data = archive.encode(self.report)
        wrapping = envelope.write(self.report, "data.json", data)
        told = envelope.find(wrapping, archive.digest(data))
        source = SourceFile(f"{self.report.unit.name} {count}.zip", f"d{count}")
        return Sending(reread(data), data, wrapping, told, source, findings=(count, 0, 0), children=children)


def reread(data: bytes) -> Report:
    """The report that data carry."""
    return restoring.restore(archive.decode(data), TEMPLATE)


@contextmanager
def receiving(folder: Path, *, period: str = "2024", unit: Unit = DISTRICT) -> Iterator[Workspace]:
    """A file whose office receives, with its own report."""
    with Workspace.create(folder / "nơi nhận.bc42") as workspace:
        workspace.add_report(unit, parse(period), TEMPLATE, own=True)
        yield workspace


def take(workspace: Workspace, *sendings: Sending, yes: Yes = NEW) -> list[Reception]:
    """Judge each and keep what comes in, all in one go; what they are."""
    with workspace.intake("Y Hà", yes) as intake:
        return [taken(intake, one).verdict for one in sendings]


def taken(intake: Intake, sending: Sending) -> Judgement:
    """Judge one and keep it where it comes in."""
    judgement = intake.judge(sending)
    if judgement.verdict.comes_in:
        intake.take(sending, judgement, [("Huyện", "huyen")])
    return judgement


def expected(workspace: Workspace, *sendings: Sending, yes: Yes = NEW) -> list[Reception]:
    """What they would be if they were taken one after another; nothing is kept."""
    intake = workspace.looking(yes)
    found = []
    for one in sendings:
        judgement = intake.judge(one)
        intake.expect(one, judgement)
        found.append(judgement.verdict)
    return found


def renamed(sending: Sending, **what: object) -> Sending:
    """A report of an office that calls itself otherwise."""
    report = reread(sending.data)
    report.unit = replace(report.unit, **what)  # type: ignore[arg-type]
    data = archive.encode(report)
    return replace(sending, report=report, data=data, wrapping=b"", envelope=None)
