"""A workbook from outside: what the cells of its sheets show, with everything counted.

Only names of sheets, their cells, the texts that they share and how numbers are shown are read. Formulas, defined names
and whatever else a workbook may hold are never looked at, so that nothing hidden in them costs time or memory.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Context, Decimal
from functools import cached_property
from pathlib import Path
from xml.parsers import expat

from exports import arrival
from exports.container import Container
from exports.excel.cell_formats import PLAIN, CellFormat, StylesReader
from exports.payload import explained
from forms.errors import KnownError
from forms.values.spreadsheet import Position, place_of, position
from forms.values.style import day_in_figures
from forms.values.text import quoted, visible

_MOST_BYTES = 4_000_000  # of a workbook that somebody filled in; a full one takes some hundred thousand
MOST_PART = 8_000_000  # bytes of a part; the texts of a full report take some hundred thousand
_MOST_STYLES = 20_000_000  # bytes; workbooks that were copied together for years have many
_MOST_PARTS = 25_000_000  # bytes of all parts that are read
_MOST_ELEMENTS = 500_000
_MOST_NESTED = 50
_MOST_ATTRIBUTES = 16  # of an element; more count as elements do
_ENDLESS = re.compile(rb"<[^<]{250000}")  # a tag with its text: a cell holds 32.767 letters
_MOST_SHEETS = 200
_MOST_COLUMNS = 100  # of what is read row by row
_FIRST_DAY = date(1899, 12, 30)  # what a spreadsheet counts days from
_FIRST_DAY_OF_1904 = date(1904, 1, 1)  # where a workbook says that it counts as those of old Macs
_MOST_DAYS = (date.max - _FIRST_DAY_OF_1904).days
_FIFTEEN = Context(prec=15)  # digits that a spreadsheet keeps; what follows them is its own
WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STRINGS = "sharedStrings"
_NUMBER = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,2})?", re.ASCII)

Shown = str | Decimal


@contextmanager
def opened(path: Path, kind: str) -> Iterator[Book]:
    """The workbook in a file from outside; `kind` says what it should be.

    Raises KnownError for any other file; whatever goes wrong while it is read is told as the fault of the file.
    """
    with within(arrival.content(path, _MOST_BYTES, kind), path.name, kind) as book:
        yield book


@contextmanager
def within(content: bytes, name: str, kind: str) -> Iterator[Book]:
    """The workbook in the bytes of a file, as `opened` says."""
    with explained(Path(name)):
        if not content.startswith(b"PK"):
            raise KnownError(f"Đây không phải {kind}; đề nghị chọn tệp khác.")
        yield Book(Container(content))


class Book:
    """The sheets of a workbook by name."""

    def __init__(self, container: Container) -> None:
        """Take the zip; raises KnownError where it is no workbook."""
        if WORKBOOK not in container:
            raise KnownError("Đây không phải tệp Excel do BaoCao42 kết xuất; đề nghị chọn tệp PDF, XLSX hoặc gói nộp.")
        self._container = container
        self._room = _MOST_PARTS
        self._elements = ElementReader()
        self._cells: dict[str, Mapping[Position, Shown]] = {}
        self._unknown: dict[str, Collection[Position]] = {}
        self._styles: dict[str, Mapping[Position, int]] = {}
        self._strings: list[str] | None = None
        parts: dict[str, str] = {}
        self._shared_parts: dict[str, str] = {}  # of which a workbook has one, by their kind
        ids: dict[str, str] = {}
        self._first_day = _FIRST_DAY

        def relation(name: str, given: Mapping[str, str]) -> None:
            if name == "Relationship" and given.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/xl", given["Target"])).lstrip("/")
                parts[given["Id"]] = target
                self._shared_parts[given["Type"].rpartition("/")[2]] = target

        def sheet(name: str, given: Mapping[str, str]) -> None:
            if name == "sheet":
                ids[given["name"]] = next(value for key, value in given.items() if key.endswith("relationships id"))
            elif name == "workbookPr" and given.get("date1904") in ("1", "true"):
                self._first_day = _FIRST_DAY_OF_1904

        self._read(_RELATIONS, relation)
        self._read(WORKBOOK, sheet)
        if len(ids) > _MOST_SHEETS:
            raise _too_large()
        self.names: Mapping[str, str] = {name: parts[number] for name, number in ids.items() if number in parts}

    def cells(self, name: str) -> Mapping[Position, Shown]:
        """Return what the cells of a sheet show: numbers, and words for everything else."""
        if name not in self._cells:
            reader = _Sheet(self._shared)
            self._read(self.names[name], reader.start, reader.end, reader.text)
            self._cells[name] = reader.cells
            self._unknown[name] = reader.unknown
            self._styles[name] = reader.styles
        return self._cells[name]

    def texts(self, name: str) -> Mapping[Position, str]:
        """Return what the cells of a sheet show as texts: a share with its sign, a day as a day."""
        cells = self.cells(name)
        return {at: self._text(shown, self._styles[name].get(at, 0)) for at, shown in cells.items()}

    def _text(self, shown: Shown, style: int) -> str:
        look = self.format(style) if style and isinstance(shown, Decimal) else PLAIN
        if isinstance(shown, Decimal) and look.day and 0 < shown <= _MOST_DAYS:
            return day_in_figures(self._first_day + timedelta(days=int(shown)))
        if isinstance(shown, Decimal) and look.percent:
            return f"{shown_text(shown * 100)}%"
        return shown_text(shown)

    def format(self, style: int) -> CellFormat:
        """Return how cells of a style show their numbers."""
        return self._formats[style] if 0 <= style < len(self._formats) else PLAIN

    @cached_property
    def _formats(self) -> list[CellFormat]:
        part, reader = self.part("styles"), StylesReader()
        if part in self._container:
            ElementReader().read(self._container.read(part, _MOST_STYLES), reader.start, reader.end)
        return reader.formats

    def unknown(self, name: str) -> Collection[Position]:
        """Return the cells of a sheet with a formula of which the file does not say what it comes to."""
        self.cells(name)
        return self._unknown[name]

    def rows(self, name: str, longest: int) -> list[tuple[int, list[str]]]:
        """Return the rows of a sheet that show something, as texts with their numbers; a comma before decimals.

        Raises KnownError for a cell of more than `longest` characters, and for a formula that the file gives no result.
        """
        if unknown := min(self.unknown(name), default=None):
            raise KnownError(
                f"Ô {place_of(unknown)} trang {quoted(name)} là công thức chưa có kết quả; "
                "đề nghị mở tệp bằng Excel, lưu lại rồi nhập, chưa nhập gì."
            )
        rows: dict[int, list[str]] = {}
        for (row, column), text in sorted(self.texts(name).items()):
            if 0 < column <= _MOST_COLUMNS:
                line = rows.setdefault(row, [])
                line += [""] * (column - len(line))
                line[column - 1] = text
        found = [(row, line) for row, line in rows.items() if any(line)]
        if any(len(cell) > longest for _, line in found for cell in line):
            raise KnownError("Bảng có ô dài bất thường; đề nghị sửa lại, chưa nhập gì.")
        return found

    def part(self, kind: str) -> str:
        """Return the name of the one part of a kind ("styles"); "" where there is none."""
        return self._shared_parts.get(kind, "")

    def _shared(self, number: int) -> str:
        """Return one of the texts that cells share."""
        if self._strings is None:
            reader = _Strings()
            if part := self.part(_STRINGS):
                self._read(part, reader.start, reader.end, reader.text)
            self._strings = reader.strings
        return self._strings[number]

    def _read(
        self,
        part: str,
        start: Callable[[str, Mapping[str, str]], None],
        end: Callable[[str], None] = lambda _name: None,
        text: Callable[[str], None] = lambda _text: None,
    ) -> None:
        """Read a part of XML; raises KnownError for one that declares anything, or is larger than any report's."""
        content = self._container.read(part, min(MOST_PART, self._room))
        self._room -= len(content)
        self._elements.read(content, start, end, text)


