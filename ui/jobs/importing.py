"""Taking in a report that arrived as a file: read it, and store it as if it had been typed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from forms.definitions.loading import load
from forms.document import restoring
from forms.report.archive import Archive
from forms.report.report import Report
from storage.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report that was read, the short code of its data, and what in the file no longer fits them."""

    report: Report
    archive: Archive
    code: str
    remarks: tuple[str, ...]


def read(path: Path) -> Arrival:
    """Read the report that a PDF, a workbook or a package carries; raises KnownError where it cannot be."""
    from exports import delivery  # noqa: PLC0415 - readers load as they are needed

    found = delivery.read(path)
    report = restoring.restore(found.archive, load(found.archive.template))
    return Arrival(report, found.archive, found.code, found.remarks)


def store(arrival: Arrival, path: Path, who: str, unit: str | None = None, parent: str | None = None) -> None:
    """Add the report to a workspace, made if need be, of the office that `unit` or `parent` says where it is not clear.

    Raises KnownError, a question, where only the officer knows whose report it is; or where it is there already.
    """
    with Workspace.open_or_create(path) as workspace:
        workspace.receive(arrival.report, arrival.archive.changes, {arrival.code}, who, unit=unit, parent=parent)
