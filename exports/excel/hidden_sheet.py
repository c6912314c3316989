"""The sheet of a workbook that nobody sees: the data of the report, its seal, and which cell stands where.

The data is written as base64 in cells of letters and digits only, so that no spreadsheet program changes it on
saving. The places let a reader notice that somebody changed a number in the sheets.
"""

from __future__ import annotations

import base64
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl

from exports import payload
from exports.payload import Delivery
from forms.errors import KnownError
from forms.report import archive
from forms.report.cells import Address
from forms.report.changes import SetCell
from forms.report.report import Report
from forms.values.numbers import Number, show

NAME = "BaoCao42"
_CHUNK = 30_000  # characters; a cell holds 32 767
_MOST_PARTS = 200_000_000  # bytes of all parts of a workbook, unpacked
_MOST_ROWS = 20_000
_MOST_COLUMNS = 30
# letters in which a declaration could hide: UTF-16, or whatever the part says that it is written in
_CODED = re.compile(rb"""^(?:\xff\xfe|\xfe\xff|<\0|\0<)|^<\?xml[^>]*encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)

Places = Mapping[Address, tuple[str, str]]  # the sheet and the cell ("II.1", "E7")


def write(book: Any, report: Report, places: Places) -> None:  # noqa: ANN401 - XlsxWriter has no stubs
    """Add the sheet to a workbook of XlsxWriter: seal, data and places, one column each."""
    sheet = book.add_worksheet(NAME)
    sheet.very_hidden()
    data = archive.encode(report)
    text = base64.b64encode(data).decode()
    chunks = [text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK)]
    for row, line in enumerate(payload.seal(data).decode().splitlines()):
        sheet.write_string(row, 0, line)
    for row, chunk in enumerate(chunks):
        sheet.write_string(row, 1, chunk)
    for row, (address, (name, place)) in enumerate(places.items()):
        for column, part in enumerate((name, place, *address), start=2):
            sheet.write_string(row, column, part)


def read(path: Path) -> Delivery:
    """Read what a workbook carries; a number that was changed in a sheet is a remark."""
    with payload.told(path):
        _refuse_traps(path)
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            if NAME not in book.sheetnames:
                raise KnownError("tệp Excel không kèm dữ liệu của BaoCao42; đề nghị chọn tệp do chương trình kết xuất.")
            rows = [_texts(row) for row in islice(book[NAME].iter_rows(values_only=True, max_col=7), _MOST_ROWS)]
            digests = payload.sealed("\n".join(row[0] for row in rows).encode())
            found = payload.opened(base64.b64decode("".join(row[1] for row in rows), validate=True), digests)
            places = {Address(*row[4:7]): (row[2], row[3]) for row in rows if row[2]}
            remarks = tuple(_changed(book, found, places))
        finally:
            book.close()
    return Delivery(found.archive, found.code, remarks)


def _texts(row: Iterable[object]) -> tuple[str, ...]:
    texts = tuple("" if value is None else str(value) for value in row)
    return texts + ("",) * (7 - len(texts))


def _refuse_traps(path: Path) -> None:
    """Refuse a workbook that unpacks beyond measure or declares entities, before a parser sees it."""
    with zipfile.ZipFile(path) as package:
        entries = package.infolist()
        if sum(entry.file_size for entry in entries) > _MOST_PARTS or len(entries) > 1000:
            raise KnownError("tệp Excel lớn bất thường khi giải nén; đề nghị xin lại tệp từ nơi gửi.")
        for entry in entries:
            with package.open(entry) as file:
                part = file.read()
            if b"<!DOCTYPE" in part or b"<!ENTITY" in part or _CODED.search(part[:200]):
                raise KnownError("tệp Excel chứa khai báo không được phép; đề nghị xin lại tệp từ nơi gửi.")


def _changed(book: openpyxl.Workbook, found: Delivery, places: Places) -> Iterator[str]:
    """Say which numbers in the sheets are not those of the data."""
    cells = {change.address: change.cell for change in found.archive.changes if isinstance(change, SetCell)}
    wanted: dict[str, dict[str, Address]] = {}
    for address, (name, place) in places.items():
        wanted.setdefault(name, {})[place] = address
    for name, addresses in wanted.items():
        if name not in book.sheetnames:
            yield f'Trang "{name}" đã bị xóa hoặc đổi tên; số liệu lấy theo dữ liệu gốc kèm theo.'
            continue
        printed = {
            cell.coordinate: cell.value
            for row in islice(book[name].iter_rows(max_col=_MOST_COLUMNS), _MOST_ROWS)
            for cell in row
            if cell.value is not None
        }
        for place, address in addresses.items():
            cell = cells.get(address)
            number = cell.number if cell else None
            shown = printed.get(place)
            if not _same(shown, number):
                yield (
                    f'Trang "{name}", ô {place}: đã sửa thành "{"" if shown is None else shown}", '
                    f'dữ liệu gốc là "{show(number) if number else ""}".'
                )


def _same(shown: object, number: Number | None) -> bool:
    """Whether a cell shows a number; words stand where there is none, and formulas give binary floats."""
    if number is None:
        return shown is None or isinstance(shown, str)
    if not isinstance(shown, int | float):
        return False
    return abs(Decimal(str(shown)) - Decimal(str(number))).scaleb(number.decimals + 3) < 1
