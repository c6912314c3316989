"""The package (gói nộp): a zip that carries the report's data with its seal, to be emailed upwards."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

from exports import payload
from exports.payload import Delivery
from exports.replacement import replace
from forms.report import archive
from forms.report.report import Report


def write(report: Report, edited: datetime, path: Path) -> None:
    """Write the package; the same data gives the same bytes, its only time being that of the last edit."""
    data = archive.encode(report)
    stamp = (max(edited.year, 1980), edited.month, edited.day, edited.hour, edited.minute, edited.second)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in ((payload.DATA, data), (payload.SEAL, payload.seal(data))):
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # or the bytes tell on which system they were written
            package.writestr(entry, content)
    replace(path, out.getvalue())


def read(path: Path) -> Delivery:
    """Read a package; only the two members that it should have are looked at, and nothing is unpacked to disk."""
    with payload.told(path), zipfile.ZipFile(path) as package:
        data = payload.member(package, payload.DATA)
        return payload.opened(data, payload.sealed(payload.member(package, payload.SEAL, 10_000)))
