"""A superior's workbook filled in from a report, and what became of each of its cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from exports import replacement
from exports.excel.superior_book import SuperiorBook
from forms.books import answers as answering
from forms.books.answers import CellAnswer, Reports
from forms.books.pointing import Pointing, SheetPlace
from forms.errors import KnownError
from forms.report.report import Report
from forms.values import numbers
from forms.values.frozen import frozen
from forms.values.numbers import show
from forms.values.spreadsheet import place_of
from forms.values.text import quoted
from forms.workfile import stands
from ui.jobs.books import places


class BookLine(NamedTuple):
    """What became of one cell of a workbook: the number that stands there, None where none was put in, and why."""

    place: SheetPlace
    label: str
    number: Fraction | None
    pointing: Pointing
    reason: str = ""
    remarks: tuple[str, ...] = ()
    whole: bool = True

    @property
    def cell(self) -> str:
        """What the cell is called in a spreadsheet."""
        return place_of((self.place.row, self.place.column))

    @property
    def shown(self) -> str:
        """The number as it is written here; "" for none."""
        found = None if self.number is None else numbers.finite(self.number)
        return show(found) if found else ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What there is to know of it."""
        return (*((self.reason,) if self.reason else ()), *self.remarks)

    @property
    def message(self) -> str:
        """What there is to know of it, as a sentence; "" for nothing."""
        return f"{self.place.sheet}, ô {self.cell}, {self.label}: {'; '.join(self.notes)}." if self.notes else ""


@frozen
class FilledBook:
    """A workbook that was filled in: its bytes, every cell that was pointed at, and what is to be known of it all."""

    content: bytes
    lines: tuple[BookLine, ...]
    remarks: tuple[str, ...]

    @property
    def filled(self) -> int:
        """How many cells got a number."""
        return sum(line.number is not None for line in self.lines)

    @property
    def open(self) -> list[BookLine]:
        """The cells without an answer, and those whose sum lacks lower offices."""
        return [line for line in self.lines if line.number is None or not line.whole]


def lines(
    report: Report,
    book: SuperiorBook,
    pointings: Sequence[Pointing],
    reports: Reports,
    called: Mapping[str, str] = MappingProxyType({}),
) -> list[BookLine]:
    """What becomes of every cell that is pointed at, in the order of the cells; `called` names offices by id."""
    found = (_line(report, book, answer) for answer in answering.answers(report, pointings, reports))
    offices = ((line, called.get(line.pointing.office, "")) for line in found)
    return [line._replace(label=f"{office}: {line.label}") if office else line for line, office in offices]


def fill(
    report: Report,
    book: SuperiorBook,
    pointings: Sequence[Pointing],
    reports: Reports,
    called: Mapping[str, str] = MappingProxyType({}),
) -> FilledBook:
    """Fill in a workbook; raises KnownError where not one cell has an answer."""
    found = lines(report, book, pointings, reports, called)
    there = {line.place: line.number for line in found if line.number is not None}
    if not there:
        first = next((f" {line.message}" for line in found), "")
        raise KnownError(f"Chưa có số nào để điền vào biểu này.{first}")
    blank = len(there) < len(found)
    doubt = places.other_years(report, book, pointings)
    remarks = [*([doubt] if doubt else []), *_remarks(report, book, blank=blank)]
    return FilledBook(book.filled(there), tuple(found), tuple(remarks))


def write(filled: FilledBook, source: Path, out: Path) -> None:
    """Put a filled workbook in place; raises KnownError for the file that it was made from, and another kind."""
    same = stands(out) and stands(source) and out.samefile(source)
    if same or out.suffix.lower() != source.suffix.lower():
        ending = source.suffix.lower()
        raise KnownError(
            f"Đề nghị ghi biểu đã điền sang tệp khác với biểu gốc, tên có đuôi {ending}; biểu gốc giữ nguyên."
        )
    replacement.replace(out, filled.content)


def _line(report: Report, book: SuperiorBook, answer: CellAnswer) -> BookLine:
    pointing, place = answer.pointing, answer.pointing.place
    reason, remarks, number = answer.reason, list(answer.remarks), answer.number
    if why := places.refusal(report, book, pointing):
        reason, number = why.rstrip("."), None
    elif number is not None and book.written(place, number) is None:
        reason, number = f"số có quá {numbers.MAX_DIGITS} chữ số, Excel không giữ đúng được", None
    stated, shown = None if number is None else numbers.finite(number), book.shown(place)
    if any(map(str.isalpha, shown)) and number is not None:  # a number of last year is written over, a word is told
        remarks.append(f"số thay cho chữ đang ghi ở ô: {quoted(shown)}")
    if number is None or stated is None:
        remarks = [f"ô giữ nguyên, đang ghi {quoted(shown)}"] if shown else []
    elif (decimals := book.format(place).decimals) is not None and stated.decimals > decimals:
        rounded = show(numbers.rounded(number, decimals))
        remarks.append(f"số ghi vào là {show(stated)}, định dạng của ô làm tròn khi hiện: {rounded}")
    return BookLine(place, answer.label, number, pointing, reason, tuple(remarks), answer.whole)


def _remarks(report: Report, book: SuperiorBook, *, blank: bool) -> Iterable[str]:
    if not report.locked:
        yield "Báo cáo còn là dự thảo; số trong biểu là số lúc này"
    if any(sheet.source.formulas for sheet in book.sheets.values()):
        yield "Công thức của biểu được tính lại khi mở bằng Excel; trước đó các ô công thức để trống"
        if blank:
            yield "Công thức của biểu coi ô để trống là 0; đề nghị xem lại các tổng, chênh lệch có ô chưa có số"
    if book.signed:
        yield "Biểu có chữ ký số; điền số vào thì chữ ký ấy không còn đúng"
