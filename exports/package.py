"""The package (gói nộp): a zip that carries the report's data and envelope with their seal, to be emailed upwards."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace as replace_with
from datetime import datetime
from pathlib import Path

from exports import payload
from exports.container import Container
from exports.payload import Cargo, Delivery
from exports.replacement import replace
from forms.errors import KnownError
from forms.report import archive
from forms.report.changes import SetSource

CHILDREN = "children"  # the folder of reports that one was made from
_MOST_CHILDREN = 400  # reports of lower offices in one package
_MOST_CHILDREN_BYTES = 60_000_000


def write(cargo: Cargo, edited: datetime, path: Path) -> None:
    """Write the package; the same data gives the same bytes, its only time being that of the last edit."""
    stamp = (max(edited.year, 1980), edited.month, edited.day, edited.hour, edited.minute, edited.second)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        parts = {payload.DATA: cargo.data, **cargo.before, payload.ENVELOPE: cargo.envelope}
        parts[payload.SEAL] = payload.seal(cargo)
        for data, wrapping in cargo.children:
            name = f"{CHILDREN}/{archive.digest(data)}"
            parts |= {f"{name}.json": data, f"{name}.envelope.json": wrapping} if wrapping else {f"{name}.json": data}
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
    digests = payload.sealed(package.read(payload.SEAL, payload.MOST_SEAL))
    found = payload.opened(Cargo(data, envelope, before), digests)
    return replace_with(found, children=tuple(_children(package, found)))


def _children(package: Container, found: Delivery) -> Iterator[Delivery]:
    """The reports that one was made from, and those that they were made from, as far as the package has them.

    Each is the one whose digest the report above it names; raises ChangedError for another.
    """
    waiting, seen, left = [found], set[str](), _MOST_CHILDREN_BYTES
    while waiting:
        pins = [change.source for change in waiting.pop().archive.changes if isinstance(change, SetSource)]
        for digest in (pin.digest for pin in pins if pin):
            name = f"{CHILDREN}/{digest}"
            if digest in seen or f"{name}.json" not in package or len(seen) >= _MOST_CHILDREN:
                continue
            seen.add(digest)
            data = package.read(f"{name}.json", min(left, payload.MOST))
            envelope = f"{name}.envelope.json"
            wrapping = package.read(envelope, payload.MOST) if envelope in package else b""
            left -= len(data) + len(wrapping)
            child = payload.opened_child(data, wrapping, digest)
            waiting.append(child)
            yield child
