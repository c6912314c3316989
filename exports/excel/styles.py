"""A workbook of ours and how its cells look; text is never taken for a formula, a number or a link."""

from __future__ import annotations

import io
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Any

import xlsxwriter

from exports.excel.paged_sheet import PagedSheet
from exports.excel.section_sheet import NOTE, Formats
from exports.replacement import replace
from forms.values.approximation import WORDS

_OPEN = "#FFFBE6"  # behind what somebody else fills in
_PLAIN = {  # a cell that nobody formatted; by its digits, as wide in every program, columns are as wide as they say
    "default_format_properties": {"font_name": "Times New Roman", "font_size": 12, "font_scheme": "none"},
    "default_row_height": 21,  # pixels
    "default_column_width": 72,
}


class Workbook:
    """A workbook while it is written; the same content gives the same bytes."""

    def __init__(self, title: str, author: str, edited: datetime) -> None:
        """Begin an empty one that says what it is, of whom, and when its data were last edited (UTC)."""
        self._out = io.BytesIO()
        self.made = xlsxwriter.Workbook(
            self._out,
            {
                "in_memory": True,
                **dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False),
                **_PLAIN,
            },
        )
        self.made.set_properties({"title": title, "author": author, "created": edited.replace(tzinfo=None)})
        self.made.set_size(2400, 1500)
        self.formats = _formats(self.made)

    def add(self, name: str) -> Any:  # noqa: ANN401 - XlsxWriter has no stubs
        """A new sheet; the second of one name is told from the first by a number."""
        taken = sum(other == name or other.startswith(f"{name} (") for other in self.made.sheetnames)
        return self.made.add_worksheet(f"{name} ({taken + 1})" if taken else name, PagedSheet)

    def save(self, path: Path) -> None:
        """Put the finished file in place."""
        self.made.close()
        replace(path, self._out.getvalue())


def _formats(book: Any) -> Formats:  # noqa: ANN401 - XlsxWriter has no stubs
    base = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
    cell = {**base, "border": 1, "text_wrap": True}
    made = {
        "title": book.add_format({**base, "bold": True, "font_size": 14}),
        "subtitle": book.add_format({**base, "italic": True}),
        "head": book.add_format({**cell, "bold": True, "align": "center"}),
        "subhead": book.add_format({**cell, "italic": True, "align": "center"}),
        "center": book.add_format({**cell, "align": "center"}),
        "boldcenter": book.add_format({**cell, "align": "center", "bold": True}),
        "boldright": book.add_format({**cell, "align": "right", "bold": True}),
        "right": book.add_format({**cell, "align": "right"}),
        "over": book.add_format({**base, "bold": True, "font_size": 14, "align": "center", "text_wrap": True}),
        "enclosure": book.add_format({**base, "italic": True, "font_size": 14, "align": "center", "text_wrap": True}),
        "tablenote": book.add_format({**base, "italic": True, "text_wrap": True}),
        "note": book.add_format({**cell, "font_size": NOTE}),
        "words": book.add_format({**cell, "align": "right", "italic": True, "indent": 1}),
        # what is filled in by somebody else: text as it is typed, or 20/22 would become a day
        "typed": book.add_format({**cell, "num_format": "@", "locked": False, "bg_color": _OPEN}),
    }
    for style, look in (("total", {"bold": True}), ("caption", {"italic": True}), ("label", {})):
        for depth in range(7):
            made[f"{style}{depth}"] = book.add_format({**cell, **look, "indent": depth})
    for decimals in range(7):
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        number = {**base, "border": 1, "align": "right"}
        more = "#" * (6 - decimals) if decimals else ""  # what somebody else types keeps its own decimals
        made[f"typed{decimals}"] = book.add_format(
            {**number, "indent": 1, "num_format": f"[$-42A]{pattern}{more}", "locked": False, "bg_color": _OPEN}
        )
        for word, most in product(("", *WORDS), range(decimals, 7)):
            words = f'"{word} "' if word else ""
            point = "," if most and not decimals else ""
            shown = f"[$-42A]{words}{pattern}{white(point + '0' * (most - decimals))}_0"  # clear of the rule
            made[f"number{decimals}of{most}{word}"] = book.add_format({**number, "num_format": shown})
        made |= {f"number{decimals}{word}": made[f"number{decimals}of{decimals}{word}"] for word in ("", *WORDS)}
    return made


def white(lacking: str) -> str:
    """What a pattern has for decimals that are lacking beside others, and so that words are clear of the rule."""
    return "".join("_." if letter == "," else "_0" for letter in f"{lacking},")
