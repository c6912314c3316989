"""The package (gói nộp): a zip that carries the report's data with its seal, to be emailed upwards."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

from exports import payload
from exports.container import Container
from exports.payload import Delivery
from exports.replacement import replace
from forms.errors import KnownError
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


def read(package: Container) -> Delivery:
    """Read a package; only the two parts that it should have are looked at."""
    if payload.DATA not in package or payload.SEAL not in package:
        raise KnownError("Tệp nén không có dữ liệu của BaoCao42; đề nghị chọn tệp do chương trình kết xuất.")
    data = package.read(payload.DATA, payload.MOST)
    return payload.opened(data, payload.sealed(package.read(payload.SEAL, payload.MOST_SEAL)))
