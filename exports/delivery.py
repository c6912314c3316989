"""What arrives from another office: the data in a PDF, a workbook or a package, told apart by their first bytes."""

from __future__ import annotations

from pathlib import Path

from exports import arrival, payload
from exports.container import Container
from exports.payload import Delivery
from exports.word import carried
from forms.errors import KnownError
from forms.workfile import is_folder

_CARRYING = (".zip", ".xlsx", ".docx", ".pdf")
_DEEPEST = 2  # zips in zips
_OTHER_ARCHIVES = (b"Rar!\x1a", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_KIND = "tệp PDF, DOCX, XLSX hoặc gói nộp"


def read(path: Path) -> Delivery:
    """Read what a file carries, or a package that somebody unpacked into a folder.

    Raises KnownError with one sentence for whatever carries nothing.
    """
    if is_folder(path):
        from exports import parcels  # noqa: PLC0415 - few come as a folder

        return opened(parcels.unpacked(path), path.name)
    return opened(arrival.content(path, payload.MOST_FILE, _KIND), path.name)


def opened(content: bytes, name: str) -> Delivery:
    """Read what the bytes of a file carry, as `read` says."""
    with payload.explained(Path(name)):
        return _read(content)


def _read(content: bytes, depth: int = 0) -> Delivery:
    if content.startswith(b"PK"):
        container = Container(content)
        if "[Content_Types].xml" in container:
            if carried.DOCUMENT in container:
                return carried.read(container)
            from exports.excel import workbook  # noqa: PLC0415 - what reads a workbook loads only for one

            return workbook.read(container)
        from exports import package  # noqa: PLC0415

        return package.read(container) if payload.DATA in container else _inside(container, depth)
    if b"%PDF-" in content[:1024]:
        from exports.pdf import reader  # noqa: PLC0415

        return reader.read(content)
    if content.startswith(_OTHER_ARCHIVES):
        raise KnownError("Đây là tệp nén không phải ZIP (RAR, 7z, …); đề nghị giải nén rồi chọn tệp báo cáo bên trong.")
    raise KnownError(f"Đây không phải {_KIND}; đề nghị chọn tệp do BaoCao42 kết xuất.")


def _inside(container: Container, depth: int) -> Delivery:
    """Read what somebody zipped again: the folder of a package, else the one file among others that may carry a report.

    Raises KnownError where there is none, and where nobody can tell which of several is meant.
    """
    from exports import package  # noqa: PLC0415

    folders = [name.removesuffix(payload.DATA) for name in container.names if name.endswith(f"/{payload.DATA}")]
    if len(folders) == 1:
        return package.read(container.within(folders[0]))
    files = [name for name in container.names if name.lower().endswith(_CARRYING)]
    chosen = [name for name in files if name.lower().endswith(payload.PACKAGE)] or files
    if len(chosen) == 1 and depth < _DEEPEST:
        return _read(container.read(chosen[0], payload.MOST_FILE), depth + 1)
    if chosen:
        raise KnownError(f"Tệp nén có {len(chosen)} tệp; đề nghị giải nén rồi chọn từng tệp.")
    return package.read(container)
