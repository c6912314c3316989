"""The package (gói nộp): a zip that carries the report's data and envelope with their seal, to be emailed upwards."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

from exports import payload
from exports.container import Container
from exports.payload import Cargo, Delivery
from exports.replacement import replace
from forms.errors import KnownError


def write(cargo: Cargo, edited: datetime, path: Path) -> None:
    """Write the package; the same data gives the same bytes, its only time being that of the last edit."""
    stamp = (max(edited.year, 1980), edited.month, edited.day, edited.hour, edited.minute, edited.second)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        parts = {payload.DATA: cargo.data, **cargo.before, payload.ENVELOPE: cargo.envelope}
        parts[payload.SEAL] = payload.seal(cargo)
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # or the bytes tell on which system they were written
            package.writestr(entry, content)
    replace(path, out.getvalue())


def read(package: Container) -> Delivery:
    """Read a package; only the parts that it should have are looked at."""
    if payload.DATA not in package or payload.SEAL not in package:
        raise KnownError("Tệp nén không có dữ liệu của BaoCao42; đề nghị chọn tệp do chương trình kết xuất.")
    data = package.read(payload.DATA, payload.MOST)
    envelope = package.read(payload.ENVELOPE, payload.MOST) if payload.ENVELOPE in package else b""
    before = payload.read_before(envelope, lambda name, most: package.read(name, most) if name in package else None)
    return payload.opened(Cargo(data, envelope, before), payload.sealed(package.read(payload.SEAL, payload.MOST_SEAL)))
