"""Seals over what a file says of itself: its offices, which reports it has, and what other offices sent.

These tables are small and seldom change, and no line of the history says what they hold. Each has a code over all its
rows, made anew by whoever changes one of them, in the same transaction: typing a cell costs nothing more. What is long
in them (a report that was sent, a picture) has a digest of its own.

Cells that are added up are many: those of a template and period have sums over them, made by SQLite in the time that
adding them up takes, and compared when they are. Any bit that flips changes one of the sums.
"""

from __future__ import annotations

import sqlite3
from ast import literal_eval
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b

_LONG = "content"  # the column that has a digest beside it
_OFFICES = "danh sách đơn vị (tên, mã, cấp trên, khóa ký)"
SEALED: Mapping[str, str] = {
    "unit": _OFFICES,
    "unit_era": _OFFICES,
    "unit_alias": _OFFICES,
    "unit_predecessor": _OFFICES,
    "unit_key": _OFFICES,
    "report": "danh sách báo cáo (đơn vị, kỳ, mẫu, trạng thái)",
    "desk": "đơn vị chủ tệp, báo cáo đang làm",
    "deadline": "hạn nộp báo cáo",
    "param": "mức, chuẩn mà đơn vị ghi thêm",
    "request": "phiếu đề nghị cung cấp số liệu",
    "reply": "phiếu đề nghị cung cấp số liệu",
    "letter": "thư đã soạn",
    "statement": "số cấp dưới báo qua điện thoại",
    "signed_copy": "bản ký đã giữ",
    "plan": "danh sách chỉ tiêu, nhiệm vụ của kế hoạch",
    "unit_contact": "địa chỉ thư, điện thoại của đơn vị",
    "received": "báo cáo đã nhận (của đơn vị nào, kỳ nào, bản nào được cộng)",
    "place": "ô số liệu của báo cáo đã nhận",
    "attachment": "ảnh kèm báo cáo đã nhận",
    "layout": "vị trí ô trong biểu của cấp dưới",
    "book_layout": "vị trí ô trong biểu của cấp trên",
    "absence": "đơn vị không gửi báo cáo",
    "choice": "chỉ tiêu đã chọn cho trang lãnh đạo",
    "preliminary": "số sơ bộ của cấp dưới",
    "holder": "nơi, người giữ số liệu của từng mục",
}
"""The tables that are sealed, and what officers call what they hold."""
_SINCE_SUMS = frozenset({"unit_contact", "received", "place", "attachment", "layout", "absence"})
_NONE = repr((0, None, None, 0, *[None] * 6))  # what no cells come to
_SUMS = """
SELECT count(*), sum(place), sum(received), count(digits), sum(digits & 4294967295), sum(digits >> 32), sum(decimals),
sum(rank), sum(counted), sum((digits % 1048573) * (1 + (place * 31 + received) % 8191)) FROM held_cell
WHERE place IN (SELECT id FROM place WHERE template = ?1 AND period = ?2)
"""
_OF_OFFICE = " AND received IN (SELECT id FROM received WHERE unit = ?3 AND template = ?1 AND period = ?2)"
_BY = (0, 0, 0, 3, 3, 3, 3, 0, 0, 3)  # which sum counts what each is made of; of nothing it is NULL


def write(connection: sqlite3.Connection) -> None:
    """Seal the tables as they are, inside the caller's transaction; nothing in a file from before the seals."""
    if _has_seals(connection):
        connection.executemany(
            "INSERT INTO seal (name, code) VALUES (?, ?) "
            "ON CONFLICT DO UPDATE SET code = excluded.code WHERE code <> excluded.code",
            [(table, _code(connection, table)) for table in _there(connection)],
        )


def broken(connection: sqlite3.Connection) -> list[str]:
    """The tables that are no longer as they were sealed; none in a file from before the seals."""
    if not _has_seals(connection):
        return []
    known = dict(connection.execute("SELECT name, code FROM seal").fetchall())
    return [table for table in _there(connection) if known.get(table) != _code(connection, table)]


def labels(tables: Iterable[str]) -> list[str]:
    """What officers call some tables, each name once."""
    return list(dict.fromkeys(SEALED[table] for table in tables))


def hold(connection: sqlite3.Connection, template: str, period: str) -> None:
    """Seal the cells of a template and period that are added up, inside the caller's transaction."""
    connection.execute(
        "INSERT OR REPLACE INTO held_seal VALUES (?, ?, ?)", [template, period, _sums(connection, template, period)]
    )


@contextmanager
def holding(connection: sqlite3.Connection, template: str, period: str, office: int) -> Iterator[None]:
    """Seal what is done to the cells of one office, inside the caller's transaction.

    Those of the others are not read: what is no longer as it was sealed is not so afterwards either.
    """
    mine, asked = _SUMS + _OF_OFFICE, [template, period, office]
    before = connection.execute(mine, asked).fetchone()
    yield
    after = connection.execute(mine, asked).fetchone()
    sealed = literal_eval(_sealed(connection, template, period))
    sums = [(was or 0) + (now or 0) - (then or 0) for was, now, then in zip(sealed, after, before, strict=True)]
    code = repr(
        tuple(one if sums[by] or at == by else None for at, (one, by) in enumerate(zip(sums, _BY, strict=True)))
    )
    connection.execute("INSERT OR REPLACE INTO held_seal VALUES (?, ?, ?)", [template, period, code])


def hold_all(connection: sqlite3.Connection) -> None:
    """Seal all cells that are added up."""
    for place in connection.execute("SELECT DISTINCT template, period FROM place").fetchall():
        hold(connection, *place)


def require_held(connection: sqlite3.Connection, template: str, period: str) -> None:
    """Raise DatabaseError where cells that are added up are no longer as they were sealed."""
    if _sealed(connection, template, period) != _sums(connection, template, period):
        raise sqlite3.DatabaseError(f"cells of {template} on {period}")


def _sealed(connection: sqlite3.Connection, template: str, period: str) -> str:
    """The code of the cells of a template and period as they were sealed."""
    found = connection.execute("SELECT code FROM held_seal WHERE (template, period) = (?, ?)", [template, period])
    (code,) = found.fetchone() or (_NONE,)
    return str(code)


def _sums(connection: sqlite3.Connection, template: str, period: str) -> str:
    return repr(connection.execute(_SUMS, [template, period]).fetchone())


def _has_seals(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE (type, name) = ('table', 'seal')")
    return found.fetchone() is not None


def _there(connection: sqlite3.Connection) -> list[str]:
    """The tables that are sealed, as far as the migrations that a file has had made them."""
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    older = frozenset() if "held_seal" in names else _SINCE_SUMS
    return [table for table in SEALED if table in names and table not in older]


def _code(connection: sqlite3.Connection, table: str) -> str:
    columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})") if name != _LONG]
    quoted = ", ".join(f'"{name}"' for name in columns)
    code, between = blake2b(b"[", digest_size=10), ""
    for row in connection.execute(f"SELECT {quoted} FROM {table} ORDER BY 1, 2"):  # noqa: S608 - its own words
        code.update(f"{between}{row!r}".encode())
        between = ", "
    code.update(b"]")
    return code.hexdigest()
