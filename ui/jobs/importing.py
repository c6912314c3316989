"""Taking in a report that arrived as a file: read it, and store it as if it had been typed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from forms.definitions.loading import load
from forms.document import restoring
from forms.errors import KnownError
from forms.report import strays
from forms.report.archive import Archive
from forms.report.changes import Change, SetCalled
from forms.report.kinds import bounds
from forms.report.report import Report
from forms.values.frozen import frozen
from storage.receiving import Sent
from storage.workspace import Workspace

if TYPE_CHECKING:
    from exports.payload import Delivery


@frozen
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
    before: tuple[Arrival, ...] = ()  # the reports of earlier periods that came with it

    @property
    def changes(self) -> tuple[Change, ...]:
        """What makes the report from an empty one, with what its values are called that have no place here."""
        return (*self.archive.changes, *(SetCalled(code, called) for code, called in self.report.called.items()))


def read(path: Path) -> Arrival:
    """Read the report that a PDF, a workbook or a package carries; raises KnownError where it cannot be."""
    from exports import delivery, payload  # noqa: PLC0415 - readers load as they are needed

    found = delivery.read(path)
    with payload.explained(path):
        return _restored(found)


def _restored(found: Delivery) -> Arrival:
    """Make reports of what a file carried; raises KnownError where another office's stands among them."""
    report = restoring.restore(found.archive, load(found.archive.template))
    before = tuple(map(_restored, found.before))
    if any((one.report.unit.id, one.archive.template) != (report.unit.id, found.archive.template) for one in before):
        raise KnownError("Tệp mang báo cáo của nhiều đơn vị hoặc nhiều mẫu; đề nghị xin từng tệp riêng, chưa nhập gì.")
    links = found.envelope.chain if found.envelope else ()
    chain = frozenset(link.digest for link in links)
    remarks = (*found.remarks, *bounds.pretences(found.archive.changes), *restoring.doubtful_rows(report))
    remarks += (remark,) if (remark := strays.remark(report)) else ()
    remarks += tuple(remark for one in before for remark in one.remarks)
    return Arrival(report, found.archive, found.code, remarks, found.signer, chain, before)


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
            arrival.changes,
            arrival.chain,
            who,
            unit=unit,
            parent=parent,
            key=arrival.signer,
            new_key=new_key,
            before=[Sent(one.report, one.changes, one.chain) for one in arrival.before],
        )
