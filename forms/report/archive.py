"""The data of a report as JSON, and back: what files carry, and the short code that matches paper to data.

A report is read back as the changes that make it from an empty one (see `restoring`), so that whatever is
carried is stored, undone and kept in the history like anything that was typed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping

from forms.definitions import row_ids
from forms.errors import KnownError
from forms.offices.units import Unit
from forms.report import limits, strays
from forms.report.changes import Called, Change
from forms.report.kinds import bounds
from forms.report.kinds.plain import BROKEN, JsonObject, text, whole
from forms.report.kinds.table import TABLES
from forms.report.report import Report
from forms.values import period as periods
from forms.values.frozen import frozen
from forms.values.period import Period
from forms.values.text import tidy

FORMAT = 2
_DATA_KEYS = frozenset({"format", "template", "unit", "period", "figures"})
_TABLE_KEYS = frozenset(TABLES)


def as_data(report: Report) -> dict[str, object]:
    """Everything that was stated, as plain values."""
    return {
        "format": FORMAT,
        "template": {"code": report.template.code, "version": report.template.version},
        "unit": _unit_line(report.unit),
        "period": {
            "code": report.period.code,
            "since": report.period.start.isoformat(),
            "until": report.period.end.isoformat(),
        },
        "figures": list(_figures(report)),
        **{name: found for name, table in TABLES.items() if (found := list(table.lines(report))) or not table.new},
    }


def _unit_line(unit: Unit) -> JsonObject:
    line: dict[str, object] = {"id": unit.id, "name": unit.name, "level": unit.level, "path": list(unit.path)}
    return line | {key: value for key, value in (("code", unit.code), ("kind", unit.kind)) if value}


def _figures(report: Report) -> Iterator[JsonObject]:
    """What the figures that bear cells are called, for a reader whose template does not have them."""
    for figure in report.template.figures.values():
        held = [address for address in report.addresses(figure) if address in report.cells]
        if held:
            fixed = dict.fromkeys(
                row for address in held for row in row_ids.lineage(address.row) if figure.fixed_row(row)
            )
            yield {
                "figure": figure.code,
                "section": figure.section,
                "label": figure.label,
                "measures": [
                    {"measure": code, "label": measure.label, "unit": measure.unit}
                    for code, measure in {address.measure: report.measure(address) for address in held}.items()
                ],
                "rows": [{"row": row, "label": report.label(figure, row)} for row in fixed],
            }
    for called in strays.called(report):
        yield {
            "figure": called.figure,
            "section": called.section,
            "label": called.label,
            "measures": [{"measure": code, "label": label, "unit": unit} for code, label, unit in called.measures],
            "rows": [{"row": row, "label": label} for row, label in called.rows],
        }


def canonical(data: Mapping[str, object]) -> bytes:
    """Plain values as JSON text: the same values give the same bytes."""
    return (json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def encode(report: Report) -> bytes:
    """The data as canonical JSON text; a locked report's are those that were made final, whichever program did."""
    if report.locked and report.revisions:
        return report.revisions[-1].data.encode()
    return canonical(as_data(report))


def digest(data: bytes) -> str:
    """SHA-256 of encoded data, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def short_code(data: bytes) -> str:
    """The first twelve digits of the digest in groups of four, for the foot of the last page."""
    return grouped(digest(data))


def grouped(full: str) -> str:
    """The short code of data with a digest."""
    short = full[:12].upper()
    return "-".join(short[start : start + 4] for start in range(0, 12, 4))


def fingerprint(report: Report) -> str:
    """The short code of a report's data."""
    return short_code(encode(report))


@frozen
class Archive:
    """Data that was read: whose report it is, and the changes that make it from an empty one.

    `figures` say what the sender calls what it sends.
    """

    template: str
    version: int
    unit: Unit
    period: Period
    changes: tuple[Change, ...]
    figures: tuple[Called, ...] = ()


def decode(data: bytes) -> Archive:
    """Read encoded data of any format so far; raises KnownError for anything else, whatever is in it."""
    found = read(data, _DATA_KEYS | _TABLE_KEYS)
    if "cells" not in found:
        raise KnownError(_CUT)
    try:
        template, unit = _table(found, "template"), _table(found, "unit")
        archive = Archive(
            text(template, "code"),
            _version(template),
            _unit(unit) if "id" in unit else Unit(tidy(text(unit, "name")), text(unit, "level")),
            _period(found),
            tuple(table.change(line) for name, table in TABLES.items() for line in lines(found, name)),
            tuple(map(_called, lines(found, "figures"))),
        )
    except (ValueError, TypeError, KeyError) as error:
        raise KnownError(BROKEN) from error
    limits.refuse_office(archive.unit)
    for change in archive.changes:
        bounds.refuse(change)
    return archive


def read(data: bytes, known: Collection[str]) -> JsonObject:
    """The plain values of a text of ours; raises KnownError for no such text and for what a newer program wrote."""
    try:
        found = json.loads(data.decode("utf-8"), parse_constant=_no_constant, object_pairs_hook=_no_twins)
        if not isinstance(found, dict) or whole(found, "format") < 1:
            raise TypeError("format")
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise KnownError(BROKEN) from error
    if whole(found, "format") > FORMAT or not found.keys() <= set(known):
        raise KnownError(
            "Dữ liệu do bản BaoCao42 mới hơn ghi; đề nghị cập nhật chương trình rồi đọc lại, chưa nhập gì."
        )
    return found


def _version(template: JsonObject) -> int:
    found = whole(template, "version")
    if found < 1:
        raise ValueError("templates begin with version 1")
    return found


def _unit(line: JsonObject) -> Unit:
    path = line["path"]
    if not isinstance(path, list):
        raise TypeError("path")
    above = tuple(tidy(text({"name": name}, "name")) for name in path)
    code, kind = (text(line, key) if key in line else "" for key in ("code", "kind"))
    return Unit(tidy(text(line, "name")), text(line, "level"), code, kind, above, text(line, "id"))


def _period(found: JsonObject) -> Period:
    """The period by its code; the days beside it are for readers that do not know the code."""
    if isinstance(found["period"], str):
        return periods.parse(text(found, "period"))  # as format 1 writes it
    line = _table(found, "period")
    period = periods.parse(text(line, "code"))
    if (text(line, "since"), text(line, "until")) != (period.start.isoformat(), period.end.isoformat()):
        raise ValueError("other days than the code says")
    return period


def _called(line: JsonObject) -> Called:
    measures = tuple(tuple(text(one, key) for key in ("measure", "label", "unit")) for one in lines(line, "measures"))
    rows = tuple(tuple(text(one, key) for key in ("row", "label")) for one in lines(line, "rows"))
    return Called(text(line, "figure"), text(line, "section"), text(line, "label"), measures, rows)


_CUT = "Dữ liệu kèm theo thiếu danh sách ô số liệu, có thể bị cắt bớt; đề nghị xin lại tệp từ nơi gửi, chưa nhập gì."


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _no_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _table(found: JsonObject, key: str) -> JsonObject:
    value = found[key]
    if not isinstance(value, dict):
        raise TypeError(key)
    return value


def lines(found: JsonObject, key: str) -> list[JsonObject]:
    """The lines of a table; a table that an older program did not know is empty."""
    under = found.get(key, [])
    if not isinstance(under, list) or len(under) > limits.LINES or not all(isinstance(line, dict) for line in under):
        raise TypeError(key)
    return under
