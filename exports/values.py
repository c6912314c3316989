"""Values as CSV: `figure,row,measure,value` and optional `state`, written by people and other programs.

The delimiter says how numbers are written: `;` is Excel in Vietnamese (1.234,5), `,` is canonical (1234.5).
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from forms.errors import KnownError, nearest
from forms.report.filling import Line

COLUMNS = ("figure", "row", "measure", "value")
_MAX_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Values:
    """The lines of a values file and the way its numbers are written."""

    lines: tuple[Line, ...]
    vietnamese: bool


def read(path: Path) -> Values:
    """Read a values file; raises KnownError with one sentence when it is not one."""
    text = _text(path)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    header = [name.strip().lower() for name in rows[0]]
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise KnownError(
            f'Tệp "{path.name}" thiếu cột {", ".join(missing)}{nearest(missing[0], header)} '
            "Dòng đầu cần có: figure, row, measure, value."
        )
    lines = []
    for number, row in enumerate(rows[1:], start=2):
        if not any(value.strip() for value in row):
            continue
        if len(row) > len(header):
            raise KnownError(
                f'Tệp "{path.name}", dòng {number}: nhiều ô hơn dòng tiêu đề; đề nghị đặt trong ngoặc kép '
                f"ô có dấu {delimiter!r}."
            )
        cells = dict(zip(header, (value.strip() for value in row), strict=False))
        lines.append(Line(number, *(cells.get(name, "") for name in (*COLUMNS, "state"))))
    return Values(tuple(lines), vietnamese=delimiter == ";")


def _text(path: Path) -> str:
    if path.is_dir():
        raise KnownError(f'"{path}" là thư mục, không phải tệp số liệu; đề nghị chọn tệp CSV.')
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise KnownError(f'Không tìm thấy tệp "{path}"; đề nghị kiểm tra lại tên và đường dẫn.') from None
    except OSError as error:
        raise KnownError(f'Không đọc được tệp "{path}" ({error.strerror}); đề nghị đóng chương trình khác.') from None
    if not data.strip():
        raise KnownError(f'Tệp "{path.name}" trống; đề nghị chọn tệp có số liệu.')
    if len(data) > _MAX_BYTES:
        raise KnownError(f'Tệp "{path.name}" quá lớn ({len(data) // 1_000_000} MB), không phải tệp số liệu.')
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise KnownError(f'Tệp "{path.name}" không phải mã UTF-8; đề nghị lưu lại dạng "CSV UTF-8".') from None
    if "\0" in text:
        raise KnownError(f'Tệp "{path.name}" không phải tệp CSV; đề nghị lưu lại dạng "CSV UTF-8".')
    return unicodedata.normalize("NFC", text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def write(rows: Iterable[Iterable[str]]) -> str:
    """CSV text of rows, canonical: commas, one line feed a line, no byte order mark."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
