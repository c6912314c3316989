"""Taking in a report that arrived as a file: read it, and store it as if it had been typed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from forms.definitions.loading import load
from forms.document import restoring
from forms.report import limits
from forms.report.archive import Archive
from forms.report.report import Report
from storage.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report that was read, the short code of its data, and what in the file no longer fits them.

    `chain` has the digests of what the sender issued: by one of them a report is known that is in a file already.
    """

    report: Report
    archive: Archive
    code: str
    remarks: tuple[str, ...]
    signer: str = ""  # the public key by which it was signed; "" where nobody did
    chain: frozenset[str] = frozenset()


def read(path: Path) -> Arrival:
    """Read the report that a PDF, a workbook or a package carries; raises KnownError where it cannot be."""
    from exports import delivery, payload  # noqa: PLC0415 - readers load as they are needed

    found = delivery.read(path)
    with payload.explained(path):
        report = restoring.restore(found.archive, load(found.archive.template))
    links = found.envelope.chain if found.envelope else ()
    chain = frozenset(link.digest for link in links)
    remarks = (*found.remarks, *limits.pretences(found.archive.changes), *restoring.doubtful_rows(report))
    return Arrival(report, found.archive, found.code, remarks, found.signer, chain)


def store(
    arrival: Arrival,
    path: Path,
    who: str,
    unit: str | None = None,
    parent: str | None = None,
    *,
    new_key: bool = False,
) -> bool:
    """Add the report to a workspace, made if need be, of the office that `unit` or `parent` says where it is not clear.

    Returns whether the key by which it was signed was known of the office. Raises KnownError, a question, where only
    the officer knows whose report it is, or that a key changed (`new_key`); or where the report is there already.
    """
    with Workspace.open_or_create(path) as workspace:
        return workspace.receive(
            arrival.report,
            arrival.archive.changes,
            arrival.chain,
            who,
            unit=unit,
            parent=parent,
            key=arrival.signer,
            new_key=new_key,
        )
