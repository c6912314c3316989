"""Whose report it is that another office sent: what can only be known by somebody is a question."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from forms.errors import KnownError
from forms.report import archive
from forms.report.changes import Change
from forms.report.report import Report
from storage.tables import reports, units


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


class Sent(NamedTuple):
    """A report that another office sent, what makes it, and the digests of what it was issued as before."""

    report: Report
    changes: Sequence[Change]
    chain: Collection[str] = ()


def is_there(connection: sqlite3.Connection, office: int, sent: Sent) -> bool:
    """Whether the office has the report already; raises KnownError, a question, where they have nothing in common."""
    arrived, _, chain = sent
    there = reports.there(connection, office, arrived)
    if there is None:
        return False
    mine = replace(reports.read(connection, there, arrived.template), unit=arrived.unit)  # as they call themselves
    digests = {
        archive.digest(data) for data in (archive.encode(mine), *(item.data.encode() for item in mine.revisions))
    }
    if digests.isdisjoint({archive.digest(archive.encode(arrived)), *chain}):
        raise KnownError(
            f"{there.unit.name} đã có báo cáo {there.period.label} với số liệu khác, không cùng một chuỗi phát hành; "
            "đề nghị mở báo cáo đó, hoặc ghi --parent nếu là đơn vị khác cùng tên; chưa nhập gì."
        )
    return True
