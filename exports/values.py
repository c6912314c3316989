"""Values as CSV: `figure,row,measure,value` and optional `state`, written by people and other programs.

The delimiter says how numbers are usually written: `;` is Excel in Vietnamese (1.234,5), `,` is canonical (1234.5). A
tab says nothing (Excel writes either), so the file must show it.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from exports import arrival
from forms.errors import KnownError, nearest
from forms.report import limits
from forms.report.filling import ValueLine
from forms.values.text import quoted, visible

COLUMNS = ("figure", "row", "measure", "value")
_OPTIONAL = ("state",)
_MAX_BYTES = 4_000_000  # a full report takes some hundred thousand
_MOST_COLUMNS = 100
_LONGEST_CELL = 1000
_SEPARATOR = re.compile(r'"?sep=([,;\t])"?[,;\t\s]*', re.IGNORECASE)  # the first line by which Excel is told
_USUAL = {";": True, ",": False, "\t": None}


@dataclass(frozen=True, slots=True)
class Values:
    """The lines of a values file and the way its numbers are written, as `filling.fill` takes them."""

    lines: tuple[ValueLine, ...]
    vietnamese: bool | None
    sure: bool = True


def read(path: Path, *, vietnamese: bool | None = None) -> Values:
    """Read a values file; `vietnamese` says how its numbers are written, whatever the delimiter.

    Raises KnownError with one sentence when it is not a values file.
    """
    lines = _text(path).split("\n")
    above, delimiter = _heading(lines)
    rows = _rows(path, lines[above:], delimiter, above)
    first, names = next(rows, (above + 1, []))
    header = _header(path, first, [name.lower() for name in names])
    found: list[ValueLine] = []
    for number, row in rows:
        if any(row[len(header) :]):
            raise KnownError(
                f'Tệp "{path.name}", dòng {number}: nhiều ô hơn dòng tiêu đề; đề nghị đặt trong ngoặc kép '
                f"ô có dấu {delimiter!r}."
            )
        if len(found) >= limits.LINES:
            raise KnownError(f'Tệp "{path.name}" dài quá {limits.LINES} dòng, không phải tệp số liệu của một báo cáo.')
        cells = dict(zip(header, row, strict=False))
        found.append(ValueLine(number, *(cells.get(name, "") for name in (*COLUMNS, *_OPTIONAL))))
    if vietnamese is not None:
        return Values(tuple(found), vietnamese)
    return Values(tuple(found), _USUAL[delimiter], sure=delimiter == ";")


def _heading(lines: list[str]) -> tuple[int, str]:
    """How many lines stand above the heading (blank ones, Excel's `sep=;`), and what separates the columns."""
    above, declared = 0, ""
    for line in lines:
        if not declared and (separator := _SEPARATOR.fullmatch(line)):
            declared = separator[1]
        elif line.strip():
            return above, declared or max(",;\t", key=line.count)
        above += 1
    return above, declared or ","


def _header(path: Path, number: int, names: list[str]) -> list[str]:
    """The names of the columns, each known and there once; what follows the last name is nothing."""
    while names and not names[-1]:
        names.pop()
    where = f'Tệp "{path.name}", dòng {number}:'
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise KnownError(
            f"{where} thiếu cột {', '.join(missing)}{nearest(missing[0], names)} "
            "Dòng tiêu đề cần có: figure, row, measure, value."
        )
    known = (*COLUMNS, *_OPTIONAL)
    for name in names:
        if name not in known:
            raise KnownError(f"{where} không biết cột {quoted(name)}; tệp số liệu chỉ có các cột {', '.join(known)}.")
        if names.count(name) > 1:
            raise KnownError(f'{where} cột "{name}" có {names.count(name)} lần; đề nghị giữ lại một cột.')
    return names


def _rows(path: Path, lines: list[str], delimiter: str, above: int) -> Iterator[tuple[int, list[str]]]:
    """The rows that say something, each with the number of its first line in the file."""
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, strict=True)
    number = above + 1
    try:
        for row in reader:
            if len(row) > _MOST_COLUMNS or len(max(row, key=len, default="")) > _LONGEST_CELL:
                raise KnownError(f'Tệp "{path.name}", dòng {number}: quá nhiều cột hoặc ô quá dài; đề nghị sửa lại.')
            cells = [unicodedata.normalize("NFC", visible(cell)).strip() for cell in row]
            if any(cells):
                yield number, cells
            number = above + reader.line_num + 1
    except csv.Error:
        raise KnownError(
            f'Tệp "{path.name}", dòng {number}: không đọc được; ngoặc kép mở mà không đóng, đóng không đúng chỗ, hoặc '
            "ô quá dài. Đề nghị sửa lại dòng này."
        ) from None


def _text(path: Path) -> str:
    data = arrival.content(path, _MAX_BYTES, "tệp số liệu CSV")
    if not data.strip():
        raise KnownError(f'Tệp "{path.name}" trống; đề nghị chọn tệp có số liệu.')
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise KnownError(f'Tệp "{path.name}" không phải mã UTF-8; đề nghị lưu lại dạng "CSV UTF-8".') from None
    if "\0" in text:
        raise KnownError(f'Tệp "{path.name}" không phải tệp CSV; đề nghị lưu lại dạng "CSV UTF-8".')
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def write(rows: Iterable[Iterable[str]]) -> str:
    """CSV text of rows, canonical: commas, one line feed a line, no byte order mark."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
