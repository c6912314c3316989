"""Seals over what a file says of itself: its offices, which reports it has, and which is meant where none is named.

These tables are small and seldom change, and no line of the history says what they hold. Each has a code over all its
rows, made anew by whoever changes one of them, in the same transaction: typing a cell costs nothing more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from hashlib import blake2b

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
}
"""The tables that are sealed, and what officers call what they hold."""


def write(connection: sqlite3.Connection) -> None:
    """Seal the tables as they are, inside the caller's transaction; nothing in a file from before the seals."""
    if _has_seals(connection):
        connection.executemany(
            "INSERT INTO seal (name, code) VALUES (?, ?) "
            "ON CONFLICT DO UPDATE SET code = excluded.code WHERE code <> excluded.code",
            [(table, _code(connection, table)) for table in _there(connection)],
        )


def broken(connection: sqlite3.Connection) -> list[str]:
    """What is no longer as it was sealed, in words; nothing in a file from before the seals."""
    if not _has_seals(connection):
        return []
    known = dict(connection.execute("SELECT name, code FROM seal").fetchall())
    return list(
        dict.fromkeys(SEALED[table] for table in _there(connection) if known.get(table) != _code(connection, table))
    )


def _has_seals(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE (type, name) = ('table', 'seal')")
    return found.fetchone() is not None


def _there(connection: sqlite3.Connection) -> list[str]:
    """The tables that are sealed, as far as the migrations that a file has had made them."""
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return [table for table in SEALED if table in names]


def _code(connection: sqlite3.Connection, table: str) -> str:
    rows = connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608 - a constant
    return blake2b(repr(rows).encode(), digest_size=10).hexdigest()
