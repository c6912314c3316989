"""The sheet of a workbook that nobody sees: the data of the report, its seal, and which cell stands where.

The data is written as base64 in cells of letters and digits only, so that no spreadsheet program changes it on
saving. The places let a reader notice that somebody changed a number in the sheets.
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from exports import payload
from exports.container import Container
from exports.excel import moved_rows
from exports.excel.book import Book, Shown
from exports.payload import Cargo, Delivery
from exports.typesetting import wording
from forms.errors import KnownError
from forms.report.cells import Address, Cell
from forms.report.changes import SetCell
from forms.values.numbers import Number, show
from forms.values.spreadsheet import Position, place_of, position

NAME = "BaoCao42"
_CHUNK = 30_000  # characters; a cell holds 32 767
_COLUMNS = 8
_MOST_ROWS = 50_000
_MOST_REMARKS = 50
_LOOKED_AT = 5  # sheets in which the numbers of one that is gone are looked for, row by row


class NamedPlace(NamedTuple):
    """Where a number stands: the sheet and the cell ("II.1", "E7"), the words of its row and those over its column."""

    sheet: str
    cell: str
    words: str
    head: str


Places = Mapping[Address, NamedPlace]


def write(book: Any, cargo: Cargo, places: Mapping[str, Places]) -> None:  # noqa: ANN401 - XlsxWriter has no stubs
    """Add the sheet to a workbook of XlsxWriter: seal, data, places and envelope, one column each.

    The places are those of the report and of the earlier ones that the cargo carries, by their names in it, "" for the
    report itself; whose they are stands in the column after all data, and the words beside and over them after that.
    """
    sheet = book.add_worksheet(NAME)
    sheet.very_hidden()
    for row, line in enumerate(payload.seal(cargo).decode().splitlines()):
        sheet.write_string(row, 0, line)
    before = enumerate(cargo.before.values(), start=_COLUMNS)
    for column, content in ((1, cargo.data), (_COLUMNS - 1, cargo.envelope), *before):
        text = base64.b64encode(content).decode()
        for row, start in enumerate(range(0, len(text), _CHUNK)):
            sheet.write_string(row, column, text[start : start + _CHUNK])
    placed = ((whose, *item) for whose, held in places.items() for item in held.items())
    for row, (whose, address, place) in enumerate(placed):
        for column, part in enumerate((place.sheet, place.cell, *address), start=2):
            sheet.write_string(row, column, part)
        for column, part in enumerate((whose, place.words, place.head), start=_COLUMNS + len(cargo.before)):
            if part:
                sheet.write_string(row, column, part)


def read(container: Container) -> Delivery:
    """Read what a workbook carries; a number that was changed in a sheet is a remark."""
    book = Book(container)
    if NAME not in book.names:
        raise KnownError("Tệp Excel không kèm dữ liệu của BaoCao42; đề nghị chọn tệp do chương trình kết xuất.")
    rows = _rows(book.cells(NAME))
    digests = payload.sealed("\n".join(row[0] for row in rows).encode())
    envelope = _bytes(row[_COLUMNS - 1] for row in rows)
    columns = zip(*(row[_COLUMNS:] for row in rows), strict=True)  # in the order of the envelope
    before = payload.read_before(envelope, lambda _, most: _bytes(next(columns, ()), most) or None)
    found = payload.opened(Cargo(_bytes(row[1] for row in rows), envelope, before), digests)
    cells = {
        (whose, change.address): change.cell
        for whose, one in zip(("", *before), (found, *found.before), strict=True)
        for change in one.archive.changes
        if isinstance(change, SetCell)
    }
    owners, words, heads = ([*next(columns, ())] or [""] * len(rows) for _ in range(3))
    places = {
        NamedPlace(row[2], row[3], text, head): (whose, Address(*row[4:7]))
        for whose, text, head, row in zip(owners, words, heads, rows, strict=True)
        if row[2] and (not whose or whose in before)
    }
    changed = list(_changed(book, cells, places))
    remarks = tuple(_shortened(one.remark for one in changed))
    edits = tuple(_shortened(one.remark for one in changed if one.by_hand))
    printed = tuple((one.whose[1], one.printed) for one in changed if one.whose and not one.whose[0])
    return replace(found, remarks=(*found.remarks, *remarks), edits=(*found.edits, *edits), printed=printed)


def _bytes(chunks: Iterable[str], most: int = payload.MOST) -> bytes:
    """Return what a column of the sheet carries."""
    text = "".join(chunks)
    if len(text) > most * 4 // 3 + 4:
        raise KnownError("Dữ liệu trong tệp lớn bất thường; đề nghị xin lại tệp từ nơi gửi, chưa nhập gì.")
    return base64.b64decode(text, validate=True)


def _rows(cells: Mapping[Position, Shown]) -> list[list[str]]:
    """Return the hidden sheet as rows of texts, blank where there is none."""
    most = _COLUMNS + payload.MOST_BEFORE + 3  # and whose the places are, and the words beside and over them
    width = min(max((column for _, column in cells), default=0), most)
    last = max((row for row, column in cells if column <= width), default=0)
    if last > _MOST_ROWS:
        raise KnownError("Tệp Excel lớn bất thường; đề nghị xin lại tệp từ nơi gửi, chưa nhập gì.")
    return [
        [str(cells.get((row, column), "")) for column in range(1, max(width, _COLUMNS) + 1)]
        for row in range(1, last + 1)
    ]


def _shortened(remarks: Iterable[str]) -> Iterator[str]:
    """Say the first remarks, and how many more there are."""
    texts = list(remarks)
    yield from texts[:_MOST_REMARKS]
    if len(texts) > _MOST_REMARKS:
        yield f"Còn {len(texts) - _MOST_REMARKS} ô khác đã sửa trong tệp Excel."


_Whose = tuple[str, Address]  # a cell of the report (""), or of an earlier one by the name of its data


class _Edit(NamedTuple):
    """A place in the sheets that does not show what the data say: in words, and what it shows of which cell."""

    remark: str
    whose: _Whose | None = None
    printed: str = ""
    by_hand: bool = True  # else the program that saved the file did it


class _Stood(NamedTuple):
    """What stood in a sheet: whose numbers at which places, the words of their rows and over their columns."""

    placed: dict[Position, _Whose]
    words: dict[int, str]
    heads: dict[int, str]


def _changed(book: Book, cells: Mapping[_Whose, Cell | None], places: Mapping[NamedPlace, _Whose]) -> Iterator[_Edit]:
    """The numbers in the sheets that are not those of the data."""
    wanted: dict[str, _Stood] = {}
    for place, whose in places.items():
        there = wanted.setdefault(place.sheet, _Stood({}, {}, {}))
        row, column = position(place.cell)
        there.placed[row, column] = whose
        there.words[row], there.heads[column] = place.words, place.head
    without = 0
    taken = {*wanted} | _appendices(book, wanted)
    for name, stood in wanted.items():
        placed, words, heads = stood
        numbers = {at: cell.number if (cell := cells.get(whose)) else None for at, whose in placed.items()}
        sheet = name if name in book.names else _renamed(book, numbers, stood, taken)
        if sheet is None:
            if any(numbers.values()):
                yield _Edit(f'Trang "{name:.40}" đã bị xóa hoặc đổi tên; số liệu lấy theo dữ liệu gốc kèm theo.')
            continue
        taken.add(sheet)
        printed, unknown = book.cells(sheet), book.unknown(sheet)
        now = moved_rows.places(printed, unknown, numbers, words, heads)
        without += sum(at in unknown for at in now.values())
        gone = {at[0] for at, place in now.items() if place is None and numbers[at]}
        for row in sorted(gone):
            of = f'dòng "{words[row]:.120}" đã bị xóa'
            yield _Edit(f'Trang "{sheet:.40}": {of}; số liệu lấy theo dữ liệu gốc kèm theo.')
        for at, whose in placed.items():
            here, number = now[at], numbers[at]
            if here and here not in unknown and not moved_rows.same(shown := printed.get(here), number):
                text = "" if shown is None else str(shown)[:40]
                yield _Edit(
                    f'Trang "{sheet:.40}", ô {place_of(here)}: đã sửa thành "{text}", '
                    f'dữ liệu gốc là "{show(number) if number else ""}".',
                    whose,
                    text,
                )
    if without:  # many programs save formulas so: nothing says that such a cell is blank
        yield _Edit(
            f"{without} ô công thức không kèm kết quả, vì tệp do chương trình khác lưu; "
            "các ô ấy lấy theo dữ liệu gốc kèm theo.",
            by_hand=False,
        )


def _appendices(book: Book, wanted: Collection[str]) -> set[str]:
    """The appendices of a draft, which follow the sheets of its sections and stand for none of them."""
    if any(name.startswith(wording.ANNEX) for name in wanted):
        return set()
    return {name for name in book.names if name.startswith(wording.ANNEX)}


def _renamed(
    book: Book, numbers: Mapping[Position, Number | None], stood: _Stood, taken: Collection[str]
) -> str | None:
    """The sheet that shows most of these numbers and words, and few others, whose name is none that is `taken`."""
    stated = {at: number for at, number in numbers.items() if number is not None}
    texts = {row: text for row, text in stood.words.items() if text}

    def shown(name: str) -> tuple[int, int, int]:
        cells, unknown = book.cells(name), book.unknown(name)
        now = moved_rows.places(cells, unknown, numbers, stood.words, stood.heads)
        told = {at: number for at, number in stated.items() if now[at] not in unknown}
        other = abs(sum(isinstance(one, Decimal) for one in cells.values()) + len(unknown) - len(stated))
        moved = sum(at != there for at, there in now.items())
        found = moved_rows.standing(cells, told, now) + moved_rows.named(cells, texts, now)
        return 2 * found - len(told) - len(texts), -other, -moved

    def known(name: str) -> int:
        values = {*book.cells(name).values()}
        there = sum(Decimal(str(number)) in values for number in stated.values())
        named = sum(text in values for text in texts.values())
        return there + named + min(len(book.unknown(name)), len(stated) - there)

    others = [name for name in book.names if name != NAME and name not in taken]
    best = max(sorted(others, key=known, reverse=True)[:_LOOKED_AT], key=shown, default=None)
    return best if best is not None and stated and shown(best)[0] >= 0 else None
