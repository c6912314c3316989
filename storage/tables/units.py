"""The offices of a workspace file: what holds of each from when until when, and the ids by which others know them.

An office has one number and one id for ever. What may change stands in eras, a row each: name, level, kind, code and
the office above. Another file's id is tied to an office once, with somebody's yes.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass, field, fields, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate

from forms.errors import KnownError
from forms.offices.units import Unit, identity, named, spelled, unlike
from forms.values.frozen import frozen
from forms.values.period import Period
from forms.values.text import fold
from storage import seals
from storage.tables.cells import Stamp

_DEEPEST = 12  # far more floors than any country has
_MOST_CHOICES = 3  # offices that a refusal names


@frozen
class Era:
    """What holds of an office from a day until another, both included; the fields are columns."""

    unit: int
    since: str
    until: str
    name: str
    level: str
    kind: str
    code: str
    parent: int | None


_COLUMNS = ", ".join(item.name for item in fields(Era))


@frozen
class Contact:
    """Where an office is reached."""

    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Units:
    """The offices of a file as they were read, by number in the order in which they were stored.

    `aliases` has what other files call them, ids and names, `predecessors` in whose place each stands.
    """

    ids: dict[int, str]
    eras: dict[int, list[Era]]
    aliases: dict[str, list[int]]
    predecessors: dict[int, list[int]] = field(default_factory=dict)
    contacts: dict[int, Contact] = field(default_factory=dict)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {uid: number for number, uid in self.ids.items()}

    @cached_property
    def _called(self) -> dict[str, set[int]]:
        """The offices by every name that they, or those in whose place they stand, ever had."""
        found: dict[str, set[int]] = {}
        for number in self.ids:
            for name in self._names(number):
                found.setdefault(name, set()).add(number)
        return found

    @cached_property
    def _coded(self) -> dict[str, set[int]]:
        """The offices by every official code that they ever had."""
        found: dict[str, set[int]] = {}
        for number, eras in self.eras.items():
            for code in {era.code for era in eras} - {""}:
                found.setdefault(code, set()).add(number)
        return found

    def bearing(self, name: str, code: str) -> list[int]:
        """The offices that ever had a name or stand in the place of one that had, or ever had a code; in order."""
        return sorted({*self._called.get(fold(name), ()), *self._coded.get(code, ())})

    def _names(self, number: int) -> set[str]:
        eras = (era for one in (number, *self.predecessors.get(number, ())) for era in self.eras[one])
        return {fold(era.name) for era in eras}

    def put(self, uid: str, era: Era) -> None:
        """Take up an office that was just stored."""
        self.ids[era.unit] = uid
        self.eras[era.unit] = [era]
        self._numbers[uid] = era.unit
        self._index(era)

    def amend(self, era: Era) -> None:
        """Take up what holds of an office in its last era."""
        self.eras[era.unit][-1] = era
        self._index(era)

    def _index(self, era: Era) -> None:
        for name in self._names(era.unit):
            self._called.setdefault(name, set()).add(era.unit)
        if era.code:
            self._coded.setdefault(era.code, set()).add(era.unit)

    def number(self, uid: str) -> int | None:
        """The office with an id of this file; None where there is none."""
        found: int | None = self._numbers.get(uid)
        return found

    def called(self, uid: str, day: date) -> str:
        """The name of the office with an id of this file on a day; "" where there is none."""
        number = self.number(uid)
        return "" if number is None else self.era(number, day).name

    def exists(self, number: int, day: date) -> bool:
        """Whether there is an office on a day."""
        eras, at = self.eras[number], day.isoformat()
        return eras[0].since <= at <= eras[-1].until

    def formers(self, number: int) -> set[int]:
        """The offices in whose place one stands, and those before them; itself among them."""
        found, waiting = {number}, [number]
        while waiting:
            earlier = set(self.predecessors.get(waiting.pop(), ())) - found
            found |= earlier
            waiting += earlier
        return found

    def ended_within(self, period: Period) -> dict[int, date]:
        """The offices that ended within a period, before its last day, each with its own last day."""
        first, last = period.start.isoformat(), period.end.isoformat()
        return {
            number: date.fromisoformat(eras[-1].until)
            for number, eras in self.eras.items()
            if first <= eras[-1].until < last
        }

    def successors(self, number: int) -> list[int]:
        """The offices that stand in the place of one."""
        return [later for later, former in self.predecessors.items() if number in former]

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
        eras, on = self.eras[number], day.isoformat()
        return next((era for era in reversed(eras) if era.since <= on), eras[0])

    def below(self, number: int, day: date) -> list[int]:
        """The offices that stand under one on a day."""
        return [other for other in self.ids if self.era(other, day).parent == number and self.exists(other, day)]

    def named(self, text: str, day: date) -> list[int]:
        """The offices that a text names on a day (see `forms.offices.units.named`)."""
        begun = accumulate(fold(text).split(), "{} {}".format)  # those above may follow a name
        near = {number for name in begun for number in self._called.get(name, ())} | self._coded.get(text, set())
        near |= {self._numbers[text]} if text in self._numbers else set()
        found = {self.at(number, day): number for number in sorted(near) if self.exists(number, day)}
        return [found[unit] for unit in named(list(found), text)]

    def find(self, text: str, day: date) -> int:
        """The one office that a text names; raises KnownError, a question where it names several."""
        found = self.named(text, day)
        if not found:
            raise KnownError(f'Trong tệp này chưa có đơn vị "{text}"; đề nghị kiểm tra lại tên.')
        if len(found) > 1:
            raise KnownError(
                f'Trong tệp này có nhiều đơn vị "{text}"; đề nghị ghi rõ một trong: {self._choices(found, day)}.'
            )
        return found[0]

    def _choices(self, numbers: Sequence[int], day: date) -> str:
        """The first offices as somebody chooses between them: those of one name by their official codes."""
        found = [self.at(number, day) for number in numbers]
        alike = Counter(unit.full for unit in found)
        more = f"; và {len(found) - _MOST_CHOICES} đơn vị khác" if len(found) > _MOST_CHOICES else ""
        return (
            "; ".join(
                f'"{unit.full}"{f" (mã {unit.code})" if alike[unit.full] > 1 and unit.code else ""}'
                for unit in found[:_MOST_CHOICES]
            )
            + more
        )

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
        own = self.number(unit.id)
        proposed = {*self.aliases.get(unit.id, ()), *self.aliases.get(unit.name, ())}
        meant: list[int] = sorted({*proposed, *([] if own is None else [own])})
        fitting = [number for number in meant if not unlike(self.at(number, day), unit)]
        if len(fitting) == 1:
            return fitting[0]
        if len(same := [number for number in fitting if self.bears(number, unit.name)]) == 1:
            return same[0]
        near = fitting or meant or self.alike(unit, None, day)
        if not near:
            return None
        raise KnownError(
            f"Chưa rõ {unit.full} trong tệp vừa đọc là đơn vị nào; đề nghị ghi --unit ({self._choices(near, day)}), "
            "hoặc --parent nếu là đơn vị khác; chưa nhập gì."
        )

    def bears(self, number: int, name: str) -> bool:
        """Whether an office, or one in whose place it stands, ever bore a name with these marks, or is said to."""
        eras = (era for one in (number, *self.predecessors.get(number, ())) for era in self.eras[one])
        return number in self.aliases.get(name, ()) or spelled(name) in {spelled(era.name) for era in eras}

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
        """The offices that may be the one named, by this name or an old one, in order.

        None that is not there on the day, stands elsewhere or has another official code.
        """
        found = []
        for number in sorted(self._called.get(fold(unit.name), ())):
            there, parent = self.at(number, day), self.era(number, day).parent
            if self.exists(number, day) and (above is None or parent in {None, above}) and not unlike(there, unit):
                found.append(number)
        return found


def read(connection: sqlite3.Connection) -> Units:
    """Every office of the file; raises ValueError where one has no id, or nothing is said of it."""
    found = readable(connection)
    if found.eras.keys() != found.ids.keys() or not all(found.ids.values()):
        raise ValueError(found.ids)
    for number, *rest in connection.execute("SELECT unit, email, phone FROM unit_contact"):
        found.contacts[number] = Contact(*rest)
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
    predecessors: dict[int, list[int]] = {}
    for number, former in connection.execute("SELECT unit, predecessor FROM unit_predecessor ORDER BY unit, rowid"):
        predecessors.setdefault(number, []).append(former)
    return Units(ids, eras, aliases, predecessors)


def store(connection: sqlite3.Connection, unit: Unit, parent: str | None, day: date) -> int:
    """The number of an office that somebody names, stored if need be, under the office that is said to be above it."""
    offices = read(connection)
    above = offices.higher(parent, day)
    number = offices.settle(unit, above, day)
    if number is None:
        return add(connection, offices, unit, above, day)
    if above is not None:
        if number in {above, *offices.above(above, day)}:
            raise KnownError(f'"{parent}" không thể là đơn vị cấp trên của {unit.name}; đề nghị kiểm tra lại.')
        connection.execute("UPDATE unit_era SET parent = ? WHERE unit = ? AND parent IS NULL", [above, number])
    return number


def add(
    connection: sqlite3.Connection,
    offices: Units,
    unit: Unit,
    above: int | None,
    day: date,
    since: date = date.min,
    until: date = date.max,
) -> int:
    """Store an office that is none of those in the file; where its id is taken, it gets one of its own."""
    if above is not None:
        higher = offices.at(above, day)
        unit = Unit(unit.name, unit.level, unit.code, unit.kind, (*higher.path, higher.name))
    own, twin = unit.id, 0
    while offices.number(own) is not None:
        twin += 1
        own = identity(unit.level, unit.name, unit.path, twin)
    (number,) = connection.execute("INSERT INTO unit (uid) VALUES (?) RETURNING id", [own]).fetchone()
    era = Era(number, since.isoformat(), until.isoformat(), unit.name, unit.level, unit.kind, unit.code, above)
    _insert(connection, era)
    offices.put(own, era)
    return int(number)


def tie(connection: sqlite3.Connection, alias: str, number: int, by: Stamp) -> None:
    """Keep that another file's id, or a name, means this office: somebody said so."""
    connection.execute("INSERT OR IGNORE INTO unit_alias VALUES (?, ?, ?, ?)", [alias, number, by.who, by.at])


