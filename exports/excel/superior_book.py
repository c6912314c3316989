"""The workbook of a superior: what it shows, which of its cells take a number, and filling them.

Only the sheets with numbers to fill and, where formulas have to be computed anew, a word in the part of the workbook
are written; every other part is copied byte for byte. What was written is read again before anybody gets it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from exports import arrival, payload
from exports.container import Container
from exports.excel import own_book
from exports.excel.book import WORKBOOK, Book, ElementReader
from exports.excel.cell_formats import CellFormat
from exports.excel.sheet_source import SheetSource, after, tag_at
from forms.books.pointing import SheetPlace
from forms.books.surroundings import SheetWords
from forms.errors import KnownError
from forms.values.frozen import frozen
from forms.values.numbers import Number, finite
from forms.values.spreadsheet import Position, place_of
from forms.values.text import fold, quoted

MOST_BYTES = 20_000_000  # of the file: those of ministries have pictures and many sheets
_MOST_UNPACKED = 100_000_000
_KIND = "biểu Excel (.xlsx)"
_OLD = b"\xd0\xcf\x11\xe0"
_NUMERALS = re.compile(r"\d+")
_SIGNATURES = "_xmlsignatures/"
_BEFORE_CALCULATION = ("sheets", "functionGroups", "externalReferences", "definedNames")
_CALCULATION = re.compile(rb"""\s+fullCalcOnLoad\s*=\s*(?:"[^"]*"|'[^']*')""")


@frozen
class SuperiorSheet:
    """One sheet: what it shows, and its source."""

    words: SheetWords
    source: SheetSource


class SuperiorBook:
    """A workbook to be filled in."""

    def __init__(self, content: bytes, name: str) -> None:
        """Take the bytes of a file; raises KnownError for any other file, and for one larger than any form."""
        _refuse_other(content, name)
        with payload.explained(Path(name)):
            self._container = Container(content)
            if WORKBOOK not in self._container:
                raise KnownError(f"Không phải {_KIND}; đề nghị mở bằng Excel, lưu lại dạng .xlsx rồi chọn lại.")
            self._book = Book(self._container)
            shown = own_book.read(content).sheets
            self.sheets: Mapping[str, SuperiorSheet] = {
                sheet: self._sheet(sheet, texts) for sheet, texts in shown.items()
            }
        self.name = name

    def _sheet(self, name: str, texts: Mapping[Position, str]) -> SuperiorSheet:
        source = SheetSource(self._container.read(self._book.names[name], MOST_BYTES))
        most = (own_book.MOST_ROWS, own_book.MOST_COLUMNS)
        near = {at: lead for at, lead in source.merged.items() if at[0] <= most[0] and at[1] <= most[1]}
        return SuperiorSheet(SheetWords(texts, near, source.formulas), source)

    @cached_property
    def shape(self) -> str:
        """A short code of the words and where they stand, whatever the sheets are called and numbers say."""
        words = [
            (number, at, _NUMERALS.sub("", fold(text)))
            for number, sheet in enumerate(self.sheets.values())
            for at, text in sheet.words.texts.items()
            if any(letter.isalpha() for letter in text) and at not in sheet.words.made
        ]
        return blake2b(repr(words).encode(), digest_size=10).hexdigest()

    @property
    def signed(self) -> bool:
        """Whether it bears a digital signature, which does not hold for what is written into it."""
        return any(name.startswith(_SIGNATURES) for name in self._container.names)

    def shown(self, place: SheetPlace) -> str:
        """What a cell shows; "" for nothing."""
        sheet = self.sheets.get(place.sheet)
        return sheet.words.texts.get((place.row, place.column), "") if sheet else ""

    def lead(self, place: SheetPlace) -> SheetPlace:
        """The cell that stands for another one: the first of those that are merged."""
        sheet = self.sheets.get(place.sheet)
        if sheet is None:
            return place
        return SheetPlace(place.sheet, *sheet.source.merged.get((place.row, place.column), (place.row, place.column)))

    def format(self, place: SheetPlace) -> CellFormat:
        """How a cell shows its number."""
        return self._book.format(self.sheets[place.sheet].source.style((place.row, place.column)))

    def refusal(self, place: SheetPlace, *, percent: bool) -> str:
        """Why a cell takes no number, or none that is no `percent`; "" where it does."""
        at = place_of((place.row, place.column))
        if place.sheet not in self.sheets:
            return f"Biểu không có trang {quoted(place.sheet)}; đề nghị chỉ lại ô."
        if not (0 < place.row <= own_book.MOST_ROWS and 0 < place.column <= own_book.MOST_COLUMNS):
            return f"Ô {at} ở ngoài phần biểu mà BaoCao42 đọc; đề nghị chỉ ô khác."
        source = self.sheets[place.sheet].source
        if (place.row, place.column) in source.formulas:
            return f"Ô {at} có công thức của biểu, tự tính; đề nghị chỉ các ô mà công thức ấy cộng."
        shows = self.format(place)
        if source.protected and shows.locked:
            return f"Ô {at} bị khóa trong biểu của cấp trên; đề nghị chỉ ô khác, hoặc xin biểu không khóa ô này."
        if shows.day:
            return f"Ô {at} định dạng ngày, ghi số vào sẽ hiện sai; đề nghị chỉ ô khác."
        if shows.percent and not percent:
            return f"Ô {at} định dạng phần trăm mà số này không tính theo %; đề nghị chỉ ô khác."
        return ""

    def written(self, place: SheetPlace, number: Fraction) -> Number | None:
        """How a number is stored so that the cell shows it; None where no spreadsheet stores it exactly."""
        return finite(number / self.format(place).times)

    def filled(self, numbers: Mapping[SheetPlace, Fraction]) -> bytes:
        """The workbook with numbers in cells; raises KnownError where one cannot be written."""
        with payload.explained(Path(self.name)):
            by_sheet: dict[str, dict[Position, str]] = {name: {} for name in self.sheets}
            for place, number in numbers.items():
                stored = self.written(place, number)
                if stored is None:
                    raise KnownError(f"Số ghi vào ô {place_of(place[1:])} dài quá, Excel không giữ đúng được.")
                by_sheet[place.sheet][place.row, place.column] = f"{Decimal(stored.digits).scaleb(-stored.decimals):f}"
            changed = {
                self._book.names[name]: made
                for name, sheet in self.sheets.items()
                if (made := sheet.source.filled(by_sheet[name])) != sheet.source.content
            }
            if any(sheet.source.formulas for sheet in self.sheets.values()):
                changed[WORKBOOK] = _computing(self._container.read(WORKBOOK, MOST_BYTES))
            made = self._container.rewritten(changed, _MOST_UNPACKED)
            self._prove(made, by_sheet)
        return made

    def _prove(self, made: bytes, by_sheet: Mapping[str, Mapping[Position, str]]) -> None:
        """Raise KnownError where what was written is read otherwise than it was meant."""
        again, before = Book(Container(made)), self._book
        for name, numbers in by_sheet.items():
            source = self.sheets[name].source
            kept = {at: shown for at, shown in before.cells(name).items() if at not in source.formulas}
            if again.cells(name) != kept | {at: Decimal(number) for at, number in numbers.items()}:
                raise KnownError("Không điền được biểu này mà giữ nguyên phần còn lại; đề nghị mở bằng Excel, lưu lại.")