class ElementReader:
    """Reads parts of XML, and counts the elements of all of them."""

    def __init__(self) -> None:
        self._left = _MOST_ELEMENTS
        self._parser = expat.ParserCreate(namespace_separator=" ")

    @property
    def at(self) -> int:
        """Where in the bytes of the part stands what is being told: a tag, or the end of one that has no other."""
        return self._parser.CurrentByteIndex

    def read(
        self,
        content: bytes,
        start: Callable[[str, Mapping[str, str]], None],
        end: Callable[[str], None] = lambda _name: None,
        text: Callable[[str], None] = lambda _text: None,
    ) -> None:
        """Tell of a part; raises KnownError for one that declares anything, or is larger than any report's."""
        if _ENDLESS.search(content):
            raise _too_large()
        nested = 0

        def opened(name: str, given: dict[str, str]) -> None:
            nonlocal nested
            nested += 1
            self._left -= max(1, len(given) - _MOST_ATTRIBUTES)
            if nested > _MOST_NESTED or self._left < 0:
                raise _too_large()
            start(name.rpartition(" ")[2], given)

        def closed(name: str) -> None:
            nonlocal nested
            nested -= 1
            end(name.rpartition(" ")[2])

        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = opened
        parser.EndElementHandler = closed
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = _refuse_declaration
        parser.Parse(content, True)  # noqa: FBT003 - expat takes it by place


