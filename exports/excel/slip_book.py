"""What workbooks share that go to an agency and come back filled in: locked cells, what they are about, their reading.

A hidden sheet says which slip it is and what it is about; hidden columns say of each line where it belongs, so that an
answer finds its way wherever the line has gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from exports.excel.book import Book, opened
from exports.excel.hidden_sheet import NAME
from exports.excel.section_sheet import LINE, TOP, frame, lines_of
from exports.excel.styles import Workbook
from forms.errors import KnownError

_MOST_TEXTS = 1000  # of the hidden sheet


class SlipKind(NamedTuple):
    """A kind of slip: what people call it, and the word by which its hidden sheet is known."""

    name: str
    mark: str

    def write_subject(self, book: Workbook, texts: Iterable[str]) -> None:
        """Write into the hidden sheet what a slip is about."""
        sheet = book.add(NAME)
        sheet.very_hidden()
        for row, text in enumerate((self.mark, *texts)):
            sheet.write_string(row, 0, text)

    @contextmanager
    def returned(self, path: Path, least: int) -> Iterator[tuple[Book, list[str]]]:
        """A slip that came back, and what it is about in so many texts at least; raises KnownError for any other file.

        What goes wrong while it is read is told as the fault of the file.
        """
        with opened(path, self.name) as book:
            texts = self.subject(book)
            if texts is None:
                raise self.stranger()
            yield book, [*texts, *[""] * (least - len(texts))]

    def subject(self, book: Book) -> list[str] | None:
        """What a slip in a workbook is about; None where the workbook is no such slip."""
        cells = book.cells(NAME) if NAME in book.names else {}
        last = min(max((row for row, column in cells if column == 1), default=0), _MOST_TEXTS)
        texts = [str(cells.get((row, 1), "")) for row in range(1, last + 1)]
        return texts[1:] if texts[:1] == [self.mark] else None

    def stranger(self) -> KnownError:
        """The refusal of a file that is no such slip."""
        return KnownError(f"Đây không phải {self.name}; đề nghị chọn tệp mà cơ quan gửi lại.")


def begin(sheet: Any, book: Workbook, title: str, subtitle: str, how: str, heads: Sequence[tuple[str, float]]) -> None:  # noqa: ANN401 - XlsxWriter has no stubs
    """Write what stands above the lines, and lock all that is not opened; a head of no width is a hidden column."""
    shown = [head for head in heads if head[1]]
    frame(sheet, book.formats, title, subtitle, shown)
    sheet.merge_range(2, 0, 2, len(shown) - 1, how, book.formats["tablenote"])  # no wider than the table on paper
    sheet.set_row(2, LINE * lines_of(how, sum(width for _, width in shown)) + 3)
    for column, (head, _) in enumerate(heads[len(shown) :], start=len(shown)):
        sheet.write_string(TOP - 1, column, head, book.formats["head"])
    sheet.set_column(len(shown), len(heads) - 1, None, None, {"hidden": True})
    sheet.protect("", {"format_columns": True, "format_rows": True})
