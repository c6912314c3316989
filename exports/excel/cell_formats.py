"""How the cells of a workbook show their numbers, and which of them are locked: what stands in its styles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from forms.values.frozen import frozen

# what stands between quotation marks, after a stroke, or as colour and condition is no sign of the number's own
_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\[\]]*\]')
_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.([0#?]*))?(,*)")
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0"} | {
    39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00"
}  # fmt: skip
_LONGEST = 255  # letters of a format that a spreadsheet takes
_DAYS = {*range(14, 23), *range(45, 48)}


@frozen
class CellFormat:
    """What is shown is the number times `times`, with `decimals`, as many as it has where that is None."""

    times: Fraction = Fraction(1)
    decimals: int | None = None
    percent: bool = False
    day: bool = False
    locked: bool = True


PLAIN = CellFormat()


class StylesReader:
    """Reads the formats of a workbook's styles, in the order of their numbers."""

    def __init__(self) -> None:
        self.formats: list[CellFormat] = []
        self._codes: dict[int, str] = dict(_BUILT_IN)
        self._inside = False
        self._number = 0
        self._locked = True

    def start(self, name: str, given: Mapping[str, str]) -> None:
        """What begins."""
        if name == "numFmt":
            code = given.get("formatCode", "")
            self._codes[int(given["numFmtId"])] = code if len(code) <= _LONGEST else ""
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self._number, self._locked = int(given.get("numFmtId", 0)), True
        elif name == "protection" and self._inside:
            self._locked = given.get("locked") not in ("0", "false")

    def end(self, name: str) -> None:
        """What ends."""
        if name == "cellXfs":
            self._inside = False
        elif name == "xf" and self._inside:
            self.formats.append(_format(self._codes.get(self._number, ""), self._number in _DAYS, locked=self._locked))


@lru_cache(maxsize=1000)
def _format(code: str, day: bool, *, locked: bool) -> CellFormat:  # noqa: FBT001 - one of what a style says
    plain = _ASIDE.sub("", code).partition(";")[0]
    digits = _DIGITS.search(plain)
    if day or re.search("[dhmsy]", plain.casefold().replace("general", "")):
        return CellFormat(day=True, locked=locked)
    if digits is None:
        return CellFormat(locked=locked)
    grouped = len(digits[0]) - len(digits[0].rstrip(","))
    times = Fraction(100 ** plain.count("%"), 1000**grouped)
    return CellFormat(times, len(digits[1] or ""), "%" in plain, locked=locked)
