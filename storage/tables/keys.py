"""The keys by which lower offices sign what they send: the first of each is remembered, another one is a question."""

from __future__ import annotations

import sqlite3

from forms.errors import KnownError
from forms.values import clock


def known(connection: sqlite3.Connection, office: int) -> str:
    """The public key that is known of an office, in hexadecimal; "" where none is."""
    key: str
    (key,) = connection.execute("SELECT key FROM unit_key WHERE unit = ?", [office]).fetchone() or ("",)
    return key


def remember(connection: sqlite3.Connection, office: int, key: str, who: str, *, changed: bool) -> None:
    """Remember the key of an office inside the caller's transaction; `changed` is somebody's yes to another one.

    Raises KnownError, a question, for another key without it.
    """
    there = known(connection, office)
    if not key or there == key:
        return
    if there and not changed:
        raise KnownError(
            "Khóa ký của đơn vị này khác khóa đã biết: có thể đơn vị đổi máy, cũng có thể tệp không phải của đơn vị. "
            "Đề nghị gọi điện đối chiếu vân tay khóa; nếu đúng là khóa mới thì nhập lại với --new-key, chưa nhập gì."
        )
    at = clock.stored()
    connection.execute(
        "INSERT OR REPLACE INTO unit_key (unit, key, who, at) VALUES (?, ?, ?, ?)", [office, key, who, at]
    )
