"""A sheet that is printed: no page ends with a row that leads to the next, and the heads stand on each page."""

from __future__ import annotations

from itertools import accumulate

from xlsxwriter.worksheet import Worksheet

from exports.typesetting.layout import LANDSCAPE, PORTRAIT, TABLE_TAIL

_INCH = 72.0  # points
_PIXEL = 0.75  # points
_SPARE = 3  # pixels that a row can do without
_KEPT = 0.98  # of a page that is filled: programs and printers differ in how wide a column is, and so in the scale


class PagedSheet(Worksheet):  # type: ignore[misc] # XlsxWriter has no stubs
    """A sheet as wide as its paper at most, whose pages begin where rows may be parted."""

    def __init__(self) -> None:
        """Begin an empty one."""
        super().__init__()
        self._leading: set[int] = set()
        self._heads = (0, 0)

    def lead(self, row: int) -> None:
        """Keep a row on the page of the next."""
        self._leading.add(row)

    def repeat_rows(self, first_row: int, last_row: int | None = None) -> None:
        """Let rows stand at the top of each page."""
        super().repeat_rows(first_row, last_row)
        self._heads = (first_row, 1 + (first_row if last_row is None else last_row))

    def _assemble_xml_file(self) -> None:
        if self._leading and not self.fit_height:
            self.set_h_pagebreaks(self._closed())
        super()._assemble_xml_file()

    def _closed(self) -> list[int]:
        """The rows with which pages begin, with as little white in rows as spares a last page that holds little."""
        found = self._begins(0)
        rows = range(found[-1] if found else 0, 1 + (self.dim_rowmax or 0))
        if found and sum(_PIXEL * self._size_row(row) for row in rows) < TABLE_TAIL * self._room():
            for less in range(1, 1 + _SPARE):
                tighter = self._begins(less)
                if len(tighter) < len(found):
                    for row in range(self._heads[1], rows.stop):
                        self.set_row_pixels(row, self._size_row(row) - less)
                    return tighter
        return found

    def _begins(self, less: int) -> list[int]:
        """The rows with which pages begin, those beneath the heads lower by so many pixels."""
        first, body = self._heads
        high = (self._size_row(row) - less * (row >= body) for row in range(1 + (self.dim_rowmax or 0)))
        tops = [0, *accumulate(_PIXEL * one for one in high)]
        heads, room = tops[body] - tops[first], self._room()
        found: list[int] = []
        begun, used = 0, 0.0
        for row in range(body, len(tops) - 1):
            if tops[row + 1] - tops[begun] + used > room and row > max(begun, body):
                least = max(begun, body)
                begun = next((one for one in range(row, least, -1) if one - 1 not in self._leading), row)
                found.append(begun)
                used = heads
        return found

    def _room(self) -> float:
        """How high a page is, in points of the sheet, when its columns stand beside each other."""
        paper = PORTRAIT if self.orientation else LANDSCAPE
        width = paper.width - _INCH * float(self.margin_left + self.margin_right)
        above = _INCH * float(self.margin_top + self.margin_bottom)
        wide = sum(_PIXEL * self._size_col(column) for column in range(1 + (self.dim_colmax or 0)))
        percent = float(min(100 * width // max(wide, 1), 100))
        return _KEPT * 100 * (paper.height - above) / percent