def opened(path: Path) -> SuperiorBook:
    """The workbook in a file; raises KnownError for any other file."""
    return SuperiorBook(arrival.content(path, MOST_BYTES, _KIND), path.name)


def _refuse_other(content: bytes, name: str) -> None:
    if content.startswith(_OLD):
        raise KnownError(
            f"{quoted(name)} là tệp Excel đời cũ (.xls) hoặc đặt mật khẩu mở; đề nghị mở bằng Excel, bỏ mật khẩu, "
            "lưu lại dạng .xlsx rồi chọn lại."
        )
    if not content.startswith(b"PK"):
        raise KnownError(f"{quoted(name)} không phải {_KIND}; đề nghị chọn tệp khác.")


def _computing(content: bytes) -> bytes:
    """The part of the workbook with the word that everything is computed anew when it is opened."""
    reader = ElementReader()
    begun: dict[str, int] = {}
    place = -1

    def start(name: str, _given: Mapping[str, str]) -> None:
        begun[name] = reader.at

    def end(name: str) -> None:
        nonlocal place
        if name in _BEFORE_CALCULATION:
            place = after(content, begun[name], reader.at)

    reader.read(content, start, end)
    if "calcPr" in begun:
        tag = tag_at(content, begun["calcPr"])
        given = _CALCULATION.sub(b"", tag[2])
        return content[: tag.start()] + b'<%b fullCalcOnLoad="1"%b%b>' % (tag[1], given, tag[3]) + content[tag.end() :]
    prefix, colon, _ = tag_at(content, begun["sheets"])[1].rpartition(b":")
    return content[:place] + b'<%bcalcPr fullCalcOnLoad="1"/>' % (prefix + colon) + content[place:]
