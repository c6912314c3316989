"""The data that files carry, with the seal by which a copy that somebody changed is noticed.

A PDF, a workbook and a package carry the same two texts: the data of the report and its seal, which holds the
digest of the data and, where the format has pages, that of the pages. Files from outside are hostile: whatever
is in them, reading ends in a report or in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from forms.errors import KnownError
from forms.report import archive
from forms.report.archive import Archive
from forms.values.text import lowered

DATA = "report.json"
SEAL = "report.json.sha256"
PAGES = "pages"
MOST = 4_000_000  # bytes of data; a full report has some 100 thousand
MOST_FILE = 20_000_000  # bytes of a file from outside; a full report has some 500 thousand
MOST_SEAL = 10_000
_LINE = re.compile(r"([0-9a-f]{64}) [ *](\S+)")


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a file carried; `remarks` say in sentences what in the file no longer fits its data."""

    archive: Archive
    code: str  # the short code, as it is printed at the foot of the last page
    remarks: tuple[str, ...] = ()


def seal(data: bytes, **others: str) -> bytes:
    """Return the seal of `data`, in the form that `sha256sum` reads; `others` are further digests by name."""
    digests = {DATA: archive.digest(data), **others}
    return "".join(f"{digest}  {name}\n" for name, digest in digests.items()).encode()


def sealed(text: bytes) -> Mapping[str, str]:
    """Return the digests of a seal by name; raises KnownError where it is none."""
    found = _LINE.findall(text[:MOST_SEAL].decode("ascii", "replace"))
    digests = {name: digest for digest, name in found}
    if DATA not in digests:
        raise KnownError("Tệp không có mã băm của dữ liệu kèm theo; đề nghị xin lại tệp từ nơi gửi, chưa nhập gì.")
    return digests


def opened(data: bytes, digests: Mapping[str, str], remarks: tuple[str, ...] = ()) -> Delivery:
    """Return what data and seal say; raises KnownError where they do not belong together."""
    if archive.digest(data) != digests[DATA]:
        raise KnownError(
            "Dữ liệu kèm theo đã bị sửa sau khi kết xuất (không khớp mã băm); đề nghị xin lại tệp gốc, chưa nhập gì."
        )
    return Delivery(archive.decode(data), archive.short_code(data), remarks)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Tell in one sentence what a file from outside does to what reads it."""
    try:
        yield
    except KnownError as error:
        said = str(error)
        raise KnownError(f'"{path.name}": {lowered(said)}') from error
    except Exception as error:  # a file that was made to hurt makes libraries fail in any way
        raise KnownError(
            f'"{path.name}" bị hỏng hoặc không phải tệp do BaoCao42 kết xuất; đề nghị xin lại tệp từ nơi gửi.'
        ) from error
