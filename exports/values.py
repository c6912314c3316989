"""Values as CSV: `figure,row,measure,value` and optional `state` and `period`, written by people and other programs.

The delimiter says how numbers are usually written: `;` is Excel in Vietnamese (1.234,5), `,` is canonical (1234.5). A
tab says nothing (Excel writes either), so the file must show it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from exports import delimited
from forms.report import limits
from forms.report.filling import ValueLine
from forms.values.frozen import frozen

COLUMNS = ("figure", "row", "measure", "value")
_OPTIONAL = ("state", "period")
_KIND = delimited.CsvKind("tệp số liệu", COLUMNS, _OPTIONAL, limits.LINES, "một báo cáo")
_USUAL = {";": True, ",": False, "\t": None}


@frozen
class Values:
    """The lines of a values file and the way its numbers are written, as `filling.fill` takes them."""

    lines: tuple[ValueLine, ...]
    vietnamese: bool | None
    sure: bool = True


def read(path: Path, *, vietnamese: bool | None = None) -> Values:
    """Read a values file; `vietnamese` says how its numbers are written, whatever the delimiter.

    Raises KnownError with one sentence when it is not a values file.
    """
    return values(delimited.read(path, _KIND), vietnamese=vietnamese)


def values(table: delimited.CsvTable, *, vietnamese: bool | None = None) -> Values:
    """The values that a table holds, as `read` says."""
    found = tuple(
        ValueLine(line.number, *(line.cells[name] for name in (*COLUMNS, *_OPTIONAL))) for line in table.lines
    )
    if vietnamese is not None:
        return Values(found, vietnamese)
    return Values(found, _USUAL[table.delimiter], sure=table.delimiter == ";")


def write(rows: Iterable[Iterable[str]]) -> str:
    """CSV text of rows, canonical: commas, one line feed a line, no byte order mark."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
