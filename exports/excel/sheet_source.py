"""The XML of one sheet as it stands in its file: which bytes are which cell, so that one is changed and no other.

Numbers are put in, what formulas came to before is taken out; every other byte stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from exports.excel.book import ElementReader
from forms.errors import KnownError
from forms.values.spreadsheet import Position, place_of, position

_TAG = re.compile(rb"""<([^\s>/]+)((?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(/?)>""")
_KIND = re.compile(rb"""\s+t\s*=\s*(?:"[^"]*"|'[^']*')""")  # what a value is, which a number need not say
_META = re.compile(rb"""\s+(?:t|cm|vm)\s*=\s*(?:"[^"]*"|'[^']*')""")  # and what more there is to it
_SPANS = re.compile(rb"""\s+spans\s*=\s*(?:"[^"]*"|'[^']*')""")  # between which columns a row has cells
_ENCODING = re.compile(rb"""<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)["']""")
_HEAD = 200  # bytes in which a part says how it is written
_OVER_CELLS = ("array", "dataTable")  # formulas that say what several cells hold
_MOST_COVERED = 200_000  # cells under merged ranges and under one formula, all told
_STRANGE = "Tệp Excel ghi theo cách lạ; đề nghị mở bằng Excel, lưu lại dạng .xlsx rồi chọn lại."


def tag_at(content: bytes, start: int) -> re.Match[bytes]:
    """The tag that begins at a byte: its name, what is given in it, "/" where it is the whole element."""
    found = _TAG.match(content, start) if start >= 0 else None
    if found is None:
        raise KnownError(_STRANGE)
    return found


def after(content: bytes, start: int, end: int) -> int:
    """The byte after the element whose tag begins at one byte and whose end is told at another."""
    tag = tag_at(content, start)
    return tag.end() if tag[3] else content.index(b">", end) + 1


class _RowBytes(NamedTuple):
    number: int
    start: int
    style: str


@dataclass(slots=True)
class _CellBytes:
    at: Position
    start: int
    style: str
    end: int = 0
    value: tuple[int, int] | None = None


@dataclass(slots=True)
class _Replaced:
    """Bytes from `start` to `end` that others take the place of."""

    start: int
    end: int
    content: bytes


@dataclass
class SheetSource:
    """One sheet: its bytes, which of its cells formulas make, and which cells a merged one covers."""

    content: bytes
    merged: dict[Position, Position] = field(default_factory=dict)  # every cell of a merged one, and its first
    formulas: set[Position] = field(default_factory=set)  # the cells of which a formula says what they hold
    protected: bool = False

    def __post_init__(self) -> None:
        found = _ENCODING.search(self.content[:_HEAD])
        if self.content.startswith((b"\xff\xfe", b"\xfe\xff")) or (found and found[1].lower() != b"utf-8"):
            raise KnownError(_STRANGE)
        self._cells: dict[Position, _CellBytes] = {}
        self._rows: dict[int, _RowBytes] = {}
        self._columns: list[tuple[int, int, str]] = []
        self._covered = 0
        self._data = self._data_end = -1
        self._row = self._column = 0
        self._inside = False
        self._open: _CellBytes | None = None
        self._value = -1
        self._reader = ElementReader()
        self._reader.read(self.content, self._start, self._end)

    def style(self, at: Position) -> int:
        """The number of the style in which a cell is shown, its row's or its column's where it has none."""
        return int(self._style(at) or 0)

    def filled(self, numbers: Mapping[Position, str]) -> bytes:
        """The XML with numbers in cells, and without what formulas came to before they were there.

        Raises KnownError where a formula stands, or one of the cells is covered by another.
        """
        edits = list(self._emptied())
        rows: dict[int, list[tuple[int, bytes]]] = {}
        for at, number in sorted(numbers.items()):
            if at in self.formulas or self.merged.get(at, at) != at:
                raise KnownError(f"Ô {place_of(at)} có công thức hoặc bị ô khác che; đề nghị chỉ lại ô.")
            if (cell := self._cells.get(at)) is not None:
                edits.append(_Replaced(cell.start, cell.end, self._with_value(cell, number)))
            else:
                rows.setdefault(at[0], []).append((at[1], self._new_cell(at, number)))
        edits += self._put_in(rows)
        made = bytearray(self.content)
        for edit in sorted(edits, key=lambda one: (one.start, one.end), reverse=True):
            made[edit.start : edit.end] = edit.content
        return bytes(made)

    def _start(self, name: str, given: Mapping[str, str]) -> None:
        if name == "sheetData":
            self._inside, self._data = True, self._reader.at
        elif name == "row" and self._inside:
            self._row, self._column = int(given.get("r", self._row + 1)), 0
            style = given.get("s", "") if given.get("customFormat") in ("1", "true") else ""
            self._rows[self._row] = _RowBytes(self._row, self._reader.at, style)
        elif name == "c" and self._inside:
            at = position(given["r"]) if "r" in given else (self._row, self._column + 1)
            if at[0] != self._row or at in self._cells:
                raise KnownError(_STRANGE)
            self._column = at[1]
            self._open = self._cells[at] = _CellBytes(at, self._reader.at, given.get("s", ""))
        elif self._open is not None:
            self._start_within(self._open, name, given)
        elif name == "col" and given.get("style"):
            self._columns.append((int(given["min"]), int(given["max"]), given["style"]))
        elif name == "mergeCell":
            self._merge(given["ref"])
        elif name == "sheetProtection":
            self.protected = given.get("sheet") in ("1", "true")

    def _start_within(self, cell: _CellBytes, name: str, given: Mapping[str, str]) -> None:
        if name == "f":
            self.formulas.add(cell.at)
            if given.get("t") in _OVER_CELLS and "ref" in given:
                self.formulas |= {*self._range(given["ref"])}
        elif name in ("v", "is") and self._value < 0:
            self._value = self._reader.at

    def _end(self, name: str) -> None:
        if name == "sheetData":
            self._inside, self._data_end = False, self._reader.at
        elif self._open is not None and name in ("v", "is"):
            start = self._open.value[0] if self._open.value else self._value
            self._open.value, self._value = (start, self._after(self._value)), -1
        elif self._open is not None and name == "c":
            self._open.end, self._open = self._after(self._open.start), None

    def _after(self, start: int) -> int:
        return after(self.content, start, self._reader.at)

    def _merge(self, reference: str) -> None:
        cells = [*self._range(reference)]
        self.merged |= dict.fromkeys(cells, cells[0])

    def _range(self, reference: str) -> Iterator[Position]:
        first, _, last = reference.replace("$", "").partition(":")
        (top, left), (bottom, right) = position(first), position(last or first)
        self._covered += max(0, bottom - top + 1) * max(0, right - left + 1)
        if not 0 < top <= bottom or not 0 < left <= right or self._covered > _MOST_COVERED:
            raise KnownError("Tệp Excel có vùng ô gộp hoặc công thức lớn bất thường; đề nghị xin lại tệp từ nơi gửi.")
        return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))

    def _style(self, at: Position) -> str:
        if (cell := self._cells.get(at)) is not None:
            return cell.style
        row = self._rows.get(at[0])
        of_column = next((style for first, last, style in self._columns if first <= at[1] <= last), "")
        return (row.style if row else "") or of_column

    def _emptied(self) -> Iterator[_Replaced]:
        """What formulas came to, taken out: it would be shown as right by whatever does not compute."""
        for cell in self._cells.values():
            if cell.value and cell.at in self.formulas:
                tag = self._tag(cell.start)
                yield _Replaced(cell.start, tag.end(), self._without_kind(tag))
                yield _Replaced(*cell.value, b"")

    def _tag(self, start: int) -> re.Match[bytes]:
        return tag_at(self.content, start)

    @staticmethod
    def _without_kind(tag: re.Match[bytes]) -> bytes:
        return b"<" + tag[1] + _KIND.sub(b"", tag[2]) + tag[3] + b">"

    def _with_value(self, cell: _CellBytes, number: str) -> bytes:
        tag = self._tag(cell.start)
        prefix = self._prefix(tag)
        value = b"<%bv>%b</%bv>" % (prefix, number.encode(), prefix)
        return b"<" + tag[1] + _META.sub(b"", tag[2]) + b">" + value + b"</" + tag[1] + b">"

    def _new_cell(self, at: Position, number: str) -> bytes:
        prefix, style = self._prefix(self._tag(self._data)), self._style(at)
        styled = f' s="{int(style)}"' if style else ""
        tag = f'c r="{place_of(at)}"{styled}'.encode()
        return b"<%b%b><%bv>%b</%bv></%bc>" % (prefix, tag, prefix, number.encode(), prefix, prefix)

    @staticmethod
    def _prefix(tag: re.Match[bytes]) -> bytes:
        prefix, colon, _ = tag[1].rpartition(b":")
        return prefix + colon

    def _put_in(self, rows: Mapping[int, list[tuple[int, bytes]]]) -> Iterator[_Replaced]:
        """New cells in their rows, new rows among those that are there, each before the one that follows it."""
        new: dict[int, bytes] = {}
        for number, cells in rows.items():
            if number in self._rows:
                yield from self._put_in_row(self._rows[number], cells)
                continue
            prefix = self._prefix(self._tag(self._data))
            row = b'<%brow r="%d">%b</%brow>' % (prefix, number, b"".join(cell for _, cell in cells), prefix)
            at = next((one.start for one in self._rows.values() if one.number > number), self._data_end)
            new[at] = new.get(at, b"") + row
        for at, content in new.items():
            yield self._before_end(self._data, content) if at == self._data_end else _Replaced(at, at, content)

    def _put_in_row(self, row: _RowBytes, cells: list[tuple[int, bytes]]) -> Iterator[_Replaced]:
        tag = self._tag(row.start)
        there = sorted(self._by_row.get(row.number, ()))
        plain = b"<" + tag[1] + _SPANS.sub(b"", tag[2])
        if tag[3]:
            content = b"".join(cell for _, cell in cells)
            yield _Replaced(row.start, tag.end(), plain + b">" + content + b"</" + tag[1] + b">")
            return
        yield _Replaced(row.start, tag.end(), plain + b">")
        new: dict[int, bytes] = {}
        for column, cell in cells:
            following = next((one for one in there if one > column), None)
            at = self._cells[row.number, following].start if following else self._end_of_row(row, tag, there)
            new[at] = new.get(at, b"") + cell
        for at, content in new.items():
            yield _Replaced(at, at, content)

    @cached_property
    def _by_row(self) -> Mapping[int, list[int]]:
        """The columns in which a row has cells."""
        found: dict[int, list[int]] = {}
        for row, column in self._cells:
            found.setdefault(row, []).append(column)
        return found

    def _end_of_row(self, row: _RowBytes, tag: re.Match[bytes], there: list[int]) -> int:
        return self._cells[row.number, there[-1]].end if there else tag.end()

    def _before_end(self, start: int, content: bytes) -> _Replaced:
        """Content at the end of the sheet's rows, which may be none at all."""
        tag = self._tag(start)
        if not tag[3]:
            return _Replaced(self._data_end, self._data_end, content)
        opened = b"<" + tag[1] + tag[2] + b">" + content + b"</" + tag[1] + b">"
        return _Replaced(start, tag.end(), opened)