def own(connection: sqlite3.Connection, number: int) -> None:
    """Say whose file it is, where nobody has said."""
    connection.execute("UPDATE desk SET own_unit = ? WHERE own_unit IS NULL", [number])


def own_number(connection: sqlite3.Connection) -> int | None:
    """The number of the office whose file it is; None where nobody has said."""
    (number,) = connection.execute("SELECT own_unit FROM desk").fetchone()
    return None if number is None else int(number)


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


def bound(connection: sqlite3.Connection, offices: Units, number: int, since: date | None, until: date | None) -> None:
    """Say from when until when there is an office; None leaves a bound as it is."""
    eras = offices.eras[number]
    if since is not None and eras[0].since != since.isoformat():
        connection.execute("DELETE FROM unit_era WHERE unit = ? AND since = ?", [number, eras[0].since])
        eras[0] = replace(eras[0], since=since.isoformat())
        _insert(connection, eras[0])
    if until is not None:
        eras[-1] = replace(eras[-1], until=until.isoformat())
        _insert(connection, eras[-1])


def amend(connection: sqlite3.Connection, offices: Units, era: Era) -> None:
    """Put right what holds of an office in its last era."""
    _insert(connection, era)
    offices.amend(era)


def succeed(connection: sqlite3.Connection, offices: Units, number: int, former: int) -> None:
    """Say that an office stands in the place of another; raises KnownError where that one stands in its place."""
    if number in offices.formers(former):
        name, other = (offices.eras[one][-1].name for one in (number, former))
        raise KnownError(f"{name} và {other} không thể cùng là đơn vị trước đó (predecessors) của nhau")
    if former not in offices.predecessors.get(number, ()):
        connection.execute("INSERT INTO unit_predecessor (unit, predecessor) VALUES (?, ?)", [number, former])
        offices.predecessors.setdefault(number, []).append(former)


def reach(connection: sqlite3.Connection, offices: Units, number: int, contact: Contact) -> None:
    """Keep where an office is reached."""
    connection.execute("INSERT OR REPLACE INTO unit_contact VALUES (?, ?, ?)", [number, contact.email, contact.phone])
    offices.contacts[number] = contact


def _insert(connection: sqlite3.Connection, era: Era) -> None:
    marks = ", ".join("?" for _ in fields(Era))
    connection.execute(
        f"INSERT OR REPLACE INTO unit_era ({_COLUMNS}) VALUES ({marks})",  # noqa: S608 - constants
        astuple(era),
    )
