"""The workbook by which an agency is asked for the numbers of sections, and by which it replies: there and back.

Open cells take numbers of their kind and a few words; each line carries the place of its cell in hidden columns.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import islice, takewhile
from pathlib import Path
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from exports import payload
from exports.excel import slip_book, styles
from exports.excel.book import Book, within
from exports.excel.hidden_sheet import NAME
from exports.excel.section_sheet import LINE, TOP, lines_of
from exports.excel.slip_book import SlipKind
from forms.definitions import row_ids
from forms.definitions.template import Measure, Relation, Section
from forms.document.appendix import shown_cell
from forms.document.reply import STATES, Given, Reply
from forms.document.request import Request, RequestLine, is_new
from forms.errors import KnownError
from forms.report import limits
from forms.report.cells import Address, Cell
from forms.values import numbers
from forms.values import period as periods
from forms.values.numbers import Number
from forms.values.period import Period
from forms.values.style import day_in_figures
from forms.values.text import tidy

_KIND = SlipKind("phiếu đề nghị cung cấp số liệu dạng XLSX", "phieu-de-nghi-so-lieu")
_MOST_PERIODS = 50  # side by side
_FIRST = (("TT", 5.0), ("Chỉ tiêu", 52.0), ("ĐVT", 12.0))
_EACH = (("Số đã có", 13.0), ("Số cung cấp", 14.0), ("Tình trạng", 17.0))
_NOTE = ("Ghi chú", 26.0)
_PLACE = ("Mã chỉ tiêu", "Mã dòng", "Mã cột")
_SEAL = "Mã đối chiếu"  # of what a line says and where it belongs; slips of earlier releases have none
_PLAIN = re.compile(r"-?[\d,]+", re.ASCII)
_LABEL = 1  # the column of names
_UNKNOWN = "công thức chưa có kết quả"  # what stands for the number, and is refused as none
_HOW = (
    "Chỉ ghi vào các ô nền vàng. Ô để trống là chưa cung cấp, số đã có được giữ nguyên. Không có số: chọn Tình trạng. "
    "Dòng trống cuối mỗi danh sách để ghi thêm: ghi tên, rồi ghi số. Gửi lại nguyên tệp này."
)


def write(request: Request, edited: datetime, path: Path) -> None:
    """Write a request; the same request gives the same bytes."""
    report = request.report
    book = styles.Workbook(f"Phiếu đề nghị cung cấp số liệu: {request.agency}", report.unit.name, edited)
    for section in request.sections:
        _RequestSheet(request, section, book).write()
    about = [
        *(report.unit.id, report.unit.name, report.template.code, report.period.code, request.agency),
        " ".join(period.code for period in request.periods),
        *(section.code for section in request.sections),
    ]
    _KIND.write_subject(book, about)
    book.save(path)


def _heads(given: Sequence[Period]) -> list[tuple[str, float]]:
    """What stands over the columns, the hidden ones last, and how wide they are."""
    several = len(given) > 1
    each = [(f"{head}, {period.label}" if several else head, width) for period in given for head, width in _EACH]
    return [*_FIRST, *each, _NOTE, *((head, 0.0) for head in (*_PLACE, _SEAL))]


def _seal(address: Address, label: str, unit: str) -> str:
    """The seal of a line; the name of a row that the agency adds is no part of it."""
    said = ("" if is_new(address.row) else tidy(label), tidy(unit), *address)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:8]


class _RequestSheet:
    """A section on a sheet of its own, while it is written."""

    def __init__(self, request: Request, section: Section, book: styles.Workbook) -> None:
        self.request = request
        self.section = section
        self.sheet: Any = book.add(section.code)
        self.book = book
        self.formats = book.formats
        self.heads = _heads(request.periods)
        self.place = len(self.heads) - len(_PLACE) - 1  # the first of the hidden columns

    def write(self) -> None:
        """Write the head, every line, and what the open cells take."""
        request = self.request
        title = f"PHIẾU ĐỀ NGHỊ CUNG CẤP SỐ LIỆU MỤC {self.section.number}: {self.section.title}"
        until = f", gửi lại chậm nhất ngày {day_in_figures(request.due)}" if request.due else ""
        asker = request.asker or request.report.unit.name
        whom = f"{asker} đề nghị {request.agency} cung cấp số liệu {request.report.period.label}"
        slip_book.begin(self.sheet, self.book, title, f"{whom}{until}", _HOW, self.heads)
        lines = request.lines(self.section)
        for row, line in enumerate(lines, start=TOP):
            self._line(row, line)
            if line.address is None:
                self.sheet.lead(row - 1)  # the total above a head, and the head above its lines
                self.sheet.lead(row)
        for place in range(len(request.periods)):
            for row, formula in _proofs(lines, len(_FIRST) + place * len(_EACH) + 1):
                self.sheet.write_formula(row, len(_FIRST) + place * len(_EACH) + 2, formula, self.formats["words"], "")

    def _line(self, row: int, line: RequestLine) -> None:
        sheet, formats = self.sheet, self.formats
        sheet.write_string(row, 0, line.number, formats["center"])
        look = "typed" if line.named else f"{_look(line)}{min(line.depth, 6)}"
        sheet.write_string(row, _LABEL, line.label, formats[look])
        sheet.write_string(row, 2, line.unit, formats["center"])
        for place, asked in enumerate(line.asked):
            self._cells(row, len(_FIRST) + place * len(_EACH), line, line.held[place], asked=asked)
        if line.address is None:
            for column in range(len(_FIRST), self.place):
                sheet.write_blank(row, column, None, formats["center"])
        else:
            sheet.write_blank(row, self.place - 1, None, formats["typed"])
            hidden = (*line.address, _seal(line.address, line.label, line.unit))
            for column, text in enumerate(hidden, start=self.place):
                sheet.write_string(row, column, text, formats["center"])
        height = lines_of(line.label, _FIRST[_LABEL][1], indent=min(line.depth, 6), bold=not line.depth)
        sheet.set_row(row, LINE * height + 3)

    def _cells(self, row: int, column: int, line: RequestLine, held: Cell | None, *, asked: bool) -> None:
        """The cells of one period: what the report has, what the agency writes, and what it says of it."""
        sheet, formats = self.sheet, self.formats
        if held is not None and held.number is not None:
            number = held.number
            value = float(number.value) if number.decimals else number.digits
            style = formats.get(f"number{number.decimals}{held.word}", formats["number0"])
            sheet.write_number(row, column, value, style)
        else:
            sheet.write_string(row, column, shown_cell(held), formats["words"])
        if not asked or line.measure is None:
            for beside in (column + 1, column + 2):
                sheet.write_blank(row, beside, None, formats["center"])
            return
        sheet.write_blank(row, column + 1, None, formats[f"typed{min(line.measure.decimals, 6)}"])
        sheet.data_validation(row, column + 1, row, column + 1, _numbers(line.measure, line.unit))
        sheet.write_blank(row, column + 2, None, formats["typed"])
        sheet.data_validation(row, column + 2, row, column + 2, {"validate": "list", "source": [*STATES]})


def _proofs(lines: Sequence[RequestLine], column: int) -> Iterator[tuple[int, str]]:
    """Over the parts of a total, a formula that says whether those filled in fit it; one a breakdown."""
    rows = {line.address: row for row, line in enumerate(lines, start=TOP) if line.address}
    for at, line in enumerate(lines):
        if line.address is not None or not line.depth:
            continue
        parts = list(takewhile(lambda one, depth=line.depth: one.depth > depth, lines[at + 1 :]))  # type: ignore[misc]
        first = next((one for one in parts if one.address and not one.named and one.relation), None)
        if first is None or first.address is None:
            continue
        measure, parent = first.address.measure, row_ids.split(first.address.row)[0]
        total = rows.get(Address(first.address.figure, parent, measure))
        alike = [
            rows[one.address]
            for one in parts
            if one.address and one.address.measure == measure and row_ids.branch(one.address.row) == _branch(first)
        ]
        if total is not None and alike:
            yield TOP + at, _proof(first.relation, [xl_rowcol_to_cell(row, column) for row in (total, *alike)])


def _proof(relation: Relation | None, cells: Sequence[str]) -> str:
    """What a whole, the first of the cells, says of its parts: that they add up to it, or that none exceeds it."""
    whole, *parts = cells
    if relation is Relation.PARTITION:
        added = "+".join(f"N({part})" for part in parts)
        fits = f'IF(ROUND({added}-{whole},6)=0,"khớp với tổng","lệch so với tổng")'
    else:
        fits = f'IF(MAX({",".join(parts)})<={whole},"không dòng nào vượt tổng","có dòng vượt tổng")'
    return f'=IF({whole}="","",{fits})'


def _branch(line: RequestLine) -> str:
    return row_ids.branch(line.address.row) if line.address else ""


def _look(line: RequestLine) -> str:
    if line.address is None and line.depth:
        return "caption"
    return "label" if line.depth else "total"


def _numbers(measure: Measure, unit: str) -> dict[str, object]:
    """What a cell takes: whole numbers, numbers with decimals or percentages, none below zero unless it may be."""
    kind = "Số nguyên" if measure.integer else "Tỷ lệ phần trăm" if unit == "%" else "Số"
    hint = f"{kind}, tính bằng {unit}" if unit else kind
    least = -(10**numbers.MAX_DIGITS) if measure.signed else 0
    bounds: dict[str, object] = {"criteria": ">=", "value": least}
    if measure.max is not None:
        bounds = {"criteria": "between", "minimum": least, "maximum": measure.max}
        hint += f", từ {least} đến {measure.max}"
    if unit == "%":
        hint += "; ghi 45,5, không ghi dấu %"
    return {
        "validate": "integer" if measure.integer else "decimal",
        **bounds,
        "input_message": f"{hint}.",
        "error_title": "Số chưa đúng",
        "error_message": f"Ô này nhận: {hint}. Không có số thì để trống và chọn Tình trạng.",
    }


def read(path: Path) -> Reply:
    """Read a reply; raises KnownError for any other file."""
    with _KIND.returned(path, 7) as (book, about):
        return _reply(book, about)


def found(content: bytes, name: str) -> Reply | None:
    """The reply in the bytes of a workbook; None where it is no request that came back.

    Raises SpoiledError for a request in which the answers cannot be found, another KnownError for what is no workbook.
    """
    with within(content, name, _KIND.name) as book:
        about = _KIND.subject(book)
        try:
            return None if about is None else _reply(book, [*about, *[""] * (7 - len(about))])
        except KnownError as error:
            raise payload.SpoiledError(str(error)) from error


def _reply(book: Book, about: Sequence[str]) -> Reply:
    unit, office, template, period, agency, codes, *sections = about
    stated = codes.split()
    if len(stated) > _MOST_PERIODS or not any(sections):
        raise _KIND.stranger()
    asked = [periods.parse(code) for code in stated]
    known = [section for section in dict.fromkeys(sections) if section]
    there = [section for section in known if section in book.names]
    strays = [name for name in book.names if name not in (*there, NAME) and _ReplySheet.is_one(book, name, asked)]
    lines = (one for name in (*there, *strays) for one in _ReplySheet(book, name, asked).given())
    given = tuple(islice(lines, limits.LINES + 1))
    if len(given) > limits.LINES:
        raise KnownError(f"Phiếu dài quá {limits.LINES} dòng; đề nghị xin lại tệp từ nơi gửi, chưa nhập gì.")
    return Reply(unit, office, template, periods.parse(period), agency, tuple(known if strays else there), given)


class _ReplySheet:
    """The sheet of a section that came back."""

    def __init__(self, book: Book, name: str, asked: Sequence[Period]) -> None:
        self.name = name
        self.asked = asked
        self.heads = [head for head, _ in _heads(asked)]
        self._cells, self._texts, self._unknown = book.cells(name), book.texts(name), book.unknown(name)
        self._rows = sorted({row for row, _ in self._cells if row > TOP})
        self._sealed = self._texts.get((TOP, len(self.heads))) == _SEAL
        if not self.is_one(book, name, asked):
            raise KnownError(
                f"Dòng tiêu đề của trang {name} đã bị sửa; đề nghị lập lại phiếu và trả lời trên phiếu đó."
            )

    @staticmethod
    def is_one(book: Book, name: str, asked: Sequence[Period]) -> bool:
        """Whether a sheet has the heads of a slip: a copy, or one that goes by another name, has them too."""
        *wanted, seal = (head for head, _ in _heads(asked))
        *heads, last = (book.texts(name).get((TOP, column), "") for column in range(1, len(wanted) + 2))
        return heads == wanted and last in ("", seal)

    def given(self) -> Iterator[Given]:
        """What was filled in, a line after the other; the name of a row goes with every line of it."""
        place = len(self.heads) - len(_PLACE) - 1
        named: dict[tuple[str, str], str] = {}
        for row in self._rows:
            address = Address(*(self._text(row, place + part) for part in range(len(_PLACE))))
            if not address.measure:
                continue
            label = named.setdefault(address[:2], self._text(row, _LABEL))
            note = self._text(row, place - 1)
            printed = self._printed(row, address)
            for number, period in reversed([*enumerate(self.asked)]):
                first = len(_FIRST) + number * len(_EACH)
                value, state = self._value(row, first + 1), self._text(row, first + 2)
                if value != "" or state or note:
                    yield Given(self.name, row, period, address, value, state, note, label, printed)
                note = ""  # it stands for the line: kept with the latest period

    def _printed(self, row: int, address: Address) -> str:
        """What a line says in the place of what was handed out; "" where it still says that."""
        label, unit = self._text(row, _LABEL), self._text(row, _LABEL + 1)
        seal = self._text(row, len(self.heads) - 1)
        if not self._sealed or seal == _seal(address, label, unit):
            return ""
        return ", ".join(filter(None, (tidy(label), tidy(unit)))) or "(để trống)"

    def _value(self, row: int, column: int) -> Number | str:
        """A number as the file has it, to as many digits as a spreadsheet keeps; else what was typed."""
        if (row, column + 1) in self._unknown:  # some number was meant: never read as a cell left blank
            return _UNKNOWN
        text = self._text(row, column)
        if not isinstance(self._cells.get((row, column + 1)), Decimal) or not _PLAIN.fullmatch(text):
            return text  # what is shown as a day or a share is no plain number, whatever is stored
        return numbers.parse(text.replace(",", "."))

    def _text(self, row: int, column: int) -> str:
        text = self._texts.get((row, column + 1), "")
        if len(text) > limits.NOTE:
            raise KnownError(f"Trang {self.name}, dòng {row}: ô dài bất thường; đề nghị sửa lại, chưa nhập gì.")
        return text
