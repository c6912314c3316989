"""Values of several offices in one CSV: `unit,period,figure,row,measure,value`, optional `state,template,level`."""

from __future__ import annotations

from typing import NamedTuple

from exports import delimited, values
from exports.values import Values
from forms.report import limits

_NEEDED = ("unit", "period", *values.COLUMNS)
_OPTIONAL = ("state", "template", "level")
_KIND = delimited.CsvKind("tệp số liệu nhiều đơn vị", _NEEDED, _OPTIONAL, 10 * limits.LINES, "một lần nhận")


class OfficeValues(NamedTuple):
    """The values of one office on one period."""

    unit: str
    level: str
    period: str
    template: str
    values: Values


def read(content: bytes, name: str) -> list[OfficeValues]:
    """The values by office and period, in the order of their first lines; raises KnownError for another file."""
    table = delimited.table(content, name, _KIND)
    groups: dict[tuple[str, str, str, str], list[delimited.CsvLine]] = {}
    for line in table.lines:
        cells = line.cells
        key = (cells["unit"], cells["level"], cells["period"], cells["template"])
        groups.setdefault(key, []).append(line)
    return [OfficeValues(*key, values.values(table._replace(lines=tuple(lines)))) for key, lines in groups.items()]