def shown_text(shown: Shown) -> str:
    """What a cell shows, as text; a comma before decimals."""
    if isinstance(shown, Decimal):
        return f"{_FIFTEEN.plus(shown).normalize():f}".replace(".", ",")
    return unicodedata.normalize("NFC", visible(shown)).strip()


class _Strings:
    """Reads texts that cells share; what is said of how letters are spoken is left out."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._parts: list[str] = []
        self._phonetic = False
        self._in_text = False

    def start(self, name: str, _given: Mapping[str, str]) -> None:
        if name == "rPh":
            self._phonetic = True
        elif name == "si":
            self._parts = []
        self._in_text = name == "t" and not self._phonetic

    def end(self, name: str) -> None:
        if name == "rPh":
            self._phonetic = False
        elif name == "si":
            self.strings.append("".join(self._parts))
        self._in_text = False

    def text(self, text: str) -> None:
        if self._in_text:
            self._parts.append(text)


class _Sheet:
    """Reads the cells of a sheet."""

    def __init__(self, shared: Callable[[int], str]) -> None:
        self.cells: dict[Position, Shown] = {}
        self.unknown: set[Position] = set()  # formulas without what they come to
        self.styles: dict[Position, int] = {}  # of numbers, where they have one
        self._style = 0
        self._formula = False
        self._shared = shared
        self._row = self._column = 0
        self._kind = ""
        self._parts: list[str] = []
        self._in_value = False

    def start(self, name: str, given: Mapping[str, str]) -> None:
        if name == "row":
            self._row = int(given.get("r", self._row + 1))
            self._column = 0
        elif name == "c":
            place = given.get("r")
            self._row, self._column = position(place) if place else (self._row, self._column + 1)
            self._kind, self._style = given.get("t", "n"), int(given.get("s", 0))
            self._parts, self._formula = [], False
        elif name == "f":
            self._formula = True
        self._in_value = name in {"v", "t"}

    def end(self, name: str) -> None:
        if name == "c" and self._parts:
            text = "".join(self._parts)
            at = (self._row, self._column)
            self.cells[at] = shown = self._shown(text)
            if self._style and isinstance(shown, Decimal):
                self.styles[at] = self._style
        elif name == "c" and self._formula:
            self.unknown.add((self._row, self._column))
        self._in_value = False

    def text(self, text: str) -> None:
        if self._in_value:
            self._parts.append(text)

    def _shown(self, text: str) -> Shown:
        if self._kind == "s":
            return self._shared(int(text))
        return Decimal(text) if self._kind == "n" and _NUMBER.fullmatch(text) else text


def _refuse_declaration(*_declared: object) -> None:
    raise KnownError("Tệp Excel chứa khai báo không được phép; đề nghị xin lại tệp từ nơi gửi.")


def _too_large() -> KnownError:
    return KnownError("Tệp Excel lớn bất thường; đề nghị xin lại tệp từ nơi gửi, chưa nhập gì.")
