"""Putting a list of offices into a file: all of it or nothing, the same list twice changes nothing.

A line is an office that is there already where name, level, place in the tree and days say so. What only looks like
one of them is a question to whoever wrote the list.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from forms.errors import KnownError
from forms.lists import unit_list
from forms.lists.unit_list import UnitLine
from forms.offices.units import Unit
from forms.report import limits
from forms.report.filling import FillError, Refusal
from forms.values.text import fold
from storage.tables import units
from storage.tables.units import Contact, Units

_ID = re.compile(r"[0-9a-f]{20}")
_DAY = timedelta(days=1)


def put(connection: sqlite3.Connection, lines: Sequence[UnitLine], levels: Sequence[str], own: int | None) -> int:
    """Store the offices of a list and return how many are new; `levels` are codes of levels, the highest first.

    One that names no office above stands under the file's `own` where its level is lower. Raises FillError with every
    line that is a question.
    """
    entering = _List(connection, lines, levels, own)
    refusals: list[Refusal] = []
    for enter in (entering.number, entering.follow):
        for line in lines:
            try:
                enter(line)
            except KnownError as error:
                refusals.append(Refusal(line.number, str(error)))
        if refusals:
            raise FillError(refusals, unit_list.UNCHANGED)
    return entering.added


class _List:
    """The offices of a list, each stored after the one above it."""

    def __init__(
        self, connection: sqlite3.Connection, lines: Sequence[UnitLine], levels: Sequence[str], own: int | None
    ) -> None:
        self.connection = connection
        self.lines: dict[str, list[UnitLine]] = {}
        for line in lines:
            for text in {fold(line.name), fold(line.code)} - {""}:
                self.lines.setdefault(text, []).append(line)
        self.levels = {level: rank for rank, level in enumerate(levels)}
        self.own = own
        self.offices = units.read(connection)
        self.known: dict[int, int] = {}  # office by line
        self.waiting: set[int] = set()  # lines whose office above is looked for
        self.added = 0

    def number(self, line: UnitLine) -> int:
        """The office of a line, stored if it is new."""
        if line.number in self.known:
            return self.known[line.number]
        if line.number in self.waiting:
            raise KnownError(f"{line.name} đứng trên chính mình (parent)")
        self.waiting.add(line.number)
        try:
            above = self._above(line) if len(self.waiting) <= limits.OFFICES_ABOVE else None
        finally:
            self.waiting.discard(line.number)
        if len(self.waiting) >= limits.OFFICES_ABOVE or len(self._higher(above, line)) > limits.OFFICES_ABOVE:
            raise KnownError(f"{line.name} có quá {limits.OFFICES_ABOVE} đơn vị cấp trên (parent)")
        number = self._there(line, above)
        if number is None:
            self.added += 1
            unit = Unit(line.name, line.level, line.code)
            since, until = line.since or date.min, line.until or date.max
            number = units.add(self.connection, self.offices, unit, above, line.since or date.max, since, until)
        else:
            self._amend(number, line, above)
        if line.email or line.phone:
            units.reach(self.connection, self.offices, number, Contact(line.email, line.phone))
        self.known[line.number] = number
        return number

    def follow(self, line: UnitLine) -> None:
        """Say in whose place an office stands; those end the day before it begins."""
        number = self.known[line.number]
        for name in line.predecessors:
            before = line.since - _DAY if line.since else None
            former = self._named(name, before, {number})
            if former is None:
                raise KnownError(f'không có đơn vị trước đó "{name}" (predecessors) trong danh sách hay trong tệp')
            units.succeed(self.connection, self.offices, number, former)
            if before and self.offices.exists(former, line.since or before):
                units.bound(self.connection, self.offices, former, None, before)

    def _above(self, line: UnitLine) -> int | None:
        """The office above the one of a line."""
        if line.parent:
            found = self._named(line.parent, line.since or line.until, set())
            if found is None:
                raise KnownError(f'không có đơn vị cấp trên "{line.parent}" (parent) trong danh sách hay trong tệp')
            return found
        if self.own is None:
            return None
        own = self.offices.at(self.own, line.since or date.max)
        lower = self.levels[line.level] > self.levels.get(own.level, len(self.levels))
        return self.own if lower else None

    def _named(self, text: str, day: date | None, but: set[int]) -> int | None:
        """The office that a line names, as it is on a day; None for none, raises KnownError for several."""
        on = day or date.max
        fitting = [line for line in self.lines.get(fold(text), ()) if _on(line, on) and text in {line.name, line.code}]
        found = {self.number(line) for line in fitting} - but
        found = found or set(self.offices.named(text, on)) - but
        if len(found) > 1:
            raise KnownError(f'có nhiều đơn vị "{text}"; đề nghị ghi mã (code) hoặc ngày (from, until)')
        return found.pop() if found else None

    def _higher(self, above: int | None, line: UnitLine) -> list[int]:
        """The office above the one of a line, and those above that."""
        return [] if above is None else [above, *self.offices.above(above, line.since or date.max)]

    def _there(self, line: UnitLine, above: int | None) -> int | None:
        """The office that a line means; None for a new one, raises KnownError where it only looks like one."""
        unit, alike = Unit(line.name, line.level, line.code), []
        for number in self.offices.bearing(line.name, line.code):
            era = self.offices.eras[number][-1]
            if not self._meets(number, line):
                continue
            same_code = bool(line.code) and line.code == era.code
            same_place = era.parent in {above, None} or above is None
            names = {one.name for one in self.offices.eras[number]}
            if era.level == line.level and same_place and unit.name in names and era.code in {"", line.code}:
                return number
            if same_code and fold(era.name) == fold(line.name) and era.level == line.level:
                return number
            if same_code or (
                era.level == line.level
                and same_place
                and fold(line.name) in set(map(fold, names))
                and not (era.code and line.code)
            ):
                alike.append(number)
        if alike:
            there = self.offices.at(alike[0], line.since or date.max)
            raise KnownError(
                f'{line.name} gần giống "{there.full}"{f" (mã {there.code})" if there.code else ""} đã có; đề nghị '
                "ghi cùng tên và mã nếu là một đơn vị, mã (code) khác nhau hoặc ngày (from, until) khác nếu là hai"
            )
        return None

    def _meets(self, number: int, line: UnitLine) -> bool:
        """Whether an office is there while the one of a line is; one in another's place begins on its own day."""
        eras = self.offices.eras[number]
        if line.predecessors and line.since and eras[0].since != line.since.isoformat():
            return False
        since, until = line.since or date.min, line.until or date.max
        return eras[0].since <= until.isoformat() and since.isoformat() <= eras[-1].until

    def _amend(self, number: int, line: UnitLine, above: int | None) -> None:
        """Keep what a line says more of an office that is there."""
        if number in self._higher(above, line):
            raise KnownError(f"{line.name} không thể đứng dưới đơn vị cấp dưới của mình (parent)")
        era = self.offices.eras[number][-1]
        wanted = replace(
            era,
            name=line.name,
            code=line.code or era.code,
            parent=era.parent if above is None else above,
        )
        if wanted != era:
            units.amend(self.connection, self.offices, wanted)
        units.bound(self.connection, self.offices, number, line.since, line.until)


