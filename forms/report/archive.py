"""The data of a report as JSON, and back: what files carry, and the short code that matches paper to data.

A report is read back as the changes that make it from an empty one (see `restoring`), so that whatever is
carried is stored, undone and kept in the history like anything that was typed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from forms.errors import KnownError
from forms.report.changes import Change
from forms.report.kinds import TABLES, Line, text, whole
from forms.report.report import Report
from forms.report.units import Unit
from forms.values import period as periods
from forms.values.period import Period
from forms.values.text import tidy

FORMAT = 1


def as_data(report: Report) -> dict[str, object]:
    """Everything that was stated, as plain values."""
    return {
        "format": FORMAT,
        "template": {"code": report.template.code, "version": report.template.version},
        "unit": {"name": report.unit.name, "level": report.unit.level},
        "period": report.period.code,
        **{table.name: list(table.lines(report)) for table in TABLES},
    }


def encode(report: Report) -> bytes:
    """The data as canonical JSON text: the same report gives the same bytes."""
    plain = json.dumps(as_data(report), ensure_ascii=False, sort_keys=True, indent=1)
    return (plain + "\n").encode()


def digest(data: bytes) -> str:
    """SHA-256 of encoded data, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def short_code(data: bytes) -> str:
    """The first twelve digits of the digest in groups of four, for the foot of the last page."""
    short = digest(data)[:12].upper()
    return "-".join(short[start : start + 4] for start in range(0, 12, 4))


def fingerprint(report: Report) -> str:
    """The short code of a report's data."""
    return short_code(encode(report))


@dataclass(frozen=True, slots=True)
class Archive:
    """Data that was read: whose report it is, and the changes that make it from an empty one."""

    template: str
    version: int
    unit: Unit
    period: Period
    changes: tuple[Change, ...]


def decode(data: bytes) -> Archive:
    """Read encoded data; raises KnownError for anything else, whatever is in it."""
    try:
        found = json.loads(data.decode("utf-8"), parse_constant=_no_constant, object_pairs_hook=_no_twins)
        if not isinstance(found, dict) or not isinstance(found.get("format"), int):
            raise TypeError("format")
        known = {"format", "template", "unit", "period", *(table.name for table in TABLES)}
        if found["format"] > FORMAT or not known >= found.keys():
            raise KnownError(
                "Dữ liệu do bản BaoCao42 mới hơn ghi; đề nghị cập nhật chương trình rồi đọc lại, chưa nhập gì."
            )
        template, unit = _table(found, "template"), _table(found, "unit")
        return Archive(
            text(template, "code"),
            whole(template, "version"),
            Unit(tidy(text(unit, "name")), text(unit, "level")),
            periods.parse(text(found, "period")),
            tuple(table.change(line) for table in TABLES for line in _lines(found, table.name)),
        )
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise KnownError(BROKEN) from error


BROKEN = "Dữ liệu kèm theo bị hỏng, không đọc được; đề nghị xin lại tệp từ nơi gửi, chưa nhập gì."


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _no_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _table(found: Line, key: str) -> Line:
    value = found[key]
    if not isinstance(value, dict):
        raise TypeError(key)
    return value


def _lines(found: Line, key: str) -> Iterable[Line]:
    """The lines of a table; a table that an older program did not know is empty."""
    lines = found.get(key, [])
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        raise TypeError(key)
    return lines
