"""What arrives from another office: the data in a PDF, a workbook or a package, told apart by their first bytes."""

from __future__ import annotations

import zipfile
from pathlib import Path

from exports import payload
from exports.payload import Delivery
from forms.errors import KnownError


def read(path: Path) -> Delivery:
    """Read what a file carries; raises KnownError with one sentence for any file that carries nothing."""
    if path.is_dir():
        raise KnownError(f'"{path}" là thư mục; đề nghị chọn tệp PDF, XLSX hoặc gói nộp.')
    with payload.told(path):
        with path.open("rb") as file:
            start = file.read(1024)
        book = start.startswith(b"PK") and _is_workbook(path)
    if book:
        from exports.excel import workbook  # noqa: PLC0415 - openpyxl loads only for a workbook

        return workbook.read(path)
    if start.startswith(b"PK"):
        from exports import package  # noqa: PLC0415

        return package.read(path)
    if b"%PDF-" in start:
        from exports.pdf import writer as pdf  # noqa: PLC0415 - pypdf loads only for a PDF

        return pdf.read(path)
    raise KnownError(f'"{path.name}" không phải tệp PDF, XLSX hoặc gói nộp; đề nghị chọn tệp do BaoCao42 kết xuất.')


def _is_workbook(path: Path) -> bool:
    with zipfile.ZipFile(path) as found:
        return "[Content_Types].xml" in found.namelist()