def _on(line: UnitLine, day: date) -> bool:
    return (line.since or date.min) <= day <= (line.until or date.max)


def _called(offices: Units, number: int) -> list[str]:
    """The names by which other files speak of an office, as somebody said; ids are none."""
    return [alias for alias, numbers in offices.aliases.items() if number in numbers and not _ID.fullmatch(alias)]


def lines(offices: Units, day: date) -> list[dict[str, object]]:
    """Every office as a list says it, each as it is on a day, by the names of the columns of a list."""
    lines: list[dict[str, object]] = []
    for number in offices.ids:
        unit, eras = offices.at(number, day), offices.eras[number]
        above, contact = offices.era(number, day).parent, offices.contacts.get(number, Contact())
        lines.append(
            {
                "id": unit.id,
                "code": unit.code,
                "name": unit.name,
                "level": unit.level,
                "parent": offices.at(above, day).name if above is not None else "",
                "path": list(unit.path),
                "from": "" if eras[0].since == date.min.isoformat() else eras[0].since,
                "until": "" if eras[-1].until == date.max.isoformat() else eras[-1].until,
                "predecessors": [offices.at(former, day).name for former in offices.predecessors.get(number, ())],
                "aliases": sorted({*(era.name for era in eras), *_called(offices, number)} - {unit.name}),
                "email": contact.email,
                "phone": contact.phone,
            }
        )
    return lines
