"""The offices of a workspace file: what holds of each from when until when, and the ids by which others know them.

An office has one number and one id for ever. What may change stands in eras, a row each: name, level, kind, code and
the office above. Another file's id is tied to an office once, with somebody's yes.
"""

from __future__ import annotations

import sqlite3
from dataclasses import astuple, dataclass, fields, replace
from datetime import date, timedelta

from forms.errors import KnownError
from forms.report.units import Unit, identity, named, unlike
from forms.values.text import fold
from storage import seals
from storage.cells import Stamp

_DEEPEST = 12  # far more floors than any country has


@dataclass(frozen=True, slots=True)
class Era:
    """What holds of an office from a day until another, both included; the fields are columns."""

    unit: int
    since: str
    until: str
    name: str
    level: str
    kind: str = ""
    code: str = ""
    parent: int | None = None


_COLUMNS = ", ".join(item.name for item in fields(Era))


@dataclass(frozen=True, slots=True)
class Units:
    """The offices of a file as they were read, by number in the order in which they were stored."""

    ids: dict[int, str]
    eras: dict[int, list[Era]]
    aliases: dict[str, list[int]]

    def at(self, number: int, day: date) -> Unit:
        """An office as it is on a day: as it was first, or is last, where it does not exist on that day."""
        era = self.era(number, day)
        path = tuple(self.era(above, day).name for above in reversed(self.above(number, day)))
        return Unit(era.name, era.level, era.code, era.kind, path, self.ids[number])

    def above(self, number: int, day: date) -> list[int]:
        """The offices above one on a day, the nearest first."""
        found: list[int] = []
        parent = self.era(number, day).parent
        while parent is not None and len(found) < _DEEPEST:
            found.append(parent)
            parent = self.era(parent, day).parent
        return found

    def era(self, number: int, day: date) -> Era:
        """What holds of an office on a day."""
        eras = self.eras[number]
        return next((era for era in reversed(eras) if era.since <= day.isoformat()), eras[0])

    def below(self, number: int, day: date) -> list[int]:
        """The offices that stand under one on a day."""
        return [other for other in self.ids if self.era(other, day).parent == number]

    def named(self, text: str, day: date) -> list[int]:
        """The offices that a text names on a day (see `forms.report.units.named`)."""
        found = {self.at(number, day): number for number in self.ids}
        return [found[unit] for unit in named(list(found), text)]

    def find(self, text: str, day: date) -> int:
        """The one office that a text names; raises KnownError, a question where it names several."""
        found = self.named(text, day)
        if not found:
            raise KnownError(f'Trong tệp này chưa có đơn vị "{text}"; đề nghị kiểm tra lại tên.')
        if len(found) > 1:
            choices = "; ".join(f'"{self.at(number, day).full}"' for number in found)
            raise KnownError(f'Trong tệp này có nhiều đơn vị "{text}"; đề nghị ghi rõ một trong: {choices}.')
        return found[0]

    def settle(self, unit: Unit, above: int | None, day: date) -> int | None:
        """The office that somebody names, under another where that is said; None for one that is not in the file.

        Raises KnownError, a question, where it is one of several or spelled otherwise.
        """
        if above is None:
            for number in self.ids:
                there, names = self.at(number, day), {era.name for era in self.eras[number]}
                kept = there.id == unit.id and unit.name in names and not unlike(there, unit)
                if kept and (unit.path or not there.path):
                    return number
        alike = self.alike(unit, above, day)
        same = [number for number in alike if self.era(number, day).name == unit.name]
        same = [number for number in same if above and self.era(number, day).parent == above] or same
        if len(same) > 1:
            raise KnownError(
                f'Trong tệp này có nhiều đơn vị "{unit.name}"; đề nghị ghi thêm đơn vị cấp trên (--parent).'
            )
        if same:
            level = self.era(same[0], day).level
            if level != unit.level:
                raise KnownError(f'{unit.name} đã có trong tệp này với cấp "{level}"; đề nghị kiểm tra --level.')
            return same[0]
        if alike:
            raise KnownError(
                f'Trong tệp này đã có "{self.at(alike[0], day).full}"; nếu là đơn vị đó, đề nghị ghi đúng tên; nếu là '
                "đơn vị khác, đề nghị ghi đơn vị cấp trên (--parent) hoặc mã đơn vị (--code)."
            )
        return None

    def recognise(self, unit: Unit, day: date) -> int | None:
        """The office that another file speaks of, None for one that is not in this file.

        Raises KnownError, a question, where nobody has said yet that an id of theirs is one of ours: a name proposes.
        """
        meant = [
            number for number, own in self.ids.items() if own == unit.id or number in self.aliases.get(unit.id, ())
        ]
        fitting = [number for number in meant if not unlike(self.at(number, day), unit)]
        if len(fitting) == 1:
            return fitting[0]
        near = fitting or meant or self.alike(unit, None, day)
        if not near:
            return None
        choices = "; ".join(f'"{self.at(number, day).full}"' for number in near)
        raise KnownError(
            f"Chưa rõ {unit.full} trong tệp vừa đọc là đơn vị nào; nếu là đơn vị đã có trong tệp này, đề nghị ghi "
            f"--unit ({choices}); nếu là đơn vị khác, đề nghị ghi đơn vị cấp trên (--parent); chưa nhập gì."
        )

    def higher(self, name: str | None, day: date) -> int | None:
        """The office that is said to be above another; raises KnownError where it is not in the file, or not clear."""
        if name is None:
            return None
        if not self.named(name, day):
            raise KnownError(
                f'Trong tệp này chưa có đơn vị cấp trên "{name}"; đề nghị tạo báo cáo của đơn vị đó trước.'
            )
        return self.find(name, day)

    def alike(self, unit: Unit, above: int | None, day: date) -> list[int]:
        """The offices that may be the one named: none that stands elsewhere, or has another official code."""
        found = []
        for number in self.ids:
            there, parent = self.at(number, day), self.era(number, day).parent
            if (
                fold(there.name) == fold(unit.name)
                and (above is None or parent in {None, above})
                and not unlike(there, unit)
            ):
                found.append(number)
        return found


