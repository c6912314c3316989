"""Whose report it is that another office sent: what can only be known by somebody is a question."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import replace

from forms.errors import KnownError
from forms.report import archive
from forms.report.report import Report
from storage import reports, units


def sender(connection: sqlite3.Connection, arrived: Report, unit: str | None, parent: str | None) -> int:
    """The number of the office that sent a report, stored if it is new.

    `unit` says which one of the file it is, `parent` that it is the one under that office; where neither is said and
    the id does not tell, KnownError asks.
    """
    offices, day = units.read(connection), arrived.period.end
    if unit is not None:
        return offices.find(unit, day)
    above = offices.higher(parent, day)
    if above is None:
        number = offices.recognise(arrived.unit, day)
    else:
        under = [one for one in offices.alike(arrived.unit, above, day) if offices.era(one, day).parent == above]
        number = under[0] if under else None
    return units.add(connection, offices, arrived.unit, above, day) if number is None else number


def refuse_second(connection: sqlite3.Connection, office: int, arrived: Report, chain: Collection[str]) -> None:
    """Raise KnownError where the office has the report already, a question where the two have nothing in common."""
    there = reports.there(connection, office, arrived)
    if there is None:
        return
    mine = replace(reports.read(connection, there, arrived.template), unit=arrived.unit)  # as they call themselves
    digests = {
        archive.digest(data) for data in (archive.encode(mine), *(item.data.encode() for item in mine.revisions))
    }
    refusal = f"{there.unit.name} đã có báo cáo {there.period.label} trong tệp này"
    if digests.isdisjoint({archive.digest(archive.encode(arrived)), *chain}):
        raise KnownError(
            f"{refusal} với số liệu khác, không cùng một chuỗi phát hành; nếu tệp vừa đọc là của đơn vị khác cùng tên, "
            "đề nghị ghi đơn vị cấp trên (--parent); nếu không, đề nghị mở báo cáo đó; chưa nhập gì."
        )
    raise KnownError(f"{refusal}; đề nghị mở báo cáo đó.")
