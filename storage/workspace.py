"""The workspace: one SQLite file that holds units, reports, their cells and the history of every change.

Rollback journal and `synchronous=FULL`: one file on disk, whole after every commit. One writer at a time:
the lock is SQLite's own and goes with the process that held it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from forms import period as periods
from forms.definitions import Template
from forms.errors import KnownError
from forms.numbers import Number
from forms.period import Period
from forms.report import Address, Cell, Change, OpenRow, Report, SetAcceptance, SetRow, State, Unit
from storage import acceptances, schema


@dataclass(frozen=True, slots=True)
class ReportName:
    """Which report: its unit, period and template, and its state (draft, final)."""

    id: int
    unit: Unit
    period: Period
    template: str
    version: int
    state: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change of a cell; `at` is UTC, `old` and `new` are canonical texts, "" for blank."""

    at: datetime
    who: str
    old: str
    new: str


class Workspace:
    """An open workspace file; use it as a context manager."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._db = Database(connection)

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make a new workspace file; raises KnownError where there is something already."""
        if path.exists():
            raise KnownError(f'"{path}" đã có; đề nghị chọn tên khác hoặc mở tệp này.')
        if not path.parent.is_dir():
            raise KnownError(f'Không có thư mục "{path.parent}"; đề nghị tạo thư mục trước hoặc chọn nơi khác.')
        with _told(path):
            workspace = cls(path, _connect(path, "rwc"))
            try:
                workspace._connection.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
                workspace._migrate(0)
            except BaseException:
                workspace.close()
                raise
        return workspace

    @classmethod
    def open(cls, path: Path, *, readonly: bool = False) -> Self:
        """Open a workspace file; raises KnownError for anything that is not one, is in use or is damaged."""
        if path.is_dir():
            raise KnownError(f'"{path}" là thư mục, không phải tệp làm việc; đề nghị chọn tệp .bc42.')
        if not path.exists():
            raise KnownError(f'Không tìm thấy tệp "{path}"; đề nghị kiểm tra lại tên và đường dẫn.')
        with _told(path):
            with path.open("rb") as file:
                if file.read(16) != b"SQLite format 3\0":
                    raise KnownError(f'"{path}" không phải tệp làm việc của BaoCao42; đề nghị chọn tệp khác.')
            workspace = cls(path, _connect(path, "ro" if readonly else "rw"))
            try:
                workspace._recognise(readonly=readonly)
            except BaseException:
                workspace.close()
                raise
        return workspace

    def _recognise(self, *, readonly: bool) -> None:
        connection = self._connection
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if application != schema.APPLICATION_ID:
            raise KnownError(f'"{self.path}" không phải tệp làm việc của BaoCao42; đề nghị chọn tệp khác.')
        if version > len(schema.MIGRATIONS):
            raise KnownError(f'"{self.path}" do bản BaoCao42 mới hơn ghi; đề nghị cập nhật chương trình rồi mở lại.')
        (sound,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if sound != "ok":
            raise KnownError(_damaged(self.path))
        if version < len(schema.MIGRATIONS):
            if readonly:
                raise KnownError(f'"{self.path}" do bản cũ ghi; đề nghị mở để sửa một lần, rồi làm lại.')
            self._back_up(version)
            self._migrate(version)

    def _back_up(self, version: int) -> None:
        target = self.path.with_name(f"{self.path.stem}.truoc-nang-cap-{version}{self.path.suffix}")
        with closing(sqlite3.connect(target)) as copy:
            self._connection.backup(copy)

    def _migrate(self, version: int) -> None:
        with self._db.atomic():
            for number, (_, migrate) in enumerate(schema.MIGRATIONS[version:], start=version + 1):
                migrate(self._connection)
                self._connection.execute(f"PRAGMA user_version={number}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def reports(self) -> list[ReportName]:
        """Every report of the file, by unit and period."""
        found = self._db.query(
            "SELECT report.*, unit.name, unit.level FROM report JOIN unit ON unit.id = report.unit "
            "ORDER BY unit.id, period, report.id"
        )
        return [
            ReportName(
                row["id"],
                Unit(row["name"], row["level"]),
                periods.parse(row["period"]),
                row["template"],
                row["template_version"],
                row["state"],
            )
            for row in found
        ]

    def add_report(
        self, unit: Unit, period: Period, template: Template, when: datetime | None = None, *, parent: str | None = None
    ) -> None:
        """Add an empty report; `parent` is the name of the office that adds up this one, itself in the file.

        Raises KnownError when the unit has a report for this period and template, or the parent is not there.
        """
        if any(
            (name.unit.name, name.period, name.template) == (unit.name, period, template.code)
            for name in self.reports()
        ):
            raise KnownError(f"{unit.name} đã có báo cáo {period.label} trong tệp này; đề nghị mở báo cáo đó.")
        with _told(self.path), self._db.atomic():
            known = next(self._db.query("SELECT id, level FROM unit WHERE name = ?", [unit.name]), None)
            if known is not None and known["level"] != unit.level:
                raise KnownError(
                    f'{unit.name} đã có trong tệp này với cấp "{known["level"]}"; đề nghị kiểm tra --level.'
                )
            unit_id = known["id"] if known else self._insert("unit", name=unit.name, level=unit.level)
            if parent is not None:
                self._set_parent(unit_id, parent)
            self._insert(
                "report",
                unit=unit_id,
                period=period.code,
                template=template.code,
                template_version=template.version,
                created=_stamp(when),
            )

    def _set_parent(self, unit: int, name: str) -> None:
        found = next(self._db.query("SELECT id FROM unit WHERE name = ?", [name]), None)
        if found is None or found["id"] == unit:
            raise KnownError(
                f'Trong tệp này chưa có đơn vị cấp trên "{name}"; đề nghị tạo báo cáo của đơn vị đó trước.'
            )
        self._connection.execute("UPDATE unit SET parent = ? WHERE id = ?", [found["id"], unit])

    def _insert(self, table: str, **values: object) -> int:
        return int(str(self._db.table(table).insert(values).last_pk))

    def find(self, unit: str | None = None, period: Period | None = None) -> ReportName:
        """The one report that fits; raises KnownError that lists the choices when not exactly one does."""
        names = self.reports()
        fitting = [name for name in names if unit in (None, name.unit.name) and period in (None, name.period)]
        if len(fitting) == 1:
            return fitting[0]
        choices = "; ".join(f'--unit "{name.unit.name}" --period {name.period.code}' for name in names)
        if not names:
            raise KnownError(f'"{self.path}" chưa có báo cáo nào; đề nghị tạo báo cáo trước.')
        reason = "có nhiều báo cáo" if fitting else "không có báo cáo này"
        raise KnownError(f'"{self.path}" {reason}; đề nghị chọn: {choices}.')

    def load(
        self, template: Callable[[str], Template], unit: str | None = None, period: Period | None = None
    ) -> Report:
        """Read a report, and beside it those that it is compared with, as far as the file has them."""
        with _told(self.path):
            name = self.find(unit, period)
            report = self._read(name, template(name.template))
            others = {(other.unit, other.period): other for other in self.reports() if other.template == name.template}
            last = others.get((name.unit, name.period.a_year_earlier()))
            earlier = (others.get((name.unit, period)) for period in name.period.earlier())
            before = next((other for other in earlier if other), None)
            report.last = self._read(last, report.template) if last else None
            report.earlier = self._read(before, report.template) if before else None
            report.children = tuple(
                self._read(others[unit, name.period], report.template)
                for unit in self._children(name.unit)
                if (unit, name.period) in others
            )
        return report

    def _children(self, unit: Unit) -> list[Unit]:
        rows = self._db.query(
            "SELECT child.name, child.level FROM unit child JOIN unit parent ON child.parent = parent.id "
            "WHERE parent.name = ? ORDER BY child.id",
            [unit.name],
        )
        return [Unit(row["name"], row["level"]) for row in rows]

    def _read(self, name: ReportName, template: Template) -> Report:
        report = Report(template, name.unit, name.period)
        for row in self._db.query("SELECT * FROM open_row WHERE report = ? ORDER BY position, id", [name.id]):
            found = OpenRow(row["figure"], row["id"], row["label"], row["position"])
            report.rows[found.figure, found.id] = found
        for row in self._db.query("SELECT * FROM cell WHERE report = ?", [name.id]):
            report.cells[Address(row["figure"], row["row"], row["measure"])] = _cell(row)
        report.acceptances = acceptances.read(self._db, name.id)
        return report

    def save(self, report: Report, changes: Sequence[Change], who: str = "", when: datetime | None = None) -> None:
        """Record changes that the report has already made: all of them or none, with their history."""
        at = _stamp(when)
        with _told(self.path):
            identity = self.find(report.unit.name, report.period).id
            with self._db.atomic():
                for change in changes:
                    if isinstance(change, SetRow):
                        self._save_row(identity, change.row, at, who)
                    elif isinstance(change, SetAcceptance):
                        acceptances.save(self._db, identity, change)
                    else:
                        self._save_cell(identity, change.address, change.cell, at, who)

    def _save_row(self, report: int, row: OpenRow, at: str, who: str) -> None:
        key = (report, row.figure, row.id)
        table = self._db.table("open_row")
        old = next(self._db.query("SELECT label FROM open_row WHERE report=? AND figure=? AND id=?", key), None)
        table.upsert(
            {"report": report, "figure": row.figure, "id": row.id, "label": row.label, "position": row.position},
            pk=("report", "figure", "id"),
        )
        self._insert(
            "history",
            report=report,
            at=at,
            who=who,
            figure=row.figure,
            row=row.id,
            measure="",
            old=old["label"] if old else "",
            new=row.label,
        )

    def _save_cell(self, report: int, address: Address, cell: Cell | None, at: str, who: str) -> None:
        key = [report, *address]
        where = 'WHERE report = ? AND figure = ? AND "row" = ? AND measure = ?'
        old = next(self._db.query(f"SELECT * FROM cell {where}", key), None)  # noqa: S608 - a constant
        if cell is None:
            self._connection.execute(f"DELETE FROM cell {where}", key)  # noqa: S608 - a constant
        else:
            number = cell.number
            self._db.table("cell").upsert(
                {
                    "report": report,
                    **address._asdict(),
                    "digits": number.digits if number else None,
                    "decimals": number.decimals if number else None,
                    "state": str(cell.state),
                    "working": cell.working,
                },
                pk=("report", "figure", "row", "measure"),
            )
        self._insert(
            "history",
            report=report,
            at=at,
            who=who,
            **address._asdict(),
            old=_text(_cell(old)) if old else "",
            new=_text(cell),
        )

    def edited(self, report: Report) -> datetime:
        """UTC time of the report's last change, or of its making: the only time that exports carry."""
        identity = self.find(report.unit.name, report.period).id
        (at,) = self._connection.execute(
            "SELECT coalesce((SELECT max(at) FROM history WHERE report = ?1), created) FROM report WHERE id = ?1",
            [identity],
        ).fetchone()
        return datetime.fromisoformat(at)

    def history(self, report: Report, address: Address) -> list[HistoryEntry]:
        """The changes of a cell, newest first."""
        identity = self.find(report.unit.name, report.period).id
        rows = self._db.query(
            'SELECT * FROM history WHERE report = ? AND figure = ? AND "row" = ? AND measure = ? ORDER BY id DESC',
            [identity, *address],
        )
        return [HistoryEntry(datetime.fromisoformat(row["at"]), row["who"], row["old"], row["new"]) for row in rows]


def _stamp(when: datetime | None) -> str:
    return (when or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds")


def _cell(row: Mapping[str, Any]) -> Cell:
    number = None if row["digits"] is None else Number(row["digits"], row["decimals"])
    return Cell(number, State(row["state"]), row["working"])


def _text(cell: Cell | None) -> str:
    if cell is None:
        return ""
    state = "" if cell.state is State.STATED else str(cell.state)
    return " ".join(part for part in (str(cell.number) if cell.number else "", state) if part)


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    """Connect with our guarantees; a writer takes the lock now and keeps it until it closes."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=0.5)
    try:
        connection.execute("PRAGMA foreign_keys=ON")
        if mode != "ro":
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def _damaged(path: Path) -> str:
    return f'"{path}" bị hỏng hoặc chép chưa hết; đề nghị dùng bản sao lưu hoặc chép lại tệp.'


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell a failure of file or disk in one sentence."""
    try:
        yield
    except OSError as error:
        raise KnownError(f'Không đọc được "{path}" ({error.strerror}); đề nghị kiểm tra quyền của tệp.') from error
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            said = f'"{path}" đang mở ở cửa sổ hoặc chương trình khác; đề nghị đóng ở đó rồi làm lại.'
        elif name.startswith("SQLITE_FULL"):
            said = f'Ổ đĩa của "{path}" đã đầy, chưa ghi được thay đổi này; đề nghị giải phóng chỗ rồi làm lại.'
        elif name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_IOERR")):
            said = f'Không ghi được vào "{path}"; đề nghị kiểm tra quyền của thư mục hoặc chép tệp sang nơi khác.'
        elif name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR")):
            said = _damaged(path)
        else:
            raise
        raise KnownError(said) from error
