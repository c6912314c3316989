"""A table as delimited text from outside (CSV): its lines by the names of its columns, strictly."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from exports import arrival
from forms.errors import KnownError, nearest_end
from forms.values.text import quoted, visible

MAX_BYTES = 4_000_000  # a full report takes some hundred thousand
MOST_COLUMNS = 100
LONGEST_CELL = 1000
_SEPARATOR = re.compile(r'"?sep=([,;\t])"?[,;\t\s]*', re.IGNORECASE)  # the first line by which Excel is told


class CsvKind(NamedTuple):
    """What a file should be: its name for officers, its columns, how many lines it has at most and what it is about."""

    name: str
    needed: tuple[str, ...]
    optional: tuple[str, ...]
    most: int
    about: str


class CsvLine(NamedTuple):
    """A line that says something: its number in the file, and its cells by the name of the column, "" where blank."""

    number: int
    cells: Mapping[str, str]


Rows = Iterator[tuple[int, list[str]]]  # each that says something, with the number of its first line


class CsvTable(NamedTuple):
    """What a file says, and what separates its columns."""

    delimiter: str
    lines: tuple[CsvLine, ...]


def read(path: Path, kind: CsvKind) -> CsvTable:
    """Read a file; raises KnownError with one sentence where it is not of that kind."""
    return table(arrival.content(path, MAX_BYTES, f"{kind.name} CSV"), path.name, kind)


def table(data: bytes, name: str, kind: CsvKind) -> CsvTable:
    """The table in a file's bytes, as `read` says."""
    delimiter, rows = split(data, name, kind.name)
    first, names = next(rows, (1, []))
    header = _header(name, first, [column.lower() for column in names], kind)
    blank = dict.fromkeys((*kind.needed, *kind.optional), "")
    found: list[CsvLine] = []
    for number, row in rows:
        if any(row[len(header) :]):
            raise KnownError(
                f'Tệp "{name}", dòng {number}: nhiều ô hơn dòng tiêu đề; đề nghị đặt trong ngoặc kép '
                f"ô có dấu {delimiter!r}."
            )
        if len(found) >= kind.most:
            raise KnownError(f'Tệp "{name}" dài quá {kind.most} dòng, không phải {kind.name} của {kind.about}.')
        found.append(CsvLine(number, blank | dict(zip(header, row, strict=False))))
    return CsvTable(delimiter, tuple(found))


def split(data: bytes, name: str, kind: str) -> tuple[str, Rows]:
    """What separates the columns of a text, and its rows; raises KnownError, also while they are read, for no table."""
    lines = _text(data, name, kind).split("\n")
    above, delimiter = _heading(lines)
    return delimiter, _rows(name, lines[above:], delimiter, above)


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


def _header(name: str, number: int, names: list[str], kind: CsvKind) -> list[str]:
    """The names of the columns, each known and there once; what follows the last name is nothing."""
    while names and not names[-1]:
        names.pop()
    where = f'Tệp "{name}", dòng {number}:'
    missing = [column for column in kind.needed if column not in names]
    if missing:
        raise KnownError(
            f"{where} thiếu cột {', '.join(missing)}{nearest_end(missing[0], names)} "
            f"Dòng tiêu đề cần có: {', '.join(kind.needed)}."
        )
    known = (*kind.needed, *kind.optional)
    for column in names:
        if column not in known:
            raise KnownError(f"{where} không biết cột {quoted(column)}; {kind.name} chỉ có các cột {', '.join(known)}.")
        if names.count(column) > 1:
            raise KnownError(f'{where} cột "{column}" có {names.count(column)} lần; đề nghị giữ lại một cột.')
    return names


def _rows(name: str, lines: list[str], delimiter: str, above: int) -> Rows:
    """The rows that say something, each with the number of its first line in the file."""
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, strict=True)
    number = above + 1
    try:
        for row in reader:
            if len(row) > MOST_COLUMNS or len(max(row, key=len, default="")) > LONGEST_CELL:
                raise KnownError(f'Tệp "{name}", dòng {number}: quá nhiều cột hoặc ô quá dài; đề nghị sửa lại.')
            cells = [unicodedata.normalize("NFC", visible(cell)).strip() for cell in row]
            if any(cells):
                yield number, cells
            number = above + reader.line_num + 1
    except csv.Error:
        raise KnownError(
            f'Tệp "{name}", dòng {number}: không đọc được; ngoặc kép mở mà không đóng, đóng không đúng chỗ, hoặc '
            "ô quá dài. Đề nghị sửa lại dòng này."
        ) from None


def _text(data: bytes, name: str, kind: str) -> str:
    if not data.strip():
        raise KnownError(f'Tệp "{name}" trống; đề nghị chọn {kind}.')
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise KnownError(_no_text(name, "không phải mã UTF-8")) from None
    if "\0" in text:
        raise KnownError(_no_text(name, "không phải tệp CSV"))
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _no_text(name: str, what: str) -> str:
    """Why bytes are no text: what is called a workbook is one, or was."""
    if name.lower().endswith((".xlsx", ".xlsm", ".xls")):
        what = "không phải CSV mà là tệp Excel, hoặc đã bị hỏng"
    return f'Tệp "{name}" {what}; đề nghị mở bằng Excel rồi lưu lại dạng "CSV UTF-8".'