def read(connection: sqlite3.Connection) -> Units:
    """Every office of the file; raises ValueError where one has no id, or nothing is said of it."""
    found = readable(connection)
    if found.eras.keys() != found.ids.keys() or not all(found.ids.values()):
        raise ValueError("an office of which nothing is known")
    return found


def readable(connection: sqlite3.Connection) -> Units:
    """What can be read of the offices of a file; one whose office above is not there stands under none."""
    ids = dict(connection.execute("SELECT id, uid FROM unit ORDER BY id").fetchall())
    eras: dict[int, list[Era]] = {}
    for row in connection.execute(f"SELECT {_COLUMNS} FROM unit_era ORDER BY unit, since"):  # noqa: S608 - constants
        era = Era(*row)
        eras.setdefault(era.unit, []).append(era if era.parent in ids else replace(era, parent=None))
    aliases: dict[str, list[int]] = {}
    for alias, number in connection.execute("SELECT alias, unit FROM unit_alias ORDER BY alias, unit"):
        aliases.setdefault(alias, []).append(number)
    return Units(ids, eras, aliases)


def store(connection: sqlite3.Connection, unit: Unit, parent: str | None, day: date) -> int:
    """The number of an office that somebody names, stored if need be, under the office that is said to be above it."""
    offices = read(connection)
    above = offices.higher(parent, day)
    number = offices.settle(unit, above, day)
    if number is None:
        return add(connection, unit, above, day)
    if above is not None:
        if number in {above, *offices.above(above, day)}:
            raise KnownError(f'"{parent}" không thể là đơn vị cấp trên của {unit.name}; đề nghị kiểm tra lại.')
        connection.execute("UPDATE unit_era SET parent = ? WHERE unit = ? AND parent IS NULL", [above, number])
    return number


def add(connection: sqlite3.Connection, unit: Unit, above: int | None, day: date) -> int:
    """Store an office that is none of those in the file; where its id is taken, it gets one of its own."""
    if above is not None:
        higher = read(connection).at(above, day)
        unit = Unit(unit.name, unit.level, unit.code, unit.kind, (*higher.path, higher.name))
    own, twin = unit.id, 0
    while connection.execute("SELECT 1 FROM unit WHERE uid = ?", [own]).fetchone():
        twin += 1
        own = identity(unit.level, unit.name, unit.path, twin)
    (number,) = connection.execute("INSERT INTO unit (uid) VALUES (?) RETURNING id", [own]).fetchone()
    first, last = date.min.isoformat(), date.max.isoformat()
    _insert(connection, Era(number, first, last, unit.name, unit.level, unit.kind, unit.code, above))
    return int(number)


def tie(connection: sqlite3.Connection, alias: str, number: int, by: Stamp) -> None:
    """Keep that another file's id means this office: somebody said so."""
    connection.execute("INSERT OR IGNORE INTO unit_alias VALUES (?, ?, ?, ?)", [alias, number, by.who, by.at])


def own(connection: sqlite3.Connection, number: int) -> None:
    """Say whose file it is, where nobody has said."""
    connection.execute("UPDATE desk SET own_unit = ? WHERE own_unit IS NULL", [number])


def change(connection: sqlite3.Connection, number: int, since: date, **what: str | int | None) -> None:
    """Let other attributes hold of an office from a day on, until its next change."""
    era = read(connection).era(number, since)
    day = since.isoformat()
    if era.since < day:
        before = (since - timedelta(days=1)).isoformat()
        connection.execute("UPDATE unit_era SET until = ? WHERE unit = ? AND since = ?", [before, number, era.since])
        era = replace(era, since=day)
    _insert(connection, replace(era, **what))  # type: ignore[arg-type]
    seals.write(connection)


def _insert(connection: sqlite3.Connection, era: Era) -> None:
    marks = ", ".join("?" for _ in fields(Era))
    connection.execute(
        f"INSERT OR REPLACE INTO unit_era ({_COLUMNS}) VALUES ({marks})",  # noqa: S608 - constants
        astuple(era),
    )
